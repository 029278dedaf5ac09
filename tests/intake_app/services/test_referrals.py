"""Referrals: what exactly goes with them, what a withdrawal stops, and taking a mistake back."""

import datetime

import pytest

from intake_app.records.person import PersonDraft
from intake_app.services import assessments, audit, barriers, consents, plans, referrals
from intake_app.services.assessments import NeedDraft, ResourceDraft
from intake_app.services.barriers import BarrierDraft
from intake_app.services.persons import record_person
from intake_app.services.plans import GoalDraft, MeasureDraft
from intake_app.services.referrals import AlreadyHandedOver, ReferralDraft, ReferralWithoutConsent
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW

LATER = NOW + datetime.timedelta(days=3)
PRACTICE = "Praxis Muster"


@pytest.fixture
def person(counsellor: Workspace) -> str:
    whole: PersonDraft = draft("Fatima", "Muster", birth="1996", sex="w", nationality="AFG")
    return record_person(counsellor, draft=whole, now=NOW).person.id


def give(workspace: Workspace, person_id: str, *categories: str) -> None:
    consents.record_consent(
        workspace, person_id=person_id, purpose="K-SPE", state="given", language="de",
        text_version="K-SPE/1", recipient=PRACTICE, categories=categories, now=NOW,
    )  # fmt: skip


def refer(workspace: Workspace, person_id: str, *categories: str, goal_id: str = "") -> str:
    wish = ReferralDraft(PRACTICE, "handover", goal_id=goal_id, categories=categories)
    return referrals.refer(workspace, person_id=person_id, draft=wish, now=NOW).id


def test_name_and_contact_is_not_birth_nationality_or_languages(counsellor: Workspace, person: str) -> None:
    give(counsellor, person, "contact", "language")
    sheet = referrals.preview_handover(counsellor, referral_id=refer(counsellor, person, "contact"), now=NOW)
    assert sheet.person is not None
    assert sheet.person.display == "Muster, Fatima"
    assert (sheet.person.birth.iso, sheet.person.sex, sheet.person.nationality) == ("", "", "")
    assert (sheet.person.languages, sheet.person.history) == ((), ())


def test_a_goal_about_health_goes_only_where_health_may_go(counsellor: Workspace, person: str) -> None:
    sister = assessments.add_resource(
        counsellor, person_id=person, draft=ResourceDraft("D07", "sister comes along", "social"), now=NOW
    )
    need = assessments.add_need(counsellor, person_id=person, draft=NeedDraft("D07", "insulin"), now=NOW)
    goal = plans.add_goal(
        counsellor, person_id=person, now=NOW,
        draft=GoalDraft("D07", "medicine every day", accepted="private reason",
                        resource_ids=(sister.id,), need_ids=(need.id,)),
    )  # fmt: skip
    plans.add_measure(counsellor, goal_id=goal.id, draft=MeasureDraft("get the insulin"), now=NOW)
    plans.rate_goal(counsellor, goal_id=goal.id, value=-1, remark="bad week", now=NOW)
    give(counsellor, person, "goal", "needs", "health", "resources")
    closed = refer(counsellor, person, "goal", "needs", goal_id=goal.id)
    sheet = referrals.preview_handover(counsellor, referral_id=closed, now=NOW)
    assert (sheet.goal, sheet.measures, sheet.needs) == (None, (), ())
    open_ = refer(counsellor, person, "goal", "needs", "health", goal_id=goal.id)
    sheet = referrals.preview_handover(counsellor, referral_id=open_, now=NOW)
    assert sheet.goal is not None
    assert (sheet.goal.text, sheet.goal.accepted, sheet.goal.attainments) == ("medicine every day", "", ())
    assert sheet.goal.need_ids == (need.id,)
    assert sheet.goal.resource_ids == (), "resources were not agreed for this one"
    assert [one.text for one in sheet.measures] == ["get the insulin"]


def test_looking_at_the_sheet_hands_nothing_over(counsellor: Workspace, person: str) -> None:
    give(counsellor, person, "contact")
    made = refer(counsellor, person, "contact")
    referrals.preview_handover(counsellor, referral_id=made, now=NOW)
    (kept,) = plans.plan_page(counsellor, person_id=person).referrals
    assert kept.handed_over_at is None


