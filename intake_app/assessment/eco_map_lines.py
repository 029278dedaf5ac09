"""How the network map looks: rings, the lines of ties by quality, arrows of help, the globe, the legend.

Shape says what colour says: solid is supportive, dash and dot ambivalent, a zigzag burdening, dots with
two cuts broken off. An arrow points to whom help goes; a globe says that somebody is not in Germany.
"""

import math
from collections.abc import Mapping, Sequence

from intake_app.assessment.eco_map import EcoMap, Measured, Node, sector_edges
from intake_app.records.drawing import Box, Caption, Drawing, Oval, Point, Shape, Stroke
from intake_app.records.network import HelpDirection, NetworkTie, Quality

INKS: dict[Quality, str] = {
    "supportive": "res",
    "ambivalent": "muted",
    "burdening": "need",
    "broken": "strong",
}


def draw_ground(laid: EcoMap) -> tuple[Shape, ...]:
    """Return rings, edges and names of the sectors."""
    one, two, three = laid.rings
    edges = tuple(
        Stroke((laid.point(angle, one * 0.55), laid.point(angle, three)), "line", 1, (4, 3))
        for angle in sector_edges()
    )
    return (
        Oval(laid.x, laid.y, laid.rx * three, laid.ry * three, "line", fill="surface"),
        Oval(laid.x, laid.y, laid.rx * two, laid.ry * two, "line", fill="canvas"),
        Oval(laid.x, laid.y, laid.rx * one, laid.ry * one, "line", fill="surface"),
        *edges,
        *laid.sectors,
    )


def draw_person(laid: EcoMap, text: str) -> tuple[Shape, ...]:
    """Return the person's disc with initials."""
    return (
        Oval(laid.x, laid.y, laid.core, laid.core, "accent", fill="accent"),
        Caption(laid.x, laid.y, text, laid.type_size, is_bold=True, ink="on"),
    )


def draw_tie(laid: EcoMap, tie: NetworkTie, node: Node) -> tuple[Shape, ...]:
    """Return the line between the person and a tie that stands at ``node``."""
    across, down = node.x - laid.x, node.y - laid.y
    far = math.hypot(across, down) or 1.0
    unit = across / far, down / far
    out = min(
        (node.width / 2 + 3) / abs(unit[0]) if abs(unit[0]) > 1e-6 else math.inf,
        (node.height / 2 + 3) / abs(unit[1]) if abs(unit[1]) > 1e-6 else math.inf,
    )
    near = laid.core + 3
    if far - out - near < laid.type_size * 0.6:  # no room for a line: a stub that still shows the quality
        out = max(far - near - laid.type_size * 0.6, 0.0)
    start = laid.x + unit[0] * near, laid.y + unit[1] * near
    end = laid.x + unit[0] * (far - out), laid.y + unit[1] * (far - out)
    return line(tie.quality, start, end, laid.type_size, tie.help)


def line(
    quality: Quality, start: Point, end: Point, size: float, help_to: HelpDirection = "none"
) -> tuple[Shape, ...]:
    """Return the line of a quality from the person (``start``) to a tie (``end``)."""
    ink, wide = INKS[quality], size * (0.2 if quality == "supportive" else 0.16)
    long = math.dist(start, end)
    if long < 1e-6:
        return ()
    heads = []
    head = min(size * 0.75, long * 0.4)
    first, last = 0.0, long
    if help_to in {"to-person", "both"}:
        heads.append(_arrow(end, start, head, ink))
        first = head * 0.8
    if help_to in {"from-person", "both"}:
        heads.append(_arrow(start, end, head, ink))
        last = long - head * 0.8
    a, b = _along(start, end, first), _along(start, end, last)
    if quality == "supportive":
        return Stroke((a, b), ink, wide), *heads
    if quality == "ambivalent":
        return Stroke((a, b), ink, wide, (size * 0.8, size * 0.3, size * 0.16, size * 0.3)), *heads
    if quality == "burdening":
        return Stroke(_zigzag(a, b, size), ink, wide), *heads
    return Stroke((a, b), ink, wide, (size * 0.2, size * 0.24)), *_cuts(a, b, size, ink), *heads


def draw_sample(quality: Quality, width: float, height: float, size: float) -> Drawing:
    """Return a line of a quality alone, for a legend or a choice."""
    middle = height / 2
    return Drawing(width, height, line(quality, (1, middle), (width - 1, middle), size))


def draw_globe(x: float, y: float, radius: float, ink: str = "muted") -> tuple[Shape, ...]:
    """Return the sign for somebody who is not in Germany."""
    return (
        Oval(x, y, radius, radius, ink),
        Oval(x, y, radius * 0.45, radius, ink),
        Stroke(((x - radius, y), (x + radius, y)), ink),
    )


