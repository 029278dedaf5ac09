"""Assessments: strengths and needs by life domain; each rating, resource and need is one commit.

The gate asks for strengths before an assessment with needs is done; nothing that was said waits for it.
Answers of interviews are offered as evidence and taken over by hand, never copied silently.
"""

import datetime

import msgspec

from intake_app.assessment import gate
from intake_app.assessment.domains import VERSION, rated_domains
from intake_app.errors import N_, IntakeError
from intake_app.records.assessment import (
    Assessment,
    AssessmentKind,
    DomainRating,
    Evidence,
    Need,
    Resource,
    ResourceField,
    Urgency,
)
from intake_app.records.case import Case
from intake_app.records.ids import new_id
from intake_app.services.cases import case_of
from intake_app.services.evidence import OfferedAnswer, offered_answers
from intake_app.services.session import Workspace
from intake_app.services.spared import note_spared
from intake_app.vault import assessments as assessment_sql
from intake_app.vault.database import Database
from intake_app.vault.errors import RecordMissing


class StrengthsFirst(IntakeError):
    """An assessment was to be completed while the gate still wants something; ``domains`` are their codes."""

    says = N_("Some domains still want a resource, or a word why none is visible yet: {domains}.")
    remedy = N_("Open the domain, ask what helps there, and write down one resource or the reason.")


class AssessmentDone(IntakeError):
    """A completed assessment was to be changed."""

    says = N_("This assessment is completed.")
    remedy = N_("Begin a new one; the earlier one stays for comparison.")


class ResourceDraft(msgspec.Struct, frozen=True):
    """What is written down of a resource. ``words`` are the person's own, in ``language`` (BCP 47)."""

    domain: str
    text: str
    field: ResourceField = "personal"
    words: str = ""
    language: str = ""
    skill: str = ""
    occupation: str = ""
    is_usable: bool = True
    activated_by: str = ""
    evidence: tuple[Evidence, ...] = ()
    sensitivity: str = ""


class NeedDraft(msgspec.Struct, frozen=True):
    """What is written down of a need; ``is_wanted`` is the person's own wish."""

    domain: str
    text: str
    code: str = ""
    words: str = ""
    language: str = ""
    level: int | None = None
    urgency: Urgency = ""
    is_wanted: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    sensitivity: str = ""


class AssessmentPage(msgspec.Struct, frozen=True):
    """All that the page of a person's assessment shows."""

    case: Case
    current: Assessment | None  # the newest
    first: Assessment | None  # the first completed one, when it is not the current one
    resources: tuple[Resource, ...]  # that have not ended
    needs: tuple[Need, ...]
    wanted: tuple[gate.Wanted, ...]
    answers: tuple[OfferedAnswer, ...]  # of the newest interview, offered as evidence


