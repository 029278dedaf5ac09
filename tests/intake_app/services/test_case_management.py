"""Case management as it is done: strengths, plan, referral with consent, barriers, phases, a family."""

import datetime

import msgspec
import pytest

from intake_app.planning.phases import CRITERIA
from intake_app.records.assessment import DomainRating
from intake_app.records.case_work import Actor, CaseConference, Household, HouseholdMember
from intake_app.services import assessments, audit, barriers, case_work, consents, networks, plans, referrals
from intake_app.services.assessments import AssessmentDone, NeedDraft, ResourceDraft, StrengthsFirst
from intake_app.services.barriers import BarrierDraft, BarrierUnworded
from intake_app.services.case_work import PhaseNotReady
from intake_app.services.cases import outline_case
from intake_app.services.networks import TieDraft
from intake_app.services.persons import record_person
from intake_app.services.plans import GoalDraft, GoalUnnamed, MeasureDraft
from intake_app.services.referrals import (
    BarrierAsked,
    CategoryNotCovered,
    ReferralDraft,
    ReferralWithoutConsent,
)
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW

LATER = NOW + datetime.timedelta(days=9)
NOBODY = Actor("", "", "", (), NOW, "")


@pytest.fixture
def person(counsellor: Workspace) -> str:
    return record_person(counsellor, draft=draft("Fatima", "Muster"), now=NOW).person.id


def consent(workspace: Workspace, person_id: str, *categories: str, state: str = "given", now=NOW) -> str:
    return consents.record_consent(
        workspace, person_id=person_id, purpose="K-SPE", state=state, language="fa-AF",  # type: ignore[arg-type]
        text_version="release/1", recipient="Wohnhilfe Muster", categories=categories,
        interpreter="N. Rahimi", now=now,
    ).id  # fmt: skip


def test_an_assessment_with_needs_only_cannot_be_completed(counsellor: Workspace, person: str) -> None:
    begun = assessments.begin_assessment(counsellor, person_id=person, kind="initial", now=NOW)
    again = assessments.begin_assessment(counsellor, person_id=person, kind="initial", now=LATER)
    assert again.id == begun.id, "an open one is gone on with"
    rating = DomainRating("D02", "rated", need_self=4, need_pro=3, urgency="U2", has_opened_prompts=True)
    assessments.rate_domain(counsellor, assessment_id=begun.id, rating=rating, now=NOW)
    with pytest.raises(StrengthsFirst) as trouble:
        assessments.complete_assessment(counsellor, assessment_id=begun.id, now=NOW)
    assert trouble.value.facts["domains"] == "D02"
    page = assessments.open_assessment(counsellor, person_id=person, now=NOW)
    assert page.current is not None
    assert next(one for one in page.current.ratings if one.domain == "D02") == rating, (
        "it was kept all the same"
    )
    cousin = assessments.add_resource(
        counsellor, person_id=person, draft=ResourceDraft("D02", "cousin in Kalk", "social"), now=NOW
    )
    done = assessments.complete_assessment(counsellor, assessment_id=begun.id, now=LATER)
    assert done.completed_at == LATER
    with pytest.raises(AssessmentDone):
        assessments.rate_domain(counsellor, assessment_id=begun.id, rating=rating, now=LATER)
    second = assessments.begin_assessment(counsellor, person_id=person, kind="re-assessment", now=LATER)
    page = assessments.assessment_page(counsellor, person_id=person, now=LATER)
    assert (page.current, page.first and page.first.id) == (second, begun.id)
    assessments.end_resource(counsellor, resource_id=cousin.id, now=LATER)
    assert assessments.assessment_page(counsellor, person_id=person, now=LATER).resources == ()
    assessments.take_back_end(counsellor, resource_id=cousin.id, now=LATER)
    assert len(assessments.assessment_page(counsellor, person_id=person, now=LATER).resources) == 1


