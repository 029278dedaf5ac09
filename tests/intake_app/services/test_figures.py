"""What those who steer see of a year: counted from the vault, small numbers hidden, nothing invented."""

import datetime
import tempfile
from itertools import chain, repeat
from pathlib import Path

import pytest
from msgspec.structs import replace

from intake_app.figures import definitions
from intake_app.records.assessment import Assessment, DomainRating, Need, Resource
from intake_app.records.barrier import Barrier, SteeringStep
from intake_app.records.case_work import Actor, CaseConference, CaseFile, CaseMember
from intake_app.records.figures import Figure, FiguresPage
from intake_app.records.ids import new_id
from intake_app.records.interview_record import InterviewEvent
from intake_app.records.network import NetworkTie
from intake_app.records.plan import Attainment, Goal, Measure
from intake_app.records.referral import Referral, ReferralStep
from intake_app.records.site_profile import Programme, SiteProfile
from intake_app.services import feedback, sites
from intake_app.services.figures import all_indicators, figures_page
from intake_app.services.forms import keep_form, read_form_file
from intake_app.services.interviews import begin_interview, keep_event
from intake_app.services.session import Workspace
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import plans as plan_sql
from tests.intake_app.services.caseload import add_cases, person_of
from tests.intake_app.vault.sample import NOW

DAY = datetime.timedelta(days=1)


def seen(workspace: Workspace, year: int = NOW.year) -> FiguresPage:
    return figures_page(workspace, year=year, now=NOW)


def figure(workspace: Workspace, indicator: str) -> Figure:
    return next(one for one in seen(workspace).figures if one.indicator == indicator)


def languages(**counts: int) -> list[str]:
    return list(chain.from_iterable(repeat(tag, n) for tag, n in counts.items()))


def refer(workspace: Workspace, case_id: str, structure: str, result: str = "started") -> None:
    steps = (ReferralStep(result, NOW, ""),) if result else ()  # type: ignore[arg-type]
    with workspace.recorded("test.refer", "case:one", now=NOW) as database:
        plan_sql.keep_referral(database, Referral(
            id=new_id(NOW), case_id=case_id, person_id=person_of(workspace, case_id), recipient="Jobcenter",
            kind="handover", created_at=NOW, created_by="", structure=structure, steps=steps,
            first_contact_on=(NOW + 9 * DAY).date().isoformat(),
        ))  # fmt: skip


def test_a_group_of_two_is_hidden_with_what_would_give_it_away(counsellor: Workspace) -> None:
    add_cases(counsellor, languages(ar=12, uk=9, ti=2), sex="w")
    add_cases(counsellor, languages(ar=20, uk=7, ti=8), sex="m")
    table = seen(counsellor).table("language-gender")
    assert table is not None
    assert table.cell("ti", "w") is None
    assert table.cell("ti", "m") is None
    assert table.cell("ti") == 10
    assert table.total == 58
    assert table.hidden == 4


def test_a_family_of_six_is_one_family(counsellor: Workspace) -> None:
    cases = add_cases(counsellor, languages(ar=11), status="G04", born="1990")
    kids = add_cases(counsellor, languages(ar=5), status="G04", born="2022", now=NOW - 800 * DAY)
    with counsellor.recorded("test.family", "case:one", now=NOW) as database:
        for kid in kids:
            member = CaseMember(case_id=cases[0], person_id=person_of(counsellor, kid), role="child")
            case_work_sql.keep_member(database, member)
    table = seen(counsellor).table("status-age")
    assert table is not None
    assert table.total == 16
    assert table.cell("protected", "0-5") is None  # five children, but of one family
    assert table.cell("protected", "28-44") is None


def test_what_was_not_counted_is_not_nought(counsellor: Workspace) -> None:
    share = figure(counsellor, "I16")
    assert share.value is None
    assert share.is_empty
    add_cases(counsellor, ["", "", "", "", "", ""], status="", sex="", born="")
    table = seen(counsellor).table("status-age")
    assert table is not None
    assert table.rows == ("unknown",)
    assert table.cell("unknown", "unknown") == 6


