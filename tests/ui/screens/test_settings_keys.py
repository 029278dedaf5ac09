"""Choosing one's own single keys in the settings, with the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.house import House
from ui.screens.settings import SettingsScreen
from ui.words import set_language


def test_a_pressed_key_is_taken_and_kept(house: House) -> None:
    screen = house.open("settings", SettingsScreen)
    line = screen.keys_of_card.lines["later"]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_L)
    assert line.text() == "L"
    assert house.window.settings.keys == {"later": "L"}
    again = house.open("settings", SettingsScreen)
    assert again.keys_of_card.lines["later"].text() == "L"


def test_a_clash_is_explained_and_nothing_changes(house: House) -> None:
    screen = house.open("settings", SettingsScreen)
    choices = screen.keys_of_card
    QTest.keyClick(choices.lines["note"], Qt.Key.Key_S)
    assert choices.trouble_text() == "S already does something else: put off until later."
    assert choices.lines["note"].text() == "M"
    QTest.keyClick(choices.lines["note"], Qt.Key.Key_5)
    assert "1 to 9 choose" in choices.trouble_text()
    QTest.keyClick(choices.lines["note"], Qt.Key.Key_N)
    assert choices.trouble_text() == ""


def test_the_usual_keys_come_back_at_once(house: House) -> None:
    screen = house.open("settings", SettingsScreen)
    choices = screen.keys_of_card
    assert not choices.reset.isEnabled()
    QTest.keyClick(choices.lines["clear"], Qt.Key.Key_Delete)
    assert choices.lines["clear"].text() == "Delete"
    choices.reset.setFocus()
    QTest.keyClick(choices.reset, Qt.Key.Key_Return)
    assert choices.lines["clear"].text() == "Backspace"
    assert house.window.settings.keys == {}


def test_tab_leaves_the_line(house: House) -> None:
    screen = house.open("settings", SettingsScreen)
    house.come_forward()
    line = screen.keys_of_card.lines["note"]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen.keys_of_card.lines["oral"]


def test_turned_off_there_is_nothing_to_choose(house: House) -> None:
    screen = house.open("settings", SettingsScreen)
    screen.single_keys.click()
    assert not screen.keys_of_card.isVisible()
    assert not house.window.settings.single_keys


def test_why_a_key_was_not_taken_follows_the_language(house: House) -> None:
    screen = house.open("settings", SettingsScreen)
    QTest.keyClick(screen.keys_of_card.lines["note"], Qt.Key.Key_S)
    before = screen.keys_of_card.trouble_text()
    try:
        set_language("de")
        QApplication.processEvents()
        assert screen.keys_of_card.lines["clear"].text()
        assert before
    finally:
        set_language("en")
