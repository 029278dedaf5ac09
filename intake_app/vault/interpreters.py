"""SQL of interpreters, and of who interpreted in which interview."""

import datetime

import msgspec

from intake_app.records.interpreter import Interpreter, InterpreterAssignment
from intake_app.vault.database import Database


def keep_interpreter(database: Database, interpreter: Interpreter) -> None:
    """Add an interpreter, or replace what is known of one."""
    removed = interpreter.removed_at.isoformat() if interpreter.removed_at else None
    database.execute(
        "INSERT INTO interpreters (id, name, body, removed_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body,"
        " removed_at = excluded.removed_at",
        (interpreter.id, interpreter.name, msgspec.json.encode(interpreter), removed),
    )


def interpreter(database: Database, interpreter_id: str) -> Interpreter | None:
    """Return the interpreter with this id, also one who was removed."""
    body = database.value("SELECT body FROM interpreters WHERE id = ?", (interpreter_id,))
    return msgspec.json.decode(body, type=Interpreter) if body is not None else None


def interpreters(database: Database) -> tuple[Interpreter, ...]:
    """Return the interpreters who were not removed, by name."""
    rows = database.execute("SELECT body FROM interpreters WHERE removed_at IS NULL ORDER BY name, id")
    return tuple(msgspec.json.decode(row[0], type=Interpreter) for row in rows)


def keep_assignment(database: Database, assignment: InterpreterAssignment) -> None:
    """Add an assignment, or replace what is known of it."""
    database.execute(
        "INSERT INTO interpreter_assignments (id, interview_id, interpreter_id, begun_at, body)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        (
            assignment.id,
            assignment.interview_id,
            assignment.interpreter_id or None,
            assignment.begun_at.isoformat(),
            msgspec.json.encode(assignment),
        ),
    )


def assignments(database: Database, interview_id: str) -> tuple[InterpreterAssignment, ...]:
    """Return who interpreted in an interview, or was refused, in order."""
    rows = database.execute(
        "SELECT body FROM interpreter_assignments WHERE interview_id = ? ORDER BY begun_at, rowid",
        (interview_id,),
    )
    return tuple(msgspec.json.decode(row[0], type=InterpreterAssignment) for row in rows)


def end_assignments(database: Database, interview_id: str, now: datetime.datetime) -> None:
    """End whatever assignment of the interview has not ended."""
    for assignment in assignments(database, interview_id):
        if assignment.ended_at is None:
            keep_assignment(database, msgspec.structs.replace(assignment, ended_at=now))
