"""The radar of an assessment as geometry: two polygons, breaks where a value is missing, room for labels.

The person's own values are the line, the professional ones are dots; they are never drawn as one value.
An axis that nobody rated breaks the line. Nothing is added up.
"""

import math
from collections.abc import Collection, Sequence

from intake_app.assessment.domains import rated_domains
from intake_app.records.assessment import Assessment, DomainRating
from intake_app.records.radar import Point, RadarAxis, RadarDrawing, RadarFrame, RadarShape, Side

HIGHEST = 4
_SIDES: tuple[Side, ...] = ("resource", "need")


def radar(
    assessment: Assessment | None, *, earlier: Assessment | None = None, hidden: Collection[str] = ()
) -> RadarDrawing:
    """Return the drawing of ``assessment``, over that of ``earlier``; ``hidden`` domains are left out."""
    codes = [domain.code for domain in rated_domains() if domain.code not in hidden]
    ratings = _by_domain(assessment)
    shapes = [
        shape for side in _SIDES if (shape := _shape(codes, _by_domain(earlier), side, is_earlier=True))
    ]
    shapes += [shape for side in _SIDES if (shape := _shape(codes, ratings, side, is_earlier=False))]
    return RadarDrawing(
        axes=tuple(
            RadarAxis(code, _point(place, len(codes), HIGHEST), not _is_rated(ratings.get(code)))
            for place, code in enumerate(codes)
        ),
        rings=tuple(
            tuple(_point(place, len(codes), value) for place in range(len(codes)))
            for value in range(1, HIGHEST + 1)
        ),
        shapes=tuple(shape for shape in shapes if shape is not None),
    )


def frame(
    drawing: RadarDrawing, *, width: float, height: float, labels: Sequence[tuple[float, float]], gap: float
) -> RadarFrame:
    """Return the largest frame in which every label fits on ``width`` x ``height``.

    ``labels`` are (width, height) in the order of the axes; ``gap`` stands between rim and label.
    """
    radius = max(0.0, min(width, height) / 2 - gap)
    for axis, (wide, tall) in zip(drawing.axes, labels, strict=True):
        (x, y), (lean_x, lean_y) = axis.end, _lean(axis.end)
        out_x = gap * abs(x) + (wide if lean_x else wide / 2)
        out_y = gap * abs(y) + tall * (0.5 + abs(lean_y) / 2)
        if abs(x) > 0.05:
            radius = min(radius, (width / 2 - out_x) / abs(x))
        if abs(y) > 0.05:
            radius = min(radius, (height / 2 - out_y) / abs(y))
    radius = max(radius, 1.0)
    middle = (width / 2, height / 2)
    corners = []
    for axis, (wide, tall) in zip(drawing.axes, labels, strict=True):
        (x, y), (lean_x, lean_y) = axis.end, _lean(axis.end)
        left = middle[0] + x * (radius + gap) - wide * (1 - lean_x) / 2
        top = middle[1] + y * (radius + gap) - tall * (1 - lean_y) / 2
        corners.append((left, top))
    return RadarFrame(middle, radius, tuple(corners))


def _lean(end: Point) -> tuple[int, float]:
    """Return where a label stands: -1 left, 0 across, 1 right of its axis's end; -1 above to 1 below it."""
    across = 0 if abs(end[0]) < 0.05 else (1 if end[0] > 0 else -1)
    return across, end[1] if abs(end[1]) > 0.8 else 0.0


def _point(place: int, of: int, value: float) -> Point:
    angle = 2 * math.pi * place / of
    return math.sin(angle) * value / HIGHEST, -math.cos(angle) * value / HIGHEST


def _by_domain(assessment: Assessment | None) -> dict[str, DomainRating]:
    if assessment is None:
        return {}
    return {rating.domain: rating for rating in assessment.ratings if rating.status == "rated"}


def _is_rated(rating: DomainRating | None) -> bool:
    return rating is not None and any(
        value is not None
        for value in (rating.resource_self, rating.resource_pro, rating.need_self, rating.need_pro)
    )


def _shape(
    codes: Sequence[str], ratings: dict[str, DomainRating], side: Side, *, is_earlier: bool
) -> RadarShape | None:
    own, professional = ([_value(ratings.get(code), side, who) for code in codes] for who in ("self", "pro"))
    points = [None if value is None else _point(n, len(codes), value) for n, value in enumerate(own)]
    dots = tuple(_point(n, len(codes), value) for n, value in enumerate(professional) if value is not None)
    if not dots and not any(points):
        return None
    has_area = sum(point is not None for point in points) >= 2
    return RadarShape(
        side=side,
        fill=_area(points) if has_area and not is_earlier else (),
        lines=_runs(points),
        dots=dots,
        is_earlier=is_earlier,
    )


def _value(rating: DomainRating | None, side: Side, who: str) -> int | None:
    if rating is None:
        return None
    if side == "resource":
        return rating.resource_self if who == "self" else rating.resource_pro
    return rating.need_self if who == "self" else rating.need_pro


def _area(points: Sequence[Point | None]) -> tuple[Point, ...]:
    """Return the outline of the area: through the middle where values are missing, once per gap."""
    found: list[Point] = []
    for place, point in enumerate(points):
        if point is not None:
            found.append(point)
        elif place == 0 or points[place - 1] is not None:
            found.append((0.0, 0.0))
    return tuple(found)


def _runs(points: Sequence[Point | None]) -> tuple[tuple[Point, ...], ...]:
    """Return the unbroken lines round the circle; a closed one ends where it began."""
    if all(point is not None for point in points):
        whole = tuple(point for point in points if point is not None)
        return ((*whole, whole[0]),)
    start = next(place for place, point in enumerate(points) if point is None)
    runs: list[tuple[Point, ...]] = []
    run: list[Point] = []
    for point in (*points[start:], *points[:start], None):
        if point is not None:
            run.append(point)
        elif run:
            runs.append(tuple(run))
            run = []
    return tuple(runs)
