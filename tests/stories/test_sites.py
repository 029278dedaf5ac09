"""Two municipalities, what the work rests on, gaps and overlaps, feedback in Arabic, agreements.

The rows K1, K2, K3, K8 and K9 of what practitioners expect, played as they say it is to be verified.
"""

import csv
import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from intake_app.languages import Words
from intake_app.records.case_work import Actor, CaseConference
from intake_app.records.offer import Offer, Provider
from intake_app.records.site_profile import SiteProfile
from intake_app.services import (
    assessments,
    barriers,
    case_work,
    consents,
    coverage,
    handover_packs,
    offers,
    referrals,
    sites,
)
from intake_app.services.assessments import NeedDraft, ResourceDraft
from intake_app.services.barriers import BarrierDraft
from intake_app.services.persons import open_person, record_person
from intake_app.services.referrals import ReferralDraft
from intake_app.vault import feedback as feedback_sql
from tests.intake_app.services.people import draft
from tests.stories.fingers import KEY, Fingers
from tests.stories.test_case_management import opened
from tests.stories.window import Centre, Desk
from ui.files import GivenFiles
from ui.handover_pack import PackSheet
from ui.screens.feedback import FeedbackScreen
from ui.screens.offers_report import OffersReportScreen
from ui.screens.person import PersonScreen
from ui.screens.site import SiteScreen
from ui.screens.site_package import PackageSheet
from ui.screens.site_sheets import BasisSheet, LocalSheet, PlaceSheet, ResponsibleSheet
from ui.screens.steering import SteeringScreen
from ui.screens.steering_agreements import AgreementsScreen
from ui.words import words

pytestmark = pytest.mark.qt_log_ignore("does not support")  # said without a screen

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4" fill="{0}"/></svg>'
)


def logo(folder: Path, name: str, colour: str) -> Path:
    file = folder / f"{name}.svg"
    file.write_text(SVG.format(colour), "utf-8")
    return file


def wait(desk: Desk, met: Callable[[], bool], what: str) -> None:
    desk.driver.wait(met, what)


def site_page(desk: Desk) -> SiteScreen:
    desk.window.go("site")
    page = desk.driver.page(SiteScreen)
    wait(desk, lambda: bool(page.data.sites), "the sites")
    return page


def write_site(desk: Desk, page: SiteScreen, *, ags: str, languages: tuple[str, ...], rule: str) -> None:
    """Write a site down with its keys, its languages and its own rule, by the sheets of the page."""
    page.add()
    place = page.sheet
    assert isinstance(place, PlaceSheet)
    keys = Fingers(desk)
    keys.fill("Municipality key (AGS)", ags)
    keys.press(KEY.Key_Tab)
    name = place.named.text()
    keys.push("Save")
    wait(desk, lambda: any(one.name == name for one in page.data.sites), "the new site")
    assert page.current is not None
    assert page.current.name == name
    page.local.button.click()
    local = page.sheet
    assert isinstance(local, LocalSheet)
    for tag in languages:
        keys.choose("Languages shown first", words().language_name(tag))
    keys.fill("Added to the checklist", rule)
    keys.fill("Target groups of this site only", "Junge Neuzugewanderte; 18-27")
    keys.push("Save")
    wait(desk, lambda: page.current is not None and page.current.languages == languages, "what is local")
    page.responsible.button.click()
    responsible = page.sheet
    assert isinstance(responsible, ResponsibleSheet)
    keys.choose("Responsible for the data", "Other public body")
    keys.choose("Building block of the unit", "Building block 1")
    keys.choose(next(iter(responsible.blocks.values())).accessibleName(), "Building block 2")
    keys.push("Save")
    wait(desk, lambda: page.current is not None and page.current.block == "1", "who is responsible")


