"""A supervisor adds colleagues, shuts one out and gives passphrases; each role sees what is its own."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog

from intake_app.records.user import Role
from intake_app.services import workspace as workspaces
from tests.ui.house import House
from ui.files import GivenFiles
from ui.screens.log import LogScreen
from ui.screens.settings import SettingsScreen
from ui.screens.users import UsersScreen
from ui.screens.users_sheets import ColleagueSheet, NewColleagueSheet, PassphraseSheet

S = TypeVar("S", bound=QDialog)
PASSPHRASE = "wolke regen sonne mond"


@pytest.fixture
def page(house: House) -> UsersScreen:
    house.change_to("supervisor")
    return house.open("users", UsersScreen)


def sheet_of(house: House, kind: type[S]) -> S:
    house.settle()
    return next(sheet for sheet in house.window.findChildren(kind) if sheet.isVisible())


def add(house: House, page: UsersScreen, name: str, role: Role) -> None:
    page.add_button.click()
    sheet = sheet_of(house, NewColleagueSheet)
    sheet.role.set_value(role)
    house.settle()
    assert len(sheet.passphrase.text().split()) == (5 if role == "supervisor" else 4)  # suggested words
    sheet.name.line.setText(name)
    sheet.passphrase.setText(PASSPHRASE)
    sheet.confirm.click()
    house.settle()


def unlock(house: House, name: str, passphrase: str = PASSPHRASE) -> None:
    """Lock and unlock as somebody else, as the door does."""
    house.window.lock()
    house.settle()
    folder, now = house.window.folder, house.window.now()
    user = next(user for user in workspaces.describe_workspace(folder).users if user.name == name)
    opened = workspaces.unlock_workspace(folder, user_id=user.id, passphrase=passphrase, now=now)
    house.window.unlocked(opened)
    house.settle()


@pytest.mark.parametrize(
    ("role", "areas"),
    [
        ("coordinator", ["forms", "offers", "steering", "statistics"]),
        ("trainer", ["forms", "offers"]),
        ("auditor", ["log"]),
    ],
)
def test_a_role_sees_its_own_areas_and_gets_to_no_other(
    house: House, page: UsersScreen, role: Role, areas: list[str]
) -> None:
    add(house, page, "Probe Muster", role)
    assert [row.accessibleName().split(",")[0] for row in page.rows][-1] == "Probe Muster"
    unlock(house, "Probe Muster")
    assert house.window.areas() == areas
    for name in areas:
        house.window.go(name)
        house.settle()
        assert not house.window.trouble_text, name
    for name in ("home", "person_new", "review", "users", "handover"):
        house.window.go(name)
        house.settle()
        assert house.window.page is not None
        assert house.window.page.name in areas
        assert not house.window.trouble_text


def test_somebody_is_shut_out_and_the_others_go_on(house: House, page: UsersScreen) -> None:
    add(house, page, "Geht Muster", "counsellor")
    assert page.staff is not None
    before = house.window.workspace.vault.data_key if house.window.workspace else b""
    page.choose(next(user for user in page.staff.users if user.name == "Geht Muster"))
    sheet_of(house, ColleagueSheet).revoke.click()
    house.settle()
    assert "Geht Muster" not in repr(page.staff)
    assert "new key" in page.message.accessibleName()
    assert house.window.workspace is not None
    assert house.window.workspace.vault.data_key != before
    house.change_to("counsellor")
    assert house.window.workspace is not None


def test_a_forgotten_passphrase_is_replaced_by_the_supervisor(house: House, page: UsersScreen) -> None:
    assert page.staff is not None
    user = next(user for user in page.staff.users if user.role == "counsellor")
    page.choose(user)
    sheet_of(house, ColleagueSheet).give.click()
    sheet = sheet_of(house, PassphraseSheet)
    sheet.passphrase.setText("kurz")
    sheet.confirm.click()
    house.settle()
    assert sheet.told.isVisible()  # too easy: the sheet stays and says so
    sheet.passphrase.setText(PASSPHRASE)
    sheet.confirm.click()
    house.settle()
    unlock(house, user.name)
    assert house.window.workspace is not None


def test_everybody_changes_their_own_passphrase(house: House) -> None:
    page = house.open("settings", SettingsScreen)
    assert not page.people.colleagues.isVisible()  # for supervisors only
    page.people.change_passphrase()
    sheet = page.people.sheet
    assert sheet is not None
    sheet.old.setText("falsch")
    sheet.new.setText(PASSPHRASE)
    sheet.confirm.click()
    house.settle()
    assert sheet.told.isVisible()
    sheet.old.setText("Beispieldaten zum Ausprobieren 2026")
    sheet.confirm.click()
    house.settle()
    assert page.people.told.isVisible()
    assert house.window.workspace is not None
    unlock(house, house.window.workspace.user.name)


def test_the_log_is_read_checked_and_saved(house: House, page: UsersScreen, tmp_path: Path) -> None:
    assert page.staff is not None
    log = house.open("log", LogScreen)
    assert log.rows.rowCount() == len(log.lines) > 3
    log.action.set_value("workspace.unlock")
    house.settle()
    assert {line.action for line in log.lines} == {"workspace.unlock"}
    log.verify_button.click()
    house.settle()
    assert "whole" in log.message.accessibleName()
    house.window.files = GivenFiles(tmp_path / "log.csv")
    log.export_button.click()
    house.settle()
    assert (tmp_path / "log.csv").read_text(encoding="utf-8-sig").count("workspace.unlock") >= 2
