"""Gaps and overlaps of a place, findings for those who steer, agreements; nobody can be counted out."""

import csv
import datetime
from pathlib import Path

import msgspec
import pytest

from intake_app.errors import FileUnreadable, NotAllowed
from intake_app.languages import Words
from intake_app.records.cooperation import CooperationAgreement
from intake_app.records.offer import Offer, Provider
from intake_app.services import (
    agreements,
    assessments,
    barriers,
    case_work,
    coverage,
    findings,
    offers,
    sites,
)
from intake_app.services.agreements import AgreementDaysTurned, AgreementUnnamed, PaperUnusable
from intake_app.services.assessments import NeedDraft
from intake_app.services.barriers import BarrierDraft
from intake_app.services.coverage import OVERLAPS_FROM, CoverageRow, View
from intake_app.services.persons import record_person
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.services.test_sites import COLOGNE, GELSENKIRCHEN, two
from tests.intake_app.vault.sample import NOW

TODAY = NOW.date()
ENGLISH = Words.load("en")


def three_offers(workspace: Workspace, **more: object) -> list[Offer]:
    """Keep three offers for one need: municipal, welfare association, migrant organisation."""
    made = []
    for name, kind in (("Wohnungsamt", "WOHN"), ("Caritas", "VERBAND"), ("Verein", "MSO")):
        provider = offers.keep_provider(workspace, provider=Provider("", name, kind=kind), now=NOW)
        offer = Offer("", provider.id, f"Beratung {name}", domains=("D02",), need_codes=("own-home",), **more)  # type: ignore[arg-type]
        made.append(offers.keep_offer(workspace, offer=offer, now=NOW))
    return made


def people_who_need(workspace: Workspace, code: str, domain: str, count: int) -> list[str]:
    """Record ``count`` persons with that open need."""
    made = []
    for number in range(count):
        person = record_person(workspace, draft=draft(f"P{number}", code), now=NOW).person.id
        assessments.add_need(workspace, person_id=person, draft=NeedDraft(domain, "…", code), now=NOW)
        made.append(person)
    return made


def row(workspace: Workspace, code: str, view: View = "need", domain: str = "") -> CoverageRow:
    rows = coverage.coverage(workspace, today=TODAY).of(view)
    return next(one for one in rows if one.code == code and (not domain or one.domain == domain))


def test_three_offers_for_one_need_overlap_and_none_is_a_gap(supervisor: Workspace) -> None:
    made = three_offers(supervisor)
    people_who_need(supervisor, "own-home", "D02", 5)
    told = row(supervisor, "own-home")
    assert (told.finding, told.people, len(told.offers)) == ("overlap", 5, OVERLAPS_FROM)
    assert {one.kind for one in told.offers} == {"WOHN", "VERBAND", "MSO"}
    for offer in made:
        offers.remove_offer(supervisor, offer_id=offer.id, now=NOW)
    told = row(supervisor, "own-home")
    assert (told.finding, told.people, told.offers) == ("gap", 5, ())
    assert coverage.coverage(supervisor, today=TODAY).of("need")[0].code == "own-home"


def test_few_people_are_not_counted_and_one_hidden_number_takes_another_along(supervisor: Workspace) -> None:
    people_who_need(supervisor, "own-home", "D02", 4)
    people_who_need(supervisor, "psychosocial", "D08", 5)
    assert (row(supervisor, "own-home").people, row(supervisor, "own-home").is_hidden) == (None, True)
    assert row(supervisor, "psychosocial").people == 5
    assert row(supervisor, "D02", "domain").people is None
    assert row(supervisor, "D08", "domain").people is None  # or the other one could be subtracted
    assert row(supervisor, "legal-advice").people == 0


def test_a_person_with_two_needs_is_one_person_in_a_domain(supervisor: Workspace) -> None:
    for person in people_who_need(supervisor, "own-home", "D02", 5):
        need = NeedDraft("D02", "…", "rent-deposit")
        assessments.add_need(supervisor, person_id=person, draft=need, now=NOW)
    assert row(supervisor, "D02", "domain").people == 5


def test_the_site_in_use_counts_its_own_cases_and_offers(supervisor: Workspace) -> None:
    _cologne, gelsenkirchen = two(supervisor)
    three_offers(supervisor, catchment=("05315",))
    people_who_need(supervisor, "own-home", "D02", 5)
    assert (row(supervisor, "own-home").finding, row(supervisor, "own-home").people) == ("overlap", 5)
    sites.switch_site(supervisor, site_id=gelsenkirchen.id, now=NOW)
    assert (row(supervisor, "own-home").finding, row(supervisor, "own-home").people) == ("gap", 0)


def test_offers_that_ended_do_not_count_and_full_ones_say_so(supervisor: Workspace) -> None:
    three_offers(supervisor, valid_until="2026-01-01", capacity=0)
    assert row(supervisor, "own-home").finding == "gap"
    three_offers(supervisor, capacity=0)
    assert all(one.is_full for one in row(supervisor, "own-home").offers)


def test_a_target_group_the_site_works_for_has_a_gap_without_an_offer(supervisor: Workspace) -> None:
    own = msgspec.structs.replace(COLOGNE, target_groups=("young-adults", "women"))
    sites.keep_site(supervisor, profile=own, now=NOW)
    three_offers(supervisor, target_groups=("women",))
    assert row(supervisor, "young-adults", "target").finding == "gap"
    women = row(supervisor, "women", "target")
    assert (women.domain, women.finding, women.people) == ("D02", "overlap", None)


