"""kill -9 at any moment: what was acknowledged is there, the old or the new state opens, never neither."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.intake_app.vault.sample import Sample
from tests.reliability.flow import Way, prepare
from tests.reliability.table import times

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX thing")
ROOT = Path(__file__).resolve().parents[2]
Note = Callable[[str, int, str, str], None]


def killed(folder: Path, way: Way, manner: str, count: int, seed: int = 7) -> dict[str, float]:
    """Kill ``count`` processes that work in ``manner``; return what was found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.killing", str(folder), str(count), manner, str(seed)],
        cwd=ROOT, input=msgspec.json.encode(way), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_nothing_acknowledged_is_lost_and_it_opens_at_once(sample: Sample, noted: Note) -> None:
    way = prepare(sample)
    control = killed(sample.copy(sample.folder.parent / "control").folder, way, "hasty", 30)
    count = times(200, 5_000)
    found = killed(sample.folder, way, "answering", count)
    noted(
        "kill -9 in the flow", count, f"{found['lost']} lost of {found['said']:,} acknowledged, "
        f"slowest reopen {found['slowest'] * 1000:.0f} ms", f"early word: {control['lost']} of 30 lost",
    )  # fmt: skip
    assert found["lost"] == 0
    assert found["said"] > count
    assert control["lost"] > 0, "the trial would notice a loss"


@pytest.mark.parametrize("manner", ["backing-up", "renewing", "writing-keyslots"])
def test_the_old_or_the_new_state_opens(sample: Sample, noted: Note, manner: str) -> None:
    way = prepare(sample)
    count = times(14, 125)
    found = killed(sample.folder, way, manner, count)
    noted(f"kill -9 while {manner}", count, f"{found['lost']} neither old nor new", "see the damaged copies")
    assert found["lost"] == 0
