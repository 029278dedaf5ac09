"""Status as it is worked: an event with all that follows, gaps, tasks, what stands on the start page."""

import datetime
from pathlib import Path

import pytest

from intake_app.errors import NotAllowed
from intake_app.records.partial_date import PartialDate
from intake_app.records.status import Episode, Lane
from intake_app.services import audit, case_work, status, status_rules
from intake_app.services.session import Workspace
from intake_app.services.status import EpisodeBackwards, EventUndated, LaneDraft, TransitionDraft
from intake_app.services.status_rules import ReasonMissing, RulePackUnreadable
from intake_app.vault.errors import RecordMissing
from tests.intake_app.services.test_special_needs import arrive
from tests.intake_app.vault.sample import NOW, Sample

DAY = datetime.date
RECOGNISED = PartialDate("2026-05-14")
IN_MAY = datetime.datetime(2026, 5, 20, 9, 0, tzinfo=datetime.UTC)
OWN = (
    "# Version 3.2\nrule_id,trigger,groups,due,legal_basis,source_url,confidence,verified_on,text_de\n"
    "T04-BANK,T04,G04,+2m,OWN,,K,2026-05-01,Konto mit Begleitung\nX,T99,,soon,,,V,,\n"
)


def period(  # noqa: PLR0917 - reads as a line of the timeline
    workspace: Workspace, person: str, lane: Lane, code: str, begins: str, ends: str = ""
) -> Episode:
    new = Episode("", "", "", lane, code, PartialDate(begins), NOW, "", PartialDate(ends))
    return status.keep_episode(workspace, person_id=person, episode=new, now=NOW)


def seek_asylum(workspace: Workspace) -> str:
    """Return somebody whose application runs, with benefits and treatment voucher."""
    person = arrive(workspace, status_group="G02")
    period(workspace, person, "title", "G02", "2025-11-10")
    period(workspace, person, "livelihood", "ASYLBLG_3", "2025-11-03")
    period(workspace, person, "health", "TREATMENT", "2025-11-03")
    return person


def recognise(workspace: Workspace, person: str, *, sgb2: str = "", health: str = "") -> status.StatusPage:
    page = status.status_page(workspace, person_id=person, today=IN_MAY.date())
    lanes = tuple(
        LaneDraft(
            one.lane, one.ends, one.code,
            {"livelihood": PartialDate(sgb2), "health": PartialDate(health)}.get(one.lane, one.begins),
        )
        for one in status.proposals(page, trigger="T04", happened_on=RECOGNISED, to_group="G04")
    )  # fmt: skip
    draft = TransitionDraft("T04", RECOGNISED, "G04", lanes=lanes)
    status.record_transition(workspace, person_id=person, draft=draft, now=IN_MAY)
    return status.status_page(workspace, person_id=person, today=IN_MAY.date())


def test_a_recognition_ends_asylum_benefits_and_leaves_a_gap_until_sgb_ii_is_applied_for(
    counsellor: Workspace,
) -> None:
    person = seek_asylum(counsellor)
    page = recognise(counsellor, person)
    assert page.group == "G04"
    assert page.file.status_group == "G04"
    ends = {one.code: one.ends.iso for one in page.episodes}
    assert ends == {"G02": "2026-05-13", "G04": "", "ASYLBLG_3": "2026-05-31", "TREATMENT": "2026-05-31"}
    assert {(gap.lane, gap.first, gap.is_open) for gap in page.gaps} == {
        ("livelihood", DAY(2026, 6, 1), True), ("health", DAY(2026, 6, 1), True),
    }  # fmt: skip
    bridge = page.bridge("livelihood")
    assert bridge is not None
    assert bridge.legal_basis == "§ 43 SGB I"

    period(counsellor, person, "livelihood", "SGB2", "2026-06-01")
    period(counsellor, person, "health", "GKV", "2026-07-01")
    page = status.status_page(counsellor, person_id=person, today=IN_MAY.date())
    assert page.days_without("livelihood") == (0, 0)
    assert page.days_without("health") == (30, 30)
    assert page.days_without("title") == (0, 0)


def test_an_event_is_one_transaction_with_one_line_that_says_nothing_of_anybody(
    counsellor: Workspace,
) -> None:
    person = seek_asylum(counsellor)
    before = {line.seq for line in audit.audit_trail(counsellor)}
    recognise(counsellor, person, sgb2="2026-06-01")
    (line,) = (one for one in audit.audit_trail(counsellor) if one.seq not in before)
    assert (line.action, line.detail) == ("status.event", "T04")


