"""SQL of special needs: sealed bodies, and beside them only ids and the next day to act on (no reason)."""

import datetime

import msgspec

from intake_app.records.special_needs import SpecialNeedsCheck
from intake_app.vault.compartment import Compartment
from intake_app.vault.database import Database

_TABLE = "special_needs"
_DECODER = msgspec.json.Decoder(SpecialNeedsCheck)


def keep_check(database: Database, compartment: Compartment, check: SpecialNeedsCheck, due_on: str) -> None:
    """Add a check or keep it as it is now; ``due_on`` (YYYY-MM-DD or empty) is seen by everybody."""
    done = check.completed_at.isoformat() if check.completed_at else None
    sealed = compartment.seal(_TABLE, check.id, msgspec.json.encode(check))
    database.execute(
        "INSERT INTO special_needs (id, case_id, person_id, due_on, completed_at, sealed)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " due_on = excluded.due_on, completed_at = excluded.completed_at, sealed = excluded.sealed",
        (check.id, check.case_id, check.person_id, due_on, done, sealed),
    )


def check(database: Database, compartment: Compartment, check_id: str) -> SpecialNeedsCheck | None:
    """Return one check."""
    return next(iter(_opened(database, compartment, "id = ?", check_id)), None)


def checks_of(database: Database, compartment: Compartment, person_id: str) -> tuple[SpecialNeedsCheck, ...]:
    """Return a person's checks, oldest first."""
    return _opened(database, compartment, "person_id = ?", person_id)


def open_checks(database: Database, compartment: Compartment) -> tuple[SpecialNeedsCheck, ...]:
    """Return the checks of everybody that are not completed."""
    return _opened(database, compartment, "completed_at IS NULL")


def forget_due(database: Database, person_id: str) -> None:
    """Take the days to act on from a person's earlier checks: a new one takes over."""
    database.execute("UPDATE special_needs SET due_on = '' WHERE person_id = ?", (person_id,))


def due_by(database: Database, day: datetime.date) -> tuple[tuple[str, str, str, str], ...]:
    """Return (person, case, case number, day) of what is due until ``day``, of cases that are not closed.

    Needs no key. Due are the days of checks, and day 30 of who applied and has no check yet is the
    services' to count (``applicants_without_check``).
    """
    rows = database.execute(
        "SELECT s.person_id, s.case_id, c.number, s.due_on FROM special_needs s"
        " JOIN cases c ON c.id = s.case_id LEFT JOIN case_files f ON f.case_id = s.case_id"
        " WHERE s.due_on <> '' AND s.due_on <= ? AND f.closed_at IS NULL ORDER BY s.due_on, s.id",
        (day.isoformat(),),
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


def due_of(database: Database, person_id: str) -> str:
    """Return the next day to act on for a person, empty when there is none. Needs no key."""
    found = database.value(
        "SELECT min(due_on) FROM special_needs WHERE person_id = ? AND due_on <> ''", (person_id,)
    )
    return str(found or "")


def has_check(database: Database, person_id: str) -> bool:
    """Tell whether there is a check of a person. Needs no key."""
    return bool(
        database.value("SELECT EXISTS (SELECT 1 FROM special_needs WHERE person_id = ?)", (person_id,))
    )


def applicants_without_check(
    database: Database, groups: tuple[str, ...], *, since: datetime.date, until: datetime.date
) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return (person, case, case number, application, arrival) where a check has not begun.

    Of open cases whose status group is in ``groups``, or is not known while an application is; of those whose
    day of application, else of arrival, lies between the two days (of a coarse one its first day counts:
    as texts "2026-11" comes before "2026-11-01" and after "2026-10-31").
    """
    marks = ", ".join("?" * len(groups))
    rows = database.execute(
        "SELECT c.person_id, c.id, c.number, f.applied, f.arrived FROM (SELECT case_id, status_group,"  # noqa: S608 - our own words, question marks
        " coalesce(CAST(body AS TEXT) ->> '$.application_on', '') AS applied,"
        " coalesce(CAST(body AS TEXT) ->> '$.arrived_on', '') AS arrived"
        f" FROM case_files WHERE closed_at IS NULL AND status_group IN ('', {marks})) f"
        " CROSS JOIN cases c ON c.id = f.case_id"
        " WHERE coalesce(nullif(f.applied, ''), f.arrived) BETWEEN ? AND ?"
        " AND (f.status_group <> '' OR f.applied <> '')"
        " AND NOT EXISTS (SELECT 1 FROM special_needs s WHERE s.case_id = c.id)",
        (*groups, since.isoformat()[:7], until.isoformat()),
    )
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def _opened(
    database: Database, compartment: Compartment, where: str, *args: str
) -> tuple[SpecialNeedsCheck, ...]:
    rows = database.execute(f"SELECT id, sealed FROM special_needs WHERE {where} ORDER BY rowid", args)  # noqa: S608 - own SQL
    return tuple(_DECODER.decode(compartment.open(_TABLE, row[0], bytes(row[1]))) for row in rows)
