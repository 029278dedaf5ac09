"""Answers that are no text and no choice of the form: a note, a tick, a step of a range."""

from PySide6.QtWidgets import QWidget

from intake_app.errors import N_
from intake_app.forms.definition import NodeDefinition
from ui.questions.choice_field import ChoiceField
from ui.questions.client_words import in_language
from ui.questions.field import AnswerField
from ui.questions.panes import Panes, ShownChoice
from ui.questions.passage import Passage

_UNDERSTOOD = N_("Understood")
_MOST_STEPS = 11  # a range with more steps is typed


class ShownField(AnswerField):
    """A note, or a value that is calculated: nothing to do, the value (if any) to be read."""

    def __init__(self, definition: NodeDefinition, parent: QWidget | None = None) -> None:
        super().__init__(definition, parent)
        self._value = Passage("client", "text", self)
        self._panes: Panes | None = None
        self._text = ""
        self.column.addWidget(self._value)

    def show_answer(self, value: str | None) -> None:
        self._text = value or ""
        self._show()

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:  # noqa: ARG002 - has none
        self._panes = panes
        self._show()

    def take(self, _value: str | None) -> None:
        return

    def enter(self, _first: str = "") -> None:
        return

    def _show(self) -> None:
        if self._panes is not None:
            client = self._panes.client
            self._value.show_text(self._text, client.tag, client.direction(self._text))
            self._value.setVisible(bool(self._text))


class TickField(ChoiceField):
    """An acknowledgement: one tick that says it was heard and understood; kept as ``OK``."""

    def __init__(self, definition: NodeDefinition, parent: QWidget | None = None) -> None:
        super().__init__(definition, many=True, parent=parent)

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:  # noqa: ARG002 - has its own
        client, counsellor = (in_language(one.tag, _UNDERSTOOD) for one in (panes.client, panes.counsellor))
        super().show_words((ShownChoice("OK", client, counsellor),), panes)


class StepField(ChoiceField):
    """A range of few steps as a row of numbers."""

    def __init__(
        self, definition: NodeDefinition, steps: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, many=False, parent=parent)
        self._steps = steps

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:  # noqa: ARG002 - has its own
        super().show_words(tuple(ShownChoice(step, step, step) for step in self._steps), panes)


def range_steps(definition: NodeDefinition) -> tuple[str, ...]:
    """Return the steps of a range when they are few enough to be shown side by side, else nothing."""
    try:
        start, end, step = (float(definition.parameters.get(key, default))
                            for key, default in (("start", "1"), ("end", "10"), ("step", "1")))  # fmt: skip
    except ValueError:
        return ()
    if not step or abs(end - start) / abs(step) > _MOST_STEPS - 1:
        return ()
    step = abs(step) if end >= start else -abs(step)
    count = int(abs(end - start) / abs(step) + 1e-9) + 1
    return tuple(f"{start + n * step:.10g}" for n in range(count))
