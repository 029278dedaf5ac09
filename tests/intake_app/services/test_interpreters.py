"""Interpreters of an agency, and who interprets in a talk: brought in, refused, changed, gone, confirmed."""

import datetime
import hashlib

import msgspec
import pytest

from intake_app.records.interpreter import InterpreterAssignment
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import audit, interpreters, interviews
from intake_app.services import workspace as service
from intake_app.services.errors import InterviewClosed, NameMissing
from intake_app.services.interpreters import InterpreterChoice, InterpreterDraft, InterviewNow
from intake_app.services.interviews import OpenInterview
from intake_app.services.session import Workspace
from intake_app.vault.errors import RecordMissing
from tests.intake_app.services.test_interviews import ARABIC, ENGLISH, answer, begin, complete
from tests.intake_app.vault.sample import NOW, Sample

LATER = NOW + datetime.timedelta(minutes=20)
CHOICE = InterpreterChoice(name="N. Rahimi", language="ar", mode="on-site", secrecy_on="2026-03-01")


def now_of(opened: OpenInterview) -> InterviewNow:
    answered, asked = opened.interview.progress()
    return InterviewNow(opened.interview.state(), answered, asked, ENGLISH, ARABIC)


def bring(
    workspace: Workspace,
    opened: OpenInterview,
    choice: InterpreterChoice | None,
    now: datetime.datetime = NOW,
) -> InterpreterAssignment | None:
    """Do what the room does: the interview first, then assignment, event and state together."""
    interview_id = opened.record.id
    begins = choice and interpreters.assign(choice, interview_id=interview_id, by=workspace.user.id, now=now)
    if begins is None or begins.ended_at is None:
        opened.interview.interpreter = begins.id if begins else ""
    event = InterviewEvent("interpreter", value=begins.id if begins else "")
    interpreters.change_interpreter(
        workspace, interview_id=interview_id, begins=begins, event=event, kept=now_of(opened), now=now
    )
    return begins


def attest(workspace: Workspace, opened: OpenInterview, who: InterpreterAssignment, name: str) -> None:
    signed = msgspec.structs.replace(who, attested_as=name, attested_in="ar")
    event = InterviewEvent("attest", value=who.id, interpreter=who.id)
    interpreters.attest_interpreting(
        workspace, assignment=signed, event=event, kept=now_of(opened), now=LATER
    )


def test_the_list_is_added_to_changed_and_keeps_who_was_removed(counsellor: Workspace) -> None:
    draft = InterpreterDraft(name="  Nilofar   Rahimi ", languages=("fa-AF", "ps", "fa-AF"))
    one = interpreters.add_interpreter(counsellor, draft=draft, now=NOW)
    other = interpreters.add_interpreter(counsellor, draft=InterpreterDraft(name="Adam"), now=NOW)
    assert (one.name, one.languages, one.secrecy_on) == ("Nilofar Rahimi", ("fa-AF", "ps"), "")
    assert interpreters.interpreters(counsellor) == (other, one)

    bound = InterpreterDraft(name="Nilofar Rahimi", languages=("fa-AF",), qualification="sworn",
                             secrecy_on="2026-05-04")  # fmt: skip
    changed = interpreters.change_interpreter_entry(counsellor, interpreter_id=one.id, draft=bound, now=LATER)
    assert (changed.secrecy_on, changed.qualification) == ("2026-05-04", "sworn")
    assert changed.created_at == NOW
    interpreters.remove_interpreter(counsellor, interpreter_id=other.id, now=LATER)
    assert interpreters.interpreters(counsellor) == (changed,)
    still_gone = interpreters.change_interpreter_entry(
        counsellor, interpreter_id=other.id, draft=InterpreterDraft(name="Adam"), now=LATER
    )
    assert still_gone.removed_at == LATER
    actions = {line.action for line in audit.audit_trail(counsellor)}
    assert {"interpreter.add", "interpreter.change", "interpreter.remove"} <= actions


def test_nobody_without_a_name_is_put_on_the_list(counsellor: Workspace) -> None:
    with pytest.raises(NameMissing):
        interpreters.add_interpreter(counsellor, draft=InterpreterDraft(name="  "), now=NOW)
    with pytest.raises(RecordMissing):
        interpreters.remove_interpreter(counsellor, interpreter_id="nobody", now=NOW)


