"""Ten fingers on the keyboard of the real window: Tab to what has a name, type, choose, press; nothing else.

What cannot be reached by Tab is not reached; what is chosen in a list is chosen by arrows and Enter.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tests.stories.window import Desk

KEY = Qt.Key
_PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
_ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
_MOST = 400  # controls on one page


class Fingers:
    """Presses keys where the focus is. Names are what a screen reader says of a control, or begin like it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        """Press one key and let the window do what follows."""
        QTest.keyClick(self._front(), key, modifier)
        self._desk.driver.settle()

    def type(self, text: str) -> None:
        """Type letters of any language where the focus is."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._front(), QKeyEvent(kind, 0, _PLAIN, letter))

    def tab_to(self, name: str) -> QWidget:
        """Press Tab until what is called ``name`` has the focus."""
        seen: list[str] = []
        for _step in range(_MOST):
            widget = self._front()
            said = said_of(widget)
            if said == name or said.startswith(name):
                return widget
            if seen and said == seen[0] and len(seen) > 3 and seen[1:3] == seen[-2:]:
                break
            seen.append(said)
            QTest.keyClick(widget, KEY.Key_Tab)
            QApplication.processEvents()
        raise AssertionError(f"Tab does not lead to “{name}”, only to {list(dict.fromkeys(seen))}")

    def push(self, name: str) -> None:
        """Come to a button and press it."""
        widget = self.tab_to(name)
        assert isinstance(widget, QAbstractButton), f"{name} is a {type(widget).__name__}"
        self.press(KEY.Key_Space)

    def fill(self, name: str, text: str) -> None:
        """Come to a line or an area, write over what stands there."""
        widget = self.tab_to(name)
        assert isinstance(widget, QLineEdit | QPlainTextEdit), f"{name} is a {type(widget).__name__}"
        QTest.keyClick(widget, KEY.Key_A, CTRL)
        self.type(text)

    def choose(self, name: str, word: str) -> None:
        """Come to a list, open it, go to the line that says ``word`` and take it."""
        widget = self.tab_to(name)
        assert isinstance(widget, QComboBox), f"{name} is a {type(widget).__name__}"
        QTest.keyClick(widget, KEY.Key_Down, ALT)
        view = widget.view()
        self._desk.driver.wait(view.isVisible, f"the list {name} opens")
        QTest.keyClick(view, KEY.Key_Home)
        offered = [widget.itemText(n) for n in range(widget.count())]
        at = next((n for n, said in enumerate(offered) if said.startswith(word)), None)
        assert at is not None, f"{name} does not offer {word}, only {offered}"
        for _step in range(at):
            QTest.keyClick(view, KEY.Key_Down)
        QTest.keyClick(view, KEY.Key_Return)
        self._desk.driver.settle()

    def tick(self, name: str) -> None:
        """Come to a box or a segment and choose it."""
        self.tab_to(name)
        self.press(KEY.Key_Space)

    def _front(self) -> QWidget:
        """Return what has the focus; only a window in front gets keys."""
        sheet = QApplication.activeModalWidget()
        window = sheet or self._desk.window
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            self._desk.driver.wait(lambda: QApplication.activeWindow() is window, "coming to the front")
        return QApplication.focusWidget() or window.focusWidget() or window


def said_of(widget: QWidget) -> str:
    """Return what a screen reader says of a control."""
    text = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return text.translate(_ISOLATES)
