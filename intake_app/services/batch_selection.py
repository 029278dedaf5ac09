"""Which records go into a batch: what consent allows, what the centre lacks, what it must erase.

Delta by revision: a record goes again only when the centre lacks this revision. It lacks it when it was
never sent, was refused, was lost on the way, or was erased since.
"""

import datetime
from collections.abc import Sequence

from intake_app.errors import N_, IntakeError
from intake_app.interview import Interview
from intake_app.records.batch import BatchRecord
from intake_app.records.case import Case
from intake_app.records.consent import Consent
from intake_app.records.interview_record import InterviewRecord
from intake_app.services import batch_records
from intake_app.services.forms import load_form
from intake_app.services.session import Workspace
from intake_app.services.sites import categories_held
from intake_app.sync.schema import BodyRefused
from intake_app.vault import batches as batch_sql
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import cases as case_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import interpreters as interpreter_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import retention as retention_sql
from intake_app.vault.batches import BatchItemRow, KeptBatch
from intake_app.vault.errors import RecordMissing

PURPOSE = "K-TRANS"
REFUSED = {"rejected", "conflict"}


class NotReady(IntakeError):
    """An interview was chosen that may not leave."""

    says = N_("One of the chosen interviews may not be sent: {reason}")
    remedy = N_("Nothing was exported. Open the list again and choose from it.")


def approved_interviews(workspace: Workspace) -> tuple[InterviewRecord, ...]:
    """Return the approved interviews, the one that waits longest first."""
    return interview_sql.interviews_in(workspace.database, ("approved",))[::-1]


def reason_to_hold_back(workspace: Workspace, record: InterviewRecord) -> str:
    """Return why an interview may not leave, as a message id; empty when it may."""
    if record.status != "approved":
        return N_("It is not approved.")
    consent = transfer_consent(workspace, record)
    if consent is None:
        return N_("There is no consent to the transfer yet.")
    if consent.state == "withdrawn":
        return N_("Consent to the transfer was withdrawn.")
    if consent.state == "refused":
        return N_("Consent to the transfer was refused.")
    file = case_work_sql.case_file(workspace.database, record.case_id)
    if file is not None and file.site_id and file.site_id != workspace.site.id:
        return N_("The case belongs to another site. Use that site, then send it.")
    storage = consent_sql.latest_consent(workspace.database, record.person_id, "K-DS")
    if storage is not None and storage.state != "given":
        return N_("Consent to keep the data was refused or withdrawn.")
    if record.person_id in retention_sql.restricted_persons(workspace.database):
        return N_("The processing of this person's data is restricted.")
    person = person_sql.person(workspace.database, record.person_id)
    if person is None:
        raise RecordMissing
    try:
        batch_records.person_record(person)
    except BodyRefused:
        return N_("The person's record holds something that the central system cannot take.")
    return ""


def transfer_consent(workspace: Workspace, record: InterviewRecord) -> Consent | None:
    """Return what the person last decided about the transfer to the central system."""
    return consent_sql.latest_consent(workspace.database, record.person_id, PURPOSE)


def chosen_interview(workspace: Workspace, interview_id: str) -> InterviewRecord:
    """Return an interview that may leave; raises NotReady, RecordMissing."""
    record = interview_sql.interview(workspace.database, interview_id)
    if record is None:
        raise RecordMissing
    reason = reason_to_hold_back(workspace, record)
    if reason:
        raise NotReady(reason=reason)
    return record


def records_around(workspace: Workspace, chosen: Sequence[InterviewRecord]) -> list[BatchRecord]:
    """Return persons, cases and consents the centre lacks, and erasure notices that are due.

    Raises RecordMissing.
    """
    known = {kept.batch_id: kept for kept in batch_sql.batches(workspace.database)}
    found: list[BatchRecord] = []
    for person_id in dict.fromkeys(record.person_id for record in chosen):
        person = person_sql.person(workspace.database, person_id)
        if person is None:
            raise RecordMissing
        notices = _notices(workspace, person_id)
        erased_in = max((known[item.batch_id].sequence for item in notices), default=0)
        own = (record for record in chosen if record.person_id == person_id)
        cases = dict.fromkeys(case_of(workspace, record) for record in own)
        consents = consent_sql.latest_consents(workspace.database, person_id)
        around = [
            batch_records.person_record(person),
            *(batch_records.case_record(case) for case in cases),
            *(batch_records.consent_record(one) for one in consents if one.purpose in ("K-DS", "K-TRANS")),
        ]
        found += [record for record in around if _is_news(workspace, record, known, erased_in)]
    return found + _due_erasures(workspace)


