"""The local provider landscape: keep it, look it over, and find what fits a need, with the reasons."""

import datetime

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.planning.matching import Ranking, Wish, rank_offers
from intake_app.records.barrier import Barrier
from intake_app.records.ids import new_id
from intake_app.records.offer import Offer, Provider
from intake_app.records.person import Person
from intake_app.services.barriers import BarrierDraft, new_barrier
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import offers as offer_sql
from intake_app.vault import persons as person_sql
from intake_app.vault.errors import RecordMissing


class OfferUnnamed(IntakeError):
    """An offer or a provider was to be kept without a name."""

    says = N_("A name is missing.")
    remedy = N_("Write down how the provider or the offer is called.")


class Landscape(msgspec.Struct, frozen=True):
    """All offers with their providers."""

    offers: tuple[Offer, ...]
    providers: dict[str, Provider]


def landscape(workspace: Workspace) -> Landscape:
    """Return all offers and providers."""
    database = workspace.database
    return Landscape(
        offers=offer_sql.offers(database),
        providers={provider.id: provider for provider in offer_sql.providers(database)},
    )


def keep_provider(workspace: Workspace, *, provider: Provider, now: datetime.datetime) -> Provider:
    """Keep a provider (an empty id makes a new one); raises OfferUnnamed."""
    if not provider.name.strip():
        raise OfferUnnamed
    kept = msgspec.structs.replace(provider, id=provider.id or new_id(now), rev=provider.rev + 1)
    with workspace.recorded("provider.keep", f"provider:{kept.id}", now=now) as database:
        offer_sql.keep_provider(database, kept)
    return kept


def keep_offer(workspace: Workspace, *, offer: Offer, now: datetime.datetime) -> Offer:
    """Keep an offer (an empty id makes a new one); raises OfferUnnamed, RecordMissing."""
    if not offer.name.strip():
        raise OfferUnnamed
    if offer_sql.provider(workspace.database, offer.provider_id) is None:
        raise RecordMissing
    kept = msgspec.structs.replace(offer, id=offer.id or new_id(now), rev=offer.rev + 1)
    with workspace.recorded("offer.keep", f"offer:{kept.id}", now=now) as database:
        offer_sql.keep_offer(database, kept)
    return kept


def verify_offer(workspace: Workspace, *, offer_id: str, now: datetime.datetime) -> Offer:
    """Say that what is known of an offer was asked again today; raises RecordMissing."""
    before = offer_sql.offer(workspace.database, offer_id)
    if before is None:
        raise RecordMissing
    verified = msgspec.structs.replace(
        before, verified_on=now.date().isoformat(), verified_by=workspace.user.name
    )
    return keep_offer(workspace, offer=verified, now=now)


def remove_offer(workspace: Workspace, *, offer_id: str, now: datetime.datetime) -> None:
    """Take an offer out."""
    with workspace.recorded("offer.remove", f"offer:{offer_id}", now=now) as database:
        offer_sql.remove_offer(database, offer_id)


def remove_provider(workspace: Workspace, *, provider_id: str, now: datetime.datetime) -> None:
    """Take a provider out, with its offers."""
    with workspace.recorded("provider.remove", f"provider:{provider_id}", now=now) as database:
        offer_sql.remove_provider(database, provider_id)


def set_free_places(
    workspace: Workspace, *, offer_id: str, places: int | None, now: datetime.datetime
) -> Offer:
    """Say how many places are free today; None is unknown again. Raises RecordMissing."""
    before = offer_sql.offer(workspace.database, offer_id)
    if before is None:
        raise RecordMissing
    told = msgspec.structs.replace(
        before, capacity=places, verified_on=now.date().isoformat(), verified_by=workspace.user.name
    )
    return keep_offer(workspace, offer=told, now=now)


def wish_for(
    workspace: Workspace,
    *,
    person_id: str,
    domain: str,
    need_code: str = "",
    today: datetime.date,
    age: int | None = None,
) -> Wish:
    """Return what matters about a person for access to an offer, as far as it is recorded."""
    person = _person(workspace, person_id)
    file = case_work_sql.case_file(workspace.database, case_of(workspace, person_id).id)
    return Wish(
        domain=domain,
        need_code=need_code,
        status_group=file.status_group if file else "",
        languages=person.languages,
        age=age,
        ags=workspace.site.ags,
        today=today,
    )


def offers_for(workspace: Workspace, *, wish: Wish) -> Ranking:
    """Return every offer for the wish, ranked, with reasons; none is hidden."""
    known = landscape(workspace)
    return rank_offers(wish, known.offers, known.providers)


def report_gap(
    workspace: Workspace, *, person_id: str, domain: str, text: str, now: datetime.datetime
) -> Barrier:
    """Keep that nothing suitable is on offer for a need; those who steer see it without the person."""
    file = case_work_sql.case_file(workspace.database, case_of(workspace, person_id).id)
    group = file.status_group if file else ""
    draft = BarrierDraft(type="gap", level="organisational", text=text, domain=domain, target_group=group)
    gap = new_barrier(workspace, draft, case_id=case_of(workspace, person_id).id, now=now)
    with workspace.recorded("gap.report", f"person:{person_id}", now=now, detail=domain) as database:
        case_work_sql.keep_barrier(database, gap)
    return gap


def _person(workspace: Workspace, person_id: str) -> Person:
    person = person_sql.person(workspace.database, person_id)
    if person is None:
        raise RecordMissing
    return person