def test_a_withdrawal_names_what_it_stops_and_stops_it(counsellor: Workspace, person: str) -> None:
    give(counsellor, person, "contact")
    waits, went = refer(counsellor, person, "contact"), refer(counsellor, person, "contact")
    referrals.hand_over(counsellor, referral_id=went, now=NOW)
    stopped = referrals.stopped_by_withdrawal(counsellor, person_id=person, recipient=PRACTICE)
    assert [one.id for one in stopped] == [waits]
    taken = consents.withdraw_consent(
        counsellor, person_id=person, purpose="K-SPE", recipient=PRACTICE, now=LATER
    )
    assert (taken.state, taken.recipient, taken.text_version) == ("withdrawn", PRACTICE, "K-SPE/1")
    for deed in (referrals.hand_over, referrals.preview_handover):
        with pytest.raises(ReferralWithoutConsent):
            deed(counsellor, referral_id=waits, now=LATER)
    page = plans.plan_page(counsellor, person_id=person)
    assert [one.state for one in page.consents] == ["withdrawn"]
    states = [one.state for one in consents.consent_history(counsellor, person_id=person)]
    assert states == ["given", "withdrawn"], "what was decided before stays on record"


def test_a_mistake_is_taken_back_but_not_what_went_out(counsellor: Workspace, person: str) -> None:
    give(counsellor, person, "contact")
    made = refer(counsellor, person, "contact")
    (before,) = plans.plan_page(counsellor, person_id=person).referrals
    seen = BarrierDraft("waiting", "organisational", "no appointment")
    referrals.report_back(counsellor, referral_id=made, result="refused", barrier=seen, now=LATER)
    assert len(barriers.barriers_of_case(counsellor, person_id=person)) == 1
    referrals.put_back_referral(counsellor, referral_id=made, before=before, now=LATER)
    (after,) = plans.plan_page(counsellor, person_id=person).referrals
    assert (after.result, after.barrier_id) == ("", "")
    assert barriers.barriers_of_case(counsellor, person_id=person) == ()
    referrals.hand_over(counsellor, referral_id=made, now=LATER)
    with pytest.raises(AlreadyHandedOver):
        referrals.put_back_referral(counsellor, referral_id=made, before=None, now=LATER)
    other = refer(counsellor, person, "contact")
    referrals.put_back_referral(counsellor, referral_id=other, before=None, now=LATER)
    assert [one.id for one in plans.plan_page(counsellor, person_id=person).referrals] == [made]


def test_a_goal_and_a_step_are_put_back_as_they_were(counsellor: Workspace, person: str) -> None:
    goal = plans.add_goal(counsellor, person_id=person, draft=GoalDraft("D02", "one"), now=NOW)
    plans.change_goal(counsellor, goal_id=goal.id, draft=GoalDraft("D02", "two"), now=NOW)
    plans.put_back_goal(counsellor, goal_id=goal.id, before=goal, now=NOW)
    step = plans.add_measure(counsellor, goal_id=goal.id, draft=MeasureDraft("ask"), now=NOW)
    plans.change_measure(counsellor, measure_id=step.id, draft=MeasureDraft("ask", status="done"), now=LATER)
    plans.put_back_measure(counsellor, measure_id=step.id, before=step, now=LATER)
    page = plans.plan_page(counsellor, person_id=person)
    assert [one.text for one in page.goals] == ["one"]
    assert [(one.status, one.done_at) for one in page.measures] == [("open", None)]
    assert page.goals[0].rev > goal.rev, "the number of the version only ever rises"
    plans.put_back_measure(counsellor, measure_id=step.id, before=None, now=LATER)
    plans.put_back_goal(counsellor, goal_id=goal.id, before=None, now=LATER)
    page = plans.plan_page(counsellor, person_id=person)
    assert (page.goals, page.measures) == ((), ())
    assert [line.action for line in audit.audit_trail(counsellor)[:2]] == ["goal.undo", "measure.undo"]