def test_the_share_of_standard_services_follows_the_referrals(counsellor: Workspace) -> None:
    cases = add_cases(counsellor, languages(ar=20))
    for number, case in enumerate(cases):
        refer(counsellor, case, "standard" if number < 10 else "project")
    assert figure(counsellor, "I16").value == pytest.approx(50)
    for case in cases[:10]:
        refer(counsellor, case, "standard", "refused")
    assert figure(counsellor, "I16").value == pytest.approx(100 * 20 / 30)
    assert figure(counsellor, "I14").value == pytest.approx(100 * 20 / 30)
    waited = figure(counsellor, "I15")
    assert (waited.value, waited.low, waited.high) == (9, 9, 9)


def test_referrals_of_few_cases_are_hidden_however_many_they_are(counsellor: Workspace) -> None:
    for case in add_cases(counsellor, languages(ar=3)):
        for _one in range(4):
            refer(counsellor, case, "standard")
    assert figure(counsellor, "I16").value is None
    assert not figure(counsellor, "I16").is_empty


def test_needs_are_met_by_steps_that_are_not_dropped(counsellor: Workspace) -> None:
    cases = add_cases(counsellor, languages(ar=24))
    with counsellor.recorded("test.needs", "case:all", now=NOW) as database:
        for number, case in enumerate(cases):
            person = person_of(counsellor, case)
            need = Need(new_id(NOW), case, person, "D04", "course", NOW, "", level=3)
            assessment_sql.keep_need(database, need)
            assessment_sql.keep_need(database, replace(need, id=new_id(NOW), domain="D08", level=4))
            assessment_sql.keep_need(database, replace(need, id=new_id(NOW), level=1))
            goal = Goal(new_id(NOW), case, person, "D04", "learn", NOW, "", need_ids=(need.id,),
                        resource_ids=("one",) if number % 2 else (),
                        attainments=(Attainment(-1 if number < 8 else 1, NOW, ""),))  # fmt: skip
            plan_sql.keep_goal(database, goal)
            status = "dropped" if number < 6 else "running"
            plan_sql.keep_measure(
                database, Measure(new_id(NOW), goal.id, case, "enrol", "client", NOW, "", status=status)
            )
    met, table = figure(counsellor, "I11"), seen(counsellor).table("needs")
    assert (met.part, met.whole) == (18, 48)
    assert table is not None
    assert table.cell("D04", "no") == 6
    assert (figure(counsellor, "I40").part, figure(counsellor, "I40").whole) == (16, 24)
    assert figure(counsellor, "I09").is_empty is False


def test_health_and_safety_are_shown_from_ten_on(counsellor: Workspace) -> None:
    with_needs = add_cases(counsellor, languages(ar=7))
    rest = add_cases(counsellor, languages(ar=30))
    with counsellor.recorded("test.needs", "case:all", now=NOW) as database:
        for case in with_needs:
            for domain in ("D05", "D08"):
                assessment_sql.keep_need(database, Need(
                    new_id(NOW), case, person_of(counsellor, case), domain, "…", NOW, "", level=3,
                ))  # fmt: skip
        for case in rest:
            assessment_sql.keep_need(
                database, Need(new_id(NOW), case, person_of(counsellor, case), "D02", "…", NOW, "", level=3)
            )
    table = seen(counsellor).table("needs")
    assert table is not None
    assert table.cell("D08") is None
    assert table.cell("D05") is None or table.cell("D02") is None


def test_means_by_domain_compare_the_same_people(counsellor: Workspace) -> None:
    cases = add_cases(counsellor, languages(ar=9))
    with counsellor.recorded("test.assess", "case:all", now=NOW) as database:
        for case in cases:
            for later, resource in ((0, 1), (60, 3)):
                done = NOW + later * DAY
                assessment_sql.keep_assessment(database, Assessment(
                    new_id(done), case, person_of(counsellor, case), "initial", done, "",
                    ratings=(
                        DomainRating("D02", "rated", resource_pro=resource, need_pro=4 - resource),
                        DomainRating("D07", "rated", resource_pro=1, need_pro=3),
                    ),
                    completed_at=done + DAY,
                ))  # fmt: skip
    scores = {one.domain: one for one in seen(counsellor).scores}
    assert (scores["D02"].resource_first, scores["D02"].resource_last) == (1.0, 3.0)
    assert (scores["D02"].need_first, scores["D02"].need_last) == (3.0, 1.0)
    assert scores["D07"].n is None  # health: nine are too few
    assert "D03" not in scores
    assert figure(counsellor, "I08").value == 100


