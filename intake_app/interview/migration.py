"""Moves an interview to another version of its form: what has a counterpart moves, the rest stays readable.

The new interview is begun afresh and then given every answer with its trail, note, told date and mark, so its
own rules judge them. An answer that finds no question, or that its question does not take, becomes an orphan.
The state before lies in the new one until the interview is completed: going back is exact.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from intake_app.forms.counterparts import Counterparts, find_counterparts
from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.interview import reading
from intake_app.interview.compiled import CALCULATE, COUNT
from intake_app.interview.trail import Trail
from intake_app.interview.tree import RepeatRange, Slot, walk
from intake_app.interview.values import as_given, fits
from intake_app.records.interview_record import AnswerLine, Orphan

if TYPE_CHECKING:
    from intake_app.interview.session import Interview

Outcome = Literal["kept", "renamed", "moved", "converted", "lost", "type", "choice", "worked-out", "place"]
_BY_WHY: dict[str, Outcome] = {"same": "kept", "rule": "renamed", "chosen": "renamed", "moved": "moved"}
_SELECTED = frozenset({"select", "select1", "rank"})


class MovedLine(msgspec.Struct, frozen=True):
    """What becomes of one answer. ``question``: its older reference without positions."""

    line: AnswerLine
    question: str
    outcome: Outcome
    ref: str = ""  # where it stands now
    value: str = ""  # as it stands now, where it was converted


class Suggestion(msgspec.Struct, frozen=True):
    """Two questions (or repeats) that read alike; somebody has to say whether they are the same."""

    old: str
    new: str
    old_labels: dict[str, str]
    new_labels: dict[str, str]
    is_repeat: bool = False


class Move(msgspec.Struct, frozen=True):
    """An interview on another version, and what became of its answers; ``added`` are labels per language."""

    interview: "Interview"
    lines: tuple[MovedLine, ...]
    suggestions: tuple[Suggestion, ...]
    added: tuple[dict[str, str], ...]


def move_interview(
    old: "Interview",
    form: FormDefinition,
    *,
    now: datetime.datetime,
    chosen: Mapping[str, str] | None = None,
) -> Move:
    """Return the interview on ``form``; ``old`` is left as it was.

    ``chosen``: older reference -> newer reference as a person decided, empty for none; without positions.
    """
    found = find_counterparts(old.form, form, chosen)
    new = _begin_again(old, form, now)
    mover = _Mover(old, new, found)
    mover.move()
    new.orphans = (*old.orphans, *mover.orphans)
    new.former = old.state()
    answered = {line.question for line in mover.lines}
    return Move(new, tuple(mover.lines), _suggestions(old, new, found, answered), _added(new, found))


def fitting(orphan: Orphan, slot: Slot, interview: "Interview") -> str:
    """Return an orphan's answer as a question takes it; blank when it does not."""
    definition, node = slot.compiled.definition, slot.compiled
    given = as_given(orphan.line.raw or "", definition.data_type, is_select=node.is_select)
    if node.is_select:
        offered = {choice.value for choice in interview.choosing.views(slot, interview.language)}
        values = given.split()
        return given if values and set(values) <= offered and (node.is_multiple or len(values) == 1) else ""
    return given if given and interview.recalculation.would_fit(slot, given) else ""


def trail_of(orphan: Orphan) -> Trail:
    """Return the trail an orphan was answered with."""
    line = orphan.line
    return Trail(
        line.first_language or line.language, line.language, line.reviewed, line.oral, line.interpreter
    )


def _begin_again(old: "Interview", form: FormDefinition, now: datetime.datetime) -> "Interview":
    languages = {language.name for language in form.languages} | {form.default_language}
    new = type(old).begin(
        form, language=old.language if old.language in languages else None, now=now, user=old.user,
        device=old.device, timezone=old.timezone, seed=old.seed,
    )  # fmt: skip
    new.begun_at, new.is_seeded = old.begun_at, old.is_seeded
    new.acts = max(old.acts, new.acts)
    new.interpreter = old.interpreter
    if old.client_language in languages:
        new.client_language = old.client_language
    return new


