"""Review by a supervisor: return with remarks, or approve; nobody approves their own interview."""

import datetime
from collections.abc import Sequence

import msgspec

from intake_app.records.ids import new_id
from intake_app.records.interview_record import InterviewEvent, InterviewRecord, InterviewStatus, Remark
from intake_app.services.errors import NotInReview, OwnInterview, RemarkMissing
from intake_app.services.session import Workspace
from intake_app.vault import cases as case_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import reviews as review_sql
from intake_app.vault import site as site_sql
from intake_app.vault.errors import RecordMissing


class ReviewOutline(msgspec.Struct, frozen=True):
    """An interview that waits for review; ``own`` when the supervisor recorded it herself."""

    record: InterviewRecord
    case_number: str
    person_display: str
    counsellor: str
    own: bool


def review_queue(workspace: Workspace) -> tuple[ReviewOutline, ...]:
    """Return the completed interviews, the one that waits longest first; raises NotAllowed."""
    workspace.require_role("supervisor")
    records = interview_sql.interviews_in(workspace.database, ("completed",))
    persons = person_sql.persons_by_id(workspace.database, [record.person_id for record in records])
    names = {person.id: person.display for person in persons}
    cases = case_sql.cases_of_persons(workspace.database, [record.person_id for record in records])
    return tuple(
        ReviewOutline(
            record=record,
            case_number=cases[record.person_id].number,
            person_display=names[record.person_id],
            counsellor=site_sql.user_name(workspace.database, record.begun_by),
            own=record.begun_by == workspace.user.id,
        )
        for record in reversed(records)
    )


def return_interview(
    workspace: Workspace, *, interview_id: str, remarks: Sequence[tuple[str, str]], now: datetime.datetime
) -> InterviewRecord:
    """Give an interview back with remarks (ref or empty, text).

    Raises NotAllowed, NotInReview, RemarkMissing.
    """
    record = _waiting(workspace, interview_id)
    texts = [(ref, text.strip()) for ref, text in remarks if text.strip()]
    if not texts:
        raise RemarkMissing
    changed = _moved(record, "returned", now)
    with workspace.recorded("interview.return", f"interview:{interview_id}", now=now) as database:
        interview_sql.update_interview(database, changed)
        event = InterviewEvent(kind="reopen")
        interview_sql.append_event(database, interview_id, event, at=now, by=workspace.user.id)
        for ref, text in texts:
            remark = Remark(
                id=new_id(now), interview_id=interview_id, text=text, by=workspace.user.id, at=now, ref=ref
            )
            review_sql.insert_remark(database, remark)
    return changed


def approve_interview(workspace: Workspace, *, interview_id: str, now: datetime.datetime) -> InterviewRecord:
    """Approve an interview for the next batch; raises NotAllowed, NotInReview, OwnInterview."""
    record = _waiting(workspace, interview_id)
    if record.begun_by == workspace.user.id:
        raise OwnInterview
    changed = _moved(record, "approved", now)
    with workspace.recorded("interview.approve", f"interview:{interview_id}", now=now) as database:
        interview_sql.update_interview(database, changed)
    return changed


def _waiting(workspace: Workspace, interview_id: str) -> InterviewRecord:
    workspace.require_role("supervisor")
    record = interview_sql.interview(workspace.database, interview_id)
    if record is None:
        raise RecordMissing
    if record.status != "completed":
        raise NotInReview
    return record


def _moved(record: InterviewRecord, status: InterviewStatus, now: datetime.datetime) -> InterviewRecord:
    return msgspec.structs.replace(record, status=status, saved_at=now)