def test_special_needs_are_counted_from_ten_and_without_a_key(counsellor: Workspace) -> None:
    add_cases(counsellor, languages(ar=9))
    few = seen(counsellor).table("special")
    assert few is not None
    assert few.is_all_hidden
    add_cases(counsellor, languages(ar=9))
    enough = seen(counsellor).table("special")
    assert enough is not None
    assert enough.cell("open") == 18


def test_barriers_networks_conferences_and_skills_are_counted(counsellor: Workspace) -> None:
    cases = add_cases(counsellor, languages(ar=14))
    with counsellor.recorded("test.work", "case:all", now=NOW) as database:
        for number, case in enumerate(cases):
            person, day = person_of(counsellor, case), NOW.date().isoformat()
            actor = Actor(new_id(NOW), case, "office", ("SGB2", "AUFENTHG"), NOW, "")
            case_work_sql.keep_actor(database, actor)
            if number < 7:
                case_work_sql.keep_conference(
                    database, CaseConference(new_id(NOW), case, day, "plan", NOW, "")
                )
            tie = NetworkTie(new_id(NOW), case, person, "aunt", "family", 1, "supportive", NOW, "")
            assessment_sql.keep_tie(database, tie)
            assessment_sql.keep_tie(database, replace(tie, id=new_id(NOW), recorded_at=NOW + 90 * DAY))
            assessment_sql.keep_resource(database, Resource(
                new_id(NOW), case, person, "D06", "personal", "sews", NOW, "", occupation="7531",
            ))  # fmt: skip
            steps = (SteeringStep("resolved", NOW, ""),) if number < 8 else ()
            case_work_sql.keep_barrier(database, Barrier(
                new_id(NOW), "discrimination" if number < 6 else "waiting", "organisational", "…",
                NOW.date().isoformat()[:7], "", steps=steps, severed_at=NOW,
            ))  # fmt: skip
    page = seen(counsellor)
    found = {one.indicator: one for one in page.figures}
    assert (found["I22"].part, found["I22"].whole) == (7, 14)
    assert found["I37"].value == 1.0
    assert (found["I18"].part, found["I18"].whole) == (8, 14)
    assert found["I39"].value is None  # discrimination: shown from ten on
    assert found["I31"].value == 100
    isco, barriers = page.table("isco"), page.table("barriers")
    assert isco is not None
    assert isco.cell("7") == 14
    assert barriers is not None
    assert barriers.total == 14


def test_a_year_counts_what_began_in_it(counsellor: Workspace) -> None:
    add_cases(counsellor, languages(ar=6))
    add_cases(counsellor, languages(ar=8), now=NOW.replace(year=NOW.year - 2))
    page = seen(counsellor)
    assert page.years[0] == NOW.year
    assert page.years[-1] == NOW.year - 2
    assert [one.value for one in page.figures if one.indicator == "I01"] == [6]
    earlier = seen(counsellor, NOW.year - 2)
    assert [one.value for one in earlier.figures if one.indicator == "I01"] == [8]
    assert page.is_running
    assert not earlier.is_running


def test_no_dimension_stands_in_two_tables_of_the_same_people() -> None:
    by_population: dict[str, list[str]] = {}
    for table in definitions.tables().values():
        by_population.setdefault(table.population, []).extend(filter(None, (table.rows, table.columns)))
    assert all(len(dims) == len(set(dims)) for dims in by_population.values())


def test_every_indicator_says_what_it_is_and_whether_it_is_counted() -> None:
    found = all_indicators()
    assert [one.id for one in found] == [*(f"I{n:02}" for n in range(1, 45)), "A01"]
    assert all(one.name["de"] and one.name["en"] and one.definition["de"] and one.source for one in found)
    known = set(definitions.tables())
    assert all(set(one.tables) <= known for one in found)
    assert all(one.fed or not one.tables for one in found)


