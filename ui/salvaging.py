"""Salvage from the door: after restoring was offered, what can still be read of a damaged workspace.

It says before what will happen and afterwards what was saved and what is lost; only then the workspace opens.
"""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.salvage import SalvageReport
    from intake_app.services.workspace import Workspace
    from ui.screen import Screen


class SalvageSheet(Sheet):
    """Explains, salvages with the passphrase that was typed at the door, reports, and lets in."""

    def __init__(
        self, screen: "Screen", *, user_id: str, passphrase: str, enter: "Callable[[Workspace], None]"
    ) -> None:
        super().__init__(screen, lambda: _("Save what can be read"))
        self.owner, self._user_id, self._passphrase, self._enter = screen, user_id, passphrase, enter
        self._made: tuple[Workspace, SalvageReport] | None = None
        self.text = label()
        self.say(self.text.setText, self._words)
        self.told = Notice("att")
        self.told.hide()
        self.add(self.text, self.told)
        self.back, self.act = Button("normal"), Button("primary")
        self.say(self.back.setText, lambda: _("Back"))
        self.say(
            self.act.setText, lambda: _("Save what can be read") if self._made is None else _("Continue")
        )
        self.back.clicked.connect(self.close)
        self.act.clicked.connect(self.go_on)
        self.ends.add(self.back, self.act)
        self.open()

    def go_on(self) -> None:
        """Salvage; the second time, when the report was read, let in."""
        if self._made is not None:
            workspace = self._made[0]
            self.close()
            self._enter(workspace)
            return
        assert self.owner.shell is not None
        folder, now, user_id, passphrase = (
            self.owner.shell.folder, self.owner.now(), self._user_id, self._passphrase
        )  # fmt: skip
        self.act.setEnabled(False)
        self.owner.ask(lambda: _salvage(folder, user_id, passphrase, now), self._report, self._tell)

    def _report(self, made: "tuple[Workspace, SalvageReport]") -> None:
        self._made, self._passphrase = made, ""
        self.back.hide()
        self.told.hide()
        self.say_again()
        self.text.setText(self._words())
        self.act.setEnabled(True)
        self.act.setFocus()

    def _tell(self, trouble: IntakeError) -> None:
        self.told.tell_trouble(trouble)
        self.told.show()
        self.act.setEnabled(True)

    def _words(self) -> str:
        if self._made is None:
            return _(
                "A backup is whole; this is not. Restore the latest backup first. Only if there is none, or "
                "too much is missing in it, save what can still be read here. "
                "What is there now is set aside, not deleted."
            )
        report = self._made[1]
        lost = [_("{kind}: {n}", kind=_(kind), n=count) for kind, count in report.lost.items()]
        lost += [_("{kind}: nobody can say how many", kind=_(kind)) for kind in report.uncounted]
        saved = [_("{kind}: {n}", kind=_(kind), n=count) for kind, count in report.saved.items()]
        return "\n".join([
            _("This was saved:"), *saved, "", _("This is lost:"), *(lost or [_("Nothing that is known of.")]),
            "", _("Look through the cases you worked on last. The log says what of it is missing."),
        ])  # fmt: skip


def _salvage(
    folder: Path, user_id: str, passphrase: str, now: datetime.datetime
) -> "tuple[Workspace, SalvageReport]":
    from intake_app.services.salvage import salvage_workspace

    return salvage_workspace(folder, user_id=user_id, passphrase=passphrase, now=now)
