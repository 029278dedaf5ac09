"""A family of six with three legal spheres, from clearing to evaluation; all of them are sample data.

Once through the services, as a script would; once in the window, with the keys and clicks of two people.
"""

import csv
import datetime
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.interview.respondent import Respondent
from intake_app.records.assessment import DomainRating
from intake_app.records.case_work import Actor, Agreement, CaseConference, Household, HouseholdMember
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName
from intake_app.records.status import Episode
from intake_app.services import (
    assessments,
    audit,
    barriers,
    batches,
    case_work,
    consents,
    documents,
    interviews,
    papers,
    persons,
    plans,
    referrals,
    reviews,
    sample_central,
    status,
)
from intake_app.services import workspace as workspaces
from intake_app.services.assessments import NeedDraft, ResourceDraft, StrengthsFirst
from intake_app.services.barriers import BarrierDraft
from intake_app.services.case_work import CRITERIA, AlreadyInCase, PhaseNotReady
from intake_app.services.cases import outline_case
from intake_app.services.plans import GoalDraft, MeasureDraft
from intake_app.services.referrals import BarrierAsked, ReferralDraft, ReferralWithoutConsent
from intake_app.services.session import Workspace
from tests.intake_app.sync.sender import need_tools
from tests.stories.fingers import CTRL, KEY, Fingers
from tests.stories.paper_text import text_of
from tests.stories.small_form import ARABIC, FORM_ID, GERMAN
from tests.stories.window import PASSPHRASE, Centre, Desk
from ui.barriers import BarrierSheet
from ui.screens.case_work import CaseWorkScreen
from ui.screens.case_work_barriers import PassOnSheet
from ui.screens.case_work_facts import FactsSheet
from ui.screens.case_work_people import JoinSheet
from ui.screens.person import PersonScreen
from ui.screens.steering import SteeringScreen

pytestmark = pytest.mark.qt_log_ignore("does not support")  # said without a screen

MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
CHILDREN = ("Leila", "Yusuf", "Zahra", "Omid")
OFFICES = (("Ausländerbehörde", "AUFENTHG"), ("Jobcenter", "SGB2"), ("Jugendamt", "SGB8"))
RECIPIENT = "Wohnhilfe Muster"


@contextmanager
def opened(centre: Centre, role: str = "counsellor") -> Iterator[Workspace]:
    """Open the centre without a window, and lock it again."""
    workspace = workspaces.unlock_workspace(
        centre.folder, user_id=centre.user(role).id, passphrase=PASSPHRASE, now=MONDAY
    )
    try:
        yield workspace
    finally:
        workspaces.lock_workspace(workspace, now=MONDAY)


def record_family(workspace: Workspace) -> tuple[str, str, list[str]]:
    """Record the six; return the mother, the father and the children."""

    def record(given: str) -> str:
        names = (PersonName(given=given, family="Beispiel"),)
        draft = PersonDraft(names=names, languages=("fa-AF",), is_sample=True)
        return persons.record_person(workspace, draft=draft, now=MONDAY).person.id

    return record("Maryam"), record("Hamid"), [record(name) for name in CHILDREN]


def talk(workspace: Workspace, person_id: str) -> None:
    """Hold an interview to its end; its first page asks for the consents."""
    case_id = persons.open_person(workspace, person_id=person_id, now=MONDAY).case.id
    begun = interviews.begin_interview(
        workspace, case_id=case_id, form_id=FORM_ID, language=GERMAN, client_language=ARABIC, now=MONDAY
    )
    Respondent(5, "ar", refusals=0).fill(begun.interview, MONDAY)
    interviews.complete_interview(
        workspace, interview_id=begun.record.id, state=begun.interview.state(), now=MONDAY, accepts_open=True
    )


def consent(workspace: Workspace, person_id: str, purpose: str, recipient: str = "", *what: str) -> str:
    return consents.record_consent(
        workspace, person_id=person_id, purpose=purpose, state="given", language="fa-AF",  # type: ignore[arg-type]
        text_version="consent/1", recipient=recipient, categories=what, now=MONDAY,
    ).id  # fmt: skip


