"""The one door to a living interview: answer, go back, read, keep.

Everything is in memory and synchronous; the clock is handed in. Each act returns ``Changes``, so that a
window redraws only what is new. The language is view state: switching never touches an answer.
"""

import datetime
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from intake_app.forms.definition import FormDefinition, Wording
from intake_app.forms.lasting import without_collection
from intake_app.interview import migration, pages, reading, state, submission
from intake_app.interview.actions import Actions
from intake_app.interview.choices import Choices
from intake_app.interview.compiled import COUNT, compile_form
from intake_app.interview.errors import (
    NotAQuestion,
    NotARepeat,
    RepeatIsCounted,
    UnknownFormLanguage,
)
from intake_app.interview.recalculation import Act, Recalculation
from intake_app.interview.surroundings import Surroundings
from intake_app.interview.tables import document_of, look_up
from intake_app.interview.trail import Trail
from intake_app.interview.tree import RepeatRange, Slot, find_place, grow_document, walk
from intake_app.interview.validity import open_point, open_points
from intake_app.interview.values import as_given, fits
from intake_app.interview.views import (
    NON_ANSWERS,
    Changes,
    ChoiceView,
    NodeView,
    NonAnswer,
    Page,
    Section,
    Worded,
    WordingKind,
)
from intake_app.interview.wording import Wordings
from intake_app.records.finding import AnswerFinding
from intake_app.records.interview_record import AnswerLine, Orphan
from intake_app.records.partial_date import PartialDate


