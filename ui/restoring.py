"""Restoring on another laptop, in three steps: where the backup is, what it holds, putting it in place.

The backup is looked at before anything is written. What is in its place now is set aside, never deleted;
afterwards the same passphrases open it.
"""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import row
from ui.words import _, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.backups import BackupOutline
    from ui.screen import Screen


class RestoreSheet(Sheet):
    """The three steps on one sheet; each is offered when the one before is done."""

    def __init__(self, screen: "Screen") -> None:
        super().__init__(screen, lambda: _("Restore a backup"))
        self.owner = screen
        self.found: BackupOutline | None = None
        self.told = Notice("att")
        self.told.hide()
        first, second, third = label("strong"), label("strong"), label("strong")
        self.say(first.setText, lambda: _("1. Where is the backup?"))
        self.say(second.setText, lambda: _("2. Is it the right one?"))
        self.say(third.setText, lambda: _("3. Put it in place"))
        self.choose = Button("normal", icon="hard-drive")
        self.say(self.choose.setText, lambda: _("Choose the folder …"))
        self.choose.clicked.connect(self._ask_folder)
        self._what = label("body", "muted")
        self.say(self._what.setText, self._what_words)
        after = label("body", "muted")
        self.say(after.setText, lambda: _(
            "What is on this device now is set aside, not deleted. "
            "The passphrases are those of the time the backup was made."))  # fmt: skip
        self.act = Button("primary")
        self.say(self.act.setText, lambda: _("Restore"))
        self.act.setEnabled(False)
        self.act.clicked.connect(self.restore)
        back = Button("normal")
        self.say(back.setText, lambda: _("Back"))
        back.clicked.connect(self.close)
        self.add(first, row(self.choose, "*"), second, self._what, third, after, self.told)
        self.ends.add(back, self.act)
        self.open()

    def look_at(self, path: Path) -> None:
        """Look whether ``path`` is a whole backup, or holds some: then the newest is taken."""

        def look() -> "BackupOutline":
            from intake_app.services.backups import find_backup

            return find_backup(path)

        self.act.setEnabled(False)
        self.owner.ask(look, self._show, self._tell)

    def restore(self) -> None:
        """Put it in place; the window asks for the passphrase next."""
        assert self.found is not None
        assert self.owner.shell is not None
        place, folder, now = self.found.path, self.owner.shell.folder, self.owner.now()
        self.act.setEnabled(False)

        def done(_aside: object) -> None:
            self.close()
            self.owner.go("unlock")

        self.owner.ask(lambda: _restore(place, folder, now), done, self._tell)

    def _ask_folder(self) -> None:
        assert self.owner.shell is not None
        self.owner.shell.files.ask_folder(_("Where is the backup?"), self.look_at)

    def _show(self, found: "BackupOutline") -> None:
        self.found = found
        self.told.hide()
        self.say_again()
        self.act.setEnabled(True)
        self.act.setFocus()

    def _tell(self, trouble: IntakeError) -> None:
        self.found = None
        self.say_again()
        self.told.tell_trouble(trouble)
        self.told.show()

    def _what_words(self) -> str:
        if self.found is None:
            return _("Nothing is chosen yet.")
        moment = set_apart(words().moment(self.found.made_at))
        size = words().number(round(self.found.size_bytes / 1_000_000, 1))
        return _("Made {moment}, {size} MB, whole.", moment=moment, size=size)


def _restore(place: Path, folder: Path, now: datetime.datetime) -> Path | None:
    from intake_app.services.backups import restore_workspace

    return restore_workspace(place, folder, now=now, is_replacing=True)
