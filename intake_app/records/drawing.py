"""A drawing as plain shapes: worked out once, drawn alike by the window and on paper.

``x`` runs to the right and ``y`` down from the top left corner; all lengths are in one unit, which is a
pixel in the window and is scaled to points on paper. Inks are names of colour tokens (``res``, ``muted``),
never colours: the window has several looks, paper has one. An empty ink draws nothing.
"""

from typing import Literal

import msgspec

Point = tuple[float, float]
Align = Literal["left", "centre", "right"]


class Stroke(msgspec.Struct, frozen=True, tag="stroke"):
    """A line through ``points``; closed it is a polygon. ``dash`` is drawn, left out, drawn, ..."""

    points: tuple[Point, ...]
    ink: str = "text"
    width: float = 1.0
    dash: tuple[float, ...] = ()
    is_closed: bool = False
    fill: str = ""
    hatch: str = ""  # ink of slanted lines inside, so that two areas differ without colour


class Oval(msgspec.Struct, frozen=True, tag="oval"):
    """An ellipse around ``x``, ``y``."""

    x: float
    y: float
    rx: float
    ry: float
    ink: str = "text"
    width: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str = ""


class Box(msgspec.Struct, frozen=True, tag="box"):
    """A rectangle whose top left corner is at ``x``, ``y``; ``radius`` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    ink: str = "text"
    edge: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str = ""


class Caption(msgspec.Struct, frozen=True, tag="caption"):
    """One line of text; ``y`` is its middle, ``x`` its left end, its middle or its right end."""

    x: float
    y: float
    text: str
    size: float = 13.0
    is_bold: bool = False
    ink: str = "text"
    align: Align = "centre"


Shape = Stroke | Oval | Box | Caption


class Drawing(msgspec.Struct, frozen=True):
    """Shapes in the order they are drawn; ``says`` is the sentence read aloud in place of the picture."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    says: str = ""
