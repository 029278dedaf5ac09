"""TickLine: a box to tick beside words of any length; a click on the words ticks, too."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.field import Tick
from ui.parts.label import Label, label
from ui.parts.space import column, row
from ui.speaking import Speaking


class TickLine(Speaking, QWidget):
    """``say`` its text with ``setText``; ``below`` is a smaller second line. ``toggled`` as a check box."""

    toggled = Signal(bool)

    def __init__(self, *, is_on: bool = False) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.tick = Tick()
        self.tick.setChecked(is_on)
        self.tick.toggled.connect(self.toggled)
        self._words: Label = label()
        self._below: Label = label("small", "muted")
        self._below.hide()
        texts = column(self._words, self._below, gap=1)
        self.setLayout(row(self.tick, (texts, 1), gap=4))
        self.tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.tick)

    def setText(self, text: str) -> None:
        """Show ``text`` beside the box."""
        self._words.setText(text)
        self._name()

    def set_below(self, text: str) -> None:
        """Show ``text`` below; empty takes it away."""
        self._below.setText(text)
        self._below.setVisible(bool(text))
        self._name()

    def is_on(self) -> bool:
        """Return whether it is ticked."""
        return self.tick.isChecked()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick with a click on the words."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.tick.toggle()
        super().mouseReleaseEvent(event)

    def _name(self) -> None:
        self.tick.setAccessibleName(
            ", ".join(part for part in (self._words.text(), self._below.text()) if part)
        )
