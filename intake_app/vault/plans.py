"""SQL of goals, measures and referrals."""

from intake_app.records.plan import Goal, Measure
from intake_app.records.referral import Referral
from intake_app.vault.bodies import bodies, body, keep_body
from intake_app.vault.database import Database


def keep_goal(database: Database, goal: Goal) -> None:
    """Add a goal or keep it as it is now."""
    keep_body(database, "goals", goal, {
        "id": goal.id, "case_id": goal.case_id, "person_id": goal.person_id, "status": goal.status,
        "review_on": goal.review_on,
    })  # fmt: skip


def goal(database: Database, goal_id: str) -> Goal | None:
    """Return one goal."""
    return body(database, Goal, "goals", "id = ?", (goal_id,))


def goals_of(database: Database, person_id: str) -> tuple[Goal, ...]:
    """Return a person's goals, oldest first."""
    return bodies(database, Goal, "goals", "person_id = ?", (person_id,))


def goals_of_case(database: Database, case_id: str) -> tuple[Goal, ...]:
    """Return the goals of everybody in a case."""
    return bodies(database, Goal, "goals", "case_id = ?", (case_id,))


def keep_measure(database: Database, measure: Measure) -> None:
    """Add a measure or keep it as it is now."""
    keep_body(database, "measures", measure, {
        "id": measure.id, "goal_id": measure.goal_id, "case_id": measure.case_id,
        "status": measure.status, "due_on": measure.due_on,
    })  # fmt: skip


def measure(database: Database, measure_id: str) -> Measure | None:
    """Return one measure."""
    return body(database, Measure, "measures", "id = ?", (measure_id,))


def measures_of_case(database: Database, case_id: str) -> tuple[Measure, ...]:
    """Return the measures of a case, oldest first."""
    return bodies(database, Measure, "measures", "case_id = ?", (case_id,))


def measures_due(database: Database, until: str, limit: int) -> tuple[Measure, ...]:
    """Return measures not done and due on or before ``until`` (YYYY-MM-DD), the soonest first."""
    where = "status IN ('open', 'running', 'appointment') AND due_on <> '' AND due_on <= ?"
    return bodies(database, Measure, "measures", where, (until,), order=f"due_on, id LIMIT {int(limit)}")


def keep_referral(database: Database, referral: Referral) -> None:
    """Add a referral or keep it as it is now."""
    keep_body(database, "referrals", referral, {
        "id": referral.id, "case_id": referral.case_id, "person_id": referral.person_id,
        "created_at": referral.created_at.isoformat(), "result": referral.result,
    })  # fmt: skip


def referral(database: Database, referral_id: str) -> Referral | None:
    """Return one referral."""
    return body(database, Referral, "referrals", "id = ?", (referral_id,))


def referrals_of_case(database: Database, case_id: str) -> tuple[Referral, ...]:
    """Return the referrals of a case, oldest first."""
    return bodies(database, Referral, "referrals", "case_id = ?", (case_id,), order="created_at, rowid")


def all_referrals(database: Database) -> tuple[Referral, ...]:
    """Return every referral, oldest first."""
    return bodies(database, Referral, "referrals", order="created_at, rowid")


def remove_goal(database: Database, goal_id: str) -> None:
    """Take a goal out that was written down by mistake."""
    database.execute("DELETE FROM goals WHERE id = ?", (goal_id,))


def remove_measure(database: Database, measure_id: str) -> None:
    """Take a measure out that was written down by mistake."""
    database.execute("DELETE FROM measures WHERE id = ?", (measure_id,))


def remove_referral(database: Database, referral_id: str) -> None:
    """Take a referral out that was written down by mistake."""
    database.execute("DELETE FROM referrals WHERE id = ?", (referral_id,))
