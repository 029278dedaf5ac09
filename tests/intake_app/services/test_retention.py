"""The countdown: when the time of a case is over, by which rule, and what the site may change."""

import datetime

import pytest

from intake_app.errors import NotAllowed
from intake_app.services import case_work, consents, erasure, persons, retention
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW

DAY = datetime.timedelta(days=1)


def record(workspace: Workspace, name: str = "Anna") -> tuple[str, str]:
    found = persons.record_person(workspace, draft=draft(name), now=NOW)
    return found.person.id, found.case.id


def decide(workspace: Workspace, person_id: str, state: str, now: datetime.datetime = NOW) -> None:
    consents.record_consent(
        workspace, person_id=person_id, purpose="K-DS", state=state, language="de",  # type: ignore[arg-type]
        text_version="1", now=now,
    )  # fmt: skip


def test_a_closed_case_is_due_three_years_after_closing(supervisor: Workspace) -> None:
    person, case = record(supervisor)
    case_work.close_case(supervisor, person_id=person, because="goals-reached", now=NOW)
    line = retention.days_kept(supervisor, case_id=case, now=NOW)
    assert line is not None
    assert (line.rule_id, line.action, line.due_on) == ("R1-CLOSED", "delete", datetime.date(2029, 11, 23))
    assert line.state == "later"
    soon = retention.days_kept(supervisor, case_id=case, now=NOW.replace(year=2029, month=10))
    assert soon is not None
    assert soon.state == "soon"
    due = retention.days_kept(supervisor, case_id=case, now=NOW.replace(year=2029))
    assert due is not None
    assert (due.state, due.days_left) == ("due", 0)


def test_an_open_case_nobody_works_on_is_to_be_looked_at(supervisor: Workspace) -> None:
    _person, case = record(supervisor)
    line = retention.days_kept(supervisor, case_id=case, now=NOW)
    assert line is not None
    assert (line.trigger, line.action, line.due_on) == ("untouched", "review", datetime.date(2027, 11, 23))


def test_a_consent_taken_back_runs_faster_and_one_given_again_stops_it(supervisor: Workspace) -> None:
    person, case = record(supervisor)
    decide(supervisor, person, "given")
    consents.withdraw_consent(supervisor, person_id=person, purpose="K-DS", now=NOW + DAY)
    line = retention.days_kept(supervisor, case_id=case, now=NOW + DAY)
    assert line is not None
    assert (line.trigger, line.due_on) == ("storage-ended", datetime.date(2026, 12, 24))
    decide(supervisor, person, "given", NOW + 2 * DAY)
    line = retention.days_kept(supervisor, case_id=case, now=NOW + 2 * DAY)
    assert line is not None
    assert line.trigger == "untouched"


def test_the_most_urgent_comes_first_and_what_waits_for_a_second_person_before_it(
    supervisor: Workspace,
) -> None:
    first, first_case = record(supervisor, "Erst")
    _second, second_case = record(supervisor, "Zweit")
    decide(supervisor, first, "refused")
    assert [line.display for line in retention.countdown(supervisor, now=NOW)] == ["Erst", "Zweit"]
    erasure.ask_deletion(supervisor, case_id=second_case, reason="by-mistake", now=NOW)
    lines = retention.countdown(supervisor, now=NOW)
    assert [line.case_id for line in lines] == [second_case, first_case]
    assert lines[0].deletion is not None


def test_the_site_sets_its_own_period_within_bounds_and_says_why(supervisor: Workspace) -> None:
    person, case = record(supervisor)
    case_work.close_case(supervisor, person_id=person, because="goals-reached", now=NOW)
    retention.set_period(supervisor, rule_id="R1-CLOSED", months=120, because="Förderrichtlinie", now=NOW)
    line = retention.days_kept(supervisor, case_id=case, now=NOW)
    assert line is not None
    assert line.due_on == datetime.date(2036, 11, 23)
    for months, because in ((121, "zu lang"), (0, "zu kurz"), (12, " ")):
        with pytest.raises(retention.PeriodWrong):
            retention.set_period(supervisor, rule_id="R1-CLOSED", months=months, because=because, now=NOW)
    page = retention.open_retention(supervisor, now=NOW)
    assert [one.because for one in page.choices] == ["Förderrichtlinie"]
    assert {one.id: one.months for one in page.rules}["R1-CLOSED"] == 120


def test_a_counsellor_does_not_see_the_countdown_of_others(counsellor: Workspace) -> None:
    with pytest.raises(NotAllowed):
        retention.open_retention(counsellor, now=NOW)


def test_a_month_without_such_a_day_ends_on_its_last() -> None:
    assert retention.add_months(datetime.date(2026, 1, 31), 1) == datetime.date(2026, 2, 28)
    assert retention.add_months(datetime.date(2026, 11, 30), 3) == datetime.date(2027, 2, 28)
    assert retention.add_months(datetime.date(2026, 12, 1), 12) == datetime.date(2027, 12, 1)
