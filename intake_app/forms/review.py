"""The reviews of a form's languages: the review sheet of its author, and what supervisors recorded.

The sheet has the columns ``language``, ``scope`` (``all``, or ``legal`` for the texts with legal effect
alone), ``reviewer``, ``date``. It lists every language that is a translation; a line without reviewer or
date means unreviewed. A language that is not listed is the reference text itself. Without the sheet
nobody knows. A review of all texts is one of the legal texts, too.
"""

from collections.abc import Iterable

import msgspec

from intake_app.forms.definition import FormDefinition, FormLanguage
from intake_app.forms.tables import Workbook
from intake_app.records.text_review import ReviewScope, TextReview

_SCOPES: dict[str, ReviewScope] = {"": "all", "all": "all", "legal": "legal", "consent": "legal"}


def with_review(definition: FormDefinition, book: Workbook) -> FormDefinition:
    """Return ``definition`` with the review state of each language taken from the sheet."""
    if "review" not in book.sheets:
        return definition
    known = {language.name.casefold(): language for language in definition.languages}
    states = dict.fromkeys(known, True)  # by folded name: the reference text, until it is listed
    given: list[tuple[str, ReviewScope, str, str]] = []
    for row in book.rows("review"):
        cells = {column.strip().lower(): value.strip() for column, value in row.cells.items()}
        language = " ".join(cells.get("language", "").split()).casefold()
        scope = _SCOPES.get(cells.get("scope", "").lower())
        if language in known:
            states[language] = False
            if scope and cells.get("reviewer") and cells.get("date"):
                given.append((language, scope, cells["reviewer"], cells["date"]))
    for folded, is_reference in states.items():
        state = "reviewed" if is_reference else "unreviewed"
        known[folded] = msgspec.structs.replace(known[folded], review=state, legal_review=state)
    for folded, scope, reviewer, date in given:
        known[folded] = _reviewed(known[folded], scope, reviewer, date)
    return msgspec.structs.replace(definition, languages=tuple(known.values()))


def with_text_reviews(
    languages: Iterable[FormLanguage], reviews: Iterable[TextReview]
) -> tuple[FormLanguage, ...]:
    """Return ``languages`` with the recorded reviews of this form version put onto them."""
    by_name = {language.name: language for language in languages}
    for review in sorted(reviews, key=lambda each: each.scope, reverse=True):  # legal before all
        if review.language in by_name:
            found = by_name[review.language]
            by_name[review.language] = _reviewed(found, review.scope, review.reviewer, review.reviewed_on)
    return tuple(by_name.values())


def _reviewed(language: FormLanguage, scope: ReviewScope, reviewer: str, date: str) -> FormLanguage:
    if scope == "all":
        language = msgspec.structs.replace(language, review="reviewed", reviewer=reviewer, reviewed_on=date)
        if language.legal_reviewer:
            return language  # who read the legal texts alone knows them better
    return msgspec.structs.replace(
        language, legal_review="reviewed", legal_reviewer=reviewer, legal_reviewed_on=date
    )
