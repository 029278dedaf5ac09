"""An interview's life: begun, answered, resumed, completed, returned, approved; and its consents."""

import datetime

import msgspec
import pytest

from intake_app.errors import NotAllowed
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import audit, consents, forms, interviews, persons, reviews
from intake_app.services import workspace as service
from intake_app.services.errors import (
    FormMissing,
    FormVersionTaken,
    InterviewClosed,
    InterviewIncomplete,
    NotInReview,
    OwnInterview,
    RemarkMissing,
)
from intake_app.services.interviews import OpenInterview
from intake_app.services.session import Workspace
from intake_app.vault.errors import AuditBroken, RecordMissing
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import NOW, Sample

ENGLISH, ARABIC = "English (en)", "العربية (ar)"


def begin(workspace: Workspace) -> OpenInterview:
    forms.keep_form(workspace, definition=read_small_form(), now=NOW)
    person = persons.record_person(workspace, draft=draft("Anna", original="آنا"), now=NOW)
    return interviews.begin_interview(
        workspace,
        case_id=person.case.id,
        form_id=SMALL_FORM,
        language=ENGLISH,
        client_language=ARABIC,
        now=NOW,
    )


def answer(workspace: Workspace, opened: OpenInterview, ref: str, value: str, **facts) -> None:
    opened.interview.answer(ref, value)
    keep(workspace, opened, InterviewEvent("answer", ref, value, ARABIC), **facts)


def keep(workspace: Workspace, opened: OpenInterview, event: InterviewEvent, **facts) -> None:
    answered, asked = opened.interview.progress()
    saved_at = interviews.keep_event(
        workspace, interview_id=opened.record.id, event=event, state=opened.interview.state(),
        answered=answered, asked=asked, language=ENGLISH,
        client_language=facts.get("client_language", ARABIC),
        place=event.ref, now=facts.get("now", NOW),
    )  # fmt: skip
    assert saved_at == facts.get("now", NOW)


def complete(workspace: Workspace, opened: OpenInterview):
    return interviews.complete_interview(
        workspace, interview_id=opened.record.id, state=opened.interview.state(), now=NOW
    )


def test_a_draft_is_resumed_exactly_where_it_was(sample: Sample) -> None:
    workspace = sample.unlock()
    opened = begin(workspace)
    assert opened.record.asked == 4
    answer(workspace, opened, "/data/store", "yes")
    answer(workspace, opened, "/data/age", "12")
    state = opened.interview.state()
    service.lock_workspace(workspace, now=NOW)

    workspace = sample.unlock()
    waiting = interviews.drafts(workspace)
    assert [(one.person_display, one.record.answered, one.record.place) for one in waiting] == [
        ("Anna", 2, "/data/age")
    ]
    resumed = interviews.resume_interview(workspace, interview_id=waiting[0].record.id, now=NOW)
    assert resumed.interview.value("/data/age") == "12"
    assert resumed.interview.is_relevant("/data/school")
    assert resumed.case_number == waiting[0].case_number
    assert resumed.interview.state() == state
    service.lock_workspace(workspace, now=NOW)


def test_drafts_are_the_users_own(sample: Sample) -> None:
    workspace = sample.unlock("counsellor")
    begin(workspace)
    service.lock_workspace(workspace, now=NOW)
    workspace = sample.unlock("supervisor")
    assert interviews.drafts(workspace) == ()
    service.lock_workspace(workspace, now=NOW)


