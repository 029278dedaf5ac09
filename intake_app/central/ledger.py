"""What the receiver needs of a place that remembers: one transaction per batch, records by id, receipts."""

import datetime
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from intake_app.records.batch import BatchHeader, BatchRecord, Receipt


class KeptBatch(msgspec.Struct, frozen=True):
    """A batch received before, and the receipt file it was answered with."""

    batch_id: str
    payload_sha256: str
    receipt: bytes


class KeptRecord(msgspec.Struct, frozen=True):
    """What is known of a record without its body."""

    rev: int
    digest: str  # of the whole line, so that equal revisions can be compared
    central_id: str
    device_id: str
    erased_sequence: int = 0  # of the batch that erased it; 0 while it is there


class Arrival(msgspec.Struct, frozen=True):
    """A batch as it is filed together with its receipt."""

    header: BatchHeader
    file_sha256: str
    site: str
    purpose: str
    receipt: Receipt
    receipt_file: bytes
    ags: str = ""  # 8-digit municipality key


class Ledger(Protocol):
    """A place that remembers. Every call happens inside ``transaction()``; trouble rolls all of it back."""

    def transaction(self) -> AbstractContextManager[None]:
        """Begin; commit when the block ends well. One batch at a time."""

    def batch(self, batch_id: str) -> KeptBatch | None:
        """Return a batch received before."""

    def sequences(self, device_id: str) -> dict[int, str]:
        """Return the sequence numbers received from a device, with the SHA-256 of their files."""

    def record(self, kind: str, record_id: str) -> KeptRecord | None:
        """Return what is known of a record."""

    def store(self, record: BatchRecord, kept: KeptRecord, *, batch_id: str, now: datetime.datetime) -> None:
        """Insert or replace a record."""

    def erase(self, kind: str, record_id: str, *, header: BatchHeader, now: datetime.datetime) -> None:
        """Remove a record's body for good; its id and revision stay, so that it cannot come back."""

    def file(self, arrival: Arrival) -> None:
        """Remember the batch and its receipt."""
