"""A form run without keeping anything: an interview that lives in memory only, on nobody's file."""

import datetime

from intake_app.forms.definition import FormDefinition
from intake_app.interview import Interview
from intake_app.records.interview_record import InterviewRecord
from intake_app.services.interviews import OpenInterview


def preview_form(definition: FormDefinition, *, now: datetime.datetime) -> OpenInterview:
    """Return a fresh interview on ``definition`` (installed or only read) that belongs to no workspace.

    The client's side begins in the first language beside the form's own. The record has no id, so
    nothing can be kept under it.
    """
    interview = Interview.begin(definition, now=now, user="", device="")
    names = [language.name for language in definition.languages]
    client = next((name for name in names if name != interview.language), interview.language)
    interview.set_client_language(client)
    answered, asked = interview.progress()
    record = InterviewRecord(
        id="",
        case_id="",
        person_id="",
        form_id=definition.form_id,
        form_version=definition.version,
        form_title=definition.title,
        status="draft",
        begun_at=now,
        begun_by="",
        language=interview.language,
        client_language=client,
        saved_at=now,
        answered=answered,
        asked=asked,
    )
    return OpenInterview(record=record, interview=interview, remarks=(), case_number="")
