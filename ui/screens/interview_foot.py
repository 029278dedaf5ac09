"""The foot of an interview: back, the keys, later, onward. It never scrolls away and never waits."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from intake_app.errors import N_
from ui.look.type import sp
from ui.parts.button import Button
from ui.parts.label import KeyCap, label
from ui.parts.space import pane, row
from ui.speaking import Speaking
from ui.words import _

_HINTS = (
    ("1–9", N_("Answer")),
    ("↑ ↓", N_("Question")),
    ("F6", N_("Change language")),
    ("F7", N_("Swap sides")),
    ("F9", N_("Pause")),
)


class FootBar(Speaking, QFrame):
    """Back and onward, and what the keys do."""

    back = Signal()
    onward = Signal()
    postponed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        back = Button(icon="arrow-left")
        self.say(back.setText, lambda: _("Back"))
        back.clicked.connect(self.back)
        self._back = back
        self._later = Button("ghost", icon="skip-forward")
        self.say(self._later.setText, lambda: _("Later"))
        self._later.clicked.connect(self.postponed)
        self.next = Button("primary", trail="arrow-right")
        self._is_complete = False
        self.say(self.next.setText, self._next_words)
        self.next.clicked.connect(self.onward)
        for button in (back, self._later):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.next.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._each: list[QWidget] = []
        for key, says in _HINTS:
            word = label("small", "muted", wrap=False)
            self.say(word.setText, lambda says=says: _(says))  # type: ignore[misc]
            self._each.append(pane(row(KeyCap(key), word, gap=6)))
        self._hints = QWidget()
        self._hints.setLayout(row(*self._each, gap=14))
        self._hints.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._has_room = True
        self._cap = KeyCap()
        self.say(self._cap.setText, lambda: _("PgDn"))
        self.setLayout(
            row(back, "*", self._hints, "*", self._later, self.next, self._cap, gap=12, margins=(20, 7))
        )

    def set_complete(self, is_complete: bool, *, is_first: bool) -> None:
        """On the page of open points the way onward is completing."""
        self._is_complete = is_complete
        self._later.setVisible(not is_complete)
        self._back.setEnabled(not is_first)
        self.next.setText(self._next_words())

    def set_for_interpreter(self, is_viewed: bool) -> None:
        """While the interpreter looks on there is no way back."""
        self._back.setVisible(not is_viewed)
        self._later.setVisible(not is_viewed and not self._is_complete)

    def set_arranged(self, width: str) -> None:
        """Leave out the keys where there is no room for them."""
        self._has_room = width == "wide"
        self._hints.setVisible(self._has_room)
        self._cap.setVisible(width == "wide")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the last keys where long words need their room."""
        super().resizeEvent(event)
        self._fit_hints()

    def event(self, event: QEvent) -> bool:
        """Look again when words have changed."""
        if event.type() == QEvent.Type.LayoutRequest and hasattr(self, "_cap"):
            self._fit_hints()
        return super().event(event)

    def _fit_hints(self) -> None:
        others = [self._back, self._later, self.next, self._cap]
        taken = sum(one.sizeHint().width() + sp(12) for one in others if not one.isHidden())
        room = self.width() - taken - 2 * sp(20) - 2 * sp(12)
        for one in self._each:
            room -= one.sizeHint().width() + sp(14)
            one.setVisible(room >= 0)

    def _next_words(self) -> str:
        return _("Complete the interview") if self._is_complete else _("Next")
