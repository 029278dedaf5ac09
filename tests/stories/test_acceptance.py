"""What a practitioner would check first: a test for each point of that list that can be played.

The rest of the list (deadlines after a recognition, the date and source of law texts, statistics that hide
small cells) comes with the parts of the program it is about.
"""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from intake_app.forms import read_form
from intake_app.forms.definition import FormDefinition
from intake_app.interview import Interview
from intake_app.places import resources
from intake_app.records.interview_record import InterviewEvent
from intake_app.records.person import PersonDraft, PersonName
from intake_app.services import (
    assessments,
    barriers,
    batches,
    case_work,
    consents,
    documents,
    interviews,
    papers,
    persons,
    plans,
    reviews,
    special_needs,
)
from intake_app.services.assessments import NeedDraft, ResourceDraft, StrengthsFirst
from intake_app.services.barriers import BarrierDraft
from intake_app.services.plans import GoalDraft, MeasureDraft
from tests.intake_app.sync.sender import need_tools
from tests.stories.paper_text import text_of
from tests.stories.small_form import ARABIC, FORM_ID, GERMAN
from tests.stories.test_case_management import MONDAY, consent, opened, record_family, talk
from tests.stories.window import Centre, Desk
from ui.screens.steering import SteeringScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen

DARI = "دری (fa-AF)"


@pytest.fixture(scope="module")
def own_form() -> FormDefinition:
    """Return the arrival interview that comes with the program."""
    reading = read_form(resources() / "forms" / "arrival-intake")
    assert reading.definition is not None, reading.findings
    return reading.definition


@pytest.fixture
def arrival(own_form: FormDefinition) -> Interview:
    return Interview.begin(own_form, language=GERMAN, now=MONDAY, user="Sample", device="sample")


def ref(interview: Interview, name: str) -> str:
    return next(view.ref for view in interview.nodes() if view.definition.name == name)


def asked(interview: Interview) -> set[str]:
    """Return the names of what is asked now."""
    return {view.definition.name for view in interview.nodes() if view.relevant}


def test_1_an_interview_without_papers_name_parts_or_date_of_birth_never_gets_stuck(centre: Centre) -> None:
    with opened(centre) as office:
        draft = PersonDraft(names=(PersonName(full_original="مریم"),), is_sample=True)
        person = persons.record_person(office, draft=draft, now=MONDAY)
        assert person.person.display == "مریم", "one name in one script is enough"
        begun = interviews.begin_interview(
            office,
            case_id=person.case.id,
            form_id=FORM_ID,
            language=GERMAN,
            client_language=ARABIC,
            now=MONDAY,
        )
        for question in [one for page in begun.interview.pages() for one in page.questions]:
            begun.interview.decline(question, "declined")
        assert begun.interview.finish(MONDAY) == (), "every question takes no for an answer"
        done = interviews.complete_interview(
            office, interview_id=begun.record.id, state=begun.interview.state(), now=MONDAY
        )
        assert done.status == "completed"


def test_2_switching_between_dari_arabic_and_german_in_the_middle_loses_nothing(arrival: Interview) -> None:
    arrival.answer(ref(arrival, "consent_store"), "yes")
    arrival.answer(ref(arrival, "name_given"), "مریم")
    arrival.decline(ref(arrival, "name_family"), "declined")
    arrival.note(ref(arrival, "name_given"), "spells it herself")

    def told() -> list[tuple[str, str | None, str, str]]:
        return [(view.ref, view.value, view.non_answer, view.note) for view in arrival.nodes()]

    before, place = told(), ref(arrival, "name_given")
    seen = set()
    for language in (DARI, ARABIC, GERMAN, DARI):
        arrival.set_language(language)
        arrival.set_client_language(language)
        assert told() == before
        seen.add(arrival.label(place))
        again = Interview.resume(arrival.form, arrival.state(), now=MONDAY, user="Sample", device="sample")
        assert again.value(place) == "مریم"
    assert len(seen) == 3, "the question itself is another in each"