class _Mover:
    """One move. ``places`` holds old slot -> (new slot, the value it is to have)."""

    def __init__(self, old: "Interview", new: "Interview", found: Counterparts) -> None:
        self.old, self.new, self.found = old, new, found
        self.lines: list[MovedLine] = []
        self.orphans: list[Orphan] = []
        self.places: dict[Slot, tuple[Slot, str]] = {}
        self.reasons: dict[Slot, Outcome] = {}

    def move(self) -> None:
        olds = [slot for slot in walk(self.old.root) if slot.compiled.is_question]
        before = -1
        while len(self.places) != before:  # a counted repeat stands there once its count is given
            before = len(self.places)
            self._match_instances()
            for slot in olds:
                if slot not in self.places and slot not in self.reasons:
                    self._place(slot)
            self._give(is_quiet=False)
        self._give(is_quiet=True)  # once more: no rule of the new form has the last word over what was said
        for slot in olds:
            self._tell(slot)
        self._carry_marks()

    def _match_instances(self) -> None:
        """Let every repeat have as many instances as before, unless the new form counts them itself."""
        for range_ in _ranges(self.old.root):
            pair = self.found.pairs.get(range_.compiled.ref)
            place = self._find(pair.ref, _positions(self.found, range_.parent)) if pair else None
            if not isinstance(place, RepeatRange) or COUNT in place.compiled.rules:
                continue
            while len(place.instances) < len(range_.instances):
                self.new.recalculation.add_instance(place)
            while len(place.instances) > len(range_.instances):
                self.new.recalculation.remove_instance(place, place.instances[-1])
            self._settle()

    def _place(self, slot: Slot) -> None:
        """Say where an answer goes and how it reads there, or why it does not."""
        pair = self.found.pairs.get(slot.compiled.ref)
        if pair is None:
            self.reasons[slot] = "lost"
            return
        place = self._find(pair.ref, _positions(self.found, slot))
        if not isinstance(place, Slot):
            return  # perhaps later, when a count is known
        one, two = slot.compiled, place.compiled
        if not two.is_question or one.is_note or two.is_note:
            self.places[slot] = (place, place.value)
        elif CALCULATE in two.rules or not two.is_asked:
            if one.is_asked and slot.value and CALCULATE in two.rules and CALCULATE not in one.rules:
                self.reasons[slot] = "worked-out"
            else:
                self.places[slot] = (place, slot.value or place.value)
        elif not one.is_asked or not (slot.value or slot.non_answer or one.default):
            self.places[slot] = (place, place.value)
        else:
            value, is_taken = _converted(self.old, slot, place)
            if is_taken:
                self.places[slot] = (place, value)
            else:
                self.reasons[slot] = "type"

    def _find(self, ref: str, positions: dict[str, int]) -> Slot | RepeatRange | None:
        """Return the place of a new reference, its repeats at the positions of the old ones."""
        here, path = self.new.root, f"/{self.new.root.name}"
        used = 0
        for name in ref.split("/")[2:]:
            node = here.compiled.child(name)
            if node is None:
                return None
            kid = here.kids[node.child_index]
            path += f"/{name}"
            if isinstance(kid, Slot):
                here = kid
                continue
            if path == ref:
                return kid if used == len(positions) else None
            index = positions.get(path, 0) - 1
            if not 0 <= index < len(kid.instances):
                return None
            here = kid.instances[index]
            used += 1
        return here if used == len(positions) else None

    def _give(self, *, is_quiet: bool) -> None:
        """Set the values; change events of the new form stay silent, for nothing was answered anew."""
        recalculation = self.new.recalculation
        recalculation.is_loading = True
        for slot, (place, value) in self.places.items():
            if place.compiled.is_question and not place.compiled.is_note:
                recalculation.set_value(
                    place, value, slot.non_answer if place.compiled.is_asked else "", slot.told
                )
        recalculation.schedule_below(self.new.root)
        recalculation.is_loading = is_quiet
        self._settle()
        recalculation.is_loading = False

    def _settle(self) -> None:
        self.new.recalculation.settle()
        self.new._cut.forget()
        self.new._by_ref.clear()

    def _tell(self, slot: Slot) -> None:
        """Write down what became of one answer; what was lost on the way becomes an orphan."""
        line = reading.read_line(self.old, slot)
        if line is None or slot.compiled.is_note or not slot.compiled.is_asked:
            return
        line = msgspec.structs.replace(line, depth=0, labels=_labels_with_repeats(self.old, slot, line))
        question = slot.compiled.ref
        if slot not in self.places:
            self._orphan(slot, line, self.reasons.get(slot, "place"))
            return
        place, value = self.places[slot]
        if place.compiled.is_select:
            self.new.recalculation.start()
            self.new.recalculation.drop_unoffered(place)
            self._settle()
            if place.value != value:
                self._orphan(slot, line, "choice", place)
                return
        outcome = _BY_WHY[self.found.pairs[question].why]
        if value != slot.value or slot.compiled.definition.data_type != place.compiled.definition.data_type:
            outcome = "converted"
        self.lines.append(MovedLine(line, question, outcome, place.ref, place.value))

    def _orphan(self, slot: Slot, line: AnswerLine, why: Outcome, place: Slot | None = None) -> None:
        ref, value = (place.ref, place.value) if place is not None else ("", "")
        self.lines.append(MovedLine(line, slot.compiled.ref, why, ref, value))
        self.orphans.append(
            Orphan(
                msgspec.structs.replace(line, ref=f"{self.old.form.version}:{line.ref}"),
                self.old.form.version,
                why,  # type: ignore[arg-type]  # only the outcomes that lose an answer come here
                slot.compiled.definition.data_type,
            )
        )

    def _carry_marks(self) -> None:
        old, new = self.old, self.new
        for slot, (place, _value) in self.places.items():
            if slot in old.notes:
                new.notes[place] = old.notes[slot]
            if slot in old.trail and (place.value or place.non_answer):
                new.trail[place] = old.trail[slot]
            if slot in old.later:
                new.later[place] = None
            if old.is_confirmed(slot) and place.value == slot.value:
                new.confirmed[place] = place.value
        new.recalculation.start()


