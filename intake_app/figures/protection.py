"""Hiding small numbers in a table with totals, so that what is hidden cannot be worked out from the rest.

A table with totals is a network: every count is the flow on an arc, every sum is a node where as much comes
in as goes out. What somebody who sees the table can know of a hidden count lies exactly between the least and
the most flow its arc can carry when only hidden arcs may change (Cox 1980; Hundepool et al., Statistical
Disclosure Control, 2012, ch. 4). A nought is shown where noughts are no secret, so whoever reads the table
also knows that every dot is at least 1: that is reckoned with.

A hidden count is safe when it could as well be ``k`` or more and ``k`` different whole numbers fit.
"""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

Step = tuple[int, int]  # an arc, and 1 where it is raised or -1 where it is lowered
_PLENTY = 1 << 40


class Arc(NamedTuple):
    """One count of a table: from one sum to another. ``cost``: how much is lost when it is hidden.

    ``k`` is asked of it where that is more than of the others.
    """

    tail: int
    head: int
    value: int
    is_small: bool
    cost: int
    k: int = 0


def hide(arcs: Sequence[Arc], *, k: int, shows_zero: bool = True) -> frozenset[int]:
    """Return which arcs are hidden: the small ones, and as many more as keep each of them from being found.

    The same table always gives the same answer. Where nothing else helps, a sum is hidden, at last the grand
    total (give it the highest cost).
    """
    net = _Network(arcs, least=1 if shows_zero else 0)
    small = [n for n, arc in enumerate(arcs) if arc.is_small]
    net.hidden = set(small)
    queue = sorted(small, key=lambda n: (arcs[n].value, n))
    for n in queue:  # grows: whatever is hidden beside must be safe as well
        queue.extend(net.secure(n, max(k, arcs[n].k)))
    return frozenset(net.hidden)


def between(
    arcs: Sequence[Arc], hidden: frozenset[int], arc: int, *, shows_zero: bool = True
) -> tuple[int, int | None]:
    """Return the least and the most a count can be for somebody who sees all but ``hidden``; None: no end."""
    if arc not in hidden:
        return arcs[arc].value, arcs[arc].value
    net = _Network(arcs, least=1 if shows_zero else 0)
    net.hidden = set(hidden)
    value = arcs[arc].value
    up = net.room(arc, 1, _PLENTY)
    return value - net.room(arc, -1, value), None if up >= _PLENTY else value + up


class _Network:
    def __init__(self, arcs: Sequence[Arc], least: int) -> None:
        self.arcs, self.least = arcs, least
        self.hidden: set[int] = set()
        self._at: dict[int, list[tuple[int, int, int]]] = {}  # node -> (arc, direction, other node)
        for n, arc in enumerate(arcs):
            if arc.value or not least:  # a zero that is shown does not move
                self._at.setdefault(arc.tail, []).append((n, 1, arc.head))
                self._at.setdefault(arc.head, []).append((n, -1, arc.tail))

    def secure(self, n: int, k: int) -> list[int]:
        """Hide what is needed for arc ``n`` to be safe; return what was hidden for it."""
        value, before = self.arcs[n].value, set(self.hidden)
        for is_second in (False, True):  # a first way up often opens one down as well
            down = self.room(n, -1, k - 1)
            up = self.room(n, 1, max(k - value, k - 1))
            if value + up >= k and up + down >= k - 1:
                break
            self._push(n, 1, max(k - value, k - 1 - down if is_second else 1), hides=True)
        return sorted(self.hidden - before)

    def room(self, n: int, way: int, most: int) -> int:
        """Return by how much arc ``n`` can rise (1) or fall (-1), up to ``most``, by hidden ones alone."""
        if way < 0:
            most = min(most, self.arcs[n].value - self.least)
        return self._push(n, way, most, hides=False)

    def _push(self, n: int, way: int, units: int, *, hides: bool) -> int:
        arc = self.arcs[n]
        start, end = (arc.head, arc.tail) if way > 0 else (arc.tail, arc.head)
        change: dict[int, int] = {}
        left = units
        while left > 0:
            path = self._path(start, end, n, change, left, hides=hides)
            if path is None:
                break
            amount = min([left, *(self._capacity(one, step, change) for one, step in path)])
            for one, step in path:
                change[one] = change.get(one, 0) + step * amount
            if hides:
                self.hidden.update(one for one, _step in path)
            left -= amount
        return units - left

    def _capacity(self, n: int, way: int, change: dict[int, int]) -> int:
        return _PLENTY if way > 0 else self.arcs[n].value + change.get(n, 0) - self.least

    def _path(
        self, start: int, end: int, without: int, change: dict[int, int], wanted: int, *, hides: bool
    ) -> list[Step] | None:
        """Return the cheapest way on which something can still change; hidden arcs cost nothing."""
        best: dict[int, int] = {start: 0}
        came: dict[int, tuple[int, Step]] = {}
        heap = [(0, start)]
        while heap:
            so_far, node = heapq.heappop(heap)
            if node == end:
                return _walked(came, start, end)
            if so_far > best[node]:
                continue
            for n, way, other in self._at.get(node, ()):
                room = self._capacity(n, way, change)
                if n == without or room <= 0 or (n not in self.hidden and not hides):
                    continue
                price = 0 if n in self.hidden else self.arcs[n].cost * (1 if room >= wanted else 4)
                if so_far + price < best.get(other, _PLENTY):
                    best[other] = so_far + price
                    came[other] = (node, (n, way))
                    heapq.heappush(heap, (so_far + price, other))
        return None


def _walked(came: dict[int, tuple[int, Step]], start: int, end: int) -> list[Step]:
    path = []
    while end != start:
        end, step = came[end]
        path.append(step)
    return path
