"""How often each trial runs, and the one table: trial, how often, what came out, what the control did.

``make test`` runs the short column; ``make reliability`` (``RELIABILITY=long``) the long one and prints the
table. ``RELIABILITY_SHARE=0.1`` runs a tenth of the long column, to see that it works.
"""

import os
from collections.abc import Callable

import pytest

from tests.intake_app.conftest import _made_sample, sample
from tests.reliability.table import ROWS, written

__all__ = ["_made_sample", "noted", "sample"]


@pytest.fixture
def noted(request: pytest.FixtureRequest) -> Callable[[str, int, str, str], None]:
    """Return what adds a line to the table: trial, count, result, what its control said."""

    def note(trial: str, count: int, result: str, control: str) -> None:
        ROWS.append((trial, count, result, control))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if ROWS and os.environ.get("RELIABILITY"):
        terminalreporter.write_line("")
        for line in written():
            terminalreporter.write_line(line)