def assess(workspace: Workspace, person_id: str, kind: str, need: int) -> None:
    """Rate one life domain and complete the assessment."""
    begun = assessments.begin_assessment(workspace, person_id=person_id, kind=kind, now=MONDAY)  # type: ignore[arg-type]
    rating = DomainRating("D02", "rated", resource_self=2, resource_pro=2, need_self=need, need_pro=need,
                          urgency="U2" if need else "U0", has_opened_prompts=True)  # fmt: skip
    assessments.rate_domain(workspace, assessment_id=begun.id, rating=rating, now=MONDAY)
    assessments.complete_assessment(workspace, assessment_id=begun.id, now=MONDAY)


def go_on(workspace: Workspace, person_id: str) -> None:
    """Go on to the next phase without a reason: everything it needs is there."""
    following = case_work.case_work_page(workspace, person_id=person_id).following
    assert following is not None
    case_work.enter_phase(workspace, person_id=person_id, phase=following, now=MONDAY)


def phase(workspace: Workspace, person_id: str) -> str:
    return case_work.case_work_page(workspace, person_id=person_id).file.phase


def test_a_family_from_clearing_to_evaluation(centre: Centre) -> None:
    with opened(centre) as office:
        mother, father, children = record_family(office)

        # Clearing: who belongs together, who else works with them, and whether the person wants it.
        case_work.join_case(
            office, person_id=mother, member_id=father, role="co-client", relation="spouse", now=MONDAY
        )
        for child in children:
            case_work.join_case(
                office, person_id=mother, member_id=child, role="child", relation="child", now=MONDAY
            )
        with pytest.raises(AlreadyInCase):
            case_work.join_case(
                office, person_id=mother, member_id=mother, role="other", relation="", now=MONDAY
            )
        here = tuple(HouseholdMember("child", one) for one in children[:3])
        parents = (HouseholdMember("", mother), HouseholdMember("spouse", father))
        away = (
            HouseholdMember("child", children[3], whereabouts="other-municipality", custody="aunt in Bonn"),
            HouseholdMember("parent", name="grandfather", whereabouts="unknown", needs_tracing=True),
        )
        for kind, members in (("family", (*parents, *here, *away)), ("economic", (*parents, *here))):
            household = Household("", "", kind, members, MONDAY, "")  # type: ignore[arg-type]
            case_work.keep_household(office, person_id=mother, household=household, now=MONDAY)
        for name, sphere in OFFICES:
            actor = Actor("", "", name, (sphere,), MONDAY, "")
            case_work.keep_actor(office, person_id=mother, actor=actor, now=MONDAY)
        with pytest.raises(PhaseNotReady):
            go_on(office, mother)
        talk(office, mother)
        consent(office, mother, "K-DS")
        case_work.set_case_facts(
            office, person_id=mother, status_group="G04", arrived_on="2026-09", level="case-management",
            criteria=dict.fromkeys(CRITERIA, True), now=MONDAY,
        )  # fmt: skip
        go_on(office, mother)
        assert phase(office, mother) == "CM2_ASSESS"

        # Assessment: strengths first, or it is not complete.
        with pytest.raises(StrengthsFirst):
            assess(office, mother, "initial", need=4)
        cousin = assessments.add_resource(
            office,
            person_id=mother,
            draft=ResourceDraft("D02", "cousin knows a landlord", "social"),
            now=MONDAY,
        )
        need = assessments.add_need(
            office, person_id=mother, draft=NeedDraft("D02", "a flat for six", level=4), now=MONDAY
        )
        assess(office, mother, "initial", need=4)
        page = case_work.case_work_page(office, person_id=mother)
        assert (page.heavy_domains, page.spheres) == (1, ("AUFENTHG", "SGB2", "SGB8"))
        assert page.complexity == 1 + 3 + 3
        assert page.suggests_management
        go_on(office, mother)

        # Service plan: a goal in her words, tied to what carries her, with a step.
        said = GoalDraft("D02", "Wohnung für sechs", words="خانه برای شش نفر", language="fa-AF",
                         resource_ids=(cousin.id,), need_ids=(need.id,))  # fmt: skip
        goal = plans.add_goal(office, person_id=mother, draft=said, now=MONDAY)
        plans.add_measure(
            office, goal_id=goal.id, draft=MeasureDraft("ask the landlord", "client"), now=MONDAY
        )
        go_on(office, mother)

        # Linking: nothing without consent; a conference with the three spheres, its agreements become steps.
        wish = ReferralDraft(RECIPIENT, "handover", goal_id=goal.id, categories=("contact",))
        with pytest.raises(ReferralWithoutConsent):
            referrals.refer(office, person_id=mother, draft=wish, now=MONDAY)
        given = consent(office, mother, "K-SPE", RECIPIENT, "contact", "housing", "needs")
        referral = referrals.refer(office, person_id=mother, draft=wish, now=MONDAY)
        conference = case_work.keep_conference(
            office, person_id=mother, now=MONDAY,
            conference=CaseConference(
                "", "", "2026-12-01", "Who pays for the flat", MONDAY, "",
                participants=tuple(name for name, _sphere in OFFICES),
                spheres=tuple(sphere for _name, sphere in OFFICES), consent_id=given, client_takes_part=True,
                agreements=(Agreement("check the costs", "Jobcenter", "2026-12-15"),
                            Agreement("day-care for Zahra", "Jugendamt")),
            ),
        )  # fmt: skip
        made = case_work.make_steps_of_agreements(
            office, person_id=mother, conference_id=conference.id, goal_id=goal.id, now=MONDAY
        )
        assert [(one.doer_name, one.due_on) for one in made] == [
            ("Jobcenter", "2026-12-15"),
            ("Jugendamt", ""),
        ]
        again = case_work.make_steps_of_agreements(
            office, person_id=mother, conference_id=conference.id, goal_id=goal.id, now=MONDAY
        )
        assert again == (), "each agreement becomes a step once"
        go_on(office, mother)

        # Monitoring: what became of it; what failed names the barrier.
        with pytest.raises(BarrierAsked):
            referrals.report_back(office, referral_id=referral.id, result="refused", now=MONDAY)
        seen = BarrierDraft("interpreting", "organisational", "no interpreter at the first talk")
        referrals.report_back(office, referral_id=referral.id, result="refused", barrier=seen, now=MONDAY)
        referrals.report_back(office, referral_id=referral.id, result="started", now=MONDAY)
        plans.rate_goal(office, goal_id=goal.id, value=1, now=MONDAY)
        go_on(office, mother)
        assert phase(office, mother) == "CM6_EVAL"

        # Evaluation: look again, end the goal, close; the barrier outlives the case without it.
        assess(office, mother, "closing", need=1)
        plans.set_goal_status(office, goal_id=goal.id, status="reached", now=MONDAY)
        page = case_work.case_work_page(office, person_id=mother)
        assert page.missing == ()
        (barrier,) = page.barriers
        barriers.pass_on_barrier(office, barrier_id=barrier.id, now=MONDAY)
        case_work.close_case(office, person_id=mother, because="goals-reached", now=MONDAY)
        outline = outline_case(office, person_id=father)
        assert outline.is_closed, "it is the same case, whoever of the family it is opened from"
        assert [step.phase for step in page.file.phases][-1] == "CM6_EVAL"
        assert not any(step.override for step in page.file.phases)
        lines = audit.audit_trail(office)
        assert len([line for line in lines if line.action == "case.phase"]) == 5
        words = ("Beispiel", "landlord", "grandfather", "Wohnung", "flat")
        assert not any(word in str(line) for line in lines for word in words)
        (left,) = barriers.steering_list(office)
        plain = msgspec.json.encode(left).decode()
        assert not any(trace in plain for trace in (mother, outline.case_id, referral.id, barrier.id))


