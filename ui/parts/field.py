"""Fields: a line to type in with its label, hint and error; a tick; a choice from a list.

No spin boxes and no editable lists: they read digits by locale and refuse what people really type.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.look.icons import draw_icon
from ui.look.theme import colour
from ui.look.type import font, px
from ui.parts.button import Button
from ui.parts.label import label
from ui.parts.marks import Icon, draw_mark
from ui.parts.space import Stack, column, restyle, row
from ui.speaking import Speaking
from ui.words import _, words


class LineEdit(Speaking, QLineEdit):
    """One line to type in; its role of type is ``field`` when ``tall``."""

    def __init__(self, *, tall: bool = False) -> None:
        super().__init__()
        self._role = "field" if tall else "body"
        self.setProperty("tall", "1" if tall else "0")
        self.fit(lambda: self.setFont(font(self._role)))

    def setPlaceholderText(self, text: str) -> None:
        """Show ``text`` while nothing is typed; as the tooltip it can be read where the line is short."""
        super().setPlaceholderText(text)
        self.setToolTip(text)

    def mark_bad(self, is_bad: bool) -> None:
        """Show or take away the edge of an input error."""
        if (self.property("bad") == "1") != is_bad:
            self.setProperty("bad", "1" if is_bad else "0")
            restyle(self)


class TextArea(Speaking, QPlainTextEdit):
    """A few lines to write in; Tab leaves it."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._lines = lines
        self.fit(self._dress)

    def _dress(self) -> None:
        self.setFont(font())
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + px(24))


