"""A radar as plain geometry, so that window and paper draw the same without knowing how it came about.

Coordinates are in units of the radius: the middle is (0, 0), a value of 4 lies at 1, y grows downwards.
"""

from typing import Literal

import msgspec

Point = tuple[float, float]
Side = Literal["resource", "need"]


class RadarAxis(msgspec.Struct, frozen=True):
    """One life domain. ``end`` lies on the rim; ``is_missing``: nobody rated it, drawn dotted with a dash."""

    domain: str
    end: Point
    is_missing: bool


class RadarShape(msgspec.Struct, frozen=True):
    """What one side looks like at one time.

    ``fill`` is the outline of the area (it goes through the middle where a value is missing), empty below
    two values. ``lines`` are the person's own values; a line of one point stands alone. ``dots`` are the
    professional values. ``is_earlier``: the assessment compared with, drawn thin and grey, without fill.
    """

    side: Side
    fill: tuple[Point, ...]
    lines: tuple[tuple[Point, ...], ...]
    dots: tuple[Point, ...]
    is_earlier: bool = False


class RadarDrawing(msgspec.Struct, frozen=True):
    """The whole drawing, to be painted in this order: rings, axes, shapes."""

    axes: tuple[RadarAxis, ...]
    rings: tuple[tuple[Point, ...], ...]  # of the values 1 to 4
    shapes: tuple[RadarShape, ...]


class RadarFrame(msgspec.Struct, frozen=True):
    """Where a drawing lies on its ground: middle, radius, and the upper left corner of every axis's label."""

    middle: Point
    radius: float
    labels: tuple[Point, ...]

    def at(self, point: Point) -> Point:
        """Return where a point of the drawing lies on the ground."""
        return self.middle[0] + point[0] * self.radius, self.middle[1] + point[1] * self.radius
