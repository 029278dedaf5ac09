"""What a record looks like when it leaves: only what consent covers, coded, without free text.

Out stay: answers of the protected class P4, free text, notes, places on a map, pictures, and whatever a
form computes for itself; so do answers of a category that consent alone does not carry (health, where a
social benefit authority is responsible and no statutory power is named). In are the person's core data and
names, case, consents, and of an interview its head, its language trail, the coded answers to questions with
how each reached the person, and how interpreters took part, without their names (domain model 7.1 and 7.3).
"""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.interview import Interview
from intake_app.planning.handover import category_of
from intake_app.records.batch import BatchRecord
from intake_app.records.case import Case
from intake_app.records.consent import Consent
from intake_app.records.interpreter import InterpreterAssignment, InterpreterMode
from intake_app.records.interview_record import InterviewRecord
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import Person
from intake_app.records.retention import Deletion
from intake_app.sync.schema import (
    AgeBody,
    AnswerBody,
    CaseBody,
    Coded,
    ConsentBody,
    DateBody,
    ErasureBody,
    InterpreterBody,
    InterviewBody,
    NameBody,
    PersonBody,
    Target,
    TrailEntry,
    record_of,
)

_SELECTIONS = {"select", "select1", "rank"}
_CONTROLS = _SELECTIONS | {"input", "range", "trigger"}
_MAY_LEAVE = {"", "P0", "P1", "P2", "P3"}  # P4, and classes nobody has declared, stay
_PLAIN_TYPES = {"int", "integer", "decimal", "date", "time", "dateTime", "boolean"}
_POSITION = re.compile(r"\[\d+\]")


def person_record(person: Person) -> BatchRecord:
    """Return a person's core data and names."""
    birth = person.birth
    body = PersonBody(
        names=tuple(
            NameBody(
                given=name.given,
                family=name.family,
                father=name.father,
                full_original=name.full_original,
                use=name.use,
                source=name.source,
                full_latin=name.full_latin,
                grandfather=name.grandfather,
                particle=name.particle,
                birth_name=name.birth_name,
                order=name.order,
                script=name.script,
            )
            for name in person.names
        ),
        birth=_date(birth, original=birth.original),
        created_at=person.created_at,
        sex=Coded(system="CL-SEX", code=person.sex) if person.sex else None,
        languages=person.languages,
        nationality=_country(person.nationality),
        updated_at=person.updated_at,
        is_sample=person.is_sample,
        ages=tuple(
            AgeBody(basis=one.basis, on=one.on, source=one.source, years=one.years) for one in person.ages
        ),
    )
    return record_of("person", person.id, person.rev, body)


def case_record(case: Case) -> BatchRecord:
    """Return a case's number and person."""
    body = CaseBody(number=case.number, person_id=case.person_id, opened_at=case.opened_at)
    return record_of("case", case.id, case.rev, body)


def consent_record(consent: Consent) -> BatchRecord:
    """Return one decision about storing or transferring; those towards other recipients stay here."""
    if consent.purpose not in ("K-DS", "K-TRANS"):
        raise ValueError(consent.purpose)
    body = ConsentBody(
        person_id=consent.person_id,
        purpose=consent.purpose,
        state=consent.state,
        at=consent.at,
        language=consent.language,
        text_version=consent.text_version,
        interview_id=consent.interview_id,
    )
    return record_of("consent", consent.id, consent.rev, body)


def interview_record(
    record: InterviewRecord,
    interview: Interview,
    trail: Iterable[tuple[datetime.datetime, str]],
    interpreters: Sequence[InterpreterAssignment] = (),
    *,
    held: Collection[str] = (),
) -> BatchRecord:
    """Return an approved interview: head, language trail, coded answers, how interpreters took part.

    ``trail`` holds language names; answers of the categories ``held`` stay here, as if never asked.
    """
    tags = {language.name: language.tag or language.name for language in interview.form.languages}
    modes = {one.id: one.mode for one in interpreters}
    stays = questions_about(interview.form, held)
    answers = (
        answer_of(record.form_id, answer, tags, modes)
        for answer in interview.coded_answers()
        if _POSITION.sub("", answer["ref"]) not in stays
    )
    body = InterviewBody(
        case_id=record.case_id,
        person_id=record.person_id,
        form_id=record.form_id,
        form_version=record.form_version,
        form_title=record.form_title,
        begun_at=record.begun_at,
        language=tags.get(record.language, record.language),
        client_language=tags.get(record.client_language, record.client_language),
        completed_at=record.completed_at,
        language_trail=tuple(TrailEntry(at=at, language=tags.get(name, name)) for at, name in trail),
        answers=tuple(answer for answer in answers if answer is not None),
        interpreters=tuple(_interpreter(one) for one in interpreters),
        is_sample=record.is_sample,
    )
    return record_of("interview", record.id, record.rev, body)


