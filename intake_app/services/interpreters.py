"""Interpreters: the agency's list, and who interprets in an interview from when to when.

An interpreter has no key: she works inside the counsellor's session, so everything here is recorded as
the counsellor's act. A missing undertaking of secrecy (section 203 (4) no. 1 StGB) is shown and kept, and
never stops a talk. The list keeps who was removed, because old interviews name them.
"""

import datetime
import hashlib
from collections.abc import Sequence

import msgspec

from intake_app.records.ids import new_id
from intake_app.records.interpreter import (
    Acceptance,
    Interpreter,
    InterpreterAssignment,
    InterpreterMode,
    InterpretingDirection,
    Qualification,
)
from intake_app.records.interview_record import InterviewEvent, InterviewRecord
from intake_app.services.errors import InterviewClosed, NameMissing
from intake_app.services.session import Workspace
from intake_app.vault import interpreters as interpreter_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault.database import Database
from intake_app.vault.errors import RecordMissing


class InterpreterDraft(msgspec.Struct, frozen=True):
    """What is written down about an interpreter. ``secrecy_on``: YYYY-MM-DD, empty when none is on file."""

    name: str
    languages: tuple[str, ...] = ()
    qualification: Qualification = ""
    secrecy_on: str = ""
    is_sample: bool = False


class InterpreterChoice(msgspec.Struct, frozen=True):
    """Who is to interpret, as chosen in the room. ``reason`` is for a relative in an emergency."""

    name: str
    language: str
    mode: InterpreterMode
    interpreter_id: str = ""
    direction: InterpretingDirection = "both"
    secrecy_on: str = ""
    acceptance: Acceptance = "not-asked"
    reason: str = ""


class InterviewNow(msgspec.Struct, frozen=True):
    """The interview right after an act: its state and what its head row repeats of it."""

    state: bytes
    answered: int
    asked: int
    language: str
    client_language: str
    place: str = ""


def interpreters(workspace: Workspace) -> tuple[Interpreter, ...]:
    """Return the agency's interpreters, by name."""
    return interpreter_sql.interpreters(workspace.database)


def add_interpreter(workspace: Workspace, *, draft: InterpreterDraft, now: datetime.datetime) -> Interpreter:
    """Put somebody on the agency's list; raises NameMissing."""
    added = Interpreter(
        id=new_id(now),
        name=_name(draft),
        languages=_languages(draft.languages),
        created_at=now,
        created_by=workspace.user.id,
        qualification=draft.qualification,
        secrecy_on=draft.secrecy_on,
        is_sample=draft.is_sample or workspace.is_sample,
    )
    with workspace.recorded("interpreter.add", f"interpreter:{added.id}", now=now) as database:
        interpreter_sql.keep_interpreter(database, added)
    return added


def change_interpreter_entry(
    workspace: Workspace, *, interpreter_id: str, draft: InterpreterDraft, now: datetime.datetime
) -> Interpreter:
    """Change what the list says about somebody; what interviews kept stays. Raises RecordMissing."""
    changed = msgspec.structs.replace(
        _interpreter(workspace, interpreter_id),
        name=_name(draft),
        languages=_languages(draft.languages),
        qualification=draft.qualification,
        secrecy_on=draft.secrecy_on,
    )
    with workspace.recorded("interpreter.change", f"interpreter:{interpreter_id}", now=now) as database:
        interpreter_sql.keep_interpreter(database, changed)
    return changed


def remove_interpreter(workspace: Workspace, *, interpreter_id: str, now: datetime.datetime) -> None:
    """Take somebody off the list; interviews still name them. Raises RecordMissing."""
    removed = msgspec.structs.replace(_interpreter(workspace, interpreter_id), removed_at=now)
    with workspace.recorded("interpreter.remove", f"interpreter:{interpreter_id}", now=now) as database:
        interpreter_sql.keep_interpreter(database, removed)


def assign(
    choice: InterpreterChoice, *, interview_id: str, by: str, now: datetime.datetime
) -> InterpreterAssignment:
    """Return the assignment that ``choice`` begins; one the client refuses ends as it begins."""
    return InterpreterAssignment(
        id=new_id(now),
        interview_id=interview_id,
        name=choice.name.strip(),
        language=choice.language,
        mode=choice.mode,
        begun_at=now,
        begun_by=by,
        interpreter_id="" if choice.mode == "relative-emergency" else choice.interpreter_id,
        direction=choice.direction,
        secrecy_on=choice.secrecy_on,
        acceptance=choice.acceptance,
        reason=choice.reason.strip() if choice.mode == "relative-emergency" else "",
        ended_at=now if choice.acceptance == "refused" else None,
    )


