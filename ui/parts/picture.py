"""Painting a drawing of plain shapes in the look that is worn."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen, QPolygonF

from intake_app.records.drawing import Box, Caption, Oval, Shape, Stroke
from ui.look.theme import colour
from ui.look.type import font

_ALIGN = {
    "left": (0.0, Qt.AlignmentFlag.AlignLeft),
    "centre": (0.5, Qt.AlignmentFlag.AlignHCenter),
    "right": (1.0, Qt.AlignmentFlag.AlignRight),
}
_ROOM = 4000.0  # wide enough for any line of text


def paint(painter: QPainter, shapes: tuple[Shape, ...]) -> None:
    """Paint ``shapes`` in the painter's own coordinates."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text by its own letters
    for shape in shapes:
        paint_shape(painter, shape)
    painter.restore()


def paint_shape(painter: QPainter, shape: Shape) -> None:
    """Paint one shape."""
    if isinstance(shape, Caption):
        _write(painter, shape)
        return
    width = shape.edge if isinstance(shape, Box) else shape.width
    painter.setPen(_pen(shape.ink, width, shape.dash))
    painter.setBrush(colour(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
    if isinstance(shape, Oval):
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.rx, shape.ry)
    elif isinstance(shape, Box):
        area = QRectF(shape.x, shape.y, shape.width, shape.height)
        painter.drawRoundedRect(area, shape.radius, shape.radius)
    else:
        _stroke(painter, shape)


def caption_font(size: float, text: str, *, is_bold: bool = False) -> QFont:
    """Return the font of a caption ``size`` pixels high; its script brings its own family."""
    made = font("smallb" if is_bold else "small", text)
    plain = font("small", "a")
    made.setPixelSize(max(1, round(size * made.pixelSize() / plain.pixelSize())))
    return made


def _stroke(painter: QPainter, shape: Stroke) -> None:
    line = QPolygonF([QPointF(x, y) for x, y in shape.points])
    if not shape.is_closed:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)
        return
    painter.drawPolygon(line)
    if shape.hatch:
        painter.setBrush(QBrush(colour(shape.hatch), Qt.BrushStyle.BDiagPattern))
        painter.drawPolygon(line)


def _pen(ink: str, width: float, dash: tuple[float, ...]) -> QPen:
    if not ink:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(colour(ink), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        even = dash if len(dash) % 2 == 0 else dash * 2
        pen.setDashPattern([length / max(width, 0.1) for length in even])
    return pen


def _write(painter: QPainter, caption: Caption) -> None:
    painter.setFont(caption_font(caption.size, caption.text, is_bold=caption.is_bold))
    painter.setPen(colour(caption.ink))
    part, align = _ALIGN[caption.align]
    area = QRectF(caption.x - _ROOM * part, caption.y - caption.size * 2, _ROOM, caption.size * 4)
    painter.drawText(
        area, align | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, caption.text
    )
