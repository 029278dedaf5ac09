"""Interviews from the first question to completion. Each acknowledged answer is one commit.

The living ``Interview`` belongs to whoever asks the questions (the GUI thread); here only its state
and its events arrive. What is acknowledged is on the disk: event, state and audit line together.
"""

import contextlib
import dataclasses
import datetime
import hashlib

import msgspec

from intake_app.interview import Interview
from intake_app.interview.errors import StateOfAnotherForm
from intake_app.interview.state import version_of
from intake_app.records.consent import Consent, ConsentState, Purpose
from intake_app.records.ids import new_id
from intake_app.records.interview_record import (
    InterviewEvent,
    InterviewReading,
    InterviewRecord,
    InterviewStatus,
    Remark,
)
from intake_app.records.person import Person
from intake_app.services.cases import open_case
from intake_app.services.consents import demand_storage
from intake_app.services.disputes import noted_answers
from intake_app.services.errors import InterviewClosed, InterviewIncomplete
from intake_app.services.forms import load_form
from intake_app.services.orphans import orphan_lines
from intake_app.services.session import Workspace
from intake_app.services.told_dates import word_told_dates
from intake_app.vault import cases as case_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import forms as form_sql
from intake_app.vault import interpreters as interpreter_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import reviews as review_sql
from intake_app.vault import site as site_sql
from intake_app.vault.database import Database
from intake_app.vault.errors import RecordMissing

_OPEN: tuple[InterviewStatus, ...] = ("draft", "returned")
_ANSWERING = frozenset({"answer", "clear", "non-answer", "add-repeat", "remove-repeat"})
_PURPOSES: tuple[Purpose, ...] = ("K-DS", "K-TRANS")


@dataclasses.dataclass(eq=False)
class OpenInterview:
    """A living interview with its head data."""

    record: InterviewRecord
    interview: Interview
    remarks: tuple[Remark, ...]
    case_number: str


class DraftOutline(msgspec.Struct, frozen=True):
    """An interview that waits to be continued."""

    record: InterviewRecord
    case_number: str
    person_display: str
    newer_version: str = ""  # of its form; empty when it stands on the newest


def begin_interview(
    workspace: Workspace,
    *,
    case_id: str,
    form_id: str,
    language: str,
    client_language: str,
    now: datetime.datetime,
) -> OpenInterview:
    """Begin an interview on a form's newest version; raises RecordMissing, FormMissing, StorageEnded."""
    case = open_case(workspace, case_id)
    person = _person(workspace, case.person_id)
    demand_storage(workspace, person.id)
    form = load_form(workspace, form_id=form_id)
    interview = Interview.begin(
        form, language=language or None, now=now, user=workspace.user.name, device=workspace.device_id
    )
    interview.set_client_language(client_language)
    answered, asked = interview.progress()
    record = InterviewRecord(
        id=new_id(now),
        case_id=case.id,
        person_id=case.person_id,
        form_id=form.form_id,
        form_version=form.version,
        form_title=form.title,
        status="draft",
        begun_at=now,
        begun_by=workspace.user.id,
        language=interview.language,
        client_language=client_language or interview.language,
        saved_at=now,
        answered=answered,
        asked=asked,
        is_sample=person.is_sample,
    )
    state = interview.state()
    with _kept(workspace, "interview.begin", record, state) as database:
        interview_sql.insert_interview(database, record)
        _write(workspace, record, InterviewEvent(kind="begin", language=record.client_language), state)
        case_sql.touch_case(database, case.id, now)
    return OpenInterview(record=record, interview=interview, remarks=(), case_number=case.number)


def keep_event(
    workspace: Workspace,
    *,
    interview_id: str,
    event: InterviewEvent,
    state: bytes,
    answered: int,
    asked: int,
    language: str,
    client_language: str,
    place: str = "",
    now: datetime.datetime,
) -> datetime.datetime:
    """Keep one event with the state after it, in one commit; return when it was saved.

    Raises InterviewClosed, RecordMissing, DiskFull, StateOfAnotherForm; then nothing of it is kept.
    """
    before = _record(workspace, interview_id)
    if before.status not in _OPEN:
        raise InterviewClosed
    if version_of(state) != before.form_version:  # answered on the version it was moved away from
        raise StateOfAnotherForm(form=before.form_id, version=before.form_version)
    record = msgspec.structs.replace(
        before,
        saved_at=now,
        answered=answered,
        asked=asked,
        language=language,
        client_language=client_language,
        place=place or before.place,
    )
    with _kept(workspace, "interview.keep", record, state, detail=event.kind) as database:
        interview_sql.update_interview(database, record)
        _write(workspace, record, event, state)
    return now


def drafts(workspace: Workspace) -> tuple[DraftOutline, ...]:
    """Return the user's own unfinished interviews, last saved first."""
    return _outlines(workspace, "draft")


def returned(workspace: Workspace) -> tuple[DraftOutline, ...]:
    """Return the user's own interviews that came back with remarks."""
    return _outlines(workspace, "returned")


