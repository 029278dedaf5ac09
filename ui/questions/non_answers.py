"""The strip of typed non-answers on the focused card: a way not to answer that is never a blank.

"Prefers not to answer" and "not asked" are different facts; both are as good as an answer.
"""

from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle, QWidget

from intake_app.errors import N_
from ui.look import theme
from ui.look import type as letter
from ui.look.icons import draw_icon
from ui.questions.keys import paint_key
from ui.speaking import Speaking
from ui.words import _

# reason, what it says, its icon, its key
NON_ANSWERS = (
    ("declined", N_("prefers not to answer"), "hand", "F2"),
    ("unknown", N_("does not know"), "question", "F3"),
    ("not-asked", N_("not asked"), "skip-forward", "F4"),
    ("not-applicable", N_("does not apply"), "prohibit", "F5"),
)


class StripButton(Speaking, QAbstractButton):
    """A small button with an icon before and a key cap after its words. ``key`` may be empty."""

    def __init__(self, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._key = key
        self.shows_key = True
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.fit(self.updateGeometry)

    def show_key(self, key: str) -> None:
        """Show another key on the cap."""
        self._key = key
        self.update()

    def setText(self, text: str) -> None:
        """Show ``text``; it is the accessible name, too."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    # Qt's own

    def sizeHint(self) -> QSize:
        self.setFont(letter.font("smallb", self.text()))  # room for the chosen, bold words
        width = self.fontMetrics().horizontalAdvance(self.text()) + letter.px(15) + letter.sp(26)
        if self._cap():
            width += self._cap_width() + letter.sp(6)
        return QSize(width, letter.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        is_strong = is_on or self.hasFocus()
        edge = "accent" if is_strong or self.underMouse() else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if is_strong else 1))
        painter.setBrush(theme.colour("soft" if is_on else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        side, left = letter.px(15), letter.sp(9)
        tone = "accent" if is_on else "muted"
        draw_icon(painter, self._seen(QRect(left, (self.height() - side) // 2, side, side)), self._icon, tone)
        font = letter.font("smallb" if is_on else "small", self.text())
        painter.setFont(font)
        painter.setPen(theme.colour("text" if is_on else "muted"))
        taken = self._cap_width() + letter.sp(6) if self._cap() else 0
        words = QRect(
            left + side + letter.sp(6), 0, self.width() - left - side - letter.sp(10) - taken, self.height()
        )
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        flags = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        flags |= Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._seen(words), int(flags | Qt.TextFlag.TextSingleLine), self.text())
        if self._cap():
            height = letter.px(20)
            place = QRect(self.width() - letter.sp(8) - self._cap_width(), (self.height() - height) // 2,
                          self._cap_width(), height)  # fmt: skip
            paint_key(painter, QRectF(self._seen(place)), self._key)

    def _cap(self) -> bool:
        return bool(self._key) and self.shows_key

    def _cap_width(self) -> int:
        if len(self._key) < 3:
            return letter.px(26 if len(self._key) > 1 else 20)
        return QFontMetrics(letter.font("small")).horizontalAdvance(self._key) + letter.px(12)

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


def reason_buttons(*, with_keys: bool = True) -> dict[str, StripButton]:
    """Return a button for each reason not to answer, with its key."""
    buttons = {}
    for reason, says, icon, key in NON_ANSWERS:
        buttons[reason] = button = StripButton(icon, key if with_keys else "")
        button.say(button.setText, partial(_, says))
    return buttons


def reason_words(reason: str) -> str:
    """Return what a non-answer says, in the window's language."""
    return next((_(says) for name, says, _icon, _key in NON_ANSWERS if name == reason), "")
