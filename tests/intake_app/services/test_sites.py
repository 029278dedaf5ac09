"""Two municipalities in one workspace: keys that fit, a switch that all follows, a logo that is one."""

import datetime

import msgspec
import pytest

from intake_app.errors import NotAllowed
from intake_app.records.offer import Offer, Provider
from intake_app.records.site_profile import Programme, SiteProfile
from intake_app.services import offers, sites
from intake_app.services.persons import record_person
from intake_app.services.session import Workspace
from intake_app.services.site_keys import check_keys, complete_keys, districts, land_name
from intake_app.services.sites import LogoUnusable, NeedsStatutoryBasis, SiteInUse, SiteKeysWrong, SiteUnnamed
from intake_app.vault import case_work as case_work_sql
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, Sample

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle r="2"/></svg>'
COLOGNE = SiteProfile("", "Köln", "05315000", "053150000000", "DEA23", languages=("ar", "tr"))
GELSENKIRCHEN = SiteProfile("", "Gelsenkirchen", "05513000", "055130000000", "DEA32", languages=("ro", "bg"))


def two(workspace: Workspace) -> tuple[SiteProfile, SiteProfile]:
    first = sites.keep_site(workspace, profile=COLOGNE, now=NOW)
    return first, sites.keep_site(workspace, profile=GELSENKIRCHEN, now=NOW)


def test_five_digits_become_the_keys_of_a_whole_district() -> None:
    assert msgspec.structs.astuple(complete_keys("05315")) == ("05315000", "053150000000", "DEA23", "Köln")
    assert complete_keys("05513000").nuts == "DEA32"
    assert complete_keys("05374012") == complete_keys("0537 4012")
    assert complete_keys("05374012").ars == ""  # the association of a municipality is not in its AGS
    assert complete_keys("elsewhere").ags == "elsewhere"
    assert land_name("05") == "Nordrhein-Westfalen"
    assert len(districts()) == 53


@pytest.mark.parametrize(
    ("keys", "severity", "field"),
    [
        ({"ags": "5315000"}, "error", "ags"),
        ({"ags": "05315000", "ars": "05315000"}, "error", "ars"),
        ({"ags": "99315000"}, "error", "ags"),
        ({"ags": "05315000", "nuts": "Köln"}, "error", "nuts"),
        ({"ags": "05315000", "ars": "055130000000"}, "warning", "ars"),
        ({"ags": "05315000", "nuts": "DE212"}, "warning", "nuts"),
        ({"ags": "05315000", "nuts": "DEA32"}, "warning", "nuts"),
    ],
)
def test_keys_that_are_none_are_errors_and_keys_of_two_places_are_warnings(
    keys: dict[str, str], severity: str, field: str
) -> None:
    found = check_keys(**keys)
    assert {(one.severity, one.field) for one in found} >= {(severity, field)}
    assert all(one.what.format(**one.facts) for one in found)


def test_keys_that_fit_are_silent_and_a_site_may_have_none() -> None:
    assert check_keys(ags="05315000", ars="053150000000", nuts="DEA23") == ()
    assert check_keys(ags="", ars="", nuts="") == ()


def test_the_first_site_is_in_use_at_once_and_another_one_when_it_is_chosen(supervisor: Workspace) -> None:
    (from_set_up,) = sites.sites(supervisor)
    assert (from_set_up.id, from_set_up.name) == ("", supervisor.site.name)
    cologne, gelsenkirchen = two(supervisor)
    assert supervisor.site.ags == "05315000"
    assert supervisor.site.languages == ("ar", "tr")
    sites.switch_site(supervisor, site_id=gelsenkirchen.id, now=NOW)
    assert (supervisor.site.name, supervisor.site.ags) == ("Gelsenkirchen", "05513000")
    assert [one.is_current for one in sites.sites(supervisor)] == [False, True]
    assert sites.site_name(supervisor, cologne.id) == "Köln"


def test_the_site_in_use_is_still_in_use_after_unlocking(sample: Sample) -> None:
    workspace = sample.unlock("supervisor")
    _cologne, gelsenkirchen = two(workspace)
    sites.switch_site(workspace, site_id=gelsenkirchen.id, now=NOW)
    workspace.vault.close()
    again = sample.unlock()
    assert again.site.ags == "05513000"
    again.vault.close()


def test_a_case_keeps_the_site_it_was_opened_at(supervisor: Workspace) -> None:
    cologne, gelsenkirchen = two(supervisor)
    case = record_person(supervisor, draft=draft("Fatima", "Muster"), now=NOW).case
    sites.switch_site(supervisor, site_id=gelsenkirchen.id, now=NOW)
    assert case_work_sql.sites_of_cases(supervisor.database) == {case.id: cologne.id}
    with pytest.raises(SiteInUse):
        sites.remove_site(supervisor, site_id=cologne.id, now=NOW)
    with pytest.raises(SiteInUse):
        sites.remove_site(supervisor, site_id=gelsenkirchen.id, now=NOW)


