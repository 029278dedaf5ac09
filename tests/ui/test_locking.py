"""Why the program locked goes to the next process as a number; what was copied here is taken away."""

from typing import get_args

from PySide6.QtWidgets import QApplication

from tests.ui.house import House
from ui.locking import LockReason, reason_in, status_for, was_maximised
from ui.screens.unlock import UnlockScreen


def test_every_reason_comes_through_and_the_size_of_the_window_with_it() -> None:
    for reason in get_args(LockReason):
        for is_maximised in (False, True):
            status = status_for(reason, is_maximised=is_maximised)
            assert reason_in(status) == reason
            assert was_maximised(status) is is_maximised


def test_an_end_or_a_crash_is_no_lock() -> None:
    assert [reason_in(status) for status in (0, 1, 2, -9, -11, 79, 87, 120, 255)] == [None] * 9


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
