"""Restriction of processing (Art. 18 GDPR, section 84 SGB X): kept, and nothing else, until it is lifted.

While it holds, nothing about the person leaves by batch or handover, and the case is not deleted: the person
may have asked for just that. Working with the person goes on where they wish it; the page says so on top.
"""

import datetime

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.records.ids import new_id
from intake_app.records.retention import Dispute
from intake_app.services.cases import case_of
from intake_app.services.disputes import DisputeUnworded
from intake_app.services.session import Workspace
from intake_app.vault import persons as person_sql
from intake_app.vault import retention as retention_sql
from intake_app.vault.errors import RecordMissing

# Art. 18 (1) (a) to (d): code -> what it says.
GROUNDS = {
    "accuracy": N_("The person says that something is wrong; it is being checked."),
    "unlawful": N_("It should not have been kept; the person does not want it deleted."),
    "claims": N_("The person needs it for a legal claim."),
    "objection": N_("The person objected; it is being weighed."),
}


class ProcessingRestricted(IntakeError):
    """Something was to be sent or deleted of a person whose data may only be kept."""

    says = N_("The processing of this person's data is restricted.")
    remedy = N_("It may only be kept. Whoever decides about it lifts the restriction on the person's page.")


class RestrictedAlready(IntakeError):
    """A second restriction for the same person."""

    says = N_("The processing of this person's data is restricted.")
    remedy = N_("Lift this restriction first if its reason has changed.")


def restrict_processing(
    workspace: Workspace, *, person_id: str, ground: str, says: str, now: datetime.datetime
) -> Dispute:
    """Restrict the processing for one of ``GROUNDS``, with why in a few words.

    Raises DisputeUnworded, RestrictedAlready, RecordMissing, KeyError for no such ground.
    """
    assert GROUNDS[ground]
    if person_sql.person(workspace.database, person_id) is None:
        raise RecordMissing
    if not says.strip():
        raise DisputeUnworded
    if restriction_of(workspace, person_id=person_id) is not None:
        raise RestrictedAlready
    made = Dispute(
        id=new_id(now), case_id=case_of(workspace, person_id).id, person_id=person_id,
        of=f"person:{person_id}", says=says.strip(), raised_at=now, raised_by=workspace.user.id,
        restricts=ground,
    )  # fmt: skip
    with workspace.recorded("processing.restrict", made.of, now=now, detail=ground) as database:
        retention_sql.keep_dispute(database, made)
    return made


def lift_restriction(
    workspace: Workspace, *, person_id: str, outcome: str, now: datetime.datetime
) -> Dispute:
    """Lift the restriction, with why; the person is to be told before (Art. 18 (3)).

    Raises DisputeUnworded, RecordMissing where nothing is restricted.
    """
    before = restriction_of(workspace, person_id=person_id)
    if before is None:
        raise RecordMissing
    if not outcome.strip():
        raise DisputeUnworded
    after = msgspec.structs.replace(
        before, state="corrected", outcome=outcome.strip(), settled_at=now, settled_by=workspace.user.id
    )
    with workspace.recorded("processing.lift", after.of, now=now, detail=after.restricts) as database:
        retention_sql.keep_dispute(database, after)
    return after


def restriction_of(workspace: Workspace, *, person_id: str) -> Dispute | None:
    """Return the restriction that holds, None where there is none; part of a page that is a look."""
    known = retention_sql.disputes_of(workspace.database, person_id)
    return next((one for one in known if one.is_restricting), None)


def demand_unrestricted(workspace: Workspace, *person_ids: str) -> None:
    """Raise ProcessingRestricted when the data of one of these persons may only be kept."""
    if not retention_sql.restricted_persons(workspace.database).isdisjoint(person_ids):
        raise ProcessingRestricted
