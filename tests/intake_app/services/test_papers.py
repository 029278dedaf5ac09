"""Papers hold what was agreed, what a consent covers and who saw what; and they are noted when they leave."""

import datetime

import msgspec
import pytest

from intake_app.records.assessment import DomainRating
from intake_app.records.papers import ClientCopy, ConsentForm, Handover, ServicePlan, TransparencySheet
from intake_app.services import assessments, audit, consents, networks, papers, plans, referrals
from intake_app.services.assessments import ResourceDraft
from intake_app.services.documents import make_paper
from intake_app.services.networks import TieDraft
from intake_app.services.persons import record_person
from intake_app.services.plans import GoalDraft, MeasureDraft
from intake_app.services.referrals import ReferralDraft, ReferralWithoutConsent
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.services.test_status import seek_asylum
from tests.intake_app.vault.sample import NOW

COVERED = ("goal", "resources", "work")
LATER = NOW + datetime.timedelta(days=3)


@pytest.fixture
def person(counsellor: Workspace) -> str:
    """A person with a strength, a goal with two steps, ties, and a referral with consent."""
    person_id = record_person(counsellor, draft=draft("Fatima", "Muster", "فاطمة"), now=NOW).person.id
    begun = assessments.begin_assessment(counsellor, person_id=person_id, kind="initial", now=NOW)
    for domain, values in (("D04", (3, 2, 3, 3)), ("D06", (4, 4, 1, 2)), ("D08", (1, 1, 4, 4))):
        rating = DomainRating(domain, "rated", *values, has_opened_prompts=True)
        assessments.rate_domain(counsellor, assessment_id=begun.id, rating=rating, now=NOW)
    strength = assessments.add_resource(
        counsellor, person_id=person_id, draft=ResourceDraft("D06", "Schneiderin, 8 Jahre"), now=NOW
    )
    assessments.add_resource(
        counsellor, person_id=person_id, draft=ResourceDraft("D08", "geheim", sensitivity="P4"), now=NOW
    )
    networks.add_tie(counsellor, person_id=person_id, draft=TieDraft("Cousine", "family", 1), now=NOW)
    networks.add_tie(
        counsellor, person_id=person_id, draft=TieDraft("verborgen", "friends", sensitivity="P4"), now=NOW
    )
    goal = plans.add_goal(
        counsellor, person_id=person_id, now=NOW,
        draft=GoalDraft("D04", "Deutsch bis B1", words="أتعلم الألمانية", language="ar", due_on="2027-06",
                        review_on="2027-01-15", resource_ids=(strength.id,)),
    )  # fmt: skip
    for text, due, status in (("Anmelden", "2026-12-01", "open"), ("Fahrkarte", "2026-12", "dropped")):
        plans.add_measure(
            counsellor, goal_id=goal.id, draft=MeasureDraft(text, due_on=due, status=status), now=NOW
        )  # type: ignore[arg-type]
    consents.record_consent(
        counsellor, person_id=person_id, purpose="K-SPE", state="given", language="ar",
        text_version="K-SPE/1", recipient="Jobcenter Muster", categories=COVERED, now=NOW,
    )  # fmt: skip
    referrals.refer(
        counsellor, person_id=person_id, now=NOW,
        draft=ReferralDraft("Jobcenter Muster", "handover", goal_id=goal.id, categories=COVERED),
    )  # fmt: skip
    return person_id


def choice(workspace: Workspace, person_id: str, kind: str) -> papers.PaperChoice:
    page = papers.papers_page(workspace, person_id=person_id)
    return next(one for one in page.choices if one.kind == kind)


def test_the_client_copy_says_what_was_agreed_and_nothing_else(counsellor: Workspace, person: str) -> None:
    paper = papers.gather_paper(counsellor, person_id=person, kind="copy", language="ar", now=NOW)
    assert isinstance(paper, ClientCopy)
    assert paper.head.languages == ("ar", "de"), "the person's own first"
    (goal,) = paper.goals
    assert goal.text == {"de": "Deutsch bis B1", "ar": "أتعلم الألمانية"}
    assert [step.text["de"] for step in goal.steps] == ["Anmelden"], "what was dropped is not agreed"
    assert goal.resources == ({"de": "Schneiderin, 8 Jahre"},)
    assert [(one.on, one.kind) for one in paper.dates] == [
        ("2026-12-01", "step"), ("2027-01-15", "review"), ("2027-06", "goal"),
    ]  # fmt: skip
    assert [one.name for one in paper.contacts][1:] == ["Jobcenter Muster"]
    made = make_paper(paper)
    assert made.pdf == make_paper(paper).pdf, "the same content gives the same bytes"
    assert made.name == f"{paper.head.case_number}-copy-ar-de-{NOW.astimezone():%Y-%m-%d}.pdf"


