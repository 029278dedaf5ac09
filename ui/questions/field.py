"""What every way of answering has in common, whatever the type of the question.

A field never holds the truth: it says what a person gave (``answered``) and shows what the interview
then has (``show_answer``). So undo, calculation and a resumed draft all reach the eye the same way.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.forms.definition import NodeDefinition
from intake_app.records.partial_date import PartialDate
from ui.questions.panes import Panes, ShownChoice
from ui.speaking import Speaking

PAUSE_MS = 400  # a pause in typing this long commits what was typed


class AnswerField(Speaking, QWidget):
    """The answering part of a question card.

    ``answered`` carries the value as the form keeps it, a ``ToldAnswer``, or None for nothing.
    """

    answered = Signal(object)
    takes_digits = False  # a digit typed on the card begins the entry

    def __init__(self, definition: NodeDefinition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.definition = definition
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def show_answer(self, value: str | None) -> None:
        """Show what the interview has; no signal."""
        raise NotImplementedError

    def show_told(self, told: PartialDate | None) -> None:
        """Show a date as it was told; comes before ``show_answer``. Only dates have one."""

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:
        """Show the texts of both languages; never touches the answer or the focus."""
        raise NotImplementedError

    def set_readonly(self, is_readonly: bool) -> None:
        """Show the answer without a way to change it."""
        self.setEnabled(not is_readonly)

    def set_bad(self, is_bad: bool) -> None:
        """Mark the entry as one to look at again."""

    def take(self, value: str | None) -> None:
        """Give ``value`` through the widgets, as a person at the keyboard would."""
        raise NotImplementedError

    def enter(self, first: str = "") -> None:
        """Go to edit level: the focus moves inside; ``first`` is a character already typed."""
        raise NotImplementedError

    def press(self, _digit: int) -> bool:
        """Answer by the key 1-9 on card level; return whether the key meant something here."""
        return False

    def flush(self) -> None:
        """Give what was typed and not yet given."""

    def name_for_readers(self, name: str) -> None:
        """Set the accessible name of what a person types into or chooses from."""
        self.setAccessibleName(name)