def test_3_strengths_come_first_and_appear_in_the_plan(centre: Centre) -> None:
    with opened(centre) as office:
        mother, _father, _children = record_family(office)
        begun = assessments.begin_assessment(office, person_id=mother, kind="initial", now=MONDAY)
        rating = assessments.DomainRating("D02", "rated", need_self=3, need_pro=3, urgency="U1",
                                          has_opened_prompts=True)  # fmt: skip
        assessments.rate_domain(office, assessment_id=begun.id, rating=rating, now=MONDAY)
        assessments.add_need(office, person_id=mother, draft=NeedDraft("D02", "a flat", level=3), now=MONDAY)
        with pytest.raises(StrengthsFirst):
            assessments.complete_assessment(office, assessment_id=begun.id, now=MONDAY)
        carries = assessments.add_resource(
            office, person_id=mother, draft=ResourceDraft("D02", "cousin with a van", "social"), now=MONDAY
        )
        assessments.complete_assessment(office, assessment_id=begun.id, now=MONDAY)
        goal = GoalDraft("D02", "Eine Wohnung", resource_ids=(carries.id,))
        plans.add_goal(office, person_id=mother, draft=goal, now=MONDAY)
        page = plans.open_plan(office, person_id=mother, now=MONDAY)
        assert page.activation == 1.0
        named = {one.id: one.text for one in page.resources}
        assert [named[one] for one in page.goals[0].resource_ids] == ["cousin with a van"]


def test_4_an_eu_citizen_is_asked_nothing_about_asylum(arrival: Interview) -> None:
    of_asylum = {"asylum_applied", "asylum_hearing", "asylum_advice"}
    arrival.answer(ref(arrival, "consent_store"), "yes")
    arrival.answer(ref(arrival, "status_group"), "g15")
    assert not of_asylum & asked(arrival)
    arrival.answer(ref(arrival, "status_group"), "g02")
    assert of_asylum <= asked(arrival)
    arrival.answer(ref(arrival, "asylum_applied"), "yes")
    arrival.answer(ref(arrival, "asylum_date"), "2026-11-02")
    assert arrival.value(ref(arrival, "special_needs_due")) == "02.12.2026"


def test_4_an_asylum_applicant_gets_the_thirty_day_date_and_an_eu_citizen_none(centre: Centre) -> None:
    with opened(centre) as office:
        mother, _father, _children = record_family(office)
        for group, applied, day in (("G02", "2026-11-02", datetime.date(2026, 12, 2)), ("G15", "", None)):
            case_work.set_case_facts(
                office, person_id=mother, status_group=group, application_on=applied, now=MONDAY
            )
            due = special_needs.special_needs_page(office, person_id=mother).deadline
            assert (due.due_on if due else None) == day


def test_7_a_withdrawn_consent_blocks_the_next_batch(centre: Centre) -> None:
    with opened(centre) as office:
        mother, _father, _children = record_family(office)
        talk(office, mother)
        consent(office, mother, "K-TRANS")
    with opened(centre, "supervisor") as office:
        (waiting,) = reviews.review_queue(office)
        reviews.approve_interview(office, interview_id=waiting.record.id, now=MONDAY)
        assert len(batches.preview_batch(office, now=MONDAY).ready) == 1
        later = MONDAY + datetime.timedelta(hours=1)
        consents.withdraw_consent(office, person_id=mother, purpose="K-TRANS", now=later)
        preview = batches.preview_batch(office, now=MONDAY)
        assert preview.ready == ()
        assert [one.reason for one in preview.held_back] == ["Consent to the transfer was withdrawn."]


def test_7_the_consent_sheet_exists_in_the_persons_language(centre: Centre) -> None:
    need_tools("pdftotext")
    with opened(centre) as office:
        mother, _father, _children = record_family(office)
        sheet = papers.consent_to_sign(
            office, person_id=mother, recipient="Wohnhilfe Muster", categories=("contact", "housing"),
            language="fa-AF", now=MONDAY,
        )  # fmt: skip
    said = text_of(documents.make_paper(sheet).pdf)
    assert "Wohnhilfe Muster" in said
    assert said.count("Wohnhilfe Muster") > 1, "in both languages"


