"""Segmented: one of a few (2 to 4), always all visible; arrow keys move, the name says what is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui.look.theme import colour
from ui.look.type import font, px
from ui.parts.space import row
from ui.speaking import Speaking


class _Segment(Speaking, QAbstractButton):
    """One option: filled when chosen, a ring when focused."""

    def __init__(self) -> None:
        super().__init__()
        self.is_first = self.is_last = False
        self.setCheckable(True)
        self._of = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.fit(self.updateGeometry)

    def setText(self, text: str) -> None:
        """Show ``text``."""
        super().setText(text)
        self.belong(self._of)
        self.updateGeometry()

    def belong(self, of: str) -> None:
        """Be heard with what is asked: five times “Yes” on a page would say nothing."""
        self._of = of
        self.setAccessibleName(f"{of}: {self.text()}" if of else self.text())

    def sizeHint(self) -> QSize:
        """Have room for the bold text."""
        self.setFont(font("strong", self.text()))
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + px(26), px(40))

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw the option."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on, area = self.isChecked(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        starts, ends = (self.is_last, self.is_first) if mirrored else (self.is_first, self.is_last)
        path = _rounded(area, 8, at_left=starts, at_right=ends)
        painter.setPen(QPen(colour("accent" if is_on else "strong"), 1))
        painter.setBrush(colour("accent" if is_on else "surface"))
        painter.drawPath(path)
        if self.hasFocus():
            painter.setPen(QPen(colour("on" if is_on else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), 5, 5)
        painter.setFont(font("strong" if is_on else "body", self.text()))
        painter.setPen(colour("on" if is_on else "text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class Segmented(Speaking, QWidget):
    """``options`` are (value, what it says); ``chosen`` is sent with the value when a person chooses."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, Callable[[], str]]], value: str = "") -> None:
        super().__init__()
        self.setObjectName("plain")
        self._group = QButtonGroup(self)
        self._values: list[str] = []
        line = row(gap=0)
        for number, (name, says) in enumerate(options):
            segment = _Segment()
            segment.is_first, segment.is_last = number == 0, number == len(options) - 1
            segment.say(segment.setText, says)
            segment.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
            segment.installEventFilter(self)
            self._group.addButton(segment, number)
            self._values.append(name)
            line.add(segment)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value or self._values[0])

    def setAccessibleName(self, name: str) -> None:
        """Name what is chosen here; each option is heard with it."""
        super().setAccessibleName(name)
        for segment in self._group.buttons():
            segment.belong(name)  # type: ignore[attr-defined]

    def value(self) -> str:
        """Return the chosen value."""
        return self._values[max(self._group.checkedId(), 0)]

    def set_value(self, value: str) -> None:
        """Choose ``value`` without telling anybody; one that is not offered changes nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Move with the arrow keys, in reading direction."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if step:
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                    step = -step
                here = self._group.id(watched) if isinstance(watched, QAbstractButton) else 0
                there = self._group.button(min(max(here + step, 0), len(self._values) - 1))
                there.setFocus()
                there.click()
                return True
        return super().eventFilter(watched, event)


def _rounded(area: QRectF, by: float, *, at_left: bool, at_right: bool) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(area, by, by)
    if not at_left:
        path.addRect(QRectF(area.left(), area.top(), by * 2, area.height()))
    if not at_right:
        path.addRect(QRectF(area.right() - by * 2, area.top(), by * 2, area.height()))
    return path.simplified()
