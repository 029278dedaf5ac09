"""Page: fixed head, one scrolling middle, fixed foot. Only the middle scrolls, never sideways."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui.look.type import px
from ui.parts.label import Label, label
from ui.parts.space import Item, Stack, Yielding, column, pane, row
from ui.speaking import Speaking


class Scroll(Speaking, QScrollArea):
    """A scrolling middle that holds ``body``; it can be scrolled with the keyboard but is no Tab stop."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        body.setObjectName("plain")
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def minimumSizeHint(self) -> QSize:
        """Need the body's width and little height."""
        body = self.widget()
        return QSize(body.minimumSizeHint().width() if body is not None else 0, px(80))

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what keys have reached into sight; Qt itself does so only for Tab from inside to inside."""
        body = self.widget()
        if now is not None and body is not None and body.isAncestorOf(now):
            self._see_focus()
            QTimer.singleShot(0, self, self._see_focus)  # a page still being laid out may push it away

    def _see_focus(self) -> None:
        now, body = QApplication.focusWidget(), self.widget()
        if now is not None and body is not None and body.isAncestorOf(now) and now.visibleRegion().isEmpty():
            self.ensureWidgetVisible(now)


def scrolling(layout: Stack) -> Scroll:
    """Return a scrolling middle around ``layout``."""
    return Scroll(pane(layout))


class HeadBar(Speaking, Yielding):
    """The fixed bar on top of a page: title, one line below, actions at the far edge."""

    def __init__(
        self, title: Callable[[], str], below: Callable[[], str] | None = None, *actions: Item
    ) -> None:
        self.ends = row(*actions, gap=10)
        self.texts: Stack = column(gap=2)
        super().__init__(row((self.texts, 1), self.ends, gap=12, margins=(20, 11)), "bar")
        self.title: Label = label("title")
        self.below: Label = label("small", "muted")
        self.texts.add(self.title, self.below)
        self.say(self.title.setText, title)
        self.say(self.below.setText, below or (lambda: ""))
        self.below.setVisible(below is not None)


def foot_bar(*items: Item) -> QFrame:
    """Return the fixed bar at the bottom of a page."""
    return Yielding(row(*items, gap=10, margins=(20, 8)), "foot")
