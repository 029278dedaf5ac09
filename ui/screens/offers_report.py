"""Gaps and overlaps: needs without an offer, needs with three or more, the rest. No person is in it."""

from typing import TYPE_CHECKING, ClassVar

from intake_app.services.offers import OVERLAPS_FROM, NeedCount
from ui.parts.button import Button
from ui.parts.code_picker import code_words
from ui.parts.field import Picker
from ui.parts.page import HeadBar
from ui.parts.space import column, pane, row
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.screens.offers_words import domain_words
from ui.words import _, plural

if TYPE_CHECKING:
    from ui.window import Window


class OffersReportScreen(Screen):
    """``shown`` are the needs in the table: gaps with open needs first, then gaps, overlaps, the rest."""

    area: ClassVar[str] = "offers"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.all: tuple[NeedCount, ...] = ()
        self.shown: list[NeedCount] = []
        self.back = Button(icon="arrow-left")
        self.say(self.back.setText, lambda: _("Offers"))
        self.back.clicked.connect(lambda: self.go("offers"))
        head = HeadBar(
            lambda: _("Gaps and overlaps"),
            lambda: _("From the open needs of all cases and the offers here; without any person."),
            self.back,
        )
        self.kind = Picker([
            ("", lambda: _("All needs")), ("gap", lambda: _("Gaps: no offer")),
            ("overlap", lambda: _("Overlaps: three offers or more")),
        ])  # fmt: skip
        self.say(self.kind.setAccessibleName, lambda: _("Which needs"))
        self.kind.currentTextChanged.connect(self.kind.setToolTip)
        self.kind.currentIndexChanged.connect(self._narrow)
        self.rows = Rows((
            lambda: _("Need"), lambda: _("Life domain"), lambda: _("Open needs"), lambda: _("Finding"),
            lambda: _("Offers"),
        ))  # fmt: skip
        self.table = Table(self.rows, (5, 4, 2, 3, 6))
        self.say(self.table.setAccessibleName, lambda: _("Gaps and overlaps"))
        body = column(row(self.kind, "*"), (self.table, 1), gap=10, margins=(20, 12))
        self.setLayout(column(head, (pane(body), 1), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Gaps and overlaps")

    def opened(self) -> None:
        """Count."""
        workspace = self.workspace

        def fetch() -> tuple[NeedCount, ...]:
            from intake_app.services.offers import gaps_and_overlaps

            return gaps_and_overlaps(workspace)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the rows again."""
        self._show(self.all)

    def arrange(self, width: str) -> None:
        """Leave columns out where there is little room."""
        self.table.leave_out({"wide": (), "medium": (1,), "narrow": (1, 4)}[width])

    def _show(self, counts: tuple[NeedCount, ...]) -> None:
        self.all = tuple(sorted(counts, key=_most_wanted))
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.kind.value()
        self.shown = [one for one in self.all if not wanted or _finding(one) == wanted]
        self.rows.show_cells([self._cells(one) for one in self.shown])

    @staticmethod
    def _cells(one: NeedCount) -> tuple[str, ...]:
        said = {"gap": _("Gap"), "overlap": _("Overlap"), "": "–"}[_finding(one)]
        return (
            code_words("needs", one.code), domain_words((one.domain,)),
            plural("{n} open", "{n} open", one.open_needs) if one.open_needs else "–", said,
            ", ".join(one.offers) or "–",
        )  # fmt: skip


def _finding(one: NeedCount) -> str:
    if not one.offers:
        return "gap"
    return "overlap" if len(one.offers) >= OVERLAPS_FROM else ""


def _most_wanted(one: NeedCount) -> tuple[int, int, str]:
    order = {"gap": 1, "overlap": 2, "": 3}[_finding(one)]
    if order == 1 and one.open_needs:
        order = 0
    return order, -one.open_needs, one.code
