"""A pad to draw or sign on with finger, pen or mouse; what is kept is a small picture, dark on white.

Whoever cannot draw here can choose a file instead: the field offers both.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import theme
from ui.look import type as letter
from ui.parts.button import Button
from ui.parts.space import column, row
from ui.speaking import Speaking
from ui.words import _

SIZE = QSize(960, 320)  # pixels of the picture that is kept
_LINE = 5.0  # of these


class DrawingPad(Speaking, QWidget):
    """``kept`` carries the drawing as PNG bytes."""

    kept = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = _Sheet()
        self._keep = Button("primary", icon="pen")
        self.say(self._keep.setText, lambda: _("Keep the drawing"))
        self._keep.clicked.connect(self._give)
        self._again = Button(icon="eraser")
        self.say(self._again.setText, lambda: _("Start again"))
        self._again.clicked.connect(self.sheet.wipe)
        for button in (self._keep, self._again):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.setEnabled(False)
            self.sheet.changed.connect(button.setEnabled)
        self.setLayout(column(self.sheet, row(self._keep, self._again, "*"), gap=8))

    def name_for_readers(self, name: str) -> None:
        """Say what is drawn here."""
        self.sheet.setAccessibleName(name)

    def _give(self) -> None:
        self.kept.emit(self.sheet.png())
        self.sheet.wipe()


class _Sheet(Speaking, QWidget):
    """The sheet; strokes are kept in its own size, so that resizing loses nothing."""

    changed = Signal(bool)  # whether anything is drawn

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[list[QPointF]] = []
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit(lambda: self.setFixedHeight(letter.px(150)))

    def wipe(self) -> None:
        """Take everything away."""
        self._strokes.clear()
        self.changed.emit(False)
        self.update()

    def png(self) -> bytes:
        """Return the drawing as it is seen, in the size it is kept in."""
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.LIGHT.surface))
        painter = QPainter(image)
        self._draw(painter, QRectF(image.rect()), QColor(theme.LIGHT.text))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        return bytes(buffer.data().data())

    def _draw(self, painter: QPainter, place: QRectF, ink: QColor) -> None:
        factor = min(place.width() / SIZE.width(), place.height() / SIZE.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(ink, _LINE * factor, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for stroke in self._strokes:
            points = [self._out(point, place, factor) for point in stroke]
            path = QPainterPath(points[0])
            for point in points[1:]:
                path.lineTo(point)
            if len(points) == 1:
                path.lineTo(points[0] + QPointF(0.1, 0))
            painter.drawPath(path)

    def _area(self) -> QRectF:
        """Return where on the widget the sheet lies."""
        inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        factor = min(inner.width() / SIZE.width(), inner.height() / SIZE.height())
        area = QRectF(0, 0, SIZE.width() * factor, SIZE.height() * factor)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area.moveTopLeft(QPointF(inner.right() - area.width() if is_rtl else inner.left(), inner.top()))
        return area

    @staticmethod
    def _out(point: QPointF, place: QRectF, factor: float) -> QPointF:
        return QPointF(place.x() + point.x() * factor, place.y() + point.y() * factor)

    def _in(self, point: QPointF) -> QPointF:
        area = self._area()
        factor = SIZE.width() / area.width()
        x, y = (point.x() - area.x()) * factor, (point.y() - area.y()) * factor
        return QPointF(min(max(x, 0), SIZE.width()), min(max(y, 0), SIZE.height()))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(letter.px(450), letter.px(150))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([self._in(event.position())])
        self.changed.emit(True)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes:
            self._strokes[-1].append(self._in(event.position()))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        painter.setPen(QPen(theme.colour("strong"), 1))
        painter.setBrush(QColor(theme.LIGHT.surface))  # as it will be kept, in the dark, too
        painter.drawRoundedRect(area, 8, 8)
        self._draw(painter, area, QColor(theme.LIGHT.text))
