"""SQL of interviews: the head row, the events that are only ever added, and the state as it stands."""

# ruff: noqa: S608 - statements are put together from our own constants and question marks only

import datetime
import hashlib
from collections.abc import Sequence

import msgspec

from intake_app.records.interview_record import InterviewEvent, InterviewRecord
from intake_app.vault.database import Database, Row
from intake_app.vault.errors import AuditBroken, RecordMissing

_FIELDS = InterviewRecord.__struct_fields__
_COLUMNS = ", ".join(_FIELDS)
_MOMENTS = {"begun_at", "saved_at", "completed_at"}


class KeptEvent(msgspec.Struct, frozen=True):
    """An event with its place in the history."""

    seq: int
    at: datetime.datetime
    by: str
    event: InterviewEvent


def insert_interview(database: Database, record: InterviewRecord) -> None:
    """Add the head row."""
    marks = ", ".join("?" * len(_FIELDS))
    database.execute(f"INSERT INTO interviews ({_COLUMNS}) VALUES ({marks})", _values(record))


def update_interview(database: Database, record: InterviewRecord) -> None:
    """Write the whole head row again."""
    sets = ", ".join(f"{name} = ?" for name in _FIELDS)
    database.execute(f"UPDATE interviews SET {sets} WHERE id = ?", (*_values(record), record.id))


def interview(database: Database, interview_id: str) -> InterviewRecord | None:
    """Return the head row with this id."""
    row = database.row(f"SELECT {_COLUMNS} FROM interviews WHERE id = ?", (interview_id,))
    return _record(row) if row else None


def interviews_of_person(database: Database, person_id: str) -> tuple[InterviewRecord, ...]:
    """Return a person's interviews, newest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM interviews WHERE person_id = ? ORDER BY begun_at DESC, id DESC",
        (person_id,),
    )
    return tuple(_record(row) for row in rows)


def interviews_in(database: Database, statuses: Sequence[str]) -> tuple[InterviewRecord, ...]:
    """Return the interviews in any of these states, last saved first."""
    marks = ",".join("?" * len(statuses))
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM interviews WHERE status IN ({marks}) ORDER BY saved_at DESC, id DESC",
        statuses,
    )
    return tuple(_record(row) for row in rows)


def append_event(
    database: Database, interview_id: str, event: InterviewEvent, *, at: datetime.datetime, by: str
) -> int:
    """Add one event; return its number."""
    seq = database.value(
        "SELECT coalesce(max(seq), 0) + 1 FROM interview_events WHERE interview_id = ?", (interview_id,)
    )
    database.execute(
        "INSERT INTO interview_events (interview_id, seq, at, by, body) VALUES (?, ?, ?, ?, ?)",
        (interview_id, seq, at.isoformat(), by, msgspec.json.encode(event)),
    )
    return int(seq)


def events(database: Database, interview_id: str) -> tuple[KeptEvent, ...]:
    """Return an interview's history, oldest first."""
    rows = database.execute(
        "SELECT seq, at, by, body FROM interview_events WHERE interview_id = ? ORDER BY seq", (interview_id,)
    )
    return tuple(
        KeptEvent(
            seq=row[0],
            at=datetime.datetime.fromisoformat(row[1]),
            by=row[2],
            event=msgspec.json.decode(row[3], type=InterviewEvent),
        )
        for row in rows
    )


def write_state(database: Database, interview_id: str, state: bytes, digest: str) -> None:
    """Replace the state; ``digest`` is its SHA-256 in hex, which the audit line carries as well."""
    database.execute(
        "INSERT INTO interview_states (interview_id, state, digest) VALUES (?, ?, ?)"
        " ON CONFLICT (interview_id) DO UPDATE SET state = excluded.state, digest = excluded.digest",
        (interview_id, state, digest),
    )


def state(database: Database, interview_id: str) -> bytes:
    """Return the state as it was kept last; an old page put back does not pass for it.

    Raises RecordMissing; AuditBroken when the log's newest digest of this interview is another.
    """
    found: bytes | None = database.value(
        "SELECT state FROM interview_states WHERE interview_id = ?", (interview_id,)
    )
    if found is None:
        raise RecordMissing
    row = database.row(
        "SELECT seq, digest FROM audit WHERE object = ? AND digest <> '' ORDER BY seq DESC LIMIT 1",
        (f"interview:{interview_id}",),
    )
    seq, digest = row or (0, "")
    if digest != hashlib.sha256(found).hexdigest():
        raise AuditBroken(seq=seq)
    return found


def _values(record: InterviewRecord) -> tuple[object, ...]:
    values = []
    for name in _FIELDS:
        value = getattr(record, name)
        values.append(value.isoformat() if isinstance(value, datetime.datetime) else value)
    return tuple(values)


def _record(row: Row) -> InterviewRecord:
    values = dict(zip(_FIELDS, row, strict=True))
    for name in _MOMENTS:
        if values[name] is not None:
            values[name] = datetime.datetime.fromisoformat(values[name])
    values["is_sample"] = bool(values["is_sample"])
    return InterviewRecord(**values)
