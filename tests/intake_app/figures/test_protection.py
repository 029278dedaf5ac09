"""Nobody can work out a hidden number from a table: every table that could stand there is searched."""

import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from intake_app.figures.protection import Arc, between, hide
from intake_app.figures.tables import Rule, Tally, protect
from intake_app.records.figures import FigureTable
from tests.intake_app.figures.printed import printed_bounds

Grid = list[list[int]]


def tally(grid: Grid, name: str = "t") -> Tally:
    made = Tally(name, "row", "column")
    for r, line in enumerate(grid):
        for c, count in enumerate(line):
            if count:
                made.add(f"r{r}", f"c{c}", n=count)
    return made


def shown(grid: Grid, rule: Rule) -> FigureTable:
    return protect([tally(grid)], rule)[0]


class Attacker:
    """Somebody with pencil and patience: knows what is printed, that counts are whole and dots not nought.

    Written apart from the program's own way: no networks, only trying out.
    """

    def __init__(self, table: FigureTable) -> None:
        self.cells = table.cells
        self.height, self.width = len(table.rows), len(table.columns)
        self.least = 1 if table.shows_zero else 0

    def can_be(self, line: int, place: int, value: int) -> bool:
        """Tell whether any table fits what is printed and has ``value`` at this dot."""
        cells = [list(one) for one in self.cells]
        cells[line][place] = value
        if value < self.least:
            return False
        most = value + max((cell or 0 for one in self.cells for cell in one), default=0) + 3
        return next(self._fill(cells, 0, [0] * self.width, most), False)

    def _fill(self, cells: list[list[int | None]], line: int, so_far: list[int], most: int) -> Iterator[bool]:
        if line == self.height:
            if self._ends(cells[self.height], so_far):
                yield True
            return
        for values in self._lines(cells[line], cells[self.height], so_far, most):
            sums = [one + value for one, value in zip(so_far, values, strict=True)]
            yield from self._fill(cells, line + 1, sums, most)

    def _ends(self, printed: Sequence[int | None], sums: list[int]) -> bool:
        totals = [*sums, sum(sums)]
        return all(
            has == told if told is not None else has >= self.least
            for has, told in zip(totals, printed, strict=True)
        )

    def _lines(
        self, printed: Sequence[int | None], sums: Sequence[int | None], so_far: list[int], most: int
    ) -> Iterator[tuple[int, ...]]:
        total = printed[-1]

        def place(at: int, left: int, done: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            if at == self.width:
                if (total is None and sum(done) >= self.least) or left == 0:
                    yield done
                return
            told, below = printed[at], sums[at]
            room = min(left, most if below is None else below - so_far[at])
            options = range(self.least, room + 1) if told is None else ((told,) if told <= room else ())
            for value in options:
                yield from place(at + 1, left - value, (*done, value))

        yield from place(0, most if total is None else total, ())


def weak_dots(table: FigureTable) -> list[tuple[int, int]]:
    """Return the dots that do not leave ``k`` numbers open, one of them at least ``k``."""
    attacker, weak = Attacker(table), []
    for (line, place), (low, high) in printed_bounds(table).items():
        fits, has_large = 0, False
        for value in range(low, (low + 2 * table.k if high is None else high) + 1):
            if attacker.can_be(line, place, value):
                fits, has_large = fits + 1, has_large or value >= table.k
            if fits >= table.k and has_large:
                break
        else:
            weak.append((line, place))
    return weak


def test_a_two_is_hidden_and_so_is_what_would_give_it_away() -> None:
    table = shown([[2, 20, 9], [14, 30, 11], [8, 12, 7]], Rule(5))
    assert table.cell("r0", "c0") is None
    assert table.hidden == 4  # the two, one in its row, one in its column, the corner between them
    assert table.total == 113
    assert weak_dots(table) == []


def test_nought_is_shown_as_nought() -> None:
    table = shown([[0, 20], [14, 30]], Rule(5))
    assert table.cell("r0", "c0") == 0
    assert table.hidden == 0


def test_nought_is_hidden_where_it_tells_something() -> None:
    table = shown([[0, 20], [14, 30]], Rule(10, shows_zero=False))
    assert table.cell("r0", "c0") is None
    assert weak_dots(table) == []


def test_two_ones_that_make_two_are_not_given_away_by_their_sum() -> None:
    # 1 + 1 = 2 in one row, and every dot is known to be at least 1: more has to go.
    table = shown([[1, 1, 30], [20, 25, 30], [12, 18, 40]], Rule(5))
    assert weak_dots(table) == []
    assert table.cell("r0") is None or table.cell("r0", "c2") is None


def test_with_fewer_than_k_in_all_nothing_is_left() -> None:
    table = shown([[2, 1], [0, 1]], Rule(5))
    assert table.is_all_hidden
    assert table.total is None


def test_one_family_with_many_entries_is_still_one_family() -> None:
    made = Tally("needs", "row", "column")
    made.add("r0", "c0", n=12, case="one family")
    for number in range(20):
        made.add("r0", "c1", case=f"family {number}")
        made.add("r1", "c0", n=2, case=f"family {number}")
        made.add("r1", "c1", case=f"family {number}")
    table = protect([made], Rule(5))[0]
    assert table.cell("r0", "c0") is None
    assert weak_dots(table) == []


def test_who_dominates_a_count_is_hidden_where_that_is_asked_for() -> None:
    made = Tally("needs", "row")
    made.add("r0", n=30, case="a large family")
    for number in range(9):
        made.add("r0", case=f"family {number}")
        made.add("r1", n=4, case=f"family {number}")
        made.add("r2", n=5, case=f"family {number}")
    assert protect([made], Rule(5))[0].cell("r0") == 39
    assert protect([made], Rule(5, dominance=0.5))[0].cell("r0") is None


def test_tables_of_the_same_cases_share_their_grand_total_or_lose_it_together() -> None:
    safe = tally([[20, 30], [25, 40]], "safe")
    tiny = tally([[115]], "one cell")
    assert [one.total for one in protect([safe, tiny], Rule(5))] == [115, 115]
    alone = tally([[1, 2], [1, 1]], "alone")
    both = protect([tally([[5]], "whole"), alone], Rule(5))
    assert {one.total for one in both} == {None}
    assert all(one.is_all_hidden for one in both)


def test_the_same_table_is_hidden_the_same_way_every_time() -> None:
    grid = [[3, 8, 0, 22], [9, 1, 17, 6], [30, 12, 4, 5]]
    assert shown(grid, Rule(5)) == shown(grid, Rule(5))


def test_the_order_of_rows_tells_nothing_about_hidden_ones() -> None:
    made = Tally("t", "language")
    for code, count in {"ti": 3, "ar": 40, "ckb": 4, "ps": 60, "so": 1}.items():
        made.add(code, n=count)
    table = protect([made], Rule(5))[0]
    assert table.rows == ("ps", "ar", "ckb", "so", "ti")


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 9]), min_size=width, max_size=width),
            min_size=1, max_size=3,
        )
    ),
    st.sampled_from([Rule(3), Rule(4), Rule(3, shows_zero=False)]),
)  # fmt: skip
def test_no_small_table_can_be_turned_back(grid: Grid, rule: Rule) -> None:
    table = shown(grid, rule)
    assert weak_dots(table) == []
    for line, cells in enumerate(table.cells):
        for cell in cells:
            assert cell is None or cell == 0 or cell >= rule.k, (line, table.cells)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 7), st.integers(2, 7), st.randoms(use_true_random=False), st.sampled_from([3, 5, 10]))
