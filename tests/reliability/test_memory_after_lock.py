"""After locking nothing of a person, no key and no passphrase is in the memory of any of our processes."""

import contextlib
import datetime
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from intake_app.records.person import PersonDraft, PersonName
from intake_app.services import persons
from intake_app.services import workspace as workspaces
from intake_app.services.interviews import resume_interview
from intake_app.vault import keyslots
from tests.reliability.table import times
from tests.stories.small_form import write_small_form
from tests.stories.window import PASSPHRASE, Centre

Note = Callable[[str, int, str, str], None]
LAUNCHER = """
import sys
from ui.launcher import keep_open
room = [sys.executable, "-m", "tests.reliability.locking_room", sys.argv[1]]
sys.exit(keep_open(sys.argv[2:], program=room))
"""
TYPED = "Kanarienvogel im Entwurf ٣٧ ሰላም"
NAME = "Kanarjetta"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    from intake_app import forms

    folder = tmp_path_factory.mktemp("locking")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "shipped_forms", tuple)
        made = Centre.make(folder / "workspace", write_small_form(folder))
    opened = unlocked(made)
    persons.record_person(opened, draft=PersonDraft(names=(PersonName(given=NAME),)), now=now())
    workspaces.lock_workspace(opened, now=now())
    return made


@contextlib.contextmanager
def launched(centre: Centre, signs: Path, typed: str) -> Iterator[subprocess.Popen[bytes]]:
    signs.mkdir()
    (signs / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    (signs / "typed").write_text(typed, encoding="utf-8")
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(signs), str(centre.folder)], cwd=ROOT, env=os.environ
    )
    try:
        yield launcher
    finally:
        if launcher.poll() is None:
            launcher.send_signal(signal.SIGTERM)
            launcher.wait(30)


@pytest.mark.skipif(sys.platform != "linux", reason="memory of other processes is read through /proc")
def test_locking_leaves_nothing_in_memory_and_keeps_what_was_typed(
    centre: Centre, tmp_path: Path, noted: Note
) -> None:
    count, before, left, times_taken = times(20, 200, few=1), 0, 0, []
    for n in range(count):
        typed = f"{TYPED} {n}"
        with launched(centre, tmp_path / f"signs-{n}", typed) as launcher:
            there, remains, seconds = locked_once(centre, launcher, tmp_path / f"signs-{n}")
        before, left = before + there, left + remains
        times_taken.append(seconds)
        opened = unlocked(centre)
        try:
            again = resume_interview(opened, interview_id=centre.interview_id, now=now())
            assert typed in [view.value for view in again.interview.nodes()]
        finally:
            workspaces.lock_workspace(opened, now=now())
    usual = sorted(times_taken)[count // 2]
    result = f"{left} hits; gone after {usual:.2f} s, at most {max(times_taken):.2f} s"
    noted("memory after lock", count, result, f"{before:,} hits before locking")
    assert left == 0


def locked_once(centre: Centre, launcher: subprocess.Popen[bytes], signs: Path) -> tuple[int, int, float]:
    """Let it open, lock and show the door; return hits before and after, and the seconds it took to go."""
    until((signs / "ready").exists)
    room = children(launcher.pid)
    if os.geteuid() != 0:
        with pytest.raises(PermissionError):  # others of the same user are refused
            hits(room, [b"x"])
        pytest.skip("only root can read what is left")
    wanted = canaries(centre)
    found = {name: hits(room, forms) for name, forms in wanted.items()}
    # The control: before locking they are there (of the passphrase, long let go, only pieces may be).
    assert all(found[name] for name in ("key", "draft", "name")), found
    every = [form for forms in wanted.values() for form in forms]
    begun = time.monotonic()
    (signs / "lock").touch()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in room))
    seconds = time.monotonic() - begun
    left = hits([launcher.pid, *children(launcher.pid)], every)
    until((signs / "door").exists)
    left += hits([launcher.pid, *children(launcher.pid)], every)
    (signs / "end").touch()
    assert launcher.wait(30) == 0
    return sum(found.values()), left, seconds


def unlocked(centre: Centre) -> workspaces.Workspace:
    return workspaces.unlock_workspace(
        centre.folder, user_id=centre.user("counsellor").id, passphrase=PASSPHRASE, now=now()
    )


def canaries(centre: Centre) -> dict[str, list[bytes]]:
    """Return what must not be left, each in the forms in which it may lie in memory."""
    opened = keyslots.open_slot(centre.folder, centre.user("counsellor").id, PASSPHRASE)
    assert opened is not None
    texts = {"passphrase": PASSPHRASE[-19:], "draft": TYPED, "name": NAME}
    encoded = {name: [text.encode(form) for form in ("utf-8", "utf-16-le")] for name, text in texts.items()}
    return {"key": [opened.data_key, opened.data_key.hex().encode()], **encoded}


def hits(pids: list[int], wanted: list[bytes]) -> int:
    """Count the canaries in the readable memory of the processes; one that has ended has none."""
    found = 0
    for pid in pids:
        try:
            with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
                for line in maps:
                    found += sum(piece.count(one) for piece in pieces(memory, line) for one in wanted)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def pieces(memory: BinaryIO, line: str) -> Iterator[bytes]:
    place, rights = line.split()[:2]
    start, end = (int(number, 16) for number in place.split("-"))
    if rights.startswith("rw"):  # what is only read comes from files
        with contextlib.suppress(OSError, OverflowError):
            memory.seek(start)
            yield memory.read(end - start)


def children(pid: int) -> list[int]:
    found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*found, *(one for child in found for one in children(child))]


def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.01)


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
