"""SQL of retention: the site's own periods, deletions with their receipts, what persons dispute."""

import datetime

import msgspec

from intake_app.records.retention import Deletion, Dispute, RetentionChoice
from intake_app.vault.bodies import bodies, body, keep_body
from intake_app.vault.database import Database


class CaseTimes(msgspec.Struct, frozen=True):
    """What the time of keeping a case is counted from."""

    case_id: str
    person_id: str
    number: str
    touched_at: datetime.datetime
    closed_at: datetime.datetime | None


def keep_choice(database: Database, choice: RetentionChoice) -> None:
    """Keep the site's own period of a rule."""
    keep_body(database, "retention_rules", choice, {"id": choice.id})


def choices(database: Database) -> tuple[RetentionChoice, ...]:
    """Return the periods the site has set itself."""
    return bodies(database, RetentionChoice, "retention_rules", order="id")


def keep_deletion(database: Database, deletion: Deletion) -> None:
    """Add a deletion or keep it as it is now."""
    keep_body(database, "deletions", deletion, {
        "id": deletion.id, "case_id": deletion.case_id, "state": deletion.state,
        "asked_at": deletion.asked_at.isoformat(),
    })  # fmt: skip


def deletion(database: Database, deletion_id: str) -> Deletion | None:
    """Return one deletion."""
    return body(database, Deletion, "deletions", "id = ?", (deletion_id,))


def deletions(database: Database, state: str) -> tuple[Deletion, ...]:
    """Return the deletions in a state, oldest first."""
    return bodies(database, Deletion, "deletions", "state = ?", (state,), order="asked_at, id")


def keep_dispute(database: Database, dispute: Dispute) -> None:
    """Add what a person disputes or keep it as it is now."""
    keep_body(database, "disputes", dispute, {
        "id": dispute.id, "case_id": dispute.case_id, "person_id": dispute.person_id,
        "raised_at": dispute.raised_at.isoformat(),
    })  # fmt: skip


def dispute(database: Database, dispute_id: str) -> Dispute | None:
    """Return one dispute."""
    return body(database, Dispute, "disputes", "id = ?", (dispute_id,))


def disputes_of(database: Database, person_id: str) -> tuple[Dispute, ...]:
    """Return what a person disputes, oldest first."""
    return bodies(database, Dispute, "disputes", "person_id = ?", (person_id,), order="raised_at, id")


def restricted_persons(database: Database) -> frozenset[str]:
    """Return the persons whose data may only be kept."""
    kept = bodies(database, Dispute, "disputes", "json_extract(body, '$.restricts') <> ''", order="id")
    return frozenset(one.person_id for one in kept if one.is_restricting)


def case_times(database: Database) -> tuple[CaseTimes, ...]:
    """Return every case with what its time is counted from, by number.

    Without the cases of persons who are worked with in their family's.
    """
    rows = database.execute(
        "SELECT c.id, c.person_id, c.number, c.touched_at, f.closed_at FROM cases c"
        " LEFT JOIN case_files f ON f.case_id = c.id WHERE NOT EXISTS"
        " (SELECT 1 FROM case_members m WHERE m.person_id = c.person_id AND m.case_id <> c.id)"
        " ORDER BY c.number"
    )
    return tuple(
        CaseTimes(row[0], row[1], row[2], datetime.datetime.fromisoformat(row[3]),
                  datetime.datetime.fromisoformat(row[4]) if row[4] else None)
        for row in rows
    )  # fmt: skip


def storage_ended(database: Database) -> dict[str, datetime.datetime]:
    """Return since when each person whose newest decision about keeping (K-DS) is a no has said so."""
    rows = database.execute(
        "SELECT person_id, at, json_extract(body, '$.state') FROM consents WHERE purpose = 'K-DS'"
        " ORDER BY at, rowid"
    )
    newest = {row[0]: (row[1], row[2]) for row in rows}
    return {
        person_id: datetime.datetime.fromisoformat(at)
        for person_id, (at, state) in newest.items()
        if state != "given"
    }
