"""The power goes at any moment of saving, backing up, exporting, writing keyslots, migrating, renewing.

What was acknowledged is there, nothing is half, and what opens is wholly old or wholly new. The control
saves without syncing and must lose something.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from intake_app.errors import IntakeError
from intake_app.services import backups
from intake_app.services.session import Workspace
from intake_app.vault import backup, files, keyslots, migration
from intake_app.vault.errors import VaultRolledBack
from tests.intake_app.sync.sender import need_tools
from tests.intake_app.vault.sample import COUNSELLOR, Sample
from tests.reliability import power
from tests.reliability.flow import Way, is_whole, marks_in, prepare, reopen
from tests.reliability.table import times
from tests.reliability.test_migrations import RELEASED, facts_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="strace is a Linux tool")
ROOT = Path(__file__).resolve().parents[2]
Note = Callable[[str, int, str, str], None]
Look = Callable[[Path, Workspace, list[str]], None]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory for what is laid out thousands of times."""
    memory = Path("/dev/shm")
    folder = memory / f"power-{os.getpid()}" if memory.is_dir() else tmp_path / "room"
    folder.mkdir(exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def recorded(scene: str, folder: Path, way: Way, tmp_path: Path) -> tuple[power.Disk, list[power.Step]]:
    """Return what lay in ``folder`` before the scene, and what the scene did."""
    need_tools("strace")
    (tmp_path / "way.json").write_bytes(msgspec.json.encode(way))
    (tmp_path / "keys").mkdir(exist_ok=True)
    before = power.Disk.of(folder)
    script = [
        "tests.reliability.recorded",
        scene,
        *map(str, (folder, tmp_path / "way.json", tmp_path / "keys")),
    ]
    steps = power.record(script, folder, tmp_path / "strace.log", **{**os.environ, "PYTHONPATH": str(ROOT)})
    assert any(one.kind == "sync" for one in steps)
    return before, steps


def broken(
    scene: str, folder: Path, way: Way, rooms: tuple[Path, Path], *, count: int, look: Look
) -> list[str]:
    """Cut the scene ``count`` times; return what was wrong afterwards, a line for each."""
    tmp_path, room = rooms
    disk, steps = recorded(scene, folder, way, tmp_path)
    wrong = []
    for n, (found, said) in enumerate(power.cuts(disk, steps, count, Random(count))):
        place = room / f"{scene}-{n}"
        power.lay_out(found, folder, place)
        try:
            workspace = reopen(place, way)
            try:
                look(place, workspace, said)
                if n % 20 == 0:
                    workspace.database.checkpoint()
                    assert workspace.database.is_sound(), "a page is damaged"
            finally:
                workspace.vault.close()
        except (IntakeError, AssertionError, StopIteration) as trouble:
            wrong.append(f"{scene} {n}: {type(trouble).__name__} {trouble} after {said[-1:]}")
        shutil.rmtree(place)
    return wrong


def saved(_folder: Path, workspace: Workspace, said: list[str]) -> None:
    marks = [line for line in said if line.startswith("mark-")]
    assert is_whole(marks_in(workspace), int(marks[-1][5:]) if marks else 0), "an answer is lost"


def backed_up(folder: Path, workspace: Workspace, said: list[str]) -> None:
    there = {one.path.name for one in backups.backups(workspace.folder)}
    assert {line.split()[1] for line in said} <= there, "a backup is lost"
    for name in there:
        backup.check_files(folder / files.BACKUPS / name)


def exported(folder: Path, _workspace: Workspace, said: list[str]) -> None:
    stick = folder / "stick"
    whole = dict(line.split()[1:] for line in said if line.startswith("batch"))
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in stick.glob("*.intake")}
    assert whole.items() <= sums.items(), "an exported batch is lost"
    assert len(sums) <= len(whole) + 1
    for name in sums.keys() - whole.keys():  # renamed and not yet said: it must be whole all the same
        assert (stick / name).read_bytes().endswith(bytes(1024))
    if any(line.startswith("access") for line in said):
        json.loads((stick / "access.json").read_bytes())


def in_reach(folder: Path, workspace: Workspace, said: list[str]) -> None:
    copies = keyslots.read_copies(folder)
    assert keyslots.is_trusted(copies[0], workspace.vault.data_key), "the keyslots are not whole"
    users = [line.split()[1] for line in said if line.startswith("user")]
    assert all(copies[0].slot(user) for user in users), "a user lost the way in"
    generations = [int(line.split()[1]) for line in said if line.startswith("generation")]
    assert copies[0].generation >= max(generations, default=0)


def old_or_new(_folder: Path, workspace: Workspace, _said: list[str]) -> None:
    assert workspace.database.value("PRAGMA user_version") == len(migration.shipped_steps())
    assert workspace.database.value("SELECT count(*) FROM persons") == 3
    assert workspace.database.value("SELECT count(*) FROM consents") == 3


def same_rows(_folder: Path, workspace: Workspace, _said: list[str]) -> None:
    assert workspace.database.value("SELECT count(*) FROM persons") == 1
    assert workspace.database.value("SELECT count(*) FROM interviews") == 1


SCENES: dict[str, tuple[Look, int, int]] = {
    "save": (saved, 1_000, 25_000),
    "backup": (backed_up, 300, 7_500),
    "export": (exported, 200, 5_000),
    "keyslots": (in_reach, 200, 5_000),
    "renewal": (same_rows, 100, 2_500),
}


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_lost_and_nothing_is_half(
    scene: str, sample: Sample, tmp_path: Path, room: Path, noted: Note
) -> None:
    way = prepare(sample)
    look, push, long = SCENES[scene]
    count = times(push, long)
    wrong = broken(scene, sample.folder, way, (tmp_path, room), count=count, look=look)
    noted(f"power loss: {scene}", count, f"{len(wrong)} lost or corrupt", "see synchronous=OFF")
    assert wrong == []


@pytest.mark.parametrize("released", RELEASED, ids=lambda folder: folder.name)
def test_a_migration_leaves_the_old_or_the_new_state(
    released: Path, tmp_path: Path, room: Path, noted: Note
) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(released, folder)
    facts = facts_of(folder)
    opened = keyslots.open_slot(folder, facts["counsellor"], COUNSELLOR.passphrase)
    assert opened is not None
    way = Way(opened.data_key, opened.compartment_key, facts["counsellor"], facts["interview"])
    count = times(100, 2_500)
    wrong = broken("migration", folder, way, (tmp_path, room), count=count, look=old_or_new)
    noted(f"power loss: migration from {released.name}", count, f"{len(wrong)} neither old nor new",
          "see synchronous=OFF")  # fmt: skip
    assert wrong == []


def test_saving_without_syncing_loses_answers(
    sample: Sample, tmp_path: Path, room: Path, noted: Note
) -> None:
    """The control: the same trial with ``synchronous = OFF`` must find losses."""
    way = prepare(sample)
    count = times(100, 2_500)
    wrong = broken("reckless", sample.folder, way, (tmp_path, room), count=count, look=saved)
    noted("power loss: synchronous=OFF", count, "must lose", f"{len(wrong)} lost or corrupt")
    assert len(wrong) > count // 4
    assert any(VaultRolledBack.__name__ in one or "lost" in one for one in wrong)
