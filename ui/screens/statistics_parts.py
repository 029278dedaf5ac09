"""Pieces of the page of figures: a tile, a table with dots, the list of indicators."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy

from intake_app.records.figures import Figure, FiguresPage, FigureTable, Indicator, Scores
from intake_app.services.statistics import (
    DOT,
    code_words,
    dim_words,
    figure_words,
    indicator_words,
    note_words,
)
from ui.look.type import font, px
from ui.parts.card import Card
from ui.parts.label import label
from ui.parts.table import Cells, Index, Rows, Table
from ui.words import _, words

_MOST_ROWS = 14  # of a table before it scrolls by itself
Heading = Callable[[], str]


class Tile(Card):
    """One figure: the number, what it is, what it is made of."""

    def __init__(self, figure: Figure, k: int) -> None:
        name, definition = indicator_words(figure.indicator, words())
        shown, note = figure_words(figure, words()), note_words(figure, words(), k)
        number = label("num", text=shown)
        about = label("body", text=name)
        below = label("small", "muted", text=" · ".join(filter(None, (figure.indicator, note))))
        super().__init__(number, about, below, gap=2)
        self.setToolTip(definition)
        self.setAccessibleName(f"{name}: {note if shown in {DOT, '–'} else f'{shown}, {note}'}".rstrip(", "))
        self.figure = figure
        number.setAccessibleName(hidden_words(k) if shown == DOT else "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


def hidden_words(k: int) -> str:
    """Return what a dot is called for who hears the page."""
    return _("hidden, smaller than {k} or beside such a number", k=words().number(k))


class FigureRows(Rows):
    """Rows of numbers: they stand at the far edge, and a dot is read as what it is."""

    def __init__(self, headings: Sequence[Heading], k: int, texts: int = 1) -> None:
        super().__init__(headings, strong=0)
        self._k, self._texts = k, texts

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self.cells(index.row())[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._edge(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and text == DOT:
            return f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}: {hidden_words(self._k)}"
        return super().data(index, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._edge(section)
        return super().headerData(section, orientation, role)

    def _edge(self, column: int) -> Qt.AlignmentFlag:
        edge = Qt.AlignmentFlag.AlignLeading if column < self._texts else Qt.AlignmentFlag.AlignTrailing
        return edge | Qt.AlignmentFlag.AlignVCenter


class NumberTable(Table):
    """A table of numbers that takes the height it needs; ``name`` is what a screen reader calls it."""

    def __init__(
        self,
        headings: Sequence[Heading],
        cells: Sequence[Cells],
        k: int,
        name: Heading,
        *,
        texts: int = 1,
    ) -> None:
        self._shown, self._lines = len(cells), tuple(cells)
        rows = FigureRows(headings, k, texts)
        rows.show_cells(cells)
        super().__init__(rows, [1] * len(headings))
        self.say(self.setAccessibleName, name)
        self.fit(self._take_height)

    def wanted_width(self) -> int:
        """Return the width at which no heading and no number is cut."""
        return sum(self._weights) + px(12)

    def _take_height(self) -> None:
        small, bold = QFontMetrics(font("smallb")), QFontMetrics(font("strong"))
        pad = px(28)
        widths = []
        for column in range(self.rows.columnCount()):
            heading = str(self.rows.headerData(column, Qt.Orientation.Horizontal))
            longest = max((bold.horizontalAdvance(line[column]) for line in self._lines), default=0)
            widths.append(max(small.horizontalAdvance(heading), min(longest, px(330))) + pad)
        self._weights = tuple(widths)
        self._share()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + px(38) * min(max(self._shown, 1), _MOST_ROWS) + 4)

    def texts_of(self, row: int) -> Cells:
        """Return what a row shows."""
        return self.rows.cells(row)


def table_of(table: FigureTable, name: Heading, *, is_long: bool = False) -> NumberTable:
    """Return a table with its totals; ``is_long`` gives every cell a line of its own, where room is short."""
    said = words()
    names = [code_words(table.row_dim, row, said) for row in table.rows]
    columns = [code_words(table.column_dim, column, said) for column in table.columns]
    lines = [*names, _("Together")] if table.has_total else names
    title = partial(dim_words, table.row_dim, said)
    if is_long and columns:
        cells = [
            (name, column, number(table.cells[n][place]))
            for n, name in enumerate(lines)
            for place, column in enumerate([*columns, _("Together")])
        ]
        heads: list[Heading] = [title, partial(dim_words, table.column_dim, said), lambda: _("Number")]
        return NumberTable(heads, cells, table.k, name, texts=2)
    cells_wide: list[Cells] = [
        (name, *(number(cell) for cell in table.cells[n])) for n, name in enumerate(lines)
    ]
    heads = [title, *(partial(str, column) for column in columns)]
    heads.append((lambda: _("Together")) if columns else (lambda: _("Number")))
    return NumberTable(heads, cells_wide, table.k, name)


def indicator_table(indicators: Sequence[Indicator], page: FiguresPage) -> NumberTable:
    """Return every indicator with its figure, or that nothing feeds it yet."""
    shown = {one.indicator: one for one in page.figures}
    cells: list[Cells] = []
    for one in indicators:
        figure = shown.get(one.id)
        if figure is not None:
            value, note = figure_words(figure, words()), note_words(figure, words(), max(one.k, page.k))
        else:
            value, note = "", (_("see the table by life domain") if one.fed else _("not counted yet"))
        cells.append((indicator_words(one.id, words())[0], one.id, value, note))
    heads: list[Heading] = [lambda: _("Indicator"), lambda: _("Number"), lambda: _("Figure"),
                            lambda: _("Made of")]  # fmt: skip
    return NumberTable(heads, cells, page.k, lambda: _("Indicators"), texts=2)


def score_table(scores: Sequence[Scores], k: int) -> NumberTable:
    """Return the means by life domain: first and last assessment of the same people."""

    def mean(value: float | None, n: int | None) -> str:
        return words().number(value) if value is not None else DOT if n is None else "–"

    cells = [
        (code_words("domain", one.domain, words()), number(one.n), mean(one.resource_first, one.n),
         mean(one.resource_last, one.n), mean(one.need_first, one.n), mean(one.need_last, one.n))
        for one in scores
    ]  # fmt: skip
    heads: list[Heading] = [
        lambda: _("Life domain"), lambda: _("People"), lambda: _("Resources, first"),
        lambda: _("Resources, last"), lambda: _("Needs, first"), lambda: _("Needs, last"),
    ]  # fmt: skip
    return NumberTable(heads, cells, k, heads[0])


def number(cell: int | None) -> str:
    """Return a cell as it is shown."""
    return DOT if cell is None else words().number(cell)