def test_8_a_barrier_i_observed_appears_without_anybody_in_the_coordinators_list(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    with opened(centre) as office:
        mother, _father, _children = record_family(office)
        seen = BarrierDraft("interpreting", "organisational", "no interpreter at the paediatrician")
        noted = barriers.note_barrier(office, person_id=mother, draft=seen, now=MONDAY)
        barriers.pass_on_barrier(office, barrier_id=noted.id, now=MONDAY)
    here = desk(centre)
    here.enter("supervisor")
    here.window.go("steering")
    page = here.driver.page(SteeringScreen)
    said = " ".join(one.text() for one in page.findChildren(QLabel))
    assert "no interpreter at the paediatrician" in said
    assert not any(trace in said for trace in ("Maryam", "Beispiel", "Karim", "K-"))


def test_9_the_person_goes_home_with_a_sheet_in_their_own_language(centre: Centre) -> None:
    need_tools("pdftotext")
    with opened(centre) as office:
        mother, _father, _children = record_family(office)
        goal = GoalDraft("D02", "Wohnung für sechs", words="خانه برای شش نفر", language="fa-AF",
                         without_resource="noch keine sichtbar")  # fmt: skip
        kept = plans.add_goal(office, person_id=mother, draft=goal, now=MONDAY)
        step = MeasureDraft("Vermieter fragen", "client", due_on="2026-12-15")
        plans.add_measure(office, goal_id=kept.id, draft=step, now=MONDAY)
        paper = papers.gather_paper(office, person_id=mother, kind="copy", language="fa-AF", now=MONDAY)
    said = text_of(documents.make_paper(paper).pdf)
    for wanted in ("Wohnung für sechs", "خانه", "Vermieter fragen"):
        assert wanted in said


def test_11_power_off_in_the_middle_leaves_a_draft_and_a_file_nobody_can_read(
    centre: Centre, tmp_path: Path
) -> None:
    secret = "Umm Yusuf sample"
    with opened(centre) as office:
        begun = interviews.resume_interview(office, interview_id=centre.interview_id, now=MONDAY)
        place = ref(begun.interview, "called")
        begun.interview.answer(place, secret)
        interviews.keep_event(
            office, interview_id=centre.interview_id, event=InterviewEvent(kind="answer", ref=place),
            state=begun.interview.state(), answered=1, asked=9, language=GERMAN, client_language=ARABIC,
            now=MONDAY,
        )  # fmt: skip
        left = tmp_path / "after the power cut"
        shutil.copytree(centre.folder, left)  # as the disk stands at this moment, nothing closed
    for file in left.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert secret.encode() not in data
            assert b"Fatima" not in data
    for lock in left.rglob("*.lock"):
        lock.unlink()
    with opened(Centre(left, centre.users, centre.interview_id)) as office:
        (draft,) = interviews.drafts(office)
        again = interviews.resume_interview(office, interview_id=draft.record.id, now=MONDAY)
        assert again.interview.value(place) == secret


def test_6_the_interpreter_sees_no_history(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    here = desk(centre)
    here.enter()
    room = here.continue_draft()
    store, transfer = room.page_refs()
    room.box(store).set_answer("yes")
    room.box(transfer).set_answer("no")
    room.next_page()
    name = next(one for one in room.page_refs() if one.endswith("/called"))
    room.box(name).field.enter("Umm Yusuf")
    room.box(name).flush()
    room.next_page()
    room.previous_page()
    here.driver.settle()
    assert "Umm Yusuf" in seen_in(room)
    here.window.activateWindow()
    here.driver.wait(lambda: QApplication.activeWindow() is here.window, "coming to the front")
    QTest.keyClick(here.window.focusWidget() or room, Qt.Key.Key_F12)
    here.driver.rest()
    seen = seen_in(here.window)
    assert "Umm Yusuf" not in seen
    assert "Fatima" not in seen
    assert "K-" not in seen


def seen_in(widget: QWidget) -> str:
    """Return every text that can be read on the screen now."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    lines = [one.text() for one in widget.findChildren(QLineEdit) if one.isVisible()]
    areas = [one.toPlainText() for one in widget.findChildren(QPlainTextEdit) if one.isVisible()]
    return " ".join([*labels, *lines, *areas])