def test_every_act_is_one_audit_line_without_what_was_said(counsellor: Workspace, person: str) -> None:
    before = len(audit.audit_trail(counsellor))
    assessments.add_need(
        counsellor, person_id=person, draft=NeedDraft("D02", "a quiet room", level=3), now=NOW
    )
    plans.add_goal(counsellor, person_id=person, draft=GoalDraft("D02", "sleep at night"), now=NOW)
    networks.add_tie(counsellor, person_id=person, draft=TieDraft("cousin", "family"), now=NOW)
    lines = audit.audit_trail(counsellor)
    assert len(lines) == before + 3
    assert [line.action for line in lines[:3]] == ["tie.add", "goal.add", "need.add"]
    assert not any(word in str(line) for line in lines for word in ("quiet", "sleep", "cousin"))


def test_the_network_counts_what_is_drawn(counsellor: Workspace, person: str) -> None:
    cousin = networks.add_tie(
        counsellor, person_id=person, now=NOW,
        draft=TieDraft("cousin", "family", 1, is_abroad=True, speaks_german=False),
    )  # fmt: skip
    worker = TieDraft("counsellor", "professional", 2, "supportive", "to-person", speaks_german=True)
    networks.add_tie(counsellor, person_id=person, draft=worker, now=NOW)
    figures = networks.open_network(counsellor, person_id=person, now=NOW).figures
    assert (figures.size, figures.near, figures.abroad_share, figures.german_share) == (2, 1, 0.5, 0.5)
    networks.end_tie(counsellor, tie_id=cousin.id, now=NOW)
    assert networks.network_page(counsellor, person_id=person).figures.size == 1
    networks.restore_tie(counsellor, tie_id=cousin.id, now=NOW)
    assert networks.network_page(counsellor, person_id=person).figures.size == 2


def test_a_goal_in_the_persons_words_is_tied_to_a_resource_and_its_way_is_kept(
    counsellor: Workspace, person: str
) -> None:
    with pytest.raises(GoalUnnamed):
        plans.add_goal(counsellor, person_id=person, draft=GoalDraft("D02", "  "), now=NOW)
    cousin = assessments.add_resource(
        counsellor, person_id=person, draft=ResourceDraft("D02", "cousin in Kalk", "social"), now=NOW
    )
    need = assessments.add_need(
        counsellor, person_id=person, draft=NeedDraft("D02", "room", level=3), now=NOW
    )
    said = GoalDraft("D02", "Ruhiger Schlafplatz", words="جای خواب آرام", language="fa-AF",
                     is_interpreted=True, resource_ids=(cousin.id,), need_ids=(need.id,),
                     due_on="2026-12-15")  # fmt: skip
    goal = plans.add_goal(counsellor, person_id=person, draft=said, now=NOW)
    page = plans.open_plan(counsellor, person_id=person, now=NOW)
    assert (page.activation, page.coverage) == (1.0, 0.0)
    step = plans.add_measure(
        counsellor, goal_id=goal.id, now=NOW,
        draft=MeasureDraft("ask for another room", "worker", due_on="2026-11-27"),
    )  # fmt: skip
    assert plans.plan_page(counsellor, person_id=person).coverage == 1.0
    assert plans.due_measures(counsellor, until=datetime.date(2026, 11, 30)) == (step,)
    plans.change_measure(
        counsellor, measure_id=step.id, draft=MeasureDraft("ask for another room", "worker", status="done"),
        now=LATER,
    )  # fmt: skip
    assert plans.due_measures(counsellor, until=datetime.date(2027, 1, 1)) == ()
    for value in (-1, 0):
        plans.rate_goal(counsellor, goal_id=goal.id, value=value, now=LATER)
    (kept,) = plans.plan_page(counsellor, person_id=person).goals
    assert [one.value for one in kept.attainments] == [-1, 0]
    assert (kept.words, kept.language) == ("جای خواب آرام", "fa-AF")


