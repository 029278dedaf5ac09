"""The pages of sites, feedback and agreements: named, reached by keys, nothing cut, in every language."""

from functools import partial

import msgspec
import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from intake_app.records.cooperation import CooperationAgreement
from intake_app.records.offer import Offer, Provider
from intake_app.records.site_profile import LocalGroup, LocalRule, Programme, SiteProfile
from intake_app.services import agreements, feedback, offers, sites
from intake_app.vault import feedback as feedback_sql
from tests.ui.house import House
from tests.ui.leaks import disguised
from tests.ui.look_at import faults
from tests.ui.stops import Stops, close_sheets
from tests.ui.test_every_screen_by_keys import walk
from ui.screens.feedback import FeedbackScreen
from ui.screens.feedback_window import FeedbackWindow
from ui.screens.interview import InterviewScreen
from ui.screens.offers import OffersScreen
from ui.screens.person import PersonScreen
from ui.screens.person_new import PersonNewScreen
from ui.screens.site import SiteScreen
from ui.screens.steering_agreements import AgreementsScreen

COLOGNE = SiteProfile(
    "", "Köln", "05315000", "053150000000", "DEA23", unit="Kommunales Integrationszentrum", block="1",
    controller="public-sgb", languages=("ar", "tr", "uk"), target_groups=("young-adults", "women"),
    local_groups=(LocalGroup("Junge Neuzugewanderte", 18, 27),),
    local_rules=(LocalRule("Im Welcome Point melden"),),
    programme=Programme("§ 9 TIntG NRW", "Beschluss des Rates", "2022-12-08", 2021, "2021", "2026", "Land"),
)  # fmt: skip
WRONG = msgspec.structs.replace(COLOGNE, name="Gelsenkirchen", ags="05513000", ars="055130000000")


def fill(house: House) -> None:
    """Two sites, an agreement, feedback of six people."""
    house.change_to("supervisor")
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def make() -> bool:
        for profile in (COLOGNE, WRONG):
            sites.keep_site(workspace, profile=profile, now=now)
        agreement = CooperationAgreement("", "Übergang", ("Jobcenter", "Jugendamt"), ("SGB2", "SGB8"))
        agreements.keep_agreement(workspace, agreement=agreement, now=now)
        for _one in range(6):
            feedback.give_feedback(workspace, language="ar", answers={"trust": 4, "heard": 5}, now=now)
        return True

    assert house.call(make)


def stops(house: House) -> Stops:
    fill(house)

    def choose(name: str) -> SiteScreen:
        page = house.open("site", SiteScreen)
        page.choose(next(one.id for one in page.data.sites if one.name == name))
        return page

    def sheet(card: str) -> None:
        getattr(choose("Köln"), card).button.click()

    return {
        "sites": lambda: choose("Köln"),
        "a site whose keys do not fit": lambda: choose("Gelsenkirchen"),
        "place": lambda: sheet("place"),
        "responsible": lambda: sheet("responsible"),
        "local": lambda: sheet("local"),
        "basis": lambda: sheet("basis"),
        "agreements": lambda: house.window.go("agreements"),
        "an agreement": lambda: house.open("agreements", AgreementsScreen).open_sheet(None),
        "feedback": lambda: house.window.go("feedback"),
    }


def test_every_control_is_named_reached_and_seen(house: House) -> None:
    found, count = walk(house, stops(house), {"site", "agreements", "feedback"})
    assert found == []
    assert count > 60


def test_the_language_changes_live(house: House) -> None:
    found = []
    for name, go in stops(house).items():
        go()
        house.settle()
        for language in ("en-XA", "de", "en"):
            house.window.change(ui_language=language)
            house.settle()
            if language == "de":
                top = QApplication.activeModalWidget() or house.window
                found += [f"{name}: {one}" for one in disguised(top)]
        close_sheets(house)
    assert found == []


@pytest.mark.parametrize("scale", [pytest.param(1.0, marks=pytest.mark.long), 2.0])
def test_nothing_is_cut(house: House, scale: float) -> None:
    found = []
    for name, go in stops(house).items():
        go()
        for language in ("en-XA", "ar"):
            house.window.change(text_scale=scale, ui_language=language)
            house.settle()
            for size in (QSize(1366, 768), QSize(1024, 700)):
                found += [f"{name}, {language}, {size.width()}: {one}" for one in faults(house.window, size)]
        close_sheets(house)
    house.window.change(text_scale=1.0, ui_language="en")
    house.settle()
    assert found == []


