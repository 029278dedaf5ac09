"""Directories of offers are looked through, taken over in one commit, renewed and handed on."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from intake_app.errors import Cancelled
from intake_app.records.offer import Offer, Provider
from intake_app.records.offer_reading import OfferReading
from intake_app.services import offer_exchange, offers
from intake_app.services.audit import audit_trail
from intake_app.services.session import Workspace
from intake_app.sync.adapters import TermRow
from tests.intake_app.vault.sample import NOW

PROVIDER = Provider("x", "Example Organization", source_id="org-1")
OFFER = Offer("y", "x", "Community Counselling", source_id="svc-1", domains=("D08",))


def take(workspace: Workspace, provider: Provider, offer: Offer, source: str = "city") -> tuple[int, int]:
    return offer_exchange.take_over(workspace, providers=[provider], offers=[offer], source=source, now=NOW)


def test_a_data_set_taken_over_twice_renews_and_never_doubles(counsellor: Workspace) -> None:
    assert take(counsellor, PROVIDER, OFFER) == (1, 1)
    take(counsellor, PROVIDER, replace(OFFER, name="Counselling"))
    known = offers.landscape(counsellor)
    assert [(one.name, one.rev, one.source) for one in known.offers] == [("Counselling", 2, "city")]
    assert known.offers[0].provider_id in known.providers
    assert [one.rev for one in known.providers.values()] == [1]


def test_a_whole_data_set_is_one_act(counsellor: Workspace) -> None:
    before = len(audit_trail(counsellor, limit=500))
    offer_exchange.take_over(
        counsellor, providers=[PROVIDER], source="city", now=NOW,
        offers=[replace(OFFER, id=f"y{n}", source_id=f"s{n}") for n in range(50)],
    )  # fmt: skip
    assert len(audit_trail(counsellor, limit=500)) == before + 1
    assert len(offers.landscape(counsellor).offers) == 50


def test_what_is_known_here_is_not_lost_when_the_file_does_not_know_it(counsellor: Workspace) -> None:
    take(counsellor, PROVIDER, replace(OFFER, verified_on="2026-01-05", capacity=4))
    (kept,) = offers.landscape(counsellor).offers
    offers.keep_offer(counsellor, offer=replace(kept, childcare=True, languages=("fa-AF",)), now=NOW)
    offers.set_free_places(counsellor, offer_id=kept.id, places=0, now=NOW)
    take(counsellor, PROVIDER, replace(OFFER, verified_on="2026-01-05", capacity=4, description="New text"))
    (renewed,) = offers.landscape(counsellor).offers
    assert (renewed.childcare, renewed.languages, renewed.description) == (True, ("fa-AF",), "New text")
    assert (renewed.capacity, renewed.verified_on) == (0, "2026-11-23")


def test_a_renamed_file_of_the_same_data_set_is_recognised(counsellor: Workspace) -> None:
    take(counsellor, PROVIDER, OFFER, source="city-2026-10")
    reading = OfferReading(
        "city-2026-11", (PROVIDER,), (OFFER, replace(OFFER, id="z", source_id="svc-2", name="New"))
    )
    preview = offer_exchange.preview_take_over(counsellor, reading=reading)
    assert (preview.source, preview.new_offers, preview.unchanged_offers) == ("city-2026-10", 1, 1)
    assert (preview.new_providers, preview.renewed_providers, preview.gone) == (0, 1, ())
    left = offer_exchange.preview_take_over(counsellor, reading=replace(reading, offers=reading.offers[1:]))
    assert left.gone == ()  # nothing of the new file is known: it is another data set


def test_what_the_data_set_no_longer_holds_is_named_and_stays(counsellor: Workspace) -> None:
    other = replace(OFFER, id="z", source_id="svc-2", name="Will end")
    offer_exchange.take_over(counsellor, providers=[PROVIDER], offers=[OFFER, other], source="city", now=NOW)
    reading = OfferReading("city", (PROVIDER,), (OFFER,))
    assert offer_exchange.preview_take_over(counsellor, reading=reading).gone == ("Will end",)
    take(counsellor, PROVIDER, OFFER)
    assert len(offers.landscape(counsellor).offers) == 2


@pytest.mark.parametrize("name", ["all.xlsx", "all.zip", "all"])
def test_what_is_handed_out_and_comes_back_is_recognised(
    counsellor: Workspace, tmp_path: Path, name: str
) -> None:
    provider = offers.keep_provider(counsellor, provider=Provider("", "Verein Muster", kind="MSO"), now=NOW)
    kept = offers.keep_offer(
        counsellor, now=NOW,
        offer=Offer("", provider.id, "Sprachcafé", domains=("D04",), need_codes=("german-course",),
                    capacity=0),
    )  # fmt: skip
    path = tmp_path / name
    form: offer_exchange.ExchangeFormat = "xlsx" if name.endswith("xlsx") else "hsds"
    offer_exchange.export_offers(offers.landscape(counsellor), path=path, form=form, title="Muster")
    reading = offer_exchange.read_offers(path)
    assert reading.findings == ()
    preview = offer_exchange.preview_take_over(counsellor, reading=reading)
    assert (preview.new_offers, preview.renewed_offers, preview.unchanged_offers) == (0, 0, 1)
    offer_exchange.take_over(
        counsellor, providers=reading.providers, offers=reading.offers, source=preview.source, now=NOW
    )
    assert offers.landscape(counsellor).offers == (kept,)


def test_words_an_agency_sorts_count_from_then_on(counsellor: Workspace, tmp_path: Path) -> None:
    rows = [TermRow("211", "BD-1800", "domain", "D03")]
    offer_exchange.sort_terms(tmp_path, rows=rows)
    offer_exchange.sort_terms(tmp_path, rows=[TermRow("211", "LR", "need", "debts")])
    offer_exchange.sort_terms(tmp_path, rows=[TermRow("211", "BD-1800", "none")])
    assert offer_exchange.own_terms(tmp_path) == (
        TermRow("211", "LR", "need", "debts"), TermRow("211", "BD-1800", "none"),
    )  # fmt: skip


def test_a_reading_that_is_stopped_keeps_nothing(tmp_path: Path) -> None:
    providers = [replace(PROVIDER, id=f"p{n}", source_id=f"p{n}") for n in range(500)]
    offer_exchange.export_offers(
        offers.Landscape((), {one.id: one for one in providers}),
        path=tmp_path / "x.zip",
        form="hsds",
        title="x",
    )
    seen: list[tuple[int, int]] = []

    def note(part: int, whole: int) -> None:
        seen.append((part, whole))

    with pytest.raises(Cancelled):
        offer_exchange.read_offers(tmp_path / "x.zip", progress=note, is_cancelled=lambda: len(seen) > 2)
    assert 0 < seen[-1][0] < seen[-1][1]


def test_taking_over_is_undone_whole_but_for_what_was_changed_since(counsellor: Workspace) -> None:
    other = replace(OFFER, id="z", source_id="svc-2", name="Meeting place")
    take(counsellor, PROVIDER, OFFER)
    before = offers.landscape(counsellor)

    def take_both() -> None:
        both = [replace(OFFER, name="Renewed"), other]
        offer_exchange.take_over(counsellor, providers=[PROVIDER], offers=both, source="city", now=NOW)

    take_both()
    taken = offer_exchange.TakenOver(before, offers.landscape(counsellor))
    assert offer_exchange.take_back(counsellor, taken=taken, now=NOW) == 2
    assert offers.landscape(counsellor) == before

    take_both()
    taken = offer_exchange.TakenOver(before, offers.landscape(counsellor))
    mine = next(one for one in taken.after.offers if one.name == "Meeting place")
    offers.set_free_places(counsellor, offer_id=mine.id, places=3, now=NOW)
    assert offer_exchange.take_back(counsellor, taken=taken, now=NOW) == 1
    assert {one.name: one.capacity for one in offers.landscape(counsellor).offers} == {
        "Community Counselling": None, "Meeting place": 3,
    }  # fmt: skip
