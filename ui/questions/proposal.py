"""What the client touched in the client window, waiting for the counsellor's word on the card.

A touch is easily a slip, so nothing is an answer before it was read aloud and confirmed: Enter or the
button take it over, Backspace or the cross puts it aside.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.label import label
from ui.parts.marks import Icon
from ui.parts.space import column, row
from ui.speaking import Speaking
from ui.words import _, set_apart


class Proposal(Speaking, QWidget):
    """``taken`` carries (value, whether declined); ``dismissed`` when it is put aside."""

    taken = Signal(object, bool)
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._value: str | None = None
        self._is_declined = False
        self._theirs = self._ours = ""
        self._words = label("body", "text")
        self._take = Button(icon="check")
        self.say(self._take.setText, lambda: _("Take it over (Enter)"))
        self._take.clicked.connect(self.take)
        self._aside = Button("quiet", icon="x")
        self.say(self._aside.name_it, lambda: _("Put aside what was touched (Backspace)"))
        self._aside.clicked.connect(self.put_aside)
        self.say(lambda _text: self._say_words(), lambda: "")
        self._card = Card(
            row(Icon("hand-pointing", "accent", 22), (self._words, 1), self._take, self._aside, gap=10),
            kind="soft", margins=(12, 8),
        )  # fmt: skip
        self.setLayout(column(self._card, gap=0))
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """Return whether something waits to be confirmed."""
        return self._value is not None or self._is_declined

    def text(self) -> str:
        """Return what is said, empty when nothing waits."""
        return self._words.text() if self.is_waiting else ""

    def show_touched(self, value: str | None, *, is_declined: bool, theirs: str, ours: str) -> None:
        """Show what was touched, in the client's words and in ours; nothing touched any more hides it."""
        self._value, self._is_declined = (None if is_declined else value), is_declined
        self._theirs, self._ours = theirs, ours
        self._say_words()
        self.setVisible(self.is_waiting)

    def take(self) -> None:
        """Make it the answer."""
        if self.is_waiting:
            value, is_declined = self._value, self._is_declined
            self.forget()
            self.taken.emit(value, is_declined)

    def put_aside(self) -> None:
        """Let it be no answer."""
        if self.is_waiting:
            self.forget()
            self.dismissed.emit()

    def forget(self) -> None:
        """Show nothing; no signal."""
        self._value, self._is_declined = None, False
        self.hide()

    def _say_words(self) -> None:
        theirs, ours = set_apart(self._theirs), set_apart(self._ours)
        shown = theirs if not self._ours or self._ours == self._theirs else f"{theirs} ({ours})"
        self._words.setText(_("Touched in the client window: {answer}", answer=shown))
        self.setAccessibleName(self._words.text())
