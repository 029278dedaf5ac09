"""Offers for a need: ranked by reasons that are said, none hidden, and nothing fitting is said, too."""

import datetime

import msgspec
import pytest

from intake_app.planning.matching import Ranking, Wish, distance_km, rank_offers
from intake_app.records.offer import Offer, Provider

TODAY = datetime.date(2026, 11, 23)
HERE = Provider("p", "Wohnhilfe Muster", latitude=50.94, longitude=6.96)
WISH = Wish(domain="D02", need_code="own-home", status_group="G04", languages=("fa-AF",), german="A1",
            ags="05315000", latitude=50.95, longitude=6.97, today=TODAY)  # fmt: skip
OFFER = Offer("o", "p", "Wohnberatung", domains=("D02",), need_codes=("own-home",),
              status_groups=("G04", "G05"), languages=("de", "fa-AF"), catchment=("05315",),
              capacity=3, verified_on="2026-11-03")  # fmt: skip


def changed(**facts: object) -> Offer:
    return msgspec.structs.replace(OFFER, **facts)


def ranked(*offers: Offer, wish: Wish = WISH) -> Ranking:
    return rank_offers(wish, offers, {"p": HERE})


def said(offer: Offer, verdict: str, wish: Wish = WISH) -> list[str]:
    (match,) = ranked(offer, wish=wish).matches
    return [one.says.format(**one.facts) for one in match.reasons if one.verdict == verdict]


def test_an_offer_that_fits_says_why() -> None:
    met = said(OFFER, "met")
    assert "Open to this status: G04" in met
    assert "Speaks fa-AF" in met
    assert "3 free places" in met
    assert "Responsible for where the person lives" in met
    assert "1.3 km away" in met
    assert said(OFFER, "not-met") == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"status_groups": ("G02",)}, "Not open to this status: G04"),
        ({"languages": ("de",)}, "Not in a language of the person"),
        ({"capacity": 0}, "No free place"),
        ({"waiting_weeks": 6}, "Waiting list 6 weeks"),
        ({"verified_on": "2026-05-02"}, "Not verified since 2026-05-02: please ask"),
        ({"catchment": ("05513",)}, "Not responsible for where the person lives"),
        ({"german_from": "B1"}, "Asks for German B1, the person has A1"),
        ({"valid_until": "2026-10-31"}, "Ended on 2026-10-31"),
        ({"cost": "20 euros"}, "Costs: 20 euros"),
    ],
)
def test_what_speaks_against_an_offer_is_said_and_puts_it_below(facts: dict, sentence: str) -> None:
    worse = changed(id="worse", name="A first in the alphabet", **facts)
    assert sentence in said(worse, "not-met")
    order = [match.offer.id for match in ranked(worse, OFFER).matches]
    assert order == ["o", "worse"], "shown below, not hidden"


def test_what_is_not_known_is_said_as_unknown_and_never_as_no() -> None:
    bare = Offer("bare", "p", "Something", domains=("D02",))
    unknown = said(bare, "unknown")
    assert {"Languages are not known", "Free places unknown", "Never verified: please ask"} <= set(unknown)
    assert said(bare, "not-met") == []
    stranger = msgspec.structs.replace(WISH, status_group="", german="", ags="")
    assert "The person's status is not recorded yet" in said(OFFER, "unknown", stranger)
    assert ranked(OFFER, wish=stranger).fitting == 1


def test_a_capacity_of_none_left_moves_it_down_and_says_so() -> None:
    other = changed(id="other", name="Zweite Beratung", languages=("de",), interpreting=True)
    assert [m.offer.id for m in ranked(OFFER, other).matches] == ["o", "other"]
    full = changed(capacity=0)
    assert [m.offer.id for m in ranked(full, other).matches] == ["other", "o"]


def test_childcare_and_access_count_only_where_they_are_needed() -> None:
    assert "No childcare" not in said(changed(childcare=False), "not-met")
    parent = msgspec.structs.replace(WISH, needs_childcare=True, needs_access=True)
    assert {"No childcare", "Not accessible with an impairment"} <= set(
        said(changed(childcare=False, is_accessible=False), "not-met", parent)
    )


def test_offers_of_other_domains_do_not_appear_and_nothing_fitting_is_a_gap() -> None:
    course = changed(id="course", domains=("D04",), need_codes=("german-course",))
    assert ranked(course).matches == ()
    closed = ranked(changed(status_groups=("G15",)))
    assert (len(closed.matches), closed.fitting) == (1, 0)


def test_an_offer_nobody_sorted_yet_is_shown_last_and_says_so() -> None:
    unsorted = changed(id="unsorted", name="A", domains=(), need_codes=())
    found = ranked(unsorted, OFFER)
    assert [match.offer.id for match in found.matches] == ["o", "unsorted"]
    assert "Not sorted into a life domain yet" in said(unsorted, "unknown")
    assert found.fitting == 1


def test_the_order_does_not_depend_on_the_order_of_entry() -> None:
    offers = [changed(id=str(n), name=f"Offer {n}", capacity=n % 3, waiting_weeks=n % 8) for n in range(24)]
    there = [match.offer.id for match in ranked(*offers).matches]
    back = [match.offer.id for match in ranked(*reversed(offers)).matches]
    assert there == back


def test_distance_as_the_crow_flies() -> None:
    # Cologne to Berlin, about 477 km
    assert distance_km(50.9375, 6.9603, 52.52, 13.405) == pytest.approx(477, abs=2)
    assert distance_km(None, 6.9, 52.5, 13.4) is None
