"""Referrals: consent first, then the handover of exactly what it covers, then what became of it."""

import datetime

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.planning.handover import HandoverSheet, cover
from intake_app.records.barrier import Barrier
from intake_app.records.consent import Consent
from intake_app.records.ids import new_id
from intake_app.records.plan import Goal
from intake_app.records.referral import Referral, ReferralKind, ReferralResult, ReferralStep
from intake_app.services.barriers import BarrierDraft, new_barrier
from intake_app.services.cases import case_of
from intake_app.services.consents import demand_storage
from intake_app.services.restrictions import demand_unrestricted
from intake_app.services.session import Workspace
from intake_app.services.sites import demand_transfer_allowed
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import offers as offer_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import plans as plan_sql
from intake_app.vault.errors import RecordMissing

FAILED: tuple[ReferralResult, ...] = ("refused", "no-feedback", "waiting-list")

__all__ = ["HandoverSheet"]


class ReferralWithoutConsent(IntakeError):
    """A referral that hands something over, while no consent towards the recipient holds."""

    says = N_("There is no consent yet to talk to {recipient}.")
    remedy = N_("Ask the person, read the consent out in their language, and record what they decide.")


class CategoryNotCovered(IntakeError):
    """More was to be handed over than the consent covers; ``categories`` are codes."""

    says = N_("The consent does not cover: {categories}.")
    remedy = N_("Leave it out, or ask for a consent that covers it.")


class BarrierAsked(IntakeError):
    """A referral failed and nobody said what stood in the way."""

    says = N_("Please say what stood in the way.")
    remedy = N_("Choose the barrier; those who steer see it without the person's name.")


class AlreadyHandedOver(IntakeError):
    """A referral was to be taken back after something went to the recipient."""

    says = N_("This was handed over already.")
    remedy = N_("Report what became of it instead, or withdraw the consent so that nothing more follows.")


class ReferralDraft(msgspec.Struct, frozen=True):
    """What is written down when somebody is referred. ``categories``: what is to be handed over."""

    recipient: str
    kind: ReferralKind = "information"
    measure_id: str = ""
    goal_id: str = ""
    offer_id: str = ""
    provider_id: str = ""
    structure: str = ""
    categories: tuple[str, ...] = ()
    legal_basis: str = ""  # the statutory power, where a consent alone does not carry a category


def consent_towards(workspace: Workspace, *, person_id: str, recipient: str) -> Consent | None:
    """Return the decision that counts now about talking to ``recipient``; None when nobody asked."""
    return consent_sql.latest_consent(workspace.database, person_id, "K-SPE", recipient)


def refer(workspace: Workspace, *, person_id: str, draft: ReferralDraft, now: datetime.datetime) -> Referral:
    """Refer a person. Telling them where to go needs no consent; handing anything over does.

    Raises StorageEnded, ReferralWithoutConsent, CategoryNotCovered, NeedsStatutoryBasis, RecordMissing.
    """
    demand_storage(workspace, person_id)
    consent_id = ""
    if draft.kind != "information" or draft.categories:
        consent_id = _consent(workspace, person_id, draft.recipient, draft.categories, now).id
        demand_transfer_allowed(workspace, categories=draft.categories, basis=draft.legal_basis)
    referral = Referral(
        id=new_id(now),
        case_id=case_of(workspace, person_id).id,
        person_id=person_id,
        created_at=now,
        created_by=workspace.user.id,
        consent_id=consent_id,
        **msgspec.structs.asdict(draft),
    )
    return _keep(workspace, referral, "referral.make", now)


def hand_over(
    workspace: Workspace, *, referral_id: str, now: datetime.datetime
) -> tuple[Referral, HandoverSheet]:
    """Return the sheet for the recipient and keep that it was handed over.

    The consent is looked at again: one that was withdrawn meanwhile stops it. Raises ReferralWithoutConsent,
    CategoryNotCovered, RecordMissing.
    """
    referral = _referral(workspace, referral_id)
    sheet = _covered_sheet(workspace, referral, now)
    kept = msgspec.structs.replace(referral, handed_over_at=now, rev=referral.rev + 1)
    return _keep(workspace, kept, "referral.hand-over", now, detail=" ".join(referral.categories)), sheet


def preview_handover(workspace: Workspace, *, referral_id: str, now: datetime.datetime) -> HandoverSheet:
    """Return what ``hand_over`` would give to the recipient now; raises what it raises. Nothing is kept."""
    return _covered_sheet(workspace, _referral(workspace, referral_id), now)


def put_back_referral(
    workspace: Workspace, *, referral_id: str, before: Referral | None, now: datetime.datetime
) -> None:
    """Undo the last turn of a referral; one that was new is gone. Raises AlreadyHandedOver, RecordMissing.

    A barrier that came with the turn goes with it, as long as it has not left the case.
    """
    after = _referral(workspace, referral_id)
    if after.handed_over_at is not None and (before is None or before.handed_over_at is None):
        raise AlreadyHandedOver
    of = f"person:{after.person_id}"
    with workspace.recorded("referral.undo", of, now=now, detail=after.result or after.kind) as database:
        if before is None:
            plan_sql.remove_referral(database, referral_id)
        else:
            plan_sql.keep_referral(database, msgspec.structs.replace(before, rev=after.rev + 1))
        if after.barrier_id and (before is None or before.barrier_id != after.barrier_id):
            case_work_sql.remove_barrier(database, after.barrier_id)