def test_nothing_is_handed_over_without_a_consent_that_covers_it(counsellor: Workspace, person: str) -> None:
    wish = ReferralDraft("Wohnhilfe Muster", "handover", categories=("contact", "housing"))
    with pytest.raises(ReferralWithoutConsent):
        referrals.refer(counsellor, person_id=person, draft=wish, now=NOW)
    told = ReferralDraft("Wohnhilfe Muster", "information")
    assert referrals.refer(counsellor, person_id=person, draft=told, now=NOW).consent_id == ""
    consent(counsellor, person, "contact")
    with pytest.raises(CategoryNotCovered) as trouble:
        referrals.refer(counsellor, person_id=person, draft=wish, now=NOW)
    assert trouble.value.facts["categories"] == "housing"
    given = consent(counsellor, person, "contact", "housing", "needs", "resources")
    assert referrals.refer(counsellor, person_id=person, draft=wish, now=NOW).consent_id == given


def test_the_sheet_holds_only_what_consent_covers_and_a_withdrawal_stops_it(
    counsellor: Workspace, person: str
) -> None:
    for domain, text in (("D02", "quiet room"), ("D07", "diabetes")):
        assessments.add_need(counsellor, person_id=person, draft=NeedDraft(domain, text, level=3), now=NOW)
    hidden = NeedDraft("D02", "hidden", level=3, sensitivity="P4")
    assessments.add_need(counsellor, person_id=person, draft=hidden, now=NOW)
    consent(counsellor, person, "contact", "housing", "needs")
    wish = ReferralDraft("Wohnhilfe Muster", "handover", categories=("contact", "housing", "needs"))
    made = referrals.refer(counsellor, person_id=person, draft=wish, now=NOW)
    kept, sheet = referrals.hand_over(counsellor, referral_id=made.id, now=LATER)
    assert kept.handed_over_at == LATER
    assert [one.text for one in sheet.needs] == ["quiet room"], "no health, nothing from the protected part"
    assert sheet.person is not None
    assert (sheet.resources, sheet.goal, sheet.status_group, sheet.languages) == ((), None, "", ())
    assert sheet.consent_language == "fa-AF"
    consent(counsellor, person, state="withdrawn", now=LATER)
    with pytest.raises(ReferralWithoutConsent):
        referrals.hand_over(counsellor, referral_id=made.id, now=LATER)


def test_a_referral_that_failed_asks_for_the_barrier(counsellor: Workspace, person: str) -> None:
    told = ReferralDraft("Kinderarztpraxis Beispiel", "information", structure="standard")
    made = referrals.refer(counsellor, person_id=person, draft=told, now=NOW)
    with pytest.raises(BarrierAsked):
        referrals.report_back(counsellor, referral_id=made.id, result="refused", now=LATER)
    seen = BarrierDraft(
        "interpreting", "organisational", "no interpreter at the paediatrician", provider_kind="ARZT"
    )
    after = referrals.report_back(counsellor, referral_id=made.id, result="refused", barrier=seen, now=LATER)
    (barrier,) = barriers.barriers_of_case(counsellor, person_id=person)
    assert (after.barrier_id, barrier.referral_id) == (barrier.id, made.id)
    after = referrals.report_back(
        counsellor, referral_id=made.id, result="attended", first_contact_on="2026-12-01", now=LATER
    )
    assert referrals.days_to_first_contact(after) == 8
    assert referrals.structure_share(counsellor) == 1.0


def test_a_barrier_leaves_its_case_behind(counsellor: Workspace, person: str) -> None:
    with pytest.raises(BarrierUnworded):
        barriers.note_barrier(counsellor, person_id=person, draft=BarrierDraft("cost", "legal", " "), now=NOW)
    noted = barriers.note_barrier(
        counsellor,
        person_id=person,
        draft=BarrierDraft("interpreting", "organisational", "no interpreter"),
        now=NOW,
    )
    assert barriers.steering_list(counsellor) == ()
    passed = barriers.pass_on_barrier(counsellor, barrier_id=noted.id, now=LATER)
    (seen,) = barriers.steering_list(counsellor)
    case_id = outline_case(counsellor, person_id=person).case_id
    plain = msgspec.json.encode(seen).decode()
    assert not any(trace in plain for trace in (noted.id, case_id, person, counsellor.user.id, "2026-11-23"))
    assert passed.id[:8] != noted.id[:8], "the id tells no moment either"
    assert case_work_sql.barriers_of(counsellor.database, case_id) == ()
    for status in ("analysed", "steering-group", "resolved"):
        barriers.steer_barrier(counsellor, barrier_id=passed.id, status=status, now=LATER)  # type: ignore[arg-type]
    assert barriers.steering_list(counsellor)[0].status == "resolved"
    assert barriers.count_barriers(barriers.steering_list(counsellor)) == {"interpreting": 1}