def _converted(old: "Interview", slot: Slot, place: Slot) -> tuple[str, bool]:
    """Return an answer as the new question writes it, and whether it takes that kind of answer."""
    one, two, value = slot.compiled.definition, place.compiled.definition, slot.value
    if not value:
        return "", True
    if place.compiled.is_select:
        return value, place.compiled.is_multiple or len(value.split()) == 1
    if one.control in _SELECTED:
        if two.data_type != "string":
            return "", False
        trail = old.trail.get(slot)
        return old.choosing.display(slot, trail.language if trail and trail.language else old.language), True
    if one.data_type == two.data_type:
        return value, True
    if "binary" in (one.data_type, two.data_type):
        return "", False
    if one.data_type == "dateTime" and two.data_type == "date":
        value = value[:10]
    given = as_given(value, two.data_type, is_select=False)
    return given, fits(given, two.data_type)


def _positions(found: Counterparts, slot: "Slot | object") -> dict[str, int]:
    """Return the positions of the repeats around an old slot, by their new references."""
    positions: dict[str, int] = {}
    here = slot
    while isinstance(here, Slot):
        if here.range is not None:
            pair = found.pairs.get(here.compiled.ref)
            positions[pair.ref if pair else here.compiled.ref + " (gone)"] = here.position
        here = here.parent
    return positions


def _ranges(slot: Slot) -> Iterator[RepeatRange]:
    """Yield every repeat of an interview, the outer ones first."""
    for kid in slot.kids:
        if isinstance(kid, RepeatRange):
            yield kid
            for instance in kid.instances:
                yield from _ranges(instance)
        else:
            yield from _ranges(kid)


def _labels_with_repeats(old: "Interview", slot: Slot, line: AnswerLine) -> dict[str, str]:
    """Return a question's labels; inside a repeat with which one it was (``Child 2 · Age``)."""
    here: object = slot.parent
    before: list[Slot] = []
    while isinstance(here, Slot):
        if here.range is not None:
            before.insert(0, here)
        here = here.parent
    if not before:
        return line.labels
    return {
        name: " · ".join([*(f"{_label(old, each, name)} {each.position}".strip() for each in before), text])
        for name, text in line.labels.items()
    }


def _label(interview: "Interview", slot: Slot, language: str) -> str:
    return interview.wordings.text(slot.compiled.definition.label, slot, language)


def _suggestions(
    old: "Interview", new: "Interview", found: Counterparts, answered: set[str]
) -> tuple[Suggestion, ...]:
    """Return what reads alike, as far as an answer hangs on it."""
    olds = {node.ref: node for node in old.compiled.root.walk()}
    news = {node.ref: node for node in new.compiled.root.walk()}
    return tuple(
        Suggestion(
            ref, other, _words(old, olds[ref].definition), _words(new, news[other].definition),
            olds[ref].is_repeat,
        )
        for ref, other in found.suggested.items()
        if ref in answered or any(each.startswith(f"{ref}/") for each in answered)
    )  # fmt: skip


def _added(new: "Interview", found: Counterparts) -> tuple[dict[str, str], ...]:
    """Return the labels of questions nobody was asked before; those in a suggested repeat may be old ones."""
    known = {pair.ref for pair in found.pairs.values()} | set(found.suggested.values())
    return tuple(
        _words(new, node.definition)
        for node in new.compiled.root.walk()
        if node.is_asked
        and CALCULATE not in node.rules
        and node.definition.label.texts
        and not known
        & {node.ref, *(each.ref for each in node.repeats if each.ref in found.suggested.values())}
    )


def _words(interview: "Interview", definition: NodeDefinition) -> dict[str, str]:
    label = definition.label
    names = [language.name for language in interview.form.languages] or [interview.form.default_language]
    if not label.texts:
        return dict.fromkeys(names, definition.name)
    return {name: interview.wordings.text(label, interview.root, name) for name in names}
