"""What the lines and signs of the network map mean; and one line alone, for a choice or a row."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.records.drawing import Drawing
from intake_app.records.network import Quality
from intake_app.services.drawings import draw_legend, draw_sample
from ui.look.type import px
from ui.parts.picture import caption_font, paint
from ui.speaking import Speaking

_TYPE = 13


class MapLegend(Speaking, QWidget):
    """Lines and signs with their words, in as many rows as the width asks for."""

    def __init__(self, words: Callable[[], tuple[Mapping[Quality, str], str, str]]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._words = words
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(self.setAccessibleName, lambda: ", ".join([*words()[0].values(), *words()[1:]]))
        self.fit(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the rows need."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at ``width``."""
        return round(self._drawn(width).height) + 2

    def sizeHint(self) -> QSize:
        """Ask for one row where there is room."""
        return QSize(px(600), self.heightForWidth(max(self.width(), px(300))))

    def minimumSizeHint(self) -> QSize:
        """Need room for one item."""
        return QSize(px(120), px(_TYPE * 2))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw the rows."""
        painter = QPainter(self)
        paint(painter, self._drawn(self.width()).shapes)
        painter.end()

    def _drawn(self, width: float) -> Drawing:
        qualities, arrow, globe = self._words()
        texts = [*qualities.values(), arrow, globe]
        widths = {
            text: QFontMetricsF(caption_font(px(_TYPE), text)).horizontalAdvance(text) for text in texts
        }
        return draw_legend(qualities, arrow, globe, width=max(width, 1), widths=widths, size=px(_TYPE))


class LineSample(Speaking, QWidget):
    """The line of one quality, beside the word for it."""

    def __init__(self, quality: Quality) -> None:
        super().__init__()
        self._quality = quality
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.fit(lambda: self.setFixedSize(px(46), px(20)))

    def show_quality(self, quality: Quality) -> None:
        """Show another line."""
        self._quality = quality
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw the line."""
        painter = QPainter(self)
        paint(painter, draw_sample(self._quality, self.width(), self.height(), px(_TYPE)).shapes)
        painter.end()
