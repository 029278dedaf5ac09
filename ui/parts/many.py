"""Many: some of a list, added one by one, each left out again by its own button."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.parts.button import Button
from ui.parts.field import Picker
from ui.parts.flow import Flow
from ui.parts.space import clear, column, pane
from ui.speaking import Speaking
from ui.words import _

_OPENS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip


class _Adder(Picker):
    """A list to add from. Keys open it and move in it; only Enter takes what they stopped at."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list, where a closed one would take the first line that a key comes by."""
        letter = event.text()
        if event.key() in _OPENS:
            self.showPopup()
        elif letter.isprintable() and letter.strip():
            self.showPopup()
            self.view().keyboardSearch(letter)
        else:
            super().keyPressEvent(event)


class Many(Speaking, QWidget):
    """Some values: a list to add from, the chosen ones as buttons that leave them out again."""

    def __init__(self, offered: Iterable[str], says: Callable[[str], str], values: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._offered, self._says, self._values = tuple(offered), says, list(values)
        self.picker = _Adder()
        self.picker.currentIndexChanged.connect(self._add)
        self.picker.currentTextChanged.connect(self.picker.setToolTip)
        self._chosen = Flow(gap=6)
        self.setLayout(column(self.picker, pane(self._chosen), gap=6))
        self.setFocusProxy(self.picker)
        self.say(lambda _text: self._show(), lambda: "")

    def setAccessibleName(self, name: str) -> None:
        """Name the list; the holder itself is silent."""
        self.picker.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        """Describe the list."""
        self.picker.setAccessibleDescription(text)

    def values(self) -> tuple[str, ...]:
        """Return the chosen values."""
        return tuple(self._values)

    def add(self, value: str) -> None:
        """Choose one more."""
        self.picker.set_value(value)

    def _add(self) -> None:
        if self.picker.value():
            self._values.append(self.picker.value())
            self._show()

    def _drop(self, value: str) -> None:
        self._values.remove(value)
        self._show()
        self.picker.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self) -> None:
        left = [one for one in self._offered if one not in self._values]
        self.picker.offer([("", lambda: _("Add …")), *((one, partial(self._says, one)) for one in left)])
        self.picker.set_value("")
        clear(self._chosen)
        for value in self._values:
            button = Button("small", icon="x")
            button.setText(self._says(value))
            button.setAccessibleName(_("Leave out {name}", name=self._says(value)))
            button.clicked.connect(partial(self._drop, value))
            self._chosen.addWidget(button)
            button.show()
