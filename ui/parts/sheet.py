"""Sheet: a question or a help page in front of the window; never blocks, Esc closes, focus returns."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.look.type import px
from ui.parts.button import Button
from ui.parts.label import label
from ui.parts.page import scrolling
from ui.parts.space import Item, Stack, Yielding, column, pane, row
from ui.parts.tab_order import chain_tabs
from ui.speaking import Speaking


class Sheet(Speaking, QDialog):
    """``title`` names it; ``body`` takes what it holds; ``ends`` stand at its foot."""

    def __init__(self, parent: QWidget | None, title: Callable[[], str], *, width: int = 560) -> None:
        super().__init__(parent)
        self._came_from = parent.focusWidget() if parent is not None else None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._width = width
        self.confirm: Button = Button("primary")  # the one action; placed by ``finish``
        self.keep: Button = Button("normal")
        self.body: Stack = column(gap=10, margins=(20, 6))
        self.ends: Stack = row("*", gap=10, margins=(20, 10))
        self._title = label("title")
        self.say(self._name, title)
        self.setLayout(
            column(
                pane(column(self._title, margins=(20, 12)), "bar"),
                (scrolling(self.body), 1),
                Yielding(self.ends, "foot"),
                gap=0,
            )
        )

    def add(self, *items: Item) -> None:
        """Append to the body."""
        self.body.add(*items)

    def finish(self, keep: Callable[[], str], confirm: Callable[[], str]) -> None:
        """Put the way back and the one action at the foot; both close the sheet."""
        self.say(self.keep.setText, keep)
        self.say(self.confirm.setText, confirm)
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.close)
        self.ends.add(self.keep, self.confirm)
        self.open()

    def open(self) -> None:
        """Show the sheet as large as its text needs, never larger than its window."""
        self.body.add("*")
        self._take_size()
        parent = self.parentWidget()
        if parent is not None:
            parent.window().installEventFilter(self)
        super().open()

    def _take_size(self) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        width = min(px(self._width), room.width() - 40)
        tall = (
            self.body.totalHeightForWidth(width)
            if self.body.hasHeightForWidth()
            else self.body.sizeHint().height()
        )
        self.resize(width, min(tall + px(150), room.height() - 40))

    def _name(self, text: str) -> None:
        self._title.setText(text)
        self.setWindowTitle(text)
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take the size that the words need in another language, once they all are said."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            QTimer.singleShot(0, self, self._take_size)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay inside the window when that becomes smaller."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            QTimer.singleShot(0, self, self._take_size)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Go as one reads."""
        chain_tabs(self)
        return super().focusNextPrevChild(is_next)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the focus back."""
        super().closeEvent(event)
        if self._came_from is not None and shiboken6.isValid(self._came_from):  # a row may be gone by now
            self._came_from.setFocus()