def test_the_plan_has_both_pictures_without_what_is_protected(counsellor: Workspace, person: str) -> None:
    paper = papers.gather_paper(counsellor, person_id=person, kind="plan", language="ar", now=NOW)
    assert isinstance(paper, ServicePlan)
    assert paper.radar is not None
    assert paper.eco_map is not None
    said = str(paper)
    assert "Cousine" in said
    assert "verborgen" not in said
    assert "geheim" not in said
    assert len(paper.ratings) == 2, "the soul's health is on no paper"
    assert make_paper(paper).pages


def test_the_plan_has_the_status_over_time_where_one_is_recorded(counsellor: Workspace, person: str) -> None:
    without = papers.gather_paper(counsellor, person_id=person, kind="plan", language="ar", now=NOW)
    assert isinstance(without, ServicePlan)
    assert without.timeline is None
    asylum = seek_asylum(counsellor)
    paper = papers.gather_paper(counsellor, person_id=asylum, kind="plan", language="ar", now=NOW)
    assert isinstance(paper, ServicePlan)
    assert paper.timeline is not None
    assert len(make_paper(paper).pdf) > len(make_paper(msgspec.structs.replace(paper, timeline=None)).pdf)


def test_a_handover_holds_what_the_consent_covers(counsellor: Workspace, person: str) -> None:
    about = choice(counsellor, person, "handover").about
    paper = papers.gather_paper(
        counsellor, person_id=person, kind="handover", language="ar", about=about, now=NOW
    )
    assert isinstance(paper, Handover)
    assert paper.head.person == "", "the name is a category of its own"
    assert paper.needs == ()
    assert paper.goal is not None
    assert [item.text["de"] for item in paper.resources] == ["Schneiderin, 8 Jahre"]
    assert "Muster, Fatima" not in "".join(make_paper(paper).pages)


def test_a_withdrawn_consent_stops_the_paper_and_its_leaving(counsellor: Workspace, person: str) -> None:
    about = choice(counsellor, person, "handover").about
    consents.withdraw_consent(
        counsellor, person_id=person, purpose="K-SPE", recipient="Jobcenter Muster", now=LATER
    )
    with pytest.raises(ReferralWithoutConsent):
        papers.gather_paper(
            counsellor, person_id=person, kind="handover", language="ar", about=about, now=LATER
        )
    with pytest.raises(ReferralWithoutConsent):
        papers.note_paper(counsellor, person_id=person, kind="handover", about=about, now=LATER)


def test_who_received_and_saw_what_is_on_the_transparency_sheet(counsellor: Workspace, person: str) -> None:
    about = choice(counsellor, person, "handover").about
    papers.note_paper(counsellor, person_id=person, kind="handover", about=about, now=LATER)
    papers.note_paper(counsellor, person_id=person, kind="copy", now=LATER)
    newest = audit.audit_trail(counsellor, limit=2)
    assert [(one.action, one.detail) for one in newest] == [
        ("paper.make", "copy"), ("referral.hand-over", "goal resources work"),
    ]  # fmt: skip
    sheet = papers.gather_paper(counsellor, person_id=person, kind="transparency", language="ar", now=LATER)
    assert isinstance(sheet, TransparencySheet)
    (line,) = sheet.passed_on
    assert (line.to, line.categories) == ("Jobcenter Muster", COVERED)
    seen = {(one.what, one.who) for one in sheet.seen}
    assert ("strengths and needs worked on", counsellor.user.name) in seen
    assert ("a paper made", counsellor.user.name) in seen
    assert sheet.consents[0][:2] == ("K-SPE", "given")
    assert make_paper(sheet).pages


def test_an_unreviewed_consent_text_is_withheld(counsellor: Workspace, person: str) -> None:
    about = choice(counsellor, person, "consent").about
    paper = papers.gather_paper(
        counsellor, person_id=person, kind="consent", language="ar", about=about, now=NOW
    )
    assert isinstance(paper, ConsentForm)
    assert [(text.asked, text.language, text.is_withheld) for text in paper.texts] == [
        ("ar", "de", True), ("de", "de", False),
    ]  # fmt: skip
    assert paper.decided == "given"
    open_one = papers.consent_to_sign(
        counsellor,
        person_id=person,
        recipient="Jobcenter Muster",
        categories=("goal",),
        language="ar",
        now=NOW,
    )
    assert open_one.decided == ""
    assert make_paper(open_one).pages


def test_the_checklist_is_there_in_the_persons_language(counsellor: Workspace, person: str) -> None:
    made = make_paper(
        papers.gather_paper(counsellor, person_id=person, kind="checklist", language="ti", now=NOW)
    )
    assert made.name.endswith(".pdf")
    assert made.pages
