"""kill -9 at any moment: what was acknowledged is there, the old or the new state opens, never neither."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from intake_app.services import backups
from intake_app.vault import keyslots
from tests.intake_app.vault.sample import COUNSELLOR, NOW, Sample
from tests.reliability.flow import Way, prepare, reopen
from tests.reliability.table import times
from tests.reliability.test_migrations import RELEASED, facts_of

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


@pytest.mark.parametrize("manner", ["backing-up", "renewing", "writing-keyslots", "changing-key"])
def test_the_old_or_the_new_state_opens(sample: Sample, noted: Note, manner: str) -> None:
    way = prepare(sample)
    if manner == "changing-key":
        sample.unlock("supervisor").vault.close()  # everybody has a letterbox for the new key
    count = times(50, 125, few=4 if manner == "changing-key" else 8)
    found = killed(sample.folder, way, manner, count)
    noted(f"kill -9 while {manner}", count, f"{found['lost']} neither old nor new", "see writing over")
    assert found["lost"] == 0


@pytest.mark.parametrize("released", RELEASED, ids=lambda folder: folder.name)
def test_a_killed_migration_leaves_the_old_or_the_new_state(
    released: Path, tmp_path: Path, noted: Note
) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(released, folder)
    facts = facts_of(folder)
    opened = keyslots.open_slot(folder, facts["counsellor"], COUNSELLOR.passphrase)
    assert opened is not None
    way = Way(opened.data_key, opened.compartment_key, facts["counsellor"], facts["interview"])
    count = times(50, 125, few=4)
    found = killed(folder, way, "migrating", count)
    noted(f"kill -9 while migrating from {released.name}", count,
          f"{found['lost']} neither old nor new, {found['said']} cut off", "see writing over")  # fmt: skip
    assert found["lost"] == 0


def test_a_program_that_writes_over_what_is_there_leaves_neither(sample: Sample, noted: Note) -> None:
    """The control: killed, the same look finds half a database or half a backup."""
    way = prepare(sample)
    workspace = reopen(sample.folder, way)
    made = backups.back_up(workspace, now=NOW)
    workspace.vault.close()
    made.path.rename(made.path.with_name("backup-20260101T000000Z"))
    count = times(30, 100, few=10)
    found = killed(sample.folder, way, "writing-over", count)
    noted("kill -9 while writing over", count, "must lose", f"{found['lost']} neither old nor new")
    assert found["lost"] > 0
