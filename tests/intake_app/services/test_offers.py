"""The provider landscape: kept, ranked for a need with reasons, its gaps and overlaps told."""

import datetime

import msgspec
import pytest

from intake_app.records.offer import Offer, Provider
from intake_app.services import barriers, case_work, offers
from intake_app.services.offers import OfferUnnamed
from intake_app.services.persons import record_person
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def three(counsellor: Workspace) -> list[Offer]:
    """Three offers for one need: municipal, welfare association, migrant organisation."""
    made = []
    for name, kind in (
        ("Wohnungsamt Muster", "WOHN"),
        ("Caritas Muster", "VERBAND"),
        ("Verein Muster", "MSO"),
    ):
        provider = offers.keep_provider(counsellor, provider=Provider("", name, kind=kind), now=NOW)
        offer = Offer("", provider.id, f"Beratung {name}", domains=("D02",), need_codes=("own-home",),
                      capacity=2,
                      verified_on="2026-11-01")  # fmt: skip
        made.append(offers.keep_offer(counsellor, offer=offer, now=NOW))
    return made


def test_an_offer_wants_a_name(counsellor: Workspace) -> None:
    with pytest.raises(OfferUnnamed):
        offers.keep_provider(counsellor, provider=Provider("", " "), now=NOW)


def test_capacity_zero_moves_an_offer_down_and_verifying_is_one_act(
    counsellor: Workspace, three: list[Offer]
) -> None:
    person = record_person(counsellor, draft=draft("Fatima", "Muster"), now=NOW).person.id
    wish = offers.wish_for(counsellor, person_id=person, domain="D02", need_code="own-home", today=TODAY)
    first = offers.offers_for(counsellor, wish=wish).matches[0].offer
    offers.keep_offer(counsellor, offer=msgspec.structs.replace(first, capacity=0), now=NOW)
    ranked = offers.offers_for(counsellor, wish=wish)
    assert ranked.matches[-1].offer.id == first.id
    assert any(one.says == "No free place" for one in ranked.matches[-1].reasons)
    assert offers.verify_offer(counsellor, offer_id=first.id, now=NOW).verified_on == "2026-11-23"


def test_nothing_fitting_becomes_a_gap_without_the_person(counsellor: Workspace) -> None:
    person = record_person(counsellor, draft=draft("Fatima", "Muster"), now=NOW).person.id
    case_work.set_case_facts(counsellor, person_id=person, status_group="G16", now=NOW)
    wish = offers.wish_for(counsellor, person_id=person, domain="D08", today=TODAY)
    assert (wish.status_group, wish.ags) == ("G16", "05315000")
    assert offers.offers_for(counsellor, wish=wish).fitting == 0
    gap = offers.report_gap(
        counsellor, person_id=person, domain="D08", text="no counselling in Tigrinya", now=NOW
    )
    assert gap.type == "gap"
    barriers.pass_on_barrier(counsellor, barrier_id=gap.id, now=NOW)
    (told,) = barriers.steering_list(counsellor)
    assert (told.domain, told.target_group, told.case_id) == ("D08", "G16", "")


def test_free_places_are_told_for_today(counsellor: Workspace, three: list[Offer]) -> None:
    told = offers.set_free_places(counsellor, offer_id=three[0].id, places=0, now=NOW)
    assert (told.capacity, told.verified_on, told.verified_by) == (0, "2026-11-23", counsellor.user.name)
    assert offers.set_free_places(counsellor, offer_id=three[0].id, places=None, now=NOW).capacity is None
