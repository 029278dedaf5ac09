"""First run: three steps, once: the centre and its recovery key, the team, the central system's key.

Nothing is written into the workspace before the last step; the recovery key is proved before that.
"""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout

from intake_app.errors import N_, FileUnreadable, IntakeError
from intake_app.records.batch import CentralKey
from intake_app.records.user import NewUser, Role, Site
from ui.door import Door
from ui.look.type import px
from ui.paper_sheet import PaperSheet
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field, PassphraseEdit, Tick
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.marks import Badge
from ui.parts.space import Stack, Yielding, clear, column, leave_out, row, rule
from ui.restoring import RestoreSheet
from ui.sample import SAMPLE_FOLDER, make_sample
from ui.words import _, words

if TYPE_CHECKING:
    from intake_app.services.workspace import RecoveryKey, Workspace
    from ui.window import Window

_WORDS: dict[Role, int] = {"supervisor": 5, "counsellor": 4}


class FirstRunScreen(Door):
    """Sets up a workspace."""

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window, card_width=640)
        self.sheet: RestoreSheet | PaperSheet | None = None
        self._page: Stack = column(gap=12)
        self.card.body.add(self._page)
        self.step = 0
        self._key: RecoveryKey | None = None
        self.is_proved = False
        self.central: CentralKey | None = None
        self._fingerprint = ""
        self._is_creating = False
        self._centre = self._ags = ""
        self._people: dict[Role, PersonCard] = {}
        self._turning: list[Stack] = []  # rows that become columns in a narrow window
        self.say_below(
            lambda: _("Nothing is sent to the internet. Everything stays encrypted on this device.")
        )
        self.message = Notice("att")
        self.show_step(0)

    def title(self) -> str:
        """Return the page's name."""
        return _("Set up this device")

    def arrange(self, width: str) -> None:
        """Put buttons below their words when the window is narrow."""
        super().arrange(width)
        way = QBoxLayout.Direction.TopToBottom if width == "narrow" else QBoxLayout.Direction.LeftToRight
        for pair in self._turning:
            pair.setDirection(way)

    def opened(self) -> None:
        """Make the recovery key while the person reads."""
        self.forward.setFocus()
        self.ask(_make_key, self._take_key)

    def person(self, role: Role) -> "PersonCard":
        """Return the card of the team's person with ``role`` (step 2)."""
        return self._people[role]

    def show_step(self, step: int) -> None:
        """Show the overview (0) or a step (1 to 3)."""
        self.step = step
        clear(self._page)
        self.message = Notice("att")
        self.message.hide()
        self._turning = []
        (self._overview, self._centre_and_key, self._team, self._central_key)[step]()
        if self.shell is not None:
            self.arrange(self.shell.width_class)

    # The pages

    def _overview(self) -> None:
        text = N_(
            "Three steps, once. Then you can hold an interview at once. Nothing is sent to the internet."
        )
        self._head(lambda: _("Set up this device"), lambda: _(text))
        steps = (
            (lambda: _("Name the centre, keep the recovery key"),
             lambda: _("Save the recovery sheet, lock it away. It opens the data if passphrases are lost."),
             lambda: _("about 3 minutes")),
            (lambda: _("Create the team"),
             lambda: _("A counsellor and a supervisor. Each person has their own passphrase."),
             lambda: _("2 minutes")),
            (lambda: _("Read in the central system's key"),
             lambda: _("From a stick. Two people compare the fingerprint."),
             lambda: _("can be later")),
        )  # fmt: skip
        for number, (name, what, takes) in enumerate(steps, start=1):
            title, below, time = label("strong"), label("small", "muted"), label("small", "muted", wrap=False)
            title.say(title.setText, name)
            below.say(below.setText, what)
            time.say(time.setText, takes)
            self._page.add(
                row(Badge(str(number), is_on=number == 1), (column(title, below, gap=1), 1), time, gap=14)
            )
            if number < len(steps):
                self._page.add(rule())
        sample = Button("ghost")
        sample.say(sample.setText, lambda: _("Try with sample data"))
        sample.clicked.connect(self.try_sample)
        restore = Button("ghost")
        restore.say(restore.setText, lambda: _("Restore a backup …"))
        restore.clicked.connect(self.restore)
        start = Button("primary", trail="arrow-right")
        start.say(start.setText, lambda: _("Begin step 1"))
        start.clicked.connect(lambda: self.show_step(1))
        self._page.add(self.message, Yielding(row(sample, restore, "*", start)))
        self._sample_button = sample
        self.forward = start
        start.setFocus()

    def _centre_and_key(self) -> None:
        self._head(lambda: _("Name the centre, keep the recovery key"), lambda: _(
            "Without a passphrase only the recovery key opens the data. Save its sheet on a stick, print it, "
            "and lock it away. It is not kept on this device."))  # fmt: skip
        self.centre = Field(lambda: _("Name of the reception centre"))
        self.centre.line.setText(self._centre)
        self.ags = Field(lambda: _("Municipality key (AGS)"), lambda: _("8 digits. May stay empty."))
        self.ags.line.setText(self._ags)
        self._page.add(self.centre, self.ags)
        key = Card(kind="sunken")
        self.save_key = Button(icon="download-simple")
        self.save_key.say(self.save_key.setText, lambda: _("Save the recovery sheet …"))
        self.save_key.clicked.connect(self._save_key)
        self.print_key = Button(icon="printer")
        self.print_key.say(self.print_key.setText, lambda: _("On paper …"))
        self.print_key.say(self.print_key.setAccessibleName, lambda: _("The recovery sheet on paper"))
        self.print_key.clicked.connect(self.open_key_paper)
        self.prove_file = Button(icon="file-arrow-up")
        self.prove_file.say(self.prove_file.setText, lambda: _("Read it back …"))
        self.prove_file.clicked.connect(self._prove_from_file)
        self.typed_key = Field(lambda: _("or type the key from the sheet"))
        self.typed_key.line.returnPressed.connect(lambda: self.prove(self.typed_key.text()))
        check = Button("small")
        check.say(check.setText, lambda: _("Check"))
        check.clicked.connect(lambda: self.prove(self.typed_key.text()))
        self.proved = Chip("soft", icon="check-circle")
        self.proved.say(self.proved.setText, lambda: _("The recovery key was saved and it works."))
        leave_out(self.proved, not self.is_proved)
        first, second = label("strong"), label("strong")
        first.say(first.setText, lambda: _("Save"))
        second.say(second.setText, lambda: _("Prove that it can be read"))
        self._turning = [
            row(row(Badge("a", is_on=True, side=26), (first, 1)), flow(self.save_key, self.print_key)),
            row(row(Badge("b", is_on=True, side=26), (second, 1)), self.prove_file),
        ]
        key.body.add(
            *self._turning,
            self.typed_key, row("*", check), self.proved,
        )  # fmt: skip
        self._page.add(key, self.message)
        self._foot(lambda: self.show_step(0), self._leave_centre, lambda: _("Go on to the team"))
        self.centre.edit.setFocus()

    def _team(self) -> None:
        self._head(lambda: _("Create the team"), lambda: _(
            "The supervisor reviews interviews and seals hand-overs; the counsellor talks with people. "
            "Keep the suggested words or write your own."))  # fmt: skip
        for role in ("supervisor", "counsellor"):
            kept = self._people.get(role)
            person = PersonCard(self, role)
            if kept is not None:
                person.fill(kept.kept_name, kept.kept_passphrase)
            else:
                self.ask(_suggestion(_WORDS[role]), person.suggest)
            self._people[role] = person
            self._page.add(person)
        self.noted = Tick()
        self.noted.say(self.noted.setText, lambda: _("Each passphrase was noted by its person."))
        self._page.add(self.noted, self.message)
        self._foot(lambda: self.show_step(1), self._leave_team, lambda: _("Go on to the central key"))
        self._people["supervisor"].name.edit.setFocus()

    def _central_key(self) -> None:
        self._head(lambda: _("Read in the central system's key"), lambda: _(
            "Hand-overs are sealed for this key. Compare the fingerprint with the one on paper: two people, "
            "aloud. You can do this later under Hand-over."))  # fmt: skip
        self.read_key = Button(icon="key")
        self.read_key.say(self.read_key.setText, lambda: _("Choose the key file …"))
        self.read_key.clicked.connect(self._read_central)
        self._central_name, self._central_print = label("strong"), label("body")
        self._page.add(row(self.read_key, "*"), self._central_name, self._central_print, self.message)
        self._show_central()
        self._foot(lambda: self.show_step(2), self.set_up, lambda: _("Set up now"))
        self.read_key.setFocus()

    # Leaving a page

    def _leave_centre(self) -> None:
        self._centre, self._ags = self.centre.text(), self.ags.text()
        self.centre.show_error("" if self._centre else lambda: _("Please write the name of the centre."))
        fits = not self._ags or (len(self._ags) == 8 and self._ags.isdecimal())
        self.ags.show_error("" if fits else lambda: _("Please write 8 digits, or leave it empty."))
        if not self._centre:
            self.centre.edit.setFocus()
        elif not fits:
            self.ags.edit.setFocus()
        elif not self.is_proved:
            self._say(
                lambda: _("The recovery key is not proved yet."),
                lambda: _("Save the sheet, then read it back or type the key."),
            )
        else:
            self.show_step(2)

    def _leave_team(self) -> None:
        for person in self._people.values():
            person.keep()
        missing = next((person for person in self._people.values() if not person.is_ready()), None)
        if missing is not None:
            missing.name.edit.setFocus()
        elif not self.noted.isChecked():
            self._say(
                lambda: _("Please note the passphrases first."), lambda: _("Nobody can look them up later.")
            )
        else:
            self.show_step(3)

    def set_up(self) -> None:
        """Set up the workspace with what was given."""
        assert self.shell is not None
        assert self._key is not None
        if self._is_creating:
            return
        self._is_creating = True
        folder, key, central, now = self.shell.folder, self._key, self.central, self.now()
        site = Site(name=self._centre, ags=self._ags)
        team = [NewUser(p.kept_name, role, p.kept_passphrase) for role, p in self._people.items()]
        self._say(lambda: _("The device is being encrypted. This takes some seconds."))
        is_sample = self.shell.is_sample
        self.ask(lambda: _create(folder, site, team, key, central, now, is_sample), self._enter, self._failed)

    def restore(self) -> None:
        """Bring a workspace from another device back from its backup."""
        self.sheet = RestoreSheet(self)

    def try_sample(self) -> None:
        """Open the sample workspace beside the real place."""
        assert self.shell is not None
        folder, now = self.shell.folder.parent / SAMPLE_FOLDER, self.now()
        self._say(lambda: _("The sample data is being made. This takes some seconds."))
        self._sample_button.setEnabled(False)

        def enter(workspace: "Workspace") -> None:
            assert self.shell is not None
            self.shell.folder = folder
            self._enter(workspace)

        self.ask(lambda: make_sample(folder, now), enter, self._failed)

    # The recovery key

    def _take_key(self, key: "RecoveryKey") -> None:
        self._key = key

    def _save_key(self) -> None:
        assert self.shell is not None
        self._centre = self.centre.text()
        self.shell.files.ask_save(
            _("Save the recovery sheet"), _("recovery-sheet.txt"), _("Text (*.txt)"), self.save_key_to
        )

    def save_key_to(self, path: Path) -> None:
        """Save the recovery sheet to ``path``."""
        key, site, now = self._key, Site(name=self._centre), self.now()
        if key is None:
            return

        def save() -> None:
            from intake_app.services.workspace import save_recovery_sheet

            save_recovery_sheet(path, key, site, now)

        def saved(_done: None) -> None:
            self._say(
                lambda: _("The sheet is saved as {file}.", file=path.name),
                lambda: _("Now read it back, or type the key from the printed sheet."),
            )

        self.ask(save, saved, self._failed, lane="work")

    def open_key_paper(self) -> None:
        """Show the recovery sheet as a paper to print; it is not kept on this device."""
        from intake_app.services.papers import recovery_paper, second_languages

        key, now = self._key, self.now()
        self._centre = self.centre.text()
        if key is None:
            return
        site = Site(name=self._centre)
        self.sheet = PaperSheet(
            self,
            lambda: _("The recovery sheet on paper"),
            lambda tag: recovery_paper(key, site, now=now, language=tag),
            languages=second_languages(),
        )

    def _prove_from_file(self) -> None:
        assert self.shell is not None
        self.shell.files.ask_open(_("Read the recovery sheet back"), _("Text (*.txt)"), self.prove_file_at)

    def prove_file_at(self, path: Path) -> None:
        """Prove the key that stands in the file at ``path``."""
        self.ask(lambda: _key_in(path), self.prove, self._failed, lane="work")

    def prove(self, text: str) -> None:
        """Prove the key as it was read or typed."""
        key = self._key
        if key is None:
            return

        def check() -> None:
            from intake_app.services.workspace import prove_recovery_key

            prove_recovery_key(key.recipient, text)

        self.ask(check, self._proved, self._failed)

    def _proved(self, _done: object) -> None:
        self.is_proved = True
        self.message.hide()
        if self.step == 1:
            self.proved.show()

    # The central key

    def _read_central(self) -> None:
        assert self.shell is not None
        self.shell.files.ask_open(_("Key of the central system"), _("Key files (*)"), self.read_central_at)

    def read_central_at(self, path: Path) -> None:
        """Read the central system's key card at ``path``."""

        def take(found: tuple[CentralKey, str]) -> None:
            self.central, self._fingerprint = found
            self._show_central()

        self.ask(lambda: _read_central(path), take, self._failed, lane="work")

    def _show_central(self) -> None:
        key = self.central
        self._central_name.setText(key.name if key is not None else "")
        self._central_print.say(
            self._central_print.setText, lambda: _("Fingerprint: {text}", text=self._fingerprint)
        )
        self._central_name.setVisible(key is not None)
        self._central_print.setVisible(key is not None)

    # Small things

    def _head(self, title: Callable[[], str], text: Callable[[], str]) -> None:
        head, below = label("display"), label("body", "muted")
        head.say(head.setText, title)
        below.say(below.setText, text)
        self._page.add(head, below)

    def _foot(
        self, back: Callable[[], object], on: Callable[[], object], words_on: Callable[[], str]
    ) -> None:
        before, after = Button(icon="arrow-left"), Button("primary", trail="arrow-right")
        before.say(before.setText, lambda: _("Back"))
        after.say(after.setText, words_on)
        before.clicked.connect(back)
        after.clicked.connect(on)
        self.forward = after
        self._page.add(Yielding(row(before, "*", after)))

    def _say(self, title: Callable[[], str], text: Callable[[], str] | str = "") -> None:
        self.message.tell(title, text)
        self.message.show()

    def _failed(self, trouble: IntakeError) -> None:
        self._is_creating = False
        self.message.tell_trouble(trouble)
        self.message.show()
        if self.step == 0:
            self._sample_button.setEnabled(True)

    def _enter(self, workspace: "Workspace") -> None:
        assert self.shell is not None
        self.shell.unlocked(workspace)


