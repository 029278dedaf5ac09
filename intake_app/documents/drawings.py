"""Drawings on paper: the shapes of ``records.drawing`` as vectors, their texts set like every other text.

Nothing is rasterised, so a drawing stays sharp at any size and its words can be found and copied.
"""

import math
from collections.abc import Sequence

from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour
from intake_app.documents.fonts import Fonts, Weight
from intake_app.documents.lines import Prepared, Span
from intake_app.records.drawing import Box, Caption, Drawing, Oval, Point, Shape, Stroke

# The inks of drawings on white paper: the light theme's tokens of the same names.
INKS = {
    "text": tokens.TEXT, "muted": tokens.MUTED, "line": tokens.LINE, "strong": tokens.STRONG,
    "accent": tokens.ACCENT, "soft": tokens.SOFT, "sunken": tokens.SUNKEN, "surface": tokens.SURFACE,
    "canvas": tokens.CANVAS, "on": tokens.SURFACE, "res": tokens.RESOURCE, "ressoft": tokens.RESOURCE_SOFT,
    "need": tokens.NEED, "needsoft": tokens.NEED_SOFT, "att": tokens.ATTENTION,
    "attsoft": tokens.ATTENTION_SOFT, "prov": tokens.PROVISIONAL, "provsoft": tokens.PROVISIONAL_SOFT,
}  # fmt: skip
_RISE, _ARABIC_RISE = 0.36, 0.25  # from the middle of a line of text down to its baseline, parts of its size


def text_width(text: str, size: float, fonts: Fonts, *, is_bold: bool = False) -> float:
    """Return how wide ``text`` is at ``size``, in the unit of ``size``: what a layout measures with."""
    return _prepared(text, fonts, 700 if is_bold else 400).width * size / 1000


class DrawingFlowable(Flowable):  # type: ignore[misc]
    """A drawing, no wider than its column, no higher than ``most`` points, never beyond ``scale``.

    ``scale`` is points for one unit of the drawing. ``tag`` is the language of the sentence read aloud.
    """

    def __init__(
        self, drawing: Drawing, fonts: Fonts, *, scale: float = 0.75, most: float = 520.0, tag: str = ""
    ) -> None:
        super().__init__()
        self._drawing, self._fonts, self._most, self._tag = drawing, fonts, most, tag
        self._scale = self._wanted = scale

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size it takes in a column ``width`` points wide."""
        made = self._drawing
        self._scale = min(self._wanted, width / made.width, self._most / made.height)
        self.width, self.height = width, made.height * self._scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw in the middle of the column, as one figure of the document's structure."""
        canvas: DocumentCanvas = self.canv
        canvas.saveState()
        with canvas.marked("Figure", self._tag, self._drawing.says):
            canvas.translate((self.width - self._drawing.width * self._scale) / 2, self.height)
            for shape in self._drawing.shapes:
                draw_shape(canvas, shape, self._scale, self._fonts)
        canvas.restoreState()


def draw_shape(canvas: DocumentCanvas, shape: Shape, scale: float, fonts: Fonts) -> None:
    """Draw one shape; the canvas's origin is the drawing's top left corner, ``scale`` points for a unit."""
    if isinstance(shape, Caption):
        _write(canvas, shape, scale, fonts)
        return
    canvas.saveState()
    edge = shape.edge if isinstance(shape, Box) else shape.width
    has_edge, has_fill = bool(shape.ink), bool(shape.fill)
    if has_edge:
        canvas.setStrokeColor(colour(INKS[shape.ink]))
        canvas.setLineWidth(max(edge * scale, 0.3))
        canvas.setLineJoin(1)
        if shape.dash:
            canvas.setDash([length * scale for length in shape.dash])
    if has_fill:
        canvas.setFillColor(colour(INKS[shape.fill]))
    settings = {"stroke": int(has_edge), "fill": int(has_fill)}
    if isinstance(shape, Oval):
        x, y, rx, ry = shape.x * scale, -shape.y * scale, shape.rx * scale, shape.ry * scale
        canvas.ellipse(x - rx, y - ry, x + rx, y + ry, **settings)
    elif isinstance(shape, Box):
        low = -(shape.y + shape.height) * scale
        radius = min(shape.radius, shape.width / 2, shape.height / 2) * scale
        canvas.roundRect(shape.x * scale, low, shape.width * scale, shape.height * scale, radius, **settings)
    else:
        _draw_stroke(canvas, shape, scale, settings)
    canvas.restoreState()


def _draw_stroke(canvas: DocumentCanvas, shape: Stroke, scale: float, settings: dict[str, int]) -> None:
    if shape.hatch and shape.is_closed:
        _hatch(canvas, shape, scale)
    path = _path(canvas, shape, scale)
    canvas.drawPath(path, **settings)


def _path(canvas: DocumentCanvas, shape: Stroke, scale: float) -> object:
    path = canvas.beginPath()
    first, *rest = shape.points
    path.moveTo(first[0] * scale, -first[1] * scale)
    for x, y in rest:
        path.lineTo(x * scale, -y * scale)
    if shape.is_closed:
        path.close()
    return path


def _hatch(canvas: DocumentCanvas, shape: Stroke, scale: float) -> None:
    """Draw slanted lines inside a polygon; they are clipped to it."""
    xs, ys = [x for x, _y in shape.points], [y for _x, y in shape.points]
    tall = max(ys) - min(ys)
    canvas.saveState()
    canvas.clipPath(_path(canvas, shape, scale), stroke=0, fill=0)
    canvas.setStrokeColor(colour(INKS[shape.hatch]))
    canvas.setLineWidth(0.5)
    canvas.setDash([])
    for n in range(math.ceil((max(xs) - min(xs) + tall) / 7)):
        x = min(xs) + n * 7
        ends: tuple[Point, Point] = ((x, min(ys)), (x - tall, max(ys)))
        canvas.line(ends[0][0] * scale, -ends[0][1] * scale, ends[1][0] * scale, -ends[1][1] * scale)
    canvas.restoreState()


def _write(canvas: DocumentCanvas, caption: Caption, scale: float, fonts: Fonts) -> None:
    prepared = _prepared(caption.text, fonts, 700 if caption.is_bold else 400)
    size = caption.size * scale
    wide = prepared.width * size / 1000
    part = {"left": 0.0, "centre": 0.5, "right": 1.0}[caption.align]
    rise = _ARABIC_RISE if prepared.has_arabic else _RISE
    x, y = caption.x * scale - wide * part, -caption.y * scale - size * rise
    for line in prepared.break_lines(math.inf):
        canvas.draw_line(line, x, y, size, [INKS[caption.ink]])


def _prepared(text: str, fonts: Fonts, weight: Weight) -> Prepared:
    spans: Sequence[Span] = (Span(text, weight),)
    return Prepared(spans, fonts, base=None, tag="")
