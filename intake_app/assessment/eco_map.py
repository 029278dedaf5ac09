"""The geometry of the network map: where each tie stands, drawn alike in the window and on paper.

The person is in the centre; five sectors say which part of life, three rings how near. A tie's middle
always lies in its own sector and ring, for a picture that shows it elsewhere would say something false.
Where many stand in one place they push apart along their ring; when the rings are full, the rings share
the room differently, and at last the map grows downwards, never sideways. Texts are measured by
whoever draws them, so they keep their size however small the rings are.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

import msgspec

from intake_app.assessment.network import SECTORS
from intake_app.records.drawing import Caption, Point
from intake_app.records.network import NetworkTie, Sector

MANY = 25  # ties from which on the list is easier to read

_WIDE = math.tau / len(SECTORS)  # radians of a sector; the first one's middle is at the top
_RINGS = ((0.34, 0.67, 1.0), (0.44, 0.73, 1.0), (0.56, 0.8, 1.0))  # where each ring ends, in turn tried
_GROWTH = 1.13
_ANGLES, _DEPTHS = 25, (0.0, -0.3, 0.3, -0.6, 0.6, -0.85, 0.85)  # where in its cell a tie may stand
_ENOUGH = 900  # free places compared for lines that would cross, shared by all ties

Rect = tuple[float, float, float, float]  # left, top, right, bottom


class Measured(msgspec.Struct, frozen=True):
    """A text and the room it takes."""

    text: str
    width: float
    height: float


class Node(msgspec.Struct, frozen=True):
    """Where a tie stands: its middle, and the room its text takes."""

    tie_id: str
    x: float
    y: float
    width: float
    height: float

    @property
    def rect(self) -> Rect:
        """Return its edges."""
        return _rect(self.x, self.y, self.width, self.height)


class Spot(msgspec.Struct, frozen=True):
    """A place on the map as it is kept with a tie; ``place`` is 0 to 1 along the ring, clockwise."""

    sector: Sector
    ring: int
    place: float | None


class EcoMap(msgspec.Struct, frozen=True):
    """The map laid out: middle, half axes, radius of the person's disc, where rings end (parts of an axis).

    ``nodes`` are in the order they are gone through: sector by sector, from near to far.
    """

    width: float
    height: float
    x: float
    y: float
    rx: float
    ry: float
    core: float
    rings: tuple[float, float, float]
    type_size: float
    nodes: tuple[Node, ...]
    sectors: tuple[Caption, ...]

    def node(self, tie_id: str) -> Node:
        """Return where a tie stands; KeyError for one that is not on the map."""
        for one in self.nodes:
            if one.tie_id == tie_id:
                return one
        raise KeyError(tie_id)

    def point(self, angle: float, part: float) -> Point:
        """Return the point at ``angle`` (radians, clockwise from the right) and ``part`` of the half axes."""
        return self.x + self.rx * part * math.cos(angle), self.y + self.ry * part * math.sin(angle)


def lay_out(
    ties: Sequence[NetworkTie],
    *,
    room: tuple[float, float],
    labels: Mapping[str, Measured],
    sectors: Mapping[Sector, Measured],
    type_size: float,
) -> EcoMap:
    """Return the map of ``ties`` for ``room`` (width, height), higher only where they would overlap.

    ``labels`` by tie id and ``sectors`` carry the room each text takes, its own edge included.
    """
    ordered = _placing_order(ties)
    for power in count():
        for rings in _RINGS:
            frame = _frame(room[0], room[1] * _GROWTH**power, rings, sectors, type_size)
            nodes = _place(frame, ordered, labels, sectors) if _is_roomy(frame, ordered, labels) else None
            if nodes is not None:
                by_id = {node.tie_id: node for node in nodes}
                in_order = tuple(by_id[tie.id] for tie in reading_order(ties))
                return msgspec.structs.replace(frame, nodes=in_order)
    raise AssertionError  # the room grows without end


def reading_order(ties: Sequence[NetworkTie]) -> tuple[NetworkTie, ...]:
    """Return ``ties`` as they are gone through: sector by sector, from near to far, as recorded."""
    return tuple(sorted(ties, key=lambda tie: (SECTORS.index(tie.sector), tie.ring, tie.recorded_at, tie.id)))


def spot_at(laid: EcoMap, x: float, y: float) -> Spot:
    """Return which place of the map a point is; beyond the last ring still belongs to it."""
    across, down = (x - laid.x) / laid.rx, (y - laid.y) / laid.ry
    part = math.hypot(across, down)
    turned = (math.atan2(down, across) + math.pi / 2 + _WIDE / 2) % math.tau
    number = min(int(turned / _WIDE), len(SECTORS) - 1)
    ring = next((n for n, end in enumerate(laid.rings[:2], 1) if part < end), 3)
    return Spot(SECTORS[number], ring, round(turned / _WIDE - number, 3))


def stepped(tie: NetworkTie, *, further: int = 0, around: int = 0) -> Spot:
    """Return where a tie stands after steps: ``further`` out (or nearer), ``around`` clockwise (or back)."""
    ring = min(max(tie.ring + further, 1), 3)
    sector = SECTORS[(SECTORS.index(tie.sector) + around) % len(SECTORS)]
    return Spot(sector, ring, tie.place if sector == tie.sector else None)


def middle_angle(sector: Sector) -> float:
    """Return the angle of a sector's middle, clockwise from the right (radians)."""
    return _WIDE * SECTORS.index(sector) - math.pi / 2