class PersonCard(Card):
    """Name and passphrase of one person of the team, with a suggestion and a word on its strength."""

    def __init__(self, screen: FirstRunScreen, role: Role) -> None:
        super().__init__(kind="sunken")
        self._screen, self._role = screen, role
        self.kept_name = self.kept_passphrase = ""
        self._is_strong = False
        head = label("head")
        self.say(head.setText, self._role_words)
        self.name = Field(lambda: _("Name"), heard=lambda: f"{self._role_words()}: {_('Name')}")
        self.passphrase = PassphraseEdit()
        self.passphrase.show_plain(True)
        self.phrase = Field(
            lambda: _("Passphrase"), edit=self.passphrase,
            heard=lambda: f"{self._role_words()}: {_('Passphrase')}",
        )  # fmt: skip
        self._strength = label("small", "muted")
        self._strength_words: Callable[[], str] = str
        self.say(lambda _text: self._say_strength(), lambda: "")
        other = Button("small", icon="arrows-clockwise")
        self.say(other.setText, lambda: _("Other words"))
        self.say(other.setAccessibleName, lambda: f"{self._role_words()}: {_('Other words')}")
        other.clicked.connect(lambda: screen.ask(_suggestion(_WORDS[role]), self.suggest))
        self.body.add(head, self.name, self.phrase, row((self._strength, 1), other))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(250)
        self._wait.timeout.connect(self._check)
        self.passphrase.line.textChanged.connect(self._restart)
        self.fit(lambda: self.passphrase.setMinimumWidth(px(200)))

    def _role_words(self) -> str:
        return _("Supervisor") if self._role == "supervisor" else _("Counsellor")

    def _restart(self, _text: str) -> None:
        self._wait.start()

    def suggest(self, passphrase: str) -> None:
        """Put the suggested words in."""
        self.passphrase.setText(passphrase)
        self._check()

    def fill(self, name: str, passphrase: str) -> None:
        """Put back what was typed before."""
        self.name.line.setText(name)
        self.suggest(passphrase)

    def keep(self) -> None:
        """Keep what is typed; the fields may go."""
        self.kept_name, self.kept_passphrase = self.name.text(), self.passphrase.text()

    def is_ready(self) -> bool:
        """Tell whether name and passphrase will do; shows what is missing."""
        self.name.show_error("" if self.kept_name else lambda: _("Please write a name."))
        return bool(self.kept_name) and self._is_strong

    def _check(self) -> None:
        passphrase, role, name = self.passphrase.text(), self._role, self.name.text()
        lanes = self._screen.shell.lanes if self._screen.shell is not None else None
        if lanes is not None:  # this card may be gone when the answer comes
            lanes.ask(lambda: _check_phrase(passphrase, role, name), self._praise, self._warn, owner=self)

    def _praise(self, _done: object) -> None:
        self._is_strong = True
        self._strength.set_tone("accent")
        self._tell_strength(lambda: _("Hard to guess."))

    def _warn(self, trouble: IntakeError) -> None:
        self._is_strong = False
        self._strength.set_tone("stop")
        self._tell_strength(lambda: " ".join(words().error(trouble)))

    def _tell_strength(self, text: Callable[[], str]) -> None:
        self._strength_words = text
        self._say_strength()

    def _say_strength(self) -> None:
        self._strength.setText(self._strength_words())


