"""A real window on a real vault, with the interview room open: what the room's tests share."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from intake_app.forms.definition import FormDefinition
from intake_app.records.person import PersonDraft, PersonName
from intake_app.records.user import NewUser, Site
from intake_app.services import forms, interviews, persons, workspace
from intake_app.services.interviews import OpenInterview
from intake_app.settings import Settings
from intake_app.vault.keys import KdfParameters
from ui.app import make_app
from ui.screens.interview import InterviewScreen
from ui.window import Window

T = TypeVar("T")
START = datetime.datetime(2026, 11, 23, 9, 42, tzinfo=datetime.UTC)
GERMAN, DARI, ARABIC = "Deutsch (de)", "دری (fa-AF)", "العربية (ar)"
PASSPHRASE = "torf lampe segel birke fenster anker wolke"


class Room:
    """The window, its workspace, and one interview after the other in it."""

    def __init__(self, folder: Path) -> None:
        make_app(Settings(ui_language="en"))
        self.clock = START
        self.window = Window(folder=folder, now=self._tick)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        wait_until(lambda: QApplication.activeWindow() is self.window)
        self.window.workspace = self.call(lambda: self._create(folder))
        self.went: list[tuple[str, dict[str, object]]] = []

    @property
    def screen(self) -> InterviewScreen:
        page = self.window.page
        assert isinstance(page, InterviewScreen)
        return page

    def open(self, form: str | FormDefinition, language: str, client: str) -> InterviewScreen:
        """Record a sample person, begin an interview and open it."""
        begun = self.call(lambda: self._begin(form, language, client))
        return self.enter(begun.record.id)

    def enter(self, interview_id: str) -> InterviewScreen:
        self.window.go("interview", interview_id=interview_id)
        screen = self.screen
        self.interview_id = interview_id
        wait_until(lambda: screen.is_ready)
        self.settle()
        return screen

    def stay(self) -> None:
        """From now on write down where the room wants to go instead of going."""
        self.window.go = lambda name, **facts: self.went.append((name, facts))  # type: ignore[method-assign]

    def settle(self) -> None:
        """Wait until everything answered is kept and drawn."""
        screen = self.screen
        wait_until(lambda: screen.is_settled)
        for _round in range(4):
            QApplication.processEvents()

    def kept(self) -> OpenInterview:
        """Return the interview as it lies in the vault now."""
        opened = self.window.workspace
        assert opened is not None
        return self.call(
            lambda: interviews.resume_interview(opened, interview_id=self.interview_id, now=self.clock)
        )

    def call(self, deed: Callable[[], T]) -> T:
        """Do something on the vault lane and wait for it."""
        results: list[T] = []
        troubles: list[BaseException] = []
        self.window.lanes.ask(deed, results.append, troubles.append)
        wait_until(lambda: bool(results or troubles))
        assert not troubles, troubles
        return results[0]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        QTest.keyClick(focus or self.screen, key, modifier)

    def type(self, text: str) -> None:
        for character in text:
            focus = QApplication.focusWidget()
            assert focus is not None
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focus, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))

    def page_of(self, name: str) -> str:
        """Go to the page of the question ``name``; return its ref."""
        screen = self.screen
        ref = next(view.ref for view in screen.interview.nodes() if view.definition.name == name)
        screen.go_to(ref)
        assert ref in screen.page_refs()
        return ref

    def go_again(self) -> None:
        """Let the room go where it wants from now on; pages that went are deleted, not dressed again."""
        self.window.__dict__.pop("go", None)
        self.went.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        self.go_again()
        self.window.close()
        wait_until(lambda: not self.window.isVisible())

    def _tick(self) -> datetime.datetime:
        self.clock += datetime.timedelta(seconds=1)
        return self.clock

    def _create(self, folder: Path) -> "workspace.Workspace":
        return workspace.create_workspace(
            folder,
            site=Site(name="Haus Beispiel"),
            supervisor=NewUser(name="M. Okafor", role="supervisor", passphrase=PASSPHRASE),
            counsellor=NewUser(name="N. Berger", role="counsellor", passphrase=PASSPHRASE),
            recovery=workspace.make_recovery_key(),
            now=self.clock,
            kdf=KdfParameters.floor(),
            is_sample=True,
        )

    def _begin(self, form: str | FormDefinition, language: str, client: str) -> OpenInterview:
        opened = self.window.workspace
        assert opened is not None
        if not isinstance(form, str):
            forms.keep_form(opened, definition=form, now=self.clock)
        form_id = form if isinstance(form, str) else form.form_id
        name = PersonName(given="Fatima", family="Muster")
        person = persons.record_person(
            opened, draft=PersonDraft(names=(name,), is_sample=True), now=self.clock
        )
        return interviews.begin_interview(
            opened,
            case_id=person.case.id,
            form_id=form_id,
            language=language,
            client_language=client,
            now=self.clock,
        )


def seen_texts(widget: QWidget) -> list[str]:
    """Return every text that stands on the screen."""
    return [child.text() for child in widget.findChildren(QLabel) if child.isVisible() and child.text()]


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QApplication.processEvents()