def test_every_counted_indicator_has_its_figure(counsellor: Workspace) -> None:
    page = seen(counsellor)
    shown = {one.indicator for one in page.figures} | {"I10"}
    assert shown == {one.id for one in all_indicators() if one.fed}


def test_what_was_said_in_interviews_joins_the_potential(counsellor: Workspace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "intake.md"
        file.write_text(_QUESTIONS, encoding="utf-8")
        definition = read_form_file(file).definition
    assert definition is not None
    keep_form(counsellor, definition=definition, now=NOW)
    for number, case in enumerate(add_cases(counsellor, languages(ar=16))):
        begun = begin_interview(
            counsellor, case_id=case, form_id="intake", language="English (en)", client_language="", now=NOW
        )
        begun.interview.answer("/data/language/german_level", "simple" if number < 10 else "none")
        begun.interview.answer("/data/work_done", "craft farm" if number < 9 else "")
        begun.interview.answer("/data/contribute", "cooking" if number < 6 else "")
        keep_event(
            counsellor, interview_id=begun.record.id, event=InterviewEvent(kind="note"),
            state=begun.interview.state(), answered=1, asked=1, language="English (en)", client_language="",
            now=NOW,
        )  # fmt: skip
    page = seen(counsellor)
    german, isco, wish = (page.table(name) for name in ("german", "isco", "wish"))
    assert german is not None
    assert (german.cell("A2"), german.cell("A0")) == (10, 6)
    assert isco is not None
    assert (isco.cell("7"), isco.cell("6")) == (9, 9)
    assert wish is not None
    assert (wish.cell("yes"), wish.cell("no")) == (6, 10)


_QUESTIONS = """\
| survey | | | |
| | type | name | label::English (en) |
| | begin group | language | Language |
| | select_one german | german_level | How much German? |
| | end group | | |
| | select_multiple work | work_done | What have you worked? |
| | text | contribute | What would you like to contribute? |
| choices | | | |
| | list_name | name | label::English (en) |
| | german | none | nothing |
| | german | simple | simple sentences |
| | work | craft | craft |
| | work | farm | farm |
| settings | | | |
| | form_title | form_id | version | default_language |
| | Intake | intake | 1 | English (en) |
"""


def test_each_site_has_its_own_figures_its_own_k_and_its_own_years(supervisor: Workspace) -> None:
    add_cases(supervisor, languages(ar=6))  # before there were sites: the first one's
    programme = Programme(since_year=2021)
    first = sites.keep_site(
        supervisor, profile=SiteProfile("", "Köln", "05315000", programme=programme), now=NOW
    )
    second = sites.keep_site(
        supervisor, profile=SiteProfile("", "Gelsenkirchen", "05513000", smallest_cell=8), now=NOW
    )
    made = add_cases(supervisor, languages(uk=9))
    with supervisor.recorded("test.sites", "case:all", now=NOW) as database:
        for case in made:
            case_work_sql.keep_case_file(database, CaseFile(case_id=case, site_id=second.id))
    page = seen(supervisor)
    assert (page.ags, page.k, page.years[-1]) == ("05315000", 5, 2021)
    assert [one.value for one in page.figures if one.indicator == "I01"] == [6]
    sites.switch_site(supervisor, site_id=second.id, now=NOW)
    page = seen(supervisor)
    assert (page.site, page.ags, page.k) == ("Gelsenkirchen", "05513000", 8)
    assert [one.value for one in page.figures if one.indicator == "I01"] == [9]
    assert first.id != second.id


def test_what_people_say_is_a_mean_of_enough_of_them(counsellor: Workspace) -> None:
    for number in range(6):
        feedback.give_feedback(
            counsellor, language="ar", answers={"trust": 5, "heard": 3 if number else 5}, now=NOW
        )
        said = figure(counsellor, "I41")
        assert (said.value is None) == (number < 4)
    assert figure(counsellor, "I41").value == pytest.approx(4.2)
