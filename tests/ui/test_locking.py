"""Why the program locked goes to the next process as a number; what was copied here is taken away."""

import datetime
import itertools
import sys
from pathlib import Path
from typing import get_args

from PySide6.QtWidgets import QApplication

from intake_app.vault.errors import VaultDamaged, WrongPassphrase
from tests.ui.house import House
from ui.launcher import keep_open
from ui.locking import LockReason, reason_in, status_for, was_maximised, was_sample
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.salvaging import SalvageSheet
from ui.sample import SAMPLE_PASSPHRASES
from ui.screens.home import HomeScreen
from ui.screens.unlock import UnlockScreen
from ui.screens.users import UsersScreen


def test_every_reason_comes_through_with_the_size_of_the_window_and_which_workspace_it_was() -> None:
    for reason, is_maximised, is_sample in itertools.product(
        get_args(LockReason), (False, True), (False, True)
    ):
        status = status_for(reason, is_maximised=is_maximised, is_sample=is_sample)
        assert reason_in(status) == reason
        assert was_maximised(status) is is_maximised
        assert was_sample(status) is is_sample


def test_an_end_or_a_crash_is_no_lock() -> None:
    assert [reason_in(status) for status in (0, 1, 2, -9, -11, 79, 112, 130, 255)] == [None] * 9


def test_locking_takes_away_what_was_copied_here(house: House) -> None:
    QApplication.clipboard().setText("Fatima Amini")
    house.window.lock()
    house.settle()
    assert not QApplication.clipboard().text()


def test_the_door_says_why_it_is_shut_when_nobody_asked(house: House) -> None:
    house.window.lock("slept")
    house.settle()
    assert "asleep" in house.page(UnlockScreen).message_text


def test_where_locking_ends_the_process_it_says_so_after_the_vault_is_closed(house: House) -> None:
    ends: list[tuple[int, bool]] = []
    vault = house.window.workspace.vault if house.window.workspace else None
    assert vault is not None
    house.window.leave = lambda status: ends.append((status, vault.is_open))
    house.window.lock("idle")
    house.settle()
    assert [(reason_in(status), is_open) for status, is_open in ends] == [("idle", False)]


def test_the_launcher_opens_the_door_of_the_workspace_that_locked(tmp_path: Path) -> None:
    """The room is played: it writes down what it was told, locks twice, then ends."""
    told, ends = tmp_path / "told", [status_for("idle", is_sample=True), status_for("asked"), 3]
    room = (
        "import pathlib, sys; told = pathlib.Path(sys.argv[1]);"
        "before = told.read_text().splitlines() if told.exists() else [];"
        "told.write_text('\\n'.join([*before, ' '.join(sys.argv[2:])]));"
        f"sys.exit({ends}[len(before)])"
    )
    assert keep_open([], program=[sys.executable, "-I", "-S", "-c", room, str(told)]) == 3
    assert told.read_text(encoding="utf-8").splitlines() == [
        "--room", "--room --after-lock=idle --sample", "--room --after-lock=asked",
    ]  # fmt: skip


def test_damage_found_at_work_leads_to_the_door_where_it_is_mended(house: House) -> None:
    """Unlocking reads only some pages: whichever place meets the damage, and however it says so."""
    page = house.window.page
    assert page is not None
    told: list[object] = []

    def meet_damage() -> None:
        raise VaultDamaged

    page.ask(meet_damage, lambda _done: None, told.append)
    house.settle()
    assert told
    assert house.window.repair.isVisible()
    house.window.repair.click()
    house.settle()
    door = house.page(UnlockScreen)
    assert "damaged" in door.message_text
    assert door.restore.isVisible()
    door.salvage.click()
    assert door._field.error.text()  # what can be read is opened with the passphrase, too
    door.passphrase.setText(SAMPLE_PASSPHRASES["counsellor"])
    door.choose(next(user.id for user in door.outline.users if user.role == "counsellor"))  # type: ignore[union-attr]
    sheet = door.show_salvage()
    assert isinstance(sheet, SalvageSheet)
    sheet.go_on()
    house.settle()
    sheet.go_on()
    house.settle()
    assert house.window.workspace is not None


def test_other_troubles_lead_nowhere(house: House) -> None:
    house.window.tell(WrongPassphrase(tries_left=3))
    assert not house.window.repair.isVisible()


def test_a_supervisor_is_reminded_of_an_old_key_on_the_start_page(house: House) -> None:
    def reminders() -> list[Notice]:
        return [one for one in house.page(HomeScreen).findChildren(Notice) if "90" in one.accessibleName()]

    house.change_to("supervisor")
    assert reminders() == []
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=91)
    house.window.now = lambda: later
    house.window.go("home")
    house.settle()
    (notice,) = reminders()
    next(iter(notice.findChildren(Button))).click()
    house.settle()
    assert isinstance(house.window.page, UsersScreen)
