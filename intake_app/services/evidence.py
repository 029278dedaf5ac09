"""Answers of an interview that speak of a life domain: offered beside an assessment, taken over by hand."""

import datetime

import msgspec

from intake_app.interview import Interview
from intake_app.records.assessment import Evidence
from intake_app.records.interview_record import InterviewRecord
from intake_app.services.forms import load_form
from intake_app.services.session import Workspace
from intake_app.vault import interviews as interview_sql

_OF_USE = frozenset({"completed", "returned", "approved", "sealed", "settled", "draft"})


class OfferedAnswer(msgspec.Struct, frozen=True):
    """One answer with the domain (``D02``) and side (``resource``, ``need``) the form marks it with."""

    domain: str
    side: str
    evidence: Evidence
    words: str  # as given; free text keeps the language it was told in
    language: str  # BCP 47, empty where it is a code
    sensitivity: str


def offered_answers(
    workspace: Workspace, *, person_id: str, now: datetime.datetime
) -> tuple[OfferedAnswer, ...]:
    """Return what the newest interview with such answers says, in the form's order; empty without one.

    The caller's audited look at the person covers it.
    """
    for record in reversed(interview_sql.interviews_of_person(workspace.database, person_id)):
        if record.status in _OF_USE:
            found = _answers(workspace, record, now)
            if found:
                return found
    return ()


def _answers(
    workspace: Workspace, record: InterviewRecord, now: datetime.datetime
) -> tuple[OfferedAnswer, ...]:
    state = interview_sql.state(workspace.database, record.id)
    form = load_form(workspace, form_id=record.form_id, version=record.form_version)
    interview = Interview.resume(form, state, now=now)
    tags = {language.name: language.tag for language in form.languages}
    marked = {
        view.ref: view for view in interview.nodes()
        if view.relevant and view.value and view.definition.marks.get("domain")
    }  # fmt: skip
    found = []
    for line in interview.reading_lines():
        view = marked.get(line.ref)
        if view is None:
            continue
        is_free = view.definition.control == "input" and view.definition.data_type == "string"
        evidence = Evidence(
            interview_id=record.id,
            ref=line.ref,
            question=line.labels.get(record.language, ""),
            answer=line.values.get(record.language, "") or (line.raw or ""),
            taken_at=now,
        )
        found.append(
            OfferedAnswer(
                domain=view.definition.marks["domain"],
                side=view.definition.marks.get("side", ""),
                evidence=evidence,
                words=(line.raw or "") if is_free else "",
                language=tags.get(line.language, "") if is_free else "",
                sensitivity=view.definition.sensitivity,
            )
        )
    return tuple(found)