def test_each_of_the_family_has_a_sphere_a_plan_and_a_paper_and_leaves_as_one_sealed_batch(
    centre: Centre, tmp_path: Path
) -> None:
    """Grandmother in the asylum procedure, parents recognised, a nephew of 17 with the youth office."""
    need_tools("pdftotext")
    with opened(centre) as office:
        mother, father, (grandmother, nephew, child, stepfather) = record_family(office)
        others = ((father, "spouse"), (grandmother, "parent"), (nephew, "niece-nephew"), (child, "child"))
        for member, relation in (*others, (stepfather, "in-law")):
            case_work.join_case(
                office, person_id=mother, member_id=member, role="other", relation=relation, now=MONDAY
            )
        lives = (
            (mother, "G04", "SGB2"), (father, "G04", "SGB2"), (grandmother, "G02", "ASYLBLG_3"),
            (nephew, "G11", "SGB8"), (child, "G04", "SGB2"), (stepfather, "G15", "SELF"),
        )  # fmt: skip
        for person, group, sphere in lives:
            for lane, code in (("title", group), ("livelihood", sphere)):
                episode = Episode("", "", "", lane, code, PartialDate("2026-10-01"), MONDAY, "")  # type: ignore[arg-type]
                status.keep_episode(office, person_id=person, episode=episode, now=MONDAY)
        today = MONDAY.date()
        groups = {one: status.status_page(office, person_id=one, today=today).group for one, *_rest in lives}
        assert groups == {person: group for person, group, _sphere in lives}, "of each, not of the case"
        assert len({sphere for *_who, sphere in lives[:4]}) == 3

        for person, words in ((mother, "Wohnung für sechs"), (grandmother, "Anhörung vorbereiten")):
            goal = GoalDraft("D02", words, without_resource="noch keine sichtbar")
            kept = plans.add_goal(office, person_id=person, draft=goal, now=MONDAY)
            plans.add_measure(office, goal_id=kept.id, draft=MeasureDraft("Termin", "client"), now=MONDAY)
            paper = papers.gather_paper(office, person_id=person, kind="copy", language="fa-AF", now=MONDAY)
            assert words in text_of(documents.make_paper(paper).pdf)
            talk(office, person)
            consent(office, person, "K-DS")
            consent(office, person, "K-TRANS")
    with opened(centre, "supervisor") as office:
        waiting = [one.record.id for one in reviews.review_queue(office)]
        assert len(waiting) == 2
        for one in waiting:
            reviews.approve_interview(office, interview_id=one, now=MONDAY)
        card = sample_central.make_sample_central(tmp_path / "central", name="Zentrale", now=MONDAY)
        batches.keep_central_key(office, key=batches.read_central_key(card), now=MONDAY)
        prepared = batches.prepare_batch(office, interview_ids=waiting, now=MONDAY)
        sealed = batches.write_batch(prepared, folder=tmp_path)
        sample_central.allow_device(tmp_path / "central", office)
        receipt, _path = sample_central.answer_batch(
            tmp_path / "central", sealed.path, name="Zentrale", now=MONDAY
        )
    assert {one.status for one in receipt.lines} == {"accepted"}


