"""What leaves the house and what comes back: batch header, manifest, receipt. Format in security.md terms."""

import datetime
from typing import Any, Literal

import msgspec

BATCH_FORMAT = "intake-batch/1"
RECEIPT_FORMAT = "intake-receipt/1"
ReceiptStatus = Literal["accepted", "duplicate", "conflict", "rejected"]


class BatchHeader(msgspec.Struct, frozen=True):
    """The only part in clear: no names, no counts of cases."""

    batch_id: str
    device_id: str
    sequence: int
    previous_sha256: str  # of the previous batch file of this device; empty for the first
    signer: str  # key id: SHA256:… fingerprint
    recipients: tuple[str, ...]  # key ids of the age recipients
    payload_size: int
    payload_sha256: str
    created_at: datetime.datetime
    format: str = BATCH_FORMAT
    min_reader: int = 1


class BatchRecord(msgspec.Struct, frozen=True):
    """One NDJSON line: what happened to one record."""

    type: str  # person, case, interview, consent, erasure
    id: str
    rev: int
    op: Literal["upsert", "delete"]
    schema: str
    body: dict[str, Any]


class ManifestFile(msgspec.Struct, frozen=True):
    """One file inside the payload."""

    path: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """Last file of the payload, signed: what is inside, for whom, from whom."""

    batch_id: str
    device_id: str
    sequence: int
    recipients: tuple[str, ...]
    signer: str
    site: str
    created_at: datetime.datetime
    purpose: str
    files: tuple[ManifestFile, ...]
    records: tuple[tuple[str, str, int], ...]  # type, id, rev
    audit_head: str
    ags: str = ""  # 8-digit municipality key of the site in use; the header in clear has no place in it


class ReceiptLine(msgspec.Struct, frozen=True):
    """The receiver's word on one record."""

    type: str
    id: str
    rev: int
    status: ReceiptStatus
    reason: str = ""
    central_id: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """The receiver's answer to one batch; travels as JSON beside an SSHSIG signature."""

    batch_id: str
    batch_sha256: str
    device_id: str
    sequence: int
    received_at: datetime.datetime
    receiver: str
    lines: tuple[ReceiptLine, ...]
    missing_sequences: tuple[int, ...] = ()
    alarms: tuple[str, ...] = ()
    format: str = RECEIPT_FORMAT


class CentralKey(msgspec.Struct, frozen=True):
    """The central system's public keys as read from its key card file."""

    name: str
    recipient: str  # age1…
    signer: str  # OpenSSH public key line that signs receipts
    valid_until: datetime.date | None = None
    is_sample: bool = False
