"""Who takes back the consent to keep their data is not worked with any more; a new one opens again."""

import pytest

from intake_app.services import consents, forms, interviews, persons, referrals
from intake_app.services.errors import StorageEnded
from intake_app.services.referrals import ReferralDraft
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import NOW


def decide(workspace: Workspace, person_id: str) -> None:
    consents.record_consent(
        workspace, person_id=person_id, purpose="K-DS", state="given", language="de", text_version="1",
        now=NOW,
    )  # fmt: skip


def test_nothing_is_added_after_a_withdrawal(counsellor: Workspace) -> None:
    forms.keep_form(counsellor, definition=read_small_form(), now=NOW)
    found = persons.record_person(counsellor, draft=draft("Anna"), now=NOW)
    person = found.person.id
    decide(counsellor, person)

    def begin() -> str:
        return interviews.begin_interview(
            counsellor, case_id=found.case.id, form_id=SMALL_FORM, language="", client_language="", now=NOW
        ).record.id

    interview = begin()
    consents.withdraw_consent(counsellor, person_id=person, purpose="K-DS", now=NOW)
    with pytest.raises(StorageEnded):
        begin()
    with pytest.raises(StorageEnded):
        interviews.resume_interview(counsellor, interview_id=interview, now=NOW)
    with pytest.raises(StorageEnded):
        referrals.refer(
            counsellor, person_id=person, draft=ReferralDraft("Jobcenter", "information"), now=NOW
        )
    assert interviews.read_interview(counsellor, interview_id=interview, now=NOW).record.id == interview
    decide(counsellor, person)
    assert interviews.resume_interview(counsellor, interview_id=interview, now=NOW).record.id == interview
