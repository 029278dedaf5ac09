"""How choices stand on a card: side by side as long as they fit, else in even columns.

Few short choices flow along the line, each as wide as its words. Many choices, or long ones, stand
in columns of equal width, because eyes that look for a word look down a column.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget, QWidgetItem

from ui.look import type as letter
from ui.questions.choice import Choice

_MOST_IN_A_LINE = 6


class ChoiceLayout(QLayout):
    """Lays out choices from the reading edge of their own language; ``columns`` 0 decides by itself."""

    def __init__(self, parent: QWidget, *, columns: int = 0) -> None:
        self._held: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, as long as the words stay
        self._natural: list[int] = []  # width of each choice in one line
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._columns = columns

    def addWidget(self, widget: QWidget) -> None:
        """Append a choice. The item is made here: one that Qt makes can die while Python still holds it."""
        self.addChildWidget(widget)
        self._held.append(QWidgetItem(widget))
        self.invalidate()

    # Qt's own

    def addItem(self, item: QLayoutItem) -> None:
        self._held.append(item)

    def count(self) -> int:
        return len(self._held)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._held[index] if 0 <= index < len(self._held) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._held.pop(index) if 0 <= index < len(self._held) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._place(QRect(0, 0, width, 0), is_trial=True)
        return height

    def invalidate(self) -> None:
        self._heights.clear()
        self._natural = []
        super().invalidate()

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        self._place(place, is_trial=False)

    def sizeHint(self) -> QSize:
        width = letter.px(600)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        wanted = QSize(0, 0)
        for item in self._held:
            wanted = wanted.expandedTo(item.minimumSize())
        return wanted

    def _place(self, place: QRect, *, is_trial: bool) -> int:
        if not self._held:
            return 0
        gap = letter.sp(8)
        if not self._natural:
            self._natural = [item.sizeHint().width() for item in self._held]
        natural = self._natural
        columns = self._columns
        if not columns and not self._flows(natural, place.width(), gap):
            usual = sorted(natural)[int(0.8 * (len(natural) - 1))]  # a few long ones may take two lines
            columns = max(1, min(4, (place.width() + gap) // (usual + gap)))
        if columns:
            columns = max(1, min(columns, len(natural)))
            even = (place.width() - gap * (columns - 1)) // columns
            least = max(letter.px(96), *(_least_width(item) for item in self._held))
            if even < least and columns > 1:  # too narrow for words: fewer columns
                columns = max(1, (place.width() + gap) // (least + gap))
                even = (place.width() - gap * (columns - 1)) // columns
            rows = -(-len(natural) // columns)
            balanced = -(-len(natural) // rows)
            if columns != self._columns and balanced < columns:
                columns = balanced  # five stand as three and two, not as four and one
                even = (place.width() - gap * (columns - 1)) // columns
            widest = min(even, max(natural)) if columns > 1 or max(natural) < even else even
            lines = [range(at, min(at + columns, len(natural))) for at in range(0, len(natural), columns)]
            widths = [widest] * len(natural)
        else:
            widths = [min(width, place.width()) for width in natural]
            lines = _lines(widths, place.width(), gap)
        return self._set_lines(place, lines, widths, gap, is_trial=is_trial)

    def _flows(self, natural: list[int], width: int, gap: int) -> bool:
        if len(natural) <= _MOST_IN_A_LINE:
            return max(natural) <= width and len(_lines(natural, width, gap)) <= 2
        return sum(natural) + gap * (len(natural) - 1) <= width

    def _set_lines(
        self, place: QRect, lines: list[range], widths: list[int], gap: int, *, is_trial: bool
    ) -> int:
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        top = place.y()
        for line in lines:
            heights = [self._held[n].heightForWidth(widths[n]) for n in line]
            tallest = max(heights)
            if not is_trial:
                left = place.x()
                for n in line:
                    cell = QRect(left, top, widths[n], tallest)
                    self._held[n].setGeometry(QStyle.visualRect(direction, place, cell))
                    left += widths[n] + gap
            top += tallest + gap
        return top - gap - place.y()


def _least_width(item: QLayoutItem) -> int:
    choice = item.widget()
    return choice.least_width() if isinstance(choice, Choice) else 0


def _lines(widths: list[int], room: int, gap: int) -> list[range]:
    lines, start, taken = [], 0, 0
    for n, width in enumerate(widths):
        if n > start and taken + width > room:
            lines.append(range(start, n))
            start, taken = n, 0
        taken += width + gap
    lines.append(range(start, len(widths)))
    return lines
