"""Go to a question (Ctrl+G): type its number or a word of it, Enter goes there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.look import type as letter
from ui.parts.label import KeyCap, label
from ui.parts.space import column, row
from ui.speaking import Speaking
from ui.words import _

_REF = Qt.ItemDataRole.UserRole


class QuestionFinder(Speaking, QFrame):
    """A small list over the page. ``chosen`` carries the ref."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("card", "popover")
        self._known: list[tuple[str, str]] = []
        heading = label("head", wrap=False)
        self.say(heading.setText, lambda: _("Go to a question"))
        self.search = QLineEdit()
        self.search.setFont(letter.font("body"))
        self.say(self.search.setPlaceholderText, lambda: _("Number or a word of the question"))
        self.say(self.search.setAccessibleName, lambda: _("Number or a word of the question"))
        self.search.textEdited.connect(self._narrow)
        self.search.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFont(letter.font("body"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(self._list.setAccessibleName, lambda: _("Questions"))
        self._list.itemClicked.connect(self._choose)
        self.setLayout(
            column(row(heading, "*", KeyCap("Ctrl+G")), self.search, (self._list, 1), margins=(16, 12))
        )
        self.hide()

    def open_list(self, known: Sequence[tuple[str, str]]) -> None:
        """Show the questions: (ref, ``4.2  Can you read…``)."""
        self._known = list(known)
        self.search.clear()
        self._narrow("")
        whole = self._over.rect()
        width, height = min(letter.px(620), whole.width() - 32), min(letter.px(430), whole.height() - 120)
        self.setGeometry((whole.width() - width) // 2, letter.px(72), width, height)
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_list(self) -> None:
        """Close without going anywhere."""
        if self.isVisible():
            self._go()
            self.closed.emit()

    def _go(self) -> None:
        self.search.clearFocus()  # or hiding would hand the focus to whatever comes next
        self.hide()

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        self._list.clear()
        for ref, words in self._known:
            if all(part in words.casefold() for part in wanted):
                item = QListWidgetItem(words)
                item.setData(_REF, ref)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._go()
            self.chosen.emit(item.data(_REF))

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.close_list()
                return True
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                by = 1 if key == Qt.Key.Key_Down else -1
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + by)))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)
