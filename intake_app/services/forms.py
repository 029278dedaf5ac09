"""The form library of a workspace: read a file, keep it, open it. Versions are never replaced."""

import datetime
from pathlib import Path

import msgspec

from intake_app import forms as form_room
from intake_app.forms.definition import FormDefinition, FormLanguage, FormReading
from intake_app.forms.review import with_text_reviews
from intake_app.forms.tree import questions
from intake_app.forms.versions import FormChange, FormChanges, compare_forms
from intake_app.services.errors import FormMissing, FormVersionTaken
from intake_app.services.session import Workspace
from intake_app.vault import forms as form_sql
from intake_app.vault import text_reviews as review_sql

__all__ = [
    "FormChange", "FormChanges", "FormOutline", "changes_since_installed", "installed_forms", "keep_form",
    "load_form", "read_form_file",
]  # fmt: skip


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
    reading = form_room.read_form(path, attachments)
    if reading.definition is None:
        return reading
    findings = (*reading.findings, *form_room.check_authoring(reading.definition))
    return FormReading(reading.definition, findings)


def installed_forms(workspace: Workspace) -> tuple[FormOutline, ...]:
    """Return the newest version of each installed form, by title."""
    newest: dict[str, FormOutline] = {}
    for data in form_sql.form_outlines(workspace.database):
        outline = msgspec.json.decode(data, type=FormOutline)
        newest.setdefault(outline.form_id, outline)
    reviewed = (_with_reviews(workspace, outline) for outline in newest.values())
    return tuple(sorted(reviewed, key=lambda outline: (not outline.is_shipped, outline.title)))


def keep_form(
    workspace: Workspace, *, definition: FormDefinition, now: datetime.datetime, is_shipped: bool = False
) -> FormOutline:
    """Install a form; the same one again changes nothing. Raises FormVersionTaken."""
    package = form_room.encode(definition)
    outline = _outline(definition, now, is_shipped)
    known = form_sql.form_package(workspace.database, definition.form_id, definition.version)
    if known is not None:
        if known != package and _content(form_room.decode(known)) != _content(definition):
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
        definition = form_room.decode(package)
        reviews = review_sql.text_reviews(workspace.database, form_id, version)
        workspace.forms[form_id, version] = msgspec.structs.replace(
            definition, languages=with_text_reviews(definition.languages, reviews)
        )
    return workspace.forms[form_id, version]


def changes_since_installed(workspace: Workspace, *, definition: FormDefinition) -> FormChanges | None:
    """Return what is new in ``definition`` beside the newest installed version; None for a new form."""
    installed = form_sql.newest_version(workspace.database, definition.form_id)
    if installed is None:
        return None
    return compare_forms(load_form(workspace, form_id=definition.form_id, version=installed), definition)


def _content(definition: FormDefinition) -> bytes:
    """Return what makes a form the same form: who reviewed its languages does not, nor where rows stood."""
    languages = tuple(FormLanguage(language.name, language.tag) for language in definition.languages)
    instances = tuple(msgspec.structs.replace(table, source_row=None) for table in definition.instances)
    return form_room.encode(msgspec.structs.replace(definition, languages=languages, instances=instances))


def _with_reviews(workspace: Workspace, outline: FormOutline) -> FormOutline:
    reviews = review_sql.text_reviews(workspace.database, outline.form_id, outline.version)
    languages = with_text_reviews((language for language, _ in outline.languages), reviews)
    percents = (percent for _, percent in outline.languages)
    return msgspec.structs.replace(outline, languages=tuple(zip(languages, percents, strict=True)))


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
