"""Figures of a year for those who steer: tiles, tables with bars, who comes, what people bring; no person.

What is small is a dot, and so is what would give it away. The page shows what ``services.figures`` protected;
nothing here counts.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from intake_app.records.drawing import Drawing
from intake_app.records.figures import FiguresPage, FigureTable
from ui.look.type import px
from ui.parts.bars import Bars
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.field import Picker
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.segmented import Segmented
from ui.parts.space import Stack, clear, column, pane, row
from ui.screen import Screen
from ui.screens.statistics_out import SaveSheet
from ui.screens.statistics_parts import (
    NumberTable,
    Tile,
    indicator_table,
    score_table,
    table_of,
)
from ui.words import _, words

if TYPE_CHECKING:
    from ui.window import Window

_TILES = ("I01", "I05", "I06", "I09", "I16")
_CHOICES = ("month-level", "talks", "needs", "goals", "referrals", "barriers", "barrier-steps", "assessed",
            "joined", "special", "scores")  # fmt: skip
_PEOPLE = ("status", "age", "language", "gender")  # K11: who comes
_POTENTIAL = ("isco", "german", "spoken", "wish", "skilled")  # R1: what people bring
_VIEWS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("year", lambda: _("The year")), ("people", lambda: _("Who comes")),
    ("potential", lambda: _("What people bring")), ("all", lambda: _("All indicators")),
)  # fmt: skip
_PATIENCE = 400  # ms before the page says that it counts


class StatisticsScreen(Screen):
    """``page`` is what is shown; ``tables`` the tables on it now."""

    area: ClassVar[str] = "statistics"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.page: FiguresPage | None = None
        self.tables: list[NumberTable] = []
        self.tiles: list[Tile] = []
        self._width = "wide"
        self.save_button = Button("normal", icon="download-simple")
        self.say(self.save_button.setText, lambda: _("Save …"))
        self.save_button.clicked.connect(self.save)
        head = HeadBar(
            lambda: _("Figures"), lambda: _("Only numbers put together. No ranking of people."),
            self.save_button,
        )  # fmt: skip
        self.year = Picker()
        self.choice: Picker | None = None
        self.table_id = _CHOICES[0]
        self.say(self.year.setAccessibleName, lambda: _("Year"))
        self.year.currentIndexChanged.connect(self._fetch)
        self.year.currentTextChanged.connect(self.year.setToolTip)
        self.view = "year"
        self._views = Segmented(_VIEWS)
        self._view_list = Picker(_VIEWS)  # where there is no room for the four beside each other
        self.say(self._view_list.setAccessibleName, lambda: _("View"))
        self._views.chosen.connect(self.show_view)
        self._view_list.currentIndexChanged.connect(lambda _n: self.show_view(self._view_list.value()))
        self._view_list.currentTextChanged.connect(self._view_list.setToolTip)
        self._view_list.hide()
        self._site = Chip("line", icon="map-pin", wraps=True)
        self._rule = Chip("prov", icon="shield-check", wraps=True)
        self._counting = label("small", "muted")
        self.say(self._counting.setText, lambda: _("The year is being counted …"))
        self._counting.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(self._counting.show)
        self._again = QTimer(self)  # once, when a window that is drawn wider comes to rest
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._show)
        self._body = column(gap=12)
        self._table_body = column(gap=12)
        self._dot = label("small", "muted")
        self.say(self._dot.setText, self._dot_words)
        filters = pane(Flow([self.year, self._site, self._rule], gap=8))
        views = pane(row(self._views, self._view_list, "*"))
        foot = Card(self._dot, margins=(16, 10))
        inside = column(views, filters, self._counting, pane(self._body), foot, "*", gap=12, margins=(16, 12))
        self.setLayout(column(head, (scrolling(inside), 1), gap=0))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)

    def title(self) -> str:
        """Return the page's name."""
        return _("Figures")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("← →", _("the view before, the next view")), ("↑ ↓", _("rows of a table")),
            ("Ctrl+S", _("save what is shown")),
        )  # fmt: skip

    def arrange(self, width: str) -> None:
        """Put fewer tiles into a line and give tables their long form where room is short."""
        if width != self._width:
            self._width = width
            self._views.setVisible(width != "narrow")
            self._view_list.setVisible(width == "narrow")
            self._show()

    def show_view(self, view: str) -> None:
        """Show one of the four views."""
        if view and view != self.view:
            self.view = view
            self._views.set_value(view)
            self._view_list.set_value(view)
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give tables the form that fits the new width."""
        super().resizeEvent(event)
        if self.page is not None and event.size().width() != event.oldSize().width():
            self._again.start()

    def opened(self) -> None:
        """Count the year."""
        self._fetch()

    def reworded(self) -> None:
        """Word everything again."""
        if self.page is not None:
            self._take(self.page)

    def save(self) -> None:
        """Ask what to save, and where."""
        if self.page is not None:
            SaveSheet(self, self.page, self.table_id)

    # Fetching

    def _fetch(self) -> None:
        workspace, now = self.workspace, self.now()
        year = int(self.year.value()) if self.year.value() else None
        self._wait.start()

        def count() -> FiguresPage:
            from intake_app.services.figures import figures_page

            return figures_page(workspace, year=year, now=now)

        self.ask(count, self._take)

    def _take(self, page: FiguresPage) -> None:
        self._wait.stop()
        self._counting.hide()
        self.page = page
        years = [(str(year), partial(str, year)) for year in page.years]
        if str(page.year) not in {year for year, _says in years}:
            years.append((str(page.year), partial(str, page.year)))
        self.year.offer([(year, partial(_year_words, year, page)) for year, _says in years])
        self.year.blockSignals(True)
        self.year.set_value(str(page.year))
        self.year.blockSignals(False)
        self.year.setToolTip(self.year.currentText())
        self._site.setText(" · ".join(filter(None, (page.site, page.ags))))
        self._rule.setText(_("Threshold k = {k} · complementary hiding on", k=words().number(page.k)))
        self._dot.setText(self._dot_words())
        self._show()

    # Showing

    def _show(self) -> None:
        page = self.page
        if page is None:
            return
        self.choice = None
        clear(self._body)
        self.tables, self.tiles = [], []
        self._table_body = column(gap=12)
        shows = {"year": self._show_year, "people": self._show_people, "potential": self._show_potential,
                 "all": self._show_all}  # fmt: skip
        shows[self.view](page)

    def _show_year(self, page: FiguresPage) -> None:
        figures = {one.indicator: one for one in page.figures}
        self.tiles = [Tile(figures[one], page.k) for one in _TILES]
        self._body.add(_in_lines(self.tiles, {"wide": 5, "medium": 3}.get(self._width, 1)))
        from intake_app.services.statistics import indicator_words, table_words

        offered: list[tuple[str, Callable[[], str]]] = []
        for one in _CHOICES:
            if one == "scores":
                offered.append((one, lambda: indicator_words("I10", words())[0]))
            else:
                offered.append((one, partial(lambda name: table_words(name, words()), one)))
        self.choice = picker = Picker(offered)
        picker.set_value(self.table_id)
        picker.setToolTip(picker.currentText())
        picker.setAccessibleName(_("Table"))
        picker.currentTextChanged.connect(picker.setToolTip)
        picker.currentIndexChanged.connect(self._choose_table)
        self._body.add(pane(Flow([picker], gap=8)), pane(self._table_body))
        self._show_table()

    def _choose_table(self) -> None:
        if self.choice is not None:
            self.table_id = self.choice.value() or _CHOICES[0]
            self._show_table()

    def _show_table(self) -> None:
        page = self.page
        if page is None or self.view != "year":
            return
        clear(self._table_body)
        self.tables = []
        if self.table_id == "scores":
            self._add_scores(page)
            return
        table = page.table(self.table_id)
        if table is not None:
            self._table_body.add(self._shown(table))

    def _add_scores(self, page: FiguresPage) -> None:
        card = Card(_heading(lambda: _("Resources and needs by life domain, 0 to 4")))
        if page.scores:
            table = score_table(page.scores, page.k)
            table.leave_out(() if self._width == "wide" else (1,))
            self.tables.append(table)
            card.body.add(table)
        else:
            card.body.add(label("body", "muted", text=_("Nobody was assessed in this year yet.")))
        self._table_body.add(card)

    def _show_people(self, page: FiguresPage) -> None:
        from intake_app.services.statistics import dim_words, only_columns, only_rows

        cross, tongues = page.table("status-age"), page.table("language-gender")
        if cross is None or tongues is None:
            return
        shown = {"status": only_rows(cross), "age": only_columns(cross), "language": only_rows(tongues),
                 "gender": only_columns(tongues)}  # fmt: skip
        cards = [self._card(shown[dim], partial(dim_words, dim, words()), is_plain=True) for dim in _PEOPLE]
        self._body.add(_in_lines(cards, 2 if self._width == "wide" else 1))
        for table in (cross, tongues):
            self._body.add(self._shown(table, has_bars=False))

    def _show_potential(self, page: FiguresPage) -> None:
        from intake_app.services.statistics import table_words

        cards = []
        for name in _POTENTIAL:
            table = page.table(name)
            if table is not None:
                cards.append(self._card(table, partial(table_words, name, words()), is_plain=True))
        self._body.add(_in_lines(cards, 2 if self._width == "wide" else 1))

    def _show_all(self, page: FiguresPage) -> None:
        from intake_app.services.figures import all_indicators

        table = indicator_table(all_indicators(), page)
        table.leave_out(() if self._width != "narrow" else (1,))
        self.tables.append(table)
        self._body.add(Card(table))

    def _shown(self, table: FigureTable, *, has_bars: bool = True) -> QWidget:
        """Return a table beside or below its bars."""
        from intake_app.services.statistics import dark_words, table_words

        title = partial(table_words, table.id, words())
        if not table.rows or table.is_all_hidden:
            return Card(_heading(title), label("body", "muted", text=self._empty_words(table)))
        numbers, is_beside = self._numbers(table, title, has_bars=has_bars)
        self.tables.append(numbers)
        if not has_bars:
            return Card(_heading(title), numbers)
        dark, whole = dark_words(table, words())
        legend = [Chip("sunken", text=f"■ {dark}", wraps=True), Chip("sunken", text=f"□ {whole}", wraps=True)]
        bars = Bars(partial(_drawn, table, False))
        plot = Card(_heading(title), *([pane(Flow(legend, gap=6))] if dark else []), bars, "*")
        beside = Card(numbers, "*")
        return pane(row((plot, 5), (beside, 4), gap=12) if is_beside else column(plot, beside, gap=12))

    def _numbers(
        self, table: FigureTable, title: Callable[[], str], *, has_bars: bool
    ) -> tuple[NumberTable, bool]:
        """Return the table in the form that fits, and whether it fits beside its bars."""
        room = self._room()
        wide = table_of(table, title)
        if has_bars and self._width == "wide" and wide.wanted_width() <= room * 4 // 9 - px(40):
            return wide, True
        if wide.wanted_width() <= room - px(40) or not table.columns:
            return wide, False
        wide.deleteLater()
        return table_of(table, title, is_long=True), False

    def _room(self) -> int:
        return self.width() - px(56)

    def _card(self, table: FigureTable, title: Callable[[], str], *, is_plain: bool) -> QWidget:
        if not table.rows or table.is_all_hidden:
            return Card(_heading(title), label("body", "muted", text=self._empty_words(table)), "*")
        numbers = table_of(table, title)
        self.tables.append(numbers)
        return Card(_heading(title), Bars(partial(_drawn, table, is_plain)), numbers, "*")

    def _empty_words(self, table: FigureTable) -> str:
        if table.rows:
            return _("There are too few to show anything: every number is smaller than {k} or beside such a "
                     "number.", k=words().number(table.k))  # fmt: skip
        return _("There is nothing to count in this year yet.")

    def _dot_words(self) -> str:
        k = self.page.k if self.page is not None else 5
        return "• " + _(
            "A dot is a number that is not shown, so that nobody is recognised: it is smaller than {k}, or "
            "would give such a number away. A real nought is shown as 0.",
            k=words().number(k),
        )


def _drawn(
    table: FigureTable, is_plain: bool, width: float, measure: Callable[[str, float], float]
) -> Drawing:
    from intake_app.services.statistics import table_drawing

    return table_drawing(table, words(), width=width, measure=measure, is_plain=is_plain)


def _in_lines(widgets: list[QWidget] | list[Tile], most: int) -> Stack:
    lines = column(gap=12)
    for at in range(0, len(widgets), most):
        some: list[QWidget] = list(widgets[at : at + most])
        gaps = [(QWidget(), 1) for _one in range(most - len(some))] if at else []
        for gap, _stretch in gaps:
            gap.setObjectName("plain")
        lines.add(row(*((one, 1) for one in some), *gaps, gap=12))
    return lines


def _heading(says: Callable[[], str]) -> QWidget:
    made = label("head")
    made.setText(says())
    return made


def _year_words(year: str, page: FiguresPage) -> str:
    return _("{year}, so far", year=year) if year == str(page.years[0]) else year