def test_a_status_group_that_nothing_is_open_to_is_a_gap(supervisor: Workspace) -> None:
    for person in people_who_need(supervisor, "own-home", "D02", 5):
        case_work.set_case_facts(supervisor, person_id=person, status_group="G16", now=NOW)
    three_offers(supervisor, status_groups=("G04",))
    told = row(supervisor, "G16", "status")
    assert (told.finding, told.people) == ("gap", 5)
    three_offers(supervisor)
    assert row(supervisor, "G16", "status").finding == ""


def table(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_the_report_leaves_as_a_table_with_tags_and_the_right_key(
    supervisor: Workspace, tmp_path: Path
) -> None:
    sites.keep_site(supervisor, profile=GELSENKIRCHEN, now=NOW)
    people_who_need(supervisor, "own-home", "D02", 3)
    file = tmp_path / "coverage.csv"
    count = coverage.export_coverage(supervisor, path=file, words=ENGLISH, now=NOW)
    head, tags, *lines = table(file)
    assert len(lines) == count
    assert len(head) == len(tags)
    assert all(tag.startswith("#") for tag in tags)
    assert {line[0] for line in lines} == {"05513000"}
    home = next(line for line in lines if line[4] == "own-home")
    assert dict(zip(tags, home, strict=True))["#affected+ind"] == coverage.HIDDEN
    assert not any("P0" in cell for line in lines for cell in line)


def test_findings_for_the_steering_group_hold_no_person(supervisor: Workspace, tmp_path: Path) -> None:
    person = people_who_need(supervisor, "own-home", "D02", 6)[0]
    noted = BarrierDraft("language", "organisational", "Niemand dolmetscht", sphere="SGB2")
    barrier = barriers.note_barrier(supervisor, person_id=person, draft=noted, now=NOW)
    barriers.pass_on_barrier(supervisor, barrier_id=barrier.id, now=NOW)
    sites.keep_site(supervisor, profile=COLOGNE, now=NOW)
    for days in (30, -30, 400):
        end = (TODAY + datetime.timedelta(days=days)).isoformat()
        agreement = CooperationAgreement("", f"Nr. {days}", ("Stadt", "Jobcenter"), ("SGB2",), ends_on=end)
        agreements.keep_agreement(supervisor, agreement=agreement, now=NOW)
    file = tmp_path / "findings.csv"
    findings.export_findings(supervisor, path=file, words=ENGLISH, now=NOW)
    _head, tags, *lines = table(file)
    told = [dict(zip(tags, line, strict=True)) for line in lines]
    assert {one["#indicator+type"] for one in told} == {"barrier", "gap", "agreement"}
    assert {one["#status"] for one in told if one["#indicator+type"] == "agreement"} == {
        "in force", "ends soon", "ended",
    }  # fmt: skip
    gap = next(one for one in told if one["#indicator+code"] == "own-home")
    assert gap["#indicator+value+num"] == "6"
    text = file.read_text("utf-8-sig")
    assert not any(trace in text for trace in ("P0", "dolmetscht", person))


def test_an_agreement_has_a_title_two_parties_and_days_in_order(supervisor: Workspace) -> None:
    for title, parties in ((" ", ("a", "b")), ("Vertrag", ("a", " "))):
        with pytest.raises(AgreementUnnamed):
            agreements.keep_agreement(supervisor, agreement=CooperationAgreement("", title, parties), now=NOW)
    turned = CooperationAgreement("", "x", ("a", "b"), begins_on="2026-05-01", ends_on="2026-04-01")
    with pytest.raises(AgreementDaysTurned):
        agreements.keep_agreement(supervisor, agreement=turned, now=NOW)


def test_the_register_keeps_the_signed_paper_and_gives_a_copy(supervisor: Workspace, tmp_path: Path) -> None:
    scan = tmp_path / "vertrag.pdf"
    scan.write_bytes(b"%PDF-1.7 ...")
    paper = agreements.read_paper(scan)
    kept = agreements.keep_agreement(
        supervisor, agreement=CooperationAgreement("", "Vertrag", ("a", "b"), paper=paper), now=NOW
    )
    copy = agreements.save_paper(supervisor, agreement_id=kept.id, path=tmp_path / "copy.pdf", now=NOW)
    assert copy.read_bytes() == scan.read_bytes()
    agreements.remove_agreement(supervisor, agreement_id=kept.id, now=NOW)
    assert agreements.agreements(supervisor) == ()
    (tmp_path / "a.exe").write_bytes(b"MZ")
    with pytest.raises(PaperUnusable):
        agreements.read_paper(tmp_path / "a.exe")
    with pytest.raises(FileUnreadable):
        agreements.read_paper(tmp_path / "gone.pdf")


def test_an_agreement_of_another_site_is_not_in_the_register(supervisor: Workspace) -> None:
    _cologne, gelsenkirchen = two(supervisor)
    agreements.keep_agreement(supervisor, agreement=CooperationAgreement("", "Köln", ("a", "b")), now=NOW)
    sites.switch_site(supervisor, site_id=gelsenkirchen.id, now=NOW)
    assert agreements.agreements(supervisor) == ()


def test_a_counsellor_reads_the_register_only(counsellor: Workspace) -> None:
    assert agreements.agreements(counsellor) == ()
    with pytest.raises(NotAllowed):
        agreements.keep_agreement(
            counsellor, agreement=CooperationAgreement("", "Vertrag", ("a", "b")), now=NOW
        )
