"""Who saw, changed or received what about a person: the audit trail in words a person can read.

Acts in the protected compartment are counted like any other look or change; which it was is not said,
because the sheet may be seen by others.
"""

import datetime
from collections.abc import Iterable, Iterator

from intake_app.records.audit import AuditEntry
from intake_app.records.papers import PaperHead, SeenLine, TransparencySheet
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.vault import audit as audit_sql
from intake_app.vault import batches as batch_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault import plans as plan_sql
from intake_app.vault import site as site_sql

_MOST = 5000  # lines read of one person's trail
_WHAT = (
    ("consent.", "decision about a consent"),
    ("paper.", "a paper made"),
    ("interview.", "interview"),
    *((kind, "plan worked on") for kind in ("goal.", "measure.", "referral.")),
    *((kind, "strengths and needs worked on") for kind in ("assessment.", "resource.", "need.", "tie.")),
)


def transparency_sheet(workspace: Workspace, person_id: str, head: PaperHead) -> TransparencySheet:
    """Return the sheet of a person, the newest first."""
    database = workspace.database
    consents = consent_sql.all_consents(database, person_id)
    return TransparencySheet(
        head=head,
        passed_on=tuple(sorted(_passed_on(workspace, person_id), key=lambda line: line.at, reverse=True)),
        seen=tuple(_seen(workspace, _entries(workspace, person_id))),
        consents=tuple(
            (one.purpose, one.state, one.at.astimezone().date().isoformat(), one.recipient)
            for one in consents
        ),
    )


def _passed_on(workspace: Workspace, person_id: str) -> Iterator[SeenLine]:
    database, case = workspace.database, case_of(workspace, person_id)
    for one in plan_sql.referrals_of_case(database, case.id):
        if one.person_id == person_id and one.handed_over_at is not None:
            who = site_sql.user_name(database, one.created_by)
            yield SeenLine(one.handed_over_at, who, "", one.recipient, one.categories)
    kept = {batch.batch_id: batch for batch in batch_sql.batches(database)}
    gone = {
        item.batch_id
        for record in interview_sql.interviews_of_person(database, person_id)
        for item in batch_sql.items_of_record(database, "interview", record.id)
    } | {item.batch_id for item in batch_sql.items_of_record(database, "person", person_id)}
    for batch_id in gone:
        if batch := kept.get(batch_id):
            who = site_sql.user_name(database, batch.created_by)
            yield SeenLine(batch.created_at, who, "sent to the central system")


def _entries(workspace: Workspace, person_id: str) -> Iterator[AuditEntry]:
    database = workspace.database
    about = [f"person:{person_id}"]
    about += [f"interview:{one.id}" for one in interview_sql.interviews_of_person(database, person_id)]
    for of in about:
        yield from audit_sql.entries(database, _MOST, of=of)


def _seen(workspace: Workspace, entries: Iterable[AuditEntry]) -> Iterator[SeenLine]:
    """Return one line for each day, person and kind of act, the newest first."""
    counted: dict[tuple[datetime.date, str, str], list[datetime.datetime]] = {}
    for entry in entries:
        key = (entry.at.astimezone().date(), entry.actor, _what(entry.action))
        counted.setdefault(key, []).append(entry.at)
    for (_day, actor, what), times in sorted(counted.items(), key=lambda item: max(item[1]), reverse=True):
        who = site_sql.user_name(workspace.database, actor)
        yield SeenLine(max(times), who or "–", what, times=len(times))


def _what(action: str) -> str:
    if action.endswith((".open", ".read", ".search", ".resume")):
        return "data looked at"
    return next((says for begin, says in _WHAT if action.startswith(begin)), "data changed")
