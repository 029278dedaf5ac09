"""What the interpreter sees when she looks at the screen: questions and choices, nothing said before.

Cards of class P3 and P4 keep their text, choices and answer to the counsellor; cards that were answered
before the view began keep their answer. What is answered while she looks on stays in sight: she said it.
"""

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from intake_app.interview import Interview
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.label import Label, label
from ui.parts.marks import Icon
from ui.parts.space import row
from ui.questions.question_box import QuestionBox
from ui.speaking import Speaking
from ui.words import _, set_apart

_PROTECTED = frozenset({"P3", "P4"})
_PASSING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class ViewStrip(Notice):
    """Says above the page that the interpreter looks on, and how that ends."""

    ended = Signal()

    def __init__(self) -> None:
        self.button = Button("small", icon="eye-slash")
        super().__init__("soft", icon="eye", action=self.button)
        self.say(self.button.setText, lambda: _("End this view (F12)"))
        self.button.clicked.connect(self.ended)
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    def show_view(self, *, is_on: bool, is_last: bool) -> None:
        """Show or hide; ``is_last`` when no question is left."""
        self.setVisible(is_on)
        if is_last:
            self.tell(lambda: _("No more questions. End this view to go on."))
        else:
            self.tell(lambda: _("The interpreter looks on: questions and choices only."))


class Cover(Speaking, QFrame):
    """Stands in a card's place. ``is_protected``: the counsellor asks it; else it was answered before."""

    def __init__(self, box: QuestionBox, *, is_protected: bool) -> None:
        super().__init__(box)
        self._box = box
        self.is_protected = is_protected
        self._name = box.accessibleName()
        self._hidden: list[QWidget] = []
        words: Label = label("body", "muted")
        self.say(words.setText, self._words)
        lines = row(Icon("lock-simple" if is_protected else "check", "muted", 18), (words, 1), gap=10)
        self.setLayout(lines)
        self._hide_the_rest()
        layout = box.layout()
        assert layout is not None
        layout.addWidget(self)
        box.installEventFilter(self)
        self.show()
        self.say(box.setAccessibleName, self._words)

    def lift(self) -> None:
        """Let the card be seen again."""
        self._said.clear()
        self._box.removeEventFilter(self)
        self.hide()
        layout = self._box.layout()
        assert layout is not None
        layout.removeWidget(self)
        for widget in self._hidden:
            widget.show()
        self._box.setAccessibleName(self._name)
        self.deleteLater()

    def _words(self) -> str:
        if self.is_protected:
            return _("The counsellor asks this one.")
        question = self._box.question_text() or self._box.counsellor_text()
        return f"{_('Answered before')}: {set_apart(question)}"

    def _hide_the_rest(self) -> None:
        for widget in self._box.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if widget is not self and not widget.isHidden():
                widget.hide()
                if widget not in self._hidden:
                    self._hidden.append(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep hidden what the card would show, and keys away from it; moving on still works."""
        if watched is self._box and event.type() == QEvent.Type.LayoutRequest:
            self._hide_the_rest()
        elif watched is self._box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_plain = not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            )
            return is_plain and event.key() not in _PASSING
        return super().eventFilter(watched, event)


class Covers:
    """Which cards of an interview are covered while the interpreter looks on."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._is_open: dict[str, bool] = {}  # by ref, decided when the card is first seen in this view
        self._covers: dict[QuestionBox, Cover] = {}

    def cover(self, boxes: Iterable[QuestionBox]) -> None:
        """Cover those of ``boxes`` that the interpreter must not see."""
        for box in boxes:
            view = self._interview.node(box.ref)
            is_protected = view.definition.sensitivity in _PROTECTED
            was_said = bool(view.value or view.non_answer or view.note) and not view.is_note
            if box.ref not in self._is_open:
                self._is_open[box.ref] = not (is_protected or was_said)
            if not self._is_open[box.ref] and box not in self._covers:
                self._covers[box] = Cover(box, is_protected=is_protected)

    def is_covered(self, box: QuestionBox | None) -> bool:
        """Return whether a card is covered."""
        return box in self._covers

    def lift(self) -> None:
        """Uncover every card."""
        for cover in self._covers.values():
            if shiboken6.isValid(cover):  # its card may be gone: another instance stands in its place
                cover.lift()
        self._covers.clear()
        self._is_open.clear()