def test_no_larger_table_can_be_turned_back(height: int, width: int, luck: random.Random, k: int) -> None:
    grid = [[luck.choice([0, 1, 2, 3, 5, 8, 20, 60]) for _ in range(width)] for _ in range(height)]
    table = shown(grid, Rule(k))
    for low, high in printed_bounds(table).values():
        assert high is None or high >= k
        assert high is None or high - low >= k - 1


@pytest.mark.parametrize("ways", [1, 2])
def test_what_can_be_known_of_a_number_is_reckoned_exactly(ways: int) -> None:
    arcs = [
        Arc(0, 1, 2, True, 3),
        Arc(0, 1, 9, False, 10),
        Arc(0, 1, 30, False, 31),
        Arc(1, 0, 41, False, 999),
    ]
    hidden = hide(arcs, k=5)
    assert hidden == {0, 1}
    assert between(arcs, hidden, 0) == (1, 10)
    assert between(arcs, hidden, 2) == (30, 30)
    assert between(arcs, hidden, ways - 1)[0] == 1


def test_hiding_the_small_numbers_alone_would_not_do() -> None:
    # The control: what these tests look for is found where nothing is hidden beside.
    table = shown([[6, 20, 9], [14, 30, 11], [8, 12, 7]], Rule(5))
    assert table.hidden == 0
    line = table.rows.index("r0")
    cells = [list(one) for one in table.cells]
    cells[line][0] = None
    bare = replace(table, cells=tuple(tuple(one) for one in cells))
    assert weak_dots(bare) == [(line, 0)]
    assert printed_bounds(bare) == {(line, 0): (6, 6)}


@pytest.mark.long
def test_no_table_of_many_can_be_turned_back() -> None:
    luck = random.Random(2026)
    for _one in range(400):
        k, shows_zero = luck.choice([3, 5, 7, 10, 20]), luck.random() < 0.8
        height, width = luck.randint(1, 9), luck.randint(1, 9)
        grid = [
            [luck.choice([0, 0, 1, 2, 4, 8, 13, 20, 60, 200]) for _ in range(width)] for _ in range(height)
        ]
        for low, high in printed_bounds(shown(grid, Rule(k, shows_zero=shows_zero))).values():
            assert high is None or (high >= k and high - low >= k - 1), (grid, k, shows_zero)