def test_two_municipalities_in_one_workspace(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    """K1: two profiles, a switch; offers, languages, local rules and logo differ; each travels as a file."""
    one = desk(centre)
    one.enter("supervisor")
    page = site_page(one)
    write_site(one, page, ags="05315", languages=("ar", "tr"), rule="Im Welcome Point melden")
    assert page.current is not None
    cologne = page.current
    assert (cologne.name, cologne.ags, cologne.ars, cologne.nuts) == (
        "Köln", "05315000", "053150000000", "DEA23",
    )  # fmt: skip
    page.take_logo(logo(tmp_path, "koeln", "#c00"))
    wait(one, lambda: page.current is not None and page.current.logo is not None, "the logo")
    write_site(one, page, ags="05513000", languages=("ro", "bg"), rule="Ins Servicecenter gehen")
    page.take_logo(logo(tmp_path, "gelsenkirchen", "#00c"))
    wait(one, lambda: page.current is not None and page.current.logo is not None, "the logo")
    gelsenkirchen = page.current
    assert gelsenkirchen is not None
    workspace = one.window.workspace
    assert workspace is not None
    assert workspace.site.ags == "05315000"  # the first one is in use until somebody chooses
    page.choose(gelsenkirchen.id)
    page.place.use.click()
    wait(one, lambda: workspace.site.ags == "05513000", "the switch")
    assert workspace.site.languages == ("ro", "bg")
    shown = {site.name: site for site in page.data.sites}
    colours = {
        name: QColor(QImage.fromData(site.logo.png).pixel(9, 9)).name()
        for name, site in shown.items() if site.logo is not None
    }  # fmt: skip
    assert colours == {"Köln": "#cc0000", "Gelsenkirchen": "#0000cc"}
    assert shown["Köln"].local_rules != shown["Gelsenkirchen"].local_rules
    file = tmp_path / "gelsenkirchen.json"
    page.export(file)
    wait(one, file.is_file, "the package")
    assert '"ags": "05513000"' in file.read_text("utf-8")
    one.window.files = GivenFiles(file)
    page.in_button.click()
    wait(one, lambda: isinstance(page.sheet, PackageSheet), "what is in the package")
    assert page.sheet is not None
    page.sheet.confirm.click()
    wait(one, lambda: max(site.rev for site in page.data.sites) > gelsenkirchen.rev, "the package taken in")
    assert len(page.data.sites) == 2


def test_what_leaves_names_the_municipality_in_use(centre: Centre, tmp_path: Path) -> None:
    """K1: export shows the right AGS, in the signed manifest and in every table."""
    with opened(centre, "supervisor") as workspace:
        sites.keep_site(workspace, profile=SiteProfile("", "Köln", "05315000"), now=NOW)
        other = sites.keep_site(workspace, profile=SiteProfile("", "Gelsenkirchen", "05513000"), now=NOW)
        sites.switch_site(workspace, site_id=other.id, now=NOW)
        file = tmp_path / "gaps.csv"
        coverage.export_coverage(workspace, path=file, words=Words.load("de"), now=NOW)
        with file.open(encoding="utf-8-sig", newline="") as stream:
            assert {line[0] for line in list(csv.reader(stream))[2:]} == {"05513000"}


def test_the_basis_stands_on_the_site(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    """K2: the decision stands under "Basis"; reports reach back to the first year."""
    one = desk(centre)
    one.enter("supervisor")
    page = site_page(one)
    page.basis.button.click()
    sheet = page.sheet
    assert isinstance(sheet, BasisSheet)
    keys = Fingers(one)
    for name, text in (("Legal basis", "§ 9 TIntG NRW"), ("Decision", "Beschluss des Rates"),
                       ("Decided on", "8.12.2022"), ("Programme since", "21")):  # fmt: skip
        keys.fill(name, text)
    keys.push("Save")
    assert "2021" in sheet.since.error.text()
    keys.fill("Programme since", "2021")
    keys.push("Save")
    wait(one, lambda: page.current is not None and bool(page.current.programme.decision), "the basis")
    assert page.current is not None
    programme = page.current.programme
    assert (programme.decided_on, programme.since_year) == ("2022-12-08", 2021)
    assert ("Decided on", "\u206608.12.2022\u2069") in page.basis.told(page.current, {})
    assert sites.reporting_years(page.current, NOW.date())[-1] == 2021


def test_three_offers_overlap_and_without_them_there_is_a_gap(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    """K3: municipal, Caritas and migrant organisation for one need overlap; taken out they leave a gap."""
    with opened(centre) as workspace:
        made = []
        for name, kind in (("Wohnungsamt", "WOHN"), ("Caritas", "VERBAND"), ("Verein", "MSO")):
            provider = offers.keep_provider(workspace, provider=Provider("", name, kind=kind), now=NOW)
            offer = Offer("", provider.id, f"Beratung {name}", domains=("D02",), need_codes=("own-home",))
            made.append(offers.keep_offer(workspace, offer=offer, now=NOW))
        for number in range(5):
            person = record_person(workspace, draft=draft(f"P{number}", "Muster"), now=NOW).person.id
            need = NeedDraft("D02", "Wohnung", "own-home")
            assessments.add_need(workspace, person_id=person, draft=need, now=NOW)
    one = desk(centre)
    one.enter("supervisor")
    one.window.go("steering")
    one.driver.page(SteeringScreen).gaps_button.click()
    page = one.driver.page(OffersReportScreen)
    wait(one, lambda: bool(page.shown), "the report")
    keys = Fingers(one)
    keys.choose("Which findings", "Overlaps")
    (cells,) = [page.rows.cells(n) for n in range(page.rows.rowCount())]
    assert cells[1:3] == ("Overlap", "5")
    assert all(name in cells[3] for name in ("Wohnungsamt", "Caritas", "Verein"))
    at_work = one.window.workspace
    assert at_work is not None
    for offer in made:
        one.window.lanes.ask(
            partial(offers.remove_offer, at_work, offer_id=offer.id, now=NOW),
            lambda _none: None, lambda _trouble: None, owner=page, lane="vault",
        )  # fmt: skip
    page.opened()
    one.driver.settle()
    keys.choose("Which findings", "Gaps")
    wait(one, lambda: bool(page.shown) and page.shown[0].code == "own-home", "the gap")
    assert page.rows.cells(0)[1:] == ("Gap", "5", "–")


def test_feedback_in_arabic_leads_to_nobody(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    """K8: the client answers in Arabic by touch and keys; nothing of the case is in what is kept."""
    with opened(centre) as workspace:
        person = record_person(
            workspace, draft=msgspec.structs.replace(draft("Layla", "Muster"), languages=("ar",)), now=NOW
        ).person.id
        case = open_person(workspace, person_id=person, now=NOW).case
    one = desk(centre)
    one.enter()
    one.window.go("person", person_id=person)
    overview = one.driver.page(PersonScreen)
    wait(one, lambda: overview.outline is not None, "the person")
    overview.feedback_button.click()
    page = one.driver.page(FeedbackScreen)
    assert page.language.value() == "ar"
    page.begin.click()
    talk = page.talk
    assert talk is not None
    assert talk.page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert "اسمكم" in talk.page.question.words
    talk.page.tiles[0].click()
    asked = []
    for step in (4, 4, 3, 4, 4):
        asked.append(talk.page.question.ref)
        assert [tile.offer.disc for tile in talk.page.tiles[:-1]] == [0, 1, 2, 3, 4]
        tile = talk.page.tiles[step]
        tile.setFocus()
        QTest.keyClick(tile, Qt.Key.Key_Return)
    assert asked[-1] == "trust"
    assert talk.is_writing
    talk.text.setPlainText("شكراً")
    talk.done.click()
    wait(one, lambda: not page.message.isHidden(), "the feedback kept")
    assert "شكراً" in talk.page.question.words
    QTest.keyClick(talk.window, Qt.Key.Key_F10)
    assert page.talk is None
    page.leave()
    one.driver.page(PersonScreen)
    one.close()
    with opened(centre) as workspace:
        (kept,) = feedback_sql.all_feedback(workspace.database)
    assert (kept.language, kept.text, kept.answers["trust"]) == ("ar", "شكراً", 5)
    whole = str(kept)
    for trace in (person, case.id, case.number, "Layla", centre.user("counsellor").id):
        assert trace not in whole


def test_a_handover_that_is_taken_in_spares_questions(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    """K8: the counter of questions not asked again rises when a handover is taken in."""
    secret, recipient = "torf lampe segel birke fenster", "Beratung Gelsenkirchen"
    with opened(centre) as workspace:
        person = record_person(workspace, draft=draft("Layla", "Muster"), now=NOW).person.id
        resource = ResourceDraft("D04", "spricht drei Sprachen")
        assessments.add_resource(workspace, person_id=person, draft=resource, now=NOW)
        need = NeedDraft("D02", "eigene Wohnung", "own-home")
        assessments.add_need(workspace, person_id=person, draft=need, now=NOW)
        covered = ("contact", "resources", "needs", "housing", "language")
        consents.record_consent(
            workspace, person_id=person, purpose="K-SPE", state="given", language="ar",
            text_version="K-SPE/1", recipient=recipient, categories=covered, now=NOW,
        )  # fmt: skip
        told = ReferralDraft(recipient, kind="handover", categories=covered)
        referral = referrals.refer(workspace, person_id=person, draft=told, now=NOW)
        pack = handover_packs.make_handover_pack(workspace, referral_id=referral.id, now=NOW)
        file = handover_packs.write_handover_pack(pack, path=tmp_path / "layla.age", passphrase=secret)
        arrived = record_person(workspace, draft=draft("Layla", "Muster"), now=NOW).person.id
    one = desk(centre)
    one.enter()
    one.window.go("person", person_id=arrived)
    page = one.driver.page(PersonScreen)
    wait(one, lambda: page.outline is not None, "the person")
    assert "0 questions" in page._spared.text()
    one.window.files = GivenFiles(file)
    page.take_in_button.click()
    sheet = page.findChild(PackSheet)
    assert sheet is not None
    sheet.passphrase.setText("not the right one at all")
    sheet.confirm.click()
    wait(one, lambda: bool(sheet.field.error.text()), "the refusal")
    sheet.passphrase.setText(secret)
    sheet.confirm.click()
    wait(one, lambda: len(sheet.ticks) == 2, "what is in the file")
    sheet.confirm.click()
    wait(one, lambda: "2 questions" in page._spared.text(), "the counter")


def test_cooperation_and_findings_for_the_steering_group(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    """K9: three legal spheres, a minuted conference, an agreement; findings leave without personal data."""
    with opened(centre) as workspace:
        person = record_person(workspace, draft=draft("Layla", "Muster"), now=NOW).person.id
        for office, sphere in (
            ("Ausländerbehörde", "AUFENTHG"),
            ("Jobcenter", "SGB2"),
            ("Jugendamt", "SGB8"),
        ):
            actor = Actor("", "", office, (sphere,), NOW, "")
            case_work.keep_actor(workspace, person_id=person, actor=actor, now=NOW)
        conference = CaseConference(
            "", "", "2026-11-23", "Übergang", NOW, "", minutes="Layla: Jobcenter meldet"
        )
        case_work.keep_conference(workspace, person_id=person, conference=conference, now=NOW)
        assert len(case_work.case_work_page(workspace, person_id=person).spheres) == 3
        noted = BarrierDraft("language", "organisational", "Niemand dolmetscht", sphere="SGB2")
        barrier = barriers.note_barrier(workspace, person_id=person, draft=noted, now=NOW)
        barriers.pass_on_barrier(workspace, barrier_id=barrier.id, now=NOW)
    one = desk(centre)
    one.enter("supervisor")
    one.window.go("steering")
    steering = one.driver.page(SteeringScreen)
    steering.agreements_button.click()
    page = one.driver.page(AgreementsScreen)
    page.open_sheet(None)
    sheet = page.sheet
    assert sheet is not None
    sheet.named.line.setText("Übergang SGB II")
    sheet.parties.setPlainText("Ausländerbehörde\nJobcenter\nJugendamt")
    sheet.begins.line.setText("1.1.2026")
    scan = tmp_path / "vertrag.pdf"
    scan.write_bytes(b"%PDF-1.7 sample")
    sheet.take_file(scan)
    wait(one, lambda: sheet.paper is not None, "the paper")
    sheet.confirm.click()
    wait(one, lambda: bool(page.all), "the agreement")
    assert page.rows.cells(0)[0] == "Übergang SGB II"
    assert page.rows.cells(0)[4] == "in force"
    one.window.go("steering")
    steering = one.driver.page(SteeringScreen)
    wait(one, lambda: bool(steering.barriers), "the barriers")
    file = tmp_path / "findings.csv"
    one.window.files = GivenFiles(file)
    steering.findings_button.click()
    wait(one, file.is_file, "the findings")
    text = file.read_text("utf-8-sig")
    assert "Übergang SGB II" in text
    assert "#indicator+type" in text
    assert not any(trace in text for trace in ("Layla", "Muster", "dolmetscht", person))
