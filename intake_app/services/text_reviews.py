"""Reviews of a form's languages: what each still lacks, who read it, recording and withdrawing a review."""

import datetime

import msgspec

from intake_app import forms as form_room
from intake_app.forms.definition import FormDefinition, FormLanguage
from intake_app.forms.legal import is_legal_reviewed, legal_questions
from intake_app.forms.text_places import MissingText, missing_texts
from intake_app.forms.wording import stated_chain
from intake_app.records.finding import FormFinding
from intake_app.records.text_review import ReviewScope, TextReview
from intake_app.services.errors import LanguageNotInForm, ReviewDateWrong, ReviewerMissing
from intake_app.services.forms import load_form
from intake_app.services.session import Workspace
from intake_app.vault import text_reviews as review_sql

__all__ = [
    "FormSheet", "LanguageSheet", "MissingText", "form_sheet", "record_text_review", "sheet_of",
    "withdraw_text_review",
]  # fmt: skip


class LanguageSheet(msgspec.Struct, frozen=True):
    """One language of a form: how complete it is, who read it, what stands in where a text is missing."""

    language: FormLanguage
    percent: int
    missing: tuple[MissingText, ...]
    chain: tuple[FormLanguage, ...]  # itself, then what is shown instead, the default language last
    reviews: tuple[TextReview, ...]  # recorded here; may be withdrawn
    is_default: bool
    shows_legal: bool  # texts with legal effect are shown in it


class FormSheet(msgspec.Struct, frozen=True):
    """An installed form as its supervisor sees it."""

    form_id: str
    version: str
    title: str
    legal_texts: int  # questions whose texts have legal effect
    languages: tuple[LanguageSheet, ...]
    findings: tuple[FormFinding, ...]


def form_sheet(workspace: Workspace, *, form_id: str, version: str | None = None) -> FormSheet:
    """Return what there is to know of an installed form; raises FormMissing."""
    definition = load_form(workspace, form_id=form_id, version=version)
    reviews = review_sql.text_reviews(workspace.database, definition.form_id, definition.version)
    return sheet_of(definition, reviews)


def sheet_of(definition: FormDefinition, reviews: tuple[TextReview, ...] = ()) -> FormSheet:
    """Return the sheet of a form that need not be installed; ``reviews`` are on its languages already."""
    counts = form_room.completeness(definition)
    by_name = {language.name: language for language in definition.languages}
    return FormSheet(
        form_id=definition.form_id,
        version=definition.version,
        title=definition.title,
        legal_texts=len(legal_questions(definition)),
        languages=tuple(
            LanguageSheet(
                language=language,
                percent=counts[language.name].percent,
                missing=missing_texts(definition, language.name),
                chain=tuple(
                    by_name[name] for name in stated_chain(definition, language.name) if name in by_name
                ),
                reviews=tuple(review for review in reviews if review.language == language.name),
                is_default=language.name == definition.default_language,
                shows_legal=language.name == definition.default_language or is_legal_reviewed(language),
            )
            for language in definition.languages
        ),
        findings=tuple(form_room.check_authoring(definition)),
    )


def record_text_review(
    workspace: Workspace, *, form_id: str, version: str, language: str, scope: ReviewScope,
    reviewer: str, reviewed_on: str, now: datetime.datetime,
) -> TextReview:  # fmt: skip
    """Record that ``reviewer`` read a language's texts on ``reviewed_on`` (YYYY-MM-DD); supervisors only.

    Takes the place of a review of the same scope. Raises NotAllowed, FormMissing, LanguageNotInForm,
    ReviewerMissing, ReviewDateWrong (no date, or one that is still to come).
    """
    workspace.require_role("supervisor")
    _check_language(workspace, form_id, version, language)
    review = TextReview(
        form_id=form_id,
        form_version=version,
        language=language,
        scope=scope,
        reviewer=" ".join(reviewer.split()),
        reviewed_on=_day(reviewed_on, now),
        recorded_at=now,
        recorded_by=workspace.user.id,
    )
    if not review.reviewer:
        raise ReviewerMissing
    with workspace.recorded(
        "form.review", f"form:{form_id}", now=now, detail=f"{version} {language} {scope} {review.reviewed_on}"
    ) as database:
        review_sql.put_text_review(database, review)
    workspace.forms.pop((form_id, version), None)
    return review


def withdraw_text_review(
    workspace: Workspace, *, form_id: str, version: str, language: str, scope: ReviewScope,
    now: datetime.datetime,
) -> None:  # fmt: skip
    """Take a recorded review back, for instance when a mistake was found; supervisors only."""
    workspace.require_role("supervisor")
    _check_language(workspace, form_id, version, language)
    with workspace.recorded(
        "form.unreview", f"form:{form_id}", now=now, detail=f"{version} {language} {scope}"
    ) as database:
        review_sql.delete_text_review(
            database, form_id=form_id, version=version, language=language, scope=scope
        )
    workspace.forms.pop((form_id, version), None)


def _check_language(workspace: Workspace, form_id: str, version: str, language: str) -> None:
    definition = load_form(workspace, form_id=form_id, version=version)
    if language not in {each.name for each in definition.languages}:
        raise LanguageNotInForm(language=language)


def _day(said: str, now: datetime.datetime) -> str:
    try:
        day = datetime.date.fromisoformat(said.strip())
    except ValueError as wrong:
        raise ReviewDateWrong from wrong
    if day > now.astimezone().date():
        raise ReviewDateWrong
    return day.isoformat()
