"""The agency's interpreters are written down, changed and taken off the list by keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.house import House
from ui.screens.interpreters import InterpretersScreen
from ui.screens.interpreters_sheet import PersonSheet


def sheet_of(page: InterpretersScreen) -> PersonSheet:
    assert page.sheet is not None
    return page.sheet


def write(house: House, page: InterpretersScreen, name: str, signed: str = "") -> None:
    QTest.keyClick(page.add_button, Qt.Key.Key_Return)
    sheet = sheet_of(page)
    QTest.keyClicks(sheet.name.line, name)
    sheet.language.set_value("fa-AF")
    QTest.keyClicks(sheet.secrecy.line, signed)
    QTest.keyClick(sheet.secrecy.line, Qt.Key.Key_Return)
    house.settle()


def test_an_interpreter_is_written_down_with_languages_and_undertaking(house: House) -> None:
    page = house.open("interpreters", InterpretersScreen)
    assert not page.people
    write(house, page, "Nilofar Rahimi", "1.3.2026")
    (one,) = page.people
    assert (one.name, one.languages, one.secrecy_on) == ("Nilofar Rahimi", ("fa-AF",), "2026-03-01")
    assert "Dari" in page.rows[0].accessibleName()
    assert "on file since" in page.rows[0].accessibleName()


def test_half_a_day_is_asked_again_and_nothing_is_lost(house: House) -> None:
    page = house.open("interpreters", InterpretersScreen)
    write(house, page, "Adam", "3.2026")
    sheet = sheet_of(page)
    assert sheet.secrecy.error.text()
    assert not page.people
    sheet.secrecy.line.clear()
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    assert [one.secrecy_on for one in page.people] == [""]
    assert "No secrecy undertaking on file" in page.rows[0].accessibleName()


def test_a_name_is_needed(house: House) -> None:
    page = house.open("interpreters", InterpretersScreen)
    page.open_sheet(None)
    sheet = sheet_of(page)
    sheet.write()
    assert sheet.name.error.text()
    sheet.close()


def test_what_is_known_changes_and_somebody_comes_off_the_list(house: House) -> None:
    page = house.open("interpreters", InterpretersScreen)
    write(house, page, "Nilofar")
    page.rows[0].setFocus()
    QTest.keyClick(page.rows[0], Qt.Key.Key_Return)
    sheet = sheet_of(page)
    sheet.qualification.set_value("sworn")
    dropped = sheet._chosen.itemAt(0)
    assert dropped is not None
    button = dropped.widget()
    assert button is not None
    assert button.accessibleName() == "Leave out Dari"
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    (one,) = page.people
    assert (one.qualification, one.languages) == ("sworn", ())

    page.rows[0].click()
    QTest.keyClick(sheet_of(page).remove, Qt.Key.Key_Return)
    house.settle()
    assert not page.people
    assert page._none.isVisible()


def test_the_list_follows_the_windows_language(house: House) -> None:
    page = house.open("interpreters", InterpretersScreen)
    write(house, page, "Nilofar")
    house.window.change(ui_language="de")
    house.settle()
    QApplication.processEvents()
    assert "Dari" in page.rows[0].accessibleName()
    house.window.change(ui_language="en")
    house.settle()
