"""What a person says is wrong stands beside the answer, on the screen and on paper, until it is settled."""

import pytest

from intake_app.records.interview_record import InterviewEvent
from intake_app.services import disputes, forms, interviews, persons
from intake_app.services.session import Workspace
from intake_app.vault.errors import RecordMissing
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import NOW


@pytest.fixture
def talk(counsellor: Workspace) -> tuple[str, str]:
    """A person with an interview in which one question is answered; return both ids."""
    forms.keep_form(counsellor, definition=read_small_form(), now=NOW)
    person = persons.record_person(counsellor, draft=draft("Anna"), now=NOW)
    begun = interviews.begin_interview(
        counsellor, case_id=person.case.id, form_id=SMALL_FORM, language="", client_language="", now=NOW
    )
    begun.interview.answer("/data/age", "34")
    interviews.keep_event(
        counsellor, interview_id=begun.record.id, event=InterviewEvent("answer", "/data/age", "34"),
        state=begun.interview.state(), answered=1, asked=4, language="", client_language="", now=NOW,
    )  # fmt: skip
    return person.person.id, begun.record.id


def beside(workspace: Workspace, interview_id: str) -> str:
    reading = interviews.read_interview(workspace, interview_id=interview_id, now=NOW)
    return next(line.disputed for line in reading.lines if line.ref == "/data/age")


def test_the_note_stands_beside_the_answer_until_it_is_corrected(
    counsellor: Workspace, talk: tuple[str, str]
) -> None:
    person, interview = talk
    raised = disputes.raise_dispute(
        counsellor, person_id=person, of=f"interview:{interview}", ref="/data/age", says="Ich bin 43.",
        language="de", now=NOW,
    )  # fmt: skip
    assert beside(counsellor, interview) == "Ich bin 43."
    disputes.settle_dispute(
        counsellor, dispute_id=raised.id, state="disputed", outcome="Pass sagt 34", now=NOW
    )
    assert beside(counsellor, interview) == "Ich bin 43.", "neither can prove it: the note stays"
    disputes.settle_dispute(
        counsellor, dispute_id=raised.id, state="corrected", outcome="neuer Pass", now=NOW
    )
    assert beside(counsellor, interview) == ""
    (kept,) = disputes.disputes_of(counsellor, person_id=person)
    assert (kept.state, kept.outcome, kept.settled_by) == ("corrected", "neuer Pass", counsellor.user.id)


def test_a_dispute_needs_words_and_the_persons_own_record(
    counsellor: Workspace, talk: tuple[str, str]
) -> None:
    person, interview = talk
    other = persons.record_person(counsellor, draft=draft("Berta"), now=NOW).person.id
    with pytest.raises(disputes.DisputeUnworded):
        disputes.raise_dispute(counsellor, person_id=person, says="  ", now=NOW)
    with pytest.raises(RecordMissing):
        disputes.raise_dispute(
            counsellor, person_id=other, of=f"interview:{interview}", says="nicht ich", now=NOW
        )
    raised = disputes.raise_dispute(counsellor, person_id=person, says="Der Name ist falsch", now=NOW)
    assert raised.of == f"person:{person}"
    with pytest.raises(disputes.DisputeUnworded):
        disputes.settle_dispute(counsellor, dispute_id=raised.id, state="withdrawn", outcome="", now=NOW)