def stopped_by_withdrawal(workspace: Workspace, *, person_id: str, recipient: str) -> tuple[Referral, ...]:
    """Return the referrals to ``recipient`` that wait for their handover and would wait in vain."""
    case = case_of(workspace, person_id)
    return tuple(
        one for one in plan_sql.referrals_of_case(workspace.database, case.id)
        if one.person_id == person_id and one.recipient == recipient and one.consent_id
        and one.handed_over_at is None
    )  # fmt: skip


def report_back(
    workspace: Workspace,
    *,
    referral_id: str,
    result: ReferralResult,
    remark: str = "",
    first_contact_on: str = "",
    barrier: BarrierDraft | None = None,
    now: datetime.datetime,
) -> Referral:
    """Keep what became of a referral; a failed one wants its barrier. Raises BarrierAsked, RecordMissing."""
    before = _referral(workspace, referral_id)
    if result in FAILED and result != "waiting-list" and barrier is None and not before.barrier_id:
        raise BarrierAsked
    noted: Barrier | None = None
    if barrier is not None:
        noted = msgspec.structs.replace(
            new_barrier(workspace, barrier, case_id=before.case_id, now=now), referral_id=before.id
        )
    step = ReferralStep(result=result, at=now, by=workspace.user.id, remark=remark)
    after = msgspec.structs.replace(
        before,
        steps=(*before.steps, step),
        first_contact_on=first_contact_on or before.first_contact_on,
        barrier_id=noted.id if noted else before.barrier_id,
        rev=before.rev + 1,
    )
    of = f"person:{after.person_id}"
    with workspace.recorded("referral.result", of, now=now, detail=result) as database:
        plan_sql.keep_referral(database, after)
        if noted is not None:
            case_work_sql.keep_barrier(database, noted)
    return after


def days_to_first_contact(referral: Referral) -> int | None:
    """Return the days from referral to first contact; None while there was none."""
    if not referral.first_contact_on:
        return None
    return (datetime.date.fromisoformat(referral.first_contact_on) - referral.created_at.date()).days


def structure_share(workspace: Workspace) -> float | None:
    """Return the share of referrals into standard structures among those whose structure is known (I16)."""
    known = [one.structure for one in plan_sql.all_referrals(workspace.database) if one.structure]
    return known.count("standard") / len(known) if known else None


def provider_of(workspace: Workspace, *, offer_id: str) -> tuple[str, str]:
    """Return the name of the provider and the structure of an offer; raises RecordMissing."""
    offer = offer_sql.offer(workspace.database, offer_id)
    provider = offer_sql.provider(workspace.database, offer.provider_id) if offer else None
    if offer is None or provider is None:
        raise RecordMissing
    return provider.name, offer.structure


def _covered_sheet(workspace: Workspace, referral: Referral, now: datetime.datetime) -> HandoverSheet:
    database = workspace.database
    consent = _consent(workspace, referral.person_id, referral.recipient, referral.categories, now)
    demand_transfer_allowed(workspace, categories=referral.categories, basis=referral.legal_basis)
    demand_unrestricted(workspace, referral.person_id)
    person = person_sql.person(database, referral.person_id)
    if person is None:
        raise RecordMissing
    goal: Goal | None = plan_sql.goal(database, referral.goal_id) if referral.goal_id else None
    file = case_work_sql.case_file(database, referral.case_id)
    return cover(
        referral.categories,
        person=person,
        goal=goal,
        measures=[
            one for one in plan_sql.measures_of_case(database, referral.case_id)
            if goal is not None and one.goal_id == goal.id
        ],
        resources=assessment_sql.resources_of(database, person.id),
        needs=assessment_sql.needs_of(database, person.id),
        households=case_work_sql.households_of(database, referral.case_id),
        status_group=file.status_group if file else "",
        consent=consent,
        recipient=referral.recipient,
    )  # fmt: skip


def _consent(
    workspace: Workspace,
    person_id: str,
    recipient: str,
    categories: tuple[str, ...],
    now: datetime.datetime,
) -> Consent:
    consent = consent_towards(workspace, person_id=person_id, recipient=recipient)
    has_expired = (
        consent is not None and bool(consent.expires_on) and consent.expires_on < now.date().isoformat()
    )
    if consent is None or consent.state != "given" or has_expired:
        raise ReferralWithoutConsent(recipient=recipient)
    missing = [category for category in categories if category not in consent.categories]
    if missing:
        raise CategoryNotCovered(categories=", ".join(missing))
    return consent


def _referral(workspace: Workspace, referral_id: str) -> Referral:
    found = plan_sql.referral(workspace.database, referral_id)
    if found is None:
        raise RecordMissing
    return found


def _keep(
    workspace: Workspace, referral: Referral, action: str, now: datetime.datetime, *, detail: str = ""
) -> Referral:
    of = f"person:{referral.person_id}"
    with workspace.recorded(action, of, now=now, detail=detail or referral.kind) as database:
        plan_sql.keep_referral(database, referral)
    return referral
