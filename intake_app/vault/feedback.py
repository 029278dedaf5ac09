"""SQL of feedback, which leads to nobody, and of questions that were spared."""

from intake_app.records.feedback import Feedback, SparedQuestion
from intake_app.vault.bodies import bodies, keep_body
from intake_app.vault.database import Database


def insert_feedback(database: Database, feedback: Feedback) -> None:
    """Add one person's feedback."""
    keep_body(database, "feedback", feedback, {
        "id": feedback.id, "month": feedback.month, "language": feedback.language,
    })  # fmt: skip


def all_feedback(database: Database) -> tuple[Feedback, ...]:
    """Return all feedback; by their drawn ids, so the order tells nothing."""
    return bodies(database, Feedback, "feedback", order="id")


def keep_spared(database: Database, spared: SparedQuestion) -> None:
    """Add a question that was spared."""
    keep_body(database, "spared_questions", spared, {
        "id": spared.id, "case_id": spared.case_id, "person_id": spared.person_id,
        "spared_at": spared.spared_at.isoformat(),
    })  # fmt: skip


def spared_of_case(database: Database, case_id: str) -> tuple[SparedQuestion, ...]:
    """Return what was spared in a case, oldest first."""
    return bodies(
        database, SparedQuestion, "spared_questions", "case_id = ?", (case_id,), order="spared_at, id"
    )


def count_spared(database: Database) -> tuple[int, int]:
    """Return how many questions were spared, and to how many persons."""
    row = database.row("SELECT COUNT(*), COUNT(DISTINCT person_id) FROM spared_questions")
    assert row is not None
    return int(row[0]), int(row[1])
