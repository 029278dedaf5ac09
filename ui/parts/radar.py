"""RadarView: draws an assessment's radar; what it shows stands in the table, too, where keys reach it.

It is never mirrored: domains go round clockwise in every language. Shape carries what colour carries:
resources solid with round dots, needs dashed and hatched with diamonds.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.records.radar import Point, RadarDrawing, RadarFrame, RadarShape
from ui.look.theme import colour
from ui.look.type import font, px
from ui.speaking import Speaking

Framing = Callable[..., RadarFrame]
_TONES = {"resource": "res", "need": "need"}


class RadarView(Speaking, QWidget):
    """``chosen`` carries the domain whose name was clicked. ``framing`` finds the largest frame that fits."""

    chosen = Signal(str)

    def __init__(self, framing: Framing) -> None:
        super().__init__()
        self._framing = framing
        self._drawing = RadarDrawing((), (), ())
        self._names: Mapping[str, str] = {}
        self._current = ""
        self._places: list[tuple[QRectF, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.fit(self.updateGeometry)

    @property
    def drawing(self) -> RadarDrawing:
        """Return what is shown."""
        return self._drawing

    def show_drawing(self, drawing: RadarDrawing, names: Mapping[str, str], current: str) -> None:
        """Show ``drawing`` with the ``names`` of its axes; the ``current`` one stands out."""
        self._drawing, self._names, self._current = drawing, names, current
        self.update()

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(230))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, domain in self._places:
            if place.contains(event.position()):
                self.chosen.emit(domain)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drawing.axes:
            self._paint(painter)
        painter.end()

    # What is behind it

    def _paint(self, painter: QPainter) -> None:
        names = [self._label(axis.domain, is_missing=axis.is_missing) for axis in self._drawing.axes]
        sizes = []
        for text in names:
            metrics = QFontMetrics(font("smallb", text))
            sizes.append((float(metrics.horizontalAdvance(text) + 2), float(metrics.height())))
        frame = self._framing(
            self._drawing, width=self.width(), height=self.height(), labels=sizes, gap=px(8)
        )
        self._paint_grid(painter, frame)
        for shape in self._drawing.shapes:
            _paint_shape(painter, frame, shape)
        self._paint_ticks(painter, frame)
        self._places = []
        for axis, text, corner, size in zip(self._drawing.axes, names, frame.labels, sizes, strict=True):
            place = QRectF(*corner, *size)
            is_current = axis.domain == self._current
            painter.setFont(font("smallb" if is_current else "small", text))
            painter.setPen(colour("accent" if is_current else "muted"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)
            self._places.append((place, axis.domain))

    def _label(self, domain: str, *, is_missing: bool) -> str:
        name = self._names.get(domain, domain)
        return f"{name} –" if is_missing else name

    def _paint_grid(self, painter: QPainter, frame: RadarFrame) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in self._drawing.rings[1::2]:
            painter.setPen(QPen(colour("line"), 1))
            painter.drawPolygon(_polygon(frame, ring))
        for axis in self._drawing.axes:
            pen = QPen(colour("muted" if axis.is_missing else "line"), 1)
            if axis.is_missing:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(*frame.middle), QPointF(*frame.at(axis.end)))

    def _paint_ticks(self, painter: QPainter, frame: RadarFrame) -> None:
        """Write 1 to 4 beside the first axis."""
        painter.setPen(colour("muted"))
        made = font("small")
        made.setPixelSize(px(12))
        painter.setFont(made)
        for value, ring in enumerate(self._drawing.rings, 1):
            x, y = frame.at(ring[0])
            painter.drawText(QRectF(x + px(4), y, px(14), px(15)), Qt.AlignmentFlag.AlignLeft, str(value))


def paint_dot(painter: QPainter, at: QPointF, side: str, *, is_open: bool = False) -> None:
    """Draw a professional value: a round dot for a resource, a diamond for a need; open where it is alone."""
    tone = colour(_TONES[side])
    painter.setPen(QPen(tone if is_open else colour("surface"), 1.5))
    painter.setBrush(colour("surface") if is_open else tone)
    by = px(5)
    if side == "resource":
        painter.drawEllipse(at, by, by)
    else:
        by = px(6)
        corners = ((0, -by), (by, 0), (0, by), (-by, 0))
        painter.drawPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in corners]))


def line_pen(side: str, *, is_earlier: bool = False) -> QPen:
    """Return the pen of the person's own values: solid for resources, dashed for needs."""
    pen = QPen(colour("strong" if is_earlier else _TONES[side]), px(1) if is_earlier else px(2.4))
    if side == "need":
        pen.setDashPattern([4, 2.4])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _paint_shape(painter: QPainter, frame: RadarFrame, shape: RadarShape) -> None:
    if shape.fill:
        _paint_area(painter, _polygon(frame, shape.fill), shape.side)
    painter.setPen(line_pen(shape.side, is_earlier=shape.is_earlier))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in shape.lines:
        painter.drawPolyline(_polygon(frame, line))
    if shape.is_earlier:
        return
    for line in shape.lines:
        if len(line) == 1:
            paint_dot(painter, QPointF(*frame.at(line[0])), shape.side, is_open=True)
    for dot in shape.dots:
        paint_dot(painter, QPointF(*frame.at(dot)), shape.side)


def _paint_area(painter: QPainter, area: QPolygonF, side: str) -> None:
    if side == "resource":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("res", 40))
        painter.drawPolygon(area)
        return
    path = QPainterPath()
    path.addPolygon(area)
    path.closeSubpath()
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(colour("need", 120), 1))
    box = area.boundingRect()
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += px(7)
    painter.restore()


def _polygon(frame: RadarFrame, points: Sequence[Point]) -> QPolygonF:
    return QPolygonF([QPointF(*frame.at(point)) for point in points])
