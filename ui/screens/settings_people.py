"""The settings' card for oneself and one's colleagues: own passphrase; for supervisors colleagues and log."""

from intake_app.records.user import ROLE_NAMES
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.space import leave_out, pane
from ui.screen import Screen
from ui.screens.users_sheets import OwnPassphraseSheet
from ui.words import _


class PeopleCard(Card):
    """``passphrase``, ``colleagues`` and ``log`` are its buttons; ``sheet`` what was opened last."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(gap=10)
        self._screen = screen
        self.sheet: OwnPassphraseSheet | None = None
        head, who = label("head"), label("body", "muted")
        self.say(head.setText, lambda: _("People and keys"))
        self.say(who.setText, self._who)
        self.told = Notice("soft")
        self.told.hide()
        self.passphrase, self.colleagues, self.log = (
            Button(icon="key"),
            Button(icon="users"),
            Button(icon="list"),
        )
        self.say(self.passphrase.setText, lambda: _("Change my passphrase …"))
        self.say(self.colleagues.setText, lambda: _("Colleagues"))
        self.say(self.log.setText, lambda: _("Log"))
        self.passphrase.clicked.connect(self.change_passphrase)
        self.colleagues.clicked.connect(lambda: screen.go("users"))
        self.log.clicked.connect(lambda: screen.go("log"))
        flow = Flow(gap=10)
        flow.addWidget(self.passphrase)
        leads = screen.shell is not None and screen.shell.workspace is not None and (
            screen.workspace.user.role == "supervisor"
        )  # fmt: skip
        for button in (self.colleagues, self.log):
            if leads:
                flow.addWidget(button)
            else:
                leave_out(button)
        self.body.add(head, who, self.told, pane(flow))

    def change_passphrase(self) -> None:
        """Open the sheet for one's own passphrase."""
        self.sheet = OwnPassphraseSheet(self._screen)
        self.sheet.changed.connect(self._tell_changed)

    def _tell_changed(self) -> None:
        self.told.tell(lambda: _("Your passphrase was changed. It counts from the next unlocking."))
        self.told.show()

    def _who(self) -> str:
        shell = self._screen.shell
        if shell is None or shell.workspace is None:
            return ""
        user = shell.workspace.user
        return f"{user.name} · {_(ROLE_NAMES[user.role])}"
