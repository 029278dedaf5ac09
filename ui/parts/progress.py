"""ProgressBar: how much of how much; fills from the reading edge, says its state in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from ui.look.theme import colour
from ui.look.type import px
from ui.speaking import Speaking


class ProgressBar(Speaking, QProgressBar):
    """A quiet bar without a text of its own; name it (``setAccessibleName``) where it stands."""

    def __init__(self, part: int = 0, whole: int = 100) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_part(part, whole)
        self.fit(lambda: self.setFixedHeight(px(8)))

    def set_part(self, part: int, whole: int) -> None:
        """Show ``part`` of ``whole``."""
        self.setRange(0, max(whole, 1))
        self.setValue(min(max(part, 0), max(whole, 1)))

    def sizeHint(self) -> QSize:
        """Ask for a modest width."""
        return QSize(px(84), px(8))

    def minimumSizeHint(self) -> QSize:
        """Need little width."""
        return QSize(px(40), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw track and part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        round_by = self.height() / 2
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), round_by, round_by)
        width = self.width() * self.value() / self.maximum()
        if width >= 1:
            width = max(width, self.height())
            left = self.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(left, 0, width, self.height()), round_by, round_by)
        painter.end()
