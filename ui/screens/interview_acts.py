"""What a person does in an interview: done, shown, kept – in this order, every time.

An act goes to the interview, comes back as what changed, is drawn, and is then kept with the state right
after it. In which language it was asked, how sure that text was and who interpreted stands in its event.
"""

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from intake_app.interview import Changes, Interview
from intake_app.records.interpreter import InterpreterAssignment
from intake_app.records.interview_record import EventKind, InterviewEvent
from intake_app.records.partial_date import PartialDate
from ui.questions.told import ToldAnswer
from ui.screens.interview_saving import Saving, Unsaved
from ui.screens.interview_tongues import Tongues

_WITHOUT_TEXT = frozenset({"add-repeat", "remove-repeat"})  # their ref is no question, or is gone


class Acts(QObject):
    """The acts on one interview. ``changed`` says what to draw again, before the act is kept.

    ``place`` tells where the talk stands; ``now`` returns an aware UTC moment.
    """

    changed = Signal(object)  # Changes

    def __init__(
        self,
        saving: Saving,
        *,
        place: Callable[[], str],
        now: Callable[[], datetime.datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._saving = saving
        self._place = place
        self._now = now
        self._interview: Interview
        self._tongues: Tongues

    def begin(self, interview: Interview, tongues: Tongues) -> None:
        """Act on this interview from now on."""
        self._interview, self._tongues = interview, tongues

    @property
    def interview(self) -> Interview:
        """Return the interview that is acted on."""
        return self._interview

    def answer(self, ref: str, given: "str | ToldAnswer | None") -> None:
        """Give a question its answer, a date perhaps with what was told; None takes it away."""
        value, told = given if isinstance(given, ToldAnswer) else (given, None)
        if value is None:
            self._acted(self._interview.clear(ref), "clear", ref)
        else:
            changes = self._interview.answer(ref, value, now=self._now(), told=told)
            self._acted(changes, "answer", ref, value, told)

    def give_non_answer(self, ref: str, reason: str) -> None:
        """Say why there is no answer; the same reason again takes it back."""
        if self._interview.node(ref).non_answer == reason:
            self._acted(self._interview.clear(ref), "clear", ref)
        else:
            self._acted(self._interview.decline(ref, reason), "non-answer", ref, reason)  # type: ignore[arg-type]

    def skip(self, refs: Sequence[str], reason: str) -> None:
        """Say of several questions at once why there is no answer; one ``undo`` takes it back."""
        if refs:
            changes = self._interview.decline_all(refs, reason)  # type: ignore[arg-type]
            self.changed.emit(changes)
            self._keep_given(changes)

    def record_not_asked(self) -> None:
        """Say of every question that still waits for an answer that it was not asked."""
        findings = self._interview.findings()
        self.skip([finding.ref for finding in findings if finding.kind == "required"], "not-asked")

    def confirm(self, ref: str) -> bool:
        """Keep an answer that does not fit as it was said; False when there is nothing to confirm."""
        view = self._interview.node(ref)
        if not view.value or view.valid or view.is_confirmed:
            return False
        self._acted(self._interview.confirm(ref), "confirm", ref, view.value)
        return True

    def note(self, ref: str, text: str) -> None:
        """Keep the counsellor's note beside a question."""
        self._interview.note(ref, text)
        self._acted(Changes(nodes=(ref,)), "note", ref, text)

    def mark_oral(self, ref: str, is_oral: bool) -> None:
        """Say whether the question was translated orally."""
        self._interview.mark_oral(ref, is_oral)
        self._acted(Changes(nodes=(ref,)), "oral", ref, "yes" if is_oral else "no")

    def put_off(self, ref: str) -> None:
        """Put a question off until later; again takes it from that list."""
        is_later = not self._interview.node(ref).is_later
        self._interview.put_off(ref, is_later)
        self._acted(Changes(nodes=(ref,)), "later", ref, "yes" if is_later else "no")

    def assign(self, number: int, ref: str) -> None:
        """Give a question the answer of an earlier form version that lost its own."""
        changes = self._interview.assign_orphan(number, ref)
        if changes.valid:
            self._acted(changes, "assign", ref, self._interview.value(ref))

    def undo(self) -> None:
        """Take the last act back."""
        self._step(self._interview.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._interview.redo())

    def add_repeat(self, ref: str) -> None:
        """Add one more to a repeat."""
        self._acted(self._interview.add_repeat(ref), "add-repeat", ref)

    def remove_repeat(self, ref: str) -> None:
        """Take one instance of a repeat away."""
        self._acted(self._interview.remove_repeat(ref), "remove-repeat", ref)

    def keep(
        self,
        kind: EventKind,
        ref: str = "",
        value: str | None = None,
        told: PartialDate | None = None,
        assignment: InterpreterAssignment | None = None,
    ) -> None:
        """Keep that something happened, with the interview as it is now; ``assignment`` is who interprets."""
        interview, panes = self._interview, self._tongues.panes
        has_text = bool(ref) and kind not in _WITHOUT_TEXT
        asked = interview.worded(ref, "label", panes.client.name) if has_text else None
        event = InterviewEvent(
            kind=kind,
            ref=ref,
            value=value,
            language=asked.language if asked else panes.client.name,
            reviewed=asked is None or asked.review != "unreviewed",
            oral=asked is not None and interview.node(ref).oral,
            told=told,
            interpreter=interview.interpreter,
        )
        answered, of = interview.progress()
        self._saving.add(
            Unsaved(
                event,
                interview.state(),
                answered,
                of,
                panes.counsellor.name,
                panes.client.name,
                self._place() or ref,
                assignment,
            )
        )

    def _step(self, changes: Changes | None) -> None:
        if changes is None:
            return
        self.changed.emit(changes)
        if changes.given:
            self._keep_given(changes)
        else:
            ref = changes.nodes[0] if changes.nodes else ""
            self.keep("confirm" if ref and self._interview.node(ref).is_confirmed else "clear", ref)

    def _keep_given(self, changes: Changes) -> None:
        """Keep an act on several questions: what each of them says now, one event each."""
        for ref in changes.given:
            view = self._interview.node(ref)
            if view.non_answer:
                self.keep("non-answer", ref, view.non_answer)
            elif view.value is None:
                self.keep("clear", ref)
            else:
                self.keep("answer", ref, view.value, view.told)

    def _acted(
        self, changes: Changes, kind: EventKind, ref: str, value: str | None = None,
        told: PartialDate | None = None,
    ) -> None:  # fmt: skip
        self.changed.emit(changes)
        self.keep(kind, ref, value, told)