class Field(Speaking, QWidget):
    """A label above an edit, a hint below, an error in place of the hint. ``edit`` is the line itself.

    ``heard`` names the edit for who does not see the heading it stands under (``Supervisor: name``).
    """

    def __init__(
        self,
        name: Callable[[], str],
        hint: Callable[[], str] | None = None,
        *,
        edit: QWidget | None = None,
        heard: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.edit = edit if edit is not None else LineEdit()
        self.name = label("strong")
        self.name.setBuddy(self.edit)
        self.hint = label("small", "muted")
        self.error = label("small", "stop")
        self._error_mark = Icon("warning-circle", "stop", 16)
        self.stack: Stack = column(
            self.name, self.edit, self.hint, row(self._error_mark, (self.error, 1), gap=6), "*", gap=4
        )
        self.setLayout(self.stack)
        self._says_hint, self._heard = hint, heard
        self.say(self._say_name, name)
        self.say(self.hint.setText, hint or (lambda: ""))
        self.hint.setVisible(hint is not None)
        self._error_words: Callable[[], str] = str
        self.say(lambda _text: self._say_error(), lambda: "")

    @property
    def line(self) -> LineEdit:
        """Return the edit as a line."""
        assert isinstance(self.edit, LineEdit)
        return self.edit

    def text(self) -> str:
        """Return what was typed, without space around it."""
        return self.line.text().strip()

    def show_error(self, text: str | Callable[[], str]) -> None:
        """Show what is not right, in words; empty takes it away. A callable is said in every language."""
        self._error_words = (lambda: text) if isinstance(text, str) else text
        self._say_error()

    def _say_error(self) -> None:
        text = self._error_words()
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self._error_mark.setVisible(bool(text))
        self.hint.setVisible(self._says_hint is not None and not text)
        if isinstance(self.edit, LineEdit):
            self.edit.mark_bad(bool(text))
        self.edit.setAccessibleDescription(text or self.hint.text())

    def _say_name(self, text: str) -> None:
        self.name.setText(text)
        self.edit.setAccessibleName(self._heard() if self._heard is not None else text)


class PassphraseEdit(Speaking, QWidget):
    """A hidden line with an eye to show it. ``caps_lock_seen`` tells what typing revealed about Caps Lock."""

    caps_lock_seen = Signal(bool)
    returnPressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.line = LineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.returnPressed.connect(self.returnPressed)
        self.line.installEventFilter(self)
        self.eye = Button(icon="eye")
        self.say(self.eye.name_it, lambda: _("Show or hide the passphrase"))
        self.eye.clicked.connect(self.toggle)
        self.setLayout(row((self.line, 1), self.eye, gap=8))
        self.setFocusProxy(self.line)

    def setAccessibleName(self, name: str) -> None:
        """Name the line; the holder itself is silent."""
        self.line.setAccessibleName(name)

    def text(self) -> str:
        """Return the passphrase as typed."""
        return self.line.text()

    def setText(self, text: str) -> None:
        """Put a passphrase in."""
        self.line.setText(text)

    def show_plain(self, is_plain: bool) -> None:
        """Show or hide what is typed."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_plain else QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye-slash" if is_plain else "eye")

    def toggle(self) -> None:
        """Show what is hidden, hide what is shown."""
        self.show_plain(self.line.echoMode() == QLineEdit.EchoMode.Password)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Learn from a letter typed whether Caps Lock is on (Qt cannot be asked on every system)."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(event.text().isupper() != shift)
        return super().eventFilter(watched, event)


def keyboard_language() -> str:
    """Return the name of the keyboard's language in the window's language, empty when unknown."""
    locale = QGuiApplication.inputMethod().locale()
    return words().language_name(locale.bcp47Name()) if locale.name() != "C" else ""


class Tick(Speaking, QCheckBox):
    """A box to tick, drawn by us; its text never wraps, so keep it short."""

    def __init__(self) -> None:
        super().__init__()
        self.fit(self._dress)

    def setText(self, text: str) -> None:
        """Show ``text``; as the tooltip it can be read where the line is too short for it."""
        super().setText(text)
        self.setToolTip(text)
        self._dress()

    def _dress(self) -> None:
        self.setFont(font("body", self.text()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Have room for box and text."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + px(20 + 8 + 12), px(36))

    def minimumSizeHint(self) -> QSize:
        """May be shorter than its text, which then ends in an ellipsis."""
        return QSize(min(self.sizeHint().width(), px(260)), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on box and text."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw box, text and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, edge = px(20), px(4)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - side - edge if mirrored else edge
        box = QRectF(left, (self.height() - side) / 2, side, side)
        draw_mark(painter, box, is_on=self.isChecked(), is_multiple=True)
        gap = side + edge + px(8)
        area = self.rect().adjusted(0, 0, -gap, 0) if mirrored else self.rect().adjusted(gap, 0, 0, 0)
        start = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setPen(colour("text" if self.isEnabled() else "muted"))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class Picker(Speaking, QComboBox):
    """One from a list that is opened. ``options`` are (value, what it says); said again with the language."""

    def __init__(self, options: Sequence[tuple[str, Callable[[], str]]] = ()) -> None:
        super().__init__()
        self._options: list[tuple[str, Callable[[], str]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.fit(lambda: self.setFont(font()))
        self.say(lambda _text: self._say_options(), lambda: "")
        self.offer(options)

    def offer(self, options: Sequence[tuple[str, Callable[[], str]]]) -> None:
        """Offer other options; the value stays when it is among them."""
        value = self.value()
        self._options = list(options)
        self.blockSignals(True)
        self.clear()
        for name, says in self._options:
            self.addItem(says(), name)
        self.set_value(value)
        self.blockSignals(False)

    def value(self) -> str:
        """Return the chosen value, empty when there is none."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose ``value`` if it is offered."""
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past a list must not choose another value."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its longest option."""
        return QSize(min(super().minimumSizeHint().width(), px(140)), super().minimumSizeHint().height())

    def _say_options(self) -> None:
        for index, (_name, says) in enumerate(self._options):
            self.setItemText(index, says())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the caret that the style sheet leaves out."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = px(10) if mirrored else self.width() - side - px(10)
        draw_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), "caret-down", "muted")
        painter.end()
