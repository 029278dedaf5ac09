"""Counting into a table, and the table as it may be seen.

Tables of one population (all new cases, all referrals) share nothing but their grand total, because each
dimension stands in one of them only; so what is safe in each is safe in all of them together. Where one needs
its grand total hidden, all of them are hidden whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from intake_app.figures.protection import Arc, hide
from intake_app.records.figures import FigureTable

_SUM_COST, _TOTAL_COST = 20, 1_000_000


class Rule(NamedTuple):
    """What is small: under ``k`` cases, or one case with more than ``dominance`` of a count (0: not asked).

    ``shows_zero`` is off for what is most sensitive: there even a nought tells something. ``stricter`` rows
    have a larger k of their own.
    """

    k: int = 5
    shows_zero: bool = True
    dominance: float = 0.0
    stricter: Mapping[str, int] = MappingProxyType({})

    def of(self, row: str) -> "Rule":
        """Return the rule of a row."""
        return self._replace(k=max(self.k, self.stricter.get(row, 0)))


class Counted(NamedTuple):
    """One cell before protection: how many, from how many cases, how many from the case with the most."""

    n: int = 0
    cases: int = 0
    largest: int = 0


class Tally:
    """Counts by row and column before protection; never leaves the vault's side of the program.

    ``case`` in ``add`` says whose it is, so that a cell is known to be one family's only, however many it
    counts. Without it every count is a case of its own.
    """

    def __init__(self, table_id: str, row_dim: str, column_dim: str = "", *, has_total: bool = True) -> None:
        self.id, self.row_dim, self.column_dim, self.has_total = table_id, row_dim, column_dim, has_total
        self._counts: dict[tuple[str, str], int] = {}
        self._cases: dict[tuple[str, str], dict[str, int]] = {}

    def add(self, row: str, column: str = "", *, n: int = 1, case: str = "") -> None:
        """Count ``n`` more; where ``case`` is given they all belong to it."""
        key = (row, column)
        self._counts[key] = self._counts.get(key, 0) + n
        if case:
            of = self._cases.setdefault(key, {})
            of[case] = of.get(case, 0) + n

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the rows that occurred."""
        return tuple(dict.fromkeys(row for row, _column in self._counts))

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that occurred."""
        return tuple(dict.fromkeys(column for _row, column in self._counts if column))

    def counted(self, rows: Iterable[str], columns: Iterable[str]) -> Counted:
        """Return the sum over ``rows`` and ``columns`` with how many different cases are in it."""
        count, cases = 0, 0
        named: dict[str, int] = {}
        wide = tuple(columns)
        for row in rows:
            for column in wide:
                n = self._counts.get((row, column), 0)
                count += n
                of = self._cases.get((row, column))
                if of is None:
                    cases += n
                    continue
                for case, some in of.items():
                    named[case] = named.get(case, 0) + some
        return Counted(count, cases + len(named), max(named.values(), default=min(count, 1)))


def is_small(cell: Counted, rule: Rule) -> bool:
    """Tell whether a cell must not be seen for its own sake."""
    if not cell.n:
        return not rule.shows_zero
    is_one_sided = rule.dominance > 0 and cell.largest > rule.dominance * cell.n
    return cell.n < rule.k or cell.cases < rule.k or is_one_sided


def protect(
    tallies: Sequence[Tally], rule: Rule, *, rows: Mapping[str, Sequence[str]] | None = None
) -> tuple[FigureTable, ...]:
    """Return the tables of one population as they may be seen.

    ``rows`` gives dimensions whose codes are known their order; of others what occurred is shown, the largest
    first, and what is hidden in the order of its code, so that the order tells nothing.
    """
    order = rows or {}
    shown = [_protected(one, rule, order) for one in tallies]
    sums = [one for one, tally in zip(shown, tallies, strict=True) if tally.has_total and one.rows]
    if any(one.total is None for one in sums):
        shown = [
            _all_hidden(one) if tally.has_total else one for one, tally in zip(shown, tallies, strict=True)
        ]
    return tuple(shown)


def _protected(tally: Tally, rule: Rule, order: Mapping[str, Sequence[str]]) -> FigureTable:
    rows = _in_order(tally.rows, order.get(tally.row_dim))
    columns = _in_order(tally.columns, order.get(tally.column_dim))
    if tally.has_total:
        lines = _one_network(tally, rows, columns, rule)
    else:
        lines = [_one_network(tally, (row,), columns, rule)[0] for row in rows]
    table = FigureTable(
        id=tally.id,
        row_dim=tally.row_dim,
        column_dim=tally.column_dim,
        rows=rows,
        columns=columns,
        cells=tuple(lines) if rows else (),
        k=rule.k,
        has_total=tally.has_total,
        shows_zero=rule.shows_zero,
    )
    return table if tally.row_dim in order else _largest_first(table)


def _one_network(
    tally: Tally, rows: Sequence[str], columns: Sequence[str], rule: Rule
) -> list[tuple[int | None, ...]]:
    """Return the lines with their totals; nodes are: the beginning, a node per row and column, the end."""
    names = list(columns) or [""]
    begin, end = 0, 1
    arcs: list[Arc] = []
    places: dict[tuple[int, int], int] = {}  # (line, place in it) -> arc
    total_line, total_place = len(rows), len(columns)

    def put(place: tuple[int, int], ends: tuple[int, int], cell: Counted, times: int) -> None:
        own = rule.of(rows[place[0]]) if place[0] < total_line else rule
        places[place] = len(arcs)
        arcs.append(Arc(*ends, cell.n, is_small(cell, own), (cell.n + 1) * times, own.k))

    for line, row in enumerate(rows):
        whole = tally.counted((row,), names)
        if not columns:
            put((line, 0), (begin, end), whole, 1)
            continue
        put((line, total_place), (begin, 2 + line), whole, _SUM_COST)
        for place, column in enumerate(columns):
            cell = tally.counted((row,), (column,))
            put((line, place), (2 + line, 2 + len(rows) + place), cell, 1)
    for place, column in enumerate(columns):
        whole = tally.counted(rows, (column,))
        put((total_line, place), (2 + len(rows) + place, end), whole, _SUM_COST)
    put((total_line, total_place), (end, begin), tally.counted(rows, names), _TOTAL_COST)
    hidden = hide(arcs, k=rule.k, shows_zero=rule.shows_zero)
    return [
        tuple(
            None if places[line, place] in hidden else arcs[places[line, place]].value
            for place in range(total_place + 1)
        )
        for line in range(total_line + 1)
    ]


def _in_order(found: Sequence[str], order: Sequence[str] | None) -> tuple[str, ...]:
    if order is None:
        return tuple(sorted(found))
    known = [code for code in order if code in found]
    return (*known, *sorted(set(found) - set(known)))


def _largest_first(table: FigureTable) -> FigureTable:
    lines = list(zip(table.rows, table.cells, strict=False))
    lines.sort(key=lambda line: (line[1][-1] is None, -(line[1][-1] or 0), line[0]))
    rest = table.cells[len(table.rows) :]
    return replace(
        table, rows=tuple(row for row, _line in lines), cells=(*(line for _row, line in lines), *rest)
    )


def _all_hidden(table: FigureTable) -> FigureTable:
    return replace(
        table, cells=tuple(tuple(None if cell != 0 else 0 for cell in line) for line in table.cells)
    )
