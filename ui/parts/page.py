"""Page: fixed head, one scrolling middle, fixed foot. Only the middle scrolls, never sideways."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QWidget

from ui.look.type import px
from ui.parts.label import Label, label
from ui.parts.space import Item, Stack, column, pane, row
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
        if now is not None and body is not None and body.isAncestorOf(now) and now.visibleRegion().isEmpty():
            self.ensureWidgetVisible(now)


def scrolling(layout: Stack) -> Scroll:
    """Return a scrolling middle around ``layout``."""
    return Scroll(pane(layout))


class HeadBar(Speaking, QFrame):
    """The fixed bar on top of a page: title, one line below, actions at the far edge."""

    def __init__(
        self, title: Callable[[], str], below: Callable[[], str] | None = None, *actions: Item
    ) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.title: Label = label("title")
        self.below: Label = label("small", "muted")
        self.ends = row(*actions, gap=10)
        self.texts = column(self.title, self.below, gap=2)
        self.setLayout(row((self.texts, 1), self.ends, gap=12, margins=(20, 11)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.say(self.title.setText, title)
        self.say(self.below.setText, below or (lambda: ""))
        self.below.setVisible(below is not None)


def foot_bar(*items: Item) -> QFrame:
    """Return the fixed bar at the bottom of a page."""
    frame = pane(row(*items, gap=10, margins=(20, 8)), "foot")
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return frame