def sector_edges() -> tuple[float, ...]:
    """Return the angles between the sectors."""
    return tuple(middle_angle(sector) + _WIDE / 2 for sector in SECTORS)


def _frame(
    width: float,
    height: float,
    rings: tuple[float, float, float],
    sectors: Mapping[Sector, Measured],
    size: float,
) -> EcoMap:
    """Return the empty map: as large an ellipse as leaves the sectors' names outside."""
    tall = max((one.height for one in sectors.values()), default=0.0)
    gap = size * 0.8
    ry = (height - tall - gap) / 2 - gap / 2
    beside = {sector: one for sector, one in sectors.items() if abs(math.cos(middle_angle(sector))) > 0.1}
    asked = [
        (width / 2 - gap - one.width) / abs(math.cos(middle_angle(sector))) for sector, one in beside.items()
    ]
    rx = min(max(min(asked, default=width), width * 0.36), width / 2 - size * 0.4, ry * 2)
    x, y = width / 2, tall + gap + ry
    core = min(size * 2.6, ry * rings[0] * 0.62)
    frame = EcoMap(width, height, x, y, rx, ry, core, rings, size, (), ())
    captions = tuple(_sector_caption(frame, sector, said) for sector, said in sectors.items())
    return msgspec.structs.replace(frame, sectors=captions)


def _sector_caption(frame: EcoMap, sector: Sector, said: Measured) -> Caption:
    angle, size = middle_angle(sector), frame.type_size
    x, _y = frame.point(angle, 1.03)
    _x, y = frame.point(angle, 1.02)
    if abs(math.cos(angle)) < 0.1:
        y -= said.height * 0.6
    else:
        x += math.copysign(said.width / 2 + size * 0.3, math.cos(angle))
    half = said.width / 2
    x = min(max(x, half + 1), frame.width - half - 1)
    return Caption(x, y, said.text, size, is_bold=True, ink="muted")


def _placing_order(ties: Sequence[NetworkTie]) -> list[tuple[NetworkTie, float]]:
    """Return ties with where along their ring they would like to stand, first those put there by hand."""
    cells: dict[tuple[str, int], list[NetworkTie]] = {}
    for tie in reading_order(ties):
        cells.setdefault((tie.sector, tie.ring), []).append(tie)
    wished = []
    for cell in cells.values():
        free = [tie for tie in cell if tie.place is None]
        spread = {tie.id: (n + 0.5) / len(free) for n, tie in enumerate(free)}
        wished += [(tie, tie.place if tie.place is not None else spread[tie.id]) for tie in cell]
    wished.sort(key=lambda one: (one[0].ring, one[0].place is None))
    return wished


def _is_roomy(
    frame: EcoMap, ordered: Sequence[tuple[NetworkTie, float]], labels: Mapping[str, Measured]
) -> bool:
    """Return whether every cell is larger than what must stand in it; a quick no before the search."""
    used: dict[tuple[str, int], float] = {}
    for tie, _wish in ordered:
        key = (tie.sector, tie.ring)
        used[key] = used.get(key, 0.0) + labels[tie.id].width * labels[tie.id].height
    whole = math.pi * frame.rx * frame.ry / len(SECTORS)
    inner = (0.0, *frame.rings)
    # Only middles must lie in the cell, so a little more than its area may stand there.
    return all(
        area < 1.6 * whole * (inner[ring] ** 2 - inner[ring - 1] ** 2) + 4 * frame.type_size**2 * 30
        for (_sector, ring), area in used.items()
    )


