"""The second window: on a second screen if there is one, else over the counsellor's, to turn the laptop.

It has no title of a person, no frame and no way into the program: only the keys that pause, lock and close.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.client.page import ClientPage
from ui.speaking import Speaking
from ui.words import _


class HasGeometry(Protocol):
    """What is asked of a screen."""

    def geometry(self) -> QRect:
        """Return its place among all screens."""


T = TypeVar("T", bound=HasGeometry)


class ClientWindow(Speaking, QWidget):
    """Holds the page. F10 closes it, F9 pauses, Ctrl+L locks; every other key stays in the page."""

    closed = Signal()
    pause_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, page: ClientPage, main: QWidget) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._main = main
        self.page = page
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self.say(self.setWindowTitle, lambda: _("For the client"))
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._screen_removed)
        app.screenAdded.connect(self._screen_added)

    def open_on(self, screens: Sequence[QScreen]) -> None:
        """Fill the screen that the counsellor does not look at, or the only one."""
        main = self._main.screen()
        screen = other_screen(screens, main)
        is_apart = screen is not main
        # On a screen of its own it must not take the keyboard from the counsellor's card.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, is_apart)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        if not is_apart:
            self.activateWindow()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt would mark the first choice

    def _screen_removed(self, gone: QScreen) -> None:
        """Come to the screen that is left; nothing of the talk is lost with a cable."""
        if self.isVisible():
            self.open_on([one for one in QGuiApplication.screens() if one is not gone])

    def _screen_added(self, _new: QScreen) -> None:
        if self.isVisible():
            self.open_on(QGuiApplication.screens())

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key of the counsellor's window acts from here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_F10 or (is_ctrl and key == Qt.Key.Key_0):
            self.close()
        elif key == Qt.Key.Key_F9 or (is_ctrl and key == Qt.Key.Key_9):
            self.pause_wanted.emit()
        elif is_ctrl and key == Qt.Key.Key_L:
            self.lock_wanted.emit()
        event.accept()  # Esc and the rest do nothing

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def other_screen(screens: Sequence[T], main: T) -> T:
    """Return the first screen that shows another place than ``main`` does, else ``main``.

    A mirrored projector shows the same place: there is nothing of its own to show on it.
    """
    for screen in screens:
        if screen is not main and screen.geometry() != main.geometry():
            return screen
    return main
