"""SQL of the outbox: sealed batches, what was in them, receipts, and the central system's public keys."""

# ruff: noqa: S608 - statements are put together from our own constants and question marks only

import datetime
from collections.abc import Iterable

import msgspec

from intake_app.records.batch import BatchHeader, CentralKey, Receipt, ReceiptLine
from intake_app.vault.database import Database, Row

_COLUMNS = "sequence, batch_id, created_at, created_by, path, sha256, state, header"


class KeptBatch(msgspec.Struct, frozen=True):
    """One sealed batch. ``state`` is sealed, settled or rejected; ``path`` is where it was written to."""

    sequence: int
    batch_id: str
    created_at: datetime.datetime
    created_by: str
    path: str
    sha256: str
    state: str
    header: BatchHeader


class BatchItemRow(msgspec.Struct, frozen=True):
    """One record's way in one batch; ``status`` is empty until a receipt names it."""

    batch_id: str
    type: str
    record_id: str
    rev: int
    status: str = ""
    reason: str = ""
    central_id: str = ""


def insert_batch(database: Database, batch: KeptBatch, records: Iterable[tuple[str, str, int]]) -> None:
    """Add a sealed batch with its records (type, id, rev)."""
    database.execute(
        f"INSERT INTO batches ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            batch.sequence,
            batch.batch_id,
            batch.created_at.isoformat(),
            batch.created_by,
            batch.path,
            batch.sha256,
            batch.state,
            msgspec.json.encode(batch.header),
        ),
    )
    database.execute_many(
        "INSERT INTO batch_items (batch_id, type, record_id, rev) VALUES (?, ?, ?, ?)",
        [(batch.batch_id, kind, record_id, rev) for kind, record_id, rev in records],
    )


def batches(database: Database) -> tuple[KeptBatch, ...]:
    """Return all batches, newest first."""
    rows = database.execute(f"SELECT {_COLUMNS} FROM batches ORDER BY sequence DESC")
    return tuple(_batch(row) for row in rows)


def batch(database: Database, batch_id: str) -> KeptBatch | None:
    """Return the batch with this id."""
    row = database.row(f"SELECT {_COLUMNS} FROM batches WHERE batch_id = ?", (batch_id,))
    return _batch(row) if row else None


def last_batch(database: Database) -> KeptBatch | None:
    """Return the newest batch; its sequence number and hash go into the next."""
    row = database.row(f"SELECT {_COLUMNS} FROM batches ORDER BY sequence DESC LIMIT 1")
    return _batch(row) if row else None


def batch_items(database: Database, batch_id: str) -> tuple[BatchItemRow, ...]:
    """Return the records of a batch."""
    rows = database.execute(
        "SELECT batch_id, type, record_id, rev, status, reason, central_id FROM batch_items"
        " WHERE batch_id = ? ORDER BY type, record_id",
        (batch_id,),
    )
    return tuple(BatchItemRow(*row) for row in rows)


def items_of_record(database: Database, kind: str, record_id: str) -> tuple[BatchItemRow, ...]:
    """Return in which batches a record went, oldest first; its highest ``rev`` is what the centre has."""
    rows = database.execute(
        "SELECT i.batch_id, i.type, i.record_id, i.rev, i.status, i.reason, i.central_id FROM batch_items i"
        " JOIN batches b USING (batch_id) WHERE i.type = ? AND i.record_id = ? ORDER BY b.sequence",
        (kind, record_id),
    )
    return tuple(BatchItemRow(*row) for row in rows)


def sent_ids(database: Database, kind: str) -> tuple[str, ...]:
    """Return the ids of all records of a type that ever went into a batch."""
    rows = database.execute("SELECT DISTINCT record_id FROM batch_items WHERE type = ? ORDER BY 1", (kind,))
    return tuple(row[0] for row in rows)


def settle_item(database: Database, batch_id: str, line: ReceiptLine) -> bool:
    """Write the receiver's word on one record; return whether the batch held it."""
    known = (batch_id, line.type, line.id)
    where = "WHERE batch_id = ? AND type = ? AND record_id = ?"
    if database.row(f"SELECT 1 FROM batch_items {where}", known) is None:
        return False
    database.execute(
        f"UPDATE batch_items SET status = ?, reason = ?, central_id = ? {where}",
        (line.status, line.reason, line.central_id, *known),
    )
    return True


def set_batch_state(database: Database, batch_id: str, state: str) -> None:
    """Write the state of a batch: sealed, settled or rejected."""
    database.execute("UPDATE batches SET state = ? WHERE batch_id = ?", (state, batch_id))


def insert_receipt(database: Database, receipt: Receipt, *, sha256: str, at: datetime.datetime) -> bool:
    """Keep a receipt by the SHA-256 of its file; return False when it was taken before."""
    if database.row("SELECT 1 FROM receipts WHERE sha256 = ?", (sha256,)) is not None:
        return False
    database.execute(
        "INSERT INTO receipts (sha256, batch_id, taken_at, body) VALUES (?, ?, ?, ?)",
        (sha256, receipt.batch_id, at.isoformat(), msgspec.json.encode(receipt)),
    )
    return True


def receipts_of_batch(database: Database, batch_id: str) -> tuple[Receipt, ...]:
    """Return the receipts taken for a batch, oldest first."""
    rows = database.execute("SELECT body FROM receipts WHERE batch_id = ? ORDER BY taken_at", (batch_id,))
    return tuple(msgspec.json.decode(row[0], type=Receipt) for row in rows)


def keep_central_key(database: Database, key: CentralKey, at: datetime.datetime) -> None:
    """Make ``key`` the central system's key; earlier ones stay in the history."""
    database.execute(
        "INSERT INTO central_keys (body, kept_at) VALUES (?, ?)", (msgspec.json.encode(key), at.isoformat())
    )


def central_key(database: Database) -> CentralKey | None:
    """Return the central system's key that counts now."""
    body = database.value("SELECT body FROM central_keys ORDER BY seq DESC LIMIT 1")
    return None if body is None else msgspec.json.decode(body, type=CentralKey)


def _batch(row: Row) -> KeptBatch:
    return KeptBatch(
        sequence=row[0],
        batch_id=row[1],
        created_at=datetime.datetime.fromisoformat(row[2]),
        created_by=row[3],
        path=row[4],
        sha256=row[5],
        state=row[6],
        header=msgspec.json.decode(row[7], type=BatchHeader),
    )