def draw_map(
    laid: EcoMap, ties: Sequence[NetworkTie], labels: Mapping[str, Measured], *, centre: str, says: str = ""
) -> Drawing:
    """Return the whole map as it is drawn on paper, each tie in its frame."""
    shapes = [*draw_ground(laid)]
    for tie in ties:
        shapes += draw_tie(laid, tie, laid.node(tie.id))
    shapes += draw_person(laid, centre)
    for tie in ties:
        shapes += _framed(laid.node(tie.id), tie, labels[tie.id].text, laid.type_size)
    return Drawing(laid.width, laid.height, tuple(shapes), says)


def draw_legend(
    words: Mapping[Quality, str],
    arrow: str,
    globe: str,
    *,
    width: float,
    widths: Mapping[str, float],
    size: float,
) -> Drawing:
    """Return what the lines and signs mean, in as many rows as ``width`` asks for.

    ``widths`` are the lengths of the texts (by text).
    """
    shapes: list[Shape] = []
    x, y, high, sample = 0.0, size * 0.9, size * 1.8, size * 3.2
    items: list[tuple[str, str]] = [*words.items(), ("arrow", arrow), ("globe", globe)]
    for kind, text in items:
        long = sample if kind in words else size * 1.4
        if x and x + long + size * 0.5 + widths[text] > width:
            x, y = 0.0, y + high
        if kind == "arrow":
            shapes += line("supportive", (x, y), (x + long, y), size * 0.8, "from-person")
        elif kind == "globe":
            shapes += draw_globe(x + long / 2, y, size * 0.5)
        else:
            shapes += line(kind, (x, y), (x + long, y), size * 0.8)  # type: ignore[arg-type]
        shapes.append(Caption(x + long + size * 0.5, y, text, size, ink="muted", align="left"))
        x += long + size * 2 + widths[text]
    return Drawing(width, y + size * 0.9, tuple(shapes))


def _framed(node: Node, tie: NetworkTie, text: str, size: float) -> tuple[Shape, ...]:
    left, top = node.x - node.width / 2, node.y - node.height / 2
    frame = Box(left, top, node.width, node.height, node.height / 2, "strong", fill="surface")
    if not tie.is_abroad:
        return frame, Caption(node.x, node.y, text, size)
    globe = draw_globe(left + node.width - size * 1.1, node.y, size * 0.42)
    return frame, Caption(node.x - size * 0.6, node.y, text, size), *globe


def _zigzag(start: Point, end: Point, size: float) -> tuple[Point, ...]:
    """Return a zigzag whose last bit at both ends runs straight."""
    long = math.dist(start, end)
    teeth = max(round(long / (size * 0.75)), 2)
    across = _across(start, end)
    lead = min(size * 0.3, long / 6)
    points = [start, _along(start, end, lead)]
    for n in range(teeth):
        x, y = _along(start, end, lead + (long - 2 * lead) * (n + 0.5) / teeth)
        side = size * (0.42 if n % 2 else -0.42)
        points.append((x + across[0] * side, y + across[1] * side))
    return (*points, _along(start, end, long - lead), end)


def _cuts(start: Point, end: Point, size: float, ink: str) -> tuple[Shape, ...]:
    """Return the two bars that cut a broken tie."""
    long, half = math.dist(start, end), size * 0.62
    across = _across(start, end)
    made = []
    for shift in (-0.22, 0.22):
        x, y = _along(start, end, long * 0.55 + size * shift)
        made.append(
            Stroke(
                ((x - across[0] * half, y - across[1] * half), (x + across[0] * half, y + across[1] * half)),
                ink,
                size * 0.16,
            )
        )
    return tuple(made)


def _arrow(start: Point, end: Point, head: float, ink: str) -> Shape:
    """Return an arrow's head at ``end``, coming from ``start``."""
    x, y = _along(end, start, head)
    across = _across(start, end)
    wide = head * 0.5
    points = (end, (x + across[0] * wide, y + across[1] * wide), (x - across[0] * wide, y - across[1] * wide))
    return Stroke(points, ink, 1, is_closed=True, fill=ink)


def _along(start: Point, end: Point, far: float) -> Point:
    long = math.dist(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * far / long, start[1] + (end[1] - start[1]) * far / long


def _across(start: Point, end: Point) -> Point:
    long = math.dist(start, end) or 1.0
    return -(end[1] - start[1]) / long, (end[0] - start[0]) / long
