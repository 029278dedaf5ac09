"""Ctrl+Tab goes around the parts of the room; inside a part the arrows walk, Esc goes back to the question.

The controls around the cards are left out of the Tab order on purpose: Tab stays with the questions.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_ONWARD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})


class PaneWalk(QObject):
    """The way around ``panes``; ``home`` gives the focus to the question and is a stop of its own, first."""

    def __init__(self, panes: Sequence[QWidget], home: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._panes = panes
        self._home = home

    def step(self, by: int) -> None:
        """Go to the next part (1) or the one before (-1) that has anything to do."""
        focus = QApplication.focusWidget()
        stops = [pane for pane in self._panes if _controls(pane)]
        at = next((n for n, pane in enumerate(stops, 1) if focus and pane.isAncestorOf(focus)), 0)
        to = (at + by) % (len(stops) + 1)
        if to == 0:
            self._home()
            return
        controls = _controls(stops[to - 1])
        for control in controls:
            control.installEventFilter(self)
        here = next((one for one in controls if one.property("is_here")), controls[0])
        here.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        pane = next(
            (one for one in self._panes if isinstance(watched, QWidget) and one.isAncestorOf(watched)), None
        )
        if pane is None or not isinstance(watched, QAbstractButton) or event.modifiers() & _HELD:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._home()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            watched.click()
        elif key in _ONWARD | _BACK:
            is_rtl = watched.layoutDirection() == Qt.LayoutDirection.RightToLeft
            is_onward = key in _ONWARD
            if is_rtl and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
                is_onward = not is_onward
            controls = _controls(pane)
            if watched in controls:
                to = controls[(controls.index(watched) + (1 if is_onward else -1)) % len(controls)]
                to.installEventFilter(self)
                to.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _controls(pane: QWidget) -> list[QAbstractButton]:
    """Return what can be pressed in a part, in reading order."""
    if not pane.isVisible():
        return []
    is_rtl = pane.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def place(control: QWidget) -> tuple[int, int]:
        at = control.mapTo(pane, QPoint(0, 0))
        return at.y() // 24, -at.x() if is_rtl else at.x()

    found = [
        one for one in pane.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]  # fmt: skip
    return sorted(found, key=place)
