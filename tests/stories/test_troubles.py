"""Troubles at the door and at the desk: each has its own plain words and a remedy, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from intake_app.services import workspace as workspaces
from intake_app.vault import files
from tests.stories.answering import held
from tests.stories.window import NOW, PASSPHRASE, Centre, Desk
from ui.files import GivenFiles
from ui.restoring import RestoreSheet

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen
W = TypeVar("W", bound=QWidget)
ROOT = Path(__file__).resolve().parents[2]


def told(desk: Desk) -> str:
    """Return everything that stands on the window, as a person reads it."""
    texts = [one for one in desk.window.findChildren(QLabel) if one.isVisible() and one.text()]
    return " ".join(one.text() for one in texts)


def seen(kind: type[W]) -> list[W]:
    """Return every widget of ``kind`` a person sees, in whatever window."""
    return [one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible()]


def try_door(desk: Desk, passphrase: str = PASSPHRASE) -> str:
    """Try to unlock; return what the door says then."""
    door = desk.door()
    door.passphrase.setText(passphrase)
    door.unlock()
    desk.driver.settle()
    assert desk.window.workspace is None, "the door opened"
    return told(desk)


def answer_first_question(desk: Desk) -> str:
    """Unlock, take the draft, answer a question, come out again; return the ref."""
    desk.enter()
    screen = desk.continue_draft()
    ref = screen.page_refs()[0]
    screen.box(ref).set_answer("yes")
    desk.driver.wait(lambda: screen.is_settled, "saving")
    desk.window.lock()
    desk.driver.settle()
    return ref


def assert_kept(desk: Desk, ref: str) -> None:
    desk.enter()
    assert desk.continue_draft().interview.value(ref) == "yes"


def test_a_wrong_passphrase_is_said_with_the_tries_left_and_the_right_one_still_opens(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    window = desk(centre)
    ref = answer_first_question(window)
    text = try_door(window, "not the right words at all")
    assert "That does not fit." in text
    assert "4 tries are left" in text
    assert_kept(window, ref)


def test_too_many_wrong_tries_bring_a_pause_and_delete_nothing(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    window = desk(centre)
    for _ in range(4):
        try_door(window, "wrong")
    text = try_door(window, "wrong")
    assert "Try again in" in text
    assert "Nothing is ever deleted." in text
    assert not window.door().button.isEnabled()


HOLD = """
import sys
from pathlib import Path
from tests.stories.window import NOW, PASSPHRASE, workspaces

held = workspaces.unlock_workspace(Path(sys.argv[1]), user_id=sys.argv[2], passphrase=PASSPHRASE, now=NOW)
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_window_is_sent_to_the_first(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(centre.folder), centre.user("counsellor").id],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    window = desk(centre)
    text = try_door(window)
    assert "already open in another window" in text
    assert "Go to that window, or close it and try again." in text
    other.kill()
    other.communicate()
    window.enter()


def test_a_damaged_file_is_said_and_the_backup_brings_everything_back(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    window = desk(centre)
    ref = answer_first_question(window)  # locking backs up
    database = centre.folder / files.DATABASE
    data = bytearray(database.read_bytes())
    for place in range(0, len(data), 997):
        data[place] ^= 0x55
    database.write_bytes(data)
    text = try_door(window)
    assert "damaged" in text
    assert "Restore the latest backup" in text
    window.driver.click("Restore the latest backup")
    window.driver.settle()
    (restore,) = (button for button in seen(QAbstractButton) if button.text() == "Restore")
    restore.click()
    window.driver.settle()
    assert_kept(window, ref)


def test_a_newer_file_is_left_alone(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    user = centre.user("counsellor").id
    opened = workspaces.unlock_workspace(centre.folder, user_id=user, passphrase=PASSPHRASE, now=NOW)
    version = int(opened.database.value("PRAGMA user_version"))
    opened.vault.database.execute("PRAGMA user_version = 999")
    opened.vault.close()
    before = (centre.folder / files.DATABASE).read_bytes()
    window = desk(centre)
    text = try_door(window)
    assert "newer version of the program" in text
    assert "Install the newer version. Nothing was changed." in text
    assert (centre.folder / files.DATABASE).read_bytes() == before
    assert version < 999


FULL = """
import json, resource, sys
from pathlib import Path
from tests.stories.answering import held
from tests.stories.test_troubles import told
from tests.stories.window import Desk

desk = Desk(Path(sys.argv[1]), Path(sys.argv[2]))
desk.enter()
screen = desk.continue_draft()
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
failed = []
screen._saving.failed.connect(failed.append)
store, transfer = screen.page_refs()
screen.box(store).set_answer("yes")
desk.driver.wait(lambda: screen.is_settled, "saving")
said = {"acknowledged": held(screen.interview)}
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, unlimited[1]))
screen.box(transfer).set_answer("no")
desk.driver.wait(lambda: failed, "noticing the full disk")
desk.driver.settle()
said["full"] = told(desk)
screen.next_page()
called = next(ref for ref in screen.page_refs() if ref.endswith("/called"))
screen.box(called).set_answer("Umm Yusuf")
desk.driver.settle()
said["still on the screen"] = held(screen.interview)
said["settled while full"] = screen.is_settled
if sys.argv[3] == "freed":
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    desk.driver.click("Try again")
    desk.driver.wait(lambda: screen.is_settled, "saving again")
    said["after"] = told(desk)
    desk.close()
print(json.dumps(said), flush=True)
import os
os._exit(0)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="file size limits are a POSIX thing")
@pytest.mark.parametrize("then", ["freed", "killed"])
def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(
    then: str, centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(centre.folder), str(tmp_path), then],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert "Not saved since" in said["full"]
    assert "There is no space left on the device." in said["full"]
    assert "All answers are still here." in said["full"]
    assert "Free some space" in said["full"]
    assert not said["settled while full"]
    assert len(said["still on the screen"]) == len(said["acknowledged"]) + 2
    window = desk(centre)
    window.enter()
    found = held(window.continue_draft().interview)
    if then == "freed":
        assert "Not saved" not in said["after"]
        assert found == said["still on the screen"]
    else:
        assert found == said["acknowledged"]


def test_another_laptop_is_restored_in_three_steps(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    window = desk(centre)
    ref = answer_first_question(window)  # locking backs up
    other = Centre(tmp_path / "other laptop", centre.users, centre.interview_id)
    fresh = desk(other)
    fresh.window.files = GivenFiles(tmp_path, centre.folder)
    fresh.window.start()
    fresh.driver.settle()
    fresh.driver.click("Restore a backup …")
    (sheet,) = seen(RestoreSheet)
    sheet.choose.click()  # a folder without a backup
    fresh.driver.settle()
    assert sheet.told.isVisible()
    assert not sheet.act.isEnabled()
    sheet.choose.click()
    fresh.driver.settle()
    assert sheet.act.isEnabled()
    sheet.act.click()
    fresh.driver.settle()
    assert_kept(fresh, ref)