def test_a_site_without_cases_can_be_taken_out(supervisor: Workspace) -> None:
    _cologne, gelsenkirchen = two(supervisor)
    sites.remove_site(supervisor, site_id=gelsenkirchen.id, now=NOW)
    assert [one.name for one in sites.sites(supervisor)] == ["Köln"]


def test_what_cannot_be_kept(supervisor: Workspace) -> None:
    with pytest.raises(SiteUnnamed):
        sites.keep_site(supervisor, profile=SiteProfile("", " "), now=NOW)
    with pytest.raises(SiteKeysWrong):
        sites.keep_site(supervisor, profile=SiteProfile("", "Köln", "123"), now=NOW)


def test_only_a_supervisor_changes_a_site(counsellor: Workspace) -> None:
    with pytest.raises(NotAllowed):
        sites.keep_site(counsellor, profile=COLOGNE, now=NOW)


def test_offers_are_for_the_place_they_name_or_their_provider_is_at() -> None:
    here = Provider("1", "Amt", level="municipal", ags="05315000")
    land = Provider("2", "Bezirksregierung", level="land", ags="05315000")
    assert sites.serves_site(Offer("1", "1", "a"), here, "05315000")
    assert not sites.serves_site(Offer("1", "1", "a"), here, "05513000")
    assert sites.serves_site(Offer("1", "2", "a"), land, "05513000")
    assert sites.serves_site(Offer("1", "1", "a", catchment=("05",)), here, "05513000")
    assert not sites.serves_site(Offer("1", "2", "a", catchment=("05315",)), land, "05513000")
    assert sites.serves_site(Offer("1", "2", "a", catchment=("05315",)), land, "")


def test_the_place_of_the_site_in_use_decides_what_fits(supervisor: Workspace) -> None:
    _cologne, gelsenkirchen = two(supervisor)
    provider = offers.keep_provider(supervisor, provider=Provider("", "Amt"), now=NOW)
    offer = Offer("", provider.id, "Wohnberatung", domains=("D02",), catchment=("05315",))
    offers.keep_offer(supervisor, offer=offer, now=NOW)
    person = record_person(supervisor, draft=draft("Fatima", "Muster"), now=NOW).person.id

    def fitting() -> int:
        wish = offers.wish_for(supervisor, person_id=person, domain="D02", today=NOW.date())
        return offers.offers_for(supervisor, wish=wish).fitting

    assert fitting() == 1
    sites.switch_site(supervisor, site_id=gelsenkirchen.id, now=NOW)
    assert fitting() == 0


def test_a_logo_is_a_png_or_a_harmless_svg() -> None:
    assert sites.make_logo(name="a.png", content=PNG).png == PNG
    assert sites.make_logo(name="a.svg", content=SVG, png=PNG).media_type == "image/svg+xml"
    for content in (
        b"GIF89a",
        SVG.replace(b"<circle", b"<script/><circle"),
        SVG.replace(b'r="2"', b'onload="x()"'),
        SVG.replace(b"<circle", b'<a href="http://a"/><circle'),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        PNG + bytes(sites.MOST_LOGO_BYTES),
    ):
        with pytest.raises(LogoUnusable):
            sites.make_logo(name="a.svg", content=content, png=PNG)


def test_health_needs_a_statutory_power_at_a_public_social_benefit_body_only(supervisor: Workspace) -> None:
    sites.demand_transfer_allowed(supervisor, categories=("health",))
    body = msgspec.structs.replace(COLOGNE, controller="public-sgb")
    sites.keep_site(supervisor, profile=body, now=NOW)
    sites.demand_transfer_allowed(supervisor, categories=("work", "language"))
    sites.demand_transfer_allowed(supervisor, categories=("health",), basis="§ 69 SGB X")
    with pytest.raises(NeedsStatutoryBasis) as caught:
        sites.demand_transfer_allowed(supervisor, categories=("work", "health"))
    assert caught.value.facts["categories"] == "health"


def test_reports_reach_back_to_the_programmes_first_year() -> None:
    today = datetime.date(2026, 11, 23)
    programme = Programme(since_year=2021, decided_on="2022-12-08", legal_basis="§ 9 TIntG NRW")
    profile = msgspec.structs.replace(COLOGNE, programme=programme)
    assert sites.reporting_years(profile, today) == (2026, 2025, 2024, 2023, 2022, 2021)
    assert sites.reporting_years(COLOGNE, today) == (2026,)
