"""Pause: one key empties the screen. Nothing of the person is on it; every answer stays."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from intake_app.errors import N_
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.label import KeyCap, label
from ui.parts.marks import Logo
from ui.parts.space import column, row
from ui.questions.client_words import has_words, in_language
from ui.questions.panes import PaneLanguage
from ui.questions.passage import Passage
from ui.speaking import Speaking
from ui.words import _

_PAUSE = N_("Pause")


class PausePage(Speaking, QWidget):
    """A calm page over everything. ``ended`` on F9, Enter or the button; Esc does nothing."""

    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("blank")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        word = label("display", wrap=False)
        self.say(word.setText, lambda: _(_PAUSE))
        self._theirs = Passage("display", "text", self)
        safe = label("body", "muted", wrap=False)
        self.say(safe.setText, lambda: _("All answers are saved."))
        self._waits = label("body", "stop", wrap=False)
        self.say(self._waits.setText, lambda: _("The last answers are not saved yet. They stay in memory."))
        self._safe = safe
        self.button = Button("primary", icon="play")
        self.say(self.button.setText, lambda: _("Go on with the interview"))
        self.button.clicked.connect(self.ended)
        lock = label("small", "muted", wrap=False)
        self.say(lock.setText, lambda: _("Locks after 10 minutes."))
        self._logo = Logo(56)
        go_on = row(self.button, KeyCap("F9"))
        lines = (self._logo, 24, word, self._theirs, 16, safe, self._waits, 20, go_on)
        words = column(*(line if isinstance(line, int) else row("*", line, "*") for line in lines))
        self.setLayout(column("*", words, "*", row("*", lock, "*"), margins=(24, 24)))
        self.hide()

    def begin(self, client: PaneLanguage, counsellor: PaneLanguage, *, is_saved: bool) -> None:
        """Cover everything."""
        theirs = "" if client == counsellor or not has_words(client.tag) else in_language(client.tag, _PAUSE)
        self._theirs.show_text(theirs, client.tag, client.direction(theirs))
        self._theirs.setVisible(bool(theirs))
        self._safe.setVisible(is_saved)
        self._waits.setVisible(not is_saved)
        self.setGeometry(self._over.rect())
        self._logo.setVisible(self.height() >= px(420))  # the words need the room first
        self.show()
        self.raise_()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Uncover the page."""
        self.button.clearFocus()  # or hiding would hand the focus to whatever comes next
        self.hide()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        is_lock = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_L
        if event.type() == QEvent.Type.ShortcutOverride and not is_lock:
            event.accept()  # the keys of the room sleep; Ctrl+L still locks
            return True
        return super().event(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Keep the focus: nothing underneath may be reached."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F9, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.ended.emit()
        event.accept()  # no other key reaches what is underneath
