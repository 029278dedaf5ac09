"""Wherever one has been – a list, a pause, a sheet, another page – the focus is back on a card and seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.screens.interview_room import DARI, GERMAN, Room
from ui.questions.question_box import QuestionBox
from ui.words import set_language

CTRL = Qt.KeyboardModifier.ControlModifier
OWN = "arrival-intake"


@pytest.fixture(scope="module")
def house(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("focus") / "workspace")
    yield made
    made.close()


@pytest.fixture
def room(house: Room) -> Iterator[Room]:
    yield house
    house.go_again()


def the_card(room: Room) -> QuestionBox:
    """Return the card that has the focus and shows it."""
    room.settle()
    card = QApplication.focusWidget()
    assert isinstance(card, QuestionBox), card
    assert card is room.screen._paging.current
    assert card.isVisible()
    return card


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_G, CTRL)]
)
def test_a_list_closed_again_gives_the_focus_back(
    room: Room, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    card = screen.box(room.page_of("literacy"))
    room.press(key, modifier)
    assert QApplication.focusWidget() is not card
    room.press(Qt.Key.Key_Tab)  # nothing else to go to: it stays in the list
    room.press(Qt.Key.Key_Escape)
    assert the_card(room) is card


def test_after_a_pause_the_card_is_where_it_was(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    card = screen.box(room.page_of("literacy"))
    room.press(Qt.Key.Key_F9)
    room.press(Qt.Key.Key_F9)
    assert the_card(room) is card


def test_after_the_help_the_card_is_where_it_was(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    card = screen.box(room.page_of("literacy"))
    room.press(Qt.Key.Key_F1)
    room.settle()
    for sheet in room.window.findChildren(QDialog):
        sheet.close()
    room.window.activateWindow()  # a window manager does that
    assert the_card(room) is card


def test_every_turn_of_a_page_gives_a_card_the_focus(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    while not screen.is_last_page():
        assert the_card(room).ref in screen.page_refs()
        room.press(Qt.Key.Key_PageDown)
    room.press(Qt.Key.Key_PageUp)
    the_card(room)


def test_buttons_pressed_with_the_mouse_give_the_focus_back(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    card = screen.box(room.page_of("literacy"))
    for button in (screen._top._swap, screen._foot._later):
        button.setFocus()
        button.click()
        assert the_card(room) is card


def test_a_list_fits_itself_to_the_language_of_the_window(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    try:
        for language in ("de", "ar", "en"):
            room.press(Qt.Key.Key_F8)
            set_language(language)
            room.settle()
            place = screen._languages.geometry()
            assert screen.rect().contains(place)
            assert place == screen._languages.place(screen.rect())
            assert place.width() >= screen._languages.minimumSizeHint().width()
            room.press(Qt.Key.Key_Escape)
    finally:
        set_language("en")
