"""The ledger in PostgreSQL: one transaction per batch, records as jsonb, views to read them.

Everything lives in the schema ``intake``, made on first use. One batch at a time: an advisory lock held
for the transaction, so that two receivers cannot answer the same batch twice.
"""

import contextlib
import datetime
from collections.abc import Iterator

import msgspec
import psycopg
from psycopg.types.json import Jsonb

from intake_app.central.errors import DatabaseTrouble
from intake_app.central.ledger import Arrival, KeptBatch, KeptRecord
from intake_app.errors import N_
from intake_app.records.batch import BatchHeader, BatchRecord

_LOCK = 0x696E7461  # "inta"

_TABLES = """
CREATE SCHEMA IF NOT EXISTS intake;
CREATE TABLE IF NOT EXISTS intake.batch (
    batch_id uuid PRIMARY KEY,
    device_id text NOT NULL,
    sequence bigint NOT NULL,
    file_sha256 text NOT NULL,
    payload_sha256 text NOT NULL,
    previous_sha256 text NOT NULL,
    signer text NOT NULL,
    site text NOT NULL,
    purpose text NOT NULL,
    created_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    missing_sequences bigint[] NOT NULL,
    alarms text[] NOT NULL,
    receipt_file bytea NOT NULL
);
ALTER TABLE intake.batch ADD COLUMN IF NOT EXISTS ags text NOT NULL DEFAULT '';
CREATE INDEX IF NOT EXISTS batch_by_device ON intake.batch (device_id, sequence);
CREATE TABLE IF NOT EXISTS intake.record (
    type text NOT NULL,
    id uuid NOT NULL,
    central_id uuid NOT NULL UNIQUE,
    rev bigint NOT NULL,
    schema text NOT NULL,
    digest text NOT NULL,
    device_id text NOT NULL,
    batch_id uuid NOT NULL REFERENCES intake.batch DEFERRABLE INITIALLY DEFERRED,
    stored_at timestamptz NOT NULL,
    erased_at timestamptz,
    erased_sequence bigint NOT NULL DEFAULT 0,
    body jsonb,
    PRIMARY KEY (type, id),
    CHECK ((body IS NULL) = (erased_at IS NOT NULL))
);
CREATE TABLE IF NOT EXISTS intake.receipt_line (
    batch_id uuid NOT NULL REFERENCES intake.batch,
    line bigint NOT NULL,
    type text NOT NULL,
    id text NOT NULL,
    rev bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('accepted', 'duplicate', 'conflict', 'rejected')),
    reason text NOT NULL,
    central_id uuid,
    PRIMARY KEY (batch_id, line)
);
CREATE OR REPLACE VIEW intake.person AS
    SELECT central_id, id, rev, body->'names'->0->>'family' AS family, body->'names'->0->>'given' AS given,
           body->'names'->0->>'full_original' AS full_original, body->'birth'->>'iso' AS birth,
           body->'nationality'->>'code' AS nationality, body
    FROM intake.record WHERE type = 'person' AND body IS NOT NULL;
CREATE OR REPLACE VIEW intake.case AS
    SELECT central_id, id, rev, body->>'number' AS number, (body->>'person_id')::uuid AS person_id, body
    FROM intake.record WHERE type = 'case' AND body IS NOT NULL;
CREATE OR REPLACE VIEW intake.consent AS
    SELECT central_id, id, rev, (body->>'person_id')::uuid AS person_id, body->>'purpose' AS purpose,
           body->>'state' AS state, (body->>'at')::timestamptz AS at, body
    FROM intake.record WHERE type = 'consent' AND body IS NOT NULL;
CREATE OR REPLACE VIEW intake.interview AS
    SELECT central_id, id, rev, (body->>'case_id')::uuid AS case_id, (body->>'person_id')::uuid AS person_id,
           body->>'form_id' AS form_id, body->>'form_version' AS form_version, body
    FROM intake.record WHERE type = 'interview' AND body IS NOT NULL;
CREATE OR REPLACE VIEW intake.answer AS
    SELECT r.id AS interview_id, a->>'ref' AS ref, a->>'type' AS type, a->>'value' AS value,
           a->'values' AS coded, a->>'non_answer' AS non_answer
    FROM intake.record r, jsonb_array_elements(r.body->'answers') a
    WHERE r.type = 'interview' AND r.body IS NOT NULL;
"""


