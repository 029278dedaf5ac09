"""SQL of the reviews of a form's languages; one row a form version, language and scope."""

import msgspec

from intake_app.records.text_review import ReviewScope, TextReview
from intake_app.vault.database import Database


def put_text_review(database: Database, review: TextReview) -> None:
    """Keep a review in the place of one before."""
    database.execute(
        "INSERT OR REPLACE INTO text_reviews (form_id, form_version, language, scope, recorded_at, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            review.form_id,
            review.form_version,
            review.language,
            review.scope,
            review.recorded_at.isoformat(),
            msgspec.json.encode(review),
        ),
    )


def delete_text_review(
    database: Database, *, form_id: str, version: str, language: str, scope: ReviewScope
) -> None:
    """Take a review away; the audit trail keeps that it was there."""
    database.execute(
        "DELETE FROM text_reviews WHERE form_id = ? AND form_version = ? AND language = ? AND scope = ?",
        (form_id, version, language, scope),
    )


def text_reviews(database: Database, form_id: str, version: str) -> tuple[TextReview, ...]:
    """Return the reviews of one form version, by language and scope."""
    rows = database.execute(
        "SELECT body FROM text_reviews WHERE form_id = ? AND form_version = ? ORDER BY language, scope",
        (form_id, version),
    )
    return tuple(msgspec.json.decode(row[0], type=TextReview) for row in rows)
