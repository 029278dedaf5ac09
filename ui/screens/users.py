"""Colleagues: who can unlock the workspace; added, given a passphrase, shut out; a new key for the rest."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from intake_app.records.user import ROLE_NAMES, KeyChange, NewUser, Staff, User
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.label import Elide, label
from ui.parts.listing import ListRow
from ui.parts.page import HeadBar, scrolling
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, Yielding, clear, column, row
from ui.screen import Screen
from ui.screens.users_certificate import ask_certificate
from ui.screens.users_sheets import ColleagueSheet, NewColleagueSheet, PassphraseSheet
from ui.words import _, plural, words

if TYPE_CHECKING:
    from ui.window import Window


class UsersScreen(Screen):
    """The list, for supervisors. ``rows`` are in the order of ``staff.users``, then those shut out."""

    area: ClassVar[str] = "settings"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.staff: Staff | None = None
        self.rows: list[ListRow] = []
        self.add_button, self.key_button = Button("primary", icon="user-plus"), Button(icon="key")
        self.say(self.add_button.setText, lambda: _("Add a colleague"))
        self.say(self.key_button.setText, lambda: _("New key for everybody …"))
        self.add_button.clicked.connect(self.add)
        self.key_button.clicked.connect(self.ask_new_key)
        self.certificate_button = Button(icon="file-pdf")
        self.say(self.certificate_button.setText, lambda: _("Training certificate …"))
        self.certificate_button.clicked.connect(partial(self.ask_certificate, ""))
        head = HeadBar(
            lambda: _("Colleagues"),
            lambda: _("Who can unlock this workspace. Interpreters cannot; they work beside a counsellor."),
            Yielding(row(self.key_button, self.add_button, gap=10)),
        )  # fmt: skip
        self.message = Notice("soft")
        self.due = Notice("att", icon="key")
        self.due.tell(
            lambda: _("The key is older than 90 days."),
            lambda: _("A new key makes copies of the old files worthless for who gets at them later."),
        )
        self._since = label("small", "muted")
        self.say(self._since.setText, self._since_words)
        self._list: Stack = column(gap=0)
        shown = Card(self._list, gap=0, margins=(2, 4))
        body: Stack = column(
            self.message, self.due, shown, self._since,
            row(self.certificate_button, "*"), "*", gap=12, margins=(20, 14),
        )  # fmt: skip
        self.setLayout(column(head, (scrolling(body), 1), gap=0))
        for notice in (self.message, self.due):
            notice.hide()

    def title(self) -> str:
        """Return the page's name."""
        return _("Colleagues")

    def opened(self) -> None:
        """Fetch who works here."""
        workspace, now = self.workspace, self.now()

        def fetch() -> Staff:
            from intake_app.services.users import staff

            return staff(workspace, now=now)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the rows again."""
        if self.staff is not None:
            self._show(self.staff)

    def add(self) -> None:
        """Write down a new colleague."""
        sheet = NewColleagueSheet(self)
        sheet.written.connect(partial(self._add, sheet))

    def choose(self, user: User) -> None:
        """Offer what can be done for a colleague."""
        assert self.staff is not None
        sheet = ColleagueSheet(
            self, user, is_inside=user in self.staff.users, is_me=user == self.workspace.user
        )
        sheet.passphrase_wanted.connect(lambda: self._ask_passphrase(user))
        sheet.certificate_wanted.connect(lambda: self.ask_certificate(user.name))
        sheet.removed.connect(lambda: self._remove(user))
        sheet.revoked.connect(lambda: self._revoke(user))

    def ask_certificate(self, name: str = "") -> None:
        """Ask what stands on a certificate of attendance, for a colleague or anybody else."""

        def saved(path: Path) -> None:
            self._tell(_("Saved as {file}.", file=path.name), is_done=False)

        ask_certificate(self, saved, name)

    def ask_new_key(self) -> None:
        """Say what a new key does, and make it."""
        sheet = Sheet(self, lambda: _("New key for everybody"))
        text = label()
        sheet.say(text.setText, lambda: _(
            "The whole workspace is written anew under a new key. Passphrases stay as they are. A fresh "
            "backup is made, and older backups on this device are removed, because the old key opens them. "
            "Backups on sticks stay readable with the old key: destroy or replace them."))  # fmt: skip
        sheet.add(text)
        sheet.confirm.clicked.connect(self._renew)
        sheet.finish(lambda: _("Back"), lambda: _("Make a new key"))

    # Acts, in the vault lane

    def _add(self, sheet: NewColleagueSheet, user: NewUser) -> None:
        workspace, now = self.workspace, self.now()

        def add() -> User:
            from intake_app.services.users import add_user

            return add_user(workspace, user=user, now=now)

        def added(_user: User) -> None:
            sheet.close()
            self._tell(_("{name} can unlock now.", name=user.name))

        self.ask(add, added, sheet.tell)

    def _ask_passphrase(self, user: User) -> None:
        sheet = PassphraseSheet(self, user)
        workspace, now = self.workspace, self.now()

        def give(passphrase: str) -> User:
            from intake_app.services.users import give_passphrase

            return give_passphrase(workspace, user_id=user.id, passphrase=passphrase, now=now)

        def given(_user: User) -> None:
            sheet.close()
            self._tell(_("{name} has a new passphrase.", name=user.name))

        sheet.written.connect(lambda passphrase: self.ask(lambda: give(passphrase), given, sheet.tell))

    def _remove(self, user: User) -> None:
        workspace, now = self.workspace, self.now()

        def remove() -> None:
            from intake_app.services.users import remove_user

            remove_user(workspace, user_id=user.id, now=now)

        self.ask(remove, lambda _done: self._tell(_("{name} cannot unlock any more.", name=user.name)))

    def _revoke(self, user: User) -> None:
        workspace, now = self.workspace, self.now()

        def revoke() -> KeyChange:
            from intake_app.services.users import revoke_user

            return revoke_user(workspace, user_id=user.id, now=now)

        self._wait_for_key()
        self.ask(revoke, self._renewed, self._failed)

    def _renew(self) -> None:
        workspace, now = self.workspace, self.now()

        def renew() -> KeyChange:
            from intake_app.services.users import renew_key

            return renew_key(workspace, now=now)

        self._wait_for_key()
        self.ask(renew, self._renewed, self._failed)

    def _wait_for_key(self) -> None:
        self.key_button.setEnabled(False)
        self._tell(_("The workspace is being written under a new key …"), is_done=False)

    def _renewed(self, changed: KeyChange) -> None:
        self.key_button.setEnabled(True)
        lost = len(changed.shut_out)
        text = plural("{n} colleague needs a new passphrase from you.",
                      "{n} colleagues need a new passphrase from you.", lost) if lost else ""  # fmt: skip
        self._tell(_("The workspace has a new key. The backup was made and opened for proof."), text)

    def _failed(self, trouble: Exception) -> None:
        self.key_button.setEnabled(True)
        self.message.hide()
        self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here
        self.opened()

    # Showing

    def _tell(self, title: str, text: str = "", *, is_done: bool = True) -> None:
        self.message.tell(title, text)
        self.message.show()
        if is_done:
            self.opened()

    def _show(self, staff: Staff) -> None:
        self.staff = staff
        clear(self._list)
        self.rows = [self._row(user, is_inside=True) for user in staff.users]
        self.rows += [self._row(user, is_inside=False) for user in staff.shut_out]
        self._list.add(*self.rows)
        self.due.setVisible(staff.is_key_due)
        self._since.setText(self._since_words())

    def _row(self, user: User, *, is_inside: bool) -> ListRow:
        name, role = Elide("strong"), Elide("body", "muted")
        name.setText(user.name)
        role.setText(_(ROLE_NAMES[user.role]))
        chip = Chip("soft" if is_inside else "att", icon="key" if is_inside else "warning")
        chip.setText(_("can unlock") if is_inside else _("needs a new passphrase"))
        row = ListRow((name, 2), (role, 2), chip)
        row.setAccessibleName(", ".join((user.name, _(ROLE_NAMES[user.role]), chip.text())))
        row.clicked.connect(lambda: self.choose(user))
        return row

    def _since_words(self) -> str:
        if self.staff is None:
            return ""
        return _("Key in use since {moment}.", moment=words().moment(self.staff.key_since))