def test_answers_know_who_interpreted_also_after_a_break(sample: Sample) -> None:
    workspace = sample.unlock()
    opened = begin(workspace)
    answer(workspace, opened, "/data/store", "yes")
    first = bring(workspace, opened, CHOICE)
    assert first is not None
    answer(workspace, opened, "/data/age", "12")
    service.lock_workspace(workspace, now=NOW)

    workspace = sample.unlock()
    resumed = interviews.resume_interview(workspace, interview_id=opened.record.id, now=LATER)
    assert resumed.interview.interpreter == first.id
    known = interpreters.assignments(workspace, interview_id=opened.record.id)
    assert known == (first,)
    assert interpreters.active(known) == first
    reading = interviews.read_interview(workspace, interview_id=opened.record.id, now=LATER)
    assert {line.ref: line.interpreter for line in reading.lines} == {
        "/data/store": "", "/data/age": first.id,
    }  # fmt: skip
    assert reading.interpreters == (first,)
    workspace.vault.close()


def test_another_one_takes_over_in_one_step_and_may_leave(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    bring(counsellor, opened, CHOICE)
    second = bring(counsellor, opened, msgspec.structs.replace(CHOICE, name="B.", mode="phone"), LATER)
    known = interpreters.assignments(counsellor, interview_id=opened.record.id)
    assert [(one.name, one.ended_at) for one in known] == [("N. Rahimi", LATER), ("B.", None)]
    assert opened.interview.interpreter == second.id if second else ""
    bring(counsellor, opened, None, LATER)
    known = interpreters.assignments(counsellor, interview_id=opened.record.id)
    assert interpreters.active(known) is None
    assert opened.interview.interpreter == ""


def test_a_refusal_is_kept_without_a_reason_and_ends_nobody(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    first = bring(counsellor, opened, CHOICE)
    refused = bring(
        counsellor, opened, msgspec.structs.replace(CHOICE, name="C.", acceptance="refused"), LATER
    )
    assert first is not None
    assert refused is not None
    assert refused.ended_at == refused.begun_at
    assert refused.reason == ""
    known = interpreters.assignments(counsellor, interview_id=opened.record.id)
    assert interpreters.active(known) == first
    assert opened.interview.interpreter == first.id


def test_a_relative_is_never_one_of_the_list_and_the_reason_stays() -> None:
    choice = InterpreterChoice(name="Cousin", language="ar", mode="relative-emergency", interpreter_id="x",
                               reason=" ambulance ")  # fmt: skip
    made = interpreters.assign(choice, interview_id="i", by="u", now=NOW)
    assert (made.interpreter_id, made.reason) == ("", "ambulance")


def test_confirming_keeps_the_digest_of_what_was_confirmed(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    first = bring(counsellor, opened, CHOICE)
    assert first is not None
    with pytest.raises(NameMissing):
        attest(counsellor, opened, first, " ")
    answer(counsellor, opened, "/data/store", "yes")
    attest(counsellor, opened, first, "N. R.")
    (kept,) = interpreters.assignments(counsellor, interview_id=opened.record.id)
    assert (kept.attested_at, kept.attested_as, kept.attested_in) == (LATER, "N. R.", "ar")
    assert any(line.action == "interview.attest" for line in audit.audit_trail(counsellor))
    assert kept.attested_digest == hashlib.sha256(opened.interview.state()).hexdigest()


def test_completing_ends_the_interpreter_and_closes_the_door(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    first = bring(counsellor, opened, CHOICE)
    assert first is not None
    answer(counsellor, opened, "/data/store", "yes")
    answer(counsellor, opened, "/data/age", "40")
    complete(counsellor, opened)
    (kept,) = interpreters.assignments(counsellor, interview_id=opened.record.id)
    assert kept.ended_at == NOW
    assert kept.attested_at is None
    with pytest.raises(InterviewClosed):
        bring(counsellor, opened, CHOICE)
    with pytest.raises(InterviewClosed):
        attest(counsellor, opened, first, "N. R.")


def test_answers_changed_after_she_confirmed_are_told(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    first = bring(counsellor, opened, CHOICE)
    assert first is not None
    answer(counsellor, opened, "/data/store", "yes")
    attest(counsellor, opened, first, "N. R.")

    def changed() -> tuple[str, ...]:
        return interviews.read_interview(counsellor, interview_id=opened.record.id, now=LATER).changed_since

    assert changed() == ()
    answer(counsellor, opened, "/data/age", "12", now=LATER)
    assert changed() == (first.id,)
    attest(counsellor, opened, first, "N. R.")
    assert changed() == ()
