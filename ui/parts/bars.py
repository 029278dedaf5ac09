"""Bars: a table of figures as a picture; the table with the same numbers stands beside it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.records.drawing import Drawing
from ui.look.type import px, scale
from ui.parts.picture import caption_font, paint
from ui.speaking import Speaking

Draw = Callable[[float, Callable[[str, float], float]], Drawing]


class Bars(Speaking, QWidget):
    """``draw(width, measure)`` returns the picture; it is asked again with every size, language and look."""

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self.drawing = Drawing(1, 1, ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit(self._redraw)

    def _redraw(self) -> None:
        # Drawn in design pixels and painted at the text size, so that lines and letters grow together.
        self.drawing = self._draw(max(self.width(), px(200)) / scale(), _measure)
        self.setAccessibleName(self.drawing.says)
        self.setFixedHeight(max(1, px(self.drawing.height)))
        self.update()

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(self.drawing.height or 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(self.drawing.height or 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(scale(), scale())
        paint(painter, self.drawing.shapes)
        painter.end()


def _measure(text: str, size: float) -> float:
    return float(QFontMetrics(caption_font(size, text)).horizontalAdvance(text))
