"""SQL of cases."""

# ruff: noqa: S608 - statements are put together from our own constants and question marks only

import datetime
from collections.abc import Sequence

from intake_app.records.case import Case
from intake_app.vault.database import Database, Row

_COLUMNS = "id, number, person_id, opened_at, responsible, rev"


def insert_case(database: Database, case: Case) -> None:
    """Add a case."""
    opened = case.opened_at.isoformat()
    database.execute(
        "INSERT INTO cases (id, number, person_id, opened_at, responsible, touched_at, rev)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (case.id, case.number, case.person_id, opened, case.responsible, opened, case.rev),
    )


def update_case(database: Database, case: Case) -> None:
    """Keep who is responsible for a case now."""
    database.execute(
        "UPDATE cases SET responsible = ?, rev = ? WHERE id = ?", (case.responsible, case.rev, case.id)
    )


def case(database: Database, case_id: str) -> Case | None:
    """Return the case with this id."""
    row = database.row(f"SELECT {_COLUMNS} FROM cases WHERE id = ?", (case_id,))
    return _case(row) if row else None


def case_of_person(database: Database, person_id: str) -> Case | None:
    """Return the person's newest case."""
    row = database.row(
        f"SELECT {_COLUMNS} FROM cases WHERE person_id = ? ORDER BY opened_at DESC LIMIT 1",
        (person_id,),
    )
    return _case(row) if row else None


def cases_by_number(database: Database, beginning: str) -> tuple[Case, ...]:
    """Return the cases whose number begins so (``K-22``)."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM cases WHERE number >= ? AND number < ? ORDER BY number LIMIT 50",
        (beginning, beginning + "\U0010ffff"),
    )
    return tuple(_case(row) for row in rows)


def is_number_taken(database: Database, number: str) -> bool:
    """Tell whether a case number is in use."""
    return database.row("SELECT 1 FROM cases WHERE number = ?", (number,)) is not None


def count_cases(database: Database) -> int:
    """Return how many cases there are."""
    return int(database.value("SELECT count(*) FROM cases"))


def touch_case(database: Database, case_id: str, at: datetime.datetime) -> None:
    """Move a case to the top of the recently used."""
    database.execute("UPDATE cases SET touched_at = ? WHERE id = ?", (at.isoformat(), case_id))


def recent_cases(database: Database, limit: int) -> tuple[Case, ...]:
    """Return the cases used last, newest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM cases ORDER BY touched_at DESC, id DESC LIMIT ?",
        (limit,),
    )
    return tuple(_case(row) for row in rows)


def cases_of_persons(database: Database, person_ids: Sequence[str]) -> dict[str, Case]:
    """Return the newest case of each person."""
    marks = ",".join("?" * len(person_ids))
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM cases WHERE person_id IN ({marks}) ORDER BY opened_at",
        person_ids,
    )
    return {row[2]: _case(row) for row in rows}


def _case(row: Row) -> Case:
    return Case(
        id=row[0],
        number=row[1],
        person_id=row[2],
        opened_at=datetime.datetime.fromisoformat(row[3]),
        responsible=row[4],
        rev=row[5],
    )