def resume_interview(workspace: Workspace, *, interview_id: str, now: datetime.datetime) -> OpenInterview:
    """Open a draft or returned interview exactly where it was.

    Raises InterviewClosed, RecordMissing, StorageEnded; AuditBroken when the state is not the kept one.
    """
    record = _record(workspace, interview_id)
    if record.status not in _OPEN:
        raise InterviewClosed
    demand_storage(workspace, record.person_id)
    state = interview_sql.state(workspace.database, interview_id)
    interview = Interview.resume(
        load_form(workspace, form_id=record.form_id, version=record.form_version),
        state, now=now, user=workspace.user.name, device=workspace.device_id,
    )  # fmt: skip
    with workspace.recorded("interview.resume", f"interview:{interview_id}", now=now) as database:
        event = InterviewEvent(kind="resume", language=record.client_language)
        interview_sql.append_event(database, interview_id, event, at=now, by=workspace.user.id)
        case_sql.touch_case(database, record.case_id, now)
    return OpenInterview(
        record=record,
        interview=interview,
        remarks=review_sql.remarks(workspace.database, interview_id),
        case_number=open_case(workspace, record.case_id).number,
    )


def complete_interview(
    workspace: Workspace,
    *,
    interview_id: str,
    state: bytes,
    now: datetime.datetime,
    accepts_open: bool = False,
) -> InterviewRecord:
    """Complete an interview; its consent answers become consent records.

    ``accepts_open`` completes it although an answer is missing or does not fit: nothing blocks a talk, and
    the audit trail says how many points were open. Raises InterviewIncomplete otherwise, InterviewClosed,
    RecordMissing.
    """
    before = _record(workspace, interview_id)
    if before.status not in _OPEN:
        raise InterviewClosed
    interview = _living(workspace, before, state, now)
    findings = interview.finish(now)
    if findings and not accepts_open:
        raise InterviewIncomplete(open=len(findings))
    interview.former = b""  # from here on there is no way back to the form version before
    interview.interpreter = ""  # her part ends with the talk; a returned interview begins without her
    answered, asked = interview.progress()
    record = msgspec.structs.replace(
        before,
        status="completed",
        saved_at=now,
        completed_at=now,
        answered=answered,
        asked=asked,
        rev=before.rev + (before.status == "returned"),
    )
    final = interview.state()
    open_points = f"open={len(findings)}" if findings else ""
    with _kept(workspace, "interview.complete", record, final, detail=open_points) as database:
        interview_sql.update_interview(database, record)
        event = InterviewEvent(kind="complete", language=record.client_language)
        _write(workspace, record, event, final)
        interpreter_sql.end_assignments(database, interview_id, now)
        review_sql.settle_remarks(database, interview_id)
        for consent in _consents(workspace, record, interview, now):
            consent_sql.insert_consent(database, consent)
    return record


def read_interview(workspace: Workspace, *, interview_id: str, now: datetime.datetime) -> InterviewReading:
    """Return a whole interview for reading back, with its trail; raises RecordMissing, AuditBroken."""
    reading = reading_of(workspace, interview_id=interview_id, now=now)
    with workspace.recorded("interview.read", f"interview:{interview_id}", now=now):
        return reading


def reading_of(workspace: Workspace, *, interview_id: str, now: datetime.datetime) -> InterviewReading:
    """Return an interview as part of a look that is audited; raises RecordMissing, AuditBroken."""
    record = _record(workspace, interview_id)
    interview = _living(workspace, record, interview_sql.state(workspace.database, interview_id), now)
    tags = {language.name: language.tag for language in interview.form.languages}
    person = _person(workspace, record.person_id)
    lines = interview.reading_lines()
    orphans = orphan_lines(interview.orphans, tags)
    dates = {line.ref for line in lines if interview.node(line.ref).definition.data_type == "date"}
    dates |= {orphan.line.ref for orphan in interview.orphans if orphan.data_type == "date"}
    kept = interview_sql.events(workspace.database, interview_id)
    noted = noted_answers(workspace, person_id=record.person_id, interview_id=interview_id)
    lines = tuple(msgspec.structs.replace(line, disputed=noted.get(line.ref, "")) for line in lines)
    return InterviewReading(
        record=record,
        case_number=open_case(workspace, record.case_id).number,
        person_display=person.display,
        person_original=next((name.full_original for name in person.names if name.full_original), ""),
        counsellor=site_sql.user_name(workspace.database, record.begun_by),
        site=workspace.site.name,
        languages=tags,
        lines=word_told_dates((*lines, *orphans), tags, dates),
        trail=_trail(kept),
        remarks=review_sql.remarks(workspace.database, interview_id),
        interpreters=interpreter_sql.assignments(workspace.database, interview_id),
        changed_since=_changed_since(kept),
    )


