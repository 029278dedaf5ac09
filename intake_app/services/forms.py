"""The form library of a workspace: read a file, keep it, open it. Versions are never replaced."""

import datetime
from pathlib import Path

import msgspec

from intake_app import forms as form_room
from intake_app.forms.definition import FormDefinition, FormLanguage, FormReading
from intake_app.forms.tree import questions
from intake_app.services.errors import FormMissing, FormVersionTaken
from intake_app.services.session import Workspace
from intake_app.vault import forms as form_sql


class FormOutline(msgspec.Struct, frozen=True):
    """An installed form; ``languages`` pairs each language with the percentage of texts it has."""

    form_id: str
    version: str
    title: str
    languages: tuple[tuple[FormLanguage, int], ...]
    questions: int
    installed_at: datetime.datetime
    is_shipped: bool = False


def read_form_file(path: Path, attachments: Path | None = None) -> FormReading:
    """Read a form file and its findings; needs no workspace and may take a moment (work lane)."""
    return form_room.read_form(path, attachments)


def installed_forms(workspace: Workspace) -> tuple[FormOutline, ...]:
    """Return the newest version of each installed form, by title."""
    newest: dict[str, FormOutline] = {}
    for data in form_sql.form_outlines(workspace.database):
        outline = msgspec.json.decode(data, type=FormOutline)
        newest.setdefault(outline.form_id, outline)
    return tuple(sorted(newest.values(), key=lambda outline: (not outline.is_shipped, outline.title)))


def keep_form(
    workspace: Workspace, *, definition: FormDefinition, now: datetime.datetime, is_shipped: bool = False
) -> FormOutline:
    """Install a form; the same one again changes nothing. Raises FormVersionTaken."""
    package = form_room.encode(definition)
    outline = _outline(definition, now, is_shipped)
    known = form_sql.form_package(workspace.database, definition.form_id, definition.version)
    if known is not None:
        if known != package:
            raise FormVersionTaken(form=definition.form_id, version=definition.version)
        return outline
    with workspace.recorded(
        "form.keep", f"form:{definition.form_id}", now=now, detail=definition.version
    ) as database:
        form_sql.insert_form(
            database,
            form_id=definition.form_id,
            version=definition.version,
            title=definition.title,
            outline=msgspec.json.encode(outline),
            package=package,
            at=now,
        )
    return outline


def load_form(workspace: Workspace, *, form_id: str, version: str | None = None) -> FormDefinition:
    """Return an installed form, the newest version unless one is named; raises FormMissing."""
    if version is None:
        version = form_sql.newest_version(workspace.database, form_id)
    if version is None:
        raise FormMissing(form=form_id)
    if (form_id, version) not in workspace.forms:
        package = form_sql.form_package(workspace.database, form_id, version)
        if package is None:
            raise FormMissing(form=form_id)
        workspace.forms[form_id, version] = form_room.decode(package)
    return workspace.forms[form_id, version]


def _outline(definition: FormDefinition, now: datetime.datetime, is_shipped: bool) -> FormOutline:
    counts = form_room.completeness(definition)
    return FormOutline(
        form_id=definition.form_id,
        version=definition.version,
        title=definition.title,
        languages=tuple(
            (language, counts[language.name].percent if language.name in counts else 0)
            for language in definition.languages
        ),
        questions=sum(1 for _ in questions(definition)),
        installed_at=now,
        is_shipped=is_shipped,
    )
