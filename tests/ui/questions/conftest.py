"""A form written as a small table, an interview on it, and cards as a person sees them."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake_app.forms import read_form
from intake_app.interview import Interview
from intake_app.settings import Settings
from ui.app import make_app
from ui.questions.card_panes import spoken_language
from ui.questions.panes import Panes
from ui.questions.question_box import QuestionBox
from ui.questions.told import ToldAnswer
from ui.words import set_language

NOW = datetime.datetime(2026, 11, 23, 9, 42, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    app, _settings = make_app(Settings(ui_language="en"))
    return app


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def interview(tmp_path: Path) -> Callable[[str], Interview]:
    """Return a way to begin an interview on a form written as a markdown table."""

    def begin(table: str) -> Interview:
        file = tmp_path / "form.md"
        file.write_text(table, encoding="utf-8")
        reading = read_form(file)
        assert reading.definition is not None, reading.findings
        return Interview.begin(reading.definition, now=NOW)

    return begin


class Desk:
    """A page with cards on it: answers go to the interview, and the cards show what it has."""

    def __init__(self, interview: Interview, qtbot: QtBot, counsellor: str, client: str) -> None:
        self.interview = interview
        self.panes = self._panes(counsellor, client)
        self.page = QWidget()
        self.place = QVBoxLayout(self.page)
        self.place.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.boxes: dict[str, QuestionBox] = {}
        self.noted: list[tuple[str, str]] = []
        self.moved: list[int] = []
        qtbot.addWidget(self.page)
        for page in interview.pages():
            for ref in page.questions:
                self._lay(ref)
        self.page.resize(1000, 700)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.page)

    def speak(self, client: str) -> None:
        self.panes = self._panes(self.panes.counsellor.name, client)
        for box in self.boxes.values():
            box.show_words(self.panes)

    def _panes(self, counsellor: str, client: str) -> Panes:
        return Panes(spoken_language(self.interview, counsellor), spoken_language(self.interview, client))

    def _lay(self, ref: str) -> None:
        box = QuestionBox(self.interview, ref, parent=self.page)
        box.answered.connect(self._answered)
        box.non_answered.connect(self._not_answered)
        box.noted.connect(lambda at, text: self.noted.append((at, text)))
        box.moved.connect(self.moved.append)
        box.show_words(self.panes)
        box.redraw()
        self.place.addWidget(box)
        self.boxes[ref] = box

    def _answered(self, ref: str, given: str | ToldAnswer | None) -> None:
        value, told = given if isinstance(given, ToldAnswer) else (given, None)
        self._redraw(self.interview.answer(ref, value, told=told).nodes)

    def _not_answered(self, ref: str, reason: str) -> None:
        self._redraw(self.interview.decline(ref, reason).nodes)

    def _redraw(self, refs: tuple[str, ...]) -> None:
        for ref in refs:
            if ref in self.boxes:
                self.boxes[ref].redraw()


@pytest.fixture
def desk(interview: Callable[[str], Interview], qtbot: QtBot) -> Callable[..., Desk]:
    """Return a way to lay out the cards of a form: ``desk(table, counsellor, client)``."""

    def lay(table: str, counsellor: str = "default", client: str = "default") -> Desk:
        return Desk(interview(table), qtbot, counsellor, client)

    return lay
