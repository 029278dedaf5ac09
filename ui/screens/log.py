"""Log: who did what, when, about which record, line by line; proved, filtered, saved as a table.

For the data protection officer, who sees nothing but this, and for supervisors. No line holds an answer
or a name of a person who was advised.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut

from intake_app.errors import IntakeError
from intake_app.records.audit import LogLine, LogPage
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Field, LineEdit, Picker
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import Yielding, column, row
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.words import _, plural, words

if TYPE_CHECKING:
    from ui.window import Window

_AT_ONCE = 500


class LogScreen(Screen):
    """The lines, newest first. ``lines`` are those shown."""

    area: ClassVar[str] = "log"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.lines: tuple[LogLine, ...] = ()
        self._total, self._most = 0, _AT_ONCE
        self.verify_button, self.export_button = Button("primary", icon="shield-check"), Button()
        self.say(self.verify_button.setText, lambda: _("Check the chain"))
        self.say(self.export_button.setText, lambda: _("Save as a table …"))
        self.verify_button.clicked.connect(self.verify)
        self.export_button.clicked.connect(self.export)
        head = HeadBar(
            lambda: _("Log"),
            lambda: _("Who did what, when and with which record. Nothing in it can be changed unnoticed."),
            self.export_button, self.verify_button,
        )  # fmt: skip
        self.message = Notice("soft")
        self.message.hide()
        self.actor, self.action = Picker([("", _everybody)]), Picker([("", _every_action)])
        self.about = LineEdit()
        self.say(self.about.setAccessibleName, lambda: _("Number of the record"))
        for picker in (self.actor, self.action):
            picker.currentIndexChanged.connect(self._fetch)
        self.about.returnPressed.connect(self._fetch)
        self._count = label("small", "muted")
        headings = (lambda: _("Line"), lambda: _("When"), lambda: _("Who"), lambda: _("What was done"),
                    lambda: _("Record"), lambda: _("Further"))  # fmt: skip
        self.rows = Rows(headings, strong=3)
        self.table = Table(self.rows, (1, 3, 3, 3, 5, 3))
        self.say(self.table.setAccessibleName, lambda: _("Lines of the log"))
        self.table.fit(lambda: self.table.setMinimumHeight(px(200)))
        self.more = Button("ghost")
        self.say(self.more.setText, lambda: _("Show more"))
        self.more.clicked.connect(self._show_more)
        filters = Yielding(row(
            (Field(lambda: _("Who"), edit=self.actor), 1),
            (Field(lambda: _("What was done"), edit=self.action), 1),
            (Field(lambda: _("Record"), edit=self.about), 1), gap=12))  # fmt: skip
        body = column(self.message, filters, self._count, (self.table, 1), row(self.more, "*"), gap=10,
                      margins=(20, 14))  # fmt: skip
        self.setLayout(column(head, (scrolling(body), 1), gap=0))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.export)

    def title(self) -> str:
        """Return the page's name."""
        return _("Log")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("↑ ↓", _("line before, next line")), ("Ctrl+S", _("save the lines as a table")))

    def arrange(self, width: str) -> None:
        """Leave the last columns out where there is little room; the file that is saved has all."""
        self.table.leave_out({"wide": (), "medium": (5,)}.get(width, (4, 5)))

    def opened(self) -> None:
        """Fetch the newest lines."""
        self._fetch()

    def reworded(self) -> None:
        """Word moments and counts again."""
        self._show_lines()

    def verify(self) -> None:
        """Walk the whole chain and say what was found."""
        workspace, now = self.workspace, self.now()
        self.verify_button.setEnabled(False)

        def verify() -> int:
            from intake_app.services.audit import prove_log

            return prove_log(workspace, now=now)

        self.ask(verify, self._tell_whole, self._tell_broken)

    def export(self) -> None:
        """Save what the filters show as a CSV file for a spreadsheet."""
        if self.shell is not None:
            self.shell.files.ask_save(_("Save as a table …"), "log.csv", "CSV (*.csv)", self._save)

    def _save(self, path: Path) -> None:
        workspace, now, chosen, words_now = self.workspace, self.now(), self._chosen(), words()

        def save() -> int:
            from intake_app.services.audit import export_log

            return export_log(workspace, path=path, words=words_now, now=now, **chosen)

        def saved(count: int) -> None:
            self.message.tell(
                lambda: plural("{n} line was saved.", "{n} lines were saved.", count), path.name
            )
            self.message.show()

        self.ask(save, saved)

    def _chosen(self) -> dict[str, str]:
        about = self.about.text().strip()
        return {"actor": self.actor.value(), "action": self.action.value(), "about": about}

    def _fetch(self) -> None:
        workspace, most, chosen = self.workspace, self._most, self._chosen()

        def fetch() -> LogPage:
            from intake_app.services.audit import log_page

            return log_page(workspace, limit=most, **chosen)

        self.ask(fetch, self._show)

    def _show(self, page: LogPage) -> None:
        self.lines, self._total = page.lines, page.total
        self.actor.offer([("", _everybody), *((one, partial(str, name)) for one, name in page.actors)])
        self.action.offer([("", _every_action), *((one, partial(str, one)) for one in page.actions)])
        self._show_lines()

    def _show_lines(self) -> None:
        said = words()
        self.rows.show_cells([
            (str(one.seq), said.moment(one.at), one.who, one.action, one.object, one.detail)
            for one in self.lines
        ])  # fmt: skip
        self._count.setText(plural("{n} line", "{n} lines", self._total))
        self.more.setVisible(self._total > len(self.lines))

    def _show_more(self) -> None:
        self._most *= 2
        self._fetch()

    def _tell_whole(self, length: int) -> None:
        self.verify_button.setEnabled(True)
        self.message.set_kind("soft")
        self.message.tell(
            lambda: _("The chain is whole."),
            lambda: plural("{n} line was compared, and the marks kept outside the file.",
                           "{n} lines were compared, and the marks kept outside the file.", length),
        )  # fmt: skip
        self.message.show()

    def _tell_broken(self, trouble: IntakeError) -> None:
        self.verify_button.setEnabled(True)
        self.message.set_kind("stop")
        self.message.tell_trouble(trouble)
        self.message.show()


def _everybody() -> str:
    return _("Everybody")


def _every_action() -> str:
    return _("Every action")
