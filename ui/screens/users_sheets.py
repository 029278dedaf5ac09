"""The sheets for colleagues: a new one, what can be done for one, a passphrase, one's own passphrase."""

from collections.abc import Callable
from functools import partial
from typing import get_args

from PySide6.QtCore import Signal

from intake_app.errors import N_, IntakeError
from intake_app.records.user import ROLE_NAMES, NewUser, Role, User
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Field, PassphraseEdit, Picker
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import leave_out, row
from ui.screen import Screen
from ui.words import _

_WORDS: dict[Role, int] = {"supervisor": 5}
_MAY: dict[Role, str] = {
    "supervisor": N_("Everything, also review, hand-over, colleagues and keys."),
    "counsellor": N_("People and their cases, forms, offers."),
    "coordinator": N_("Figures without people, barriers, offers, forms. No person, no case."),
    "trainer": N_("Forms and offers, to show them. No person, no case."),
    "auditor": N_("The log and nothing else."),
}


class _WritingSheet(Sheet):
    """A sheet with a message for trouble and one act that closes it only when it succeeded."""

    def __init__(self, screen: Screen, title: Callable[[], str]) -> None:
        super().__init__(screen, title)
        self.owner = screen
        self.told = Notice("att")
        leave_out(self.told)

    def tell(self, trouble: IntakeError) -> None:
        """Say what is wrong; the sheet stays."""
        self.confirm.setEnabled(True)
        self.told.tell_trouble(trouble)
        self.told.show()

    def end(self, act: Callable[[], str]) -> None:
        """Put the way back and the one action at the foot."""
        self.say(self.keep.setText, lambda: _("Back"))
        self.say(self.confirm.setText, act)
        self.keep.clicked.connect(self.close)
        self.ends.add(self.keep, self.confirm)
        self.open()


class _Suggested(PassphraseEdit):
    """A passphrase of suggested words, shown plainly so that it can be written down."""

    def __init__(self, screen: Screen, words: int) -> None:
        super().__init__()
        self._screen, self.words = screen, words
        self.show_plain(True)
        self.other = Button("small", icon="arrows-clockwise")
        self.other.say(self.other.setText, lambda: _("Other words"))
        self.other.clicked.connect(lambda: self._ask(self.setText))
        self.suggest()

    def suggest(self) -> None:
        """Put words in, unless somebody wrote their own meanwhile."""
        before = self.text()
        self._ask(lambda words: self.setText(words) if self.text() == before else None)

    def _ask(self, then: Callable[[str], object]) -> None:
        words = self.words

        def suggest() -> str:
            from intake_app.services.workspace import suggest_passphrase

            return suggest_passphrase(words)

        self._screen.ask(suggest, then, lane="work")


class NewColleagueSheet(_WritingSheet):
    """``written`` carries a NewUser."""

    written = Signal(object)

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, lambda: _("Add a colleague"))
        self.name = Field(lambda: _("Name"))
        self.role = Picker([(role, partial(_, ROLE_NAMES[role])) for role in get_args(Role)])
        self.role.set_value("counsellor")
        self.role.currentIndexChanged.connect(self._take_role)
        self._may = label("small", "muted")
        self.say(self._may.setText, lambda: _(_MAY[self._role()]))
        self.passphrase = _Suggested(screen, 4)
        self.add(
            self.name, Field(lambda: _("Role"), edit=self.role), self._may,
            Field(lambda: _("Passphrase"), lambda: _("To be noted by the person and by nobody else."),
                  edit=self.passphrase),
            row(self.passphrase.other, "*"), self.told,
        )  # fmt: skip
        self.confirm.clicked.connect(self.write)
        self.end(lambda: _("Add"))
        self.name.line.setFocus()

    def write(self) -> None:
        """Hand on what is written; without a name, say so."""
        name = self.name.text()
        self.name.show_error("" if name else lambda: _("Please write a name."))
        if name:
            self.confirm.setEnabled(False)
            self.written.emit(NewUser(name=name, role=self._role(), passphrase=self.passphrase.text()))

    def _role(self) -> Role:
        return next(role for role in get_args(Role) if role == (self.role.value() or "counsellor"))

    def _take_role(self) -> None:
        self._may.setText(_(_MAY[self._role()]))
        self.passphrase.words = _WORDS.get(self._role(), 4)
        self.passphrase.suggest()


