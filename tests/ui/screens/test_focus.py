"""Whoever works with keys alone always knows where they are: the focus is on the page, on what comes next."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.house import House
from ui.sample import SAMPLE_PASSPHRASES
from ui.screens.first_run import FirstRunScreen
from ui.screens.home import HomeScreen
from ui.screens.person import PersonScreen
from ui.screens.unlock import UnlockScreen


def _press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_the_set_up_begins_with_enter(house: House) -> None:
    page = house.open("first_run", FirstRunScreen)
    house.come_forward()
    _press(Qt.Key.Key_Return)
    assert page.step == 1
    assert QApplication.focusWidget() is page.centre.edit


def test_consents_are_given_with_enter_one_after_the_other(house: House) -> None:
    page = house.open("person", PersonScreen, person_id=house.person("Amini"))
    house.come_forward()
    assert QApplication.focusWidget() is page.form
    for _tab in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused.accessibleName().endswith("Given"):
            break
        _press(Qt.Key.Key_Tab)
    for _consent in range(2):
        _press(Qt.Key.Key_Return)
        house.settle()
        QApplication.processEvents()
    assert (page.consent_state("K-DS"), page.consent_state("K-TRANS")) == ("given", "given")
    assert QApplication.focusWidget() is page.begin_button


def test_every_area_begins_on_its_page(house: House) -> None:
    house.change_to("supervisor")
    house.come_forward()
    for name in house.window.areas():
        house.window.go(name)
        house.settle()
        focused, page = house.window.focusWidget(), house.window.page
        assert page is not None
        assert focused is page or page.isAncestorOf(focused), name


def test_a_supervisor_opens_an_older_workspace_as_it_is(house: House, tmp_path: Path) -> None:
    folder = house.window.folder
    house.window.lock()
    house.settle()
    shutil.copy(folder / "vault.db", tmp_path / "old.db")
    house.change_to("supervisor")
    house.window.lock()
    house.settle()
    shutil.copy(tmp_path / "old.db", folder / "vault.db")
    for role, is_offered in (("counsellor", False), ("supervisor", True)):
        door = house.open("unlock", UnlockScreen)
        assert door.outline is not None
        door.choose(next(user.id for user in door.outline.users if user.role == role))
        door.passphrase.setText(SAMPLE_PASSPHRASES[role])
        door.unlock()
        house.settle()
        assert "older" in door.message_text
        assert door.older.isHidden() is not is_offered
    door.older.click()
    house.settle()
    house.page(HomeScreen)
