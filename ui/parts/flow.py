"""Flow: items beside each other as long as they fit, then on the next line; mirrored with the direction."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget, QWidgetItem

from ui.look.type import sp


class Flow(QLayout):
    """A wrapping layout. Lines are centred vertically; the last line starts at the reading edge."""

    def __init__(
        self, items: Iterable[QWidget] = (), *, gap: float = 8, line_gap: float | None = None
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, gap if line_gap is None else line_gap
        self.setContentsMargins(0, 0, 0, 0)
        for item in items:
            self.addWidget(item)

    def respace(self) -> None:
        """Lay out again with gaps for the text size."""
        self.invalidate()

    def addWidget(self, widget: QWidget) -> None:
        """Append a widget. The item is made here: one that Qt makes can die while Python still holds it."""
        self.addChildWidget(widget)
        self._items.append(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grow in no direction by itself."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more height when narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height needed at ``width``."""
        return self._place(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        """Ask for one line where possible."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Need the widest item, and the tallest as tall as it wants to be: a line is never squeezed."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(QSize(item.minimumSize().width(), item.sizeHint().height()))
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, is_trial: bool) -> int:
        parent = self.parentWidget()
        way = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        gap, line_gap = sp(self._gap), sp(self._line_gap)
        x = y = tallest = 0
        line: list[tuple[QLayoutItem, int, int, int]] = []

        def put() -> None:
            for item, left, width, height in line:
                spot = QRect(rect.x() + left, rect.y() + y + (tallest - height) // 2, width, height)
                if not is_trial:
                    item.setGeometry(QStyle.visualRect(way, rect, spot))

        for item in self._shown():
            hint = item.sizeHint()
            width, height = min(hint.width(), rect.width()), hint.height()
            if item.hasHeightForWidth():
                height = max(height, item.heightForWidth(width))
            if x and x + width > rect.width():
                put()
                line, x, y, tallest = [], 0, y + tallest + line_gap, 0
            line.append((item, x, width, height))
            x, tallest = x + width + gap, max(tallest, height)
        put()
        return y + tallest


def flow(*items: QWidget, gap: float = 8, line_gap: float | None = None) -> QWidget:
    """Return a widget whose ``items`` wrap."""
    holder = QWidget()
    holder.setObjectName("plain")
    holder.setLayout(Flow(items, gap=gap, line_gap=line_gap))
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