def _place(
    frame: EcoMap,
    ordered: Sequence[tuple[NetworkTie, float]],
    labels: Mapping[str, Measured],
    sectors: Mapping[Sector, Measured],
) -> list[Node] | None:
    """Return every tie at the free place next to its wish; None when one finds none."""
    core = frame.core + frame.type_size * 0.35
    taken: list[Rect] = [(frame.x - core, frame.y - core, frame.x + core, frame.y + core)]
    for caption, said in zip(frame.sectors, sectors.values(), strict=True):
        taken.append(_rect(caption.x, caption.y, said.width, said.height))
    nodes: list[Node] = []
    gap = frame.type_size * 0.3  # a line so near to a text counts as crossing it
    placed: list[tuple[Point, Rect]] = []
    enough = max(_ENOUGH // max(len(ordered), 1), 5)
    for tie, wish in ordered:
        size = labels[tie.id]
        best: Node | None = None
        least = len(placed) * 2 + 1
        for seen, (x, y) in enumerate(_free_points(frame, (tie, wish), size, taken)):
            node = Node(tie.id, x, y, size.width, size.height)
            crossed = _crossings((frame.x, frame.y), (x, y), _wider(node.rect, gap), placed, least)
            if crossed < least:
                least, best = crossed, node
            if not least or seen >= enough:
                break
        if best is None:
            return None
        nodes.append(best)
        taken.append(best.rect)
        placed.append(((best.x, best.y), _wider(best.rect, gap)))
    return nodes


def _free_points(
    frame: EcoMap, wished: tuple[NetworkTie, float], size: Measured, taken: Sequence[Rect]
) -> Iterator[Point]:
    """Yield the points of a tie's cell where it overlaps nothing, next to its wish first."""
    (tie, wish), gap = wished, frame.type_size * 0.35
    half_w, half_h = size.width / 2 + gap, size.height / 2 + gap
    start = middle_angle(tie.sector) - _WIDE / 2
    inner, outer = (0.0, *frame.rings)[tie.ring - 1], frame.rings[tie.ring - 1]
    if tie.ring == 1:
        inner = outer * 0.3  # the person's own disc
    deep, half = (inner + outer) / 2, (outer - inner) / 2
    for angle_part, depth in _around(round(min(max(wish, 0.0), 1.0) * 40)):
        part = deep + half * depth
        x, y = frame.point(start + _WIDE * angle_part, part)
        left, top, right, bottom = x - half_w, y - half_h, x + half_w, y + half_h
        if left < 0 or top < 0 or right > frame.width or bottom > frame.height:
            continue
        if not any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1] for other in taken
        ):
            yield x, y


_KNOWN: dict[int, tuple[Point, ...]] = {}


def _around(wish: int) -> tuple[Point, ...]:
    """Return (part of the sector, depth in the ring) around ``wish`` (fortieths), the nearest first."""
    if wish not in _KNOWN:
        wished = 0.04 + 0.92 * wish / 40
        parts = [wished, *(0.04 + 0.92 * n / (_ANGLES - 1) for n in range(_ANGLES))]
        points = [(part, depth) for part in parts for depth in _DEPTHS]
        _KNOWN[wish] = tuple(
            sorted(points, key=lambda one: (abs(one[0] - wished) * 1.6 + abs(one[1]) * 0.5, one))
        )
    return _KNOWN[wish]


def _crossings(
    middle: Point, here: Point, own: Rect, placed: Sequence[tuple[Point, Rect]], least: int
) -> int:
    """Count the texts that a tie's line would cross, and the lines its text would cover, up to ``least``."""
    found = 0
    for there, rect in placed:
        found += _meets(middle, here, rect) + _meets(middle, there, own)
        if found >= least:
            break
    return found


def _meets(start: Point, end: Point, rect: Rect) -> bool:
    """Return whether the segment from ``start`` to ``end`` touches ``rect`` (Liang and Barsky, 1984)."""
    if (
        max(start[0], end[0]) < rect[0] or min(start[0], end[0]) > rect[2]
        or max(start[1], end[1]) < rect[1] or min(start[1], end[1]) > rect[3]
    ):  # fmt: skip
        return False
    first, last = 0.0, 1.0
    for at, to, low, high in (
        (start[0], end[0] - start[0], rect[0], rect[2]),
        (start[1], end[1] - start[1], rect[1], rect[3]),
    ):
        if abs(to) < 1e-9:
            if not low <= at <= high:
                return False
            continue
        near, far = sorted(((low - at) / to, (high - at) / to))
        first, last = max(first, near), min(last, far)
        if first > last:
            return False
    return True


def _wider(rect: Rect, by: float) -> Rect:
    return rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
