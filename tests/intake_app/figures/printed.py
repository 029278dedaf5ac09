"""What somebody can work out from a printed table: bounds by the simplex method in fractions.

Apart from the program's own way on purpose: it starts from the printed cells alone and knows no network.
"""

from fractions import Fraction

from intake_app.records.figures import FigureTable

Bounds = dict[tuple[int, int], tuple[int, int | None]]


def printed_bounds(table: FigureTable) -> Bounds:
    """Return the least and the most each dot can be (None: no end), over all tables that fit."""
    dots = [(r, c) for r, line in enumerate(table.cells) for c, cell in enumerate(line) if cell is None]
    least = 1 if table.shows_zero else 0
    if not dots:
        return {}
    rows = _sums(table, dots, least)
    basis, tableau = _start(rows, len(dots))
    found: Bounds = {}
    for n, dot in enumerate(dots):
        low = _extreme(tableau, basis, n, -1)
        high = _extreme(tableau, basis, n, 1)
        assert low is not None
        found[dot] = (-(-low.numerator // low.denominator) + least,
                      None if high is None else high.numerator // high.denominator + least)  # fmt: skip
    return found


def _sums(table: FigureTable, dots: list[tuple[int, int]], least: int) -> list[list[Fraction]]:
    """Return an equation per sum of the table, lines then columns; its last number is the right side.

    Unknowns are what a dot is above ``least``.
    """
    at = {dot: n for n, dot in enumerate(dots)}
    height, width = len(table.rows), len(table.columns)
    sums = [[((r, c), 1) for c in range(width)] + [((r, width), -1)] for r in range(height + 1)]
    sums += [[((r, c), 1) for r in range(height)] + [((height, c), -1)] for c in range(width + 1)]
    lines = []
    for one in sums:
        line = [Fraction(0)] * (len(dots) + 1)
        for place, sign in one:
            value = table.cells[place[0]][place[1]]
            if value is None:
                line[at[place]] += sign
                line[-1] -= sign * least
            else:
                line[-1] -= sign * value
        if any(line):
            lines.append(line)
    return lines


def _start(rows: list[list[Fraction]], unknowns: int) -> tuple[list[int], list[list[Fraction]]]:
    """Return a table that fits, as a basis: first phase of the simplex method with one helper per sum."""
    tableau = []
    for n, line in enumerate(rows):
        sign = -1 if line[-1] < 0 else 1
        helpers = [Fraction(int(m == n)) for m in range(len(rows))]
        tableau.append([*(sign * one for one in line[:-1]), *helpers, sign * line[-1]])
    basis = [unknowns + n for n in range(len(rows))]
    aim = [Fraction(0)] * unknowns + [Fraction(-1)] * len(rows)
    assert _climb(tableau, basis, aim) == 0, "nothing fits what is printed"
    for n in reversed(range(len(basis))):
        if basis[n] >= unknowns:
            column = next((m for m in range(unknowns) if tableau[n][m]), None)
            if column is None:
                del tableau[n], basis[n]
            else:
                _turn(tableau, basis, n, column)
    return basis, [[*line[:unknowns], line[-1]] for line in tableau]


def _extreme(tableau: list[list[Fraction]], basis: list[int], n: int, sign: int) -> Fraction | None:
    copied, own = [list(line) for line in tableau], list(basis)
    aim = [Fraction(0)] * (len(tableau[0]) - 1 if tableau else n + 1)
    aim[n] = Fraction(sign)
    reached = _climb(copied, own, aim)
    return None if reached is None else sign * reached


def _climb(tableau: list[list[Fraction]], basis: list[int], aim: list[Fraction]) -> Fraction | None:
    """Bring ``aim`` to its most (Bland's rule, so it ends); None when there is no end."""
    while True:
        price = [
            aim[m] - sum(aim[basis[n]] * line[m] for n, line in enumerate(tableau) if line[m])
            for m in range(len(aim))
        ]
        column = next((m for m, one in enumerate(price) if one > 0), None)
        if column is None:
            return sum((aim[basis[n]] * line[-1] for n, line in enumerate(tableau)), Fraction(0))
        options = [
            (line[-1] / line[column], basis[n], n) for n, line in enumerate(tableau) if line[column] > 0
        ]
        if not options:
            return None
        _turn(tableau, basis, min(options)[2], column)


def _turn(tableau: list[list[Fraction]], basis: list[int], n: int, column: int) -> None:
    by = tableau[n][column]
    tableau[n] = [one / by for one in tableau[n]]
    for m, line in enumerate(tableau):
        if m != n and line[column]:
            factor = line[column]
            tableau[m] = [one - factor * pivot for one, pivot in zip(line, tableau[n], strict=True)]
    basis[n] = column