class Interview:
    """One living form. Make it with ``begin`` or ``resume``."""

    def __init__(
        self, form: FormDefinition, *, now: datetime.datetime, user: str, device: str,
        timezone: datetime.tzinfo | None, seed: int | None,
    ) -> None:  # fmt: skip
        self.form = form
        self.compiled = compile_form(form)
        self.user = user
        self.device = device
        self.timezone = timezone or now.astimezone().tzinfo or datetime.UTC
        self.begun_at = now
        self.is_seeded = seed is not None
        self.seed = random.SystemRandom().getrandbits(31) if seed is None else seed
        self.acts = 0
        self.client_language = ""
        self.interpreter = ""  # assignment id of who interprets now; answers remember it
        self.surroundings = Surroundings(
            now=lambda: self.now.astimezone(self.timezone),
            timezone=self.timezone,
            language=form.default_language,
            instance=lambda name: document_of(self.compiled, name),
            itext=self._itext,
            pulldata=lambda *cell: look_up(self.compiled, *cell),
            uuid=self._uuid,
            passes_over_blanks=True,
        )
        self.now = now
        self.document, self.surroundings.singles = grow_document(self.compiled)
        self.surroundings.root = self.document
        self.recalculation = Recalculation(self.compiled, self.surroundings, self.timezone)
        self.wordings = Wordings(self.compiled, self.recalculation)
        self.choosing = Choices(self.compiled, self.recalculation, self.wordings, self.seed)
        self.surroundings.choice_name = self.choosing.named
        self.actions = Actions(self.compiled, self.recalculation)
        self.trail: dict[Slot, Trail] = {}
        self._trails: dict[tuple[int, str, str], Trail] = {}  # fresh ones: (order, language, interpreter)
        self.notes: dict[Slot, str] = {}
        self.later: dict[Slot, None] = {}  # put off until later, in the order they were
        self.confirmed: dict[Slot, str] = {}  # values that do not fit and were said just so
        self.orphans: tuple[Orphan, ...] = ()  # answers of an earlier form version without a question here
        self.former = b""  # the state before this interview moved to its form version
        self._undo: list[Act] = []
        self._redo: list[Act] = []
        self._by_ref: dict[str, Slot | RepeatRange] = {}
        self._cut = pages.Cut()

    # -- beginning and keeping ------------------------------------------------------------------------

    @classmethod
    def begin(
        cls, form: FormDefinition, *, language: str | None = None, now: datetime.datetime, user: str = "",
        device: str = "", timezone: datetime.tzinfo | None = None, seed: int | None = None,
    ) -> "Interview":  # fmt: skip
        """Begin an interview: defaults, preloads, first-load actions and every calculation are in place.

        ``now`` is aware. With ``seed`` chance and fresh ids repeat themselves (samples and tests).
        """
        with without_collection():
            interview = cls(form, now=now, user=user, device=device, timezone=timezone, seed=seed)
            if language is not None:
                interview.set_language(language)
            interview._draw_chance()
            recalculation = interview.recalculation
            recalculation.is_loading = True
            recalculation.grow_all(interview.root)
            interview.actions.preload(
                interview.root, now=interview.surroundings.now(), user=user, device=device
            )
            recalculation.schedule_below(interview.root)
            recalculation.settle()
            interview.actions.load(interview.root, is_fresh=True)
            recalculation.settle()
            recalculation.is_loading = False
            recalculation.start()
        return interview

    @classmethod
    def resume(
        cls,
        form: FormDefinition,
        state_bytes: bytes,
        *,
        now: datetime.datetime,
        user: str = "",
        device: str = "",
    ) -> "Interview":
        """Bring a kept interview back exactly as it was; nothing is calculated anew.

        Only what the form wants done at every opening (``odk-instance-load``) is done.
        Raises StateUnreadable, StateNewer, StateOfAnotherForm.
        """
        kept = state.decode(state_bytes, form)
        interview = cls(
            form, now=now, user=user or kept.user, device=device or kept.device,
            timezone=state.timezone_of(kept), seed=kept.seed,
        )  # fmt: skip
        state.restore(interview, kept)
        interview.recalculation.standing = sum(1 for slot in walk(interview.root) if slot.range is not None)
        if interview.compiled.every_load:
            interview.actions.load(interview.root, is_fresh=False)
            interview.recalculation.settle()
            interview.recalculation.start()
        return interview

    def state(self) -> bytes:
        """Return everything worth keeping, compact; ``resume`` brings it back."""
        return state.encode(self)

    @property
    def root(self) -> Slot:
        """The form's root element."""
        assert self.document.root is not None
        return self.document.root

    # -- language -----------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """Name of the language shown, as the form names it."""
        return self.surroundings.language

    def set_language(self, name: str) -> None:
        """Show another of the form's languages. Raises UnknownFormLanguage."""
        self._check_language(name)
        self.surroundings.language = name

    def set_client_language(self, name: str) -> None:
        """Say which language the client is shown; answers remember it. Empty: the one language shown."""
        if name:
            self._check_language(name)
        self.client_language = name

    # -- acts ---------------------------------------------------------------------------------------

    def answer(
        self, ref: str, value: str | None, *, now: datetime.datetime | None = None,
        told: PartialDate | None = None,
    ) -> Changes:  # fmt: skip
        """Give a question its answer; ``None`` or a blank takes it away.

        What does not fit the type or the constraint is kept as typed and reported as not valid; a choice
        that is not on offer is not taken (``cleared`` names the question).
        ``told`` is a date as the person told it; ``value`` is then the day the form reckons with.
        Raises UnknownPlace, NotAQuestion.
        """
        slot = self.question(ref)
        node = slot.compiled
        given = as_given(value or "", node.definition.data_type, is_select=node.is_select)
        self._begin_act(now)
        self._remember_trail(slot, is_answered=bool(given))
        if self.compiled.uses_language and given == slot.value:
            self.recalculation.schedule_dependents(slot)  # said again, perhaps in another language
        self.recalculation.set_value(slot, given, told=told if given else None)
        if node.is_select:
            self.recalculation.drop_unoffered(slot)
        return self._end_act(slot)

    def clear(self, ref: str) -> Changes:
        """Take an answer or a typed non-answer away."""
        return self.answer(ref, None)

    def decline(self, ref: str, reason: NonAnswer) -> Changes:
        """Record that and why there is no answer; that satisfies ``required`` and reads as blank."""
        return self.decline_all((ref,), reason)

    def decline_all(self, refs: Sequence[str], reason: NonAnswer) -> Changes:
        """Record one reason for several questions as one act: one ``undo`` takes all of it back."""
        if reason not in NON_ANSWERS:
            raise ValueError(reason)
        slots = [self.question(ref) for ref in refs]
        self._begin_act(None)
        for slot in slots:
            self._remember_trail(slot, is_answered=True)
            self.recalculation.set_value(slot, "", reason)
        return self._end_act(slots[0] if len(slots) == 1 else None)

    def confirm(self, ref: str) -> Changes:
        """Keep an answer that does not fit as it was said: flagged, and no longer among the findings.

        Holds for this value only; another answer is weighed anew.
        """
        slot = self.question(ref)
        self._begin_act(None)
        self._set_confirmed(slot, slot.value)
        return self._end_act(slot)

    def note(self, ref: str, text: str) -> None:
        """Keep the counsellor's own note beside a question; a blank takes it away."""
        slot = self.question(ref)
        if text.strip():
            self.notes[slot] = text
        else:
            self.notes.pop(slot, None)

    def put_off(self, ref: str, is_later: bool) -> None:
        """Put a question off until later, or take it from that list."""
        slot = self.question(ref)
        if is_later:
            self.later[slot] = None
        else:
            self.later.pop(slot, None)

    def put_off_refs(self) -> tuple[str, ...]:
        """Return the questions put off that still count and still wait, in the order they were put off."""
        return tuple(slot.ref for slot in self.later if state.is_alive(slot) and slot.relevant)

    def mark_oral(self, ref: str, oral: bool) -> None:
        """Say whether the question was translated orally."""
        slot = self.question(ref)
        self.trail[slot] = self.trail.get(slot, self._fresh_trail(slot)).with_oral(oral)

    def add_repeat(self, ref: str) -> Changes:
        """Add an instance at the end of a repeat. Raises NotARepeat, RepeatIsCounted."""
        place = self._open_range(ref)
        self._begin_act(None)
        self.recalculation.add_instance(place)
        return self._end_act(None)

    def remove_repeat(self, ref: str) -> Changes:
        """Take one instance away (``/data/person[2]``). Raises NotARepeat, RepeatIsCounted, UnknownPlace."""
        slot = self.slot(ref)
        if not isinstance(slot, Slot) or slot.range is None:
            raise NotARepeat(ref=ref)
        self._open_range(slot.range.ref)
        self._begin_act(None)
        self.recalculation.remove_instance(slot.range, slot)
        return self._end_act(None)

    def assign_orphan(self, number: int, ref: str) -> Changes:
        """Give an answer of an earlier form version to a question by hand; it keeps its trail and note.

        What the question does not take stays an orphan (``valid`` is false).
        Raises UnknownPlace, NotAQuestion.
        """
        slot, orphan = self.question(ref), self.orphans[number]
        value = migration.fitting(orphan, slot, self)
        self._begin_act(None)
        if value or orphan.line.non_answer:
            self.recalculation.set_value(slot, value, orphan.line.non_answer, orphan.line.told)
            self._set_orphans((*self.orphans[:number], *self.orphans[number + 1 :]))
            self.trail[slot] = migration.trail_of(orphan)
            self.notes |= {slot: orphan.line.note} if orphan.line.note else {}
        changes = self._end_act(slot)
        return changes if value or orphan.line.non_answer else msgspec.structs.replace(changes, valid=False)

    def orphan_places(self, number: int) -> tuple[str, ...]:
        """Return the unanswered questions shown now that would take an orphan's answer."""
        return tuple(
            slot.ref
            for slot in walk(self.root)
            if slot.compiled.is_asked and pages.is_shown(slot) and not slot.value and not slot.non_answer
            and (self.orphans[number].line.non_answer or migration.fitting(self.orphans[number], slot, self))
        )  # fmt: skip

    def undo(self) -> Changes | None:
        """Take the last act back; None when there is none."""
        return self._take_back(self._undo, self._redo)

    def redo(self) -> Changes | None:
        """Do again what was taken back; None when there is nothing."""
        return self._take_back(self._redo, self._undo)

    def finish(self, now: datetime.datetime) -> tuple[AnswerFinding, ...]:
        """Set the end time stamps and return what is still open."""
        self._begin_act(now)
        self.actions.finish(self.root, now=self.surroundings.now())
        self._end_act(None)
        return self.findings()

    # -- reading ------------------------------------------------------------------------------------

    def slot(self, ref: str) -> Slot | RepeatRange:
        """Return the place of a reference. Raises UnknownPlace."""
        found = self._by_ref.get(ref)
        if found is None:
            found = find_place(self.root, ref)
            self._by_ref[ref] = found
        return found

    def question(self, ref: str) -> Slot:
        """Return the slot of a question. Raises UnknownPlace, NotAQuestion."""
        slot = self.slot(ref)
        if isinstance(slot, RepeatRange) or not slot.compiled.is_question:
            raise NotAQuestion(ref=ref)
        return slot

    def value(self, ref: str) -> str | None:
        """Return what is kept for a question, relevant or not; None when blank."""
        slot = self.slot(ref)
        return slot.value or None if isinstance(slot, Slot) else None

    def accepts(self, ref: str, value: str) -> bool:
        """Return whether a value would fit type and constraint, without giving it."""
        slot = self.question(ref)
        return self.recalculation.would_fit(
            slot, as_given(value, slot.compiled.definition.data_type, is_select=slot.compiled.is_select)
        )

    def non_answer(self, ref: str) -> NonAnswer | Literal[""]:
        """Return why there is no answer, or an empty text."""
        return self.question(ref).non_answer  # type: ignore[return-value]

    def is_relevant(self, ref: str) -> bool:
        """Return whether a node counts now, with everything above it."""
        return self.slot(ref).relevant

    def is_required(self, ref: str) -> bool:
        """Return whether an answer is asked for."""
        slot = self.slot(ref)
        return isinstance(slot, Slot) and slot.required

    def is_readonly(self, ref: str) -> bool:
        """Return whether a node can only be read."""
        slot = self.slot(ref)
        return isinstance(slot, Slot) and slot.readonly

    def is_valid(self, ref: str) -> bool:
        """Return whether the value fits type and constraint; a blank does."""
        slot = self.slot(ref)
        return not isinstance(slot, Slot) or slot.valid

    def worded(self, ref: str, kind: WordingKind = "label", language: str | None = None) -> Worded:
        """Return a text of a node with the language it really is in, ready to be drawn.

        Answers shown in a text of the other direction are wrapped in isolates; ``label`` and the others
        give the same texts without them.
        """
        return self._worded(ref, kind, language, isolates=True)

    def label(self, ref: str, language: str | None = None) -> str:
        """Return the question as it reads now."""
        return self._worded(ref, "label", language).text

    def hint(self, ref: str, language: str | None = None) -> str:
        """Return the hint as it reads now."""
        return self._worded(ref, "hint", language).text

    def constraint_message(self, ref: str, language: str | None = None) -> str:
        """Return the form's word on a wrong answer; empty when it has none."""
        return self._worded(ref, "constraint", language).text

    def required_message(self, ref: str, language: str | None = None) -> str:
        """Return the form's word on a missing answer; empty when it has none."""
        return self._worded(ref, "required", language).text

    def choices(self, ref: str, language: str | None = None) -> tuple[ChoiceView, ...]:
        """Return what a question offers now."""
        return self.choosing.views(self.question(ref), language or self.language)

    def node(self, ref: str) -> NodeView:
        """Return one node as it stands now."""
        slot = self.slot(ref)
        return self.view(slot) if isinstance(slot, Slot) else _range_view(slot)

    def nodes(self) -> Iterator[NodeView]:
        """Yield every node below the root in document order."""
        for slot in walk(self.root):
            if slot is not self.root:
                yield self.view(slot)

    def controls(self) -> Iterator[tuple[str, bool]]:
        """Yield ref and relevance of every question a person could see, in document order."""
        for slot in walk(self.root):
            if slot.compiled.is_question and slot.compiled.definition.has_control:
                yield slot.ref, slot.relevant

    def view(self, slot: Slot) -> NodeView:
        """Return the view of a slot."""
        node = slot.compiled
        trail = self.trail.get(slot)
        return NodeView(
            definition=node.definition,
            ref=slot.ref,
            value=slot.value or None,
            non_answer=slot.non_answer,  # type: ignore[arg-type]
            relevant=slot.relevant,
            required=slot.required,
            readonly=slot.readonly,
            valid=slot.valid,
            note=self.notes.get(slot, ""),
            oral=trail is not None and trail.oral,
            position=slot.position,
            is_note=node.is_note or node.is_grid_head,  # a row of words over a grid is read, not asked
            told=slot.told,
            is_later=slot in self.later,
            is_confirmed=self.is_confirmed(slot),
        )

    def pages(self) -> tuple[Page, ...]:
        """Return all pages as they are now."""
        return tuple(page for section in self.sections() for page in section.pages)

    def sections(self) -> tuple[Section, ...]:
        """Return the chapters with their pages as they are now."""
        return self._cut.sections(self)

    def progress(self) -> tuple[int, int]:
        """Return (answered, asked) over all relevant questions; typed non-answers count as answered."""
        return self._cut.progress(self)

    def findings(self) -> tuple[AnswerFinding, ...]:
        """Return what is open: required and blank, or not fitting type or constraint."""
        return tuple(point for point in open_points(self.root, self.wordings) if not self._stands(point.ref))

    def is_confirmed(self, slot: Slot) -> bool:
        """Return whether a value that does not fit was confirmed as said."""
        return bool(slot.value) and not slot.valid and self.confirmed.get(slot) == slot.value

    def submission_xml(self) -> str:
        """Return the OpenRosa submission; what is not relevant is left out."""
        return submission.write_submission(self)

    def reading_lines(self) -> tuple[AnswerLine, ...]:
        """Return the interview for reading back, in all form languages."""
        return reading.read_lines(self)

    def coded_answers(self) -> list[dict[str, Any]]:
        """Return relevant answers with their codes, for batches."""
        return reading.code_answers(self)

    def saved_fields(self) -> dict[str, str]:
        """Return the case record's fields this interview feeds (``save_to``), blanks left out."""
        return {
            slot.compiled.definition.saveto: slot.value
            for slot in walk(self.root)
            if slot.compiled.definition.saveto and slot.relevant and slot.value
        }

    # -- inside -------------------------------------------------------------------------------------

    def _worded(self, ref: str, kind: WordingKind, language: str | None, *, isolates: bool = False) -> Worded:
        slot = self.slot(ref)
        at = slot if isinstance(slot, Slot) else slot.parent
        return self.wordings.worded(
            _wording(slot, kind),
            at,
            language or self.language,
            guidance=kind == "guidance",
            isolates=isolates,
        )

    def _begin_act(self, now: datetime.datetime | None) -> None:
        if now is not None:
            self.now = now
        self.acts += 1
        self._draw_chance()
        self.recalculation.start()

    def _end_act(self, slot: Slot | None) -> Changes:
        done = self.recalculation
        done.settle()
        if done.before or done.journal:
            self._undo.append((done.before, done.journal))
            self._redo.clear()
        return self._changes(slot)

    def _changes(self, slot: Slot | None) -> Changes:
        done = self.recalculation
        if done.has_new_structure or done.has_new_shape:
            self._cut.forget()
        self._cut.count_anew()
        if done.has_new_structure:
            self._by_ref.clear()
            if slot is not None:
                done.touched[slot] = None
        valid, message = True, ""
        if slot is not None:
            if slot in done.cleared:
                valid = False
            elif not slot.valid:
                valid = False
                if not slot.value or fits(slot.value, slot.compiled.definition.data_type):
                    message = self.wordings.text(
                        slot.compiled.definition.constraint_message, slot, self.language
                    )
            elif not slot.value and open_point(slot) == "required":
                valid = False
                message = self.wordings.text(slot.compiled.definition.required_message, slot, self.language)
        given = [each.ref for each in done.before if each.compiled.is_asked and state.is_alive(each)]
        return Changes(
            tuple([each.ref for each in done.changed()]),
            structure=done.has_new_structure,
            valid=valid,
            message=message,
            cleared=tuple([each.ref for each in done.cleared]) if done.cleared else (),
            given=tuple(given),
        )

    def _take_back(self, acts: list[Act], others: list[Act]) -> Changes | None:
        if not acts:
            return None
        recalculation = self.recalculation
        recalculation.start()
        recalculation.take_back(acts.pop())
        others.append((recalculation.before, recalculation.journal))
        self.choosing.forget_all()
        return self._changes(None)

    def _stands(self, ref: str) -> bool:
        return self.is_confirmed(self.question(ref))

    def _set_confirmed(self, slot: Slot, value: str) -> None:
        self.recalculation.journal.append((self._set_confirmed, slot, self.confirmed.get(slot, "")))
        self.recalculation.touched[slot] = None
        self.confirmed[slot] = value

    def _set_orphans(self, orphans: tuple[Orphan, ...]) -> None:
        self.recalculation.journal.append((self._set_orphans, self.orphans))
        self.orphans = orphans

    def _remember_trail(self, slot: Slot, *, is_answered: bool) -> None:
        if not is_answered:
            return
        self.later.pop(slot, None)
        before = self.trail.get(slot)
        fresh = self._fresh_trail(slot)
        if before is not fresh:
            self.trail[slot] = fresh if before is None or before == fresh else fresh.after(before)

    def _fresh_trail(self, slot: Slot) -> Trail:
        key = (slot.compiled.order, self.client_language or self.language, self.interpreter)
        fresh = self._trails.get(key)  # nothing else decides it, and answers are often corrected
        if fresh is None:
            shown = self.wordings.language_of(slot.compiled.definition.label, key[1], slot)
            reviewed = self.wordings.review_of(shown, slot) != "unreviewed"
            fresh = self._trails[key] = Trail(shown, shown, reviewed=reviewed, interpreter=self.interpreter)
        return fresh

    def _open_range(self, ref: str) -> RepeatRange:
        slot = self.slot(ref)
        place = slot.range if isinstance(slot, Slot) else slot
        if place is None:
            raise NotARepeat(ref=ref)
        if COUNT in place.compiled.rules:
            raise RepeatIsCounted(ref=ref)
        return place

    def _check_language(self, name: str) -> None:
        if name != self.form.default_language and name not in {each.name for each in self.form.languages}:
            raise UnknownFormLanguage(language=name)

    def _draw_chance(self) -> None:
        if self.compiled.uses_chance or not self.acts:
            self.surroundings.random = random.Random(f"{self.seed} {self.acts}")  # noqa: S311 - not a secret

    def _uuid(self) -> str:
        if self.is_seeded:
            return str(uuid.UUID(int=self.surroundings.random.getrandbits(128), version=4))
        return str(uuid.uuid4())

    def _itext(self, text_id: str) -> str:
        wording = self.form.itext.get(text_id)
        return self.wordings.text(wording, self.root, self.language) if wording else ""


def _wording(slot: Slot | RepeatRange, kind: WordingKind) -> Wording:
    definition = slot.compiled.definition
    if kind == "label":
        return definition.label
    if kind in ("hint", "guidance"):
        return definition.hint
    return definition.constraint_message if kind == "constraint" else definition.required_message


def _range_view(place: RepeatRange) -> NodeView:
    return NodeView(
        definition=place.compiled.definition, ref=place.ref, value=None, non_answer="",
        relevant=place.relevant, required=False, readonly=False, valid=True, note="", oral=False,
    )  # fmt: skip
