"""The client window and its room: where it opens, when it is blank, what leaves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intake_app.interview import Interview
from tests.ui.client.conftest import DARI, GERMAN
from ui.client.side import ClientSide
from ui.client.window import other_screen
from ui.parts.sound import SoundPlayer
from ui.questions.card_panes import spoken_language
from ui.questions.panes import Panes
from ui.questions.pictures import Pictures

Begin = Callable[..., Interview]


class Room:
    """A main window with something that covers it, and the client's side of the talk."""

    def __init__(self, interview: Interview, qtbot: QtBot) -> None:
        self.interview = interview
        self.main = QWidget()
        self.main.resize(1024, 640)
        self.pause = QWidget(self.main)
        self.pause.hide()
        self.main.show()
        qtbot.addWidget(self.main)
        self.side = ClientSide(self.main)
        self.side.blank_under(self.pause)
        self.side.begin(interview, Pictures({}), SoundPlayer({}, lambda *_asked: None))
        self.proposals: list[tuple[object, ...]] = []
        self.side.proposed.connect(lambda *what: self.proposals.append(what))

    def ask(self, name: str, client: str = DARI) -> None:
        panes = Panes(spoken_language(self.interview, GERMAN), spoken_language(self.interview, client))
        self.side.show_question(f"/data/{name}" if name else "", panes)

    @property
    def page(self):
        assert self.side.window is not None
        return self.side.window.page


@pytest.fixture
def room(app: QApplication, begin: Begin, qtbot: QtBot) -> Iterator[Room]:
    made = Room(begin(), qtbot)
    yield made
    made.side.close()


def test_what_is_touched_is_proposed_in_the_clients_words(room: Room) -> None:
    room.ask("use")
    room.side.toggle()
    for at in (0, 2, 3):
        room.page.tiles[at].click()
    assert room.proposals == [
        ("/data/use", "bread", False, "نان"),
        ("/data/use", "bread peace", False, "نان, آرامش"),
        ("/data/use", None, True, "نمی‌خواهم جواب بدهم"),
    ]
    assert room.interview.value("/data/use") is None


def test_pause_blanks_it_at_once_and_the_end_of_the_pause_brings_it_back(room: Room) -> None:
    room.ask("reading")
    room.side.toggle()
    room.pause.show()
    assert room.page.question.ref == ""
    assert not [tile for tile in room.page.tiles if tile.isVisible()]
    room.ask("use")
    assert not [tile for tile in room.page.tiles if tile.isVisible()]
    room.pause.hide()
    assert room.page.question.ref == "/data/use"


def test_opened_during_a_pause_it_is_blank(room: Room) -> None:
    room.ask("reading")
    room.pause.show()
    room.side.toggle()
    assert room.page.question.ref == ""


def test_only_pause_lock_and_its_own_key_leave_the_window(room: Room, qtbot: QtBot) -> None:
    room.ask("reading")
    room.side.toggle()
    window = room.side.window
    assert window is not None
    asked: list[str] = []
    room.side.pause_wanted.connect(lambda: asked.append("pause"))
    room.side.lock_wanted.connect(lambda: asked.append("lock"))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_1, Qt.Key.Key_PageDown, Qt.Key.Key_F2, Qt.Key.Key_Backspace):
        qtbot.keyClick(window.page, key)
    assert asked == []
    assert room.side.is_open
    qtbot.keyClick(window.page, Qt.Key.Key_F9)
    qtbot.keyClick(window.page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["pause", "lock"]
    qtbot.keyClick(window.page, Qt.Key.Key_F10)
    assert not room.side.is_open


def test_with_one_screen_it_fills_that_screen(room: Room) -> None:
    room.ask("reading")
    room.side.toggle()
    window = room.side.window
    assert window is not None
    assert window.geometry() == QGuiApplication.primaryScreen().geometry()
    assert window.isFullScreen()


def test_no_choice_is_marked_before_anybody_touches_one(room: Room) -> None:
    room.ask("reading")
    room.side.toggle()
    assert room.page.window().focusWidget() is room.page


def test_a_question_without_text_leaves_the_page_empty(room: Room) -> None:
    room.side.toggle()
    assert room.page.tiles == ()
    room.ask("reading")
    room.ask("")
    assert room.page.tiles == ()


def test_the_window_names_nobody(room: Room) -> None:
    room.ask("reading")
    room.side.toggle()
    window = room.side.window
    assert window is not None
    assert window.windowTitle() == "For the client"
    assert window.findChildren(QLabel) == []


def test_leaving_the_interview_closes_it_for_good(room: Room) -> None:
    room.ask("reading")
    room.side.toggle()
    room.side.close()
    assert not room.side.is_open
    room.side.toggle()
    assert not room.side.is_open


@dataclass(eq=False)
class Screen:
    x: int
    width: int = 1366

    def geometry(self) -> QRect:
        return QRect(self.x, 0, self.width, 768)


def test_it_opens_where_the_counsellor_does_not_look() -> None:
    laptop, beamer, mirror = Screen(0), Screen(1366, 1920), Screen(0)
    assert other_screen([laptop], laptop) is laptop
    assert other_screen([laptop, beamer], laptop) is beamer
    assert other_screen([laptop, beamer], beamer) is laptop
    assert other_screen([laptop, mirror], laptop) is laptop


def test_a_screen_that_goes_away_brings_it_back_to_the_one_that_is_left(room: Room) -> None:
    room.ask("reading")
    room.side.toggle()
    window = room.side.window
    assert window is not None
    window.setGeometry(5000, 0, 800, 600)
    window._screen_removed(None)  # type: ignore[arg-type]
    assert window.geometry() == QGuiApplication.primaryScreen().geometry()
    assert room.page.question.ref == "/data/reading"
