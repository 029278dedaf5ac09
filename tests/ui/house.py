"""A window on a real workspace with sample people: what the tests of the screens share."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from intake_app.interview.respondent import Respondent
from intake_app.records.consent import Purpose
from intake_app.records.interview_record import InterviewEvent
from intake_app.records.user import Role
from intake_app.services import consents, forms, interviews, persons
from intake_app.settings import Settings
from ui.files import GivenFiles
from ui.sample import SAMPLE_PASSPHRASES, make_sample
from ui.screen import Screen
from ui.screens.unlock import UnlockScreen
from ui.window import Window

T = TypeVar("T")
S = TypeVar("S", bound=Screen)


class House:
    """The window, and quick ways to do what a person does in it."""

    def __init__(self, folder: Path) -> None:
        self.window = Window(folder=folder, settings=Settings(ui_language="en"))
        self.window.files = GivenFiles()
        self.window.resize(1366, 768)
        self.window.show()
        self.come_forward()

    def come_forward(self) -> None:
        """Make the window the active one, as it is under a person's hands: shortcuts need that."""
        self.window.activateWindow()
        until = time.monotonic() + 10
        while QApplication.activeWindow() is not self.window and time.monotonic() < until:
            QApplication.processEvents()

    def settle(self, seconds: float = 60) -> None:
        """Let background work and layouts come to rest."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()
            # A running event loop deletes what was to be deleted later; processEvents alone does not.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if not self.window.lanes.is_busy:
                QApplication.processEvents()
                if not self.window.lanes.is_busy:
                    return
            time.sleep(0.002)
        raise AssertionError("background work does not come to an end")

    def call(self, deed: Callable[[], T]) -> T:
        """Do something in the vault lane, as the services want it."""
        found: list[T] = []
        self.window.lanes.ask(deed, found.append, self.window.tell)
        self.settle()
        assert found, self.window.trouble_text
        return found[0]

    def page(self, kind: type[S]) -> S:
        """Return the open screen."""
        page = self.window.page
        assert isinstance(page, kind), f"{type(page).__name__}: {self.window.trouble_text}"
        return page

    def open(self, name: str, kind: type[S], **facts: object) -> S:
        """Go to a screen and wait until it shows what it fetched."""
        self.window.go(name, **facts)
        self.settle()
        return self.page(kind)

    def move_in(self) -> None:
        """Make the sample workspace and open it as its counsellor."""
        folder, now = self.window.folder, self.window.now()
        self.window.unlocked(self.call(lambda: make_sample(folder, now)))
        self.settle()

    def change_to(self, role: Role) -> None:
        """Lock, and unlock as the sample person with ``role``."""
        self.window.lock()
        self.settle()
        door = self.page(UnlockScreen)
        assert door.outline is not None
        door.choose(next(user.id for user in door.outline.users if user.role == role))
        door.passphrase.setText(SAMPLE_PASSPHRASES[role])
        door.unlock()
        self.settle()

    def person(self, name: str) -> str:
        """Return the id of a sample person."""
        workspace = self.window.workspace
        assert workspace is not None
        return next(
            hit.person_id
            for hit in self.call(lambda: persons.search_persons(workspace, query=name))
            if name in hit.display
        )

    def hold_interview(self, name: str, *, seed: int = 1, is_completed: bool = True) -> str:
        """Hold an interview with a sample person, both consents given; return its id."""
        workspace, now, person_id = self.window.workspace, self.window.now(), self.person(name)
        assert workspace is not None

        def hold() -> str:
            case = persons.open_person(workspace, person_id=person_id, now=now).case
            form = forms.installed_forms(workspace)[0]
            begun = interviews.begin_interview(
                workspace, case_id=case.id, form_id=form.form_id, language="Deutsch (de)",
                client_language="دری (fa-AF)", now=now,
            )  # fmt: skip
            Respondent(seed).fill(begun.interview, now)
            answered, asked = begun.interview.progress()
            interviews.keep_event(
                workspace, interview_id=begun.record.id, event=InterviewEvent(kind="note"),
                state=begun.interview.state(), answered=answered, asked=asked, language="Deutsch (de)",
                client_language="دری (fa-AF)", now=now,
            )  # fmt: skip
            if is_completed:
                interviews.complete_interview(
                    workspace, interview_id=begun.record.id, state=begun.interview.state(), now=now
                )
            purposes: tuple[Purpose, Purpose] = ("K-DS", "K-TRANS")
            for purpose in purposes:
                consents.record_consent(
                    workspace, person_id=person_id, purpose=purpose, state="given", language="de",
                    text_version="consent/1", now=now,
                )  # fmt: skip
            return begun.record.id

        return self.call(hold)

    def close(self) -> None:
        """Lock and shut the window."""
        if self.window.workspace is not None:
            self.window.lock()
            self.settle()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
