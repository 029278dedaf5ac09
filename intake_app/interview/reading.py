"""An interview for reading back, and its answers with their codes for a batch."""

from typing import TYPE_CHECKING, Any

from intake_app.forms.definition import Wording
from intake_app.interview.pages import is_shown
from intake_app.interview.trail import Trail
from intake_app.interview.tree import RepeatRange, Slot, walk
from intake_app.records.interview_record import AnswerLine

if TYPE_CHECKING:
    from intake_app.interview.session import Interview

_NOT_ANSWERS = frozenset({"meta"})


def read_lines(interview: "Interview") -> tuple[AnswerLine, ...]:
    """Return sections, repeat instances, notes and answered questions in document order.

    Questions without an answer are left out; a group none of whose questions was answered too.
    """
    return tuple(_Reader(interview).below(interview.root, 0))


def read_line(interview: "Interview", slot: Slot) -> AnswerLine | None:
    """Return one answered question for reading back; None where there is nothing to read."""
    lines = _Reader(interview).question(slot, 0) if slot.relevant else []
    return lines[0] if lines else None


def code_answers(interview: "Interview") -> list[dict[str, Any]]:
    """Return every relevant answer and typed non-answer.

    Keys: ref, name, type, control, value, values (of a multiple choice), display (default language),
    non_answer, sensitivity, saveto, told, trail (``Trail`` or None), is_free_text.
    """
    found: list[dict[str, Any]] = []
    language = interview.form.default_language
    for slot in walk(interview.root):
        node = slot.compiled
        if not node.is_question or not slot.relevant or node.is_note or not (slot.value or slot.non_answer):
            continue
        if any(name.rpartition(":")[2] in _NOT_ANSWERS for name in slot.ref.split("/")):
            continue
        definition = node.definition
        found.append(
            {
                "ref": slot.ref,
                "name": slot.name,
                "type": definition.data_type,
                "control": definition.control,
                "value": slot.value or None,
                "values": slot.value.split() if node.is_multiple else [],
                "display": _display(interview, slot, language),
                "non_answer": slot.non_answer,
                "sensitivity": definition.sensitivity,
                "saveto": definition.saveto,
                "told": slot.told,
                "trail": interview.trail.get(slot),
                "is_free_text": definition.control == "input" and definition.data_type == "string",
            }
        )
    return found


class _Reader:
    def __init__(self, interview: "Interview") -> None:
        self.interview = interview
        self.languages = [language.name for language in interview.form.languages] or [
            interview.form.default_language
        ]

    def below(self, slot: Slot, depth: int) -> list[AnswerLine]:
        lines: list[AnswerLine] = []
        for kid in slot.kids:
            if isinstance(kid, RepeatRange):
                for instance in kid.instances:
                    lines += self.group(instance, depth, "repeat")
            elif not kid.relevant:
                continue
            elif kid.compiled.is_question:
                lines += self.question(kid, depth)
            else:
                lines += self.group(kid, depth, "section")
        return lines

    def group(self, slot: Slot, depth: int, kind: str) -> list[AnswerLine]:
        if not slot.relevant:
            return []
        labels = self.texts(slot.compiled.definition.label, slot)
        has_line = kind == "repeat" or bool(labels)
        lines = self.below(slot, depth + has_line)
        if not any(line.kind == "question" for line in lines):
            return []
        if not has_line:
            return lines
        head = AnswerLine(
            ref=slot.ref,
            depth=depth,
            kind=kind,  # type: ignore[arg-type]
            labels=labels,
            values={language: str(slot.position) for language in self.languages} if slot.position else {},
            raw=str(slot.position) if slot.position else None,
        )
        return [head, *lines]

    def question(self, slot: Slot, depth: int) -> list[AnswerLine]:
        node = slot.compiled
        if not is_shown(slot):
            return []
        note = self.interview.notes.get(slot, "")
        is_read_only = node.is_note or node.is_grid_head
        if not is_read_only and not (slot.value or slot.non_answer or note):
            return []
        trail = self.interview.trail.get(slot, Trail("", ""))
        return [
            AnswerLine(
                ref=slot.ref,
                depth=depth,
                kind="note" if is_read_only else "question",
                labels=self.texts(node.definition.label, slot),
                values={name: _display(self.interview, slot, name) for name in self.languages}
                if slot.value
                else {},
                raw=slot.value or None,
                non_answer=slot.non_answer,
                language=trail.language,
                reviewed=trail.reviewed,
                oral=trail.oral,
                note=note,
                told=slot.told,
                first_language=trail.first if trail.first != trail.language else "",
                interpreter=trail.interpreter,
                is_confirmed=self.interview.is_confirmed(slot),
            )
        ]

    def texts(self, wording: Wording, slot: Slot) -> dict[str, str]:
        """Return the text per form language; a language without one shows its fallback's."""
        if not wording.texts:
            return {}
        return {name: self.interview.wordings.text(wording, slot, name) for name in self.languages}


def _display(interview: "Interview", slot: Slot, language: str) -> str:
    """Return an answer as read: labels of choices; everything else as it is written."""
    if slot.compiled.is_select and slot.value:
        return interview.choosing.display(slot, language)
    return slot.value