class ColleagueSheet(Sheet):
    """What can be done for one colleague."""

    passphrase_wanted = Signal()
    certificate_wanted = Signal()
    removed = Signal()
    revoked = Signal()

    def __init__(self, screen: Screen, user: User, *, is_inside: bool, is_me: bool) -> None:
        super().__init__(screen, lambda: user.name)
        role, may = label("strong"), label("small", "muted")
        self.say(role.setText, lambda: _(ROLE_NAMES[user.role]))
        self.say(may.setText, lambda: _(_MAY[user.role]))
        self.give, self.remove, self.revoke = (
            Button(icon="key"),
            Button(icon="user-minus"),
            Button(icon="lock"),
        )
        self.certificate = Button(icon="file-pdf")
        self.say(self.certificate.setText, lambda: _("Training certificate …"))
        self.say(self.give.setText, lambda: _("Give a new passphrase …"))
        self.say(self.remove.setText, lambda: _("Take the way in"))
        self.say(self.revoke.setText, lambda: _("Shut out and make a new key"))
        gone, copied = label("small", "muted"), label("small", "muted")
        self.say(
            gone.setText, lambda: _("For somebody who leaves on good terms. The name stays in the records.")
        )
        self.say(copied.setText, lambda: _(
            "For who may have copied the files: everything is written anew under a new key."))  # fmt: skip
        for button, signal in ((self.give, self.passphrase_wanted),
                               (self.certificate, self.certificate_wanted), (self.remove, self.removed),
                               (self.revoke, self.revoked)):  # fmt: skip
            button.clicked.connect(self.close)
            button.clicked.connect(signal)
        self.add(role, may, row(self.give, "*"), row(self.certificate, "*"))
        if is_inside and not is_me:
            self.add(row(self.remove, "*"), gone, row(self.revoke, "*"), copied)
        else:
            for one in (self.remove, self.revoke, gone, copied):
                leave_out(one)
        if is_me:  # one's own passphrase is changed in the settings, with the old one
            self.give.setEnabled(False)
        self.say(self.keep.setText, lambda: _("Back"))
        self.keep.clicked.connect(self.close)
        self.ends.add(self.keep)
        leave_out(self.confirm)
        self.open()
        (self.keep if is_me else self.give).setFocus()


class PassphraseSheet(_WritingSheet):
    """``written`` carries the new passphrase for a colleague."""

    written = Signal(str)

    def __init__(self, screen: Screen, user: User) -> None:
        super().__init__(screen, lambda: _("New passphrase for {name}", name=user.name))
        text = label()
        self.say(
            text.setText,
            lambda: _("The old one no longer opens anything. Ask them to choose their own soon."),
        )
        self.passphrase = _Suggested(screen, _WORDS.get(user.role, 4))
        self.add(text, Field(lambda: _("Passphrase"), edit=self.passphrase), row(self.passphrase.other, "*"),
                 self.told)  # fmt: skip
        self.confirm.clicked.connect(self.write)
        self.end(lambda: _("Save"))
        self.passphrase.line.setFocus()

    def write(self) -> None:
        """Hand on what is written."""
        self.confirm.setEnabled(False)
        self.written.emit(self.passphrase.text())


class OwnPassphraseSheet(_WritingSheet):
    """One's own passphrase: the old one, the new one. ``changed`` when it is done."""

    changed = Signal()

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, lambda: _("Change my passphrase"))
        self.old = PassphraseEdit()
        self.new = _Suggested(screen, _WORDS.get(screen.workspace.user.role, 4))
        self.add(
            Field(lambda: _("Passphrase until now"), edit=self.old),
            Field(lambda: _("New passphrase"), lambda: _("Suggested words, or at least 14 characters."),
                  edit=self.new),
            row(self.new.other, "*"), self.told,
        )  # fmt: skip
        self.confirm.clicked.connect(self.write)
        self.end(lambda: _("Save"))
        self.old.line.setFocus()

    def write(self) -> None:
        """Change it."""
        workspace, now = self.owner.workspace, self.owner.now()
        old, new = self.old.text(), self.new.text()
        self.confirm.setEnabled(False)

        def change() -> None:
            from intake_app.services.users import change_passphrase

            change_passphrase(workspace, old=old, new=new, now=now)

        def done(_nothing: None) -> None:
            self.changed.emit()
            self.close()

        self.owner.ask(change, done, self.tell)
