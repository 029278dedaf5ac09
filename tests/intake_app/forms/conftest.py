"""Forms in these tests are small markdown tables, read like any form file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from intake_app.forms import FormDefinition, FormReading, read_form

Read = Callable[[str], FormReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a markdown table as a form file in a folder of its own."""

    def _read(table: str) -> FormReading:
        path = tmp_path / "form.md"
        path.write_text(table, encoding="utf-8")
        return read_form(path)

    return _read


@pytest.fixture
def install(read: Read) -> Callable[[str], FormDefinition]:
    """Return a function that reads a form which has to be good."""

    def _install(table: str) -> FormDefinition:
        reading = read(table)
        assert reading.definition is not None, reading.findings
        return reading.definition

    return _install
