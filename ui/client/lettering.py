"""Text in the middle of its place, at any size: what the client window sets its question and choices in."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ui.look import type as letter

_SMALLEST_PX = 13  # nothing on a page is smaller
_WEIGHT = QFont.Tag("wght")


class Lettering:
    """A text broken into centred lines for one width; words are never broken inside."""

    def __init__(self, text: str, font: QFont, direction: Qt.LayoutDirection) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setCacheEnabled(True)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setTextDirection(direction)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._step = font.pixelSize() * letter.line_height(text)
        self._width = -1.0
        metrics = QFontMetricsF(font)
        self.longest_word = max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)

    def height(self, width: float) -> float:
        """Return the height in px when set to ``width`` px."""
        if width != self._width:
            self._break(width)
        return self._layout.lineCount() * self._step

    def natural_width(self) -> float:
        """Return the width in px of the text in one line."""
        self._break(1e6)
        return max(
            (self._layout.lineAt(n).naturalTextWidth() for n in range(self._layout.lineCount())), default=0.0
        )

    def draw(self, painter: QPainter, place: QRectF, color: QColor) -> None:
        """Draw into the middle of ``place``."""
        height = self.height(place.width())
        painter.setPen(color)
        self._layout.draw(painter, QPointF(place.x(), place.y() + (place.height() - height) / 2))

    def _break(self, width: float) -> None:
        self._width = width
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + (self._step - line.height()) / 2))
            top += self._step
        self._layout.endLayout()


@lru_cache(maxsize=1024)
def lettering(
    text: str, role: str, factor: float, direction: Qt.LayoutDirection, weight: int = 0
) -> Lettering:
    """Return ``text`` set in ``role`` at ``factor`` times its design size; ``weight`` 0 is the role's own.

    The user's text size is not applied here: whoever fits a page decides what ``factor`` is.
    """
    font = letter.font(role, text)
    font.setPixelSize(max(_SMALLEST_PX, round(font.pixelSize() / letter.scale() * factor)))
    if weight:
        font.setVariableAxis(_WEIGHT, weight)
    return Lettering(text, font, direction)
