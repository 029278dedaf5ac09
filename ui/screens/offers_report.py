"""Gaps and overlaps: what is needed beside what is on offer, by need, domain, target group, status group.

No person is in it: how many people need something is shown from the site's smallest number on.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut

from intake_app.services.coverage import HIDDEN, VIEWS, Coverage, CoverageRow, View, row_word
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.field import Picker
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import column, pane
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.words import _, plural, set_apart, words

if TYPE_CHECKING:
    from ui.window import Window


def view_words(view: View) -> str:
    """Return the name of a way to look."""
    return {
        "need": _("By need"),
        "domain": _("By life domain"),
        "target": _("By target group"),
        "status": _("By status group"),
    }[view]


class OffersReportScreen(Screen):
    """``shown`` are the lines in the table: gaps with open needs first, then gaps, overlaps, the rest."""

    area: ClassVar[str] = "offers"

    def __init__(self, window: "Window | None" = None, *, view: View = "need") -> None:
        super().__init__(window)
        self.report: Coverage | None = None
        self.shown: list[CoverageRow] = []
        self.back = Button(icon="arrow-left")
        self.say(self.back.setText, lambda: _("Offers"))
        self.back.clicked.connect(lambda: self.go("offers"))
        self.export_button = Button("normal", icon="download-simple")
        self.say(self.export_button.setText, lambda: _("Save as a table …"))
        self.export_button.clicked.connect(self.export)
        head = HeadBar(
            lambda: _("Gaps and overlaps"),
            lambda: _("From the open needs of all cases and the offers here; without any person."),
            self.back,
        )
        self.view = Picker([(one, partial(view_words, one)) for one in VIEWS])
        self.view.set_value(view)
        self.say(self.view.setAccessibleName, lambda: _("Looked at by"))
        self.kind = Picker([
            ("", lambda: _("Everything")), ("gap", lambda: _("Gaps: no offer")),
            ("overlap", lambda: _("Overlaps: three offers or more")),
        ])  # fmt: skip
        self.say(self.kind.setAccessibleName, lambda: _("Which findings"))
        for picker in (self.view, self.kind):
            picker.currentTextChanged.connect(picker.setToolTip)
            picker.currentIndexChanged.connect(self._narrow)
        self.rows = Rows((
            lambda: _("What about"), lambda: _("Finding"), lambda: _("People with an open need"),
            lambda: _("Offers"),
        ))  # fmt: skip
        self.table = Table(self.rows, (6, 3, 4, 9))
        self.say(self.table.setAccessibleName, lambda: _("Gaps and overlaps"))
        self.note = label("small", "muted")
        self.note.say(self.note.setText, self._note_words)
        self.fit(lambda: self.table.setMinimumHeight(px(170)))
        filters = pane(Flow([self.view, self.kind, self.export_button], gap=8))
        body = column(filters, self.note, (self.table, 1), gap=10, margins=(20, 12))
        self.setLayout(column(head, (scrolling(body), 1), gap=0))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.export)

    def title(self) -> str:
        """Return the page's name."""
        return _("Gaps and overlaps")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("Ctrl+S", _("save the list as a table")),)

    def opened(self) -> None:
        """Count."""
        workspace, today = self.workspace, self.now().date()

        def fetch() -> Coverage:
            from intake_app.services.coverage import coverage

            return coverage(workspace, today=today)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the rows again."""
        if self.report is not None:
            self._show(self.report)

    def arrange(self, width: str) -> None:
        """Leave columns out where there is little room."""
        self.table.leave_out({"wide": (), "medium": (), "narrow": (3,)}[width])

    def export(self) -> None:
        """Save the report as CSV where the person says."""
        if self.shell is not None and self.report is not None:
            self.shell.files.ask_save(
                _("Save as a table"), f"{_('gaps')}.csv", f"{_('Table')} (*.csv)", self._export_to
            )

    def _export_to(self, path: Path) -> None:
        workspace, now, spoken = self.workspace, self.now(), words()

        def write() -> int:
            from intake_app.services.coverage import export_coverage

            return export_coverage(workspace, path=path, words=spoken, now=now)

        def done(n: int) -> None:
            if self.shell is not None:
                self.shell.tell_plain(
                    plural("{n} line saved: {file}", "{n} lines saved: {file}", n, file=path.name)
                )

        self.ask(write, done)

    def _show(self, report: Coverage) -> None:
        self.report = report
        self.note.say_again()
        self._narrow()

    def _narrow(self) -> None:
        if self.report is None:
            return
        wanted, view = self.kind.value(), self.view.value()
        lines = self.report.of(view)  # type: ignore[arg-type]  # one of VIEWS
        self.shown = [one for one in lines if not wanted or one.finding == wanted]
        self.rows.show_cells([self._cells(one) for one in self.shown])

    def _note_words(self) -> str:
        if self.report is None:
            return ""
        return _(
            "{site}: offers for people there. {sign} stands for fewer than {n} people, or hides what others "
            "would give away.",
            site=set_apart(self.report.site), sign=HIDDEN, n=self.report.smallest_cell,
        )  # fmt: skip

    @staticmethod
    def _cells(one: CoverageRow) -> tuple[str, ...]:
        said = {"gap": _("Gap"), "overlap": _("Overlap"), "": "–"}[one.finding]
        people = HIDDEN if one.is_hidden else words().number(one.people) if one.people else "–"
        return row_word(one, words().tag), said, people, ", ".join(_offer_words(one)) or "–"


def _offer_words(one: CoverageRow) -> list[str]:
    full = _("full")
    return [f"{line.name} ({line.provider}{f'; {full}' if line.is_full else ''})" for line in one.offers]
