"""Saving as one goes: every act is one commit, in order, and a failure keeps the rest waiting in line.

The answers on screen are never in danger: what could not be kept stays in the queue with the state
it belongs to, and is tried again. Only one commit is on its way at a time, so the order holds even
when one fails.
"""

import datetime
from collections import deque
from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from intake_app.errors import IntakeError
from intake_app.records.interpreter import InterpreterAssignment
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import interpreters as interpreter_services
from intake_app.services import interviews as interview_services
from intake_app.services.session import Workspace


class Unsaved(msgspec.Struct, frozen=True):
    """One act and the whole interview right after it."""

    event: InterviewEvent
    state: bytes
    answered: int
    asked: int
    language: str
    client_language: str
    place: str
    assignment: InterpreterAssignment | None = None  # of the events "interpreter" and "attest"


class Saving(QObject):
    """The queue of acts to keep. ``keep`` runs on the vault lane and returns when it was saved."""

    saved = Signal(object)  # datetime of the commit
    failed = Signal(object)  # IntakeError

    def __init__(
        self,
        keep: Callable[[Unsaved], datetime.datetime],
        ask: Callable[[Callable[[], Any], Callable[[Any], object], Callable[[IntakeError], object]], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self._ask = ask
        self._waiting: deque[Unsaved] = deque()
        self._is_on_its_way = False
        self._then: Callable[[], object] | None = None  # to be done once everything is kept
        self.has_failed = False
        self.last_saved: datetime.datetime | None = None

    @property
    def is_settled(self) -> bool:
        """Return whether everything is kept."""
        return not self._waiting

    def add(self, unsaved: Unsaved) -> None:
        """Keep one more act, after all before it."""
        self._waiting.append(unsaved)
        if not self.has_failed:
            self._send()

    def retry(self) -> None:
        """Try again what failed, and then the rest."""
        self.has_failed = False
        self._send()

    def when_settled(self, then: Callable[[], object]) -> None:
        """Do ``then`` once everything is kept; a failure forgets it, for the answers come first."""
        if self.is_settled:
            then()
            return
        self._then = then
        if self.has_failed:
            self.retry()

    def send_all(self) -> None:
        """Hand everything to the lane at once: the page is about to go."""
        on_its_way = 1 if self._is_on_its_way else 0
        for unsaved in list(self._waiting)[on_its_way:]:
            self._ask(lambda one=unsaved: self._keep(one), lambda _at: None, lambda _trouble: None)  # type: ignore[misc]
        self._waiting.clear()

    def _send(self) -> None:
        if self._waiting and not self._is_on_its_way:
            self._is_on_its_way = True
            first = self._waiting[0]
            self._ask(lambda: self._keep(first), self._kept, self._not_kept)

    def _kept(self, at: datetime.datetime) -> None:
        self._is_on_its_way = False
        if self._waiting:
            self._waiting.popleft()
        self.last_saved = at
        self.saved.emit(at)
        if self._waiting:
            self._send()
        elif self._then is not None:
            then, self._then = self._then, None
            then()

    def _not_kept(self, trouble: IntakeError) -> None:
        self._is_on_its_way = False
        self.has_failed = True
        self._then = None
        self.failed.emit(trouble)


def keep_unsaved(
    workspace: Workspace, interview_id: str, unsaved: Unsaved, now: datetime.datetime
) -> datetime.datetime:
    """Keep one act; runs on the vault lane, also while the window is already locking."""
    if unsaved.event.kind in {"interpreter", "attest"}:
        return _keep_interpreting(workspace, interview_id, unsaved, now)
    return interview_services.keep_event(
        workspace,
        interview_id=interview_id,
        event=unsaved.event,
        state=unsaved.state,
        answered=unsaved.answered,
        asked=unsaved.asked,
        language=unsaved.language,
        client_language=unsaved.client_language,
        place=unsaved.place,
        now=now,
    )


def _keep_interpreting(
    workspace: Workspace, interview_id: str, unsaved: Unsaved, now: datetime.datetime
) -> datetime.datetime:
    kept = interpreter_services.InterviewNow(
        state=unsaved.state,
        answered=unsaved.answered,
        asked=unsaved.asked,
        language=unsaved.language,
        client_language=unsaved.client_language,
        place=unsaved.place,
    )
    event, assignment = unsaved.event, unsaved.assignment
    if event.kind == "attest" and assignment is not None:
        return interpreter_services.attest_interpreting(
            workspace, assignment=assignment, event=event, kept=kept, now=now
        )
    return interpreter_services.change_interpreter(
        workspace, interview_id=interview_id, begins=assignment, event=event, kept=kept, now=now
    )
