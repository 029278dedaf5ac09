"""Scale: a value of 0 to 4 in five cells; growing discs for who cannot read digits, digits for who can.

The discs start with a dotted one. The scale runs from the reading edge, arrow keys go where they point.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.look.theme import colour
from ui.look.type import font, px
from ui.parts.label import Label, label
from ui.parts.marks import Icon
from ui.parts.space import row
from ui.speaking import Speaking
from ui.words import _

STEPS = 5
_DISCS = (5.0, 7.0, 9.5, 12.0, 14.5)  # radius of each step, design pixels
_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Scale(Speaking, QWidget):
    """``tone`` is ``res`` or ``need``. ``rated`` carries the new value, None when it was taken back.

    ``name`` says whose value of what this is (need, self); ``word`` says a step.
    """

    rated = Signal(object)

    def __init__(
        self, name: Callable[[], str], word: Callable[[int], str], *, tone: str, is_pictorial: bool
    ) -> None:
        super().__init__()
        self._name, self._word = name, word
        self._tone, self._is_pictorial = tone, is_pictorial
        self._value: int | None = None
        self._over: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit(self._dress)
        self.say(self.setAccessibleName, self.spoken)

    def value(self) -> int | None:
        """Return the value, None where nobody rated."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show ``value`` without telling anybody."""
        self._value = value
        self.setAccessibleName(self.spoken())
        self.update()

    def rate(self, value: int | None) -> None:
        """Take ``value`` as a person's choice."""
        if value != self._value and self.isEnabled():
            self.set_value(value)
            self.rated.emit(value)

    def word(self) -> str:
        """Return the word of the value; empty where there is none."""
        return "" if self._value is None else self._word(self._value)

    def spoken(self) -> str:
        """Return name, value and word, as a screen reader says them."""
        if self._value is None:
            return _("{name}, not rated", name=self._name())
        return _("{name}, {value} of 4, {word}", name=self._name(), value=self._value, word=self.word())

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(57) * STEPS, px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(34) * STEPS, px(42))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and event.text() in {"0", "1", "2", "3", "4"}:
            self.rate(int(event.text()))
        elif is_plain and key in _CLEAR:
            self.rate(None)
        elif is_plain and key in _ALONG:
            step = -_ALONG[key] if self._is_mirrored() else _ALONG[key]
            first = 0 if step > 0 else STEPS - 1
            self.rate(first if self._value is None else min(max(self._value + step, 0), STEPS - 1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = self._step_at(event.position())
        self.rate(None if step == self._value else step)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the first press chose; the second must not take it back

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self._step_at(event.position())
        if step != self._over:
            self._over = step
            self.setToolTip(f"{step} · {self._word(step)}")
            self.update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]  # Qt hands in its own
        self._over = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "strong"), 2 if self.hasFocus() else 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(area, 8, 8)
        painter.setPen(QPen(colour("line"), 1))
        for step in range(1, STEPS):
            x = area.left() + area.width() * step / STEPS
            painter.drawLine(QPointF(x, area.top() + 2), QPointF(x, area.bottom() - 2))
        for step in range(STEPS):
            self._paint_step(painter, step)
        painter.end()

    # What is behind it

    def _paint_step(self, painter: QPainter, step: int) -> None:
        cell, is_on = self._cell(step), step == self._value
        if is_on:
            painter.setPen(QPen(colour(self._tone), 2.5))
            painter.setBrush(colour(f"{self._tone}soft"))
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 7, 7)
        ink = self._tone if is_on else "text" if step == self._over else "muted"
        if not self._is_pictorial:
            painter.setPen(colour(ink))
            painter.setFont(font("strong" if is_on else "body", str(step)))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(step))
            return
        pen = QPen(colour(ink), px(1.4))
        if step == 0:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(colour(self._tone) if is_on and step else Qt.BrushStyle.NoBrush)
        radius = px(_DISCS[step])
        painter.drawEllipse(cell.center(), radius, radius)

    def _cell(self, step: int) -> QRectF:
        wide = (self.width() - 2) / STEPS
        place = STEPS - 1 - step if self._is_mirrored() else step
        return QRectF(1 + place * wide, 1, wide, self.height() - 2)

    def _step_at(self, place: QPointF) -> int:
        at = min(max(int(place.x() * STEPS / max(self.width(), 1)), 0), STEPS - 1)
        return STEPS - 1 - at if self._is_mirrored() else at

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _dress(self) -> None:
        self.setMaximumWidth(px(62) * STEPS)
        self.updateGeometry()


class ScaleRow(Speaking, QWidget):
    """A scale with who rates before it and the chosen word beside it."""

    def __init__(
        self, side: Callable[[], str], word: Callable[[int], str], *, tone: str, is_self: bool
    ) -> None:
        super().__init__()
        self.setObjectName("plain")

        def name() -> str:
            # Translators: side is what is rated (resources, need), who is whose view it is
            return _("{side}, {who}", side=side(), who=_who(is_self=is_self))

        self.scale = Scale(name, word, tone=tone, is_pictorial=is_self)
        who = label("body", "muted", wrap=False)
        self.say(who.setText, lambda: _who(is_self=is_self))
        self.say(lambda _text: self._align(who), lambda: "")
        who.fit(lambda: self._align(who))
        self._word = label("smallb", tone)
        self._line = row(
            row(Icon("user" if is_self else "briefcase", "muted", 17), who, "*"),
            (row((self.scale, 2), (self._word, 1)), 1),
        )
        self.setLayout(self._line)
        self.scale.rated.connect(lambda _value: self._show_word())
        self.say(lambda _text: self._show_word(), lambda: "")

    def set_value(self, value: int | None) -> None:
        """Show ``value`` and its word."""
        self.scale.set_value(value)
        self._show_word()

    def set_narrow(self, is_narrow: bool) -> None:
        """Stand below who rates, or beside it."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if is_narrow else across)

    def _align(self, who: Label) -> None:
        """Give who rates the width of the longer of both, so that the scales stand below each other."""
        metrics = QFontMetrics(font("body", who.text()))
        wide = max(metrics.horizontalAdvance(_who(is_self=is_self)) for is_self in (True, False))
        who.setMinimumWidth(wide + px(4))

    def _show_word(self) -> None:
        self._word.setText(self.scale.word())


def _who(*, is_self: bool) -> str:
    if is_self:
        # Translators: whose view a value is: the person's own
        return _("self")
    # Translators: whose view a value is: the professional's
    return _("professional")
