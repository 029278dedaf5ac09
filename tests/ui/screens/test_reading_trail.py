"""Reading back: each answer says how it reached the person, and who interpreted stands above them all."""

import msgspec

from intake_app.interview.respondent import Respondent
from intake_app.records.interview_record import AnswerLine, InterviewEvent
from intake_app.services import forms, interpreters, interviews, persons
from intake_app.services.interpreters import InterpreterChoice, InterviewNow, assign
from tests.ui.house import House
from tests.ui.screens.interview_room import seen_texts
from ui.parts.bilingual import BilingualLine
from ui.screens.reading import ReadingScreen
from ui.screens.review import ReviewScreen
from ui.trail import interpreting_chips, trail_marks

GERMAN, DARI = "Deutsch (de)", "دری (fa-AF)"


def hold(house: House) -> str:
    """Hold an interview that was interpreted by phone, without an undertaking; nobody confirms."""
    workspace, now, person_id = house.window.workspace, house.window.now(), house.person("Amini")
    assert workspace is not None

    def held() -> str:
        case = persons.open_person(workspace, person_id=person_id, now=now).case
        form = forms.installed_forms(workspace)[0]
        begun = interviews.begin_interview(
            workspace, case_id=case.id, form_id=form.form_id, language=GERMAN, client_language=DARI, now=now
        )
        talk, interview_id = begun.interview, begun.record.id
        choice = InterpreterChoice(name="N. Rahimi", language="fa-AF", mode="phone", acceptance="accepted")
        begins = assign(choice, interview_id=interview_id, by=workspace.user.id, now=now)
        talk.interpreter = begins.id
        Respondent(1).fill(talk, now)
        interpreters.change_interpreter(
            workspace, interview_id=interview_id, begins=begins,
            event=InterviewEvent("interpreter", value=begins.id),
            kept=InterviewNow(talk.state(), *talk.progress(), GERMAN, DARI), now=now,
        )  # fmt: skip
        interviews.complete_interview(workspace, interview_id=interview_id, state=talk.state(), now=now,
                                      accepts_open=True)  # fmt: skip
        return interview_id

    return house.call(held)


def test_every_answer_says_how_it_reached_the_person(house: House) -> None:
    page = house.open("reading", ReadingScreen, interview_id=hold(house))
    assert page.reading is not None
    answers = [line for line in page.reading.lines if line.kind == "question" and line.language]
    spoken = [line.accessibleName() for line in page.findChildren(BilingualLine)]
    assert answers
    assert sum("N. Rahimi" in words and "by phone" in words for words in spoken) == len(answers)
    assert any("asked in Dari" in words for words in spoken)
    texts = " ".join(seen_texts(page.interpreters))
    assert "No secrecy undertaking on file" in texts
    assert "Not confirmed by the interpreter" in texts
    assert "The client accepted the interpreter." in texts


def test_a_corrected_answer_says_in_which_language_it_was_given_first(house: House) -> None:
    page = house.open("reading", ReadingScreen, interview_id=hold(house))
    reading = page.reading
    assert reading is not None
    line: AnswerLine = next(line for line in reading.lines if line.kind == "question" and line.language)
    corrected = msgspec.structs.replace(line, language=GERMAN, first_language=DARI)
    marks = [text for _icon, text, _tone in trail_marks(corrected, reading)]
    assert "asked in German, corrected; first in Dari" in marks


def test_the_reviewer_reads_what_is_missing(house: House) -> None:
    interview_id = hold(house)
    house.change_to("supervisor")
    page = house.open("review", ReviewScreen)
    page.choose(interview_id)
    house.settle()
    texts = seen_texts(page)
    assert "Dari, by phone" in texts
    assert "Not confirmed by the interpreter" in texts
    assert "No secrecy undertaking on file" in texts


def test_a_talk_without_an_interpreter_has_no_chips(house: House) -> None:
    page = house.open("reading", ReadingScreen, interview_id=house.hold_interview("Amini"))
    assert page.reading is not None
    assert interpreting_chips(page.reading) == []
    assert page.interpreters.isHidden()
