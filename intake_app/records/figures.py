"""Figures as they may be seen: already protected; what is hidden is not in them.

Codes are those of ``resources/figures`` and of the code lists. None is a hidden number, never a zero.
"""

import datetime
from typing import Literal

import msgspec

from intake_app.records.drawing import Drawing
from intake_app.records.papers import PaperHead

Said = dict[str, str]
FigureKind = Literal["count", "share", "days", "mean", "ratio"]


class Indicator(msgspec.Struct, frozen=True):
    """One indicator as it is defined. ``fed``: whether this program has what it is counted from.

    ``k`` is the smallest number shown, 0 where the site's own applies; ``tables`` show it split.
    """

    id: str
    name: Said
    definition: Said
    source: str
    kind: FigureKind
    k: int
    tables: tuple[str, ...]
    fed: bool
    version: str


class FigureTable(msgspec.Struct, frozen=True):
    """A table of counts. ``cells``: a line per row, each with a cell per column and then the row's total.

    With ``has_total`` a last line holds the totals of the columns. Without columns a line is its total alone.
    """

    id: str
    row_dim: str
    column_dim: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    k: int
    has_total: bool = True
    shows_zero: bool = True

    @property
    def is_all_hidden(self) -> bool:
        """Tell whether nothing but dots and zeros is left."""
        return bool(self.rows) and not any(cell for line in self.cells for cell in line)

    @property
    def hidden(self) -> int:
        """Return how many cells are hidden."""
        return sum(cell is None for line in self.cells for cell in line)

    @property
    def total(self) -> int | None:
        """Return the grand total."""
        return self.cells[-1][-1] if self.has_total and self.cells else None

    def cell(self, row: str, column: str = "") -> int | None:
        """Return one cell, 0 for codes that did not occur; an empty code is the total."""
        if (row and row not in self.rows) or (column and column not in self.columns):
            return 0
        line = self.cells[self.rows.index(row)] if row else self.cells[-1]
        return line[self.columns.index(column)] if column else line[-1]


class Figure(msgspec.Struct, frozen=True):
    """One indicator's figure. ``value`` is None where it is hidden or nothing was counted (``is_empty``).

    ``low`` and ``high`` are the quarters of a spread; ``part`` and ``whole`` what a share is made of.
    """

    indicator: str
    kind: FigureKind
    value: float | None = None
    low: float | None = None
    high: float | None = None
    part: int | None = None
    whole: int | None = None
    is_empty: bool = False


class Scores(msgspec.Struct, frozen=True):
    """Means by life domain: resources and needs at the first assessment and at the last; None: too few."""

    domain: str
    n: int | None
    resource_first: float | None
    resource_last: float | None
    need_first: float | None
    need_last: float | None


class FiguresPage(msgspec.Struct, frozen=True):
    """A year's figures, protected. ``site`` and ``ags`` say where; ``as_of`` when they were counted."""

    year: int
    years: tuple[int, ...]
    site: str
    ags: str
    k: int
    as_of: datetime.datetime
    figures: tuple[Figure, ...]
    tables: tuple[FigureTable, ...]
    scores: tuple[Scores, ...] = ()
    is_running: bool = False  # the year is not over: numbers still grow
    is_sample: bool = False

    def table(self, table_id: str) -> FigureTable | None:
        """Return one table."""
        return next((one for one in self.tables if one.id == table_id), None)


class PaperTable(msgspec.Struct, frozen=True):
    """A table with its words, for paper; a cell of None is a dot."""

    title: Said
    heads: tuple[Said, ...]
    lines: tuple[tuple[Said, tuple[int | None, ...]], ...]
    drawing: Drawing | None = None


class PaperFigure(msgspec.Struct, frozen=True):
    """One figure with its words; ``value`` is written out, a dot where it is hidden."""

    name: Said
    value: str
    note: Said


class StatisticsReport(msgspec.Struct, frozen=True):
    """A year's figures on paper, counted on the day ``as_of``; a table without lines is all hidden."""

    head: PaperHead
    year: int
    ags: str
    k: int
    as_of: str
    figures: tuple[PaperFigure, ...]
    tables: tuple[PaperTable, ...]
    is_running: bool = False
