"""What was being typed when the program locked is not lost, and nobody else sees it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.house import House
from ui.screens.person_new import PersonNewScreen
from ui.screens.settings import SettingsScreen
from ui.unfinished import UnfinishedSheet, typed_texts


def type_into(house: House, line: QLineEdit, text: str) -> None:
    house.come_forward()
    line.setFocus()
    QTest.keyClicks(line, text)


def sheets(house: House) -> list[UnfinishedSheet]:
    return [sheet for sheet in house.window.findChildren(UnfinishedSheet) if sheet.isVisible()]


def test_a_half_written_intake_is_shown_again_until_it_is_let_go(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    line = next(line for line in page.names.findChildren(QLineEdit) if line.isVisible())
    type_into(house, line, "Kanarjetta")
    house.window.lock("idle")
    house.settle()
    for file in house.window.folder.glob("unfinished-*"):
        assert b"Kanarjetta" not in file.read_bytes()
    house.change_to("supervisor")
    assert not sheets(house)
    house.change_to("counsellor")
    (sheet,) = sheets(house)
    assert [field.text() for field in sheet.fields if isinstance(field, QLineEdit)] == ["Kanarjetta"]
    sheet.confirm.click()
    house.settle()
    assert not list(house.window.folder.glob("unfinished-*"))
    house.change_to("counsellor")
    assert not sheets(house)


def test_a_passphrase_is_never_kept(house: House) -> None:
    page = house.open("settings", SettingsScreen)
    page.people.change_passphrase()
    house.settle()
    assert page.people.sheet is not None
    for field in (page.people.sheet.old, page.people.sheet.new):
        type_into(house, field.line, "geheim")
    assert not typed_texts(page.people.sheet)