# The same in the window


def sheet(desk: Desk, kind: type) -> object:
    """Return the sheet that stands open on the page."""
    page = desk.window.page
    desk.driver.wait(lambda: isinstance(getattr(page, "sheet", None), kind), kind.__name__)
    return page.sheet  # type: ignore[union-attr]


def type_in(widget: QWidget, text: str) -> None:
    """Type letters of any language, as a keyboard sends them."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press_ctrl(desk: Desk, key: Qt.Key) -> None:
    """Press a key with Ctrl; only a window in front gets it."""
    desk.window.activateWindow()
    desk.driver.wait(lambda: QApplication.activeWindow() is desk.window, "coming to the front")
    QTest.keyClick(desk.window.focusWidget() or desk.window, key, Qt.KeyboardModifier.ControlModifier)


def case_page(desk: Desk, person_id: str) -> CaseWorkScreen:
    """Come to the page of case work by its tab."""
    desk.window.go("person", person_id=person_id)
    desk.driver.page(PersonScreen)
    desk.driver.click("Case work")
    page = desk.driver.page(CaseWorkScreen)
    desk.driver.wait(lambda: page.data is not None, "the case's page")
    return page


def test_the_same_family_in_the_window(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    with opened(centre) as office:
        mother, father, _children = record_family(office)
    here = desk(centre)
    here.enter()
    page, keys = case_page(here, mother), Fingers(here)
    assert page.data is not None

    keys.push("Add a person")
    keys.choose("Relation, seen from the person", "Spouse")
    keys.fill("Name or case number", "Hamid")
    join = sheet(here, JoinSheet)
    assert isinstance(join, JoinSheet)
    here.driver.wait(lambda: bool(join.hits), "the father is found")
    keys.push("Beispiel, Hamid")
    assert [one.person_id for one in page.data.members] == [mother, father]

    keys.push("Write down: Family")
    keys.fill("Name, or what they are called", "grandfather")
    keys.choose("Where", "nobody knows where")
    keys.tick("Family tracing is wanted")
    keys.push("Save")
    (kept,) = page.data.households
    assert [(one.name, one.needs_tracing) for one in kept.members][-1] == ("grandfather", True)

    for name, sphere in (("Ausländerbehörde", "Residence law"), ("Jobcenter", "Basic income"),
                         ("Jugendamt", "Child and youth")):  # fmt: skip
        keys.push("Add an office")
        keys.fill("Name of the office", name)
        keys.choose("Legal spheres", sphere)
        keys.push("Save")
    assert page.data.spheres == ("AUFENTHG", "SGB2", "SGB8")

    keys.press(KEY.Key_E, CTRL)
    keys.choose("Status group", "Recognised refugee")
    keys.fill("Applied for protection", "sometime")
    keys.push("Save")
    facts = sheet(here, FactsSheet)
    assert isinstance(facts, FactsSheet)
    assert facts.applied.error.text(), "what is no day is said beside it"
    keys.fill("Applied for protection", "2.11.2026")
    keys.push("Save")
    assert (page.data.file.status_group, page.data.file.application_on) == ("G04", "2026-11-02")

    keys.push("Plan a conference")
    keys.fill("Day", "1.12.2026")
    keys.fill("What is to be settled", "Who pays for the flat")
    for sphere in ("Basic income", "Child and youth"):
        keys.choose("Legal spheres", sphere)
    for what, who in (("check the costs", "Jobcenter"), ("day-care for Zahra", "Jugendamt")):
        keys.fill("What", what)
        keys.fill("Who", who)
        keys.push("Add this agreement")
    keys.push("Save")
    (planned,) = page.data.conferences
    assert [one.text for one in planned.agreements] == ["check the costs", "day-care for Zahra"]
    assert planned.spheres == ("SGB2", "SGB8")

    assert page.data.missing, "nobody asked for consent, nobody talked yet"
    keys.press(KEY.Key_Return, CTRL)
    reason = page.sheet
    assert reason is not None
    QTest.keyClick(reason.confirm, Qt.Key.Key_Return)
    here.driver.settle()
    assert page.data.file.phase == "CM1_CLEARING", "without a reason it does not go on"
    keys.type("the talk is tomorrow")
    QTest.keyClick(reason.confirm, Qt.Key.Key_Return)
    here.driver.settle()
    assert page.data.file.phase == "CM2_ASSESS"
    assert page.data.file.phases[-1].override == "the talk is tomorrow"

    keys.push("Close the case")
    assert page.sheet is not None
    QTest.keyClick(page.sheet.confirm, Qt.Key.Key_Return)
    here.driver.settle()
    assert page.data.file.closed_because == "goals-reached"
    keys.push("Open the case again")
    assert page.data.file.closed_at is None


def test_a_barrier_goes_from_any_page_of_a_case_to_the_steering_group(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    with opened(centre) as office:
        mother, _father, _children = record_family(office)
        number = outline_case(office, person_id=mother).case_number
    here = desk(centre)
    here.enter()
    here.window.go("person", person_id=mother)
    here.driver.page(PersonScreen)
    press_ctrl(here, Qt.Key.Key_B)
    note = sheet(here, BarrierSheet)
    assert isinstance(note, BarrierSheet)
    here.driver.click("Keep the barrier")
    assert note.isVisible(), "a barrier has words"
    type_in(note.text, "no interpreter for Maryam at the paediatrician")
    keys = Fingers(here)
    keys.choose("Kind of barrier", "Language")
    keys.push("Keep the barrier")
    here.driver.settle()

    page = case_page(here, mother)
    assert page.data is not None
    keys.push("Pass on")
    leaving = sheet(here, PassOnSheet)
    assert isinstance(leaving, PassOnSheet)
    leaving.confirm.click()
    here.driver.settle()
    assert page.data.barriers, "her name stands in it"
    assert leaving.isVisible()
    keys.fill("In these words", "no interpreter at the paediatrician")
    QTest.keyClick(leaving.confirm, Qt.Key.Key_Return)
    here.driver.settle()
    assert page.data.barriers == ()
    assert "steering" not in here.window.areas()
    here.window.lock()

    here.enter("supervisor")
    here.window.go("steering")
    steering = here.driver.page(SteeringScreen)
    (one,) = steering.barriers
    assert one.text == "no interpreter at the paediatrician"
    type_in(steering.detail.remark.line, "seen in three offices")
    for says in ("analysed", "with the steering group", "resolved"):
        here.driver.click(says)
        here.driver.settle()
    (one,) = steering.barriers
    assert [step.status for step in one.steps] == ["analysed", "steering-group", "resolved"]
    assert one.steps[0].remark == "seen in three offices"
    table = tmp_path / "barriers.csv"
    here.driver.answer_files(table)
    here.driver.click("Save as a table")
    here.driver.settle()
    text = table.read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 2
    assert not any(trace in text for trace in (number, mother, "Beispiel", "Maryam", "Karim"))
