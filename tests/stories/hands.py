"""Two hands on the keyboard: answers cards, turns pages and switches languages by key events alone.

Reads the screen as a person does (which card has the focus, what is offered, what the list shows) and never
calls a method of the room that would act.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.forms.definition import NodeDefinition
from intake_app.interview import NodeView
from intake_app.interview.respondent import Refusal
from ui.questions.choice_field import ChoiceField
from ui.questions.choice_list import ListField
from ui.questions.date_field import DateField
from ui.questions.panes import plain_text
from ui.questions.question_box import QuestionBox
from ui.screens.interview import InterviewScreen

_KEYS = {"declined": Qt.Key.Key_F2, "unknown": Qt.Key.Key_F3, "not-asked": Qt.Key.Key_F4,
         "not-applicable": Qt.Key.Key_F5}  # fmt: skip
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip


class Hands:
    """Presses keys in the window that has the focus. ``pressed`` counts them."""

    def __init__(self, screen: InterviewScreen) -> None:
        self.screen = screen
        self.pressed = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key where the focus is."""
        self.pressed += 1
        QTest.keyClick(self._focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type letters of any script, as a keyboard with that layout sends them."""
        for character in text:
            self.pressed += 1
            if character == "\n":
                self.press(Qt.Key.Key_Return)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._focus(), QKeyEvent(kind, 0, NONE, character))

    def card(self) -> QuestionBox | None:
        """Return the card on which the focus is, or inside which it is."""
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, QuestionBox):
            widget = widget.parentWidget()
        return widget

    def come_to(self, ref: str) -> QuestionBox:
        """Go to a card of this page with the arrow keys."""
        refs = self.screen.page_refs()
        for _attempt in range(2 * len(refs) + 2):
            card = self.card()
            assert card is not None, (
                f"no card has the focus on the way to {ref}: {QApplication.focusWidget()}"
            )
            if QApplication.focusWidget() is not card:
                self.press(Qt.Key.Key_Escape)
                continue
            if card.ref == ref:
                return card
            self.press(Qt.Key.Key_Down if refs.index(card.ref) < refs.index(ref) else Qt.Key.Key_Up)
        raise AssertionError(f"the arrow keys do not lead to {ref} among {refs}")

    def answer(self, ref: str, answer: str | Refusal) -> None:
        """Give an answer or a typed non-answer to a card of this page; the focus ends on the card."""
        card = self.come_to(ref)
        view = self.screen.interview.node(ref)
        if isinstance(answer, Refusal):
            self.press(_KEYS[str(answer)])
            return
        field = card.field
        if isinstance(field, ListField):
            self._search(card, view, answer)
        elif isinstance(field, ChoiceField):
            self._choose(card, view, answer)
        elif isinstance(field, DateField):
            self._date(view.definition, answer)
        else:
            self._write(answer)
        if QApplication.focusWidget() is not card:
            self.press(Qt.Key.Key_Escape)

    def next_page(self) -> None:
        """Turn the page."""
        self.press(Qt.Key.Key_PageDown)

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus: a key would go nowhere"
        return focus

    def _choose(self, card: QuestionBox, view: NodeView, answer: str) -> None:
        offered = self._offered(card)
        wanted = answer.split() if view.definition.control in {"select", "rank"} else [answer]
        for one in (view.value or "").split() if view.definition.control in {"select", "rank"} else ():
            if one not in wanted:
                self._take_choice(card, offered.index(one))
        for one in wanted:
            if one not in (self.screen.interview.value(view.ref) or "").split():
                self._take_choice(card, offered.index(one))

    def _take_choice(self, card: QuestionBox, at: int) -> None:
        if at < 9:
            self.press(Qt.Key(Qt.Key.Key_1 + at))
            return
        self.press(Qt.Key.Key_Return)  # into the choices: the first one, or the chosen one
        for _step in range(len(self._offered(card))):
            if self._offered(card).index(getattr(QApplication.focusWidget(), "value", "")) == at:
                break
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_Escape)

    def _search(self, card: QuestionBox, view: NodeView, answer: str) -> None:
        """Type the client's word into the list's search, go down to the line, take it."""
        field = card.field
        assert isinstance(field, ListField)
        words = {one.value: plain_text(one.label) for one in self.screen.interview.choices(
            view.ref, self.screen.interview.client_language)}  # fmt: skip
        wanted = answer.split() if view.definition.control == "select" else [answer]
        for one in wanted:
            if one in (self.screen.interview.value(view.ref) or "").split():
                continue
            self.press(Qt.Key.Key_Return)
            self.press(Qt.Key.Key_A, CTRL)
            self.type(words[one])
            model = field.list.model()
            rows = [model.row(n).value for n in range(model.rowCount())]  # type: ignore[attr-defined]
            for _step in range(rows.index(one) - field.list.currentIndex().row()):
                self.press(Qt.Key.Key_Down)
            for _step in range(field.list.currentIndex().row() - rows.index(one)):
                self.press(Qt.Key.Key_Up)
            self.press(Qt.Key.Key_Return)
            if QApplication.focusWidget() is not card:
                self.press(Qt.Key.Key_Escape)

    def _date(self, question: NodeDefinition, answer: str) -> None:
        """Type the day as it is said here, with points: 12.5.1990."""
        day, _t, clock = answer.partition("T")
        parts = day.split("-")
        if "year" in question.appearance:
            parts = parts[:1]
        elif "month-year" in question.appearance:
            parts = parts[:2]
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_A, CTRL)
        self.type(".".join(reversed(parts)))
        if clock:
            self.type("." + clock[:5] if len(parts[0]) != 4 else clock[:5])
        self.press(Qt.Key.Key_Return)

    def _write(self, answer: str) -> None:
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_A, CTRL)
        self.type(answer)
        self.press(Qt.Key.Key_Escape)

    def _offered(self, card: QuestionBox) -> list[str]:
        field = card.field
        assert isinstance(field, ChoiceField)
        return [button.value for button in field._buttons]