def test_an_event_taken_back_leaves_everything_as_it_was(counsellor: Workspace) -> None:
    person = seek_asylum(counsellor)
    before = status.status_page(counsellor, person_id=person, today=IN_MAY.date())
    page = recognise(counsellor, person, sgb2="2026-06-01", health="2026-06-01")
    assert page.tasks
    (event,) = page.transitions
    status.take_back_transition(counsellor, transition_id=event.id, now=IN_MAY)
    after = status.status_page(counsellor, person_id=person, today=IN_MAY.date())
    assert after.transitions == ()
    assert after.tasks == before.tasks
    assert after.file.status_group == "G02"
    assert [(one.code, one.begins, one.ends) for one in after.episodes] == [
        (one.code, one.begins, one.ends) for one in before.episodes
    ]
    with pytest.raises(RecordMissing):
        status.take_back_transition(counsellor, transition_id=event.id, now=IN_MAY)


def test_an_event_half_known_is_due_between_two_days(counsellor: Workspace) -> None:
    person = seek_asylum(counsellor)
    draft = TransitionDraft("T04", PartialDate("2026-05"), "G04")
    status.record_transition(counsellor, person_id=person, draft=draft, now=IN_MAY)
    page = status.status_page(counsellor, person_id=person, today=IN_MAY.date())
    reunion = next(one for one in page.tasks if one.rule_id == "T04-REUNION")
    assert (reunion.due_on, reunion.due_latest) == ("2026-08-01", "2026-08-31")
    with pytest.raises(EventUndated):
        status.record_transition(
            counsellor, person_id=person, draft=TransitionDraft("T04", PartialDate()), now=IN_MAY
        )


def test_a_period_cannot_end_before_it_begins(counsellor: Workspace) -> None:
    person = arrive(counsellor)
    with pytest.raises(EpisodeBackwards):
        period(counsellor, person, "title", "G02", "2026-05-01", "2026-04-01")
    with pytest.raises(EventUndated):
        period(counsellor, person, "title", "G02", "")
    kept = period(counsellor, person, "title", "G02", "2026-05-01")
    status.remove_episode(counsellor, episode_id=kept.id, now=NOW)
    assert status.status_page(counsellor, person_id=person, today=NOW.date()).episodes == ()


def test_an_arrival_makes_its_dated_duties_and_what_is_done_stays_done(counsellor: Workspace) -> None:
    today = NOW.date()
    person = arrive(counsellor, status_group="G02", arrived_on=today.isoformat())

    def duties() -> dict[str, str]:
        page = status.status_page(counsellor, person_id=person, today=today)
        return {one.rule_id: one.due_on for one in page.open_tasks if one.event == "arrival"}

    days = sorted({(DAY.fromisoformat(due) - today).days for due in duties().values() if due})
    assert {0, 3, 15, 30, 90, 180} <= set(days)
    page = status.status_page(counsellor, person_id=person, today=today)
    sheet = next(one for one in page.tasks if one.rule_id == "ARR-00-SHEET")
    status.finish_task(counsellor, person_id=person, task_id=sheet.id, evidence="Dari", now=NOW)
    later = (today + datetime.timedelta(days=5)).isoformat()
    case_work.set_case_facts(counsellor, person_id=person, arrived_on=later, now=NOW)
    assert "ARR-00-SHEET" not in duties()
    assert duties()["ARR-03-CARD"] == (today + datetime.timedelta(days=8)).isoformat()
    case_work.set_case_facts(counsellor, person_id=person, status_group="G16", now=NOW)
    assert "ARR-03-CARD" not in duties()
    assert "ARR-180-JOBSEEKER" in duties()


def test_duties_of_an_arrival_long_ago_are_no_news(counsellor: Workspace) -> None:
    person = arrive(counsellor, status_group="G02", arrived_on="2019-03")
    page = status.status_page(counsellor, person_id=person, today=NOW.date())
    assert page.tasks == ()


