"""ListRow: a row that can be chosen: Enter, Space or a click; arrow keys go to the next one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look.theme import colour
from ui.parts.space import Item, row
from ui.speaking import Speaking


class ListRow(Speaking, QAbstractButton):
    """Holds labels and chips in reading order; name it with all its cells (``setAccessibleName``).

    ``is_current`` draws the soft ground and the bar at the reading edge; ``boxed`` draws a control's edge
    (a person at the door) instead of a rule below.
    """

    def __init__(
        self, *items: Item, boxed: bool = False, gap: float = 10, margins: tuple[float, float] = (14, 8)
    ) -> None:
        super().__init__()
        self.is_current, self._is_boxed = False, boxed
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setBackgroundRole(QPalette.ColorRole.Window)  # or labels inside would take a button's ink
        self.line = row(*items, gap=gap, margins=margins)
        self.setLayout(self.line)

    def set_current(self, is_current: bool) -> None:
        """Mark the row whose details are shown."""
        self.is_current = is_current
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for what the cells need."""
        return self.line.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Need what the cells need."""
        return self.line.totalMinimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter, move with the arrow keys."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        parent = self.parentWidget()
        rows = [child for child in rows_in(parent) if child.isVisible()] if parent is not None else []
        place = rows.index(self) + step if self in rows else -1
        if 0 <= place < len(rows):
            rows[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif step < 0:
            self.focusPreviousChild()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw ground, bar, rule and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self._is_boxed:
            inset = 1.0 if self.is_current or self.hasFocus() else 0.5
            edge = "accent" if self.is_current or self.hasFocus() else "strong"
            painter.setPen(QPen(colour(edge), inset * 2))
            painter.setBrush(colour("soft" if self.is_current else "surface"))
            painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 8, 8)
            if (
                self.is_current and self.hasFocus()
            ):  # the ring of the chosen one lies inside, so both are seen
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colour("accent"), 1.5))
                painter.drawRoundedRect(area.adjusted(4.5, 4.5, -4.5, -4.5), 5, 5)
            painter.end()
            return
        if self.is_current or self.underMouse():
            painter.fillRect(area, colour("soft" if self.is_current else "canvas"))
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1), colour("line"))
        if self.is_current:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            painter.fillRect(
                QRectF(area.width() - 3 if mirrored else 0, 0, 3, area.height()), colour("accent")
            )
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


def rows_in(parent: QWidget) -> list[ListRow]:
    """Return the rows directly inside ``parent``, top to bottom."""
    rows = parent.findChildren(ListRow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return sorted(rows, key=lambda child: child.y())