def test_completing_waits_for_what_is_required(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    answer(counsellor, opened, "/data/age", "12")
    with pytest.raises(InterviewIncomplete) as caught:
        complete(counsellor, opened)
    assert caught.value.facts["open"] == 2
    assert interviews.drafts(counsellor)
    opened.interview.decline("/data/school", "declined")
    opened.interview.answer("/data/store", "yes")
    assert complete(counsellor, opened).status == "completed"
    with pytest.raises(InterviewClosed):
        answer(counsellor, opened, "/data/age", "13")
    with pytest.raises(InterviewClosed):
        complete(counsellor, opened)


def test_nothing_blocks_a_talk_that_is_handed_in_with_open_points(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    record = interviews.complete_interview(
        counsellor, interview_id=opened.record.id, state=opened.interview.state(), now=NOW, accepts_open=True
    )
    assert record.status == "completed"
    assert record.answered < record.asked
    assert any(line.detail.startswith("open=") for line in audit.audit_trail(counsellor))
    with pytest.raises(InterviewClosed):
        interviews.resume_interview(counsellor, interview_id=opened.record.id, now=NOW)


@pytest.mark.parametrize(
    ("store", "transfer", "expected"),
    [
        ("yes", "yes", [("K-DS", "given"), ("K-TRANS", "given")]),
        ("yes", "no", [("K-DS", "given"), ("K-TRANS", "refused")]),
        ("yes", "declined", [("K-DS", "given"), ("K-TRANS", "refused")]),
        ("yes", "", [("K-DS", "given")]),
        ("yes", "unknown", [("K-DS", "given")]),
    ],
)
def test_consents_come_from_the_answers(
    counsellor: Workspace, store: str, transfer: str, expected: list[tuple[str, str]]
) -> None:
    opened = begin(counsellor)
    opened.interview.answer("/data/store", store)
    if transfer in {"declined", "unknown"}:
        opened.interview.decline("/data/transfer", transfer)  # type: ignore[arg-type]
    elif transfer:
        opened.interview.answer("/data/transfer", transfer)
    record = complete(counsellor, opened)
    found = persons.open_person(counsellor, person_id=record.person_id, now=NOW).consents
    assert [(consent.purpose, consent.state) for consent in found] == expected
    assert {(consent.language, consent.text_version, consent.interview_id) for consent in found} == {
        ("ar", "small 1", record.id)
    }


def test_a_later_withdrawal_counts(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    opened.interview.answer("/data/store", "yes")
    record = complete(counsellor, opened)
    consents.record_consent(
        counsellor, person_id=record.person_id, purpose="K-DS", state="withdrawn", language="ar",
        text_version="1", now=NOW + datetime.timedelta(days=1),
    )  # fmt: skip
    latest = persons.open_person(counsellor, person_id=record.person_id, now=NOW).consents
    assert [(consent.state, consent.rev) for consent in latest] == [("withdrawn", 2)]
    assert len(consents.consent_history(counsellor, person_id=record.person_id)) == 2
    with pytest.raises(RecordMissing):
        consents.record_consent(
            counsellor,
            person_id="nobody",
            purpose="K-DS",
            state="given",
            language="",
            text_version="",
            now=NOW,
        )


def test_reading_back_shows_both_languages_and_the_trail(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    answer(counsellor, opened, "/data/store", "yes")
    later = NOW + datetime.timedelta(minutes=5)
    keep(counsellor, opened, InterviewEvent("language", language=ENGLISH), client_language=ENGLISH, now=later)
    reading = interviews.read_interview(counsellor, interview_id=opened.record.id, now=NOW)
    assert reading.person_display == "Anna"
    assert reading.person_original == "آنا"
    assert reading.counsellor == counsellor.user.name
    assert reading.languages == {ENGLISH: "en", ARABIC: "ar"}
    assert reading.trail == ((NOW, ARABIC), (later, ENGLISH))
    line = next(line for line in reading.lines if line.ref == "/data/store")
    assert line.values[ENGLISH] == "yes"
    assert line.values[ARABIC] == "yes", "a consent nobody reviewed in Arabic is not shown in Arabic"
    assert audit.audit_trail(counsellor, limit=1)[0].action == "interview.read"


def test_review_returns_once_and_approves(sample: Sample) -> None:
    workspace = sample.unlock("counsellor")
    opened = begin(workspace)
    opened.interview.answer("/data/store", "yes")
    interview_id = complete(workspace, opened).id
    with pytest.raises(NotAllowed):
        reviews.review_queue(workspace)
    with pytest.raises(NotAllowed):
        reviews.approve_interview(workspace, interview_id=interview_id, now=NOW)
    service.lock_workspace(workspace, now=NOW)

    workspace = sample.unlock("supervisor")
    waiting = reviews.review_queue(workspace)
    assert [(one.person_display, one.own) for one in waiting] == [("Anna", False)]
    with pytest.raises(RemarkMissing):
        reviews.return_interview(workspace, interview_id=interview_id, remarks=[("", " ")], now=NOW)
    remarks = [("/data/name", "Please ask for the full name."), ("", "Thank you")]
    reviews.return_interview(workspace, interview_id=interview_id, remarks=remarks, now=NOW)
    assert reviews.review_queue(workspace) == ()
    with pytest.raises(NotInReview):
        reviews.approve_interview(workspace, interview_id=interview_id, now=NOW)
    service.lock_workspace(workspace, now=NOW)

    workspace = sample.unlock("counsellor")
    assert [one.record.id for one in interviews.returned(workspace)] == [interview_id]
    resumed = interviews.resume_interview(workspace, interview_id=interview_id, now=NOW)
    assert [(remark.ref, remark.text, remark.settled) for remark in resumed.remarks] == [
        (*remark, False) for remark in remarks
    ]
    answer(workspace, resumed, "/data/name", "Anna Beispiel")
    again = complete(workspace, resumed)
    assert again.rev == 2
    assert interviews.returned(workspace) == ()
    reading = interviews.read_interview(workspace, interview_id=interview_id, now=NOW)
    assert all(remark.settled for remark in reading.remarks)
    overview = persons.open_person(workspace, person_id=again.person_id, now=NOW)
    assert len(overview.consents) == 1, "the same decision again is no new consent"
    service.lock_workspace(workspace, now=NOW)

    workspace = sample.unlock("supervisor")
    assert reviews.approve_interview(workspace, interview_id=interview_id, now=NOW).status == "approved"
    service.check_workspace(workspace)
    service.lock_workspace(workspace, now=NOW)


def test_nobody_approves_their_own_interview(supervisor: Workspace) -> None:
    opened = begin(supervisor)
    opened.interview.answer("/data/store", "yes")
    record = complete(supervisor, opened)
    assert reviews.review_queue(supervisor)[0].own
    with pytest.raises(OwnInterview):
        reviews.approve_interview(supervisor, interview_id=record.id, now=NOW)


def test_an_old_state_put_back_is_not_resumed(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    old = opened.interview.state()
    answer(counsellor, opened, "/data/age", "30")
    with counsellor.database.transaction():
        counsellor.database.execute("UPDATE interview_states SET state = ?", (old,))
    with pytest.raises(AuditBroken):
        interviews.resume_interview(counsellor, interview_id=opened.record.id, now=NOW)


def test_each_answer_is_one_event_and_one_line(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    before = audit.verify_audit(counsellor)
    for age in range(5):
        answer(counsellor, opened, "/data/age", str(age))
    assert audit.verify_audit(counsellor) == before + 5


def test_an_interview_keeps_its_form_version(counsellor: Workspace) -> None:
    opened = begin(counsellor)
    forms.keep_form(counsellor, definition=read_small_form("2"), now=NOW + datetime.timedelta(days=1))
    assert [form.version for form in forms.installed_forms(counsellor)] == ["2"]
    assert forms.load_form(counsellor, form_id=SMALL_FORM).version == "2"
    counsellor.forms.clear()
    resumed = interviews.resume_interview(counsellor, interview_id=opened.record.id, now=NOW)
    assert resumed.interview.form.version == "1"


def test_a_changed_form_needs_a_new_version(counsellor: Workspace) -> None:
    first = forms.keep_form(counsellor, definition=read_small_form(), now=NOW)
    assert first.questions == 5
    assert {(language.tag, percent) for language, percent in first.languages} == {("en", 100), ("ar", 100)}
    lines = audit.verify_audit(counsellor)
    forms.keep_form(counsellor, definition=read_small_form(), now=NOW)
    assert audit.verify_audit(counsellor) == lines, "the same form again changes nothing"
    changed = msgspec.structs.replace(read_small_form(), title="Other")
    with pytest.raises(FormVersionTaken):
        forms.keep_form(counsellor, definition=changed, now=NOW)
    with pytest.raises(FormMissing):
        forms.load_form(counsellor, form_id="nowhere")


def test_what_is_not_there_is_said(counsellor: Workspace) -> None:
    with pytest.raises(RecordMissing):
        interviews.resume_interview(counsellor, interview_id="nothing", now=NOW)
    with pytest.raises(RecordMissing):
        interviews.begin_interview(
            counsellor, case_id="nothing", form_id=SMALL_FORM, language="", client_language="", now=NOW
        )