def test_a_task_is_done_set_aside_and_opened_again(counsellor: Workspace) -> None:
    person = seek_asylum(counsellor)
    page = recognise(counsellor, person)
    first, second = (one for one in page.tasks if one.rule_id in {"T04-ABH", "T04-BANK"})
    status.finish_task(
        counsellor, person_id=person, task_id=first.id, evidence="letter of 20 May", now=IN_MAY
    )
    with pytest.raises(ReasonMissing):
        status.set_task_aside(counsellor, person_id=person, task_id=second.id, because=" ", now=IN_MAY)
    status.set_task_aside(counsellor, person_id=person, task_id=second.id, because="has one", now=IN_MAY)
    page = status.status_page(counsellor, person_id=person, today=IN_MAY.date())
    assert {one.id for one in page.tasks if one.done_at} == {first.id, second.id}
    status.reopen_task(counsellor, person_id=person, task_id=first.id, now=IN_MAY)
    page = status.status_page(counsellor, person_id=person, today=IN_MAY.date())
    assert first.id in {one.id for one in page.open_tasks}


def test_the_start_page_hears_of_days_with_their_basis_and_never_twice_of_special_needs(
    counsellor: Workspace,
) -> None:
    person = seek_asylum(counsellor)
    recognise(counsellor, person)
    today = IN_MAY.date()
    found = status.dates_ahead(counsellor, until=DAY(2026, 6, 3), today=today)
    assert {(one.due_on, one.basis) for one in found} == {
        (DAY(2026, 5, 28), "§§ 25, 81 AufenthG"), (DAY(2026, 5, 31), "§ 37 Abs. 2 SGB II"),
        (DAY(2026, 5, 31), "§§ 173, 175 SGB V"),
    }  # fmt: skip
    assert [one.causes_gap for one in found] == [True, True, True]
    case_work.close_case(counsellor, person_id=person, because="moved", now=IN_MAY)
    assert status.dates_ahead(counsellor, until=DAY(2026, 6, 3), today=today) == ()
    other = arrive(counsellor, given="Berta", status_group="G02", arrived_on="2026-05-01")
    due = [one for one in status.dates_ahead(counsellor, until=DAY(2026, 6, 3), today=today)
           if one.person_id == other and one.due_on == DAY(2026, 5, 31)]  # fmt: skip
    assert [one.basis for one in due] == [""], "day 30 once, and not what it is for"


def test_an_application_counts_day_thirty_and_changes_the_case(counsellor: Workspace) -> None:
    person = arrive(counsellor, status_group="G01")
    draft = TransitionDraft("T02", PartialDate("2026-05-11"), "G02")
    status.record_transition(counsellor, person_id=person, draft=draft, now=IN_MAY)
    page = status.status_page(counsellor, person_id=person, today=IN_MAY.date())
    assert (page.file.status_group, page.file.application_on) == ("G02", "2026-05-11")
    due = next(one for one in page.tasks if one.rule_id == "T02-SPECIAL")
    assert (due.due_on, due.kept_in) == ("2026-06-10", "special_needs")


def test_a_pack_is_taken_over_by_supervisors_with_its_bad_rows_told(sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "pack.csv"
    file.write_text(OWN, encoding="utf-8")
    reading = status_rules.read_rule_pack(file)
    assert [one.row for one in reading.findings] == [4]
    office = sample.unlock("supervisor")
    try:
        pack = status_rules.take_over_pack(office, reading=reading, file_name=file.name, now=NOW)
        status_rules.switch_off(office, rule_id="T04-TRAVEL", reason="office does it", now=NOW)
        with pytest.raises(ReasonMissing):
            status_rules.switch_off(office, rule_id="T04-TRAVEL", reason="", now=NOW)
        person = seek_asylum(office)
        made = {one.rule_id: one for one in recognise(office, person).tasks}
        assert made["T04-BANK"].due_on == "2026-07-14"
        assert made["T04-BANK"].pack_version == "3.2"
        assert "T04-TRAVEL" not in made
        assert status_rules.rule_book(office).version == "2026.11 + 3.2"
        status_rules.give_back_pack(office, pack_id=pack.id, now=NOW)
        status_rules.switch_on(office, rule_id="T04-TRAVEL", now=NOW)
        book = status_rules.rule_book(office)
        assert (book.version, book.off) == ("2026.11", {})
    finally:
        office.vault.close()


def test_counsellors_change_no_rules_and_other_files_are_refused(
    counsellor: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        status_rules.switch_off(counsellor, rule_id="T04-BANK", reason="x", now=NOW)
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(RulePackUnreadable):
        status_rules.read_rule_pack(file)