# In the lanes; the services are loaded there.


def _make_key() -> "RecoveryKey":
    from intake_app.services.workspace import make_recovery_key

    return make_recovery_key()


def _suggestion(count: int) -> Callable[[], str]:
    def suggest() -> str:
        from intake_app.services.workspace import suggest_passphrase

        return suggest_passphrase(count)

    return suggest


def _check_phrase(passphrase: str, role: Role, name: str) -> None:
    from intake_app.services.workspace import check_passphrase

    check_passphrase(passphrase, role, known=(name,) if name else ())


def _key_in(path: Path) -> str:
    """Return the recovery key that stands in a saved sheet."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as trouble:
        raise FileUnreadable(file=path.name) from trouble
    return next((word for word in lines if word.startswith("AGE-SECRET-KEY-")), "")


def _read_central(path: Path) -> tuple[CentralKey, str]:
    from intake_app.services.batches import fingerprint, read_central_key

    key = read_central_key(path)
    return key, fingerprint(key.recipient)


def _create(  # noqa: PLR0917 - called once, in order
    folder: Path,
    site: Site,
    team: list[NewUser],
    key: "RecoveryKey",
    central: CentralKey | None,
    now: datetime.datetime,
    is_sample: bool,
) -> "Workspace":
    from intake_app.services.workspace import create_workspace

    supervisor, counsellor = team
    workspace = create_workspace(
        folder,
        site=site,
        supervisor=supervisor,
        counsellor=counsellor,
        recovery=key,
        now=now,
        is_sample=is_sample,
    )
    if central is not None:
        from intake_app.services.batches import keep_central_key

        keep_central_key(workspace, key=central, now=now)
    return workspace
