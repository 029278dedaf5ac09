"""A passage of text set in its own language: font, direction and line height of its script.

Qt's label takes the line height from the font files, which for Arabic is more than twice the letter
size; here it is the script's own (DESIGN 3). A passage is still a QLabel, so a screen reader reads
it, and it grows with its width like one.
"""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.look import theme
from ui.look import type as letter
from ui.speaking import Speaking

_WEIGHT = QFont.Tag("wght")


class Setting:
    """Text broken into lines for one width; measures and draws, and is no widget.

    ``direction`` is the text's own; ``edge`` is the side it starts from, which may be its neighbour's.
    """

    def __init__(
        self, text: str, font: QFont, direction: Qt.LayoutDirection, edge: Qt.LayoutDirection
    ) -> None:
        self._words, self._font = text.split(), font
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setCacheEnabled(True)
        is_rtl = edge == Qt.LayoutDirection.RightToLeft
        option = QTextOption(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(direction)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self.step = round(font.pixelSize() * letter.line_height(text))
        self._width = -1.0
        self._heights: dict[float, int] = {}  # by width: layouts try the same few again and again
        self._widest_word = -1.0
        self.natural_width = self._break(1e6)

    def widest_word(self) -> float:
        """Return the px below which a word would be broken inside."""
        if self._widest_word < 0:
            metrics = QFontMetricsF(self._font)
            self._widest_word = max(map(metrics.horizontalAdvance, self._words), default=0.0)
        return self._widest_word

    def height(self, width: float) -> int:
        """Return the height in px when set to ``width`` px."""
        height = self._heights.get(width)
        if height is None:
            self._break(width)
            height = self._heights[width] = max(1, self._layout.lineCount()) * self.step
        return height

    def draw(self, painter: QPainter, place: QRectF, color: QColor) -> None:
        """Draw into ``place``, from its top edge."""
        if place.width() != self._width:
            self._break(place.width())
        painter.setPen(color)
        self._layout.draw(painter, place.topLeft())

    def _break(self, width: float) -> float:
        self._width = width
        widest = 0.0
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + (self.step - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            top += self.step
        self._layout.endLayout()
        return widest


@lru_cache(maxsize=2048)
def setting(
    text: str,
    role: str,
    direction: Qt.LayoutDirection,
    *,
    edge: Qt.LayoutDirection,
    scale: float,
    weight: int = 0,
) -> Setting:
    """Return ``text`` set in ``role``; one setting serves every place, so going back to a language is free.

    ``weight`` 0 is the role's own. ``scale`` is the text size in use: another size is another setting.
    """
    assert scale == letter.scale()
    font = letter.font(role, text)
    if weight:
        font.setVariableAxis(_WEIGHT, weight)
    return Setting(text, font, direction, edge)


class Passage(Speaking, QLabel):
    """A label for a form's own text. ``role`` and ``tone`` as in the look."""

    def __init__(self, role: str, tone: str = "text", parent: QWidget | None = None) -> None:
        self._setting: Setting | None = None
        self._edge: Qt.LayoutDirection | None = None
        super().__init__(parent)
        self._role = role
        self._tone = tone
        self._tag = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.fit(self._set_again)

    def show_text(self, text: str, tag: str, direction: Qt.LayoutDirection) -> None:
        """Show ``text`` in the language ``tag``."""
        if text == self.text() and tag == self._tag and direction == self.layoutDirection() and self._setting:
            return
        self._tag = tag
        self.setLayoutDirection(direction)
        self.setText(text)
        self._set_again()

    def start_from(self, edge: Qt.LayoutDirection) -> None:
        """Start at the edge of ``edge`` whatever the text's own direction is."""
        if edge != self._edge:
            self._edge = edge
            self._set_again()

    def set_role(self, role: str, tone: str) -> None:
        """Change how the passage is set (a missing translation makes the other text the main one)."""
        if (role, tone) != (self._role, self._tone):
            self._role, self._tone = role, tone
            self._set_again()

    def _set_again(self) -> None:
        direction = self.layoutDirection()
        edge = direction if self._edge is None else self._edge
        self._setting = setting(self.text(), self._role, direction, edge=edge, scale=letter.scale())
        self.updateGeometry()
        self.update()

    # Qt's own

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._setting.height(width) if self._setting and self.text() else 0

    def sizeHint(self) -> QSize:
        if not self._setting or not self.text():
            return QSize(0, 0)
        width = min(int(self._setting.natural_width) + 1, letter.px(440))
        return QSize(width, self._setting.height(width))

    def minimumSizeHint(self) -> QSize:
        if not self._setting or not self.text():
            return QSize(0, 0)
        return QSize(min(int(self._setting.natural_width) + 1, letter.px(90)), self._setting.step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._setting and self.text():
            painter = QPainter(self)
            self._setting.draw(painter, QRectF(self.rect()), theme.colour(self._tone))
