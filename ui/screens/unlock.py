"""Unlock: who works here now, and the passphrase; what to do when it does not open. No case data."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from intake_app.errors import N_, IntakeError
from intake_app.records.user import ROLE_NAMES, Role
from ui.door import Door
from ui.locking import LockReason
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Field, PassphraseEdit, keyboard_language
from ui.parts.label import label
from ui.parts.listing import ListRow
from ui.parts.marks import Icon, Initials, Mark
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, row
from ui.salvaging import SalvageSheet
from ui.sample import SAMPLE_FOLDER, SAMPLE_PASSPHRASES
from ui.trouble import NoBackup, is_damage
from ui.words import _, plural, words

if TYPE_CHECKING:
    from intake_app.services.workspace import UserOutline, Workspace, WorkspaceOutline
    from ui.window import Window

_WHY_LOCKED = {
    "idle": N_("Locked, because nobody was there for a while."),
    "session": N_("Locked, because the device was locked."),
    "slept": N_("Locked, because the device was asleep."),
    "clock": N_("Locked, because the clock of the device was changed."),
    "long": N_("Locked, because it was open for eight hours."),
    "damaged": N_("The workspace file is damaged."),
}
_WHAT_NOW = {
    "damaged": N_("Do not delete anything. Restore the latest backup; it was proved to open."),
}


_KEPT = N_("Everything written until then is kept.")


class UnlockScreen(Door):
    """The door of a workspace that exists."""

    def __init__(self, window: "Window | None" = None, *, after_lock: LockReason | None = None) -> None:
        super().__init__(window, card_width=480)
        self._after_lock = after_lock
        self._is_damaged = after_lock == "damaged"
        self.outline: WorkspaceOutline | None = None
        self._doors: dict[str, tuple[ListRow, Mark]] = {}
        self._user_id = ""
        self._is_opening = False
        self._wait_until: datetime.datetime | None = None
        greeting = label("title")
        self.say(greeting.setText, self._greeting)
        self._site = label("small", "muted")
        self._users: Stack = column(gap=8)
        self._message = Notice("att")
        self._message.hide()
        self._sample = Notice("prov")
        self._sample.hide()
        self._sample.say(
            lambda text: self._sample.tell(text, self._sample_passphrase()),
            lambda: _("This is a workspace with sample data. Nothing in it is real."),
        )
        self.passphrase = PassphraseEdit()
        self.passphrase.returnPressed.connect(self.unlock)
        self.passphrase.caps_lock_seen.connect(self._tell_caps_lock)
        self._field = Field(lambda: _("Passphrase"), edit=self.passphrase)
        self._keyboard = label("small", "muted")
        self._caps_lock_on: bool | None = None
        self.say(self._keyboard.setText, self._keyboard_line)
        self.button = Button("primary", icon="lock-simple-open")
        self.say(self.button.setText, lambda: _("Opening …") if self._is_opening else _("Unlock"))
        self.button.clicked.connect(self.unlock)
        self.forgot = Button("ghost")
        self.say(self.forgot.setText, lambda: _("Forgotten the passphrase?"))
        self.forgot.clicked.connect(self.show_recovery)
        self.restore = Button(icon="clock-counter-clockwise")
        self.say(self.restore.setText, lambda: _("Restore the latest backup"))
        self.restore.clicked.connect(self._ask_restore)
        self.restore.hide()
        self.salvage = Button("ghost")
        self.say(self.salvage.setText, lambda: _("Save what can be read"))
        self.salvage.clicked.connect(self.show_salvage)
        self.salvage.hide()
        self.older = Button(icon="lock-simple-open")
        self.say(self.older.setText, lambda: _("Open it as it is"))
        self.older.clicked.connect(self.open_as_it_is)
        self.older.hide()
        self.card.body.add(
            greeting, self._site, self._users, 4, self._field,
            row(Icon("info", "muted", 15), (self._keyboard, 1), gap=6),
            self._sample, self._message, self.button, self.restore,
            self.older, row("*", self.salvage, "*"), row("*", self.forgot, "*"),
        )  # fmt: skip
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count_down)
        self.say_below(self._backup_line)

    def title(self) -> str:
        """Return the page's name."""
        return _("Unlock")

    def opened(self) -> None:
        """Fetch who can unlock; a folder without a workspace leads to the set-up."""
        assert self.shell is not None
        folder = self.shell.folder
        self.ask(lambda: _describe(folder), self._show, self._show_damage)

    def unlock(self) -> None:
        """Try the passphrase."""
        self._try(accepts_older=False)

    def open_as_it_is(self) -> None:
        """Open a workspace that is older than it was when it was last used; the log says so."""
        self._try(accepts_older=True)

    def _try(self, *, accepts_older: bool) -> None:
        assert self.shell is not None
        if not self._user_id or not self.button.isEnabled():
            return
        folder, user_id, passphrase, now = (
            self.shell.folder,
            self._user_id,
            self.passphrase.text(),
            self.now(),
        )
        self.button.setEnabled(False)
        self._is_opening = True
        self.button.setText(_("Opening …"))
        self.ask(lambda: _unlock(folder, user_id, passphrase, now, accepts_older), self._enter, self._refuse)

    def choose(self, user_id: str) -> None:
        """Choose who works here."""
        self._user_id = user_id
        for one, (line, mark) in self._doors.items():
            line.set_current(one == user_id)
            mark.set_on(one == user_id)
        self._sample.say_again()
        self.older.hide()
        self.salvage.setVisible(self._is_damaged)
        self.passphrase.setFocus()

    @property
    def message_text(self) -> str:
        """Return what the message says, empty when there is none."""
        return self._message.accessibleName() if not self._message.isHidden() else ""

    # What was found

    def _show(self, outline: "WorkspaceOutline") -> None:
        if not outline.exists:
            self.go("first_run")
            return
        self.outline = outline
        self._site.setText(outline.site_name)
        clear(self._users)
        self._doors = {}
        for user in outline.users:
            self._users.add(self._door_for(user))
        if outline.users:
            self.choose(self._last_user(outline))
        if outline.is_sample:
            self._sample.show()
        self._tell_why_locked()
        self.say_again()

    def _tell_why_locked(self) -> None:
        """Say once why the door is shut, when nobody asked for it."""
        reason = self._after_lock or "asked"
        says = _WHY_LOCKED.get(reason)
        then = _WHAT_NOW.get(reason, _KEPT)
        self._after_lock = None
        if says is not None:
            self._message.tell(lambda: _(says), lambda: _(then))
            self._message.show()
        self.restore.setVisible(self._is_damaged)
        self.salvage.setVisible(self._is_damaged)

    def _last_user(self, outline: "WorkspaceOutline") -> str:
        """Return who worked here last; on a device nobody has opened yet, the first counsellor."""
        ids = [user.id for user in outline.users]
        last = self.shell.settings.last_user if self.shell is not None else ""
        first = next((user.id for user in outline.users if user.role == "counsellor"), ids[0])
        return last if last in ids else first

    def _door_for(self, user: "UserOutline") -> ListRow:
        name, role, mark = label("strong", text=user.name), label("small", "muted"), Mark()
        line = ListRow(
            Initials(user.name), (column(name, role, gap=1), 1), mark, boxed=True, gap=12, margins=(12, 7)
        )
        line.say(role.setText, lambda: _(ROLE_NAMES[user.role]))
        line.say(line.setAccessibleName, lambda: f"{user.name}, {role.text()}")
        line.clicked.connect(lambda: self.choose(user.id))
        self._doors[user.id] = (line, mark)
        return line

    def _show_damage(self, trouble: IntakeError) -> None:
        self._message.tell_trouble(trouble)
        self._message.show()
        self.button.setEnabled(False)
        self.restore.show()

    # Trying

    def _enter(self, workspace: "Workspace") -> None:
        self.passphrase.setText("")
        assert self.shell is not None
        self.shell.unlocked(workspace)

    def _refuse(self, trouble: IntakeError) -> None:
        self.button.setEnabled(True)
        self._is_opening = False
        self.button.setText(_("Unlock"))
        tries, wait = getattr(trouble, "tries_left", None), getattr(trouble, "wait_seconds", 0)
        if tries is None:
            self._message.tell_trouble(trouble)
            self.restore.setVisible(self._is_damaged or _is_damage(trouble))
            self.salvage.setVisible(self._is_damaged or is_damage(trouble))
            self.older.setVisible(_is_older(trouble) and self._role() == "supervisor")
        elif wait:
            self._wait_until = self.now() + datetime.timedelta(seconds=wait)
            self._tick.start()
            self._count_down()
        else:
            self._message.tell(
                lambda: _("That does not fit."),
                lambda: plural("{n} try is left, then a pause.", "{n} tries are left, then a pause.", tries),
            )
        self._message.show()
        self.passphrase.line.selectAll()
        self.passphrase.setFocus()

    def _count_down(self) -> None:
        if self._wait_until is None:
            return
        left = int((self._wait_until - self.now()).total_seconds())
        self.button.setEnabled(left <= 0)
        if left <= 0:
            self._tick.stop()
            self._wait_until = None
            self._message.tell(lambda: _("You can try again now."))
        else:
            self._message.tell(lambda: _("That does not fit."), lambda: _pause_words(left))

    # Recovery and restoring

    def show_recovery(self) -> "Sheet":
        """Open the sheet for a forgotten passphrase."""
        sheet = Sheet(self, lambda: _("Open with the recovery key"))
        text = label()
        sheet.say(text.setText, lambda: _(
            "The recovery sheet lies in a locked place in your house. It opens the workspace once; "
            "then choose a new passphrase for a supervisor. Counsellors: ask your supervisor."))  # fmt: skip
        key = Field(lambda: _("Recovery key"), lambda: _("It begins with AGE-SECRET-KEY-1."))
        name = Field(lambda: _("Name of the supervisor"))
        new = PassphraseEdit()
        phrase = Field(lambda: _("New passphrase"), lambda: _("At least 5 words or 14 characters."), edit=new)
        told = Notice("att")
        told.hide()
        sheet.add(text, key, name, phrase, told)
        cancel, start = Button("normal"), Button("primary")
        sheet.say(cancel.setText, lambda: _("Back"))
        sheet.say(start.setText, lambda: _("Open the workspace"))
        cancel.clicked.connect(sheet.close)

        def failed(trouble: IntakeError) -> None:
            start.setEnabled(True)
            told.tell_trouble(trouble)
            told.show()

        def opened(workspace: "Workspace") -> None:
            sheet.close()
            self._enter(workspace)

        def recover() -> None:
            assert self.shell is not None
            folder, now = self.shell.folder, self.now()
            identity, person, passphrase = key.text(), name.text(), new.text()
            start.setEnabled(False)
            self.ask(lambda: _recover(folder, identity, person, passphrase, now), opened, failed)

        start.clicked.connect(recover)
        sheet.ends.add(cancel, start)
        sheet.open()
        key.edit.setFocus()
        return sheet

    def show_salvage(self) -> "Sheet | None":
        """Open the sheet that saves what can be read of a damaged workspace; it needs the passphrase."""
        if not self.passphrase.text():
            self._field.show_error(lambda: _("Type your passphrase first."))
            self.passphrase.setFocus()
            return None
        return SalvageSheet(self, user_id=self._user_id, passphrase=self.passphrase.text(), enter=self._enter)

    def _ask_restore(self) -> None:
        sheet = Sheet(self, lambda: _("Restore the latest backup"))
        text = label()
        sheet.say(text.setText, lambda: _(
            "The latest backup that was proved to open takes the place of the workspace. "
            "What is there now is set aside, not deleted."))  # fmt: skip
        sheet.add(text)
        cancel, start = Button("normal"), Button("primary")
        sheet.say(cancel.setText, lambda: _("Back"))
        sheet.say(start.setText, lambda: _("Restore"))
        cancel.clicked.connect(sheet.close)

        def restored(_done: object) -> None:
            sheet.close()
            self.go("unlock")

        def restore() -> None:
            assert self.shell is not None
            folder, now = self.shell.folder, self.now()
            start.setEnabled(False)
            self.ask(lambda: _restore(folder, now), restored, self._show_damage)

        start.clicked.connect(restore)
        sheet.ends.add(cancel, start)
        sheet.open()

    # Lines

    def _greeting(self) -> str:
        hour = self.now().astimezone().hour
        if hour < 11:
            return _("Good morning. Who is working here now?")
        return (
            _("Good day. Who is working here now?")
            if hour < 18
            else _("Good evening. Who is working here now?")
        )

    def _sample_passphrase(self) -> str:
        if self.shell is None or self.shell.folder.name != SAMPLE_FOLDER:
            return ""  # a sample set up step by step has passphrases of its own
        known = SAMPLE_PASSPHRASES.get(self._role())
        return _("Passphrase: {passphrase}", passphrase=known) if known else ""

    def _role(self) -> Role:
        users = self.outline.users if self.outline is not None else ()
        return next((user.role for user in users if user.id == self._user_id), "counsellor")

    def _tell_caps_lock(self, is_on: bool) -> None:
        if is_on != self._caps_lock_on:
            self._caps_lock_on = is_on
            self._keyboard.setText(self._keyboard_line())
            self._keyboard.set_tone("att" if is_on else "muted")

    def _keyboard_line(self) -> str:
        caps = {True: _("Caps Lock is on."), False: _("Caps Lock is off."), None: ""}[self._caps_lock_on]
        language = keyboard_language()
        keyboard = _("Keyboard: {language}.", language=language) if language else ""
        return f"{caps} {keyboard}".strip() or _("Upper and lower case count.")

    def _backup_line(self) -> str:
        safe = _("Data lies encrypted on this device only.")
        if self.outline is None or self.outline.last_backup_at is None:
            return safe
        last = _("Last backup: {moment}.", moment=words().moment(self.outline.last_backup_at))
        return f"{safe} {last}"


