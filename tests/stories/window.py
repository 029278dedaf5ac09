"""The real window on a small workspace, as the stories drive it: unlock, open the draft, answer cards.

Also a program of its own (``python -m tests.stories.window``): some stories need a second process, to
kill it or to take its space away.
"""

import datetime
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake_app.records.person import PersonDraft, PersonName
from intake_app.records.user import NewUser, Site, User
from intake_app.services import workspace as workspaces
from intake_app.services.forms import keep_form, read_form_file
from intake_app.services.interviews import begin_interview
from intake_app.services.persons import record_person
from intake_app.settings import Settings
from intake_app.vault.keys import KdfParameters
from tests.stories.small_form import ARABIC, FORM_ID, GERMAN
from ui.app import make_app
from ui.demo.driver import Driver
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.unlock import UnlockScreen
from ui.window import Window

NOW = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)  # the set-up; the window has the real time
PASSPHRASE = "torf lampe segel birke fenster anker wolke"


class Centre:
    """A workspace with a form and one begun interview, made with the cheapest keys that are allowed."""

    def __init__(self, folder: Path, users: tuple[User, ...], interview_id: str) -> None:
        self.folder, self.users, self.interview_id = folder, users, interview_id

    @classmethod
    def make(cls, folder: Path, form: Path) -> "Centre":
        """Set it up. The shipped forms are the caller's business (they take longer than all the rest)."""
        made = workspaces.create_workspace(
            folder,
            site=Site("Haus Muster"),
            supervisor=NewUser("Sabine Beispiel", "supervisor", PASSPHRASE),
            counsellor=NewUser("Karim Muster", "counsellor", PASSPHRASE),
            recovery=workspaces.make_recovery_key(),
            now=NOW,
            kdf=KdfParameters.floor(),
            is_sample=True,
        )
        users = tuple(slot.user for slot in made.vault.keyslots.slots)
        workspaces.lock_workspace(made, now=NOW)
        centre = cls(folder, users, "")
        opened = workspaces.unlock_workspace(
            folder, user_id=centre.user("counsellor").id, passphrase=PASSPHRASE, now=NOW
        )
        definition = read_form_file(form).definition
        assert definition is not None
        keep_form(opened, definition=definition, now=NOW)
        draft = PersonDraft(names=(PersonName(given="Fatima", family="Muster"),), is_sample=True)
        person = record_person(opened, draft=draft, now=NOW)
        begun = begin_interview(
            opened, case_id=person.case.id, form_id=FORM_ID, language=GERMAN, client_language=ARABIC, now=NOW
        )
        centre.interview_id = begun.record.id
        workspaces.lock_workspace(opened, now=NOW)
        return centre

    def copy(self, folder: Path) -> "Centre":
        """Return the same centre in another folder."""
        shutil.copytree(self.folder, folder)
        return Centre(folder, self.users, self.interview_id)

    def user(self, role: str) -> User:
        return next(user for user in self.users if user.role == role)


class Desk:
    """One window on one workspace, driven as a person would."""

    def __init__(self, folder: Path, pictures: Path) -> None:
        caught = sys.excepthook
        _app, settings = make_app(Settings(ui_language="en"))
        sys.excepthook = caught  # a bug shall fail the story, not be told on a page
        self.window = Window(folder=folder, settings=settings)
        self.window.resize(1366, 768)
        self.window.show()
        self.driver = Driver(self.window, pictures, ("en",))

    def door(self, role: str = "counsellor") -> UnlockScreen:
        """Go to the door and choose who works here."""
        if not isinstance(self.window.page, UnlockScreen):
            self.window.start()
        screen = self.driver.page(UnlockScreen)
        users = workspaces.describe_workspace(self.window.folder).users
        screen.choose(next(user.id for user in users if user.role == role))
        return screen

    def enter(self, role: str = "counsellor") -> HomeScreen:
        """Unlock."""
        screen = self.door(role)
        screen.passphrase.setText(PASSPHRASE)
        screen.unlock()
        return self.driver.page(HomeScreen)

    def continue_draft(self) -> InterviewScreen:
        """Press "Continue" on the start page."""
        self.driver.click("Continue")
        screen = self.driver.page(InterviewScreen)
        self.driver.wait(lambda: screen.is_ready, "opening the interview")
        return screen

    def close(self) -> None:
        """Close the window as a person does: it locks first."""
        self.window.close()
        self.driver.wait(lambda: not self.window.isVisible(), "closing the window")


@contextmanager
def open_desk(centre: Centre, pictures: Path) -> Iterator[Desk]:
    """Open a window on ``centre``; it is closed and gone afterwards."""
    desk = Desk(centre.folder, pictures)
    try:
        yield desk
    finally:
        desk.close()
        desk.window.deleteLater()