def test_a_phase_says_what_is_missing_and_can_be_entered_with_a_reason(
    counsellor: Workspace, person: str
) -> None:
    page = case_work.open_case_work(counsellor, person_id=person, now=NOW)
    assert (page.file.phase, page.following) == ("CM1_CLEARING", "CM2_ASSESS")
    assert len(page.missing) == 4
    with pytest.raises(PhaseNotReady):
        case_work.enter_phase(counsellor, person_id=person, phase="CM2_ASSESS", now=NOW)
    case_work.set_case_facts(
        counsellor, person_id=person, status_group="G02", criteria=dict.fromkeys(CRITERIA, True), now=NOW
    )
    left = {one.says for one in case_work.case_work_page(counsellor, person_id=person).missing}
    assert left == {"Consent to keeping the data", "A completed interview"}
    file = case_work.enter_phase(
        counsellor, person_id=person, phase="CM2_ASSESS", override="urgent, the talk is tomorrow", now=NOW
    )
    assert (file.phase, file.phases[-1].override) == ("CM2_ASSESS", "urgent, the talk is tomorrow")
    closed = case_work.close_case(counsellor, person_id=person, because="moved", now=LATER)
    assert closed.closed_because == "moved"
    assert case_work.reopen_case(counsellor, person_id=person, now=LATER).closed_at is None


def test_a_family_of_six_with_three_legal_spheres(counsellor: Workspace, person: str) -> None:
    children = [
        record_person(counsellor, draft=draft(f"Kind {n}", "Muster"), now=NOW).person.id for n in range(4)
    ]
    spouse = record_person(counsellor, draft=draft("Karim", "Muster"), now=NOW).person.id
    case_work.join_case(
        counsellor, person_id=person, member_id=spouse, role="co-client", relation="spouse", now=NOW
    )
    for child in children:
        case_work.join_case(
            counsellor, person_id=person, member_id=child, role="child", relation="child", now=NOW
        )
    everyone = [HouseholdMember("child", child) for child in children]
    grandmother = HouseholdMember("parent", name="grandmother", whereabouts="abroad")
    parents = HouseholdMember("spouse", spouse)
    family = Household("", "", "family", (parents, *everyone, grandmother), NOW, "")
    economic = Household("", "", "economic", (HouseholdMember("spouse", spouse), *everyone[:3]), NOW, "")
    for household in (family, economic):
        case_work.keep_household(counsellor, person_id=person, household=household, now=NOW)
    for name, spheres in (
        ("Ausländerbehörde", ("AUFENTHG",)),
        ("Jobcenter", ("SGB2",)),
        ("Jugendamt", ("SGB8",)),
    ):
        actor = msgspec.structs.replace(NOBODY, name=name, spheres=spheres)
        case_work.keep_actor(counsellor, person_id=person, actor=actor, now=NOW)
    minutes = CaseConference("", "", "2026-12-01", "Who pays for the flat", NOW, "", minutes="…")
    case_work.keep_conference(counsellor, person_id=person, conference=minutes, now=NOW)
    page = case_work.case_work_page(counsellor, person_id=person)
    assert page.spheres == ("AUFENTHG", "SGB2", "SGB8")
    assert page.complexity == 3 + 3
    assert len(page.members) == 6
    assert {len(one.members) for one in page.households} == {6, 4}, "family and economic household differ"
    assert len(page.conferences) == 1
    assert outline_case(counsellor, person_id=children[0]).case_id == page.case.id
    case_work.leave_case(counsellor, person_id=person, member_id=children[0], now=LATER)
    assert outline_case(counsellor, person_id=children[0]).case_id != page.case.id