def interview_record(
    workspace: Workspace, record: InterviewRecord, now: datetime.datetime, *, basis: str = ""
) -> BatchRecord:
    """Return an interview as it leaves, read with its own form; raises RecordMissing, AuditBroken.

    ``basis`` is the statutory power for what a consent alone does not carry at this site; without one those
    answers stay.
    """
    state = interview_sql.state(workspace.database, record.id)
    form = load_form(workspace, form_id=record.form_id, version=record.form_version)
    interview = Interview.resume(form, state, now=now)
    trail: list[tuple[datetime.datetime, str]] = []
    for kept in interview_sql.events(workspace.database, record.id):
        language = kept.event.language if kept.event.kind in {"begin", "language"} else ""
        if language and (not trail or trail[-1][1] != language):
            trail.append((kept.at, language))
    interpreted = interpreter_sql.assignments(workspace.database, record.id)
    held = categories_held(workspace, basis=basis)
    return batch_records.interview_record(record, interview, trail, interpreted, held=held)


def case_of(workspace: Workspace, record: InterviewRecord) -> Case:
    """Return the case of an interview; raises RecordMissing."""
    case = case_sql.case(workspace.database, record.case_id)
    if case is None:
        raise RecordMissing
    return case


def _due_erasures(workspace: Workspace) -> list[BatchRecord]:
    """Return the decision and a notice for each person whose data were sent and who no longer consents.

    And a notice for each case that was deleted here after it was sent.
    """
    found = []
    for person_id in batch_sql.sent_ids(workspace.database, "person"):
        consent = consent_sql.latest_consent(workspace.database, person_id, PURPOSE)
        if consent is None or consent.state == "given":
            continue
        if any(item.record_id == consent.id for item in _notices(workspace, person_id)):
            continue
        found.append(batch_records.consent_record(consent))
        found.append(batch_records.erasure_record(consent, _sent_of_person(workspace, person_id)))
    gone = retention_sql.deletions(workspace.database, "done")
    found += [batch_records.erased_record(one) for one in gone if one.sent and not _told(workspace, one.id)]
    return found


def _is_news(workspace: Workspace, record: BatchRecord, known: dict[str, KeptBatch], erased_in: int) -> bool:
    """Return whether the centre lacks this revision."""
    items = batch_sql.items_of_record(workspace.database, record.type, record.id)
    return not any(
        item.rev >= record.rev
        and item.status not in REFUSED
        and known[item.batch_id].state != "lost"
        and known[item.batch_id].sequence > erased_in
        for item in items
    )


def _sent_of_person(workspace: Workspace, person_id: str) -> list[tuple[str, str]]:
    """Return (type, id) of what was sent about a person, except the consents: they prove what was lawful."""
    found = [("person", person_id)]
    interviews = interview_sql.interviews_of_person(workspace.database, person_id)
    found += [("case", case_id) for case_id in dict.fromkeys(record.case_id for record in interviews)]
    found += [("interview", record.id) for record in interviews]
    return [
        (kind, record_id)
        for kind, record_id in found
        if batch_sql.items_of_record(workspace.database, kind, record_id)
    ]


def _notices(workspace: Workspace, person_id: str) -> list[BatchItemRow]:
    """Return the erasure notices sent about a person that were not lost on the way or refused."""
    return [
        item
        for consent in consent_sql.all_consents(workspace.database, person_id)
        for item in _told(workspace, consent.id)
    ]


def _told(workspace: Workspace, notice_id: str) -> list[BatchItemRow]:
    """Return the ways an erasure notice went that were not lost or refused."""
    lost = {kept.batch_id for kept in batch_sql.batches(workspace.database) if kept.state == "lost"}
    return [
        item
        for item in batch_sql.items_of_record(workspace.database, "erasure", notice_id)
        if item.status not in REFUSED and item.batch_id not in lost
    ]
