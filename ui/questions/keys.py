"""The cap of a key, drawn inside a button: which key does the same."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.look import theme
from ui.look import type as letter


def paint_key(painter: QPainter, place: QRectF, key: str) -> None:
    """Draw the cap of a key; never mirrored inside."""
    box = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(theme.colour("canvas"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(letter.font("small"))
    painter.setPen(theme.colour("muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
