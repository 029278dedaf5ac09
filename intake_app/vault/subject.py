"""Everything kept about one person, table by table, as the schema has it: nothing can be left out by mistake.

Tables with a ``person_id`` give the person's own rows; those with only a ``case_id`` the rows of the cases
the person is the client of; what hangs on an interview, a goal or a case comes with it.
"""

# ruff: noqa: S608 - statements are put together from the schema's own names and question marks only

import base64
from typing import Any

import msgspec

from intake_app.vault.database import Database

# What is worked out from other rows, told in other words, or closed with another key.
_ELSEWHERE = frozenset({"search_keys", "interview_states", "special_needs", "audit"})
_HANG_ON = (("interview_id", "interviews"), ("goal_id", "goals"))


def rows_about(database: Database, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return table -> rows as plain values; bodies are opened, bytes are base64."""
    tables = {
        row[0]: [column[1] for column in database.execute(f'PRAGMA table_info("{row[0]}")')]
        for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    }
    cases = [row[0] for row in database.execute("SELECT id FROM cases WHERE person_id = ?", (person_id,))]
    found = {"persons": _rows(database, "persons", tables["persons"], "id", [person_id])}
    for table, columns in tables.items():
        if table in _ELSEWHERE or table == "persons":
            continue
        if "person_id" in columns:
            found[table] = _rows(database, table, columns, "person_id", [person_id])
        elif "case_id" in columns:
            found[table] = _rows(database, table, columns, "case_id", cases)
    for column, parent in _HANG_ON:
        ids = [str(row["id"]) for row in found.get(parent, [])]
        for table, columns in tables.items():
            if column in columns and table not in _ELSEWHERE and "person_id" not in columns:
                found[table] = _rows(database, table, columns, column, ids)
    return {table: rows for table, rows in found.items() if rows}


def _rows(
    database: Database, table: str, columns: list[str], key: str, values: list[str]
) -> list[dict[str, Any]]:
    marks = ",".join("?" * len(values))
    rows = database.execute(f'SELECT * FROM "{table}" WHERE "{key}" IN ({marks})', values)
    return [_opened(dict(zip(columns, row, strict=True))) for row in rows]


def _opened(row: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in row.items():
        if name in {"body", "head"} and isinstance(value, bytes):
            made.update(msgspec.json.decode(value))
        elif isinstance(value, bytes):
            made[name] = base64.b64encode(value).decode()
        else:
            made.setdefault(name, value)
    return made