def erasure_record(consent: Consent, targets: Iterable[tuple[str, str]]) -> BatchRecord:
    """Return the notice that follows a withdrawn consent; it carries the id of that decision."""
    body = ErasureBody(
        reason="consent-withdrawn",
        at=consent.at,
        targets=tuple(Target(type=kind, id=record_id) for kind, record_id in targets),  # type: ignore[arg-type]
    )
    return record_of("erasure", consent.id, consent.rev, body)


def erased_record(deletion: Deletion) -> BatchRecord:
    """Return the notice that follows a deletion here; it carries the id of its receipt."""
    if deletion.decided_at is None:
        raise ValueError(deletion.state)
    body = ErasureBody(
        reason="erased-at-source",
        at=deletion.decided_at,
        targets=tuple(Target(type=kind, id=one) for kind, one in deletion.sent),  # type: ignore[arg-type]
    )
    return record_of("erasure", deletion.id, 1, body)


def questions_about(form: FormDefinition, categories: Collection[str]) -> frozenset[str]:
    """Return the refs of the questions that belong to ``categories``, by their own mark or their group's."""

    def walk(node: NodeDefinition, is_within: bool) -> Iterable[str]:
        marks = node.marks
        told = {marks.get("category", ""), category_of(marks.get("domain", ""))}
        is_about = is_within or not told.isdisjoint(categories)
        if is_about:
            yield node.ref
        for child in node.children:
            yield from walk(child, is_about)

    return frozenset(walk(form.root, is_within=False)) if categories else frozenset()


def answer_of(
    form_id: str,
    answer: Mapping[str, Any],
    tags: Mapping[str, str] | None = None,
    modes: Mapping[str, InterpreterMode] | None = None,
) -> AnswerBody | None:
    """Return a coded answer as it leaves, or None when it stays. What is not known to be coded stays.

    ``tags``: form language -> BCP 47; ``modes``: interpreter's assignment -> how she took part.
    """
    control, kind, value = answer["control"], answer["type"], answer["value"]
    is_selection = control in _SELECTIONS
    if answer["sensitivity"] not in _MAY_LEAVE or control not in _CONTROLS or answer["is_free_text"]:
        return None
    if not is_selection and kind not in _PLAIN_TYPES and control != "trigger":
        return None
    system = f"{form_id}:{_POSITION.sub('', answer['ref'])}"
    codes = (value or "").split() if control in {"select", "rank"} else [value] if value else []
    display = answer["display"] if len(codes) == 1 else ""
    trail, told = answer.get("trail"), answer.get("told")
    return AnswerBody(
        ref=answer["ref"],
        type=control if is_selection else kind,
        values=tuple(Coded(system=system, code=code, display=display or "") for code in codes)
        if is_selection
        else (),
        value="" if is_selection or not value else value,
        non_answer=answer["non_answer"] or "",
        sensitivity=answer["sensitivity"] or "",
        saveto=answer["saveto"] or "",
        told=_date(told) if told is not None else None,
        language=(tags or {}).get(trail.language, trail.language) if trail else "",
        reviewed=trail is None or trail.reviewed,
        oral=trail is not None and trail.oral,
        interpreted=(modes or {}).get(trail.interpreter, "") if trail else "",
    )


def _interpreter(one: InterpreterAssignment) -> InterpreterBody:
    """Return how somebody interpreted; neither the name nor the reason, which is free text."""
    return InterpreterBody(
        mode=one.mode,
        language=one.language,
        begun_at=one.begun_at,
        direction=one.direction,
        has_secrecy_undertaking=bool(one.secrecy_on),
        acceptance=one.acceptance,
        ended_at=one.ended_at,
        attested_at=one.attested_at,
    )


def _date(date: PartialDate, original: str = "") -> DateBody:
    return DateBody(
        iso=date.iso,
        precision=date.precision,
        certainty=date.certainty,
        calendar=date.calendar,
        original=original,
        earliest=date.earliest,
        latest=date.latest,
        told_on=date.told_on,
        told_in=date.told_in,
    )


def _country(code: str) -> Coded | None:
    return Coded(system="ISO 3166-1 alpha-3", code=code) if code else None
