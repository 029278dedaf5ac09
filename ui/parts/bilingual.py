"""BilingualLine: a question and its answer in two languages, painted as one widget.

A whole interview has a hundred of them; as labels they would be a thousand widgets, and every change of
theme or language would be felt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.languages import direction
from ui.look.icons import draw_icon
from ui.look.theme import colour
from ui.look.type import font, px, sp
from ui.speaking import Speaking
from ui.words import is_mirrored

_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Said:
    """A text to paint: in a role and a tone, in a language (a tag, empty for the window's own)."""

    text: str
    role: str = "body"
    tone: str = "text"
    tag: str = ""

    def is_mirrored(self) -> bool:
        """Tell whether the text runs from right to left."""
        return direction(self.tag) == "rtl" if self.tag else is_mirrored()


class BilingualLine(Speaking, QWidget):
    """``sides`` are one or two stacks of texts, the counsellor's first; ``marks`` are (icon, text, tone)."""

    def __init__(
        self,
        sides: Sequence[Sequence[Said]],
        marks: Sequence[tuple[str, str, str]] = (),
        *,
        has_rule: bool = True,
    ) -> None:
        super().__init__()
        self._sides = [[said for said in side if said.text] for side in sides]
        self._marks = list(marks)
        self._has_rule, self._is_stacked = has_rule, False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        texts = [said.text for side in self._sides for said in side]
        self.setAccessibleName(". ".join([*texts, *(text for _icon, text, _tone in self._marks)]))
        self._heights: dict[int, int] = {}  # by width; layouts ask again and again
        self.fit(self._forget)

    def stack_sides(self, is_stacked: bool) -> None:
        """Put the languages below each other instead of side by side."""
        self._is_stacked = is_stacked
        self._forget()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Need more height when narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the texts need."""
        if width not in self._heights:
            self._heights[width] = self._paint(None, width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Ask for a readable width."""
        return QSize(px(300), self.heightForWidth(max(self.width(), px(300))))

    def minimumSizeHint(self) -> QSize:
        """Need little width."""
        return QSize(px(120), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Paint the texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self.width())
        if self._has_rule:
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("line"))
        painter.end()

    def _forget(self) -> None:
        self._heights.clear()
        self.updateGeometry()

    def _paint(self, painter: QPainter | None, width: int) -> int:
        """Paint into ``painter`` when there is one; return the height used."""
        edge, gap = sp(8), sp(20)
        count = max(len(self._sides), 1)
        if self._is_stacked or count == 1:
            y = edge
            for side in self._sides:
                y = self._paint_side(painter, side, QRect(0, y, width, 0)) + sp(4)
        else:
            each = (width - gap * (count - 1)) // count
            ends = []
            for number, side in enumerate(self._sides):
                place = count - 1 - number if is_mirrored() else number
                ends.append(self._paint_side(painter, side, QRect(place * (each + gap), edge, each, 0)))
            y = max(ends, default=edge)
        if self._marks:
            y = self._paint_marks(painter, y + sp(4), width)
        return y + edge

    def _paint_side(self, painter: QPainter | None, side: Sequence[Said], area: QRect) -> int:
        y = area.y()
        for said in side:
            made = font(said.role, said.text)
            mirrored = said.is_mirrored()
            start = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            flags = int(start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop) | int(_WRAP)
            room = QRect(area.x(), y, area.width(), 100_000)
            height = QFontMetrics(made).boundingRect(room, flags, said.text).height()
            if painter is not None:
                painter.setFont(made)
                painter.setPen(colour(said.tone))
                painter.setLayoutDirection(
                    Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
                )
                painter.drawText(QRect(area.x(), y, area.width(), height + 2), flags, said.text)
            y += height + sp(3)
        return y

    def _paint_marks(self, painter: QPainter | None, y: int, width: int) -> int:
        side, made = px(15), font("small")
        tall = max(QFontMetrics(made).height(), side)
        x = 0
        for icon, text, tone in self._marks:
            long = QFontMetrics(made).horizontalAdvance(text)
            if x and x + side + px(5) + long > width:  # no room beside the one before
                x, y = 0, y + tall + sp(3)
            if painter is not None:
                at = width - x - side if is_mirrored() else x
                draw_icon(painter, QRect(at, y + (tall - side) // 2, side, side), icon, tone)
                painter.setFont(made)
                painter.setPen(colour(tone))
                left = width - x - side - px(5) - long if is_mirrored() else x + side + px(5)
                painter.drawText(QRect(left, y, long + 2, tall), int(Qt.AlignmentFlag.AlignVCenter), text)
            x += side + px(5) + long + sp(14)
        return y + tall