# In the vault lane. The services are loaded there, so that the window stands before they do.


def _describe(folder: Path) -> "WorkspaceOutline":
    from intake_app.services.workspace import describe_workspace

    return describe_workspace(folder)


def _unlock(
    folder: Path, user_id: str, passphrase: str, now: datetime.datetime, accepts_older: bool
) -> "Workspace":
    from intake_app.services.workspace import unlock_workspace

    return unlock_workspace(
        folder, user_id=user_id, passphrase=passphrase, now=now, accepts_older=accepts_older
    )


def _recover(folder: Path, identity: str, name: str, passphrase: str, now: datetime.datetime) -> "Workspace":
    from intake_app.records.user import NewUser
    from intake_app.services.workspace import recover_workspace

    supervisor = NewUser(name=name, role="supervisor", passphrase=passphrase)
    return recover_workspace(folder, identity_text=identity, supervisor=supervisor, now=now)


def _restore(folder: Path, now: datetime.datetime) -> None:
    from intake_app.services.backups import newest_backup, restore_workspace

    newest = newest_backup(folder)
    if newest is None:
        raise NoBackup
    restore_workspace(newest.path, folder, now=now, is_replacing=True)


def _pause_words(seconds: int) -> str:
    again = plural("Try again in {n} second.", "Try again in {n} seconds.", seconds)
    return f"{again} {_('Nothing is ever deleted.')}"


def _is_damage(trouble: IntakeError) -> bool:
    return any("Damaged" in kind.__name__ for kind in type(trouble).__mro__)


def _is_older(trouble: IntakeError) -> bool:
    return any(kind.__name__ == "VaultRolledBack" for kind in type(trouble).__mro__)