class PostgresLedger:
    """Remembers in the database at ``url`` (``postgresql://…``); close it when done."""

    def __init__(self, url: str) -> None:
        with _plain_words():
            self._connection = psycopg.connect(url, autocommit=True)
        try:
            with self.transaction():
                made = self._connection.execute("SELECT to_regclass('intake.answer')").fetchone()
                if made is None or made[0] is None:
                    self._connection.execute(_TABLES)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin, alone; commit when the block ends well. Raises DatabaseTrouble."""
        with _plain_words(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield

    def batch(self, batch_id: str) -> KeptBatch | None:
        """Return a batch received before."""
        row = self._connection.execute(
            "SELECT payload_sha256, receipt_file FROM intake.batch WHERE batch_id = %s", (batch_id,)
        ).fetchone()
        return None if row is None else KeptBatch(batch_id=batch_id, payload_sha256=row[0], receipt=row[1])

    def sequences(self, device_id: str) -> dict[int, str]:
        """Return the sequence numbers received from a device, with the SHA-256 of their files."""
        rows = self._connection.execute(
            "SELECT sequence, file_sha256 FROM intake.batch WHERE device_id = %s ORDER BY received_at",
            (device_id,),
        )
        return {row[0]: row[1] for row in rows}

    def record(self, kind: str, record_id: str) -> KeptRecord | None:
        """Return what is known of a record."""
        row = self._connection.execute(
            "SELECT rev, digest, central_id::text, device_id, erased_sequence"
            " FROM intake.record WHERE type = %s AND id = %s",
            (kind, record_id),
        ).fetchone()
        if row is None:
            return None
        return KeptRecord(
            rev=row[0], digest=row[1], central_id=row[2], device_id=row[3], erased_sequence=row[4]
        )

    def store(self, record: BatchRecord, kept: KeptRecord, *, batch_id: str, now: datetime.datetime) -> None:
        """Insert or replace a record."""
        self._connection.execute(
            "INSERT INTO intake.record"
            " (type, id, central_id, rev, schema, digest, device_id, batch_id, stored_at, body)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (type, id) DO UPDATE SET rev = excluded.rev, schema = excluded.schema,"
            " digest = excluded.digest, batch_id = excluded.batch_id, stored_at = excluded.stored_at,"
            " erased_at = NULL, erased_sequence = 0, body = excluded.body",
            (
                *(record.type, record.id, kept.central_id, record.rev, record.schema, kept.digest),
                *(kept.device_id, batch_id, now, Jsonb(record.body, dumps=msgspec.json.encode)),
            ),
        )

    def erase(self, kind: str, record_id: str, *, header: BatchHeader, now: datetime.datetime) -> None:
        """Remove a record's body; its id and revision stay."""
        self._connection.execute(
            "UPDATE intake.record SET body = NULL, digest = '', erased_at = %s, erased_sequence = %s,"
            " batch_id = %s WHERE type = %s AND id = %s",
            (now, header.sequence, header.batch_id, kind, record_id),
        )

    def file(self, arrival: Arrival) -> None:
        """Remember the batch and its receipt."""
        header, receipt = arrival.header, arrival.receipt
        self._connection.execute(
            "INSERT INTO intake.batch VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (
                *(header.batch_id, header.device_id, header.sequence, arrival.file_sha256),
                *(
                    header.payload_sha256,
                    header.previous_sha256,
                    header.signer,
                    arrival.site,
                    arrival.purpose,
                ),
                *(header.created_at, receipt.received_at, list(receipt.missing_sequences)),
                *(list(receipt.alarms), arrival.receipt_file, arrival.ags),
            ),
        )
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO intake.receipt_line VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    (
                        *(header.batch_id, number, line.type, line.id, line.rev),
                        *(line.status, line.reason, line.central_id or None),
                    )
                    for number, line in enumerate(receipt.lines, start=1)
                ],
            )


@contextlib.contextmanager
def _plain_words() -> Iterator[None]:
    """Turn psycopg's trouble into ours; its own text may name hosts and values, so it stays out."""
    try:
        yield
    except psycopg.OperationalError as trouble:
        raise DatabaseTrouble(reason=N_("it cannot be reached")) from trouble
    except psycopg.Error as trouble:
        raise DatabaseTrouble(reason=trouble.sqlstate or N_("it refused")) from trouble
