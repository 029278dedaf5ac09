"""What is still open in an interview: required and blank, not of its type, or against its constraint."""

from collections.abc import Iterator
from typing import Literal

from intake_app.interview.compiled import CONSTRAINT
from intake_app.interview.tree import Slot, walk
from intake_app.interview.values import fits
from intake_app.interview.wording import Wordings
from intake_app.records.finding import AnswerFinding

OpenPoint = Literal["required", "constraint", "type"]


def open_point(slot: Slot) -> OpenPoint | None:
    """Return what is open about a question now, if anything."""
    node = slot.compiled
    if not slot.relevant or not node.is_question:
        return None
    if not slot.value:
        return "required" if slot.required and not slot.non_answer and node.is_asked else None
    if slot.valid:
        return None
    if not fits(slot.value, node.definition.data_type):
        return "type"
    return "constraint" if CONSTRAINT in node.rules else None


def open_points(root: Slot, wordings: Wordings) -> Iterator[AnswerFinding]:
    """Yield what is open, in document order, with the form's own words in every language that has them."""
    for slot in walk(root):
        kind = open_point(slot)
        if kind is not None:
            yield AnswerFinding(slot.ref, kind, _messages(slot, kind, wordings))


def _messages(slot: Slot, kind: OpenPoint, wordings: Wordings) -> dict[str, str]:
    definition = slot.compiled.definition
    wording = definition.required_message if kind == "required" else definition.constraint_message
    if kind == "type" or not wording.texts:
        return {}
    return {name: wordings.render(text, slot, name) for name, text in wording.texts.items()}
