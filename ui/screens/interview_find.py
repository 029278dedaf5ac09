"""Go to a question (Ctrl+G): type its number or a word of it, Enter goes there."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from ui.look import type as letter
from ui.screens.interview_popover import Popover
from ui.words import _

_REF = Qt.ItemDataRole.UserRole


class QuestionFinder(Popover):
    """All questions over the page. ``chosen`` carries the ref."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            title=lambda: _("Go to a question"),
            search=lambda: _("Number or a word of the question"),
            key="Ctrl+G",
        )
        self._known: list[tuple[str, str]] = []
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fit(lambda: self._list.setFont(letter.font("body")))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(self._list.setAccessibleName, lambda: _("Questions"))
        self._list.itemClicked.connect(self._choose)
        self.hold(self.search, (self._list, 1))

    def open_list(self, known: Sequence[tuple[str, str]]) -> None:
        """Show the questions: (ref, ``4.2  Can you read…``)."""
        self._known = list(known)
        self.come()

    def narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        self._list.clear()
        for ref, words in self._known:
            if all(part in words.casefold() for part in wanted):
                item = QListWidgetItem(words)
                item.setData(_REF, ref)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def step(self, by: int) -> None:
        self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + by)))

    def choose_marked(self) -> None:
        self._choose(self._list.currentItem())

    def place(self, whole: QRect) -> QRect:
        width, height = min(letter.px(620), whole.width() - 32), min(letter.px(430), whole.height() - 120)
        return QRect((whole.width() - width) // 2, letter.px(72), width, height)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.go()
            self.chosen.emit(item.data(_REF))