def test_offers_and_languages_are_those_of_the_site_in_use(house: House) -> None:
    fill(house)
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def make() -> bool:
        provider = offers.keep_provider(workspace, provider=Provider("", "Amt"), now=now)
        for name, area in (("Kölner Kurs", "05315"), ("Gelsenkirchener Kurs", "05513")):
            offer = Offer("", provider.id, name, catchment=(area,))
            offers.keep_offer(workspace, offer=offer, now=now)
        return True

    assert house.call(make)
    for name, languages in (("Köln", ("ar", "tr", "uk")), ("Gelsenkirchen", ("ro", "bg"))):
        site = next(one for one in house.call(lambda: sites.sites(workspace)) if one.name == name)
        told = msgspec.structs.replace(site, languages=languages)
        assert house.call(partial(sites.keep_site, workspace, profile=told, now=now))
        assert house.call(partial(sites.switch_site, workspace, site_id=site.id, now=now))
        page = house.open("offers", OffersScreen)
        assert [row.offer.name.split()[0][:4] for row in page.shown] == [name[:4]]
        page.only.set_value("")
        assert len(page.shown) == len(page.all) > 1
        facts = house.open("person_new", PersonNewScreen).facts
        offered = tuple(facts.language.itemData(n) for n in range(1, 1 + len(languages)))
        assert offered == languages


def test_figures_of_feedback_wait_for_enough_people(house: House) -> None:
    house.change_to("supervisor")
    page = house.open("feedback", FeedbackScreen)
    assert "5 people" in page.said.text()
    assert not page.table.isVisible()
    fill(house)
    page = house.open("feedback", FeedbackScreen)
    assert page.said.text().startswith("6 people answered.")
    assert page.rows.rowCount() == 2


def talk_of(page: FeedbackScreen) -> FeedbackWindow:
    """Open the client's window; the one before is closed by then."""
    before = page.talk
    page.open_talk()
    opened = page.talk
    assert before is None
    assert opened is not None
    return opened


def test_a_client_who_would_rather_not_says_nothing(house: House) -> None:
    person = house.person("Amini")
    page = house.open("feedback", FeedbackScreen, person_id=person, language="fa-AF")
    assert page.language.value() == "fa-AF"
    talk_of(page).page.tiles[-1].click()
    talk = talk_of(page)
    talk.page.tiles[0].click()
    for _question in range(5):
        talk.page.tiles[-1].click()
    assert talk.is_writing
    talk.nothing.click()
    house.settle()
    assert "Nothing was answered" in page.message.accessibleName()
    page.leave()
    house.settle()
    assert isinstance(house.window.page, PersonScreen)


def test_at_the_end_of_an_interview_the_person_says_how_it_was(house: House) -> None:
    draft = house.hold_interview("Al-Hassan", seed=2, is_completed=False)
    room = house.open("interview", InterviewScreen, interview_id=draft)
    while not room.is_last_page():
        room.next_page()
    house.settle()
    room._points.feedback_button.click()
    talk = room.feedback
    assert talk is not None
    for _touch in range(6):
        talk.page.tiles[0].click()
    talk.finish()
    house.settle()
    workspace = house.window.workspace
    assert workspace is not None
    (kept,) = house.call(lambda: feedback_sql.all_feedback(workspace.database))
    assert (kept.language, set(kept.answers.values())) == ("fa-AF", {1})
    talk.close()
    house.settle()
    assert room.feedback is None
    assert room.is_last_page(), "the interview stays where it is"


def test_the_clients_window_goes_blank_and_closes_with_the_page(house: House) -> None:
    page = house.open("feedback", FeedbackScreen, language="ar")
    talk = talk_of(page)
    house.window.blank.cover()
    assert talk.page.question.words == ""
    house.window.blank.hide()
    assert talk.page.question.words != ""
    house.window.lock()
    house.settle()
    assert page.talk is None


def test_a_counsellor_sees_sites_and_changes_none(house: House) -> None:
    page = house.open("site", SiteScreen)
    assert len(page.data.sites) == 1
    assert not any(one.isEnabled() for one in (page.new_button, page.place.button, page.basis.button))
