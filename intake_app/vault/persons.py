"""SQL of persons and their search keys."""

# ruff: noqa: S608 - statements are put together from our own constants and question marks only

from collections.abc import Iterable, Sequence

import msgspec

from intake_app.records.person import Person
from intake_app.vault.database import Database

_CANDIDATES = 400  # the re-rank sees at most so many


def insert_person(database: Database, person: Person, search_keys: Iterable[str]) -> None:
    """Add a person with the keys under which they are found."""
    database.execute(
        "INSERT INTO persons (id, body, birth_year, created_at, rev) VALUES (?, ?, ?, ?, ?)",
        (
            person.id,
            msgspec.json.encode(person),
            person.birth.year,
            person.created_at.isoformat(),
            person.rev,
        ),
    )
    _write_keys(database, person.id, search_keys)


def update_person(database: Database, person: Person, search_keys: Iterable[str]) -> None:
    """Replace a person's record and keys."""
    database.execute(
        "UPDATE persons SET body = ?, birth_year = ?, rev = ? WHERE id = ?",
        (msgspec.json.encode(person), person.birth.year, person.rev, person.id),
    )
    database.execute("DELETE FROM search_keys WHERE person_id = ?", (person.id,))
    _write_keys(database, person.id, search_keys)


def person(database: Database, person_id: str) -> Person | None:
    """Return the person with this id."""
    body = database.value("SELECT body FROM persons WHERE id = ?", (person_id,))
    return None if body is None else msgspec.json.decode(body, type=Person)


def persons_by_key(
    database: Database, prefixes: Sequence[Sequence[str]], birth_years: Sequence[int]
) -> tuple[Person, ...]:
    """Return candidates: those that meet most parts first.

    Each part of the query is a group of key prefixes, any of which counts; a birth year is a part, too.
    """
    met: dict[str, int] = {}
    for group in prefixes:
        found: set[str] = set()
        for prefix in group:
            rows = database.execute(
                "SELECT DISTINCT person_id FROM search_keys WHERE key >= ? AND key < ? LIMIT 5000",
                (prefix, prefix + "\U0010ffff"),
            )
            found.update(row[0] for row in rows)
        for person_id in found:
            met[person_id] = met.get(person_id, 0) + 1
    for year in birth_years:
        rows = database.execute("SELECT id FROM persons WHERE birth_year = ? LIMIT 5000", (year,))
        for row in rows:
            met[row[0]] = met.get(row[0], 0) + 1
    best = sorted(met, key=lambda person_id: -met[person_id])[:_CANDIDATES]
    return persons_by_id(database, best)


def persons_by_id(database: Database, person_ids: Sequence[str]) -> tuple[Person, ...]:
    """Return the persons with these ids, in their order."""
    marks = ",".join("?" * len(person_ids))
    rows = database.execute(f"SELECT id, body FROM persons WHERE id IN ({marks})", person_ids)
    bodies: dict[str, bytes] = dict(rows)
    return tuple(msgspec.json.decode(bodies[i], type=Person) for i in person_ids if i in bodies)


def _write_keys(database: Database, person_id: str, search_keys: Iterable[str]) -> None:
    database.execute_many(
        "INSERT OR IGNORE INTO search_keys (key, person_id) VALUES (?, ?)",
        [(key, person_id) for key in search_keys],
    )
