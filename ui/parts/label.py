"""Text on screen: labels that choose type by script, one line that ends in an ellipsis, a key cap."""

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from intake_app.languages import direction
from ui.look.theme import colour
from ui.look.type import font, px
from ui.speaking import Speaking
from ui.words import _


class Label(Speaking, QLabel):
    """Plain text in a role and a tone. Arabic or Ethiopic text brings its own type."""

    def __init__(self, role: str = "body", tone: str = "text", *, wrap: bool = True, text: str = "") -> None:
        super().__init__()
        self._role, self._tag, self._is_at_edge = role, "", True
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.setText(text)
        self.fit(self._dress)
        self._align()

    def setText(self, text: str) -> None:
        """Show ``text`` in the type its script needs."""
        super().setText(text)
        self._set_type()

    def set_role(self, role: str) -> None:
        """Change the role of the type."""
        self._role = role
        self._set_type()

    def set_tone(self, tone: str) -> None:
        """Change the colour token."""
        if self._tone != tone:
            self._tone = tone
            self._colour()

    def speak_language(self, tag: str) -> None:
        """Set the language the text is in: type, direction, and what a screen reader is told."""
        self._tag = tag
        self.setLocale(QLocale(tag))
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if direction(tag) == "rtl" else Qt.LayoutDirection.LeftToRight
        )
        self._set_type()

    def centre(self) -> None:
        """Stand in the middle instead of at the reading edge."""
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._is_at_edge = False

    def _align(self) -> None:
        # Qt would align by the text's own direction: a German name in an Arabic window would stand alone.
        if self._is_at_edge:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            edge = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            self.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def _dress(self) -> None:
        self._set_type()
        self._colour()

    def _colour(self) -> None:
        # A palette, not a style rule: a rule per tone made every change of theme three times as slow.
        shades = self.palette()
        if shades.color(QPalette.ColorRole.WindowText) != colour(self._tone):
            shades.setColor(QPalette.ColorRole.WindowText, colour(self._tone))
            self.setPalette(shades)

    def _set_type(self) -> None:
        text = self.text()
        wanted = font(self._role, text, tag="" if text else self._tag)
        if wanted != self.font():
            self.setFont(wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Move to the other edge when the layout is mirrored."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()


def label(role: str = "body", tone: str = "text", *, wrap: bool = True, text: str = "") -> Label:
    """Return a label; ``say`` its text afterwards, or give a ``text`` that is no word of ours (a name)."""
    return Label(role, tone, wrap=wrap, text=text)


class Elide(Label):
    """One line that ends in an ellipsis; the full text is the tooltip and the accessible name."""

    def __init__(self, role: str = "body", tone: str = "text", text: str = "") -> None:
        self._full = text
        super().__init__(role, tone, wrap=False, text=text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(20)

    def setText(self, text: str) -> None:
        """Show ``text``, cut at the end when there is no room."""
        self._full = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        super().setText(text)
        self._cut()

    def full_text(self) -> str:
        """Return the text that was set, uncut."""
        return self._full

    def sizeHint(self) -> QSize:
        """Ask for the whole text; less is given and the text is cut."""
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Need next to no width."""
        return QSize(20, super().minimumSizeHint().height())

    def _cut(self) -> None:
        if self.width() > 20:
            QLabel.setText(
                self, self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut again for the new width."""
        super().resizeEvent(event)
        self._cut()


class KeyCap(Label):
    """The picture of a key. Always left to right, hidden from screen readers (the row says it)."""

    def __init__(self, keys: str = "") -> None:
        super().__init__("small", "muted", wrap=False)
        if keys:
            # Translators: the control key as it is printed on keyboards (German: Strg)
            self.say(self.setText, lambda: keys.replace("Ctrl", _("Ctrl")))
        self.setProperty("key", "1")
        self.centre()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fit(lambda: self.setMinimumWidth(px(20)))
