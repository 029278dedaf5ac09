"""Barriers seen in cases: written down anywhere, cut from the case before anybody who steers sees them."""

import datetime

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.records.barrier import Barrier, BarrierLevel, SteeringStatus, SteeringStep
from intake_app.records.ids import new_id
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from intake_app.vault.errors import RecordMissing


class BarrierUnworded(IntakeError):
    """A barrier was to be kept without a word of what it is."""

    says = N_("Please say in a few words what the barrier is.")
    remedy = N_("Write what stood in the way, without names.")


class BarrierDraft(msgspec.Struct, frozen=True):
    """What is written down of a barrier; ``text`` without personal data."""

    type: str
    level: BarrierLevel
    text: str
    observed_on: str = ""  # YYYY-MM-DD; today when empty
    provider_kind: str = ""
    offer_name: str = ""
    domain: str = ""
    sphere: str = ""
    target_group: str = ""
    frequency: str = ""
    severity: int | None = None
    proposal: str = ""


def note_barrier(
    workspace: Workspace, *, person_id: str, draft: BarrierDraft, now: datetime.datetime
) -> Barrier:
    """Keep a barrier with the case it was seen in; raises BarrierUnworded, RecordMissing."""
    case = case_of(workspace, person_id)
    barrier = new_barrier(workspace, draft, case_id=case.id, now=now)
    with workspace.recorded("barrier.note", f"person:{person_id}", now=now, detail=draft.type) as database:
        case_work_sql.keep_barrier(database, barrier)
    return barrier


def new_barrier(
    workspace: Workspace, draft: BarrierDraft, *, case_id: str, now: datetime.datetime
) -> Barrier:
    """Return a barrier from its draft; raises BarrierUnworded."""
    if not draft.text.strip():
        raise BarrierUnworded
    facts = msgspec.structs.asdict(draft)
    facts["observed_on"] = draft.observed_on or now.date().isoformat()
    return Barrier(id=new_id(now), case_id=case_id, recorded_by=workspace.user.id, **facts)


def barriers_of_case(workspace: Workspace, *, person_id: str) -> tuple[Barrier, ...]:
    """Return the barriers that still hang on a person's case; raises RecordMissing."""
    return case_work_sql.barriers_of(workspace.database, case_of(workspace, person_id).id)


def pass_on_barrier(workspace: Workspace, *, barrier_id: str, now: datetime.datetime) -> Barrier:
    """Cut a barrier from its case and give it to those who steer: no case, no referral, no author, no day.

    A new id replaces the old one, so that the audit trail of the case leads nowhere. Raises RecordMissing.
    """
    before = _barrier(workspace, barrier_id)
    if before.severed_at is not None:
        return before
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    severed = msgspec.structs.replace(
        before,
        id=new_id(month),  # an id holds its moment, which would lead back
        case_id="",
        referral_id="",
        recorded_by="",
        observed_on=before.observed_on[:7],
        severed_at=month,
        rev=1,
    )
    with workspace.recorded(
        "barrier.pass-on", f"barrier:{before.id}", now=now, detail=before.type
    ) as database:
        case_work_sql.remove_barrier(database, before.id)
        case_work_sql.keep_barrier(database, severed)
    return severed


def steering_list(workspace: Workspace) -> tuple[Barrier, ...]:
    """Return the barriers that left their cases, the newest month first; nothing in them leads back."""
    found = case_work_sql.severed_barriers(workspace.database)
    return tuple(sorted(found, key=lambda one: (one.observed_on, one.type), reverse=True))


def steer_barrier(
    workspace: Workspace, *, barrier_id: str, status: SteeringStatus, remark: str = "", now: datetime.datetime
) -> Barrier:
    """Keep the next step on the way: analysed, steering group, resolved. Raises RecordMissing."""
    before = _barrier(workspace, barrier_id)
    step = SteeringStep(status=status, at=now, by=workspace.user.id, remark=remark)
    after = msgspec.structs.replace(before, steps=(*before.steps, step), rev=before.rev + 1)
    with workspace.recorded("barrier.steer", f"barrier:{barrier_id}", now=now, detail=status) as database:
        case_work_sql.keep_barrier(database, after)
    return after


def count_barriers(barriers: tuple[Barrier, ...]) -> dict[str, int]:
    """Return how often each type was passed on."""
    counts: dict[str, int] = {}
    for one in barriers:
        counts[one.type] = counts.get(one.type, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _barrier(workspace: Workspace, barrier_id: str) -> Barrier:
    found = case_work_sql.barrier(workspace.database, barrier_id)
    if found is None:
        raise RecordMissing
    return found