def open_assessment(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> AssessmentPage:
    """Return the page of a person's assessment; raises RecordMissing."""
    with workspace.recorded("assessment.open", f"person:{person_id}", now=now):
        return assessment_page(workspace, person_id=person_id, now=now)


def assessment_page(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> AssessmentPage:
    """Return the page as it stands after an act on it (the opening was the audited look)."""
    database = workspace.database
    case = case_of(workspace, person_id)
    known = assessment_sql.assessments_of(database, person_id)
    current = known[-1] if known else None
    first = next((one for one in known if one.completed_at is not None), None)
    resources = tuple(one for one in assessment_sql.resources_of(database, person_id) if not one.ended_at)
    return AssessmentPage(
        case=case,
        current=current,
        first=first if first is not current else None,
        resources=resources,
        needs=tuple(one for one in assessment_sql.needs_of(database, person_id) if not one.ended_at),
        wanted=gate.missing_before_done(current, resources) if current else (),
        answers=offered_answers(workspace, person_id=person_id, now=now),
    )


def assessment_history(workspace: Workspace, *, person_id: str) -> tuple[Assessment, ...]:
    """Return every assessment of a person, oldest first."""
    return assessment_sql.assessments_of(workspace.database, person_id)


def begin_assessment(
    workspace: Workspace, *, person_id: str, kind: AssessmentKind, now: datetime.datetime
) -> Assessment:
    """Begin an assessment; an open one of this person is gone on with instead. Raises RecordMissing."""
    case = case_of(workspace, person_id)
    known = assessment_sql.assessments_of(workspace.database, person_id)
    if known and known[-1].completed_at is None:
        return known[-1]
    begun = Assessment(
        id=new_id(now),
        case_id=case.id,
        person_id=person_id,
        kind=kind,
        begun_at=now,
        begun_by=workspace.user.id,
        ratings=tuple(DomainRating(domain.code) for domain in rated_domains()),
        domains_version=VERSION,
        is_sample=workspace.is_sample,
    )
    return _keep(workspace, begun, "assessment.begin", now, detail=kind)


def rate_domain(
    workspace: Workspace, *, assessment_id: str, rating: DomainRating, now: datetime.datetime
) -> Assessment:
    """Keep one domain's rating as it is now; raises RecordMissing, AssessmentDone.

    A need without a resource is kept, too; the gate speaks when the assessment is to be completed.
    """
    for value in (rating.resource_self, rating.resource_pro, rating.need_self, rating.need_pro):
        if value is not None and not 0 <= value <= 4:
            raise ValueError(value)
    before = _open(workspace, assessment_id)
    return _keep(workspace, gate.with_rating(before, rating), "assessment.rate", now, detail=rating.domain)


def tell_story(
    workspace: Workspace, *, assessment_id: str, text: str, language: str, now: datetime.datetime
) -> Assessment:
    """Keep what the person told of themselves (D12); raises RecordMissing, AssessmentDone."""
    before = _open(workspace, assessment_id)
    told = msgspec.structs.replace(before, story=text, story_language=language)
    return _keep(workspace, told, "assessment.story", now)


def complete_assessment(workspace: Workspace, *, assessment_id: str, now: datetime.datetime) -> Assessment:
    """Complete an assessment; raises StrengthsFirst while the gate wants something, AssessmentDone."""
    before = _open(workspace, assessment_id)
    resources = assessment_sql.resources_of(workspace.database, before.person_id)
    wanted = gate.missing_before_done(before, resources)
    if wanted:
        raise StrengthsFirst(domains=", ".join(dict.fromkeys(one.domain for one in wanted if one.domain)))
    return _keep(workspace, msgspec.structs.replace(before, completed_at=now), "assessment.complete", now)


def add_resource(
    workspace: Workspace, *, person_id: str, draft: ResourceDraft, now: datetime.datetime
) -> Resource:
    """Write down something that carries the person; raises RecordMissing."""
    added = Resource(
        id=new_id(now),
        case_id=case_of(workspace, person_id).id,
        person_id=person_id,
        recorded_at=now,
        recorded_by=workspace.user.id,
        **msgspec.structs.asdict(draft),
    )
    with workspace.recorded("resource.add", f"person:{person_id}", now=now, detail=draft.domain) as database:
        assessment_sql.keep_resource(database, added)
        _note_spared(database, workspace, added, now)
    return added


def change_resource(
    workspace: Workspace, *, resource_id: str, draft: ResourceDraft, now: datetime.datetime
) -> Resource:
    """Write a resource anew; raises RecordMissing."""
    before = _resource(workspace, resource_id)
    changed = msgspec.structs.replace(before, rev=before.rev + 1, **msgspec.structs.asdict(draft))
    return _keep_resource(workspace, changed, "resource.change", now)


def end_resource(workspace: Workspace, *, resource_id: str, now: datetime.datetime) -> Resource:
    """Say that a resource is no longer there; goals tied to it keep its name. Raises RecordMissing."""
    before = _resource(workspace, resource_id)
    ended = msgspec.structs.replace(before, ended_at=now, rev=before.rev + 1)
    return _keep_resource(workspace, ended, "resource.end", now)


def take_back_end(workspace: Workspace, *, resource_id: str, now: datetime.datetime) -> Resource:
    """Undo that a resource ended; raises RecordMissing."""
    before = _resource(workspace, resource_id)
    back = msgspec.structs.replace(before, ended_at=None, rev=before.rev + 1)
    return _keep_resource(workspace, back, "resource.restore", now)


def add_need(workspace: Workspace, *, person_id: str, draft: NeedDraft, now: datetime.datetime) -> Need:
    """Write down something that is missing; raises RecordMissing."""
    added = Need(
        id=new_id(now),
        case_id=case_of(workspace, person_id).id,
        person_id=person_id,
        recorded_at=now,
        recorded_by=workspace.user.id,
        **msgspec.structs.asdict(draft),
    )
    with workspace.recorded("need.add", f"person:{person_id}", now=now, detail=draft.domain) as database:
        assessment_sql.keep_need(database, added)
        _note_spared(database, workspace, added, now)
    return added


def change_need(workspace: Workspace, *, need_id: str, draft: NeedDraft, now: datetime.datetime) -> Need:
    """Write a need anew; raises RecordMissing."""
    before = _need(workspace, need_id)
    changed = msgspec.structs.replace(before, rev=before.rev + 1, **msgspec.structs.asdict(draft))
    return _keep_need(workspace, changed, "need.change", now)


def end_need(workspace: Workspace, *, need_id: str, now: datetime.datetime) -> Need:
    """Say that a need is met or gone; raises RecordMissing."""
    before = _need(workspace, need_id)
    return _keep_need(
        workspace, msgspec.structs.replace(before, ended_at=now, rev=before.rev + 1), "need.end", now
    )


def take_back_need_end(workspace: Workspace, *, need_id: str, now: datetime.datetime) -> Need:
    """Undo that a need ended; raises RecordMissing."""
    before = _need(workspace, need_id)
    back = msgspec.structs.replace(before, ended_at=None, rev=before.rev + 1)
    return _keep_need(workspace, back, "need.restore", now)


def draft_of_resource(resource: Resource) -> ResourceDraft:
    """Return what is written down of a resource, as a draft that would write it so again."""
    return ResourceDraft(**{name: getattr(resource, name) for name in ResourceDraft.__struct_fields__})


def draft_of_need(need: Need) -> NeedDraft:
    """Return what is written down of a need, as a draft that would write it so again."""
    return NeedDraft(**{name: getattr(need, name) for name in NeedDraft.__struct_fields__})


def _open(workspace: Workspace, assessment_id: str) -> Assessment:
    found = assessment_sql.assessment(workspace.database, assessment_id)
    if found is None:
        raise RecordMissing
    if found.completed_at is not None:
        raise AssessmentDone
    return found


def _keep(
    workspace: Workspace, assessment: Assessment, action: str, now: datetime.datetime, *, detail: str = ""
) -> Assessment:
    kept = msgspec.structs.replace(assessment, rev=assessment.rev + 1)
    with workspace.recorded(action, f"person:{kept.person_id}", now=now, detail=detail) as database:
        assessment_sql.keep_assessment(database, kept)
    return kept


def _resource(workspace: Workspace, resource_id: str) -> Resource:
    found = assessment_sql.resource(workspace.database, resource_id)
    if found is None:
        raise RecordMissing
    return found


def _keep_resource(workspace: Workspace, resource: Resource, action: str, now: datetime.datetime) -> Resource:
    of = f"person:{resource.person_id}"
    with workspace.recorded(action, of, now=now, detail=resource.domain) as database:
        assessment_sql.keep_resource(database, resource)
    return resource


def _note_spared(
    database: Database, workspace: Workspace, added: Resource | Need, now: datetime.datetime
) -> None:
    """Count the answers of an interview that were taken over: nobody has to ask again."""
    note_spared(
        database, workspace, case_id=added.case_id, person_id=added.person_id, evidence=added.evidence,
        by="interview", now=now,
    )  # fmt: skip


def _need(workspace: Workspace, need_id: str) -> Need:
    found = assessment_sql.need(workspace.database, need_id)
    if found is None:
        raise RecordMissing
    return found


def _keep_need(workspace: Workspace, need: Need, action: str, now: datetime.datetime) -> Need:
    with workspace.recorded(action, f"person:{need.person_id}", now=now, detail=need.domain) as database:
        assessment_sql.keep_need(database, need)
    return need
