"""Picks: a few small buttons that wrap, at most one of them chosen; arrows move, digits and Enter choose."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from ui.look import theme
from ui.look import type as letter
from ui.parts.flow import Flow
from ui.parts.space import clear
from ui.questions.keys import paint_key
from ui.speaking import Speaking

_OUT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALONG = {Qt.Key.Key_Left, Qt.Key.Key_Right}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class Picks(Speaking, QWidget):
    """``picked`` carries the value a person chose; ``left_over`` -1 or 1 when an arrow leads up or down.

    ``is_tabbed``: Tab comes here; on a question's card it does not, there the card's own keys lead.
    """

    picked = Signal(str)
    left_over = Signal(int)

    def __init__(self, *, is_tabbed: bool = False) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._is_tabbed = is_tabbed
        self._picks: list[_Pick] = []
        self._values: tuple[str, ...] = ()
        self._flow = Flow(gap=6)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, options: Sequence[tuple[str, Callable[[], str]]]) -> None:
        """Offer these values with what they say; the same values again are only said again."""
        values = tuple(value for value, _says in options)
        if values != self._values:
            self._values = values
            self._said.clear()
            clear(self._flow)
            self._picks = [_Pick(number + 1) for number in range(len(options))]
            for pick, value in zip(self._picks, values, strict=True):
                if self._is_tabbed:
                    pick.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                pick.clicked.connect(lambda _on=False, value=value: self.picked.emit(value))
                pick.pressed_key.connect(self._pressed)
                self._flow.addWidget(pick)
                pick.show()
        self._said.clear()
        for pick, (_value, says) in zip(self._picks, options, strict=True):
            self.say(pick.setText, says)
        self.updateGeometry()

    def show_value(self, value: str) -> None:
        """Show ``value`` as the chosen one; none when it is not offered."""
        for pick, own in zip(self._picks, self._values, strict=True):
            pick.setChecked(own == value)

    def values(self) -> tuple[str, ...]:
        """Return what is offered."""
        return self._values

    def press(self, digit: int) -> bool:
        """Choose by number (1 is the first); return whether there is such a one."""
        if 1 <= digit <= len(self._picks):
            self._picks[digit - 1].click()
            return True
        return False

    def enter(self) -> None:
        """Move the focus to the chosen one, or to the first."""
        found = next((pick for pick in self._picks if pick.isChecked()), None)
        wanted = found or next(iter(self._picks), None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _pressed(self, key: Qt.Key, text: str) -> None:
        here = next((at for at, pick in enumerate(self._picks) if pick.hasFocus()), 0)
        if key in _ALONG:
            is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            there = here + (1 if (key == Qt.Key.Key_Right) != is_mirrored else -1)
            self._picks[min(max(there, 0), len(self._picks) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in _OUT:
            self.left_over.emit(_OUT[key])
        elif key in _ENTER:
            self._picks[here].click()
        else:
            self.press(int(text))


class _Pick(Speaking, QAbstractButton):
    """One of them: text and the cap of its digit, ``key``."""

    pressed_key = Signal(object, str)

    def __init__(self, key: int) -> None:
        super().__init__()
        self._key = key
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a long text may be cut
        self.fit(self.updateGeometry)

    def setText(self, text: str) -> None:
        """Show ``text``; it is the accessible name, too."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """Leave it to the owner what is chosen."""

    # Qt's own

    def sizeHint(self) -> QSize:
        self.setFont(letter.font("smallb", self.text()))  # room for the chosen, bold words
        taken = letter.sp(30) + letter.px(20)
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + taken, letter.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(letter.px(60), letter.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and (event.text().isdecimal() or key in {*_OUT, *_ALONG, *_ENTER}):
            self.pressed_key.emit(key, event.text())
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        is_strong = is_on or self.hasFocus()
        edge = "accent" if is_strong or self.underMouse() else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if is_strong else 1))
        painter.setBrush(theme.colour("soft" if is_on else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if is_on and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4)
        painter.setFont(letter.font("smallb" if is_on else "small", self.text()))
        painter.setPen(theme.colour("text"))
        side, pad = letter.px(20), letter.sp(9)
        words = QRect(pad, 0, self.width() - 2 * pad - side - letter.sp(8), self.height())
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        flags = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        room = self._seen(words)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() + 2)
        painter.drawText(room, int(flags | Qt.TextFlag.TextSingleLine), shown)
        cap = QRect(self.width() - pad - side, (self.height() - side) // 2, side, side)
        paint_key(painter, QRectF(self._seen(cap)), str(self._key))

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