def assignments(workspace: Workspace, *, interview_id: str) -> tuple[InterpreterAssignment, ...]:
    """Return who interpreted in an interview, or was refused, in order."""
    return interpreter_sql.assignments(workspace.database, interview_id)


def active(known: Sequence[InterpreterAssignment]) -> InterpreterAssignment | None:
    """Return who interprets now."""
    return next((one for one in reversed(known) if one.ended_at is None), None)


def change_interpreter(
    workspace: Workspace,
    *,
    interview_id: str,
    begins: InterpreterAssignment | None,
    event: InterviewEvent,
    kept: InterviewNow,
    now: datetime.datetime,
) -> datetime.datetime:
    """Let ``begins`` take over, or nobody when it is None: assignment, event and state in one commit.

    Whoever interpreted until now ends; a refused assignment is only written down and ends nobody.
    Returns when it was saved. Raises InterviewClosed, RecordMissing, DiskFull; then nothing of it is kept.
    """
    record = _open_record(workspace, interview_id, kept, now)
    detail = begins.acceptance if begins else "leaves"
    with workspace.recorded(
        "interview.interpreter", f"interview:{interview_id}", now=now, detail=detail, digest=_digest(kept)
    ) as database:
        if begins is None or begins.ended_at is None:
            interpreter_sql.end_assignments(database, interview_id, now)
        if begins is not None:
            interpreter_sql.keep_assignment(database, begins)
        _write(database, record, event, kept, by=workspace.user.id)
    return now


def attest_interpreting(
    workspace: Workspace,
    *,
    assignment: InterpreterAssignment,
    event: InterviewEvent,
    kept: InterviewNow,
    now: datetime.datetime,
) -> datetime.datetime:
    """Keep that the interpreter confirmed what she interpreted, with the digest of the state confirmed.

    ``assignment`` carries ``attested_as`` and ``attested_in``. Raises NameMissing without a name or initials,
    InterviewClosed, RecordMissing.
    """
    if not assignment.attested_as.strip():
        raise NameMissing
    record = _open_record(workspace, assignment.interview_id, kept, now)
    known = interpreter_sql.assignments(workspace.database, record.id)
    before = next((one for one in known if one.id == assignment.id), None)
    if before is None:
        raise RecordMissing
    attested = msgspec.structs.replace(
        before,
        attested_at=now,
        attested_digest=_digest(kept),
        attested_as=assignment.attested_as.strip(),
        attested_in=assignment.attested_in,
    )
    with workspace.recorded(
        "interview.attest", f"interview:{record.id}", now=now, digest=_digest(kept)
    ) as database:
        interpreter_sql.keep_assignment(database, attested)
        _write(database, record, event, kept, by=workspace.user.id)
    return now


def _interpreter(workspace: Workspace, interpreter_id: str) -> Interpreter:
    found = interpreter_sql.interpreter(workspace.database, interpreter_id)
    if found is None:
        raise RecordMissing
    return found


def _name(draft: InterpreterDraft) -> str:
    name = " ".join(draft.name.split())
    if not name:
        raise NameMissing
    return name


def _languages(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in given if tag))


def _open_record(
    workspace: Workspace, interview_id: str, kept: InterviewNow, now: datetime.datetime
) -> InterviewRecord:
    """Return the head row as it will be; the interview must still be open."""
    before = interview_sql.interview(workspace.database, interview_id)
    if before is None:
        raise RecordMissing
    if before.status not in {"draft", "returned"}:
        raise InterviewClosed
    return msgspec.structs.replace(
        before,
        saved_at=now,
        answered=kept.answered,
        asked=kept.asked,
        language=kept.language,
        client_language=kept.client_language,
        place=kept.place or before.place,
    )


def _write(
    database: Database, record: InterviewRecord, event: InterviewEvent, kept: InterviewNow, *, by: str
) -> None:
    interview_sql.update_interview(database, record)
    interview_sql.append_event(database, record.id, event, at=record.saved_at, by=by)
    interview_sql.write_state(database, record.id, kept.state, _digest(kept))


def _digest(kept: InterviewNow) -> str:
    return hashlib.sha256(kept.state).hexdigest()
