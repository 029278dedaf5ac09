"""A list over the page that is searched by typing: arrows move, Enter chooses, Esc closes, focus goes back.

It sizes itself again when language or text size change, for the words inside are then longer or shorter.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLineEdit, QWidget

from ui.look import theme
from ui.look import type as letter
from ui.parts.label import KeyCap, label
from ui.parts.space import Item, column, row
from ui.speaking import Speaking


class Popover(Speaking, QFrame):
    """The frame, the heading, the line to search in. Subclasses hold the list.

    ``closed`` when it goes without a choice.
    """

    closed = Signal()

    def __init__(
        self, parent: QWidget, *, title: Callable[[], str], search: Callable[[], str], key: str
    ) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("card", "popover")
        self._heading = label("head", wrap=False)
        self.say(self._heading.setText, title)
        self.say(self.setAccessibleName, title)
        self._key = KeyCap(key)
        self.search = QLineEdit()
        self.fit(lambda: self.search.setFont(letter.font("body")))
        self.say(self.search.setPlaceholderText, search)
        self.say(self.search.setAccessibleName, search)
        self.search.textEdited.connect(self.narrow)
        self.search.installEventFilter(self)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        self.fit(lambda: shadow.setColor(theme.colour("text", 90)))
        self.setGraphicsEffect(shadow)
        self.hide()

    def narrow(self, text: str) -> None:
        """Show only what ``text`` finds."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Mark the entry below (1) or above (-1)."""
        raise NotImplementedError

    def choose_marked(self) -> None:
        """Choose the marked entry, where there is one."""
        raise NotImplementedError

    def place(self, whole: QRect) -> QRect:
        """Return where to stand on a page of the size ``whole``."""
        raise NotImplementedError

    def close_list(self) -> None:
        """Close without choosing."""
        if self.isVisible():
            self.go()
            self.closed.emit()

    def go(self) -> None:
        """Hide; the focus goes nowhere by itself."""
        self.search.clearFocus()  # or hiding would hand the focus to whatever comes next
        self.hide()

    def hold(self, *items: Item) -> None:
        """Put the list below heading and search; called once."""
        self.setLayout(column(row(self._heading, "*", self._key), *items, margins=(16, 12)))
        self.say(lambda _text: self._place_again(), lambda: "")
        self.fit(self._place_again)

    def come(self) -> None:
        """Show on top of the page, with nothing searched for yet."""
        self.search.clear()
        self.narrow("")
        self.setGeometry(self.place(self._over.rect()))
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place_again(self) -> None:
        if self.isVisible():
            # Once the page below has settled into the new words, too.
            QTimer.singleShot(0, self, lambda: self.setGeometry(self.place(self._over.rect())))

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.close_list()
                return True
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.choose_marked()
                return True
            if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                return True  # there is nothing else to go to; Esc leaves
        return super().eventFilter(watched, event)