def offered_fields(workspace: Workspace, *, interview_id: str, now: datetime.datetime) -> dict[str, str]:
    """Return what the answers say about the person's own record (``person.birth`` …), to be offered there."""
    record = _record(workspace, interview_id)
    interview = _living(workspace, record, interview_sql.state(workspace.database, interview_id), now)
    saved = interview.saved_fields()
    return {field: value for field, value in saved.items() if value and not field.startswith("consent.")}


def _kept(
    workspace: Workspace, action: str, record: InterviewRecord, state: bytes, *, detail: str = ""
) -> contextlib.AbstractContextManager[Database]:
    """One transaction whose audit line covers the state, too."""
    digest = hashlib.sha256(state).hexdigest()
    return workspace.recorded(
        action, f"interview:{record.id}", now=record.saved_at, detail=detail, digest=digest
    )


def _write(workspace: Workspace, record: InterviewRecord, event: InterviewEvent, state: bytes) -> None:
    """Add the event and replace the state, inside the running transaction."""
    database = workspace.database
    interview_sql.append_event(database, record.id, event, at=record.saved_at, by=workspace.user.id)
    interview_sql.write_state(database, record.id, state, hashlib.sha256(state).hexdigest())


def _living(workspace: Workspace, record: InterviewRecord, state: bytes, now: datetime.datetime) -> Interview:
    form = load_form(workspace, form_id=record.form_id, version=record.form_version)
    return Interview.resume(form, state, now=now, user=workspace.user.name, device=workspace.device_id)


def _record(workspace: Workspace, interview_id: str) -> InterviewRecord:
    record = interview_sql.interview(workspace.database, interview_id)
    if record is None:
        raise RecordMissing
    return record


def _person(workspace: Workspace, person_id: str) -> Person:
    person = person_sql.person(workspace.database, person_id)
    if person is None:
        raise RecordMissing
    return person


def _outlines(workspace: Workspace, status: InterviewStatus) -> tuple[DraftOutline, ...]:
    records = [
        record
        for record in interview_sql.interviews_in(workspace.database, (status,))
        if record.begun_by == workspace.user.id
    ]
    persons = person_sql.persons_by_id(workspace.database, [record.person_id for record in records])
    names = {person.id: person.display for person in persons}
    forms = {record.form_id for record in records}
    newest = {form: form_sql.newest_version(workspace.database, form) or "" for form in forms}
    return tuple(
        DraftOutline(
            record=record,
            case_number=open_case(workspace, record.case_id).number,
            person_display=names.get(record.person_id, ""),
            newer_version="" if newest[record.form_id] == record.form_version else newest[record.form_id],
        )
        for record in records
    )


def _consents(
    workspace: Workspace, record: InterviewRecord, interview: Interview, now: datetime.datetime
) -> list[Consent]:
    """Return the consents the answers give: yes is given, no is refused, no answer says nothing."""
    found = []
    tags = {language.name: language.tag for language in interview.form.languages}
    answers = _consent_answers(interview)
    for purpose in _PURPOSES:
        answer = answers.get(f"consent.{purpose}", "")
        if not answer:
            continue
        state: ConsentState = "given" if answer in {"yes", "ja", "1", "true"} else "refused"
        before = consent_sql.latest_consent(workspace.database, record.person_id, purpose)
        if before is not None and before.interview_id == record.id and before.state == state:
            continue  # completed again after a return, with the same decision
        found.append(
            Consent(
                id=new_id(now),
                person_id=record.person_id,
                purpose=purpose,
                state=state,
                at=now,
                recorded_by=workspace.user.id,
                language=tags.get(record.client_language) or record.client_language,
                text_version=f"{record.form_id} {record.form_version}",
                interview_id=record.id,
                rev=before.rev + 1 if before else 1,
            )
        )
    return found


def _consent_answers(interview: Interview) -> dict[str, str]:
    """Return the answers to consent questions by field; a question the person declined counts as no."""
    return {
        view.definition.saveto: view.value or "declined"
        for view in interview.nodes()
        if view.definition.saveto.startswith("consent.")
        and view.relevant
        and (view.value or view.non_answer == "declined")
    }


def _trail(kept: tuple[interview_sql.KeptEvent, ...]) -> tuple[tuple[datetime.datetime, str], ...]:
    """Return when the client's language became another one."""
    trail: list[tuple[datetime.datetime, str]] = []
    for one in kept:
        if one.event.kind not in {"begin", "language"} or not one.event.language:
            continue
        if not trail or trail[-1][1] != one.event.language:
            trail.append((one.at, one.event.language))
    return tuple(trail)


def _changed_since(kept: tuple[interview_sql.KeptEvent, ...]) -> tuple[str, ...]:
    """Return the assignments that were confirmed before the last answer was given or changed."""
    found: dict[str, bool] = {}
    for one in kept:
        if one.event.kind == "attest" and one.event.value:
            found[one.event.value] = False
        elif one.event.kind in _ANSWERING:
            found = dict.fromkeys(found, True)
    return tuple(assignment for assignment, is_changed in found.items() if is_changed)
