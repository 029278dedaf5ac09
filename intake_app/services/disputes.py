"""Correction and dispute: what a person says is wrong about what is kept (Art. 16 GDPR, section 84 SGB X).

The note stands beside what it is about until it was corrected. Where neither side can prove it, it stays
there, and the data may not be used against the person (section 84 (2) SGB X).
"""

import datetime
from typing import Literal

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.records.ids import new_id
from intake_app.records.retention import Dispute
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.vault import interviews as interview_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import retention as retention_sql
from intake_app.vault.errors import RecordMissing


class DisputeUnworded(IntakeError):
    """A dispute without the person's words, or settled without saying how."""

    says = N_("Please write in a few words what is wrong, or how it was settled.")
    remedy = N_("The person's own words are best; they stand beside the entry.")


def raise_dispute(
    workspace: Workspace,
    *,
    person_id: str,
    says: str,
    of: str = "",
    ref: str = "",
    language: str = "",
    now: datetime.datetime,
) -> Dispute:
    """Keep what a person says is wrong about ``of`` (``interview:…`` with ``ref``; the person when empty).

    Raises DisputeUnworded, RecordMissing.
    """
    if person_sql.person(workspace.database, person_id) is None:
        raise RecordMissing
    kind, _colon, record_id = of.partition(":")
    if kind == "interview":
        record = interview_sql.interview(workspace.database, record_id)
        if record is None or record.person_id != person_id:
            raise RecordMissing
    if not says.strip():
        raise DisputeUnworded
    dispute = Dispute(
        id=new_id(now), case_id=case_of(workspace, person_id).id, person_id=person_id,
        of=of or f"person:{person_id}", ref=ref, says=says.strip(), language=language, raised_at=now,
        raised_by=workspace.user.id,
    )  # fmt: skip
    return _keep(workspace, dispute, "dispute.raise", now)


def settle_dispute(
    workspace: Workspace,
    *,
    dispute_id: str,
    state: Literal["corrected", "disputed", "withdrawn"],
    outcome: str,
    now: datetime.datetime,
) -> Dispute:
    """Say what became of it: corrected, still disputed (the note stays), or taken back by the person.

    Raises DisputeUnworded, RecordMissing.
    """
    before = retention_sql.dispute(workspace.database, dispute_id)
    if before is None:
        raise RecordMissing
    if not outcome.strip():
        raise DisputeUnworded
    after = msgspec.structs.replace(
        before, state=state, outcome=outcome.strip(), settled_at=now, settled_by=workspace.user.id
    )
    return _keep(workspace, after, "dispute.settle", now)


def disputes_of(workspace: Workspace, *, person_id: str) -> tuple[Dispute, ...]:
    """Return what a person disputes, oldest first; part of a page that is an audited look."""
    return retention_sql.disputes_of(workspace.database, person_id)


def noted_answers(workspace: Workspace, *, person_id: str, interview_id: str) -> dict[str, str]:
    """Return question -> the person's words, for the notes that stand beside answers of an interview."""
    return {
        one.ref: one.says
        for one in retention_sql.disputes_of(workspace.database, person_id)
        if one.of == f"interview:{interview_id}" and one.is_noted
    }


def _keep(workspace: Workspace, dispute: Dispute, action: str, now: datetime.datetime) -> Dispute:
    with workspace.recorded(action, f"person:{dispute.person_id}", now=now, detail=dispute.state) as database:
        retention_sql.keep_dispute(database, dispute)
    return dispute
