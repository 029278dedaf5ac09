"""Moving a draft to the newest version of its form, and back: seen first, then one commit."""

import datetime
import hashlib
from collections.abc import Mapping

import msgspec

from intake_app.interview import Interview, migration
from intake_app.interview.migration import Move, MovedLine, Suggestion
from intake_app.interview.state import former_of, version_of
from intake_app.records.interview_record import InterviewEvent, InterviewRecord
from intake_app.services.errors import InterviewClosed, NoOtherVersion
from intake_app.services.forms import load_form
from intake_app.services.session import Workspace
from intake_app.vault import forms as form_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault.errors import RecordMissing

__all__ = [
    "DraftVersions", "MovePreview", "MovedLine", "Suggestion", "draft_versions", "move_back", "move_draft",
    "preview_move",
]  # fmt: skip


class DraftVersions(msgspec.Struct, frozen=True):
    """The version a draft is on, the newest one installed, and the one it can go back to (may be empty)."""

    now: str
    newest: str = ""  # empty when the draft is on it
    former: str = ""


class MovePreview(msgspec.Struct, frozen=True):
    """What moving a draft does to every answer; ``added``: labels per language of new questions."""

    record: InterviewRecord
    new_version: str
    lines: tuple[MovedLine, ...]
    suggestions: tuple[Suggestion, ...]
    added: tuple[dict[str, str], ...]


def draft_versions(workspace: Workspace, *, interview_id: str) -> DraftVersions:
    """Return which versions a draft can be moved to. Raises RecordMissing, InterviewClosed, AuditBroken."""
    record = _draft(workspace, interview_id)
    newest = form_sql.newest_version(workspace.database, record.form_id) or record.form_version
    former = former_of(interview_sql.state(workspace.database, interview_id))
    return DraftVersions(
        now=record.form_version,
        newest="" if newest == record.form_version else newest,
        former=version_of(former) if former else "",
    )


def preview_move(
    workspace: Workspace,
    *,
    interview_id: str,
    now: datetime.datetime,
    chosen: Mapping[str, str] | None = None,
) -> MovePreview:
    """Return what moving would do; nothing is changed. ``chosen`` as in ``move_draft``.

    Raises RecordMissing, InterviewClosed, NoOtherVersion, AuditBroken.
    """
    record = _draft(workspace, interview_id)
    done = _moved(workspace, record, chosen or {}, now)
    return MovePreview(record, done.interview.form.version, done.lines, done.suggestions, done.added)


def move_draft(
    workspace: Workspace,
    *,
    interview_id: str,
    now: datetime.datetime,
    chosen: Mapping[str, str] | None = None,
) -> InterviewRecord:
    """Move a draft to the newest version of its form; what has no question there becomes an orphan.

    ``chosen``: older reference -> newer reference (without positions) as a person confirmed, empty for none.
    Raises RecordMissing, InterviewClosed, NoOtherVersion, AuditBroken, DiskFull.
    """
    before = _draft(workspace, interview_id)
    done = _moved(workspace, before, chosen or {}, now)
    interview = done.interview
    places = {line.line.ref: line.ref for line in done.lines if line.ref}
    languages = {language.name for language in interview.form.languages}
    answered, asked = interview.progress()
    record = msgspec.structs.replace(
        before,
        form_version=interview.form.version,
        form_title=interview.form.title,
        saved_at=now,
        answered=answered,
        asked=asked,
        language=before.language if before.language in languages else interview.language,
        client_language=before.client_language if before.client_language in languages else interview.language,
        place=places.get(before.place, ""),
    )
    event = InterviewEvent(kind="move", value=record.form_version, language=record.client_language)
    _keep(workspace, record, event, interview.state(), before.form_version)
    return record


def move_back(workspace: Workspace, *, interview_id: str, now: datetime.datetime) -> InterviewRecord:
    """Bring a draft back exactly as it was before it moved; what was answered since stays in its history.

    Raises RecordMissing, InterviewClosed, NoOtherVersion, AuditBroken, DiskFull.
    """
    before = _draft(workspace, interview_id)
    state = former_of(interview_sql.state(workspace.database, interview_id))
    if not state:
        raise NoOtherVersion
    form = load_form(workspace, form_id=before.form_id, version=version_of(state))
    interview = Interview.resume(form, state, now=now)
    answered, asked = interview.progress()
    record = msgspec.structs.replace(
        before,
        form_version=form.version,
        form_title=form.title,
        saved_at=now,
        answered=answered,
        asked=asked,
        language=interview.language,
        client_language=interview.client_language or interview.language,
        place="",
    )
    event = InterviewEvent(kind="move-back", value=record.form_version, language=record.client_language)
    _keep(workspace, record, event, state, before.form_version)
    return record


def _moved(
    workspace: Workspace, record: InterviewRecord, chosen: Mapping[str, str], now: datetime.datetime
) -> Move:
    form = load_form(workspace, form_id=record.form_id)
    if form.version == record.form_version:
        raise NoOtherVersion
    old = Interview.resume(
        load_form(workspace, form_id=record.form_id, version=record.form_version),
        interview_sql.state(workspace.database, record.id),
        now=now, user=workspace.user.name, device=workspace.device_id,
    )  # fmt: skip
    return migration.move_interview(old, form, now=now, chosen=chosen)


def _keep(
    workspace: Workspace, record: InterviewRecord, event: InterviewEvent, state: bytes, was: str
) -> None:
    digest = hashlib.sha256(state).hexdigest()
    detail = f"{was} -> {record.form_version}"
    with workspace.recorded(
        f"interview.{event.kind}", f"interview:{record.id}", now=record.saved_at, detail=detail, digest=digest
    ) as database:
        interview_sql.update_interview(database, record)
        interview_sql.append_event(database, record.id, event, at=record.saved_at, by=workspace.user.id)
        interview_sql.write_state(database, record.id, state, digest)


def _draft(workspace: Workspace, interview_id: str) -> InterviewRecord:
    record = interview_sql.interview(workspace.database, interview_id)
    if record is None:
        raise RecordMissing
    if record.status not in ("draft", "returned"):
        raise InterviewClosed
    return record
