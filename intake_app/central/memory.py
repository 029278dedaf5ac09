"""A ledger in memory: for the sample central system and for tests. A transaction works on a copy."""

import contextlib
import datetime
from collections.abc import Iterator

import msgspec

from intake_app.central.ledger import Arrival, KeptBatch, KeptRecord
from intake_app.records.batch import BatchHeader, BatchRecord


class MemoryLedger:
    """Remembers until the program ends."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], tuple[KeptRecord, BatchRecord | None]] = {}
        self.arrivals: dict[str, Arrival] = {}

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin; put everything back as it was when the block fails."""
        before = dict(self.records), dict(self.arrivals)
        try:
            yield
        except BaseException:
            self.records, self.arrivals = before
            raise

    def batch(self, batch_id: str) -> KeptBatch | None:
        """Return a batch received before."""
        arrival = self.arrivals.get(batch_id)
        if arrival is None:
            return None
        return KeptBatch(
            batch_id=batch_id, payload_sha256=arrival.header.payload_sha256, receipt=arrival.receipt_file
        )

    def sequences(self, device_id: str) -> dict[int, str]:
        """Return the sequence numbers received from a device, with the SHA-256 of their files."""
        arrivals = (arrival for arrival in self.arrivals.values() if arrival.header.device_id == device_id)
        return {arrival.header.sequence: arrival.file_sha256 for arrival in arrivals}

    def record(self, kind: str, record_id: str) -> KeptRecord | None:
        """Return what is known of a record."""
        found = self.records.get((kind, record_id))
        return found[0] if found else None

    def store(self, record: BatchRecord, kept: KeptRecord, *, batch_id: str, now: datetime.datetime) -> None:
        """Insert or replace a record."""
        del batch_id, now
        self.records[record.type, record.id] = kept, record

    def erase(self, kind: str, record_id: str, *, header: BatchHeader, now: datetime.datetime) -> None:
        """Remove a record's body; its id and revision stay."""
        del now
        kept, _body = self.records[kind, record_id]
        erased = msgspec.structs.replace(kept, digest="", erased_sequence=header.sequence)
        self.records[kind, record_id] = erased, None

    def file(self, arrival: Arrival) -> None:
        """Remember the batch and its receipt."""
        self.arrivals[arrival.header.batch_id] = arrival
