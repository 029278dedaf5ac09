"""The reference receiver: takes a batch over, record by record, in one transaction, and signs a receipt.

Harmless to repeat: the same batch again gives the same receipt, byte for byte, and changes nothing. A bad
record is rejected while the rest is taken over. Nothing is taken over from a batch that does not hold as a
whole (``sync.open_batch``).
"""

import datetime
import hashlib
from pathlib import Path

import msgspec

from intake_app.central.errors import BatchIdReused
from intake_app.central.ledger import Arrival, KeptRecord, Ledger
from intake_app.records.batch import BatchHeader, Receipt, ReceiptLine
from intake_app.records.ids import new_id
from intake_app.sync import OpenedBatch, RecordLine, open_batch
from intake_app.sync.keys import SigningKey
from intake_app.sync.receipts import (
    CHAIN_BROKEN,
    ERASED,
    NOT_IN_SCHEMA,
    NOT_LISTED,
    OLDER,
    OTHER_CONTENT,
    OTHER_DEVICE,
    SEQUENCE_REUSED,
    SEQUENCE_WENT_BACK,
    reread_receipt,
    sign_receipt,
)
from intake_app.sync.schema import BodyRefused, ErasureBody, read_body
from intake_app.sync.signers import Signers

_LOOK_BACK = 1000  # how many earlier batches are looked for


class Receiver(msgspec.Struct, frozen=True):
    """A central system: its name, its private keys, whom it believes, where it remembers."""

    name: str
    identities: tuple[str, ...]
    signing_key: SigningKey
    signers: Signers
    ledger: Ledger
    staging: Path | None = None  # where plaintext may lie while a batch is taken over


class ReceivedBatch(msgspec.Struct, frozen=True):
    """The receipt and its file. ``is_repeat`` when the batch was taken over before."""

    receipt: Receipt
    receipt_file: bytes
    is_repeat: bool


def receive_batch(receiver: Receiver, path: Path, *, now: datetime.datetime) -> ReceivedBatch:
    """Take the batch at ``path`` over and return the receipt.

    Raises BatchRefused with its kinds, FileUnreadable, DiskFull, and the ledger's own trouble; then
    nothing was taken over.
    """
    opened = open_batch(path, receiver.identities, receiver.signers, now=now, staging=receiver.staging)
    with opened, receiver.ledger.transaction():
        kept = receiver.ledger.batch(opened.header.batch_id)
        if kept is not None:
            if kept.payload_sha256 != opened.header.payload_sha256:
                raise BatchIdReused
            receipt = reread_receipt(kept.receipt)
            return ReceivedBatch(receipt=receipt, receipt_file=kept.receipt, is_repeat=True)
        return _take_over(receiver, opened, now)


def _take_over(receiver: Receiver, opened: OpenedBatch, now: datetime.datetime) -> ReceivedBatch:
    header = opened.header
    missing, alarms = _look_at_sequence(header, receiver.ledger.sequences(header.device_id))
    receipt = Receipt(
        batch_id=header.batch_id,
        batch_sha256=opened.verified.sha256,
        device_id=header.device_id,
        sequence=header.sequence,
        received_at=now,
        receiver=receiver.name,
        lines=tuple(_take(receiver.ledger, line, header, now) for line in opened.records()),
        missing_sequences=missing,
        alarms=alarms,
    )
    receipt_file = sign_receipt(receipt, receiver.signing_key)
    receiver.ledger.file(
        Arrival(
            header=header,
            file_sha256=opened.verified.sha256,
            site=opened.manifest.site,
            purpose=opened.manifest.purpose,
            receipt=receipt,
            receipt_file=receipt_file,
            ags=opened.manifest.ags,
        )
    )
    return ReceivedBatch(receipt=receipt, receipt_file=receipt_file, is_repeat=False)


def _look_at_sequence(
    header: BatchHeader, received: dict[int, str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the missing sequence numbers up to this batch, and what raises an alarm."""
    alarms: list[str] = []
    highest = max(received, default=0)
    if header.sequence in received:
        alarms.append(f"{SEQUENCE_REUSED}: {header.sequence}")
    if header.sequence < highest:
        alarms.append(f"{SEQUENCE_WENT_BACK}: {header.sequence} < {highest}")
    previous = received.get(header.sequence - 1, "" if header.sequence == 1 else None)
    if previous is not None and previous != header.previous_sha256:
        alarms.append(f"{CHAIN_BROKEN}: {header.sequence}")
    end = max(highest, header.sequence)
    known = {*received, header.sequence}
    missing = tuple(number for number in range(max(1, end - _LOOK_BACK), end) if number not in known)
    return missing, tuple(alarms)


def _take(ledger: Ledger, line: RecordLine, header: BatchHeader, now: datetime.datetime) -> ReceiptLine:
    """Take one record over, or say why not."""
    record = line.record
    if record is None:
        return _answer(line, "rejected", NOT_LISTED)
    try:
        body = read_body(record)
    except BodyRefused as trouble:
        return _answer(line, "rejected", f"{NOT_IN_SCHEMA}: {trouble.reason}")
    digest = hashlib.sha256(msgspec.json.encode(record, order="sorted")).hexdigest()
    kept = ledger.record(record.type, record.id)
    answer = _compare(line, kept, header, digest)
    if answer is not None:
        return answer
    central_id = kept.central_id if kept else new_id(now)
    fresh = KeptRecord(rev=record.rev, digest=digest, central_id=central_id, device_id=header.device_id)
    if isinstance(body, ErasureBody):
        refused = _erase(ledger, body, header, now)
        if refused:
            return _answer(line, "conflict", OTHER_DEVICE)
    ledger.store(record, fresh, batch_id=header.batch_id, now=now)
    return _answer(line, "accepted", central_id=central_id)


def _compare(
    line: RecordLine, kept: KeptRecord | None, header: BatchHeader, digest: str
) -> ReceiptLine | None:
    """Return the answer for a record that is not to be stored; None when it is.

    What was erased comes back only in a batch made after the one that erased it: consent was given again.
    """
    if kept is None:
        return None
    if kept.device_id != header.device_id:
        return _answer(line, "conflict", OTHER_DEVICE)
    if kept.erased_sequence:
        is_later = header.sequence > kept.erased_sequence
        return None if is_later else _answer(line, "conflict", ERASED)
    if kept.rev < line.rev:
        return None
    if kept.rev > line.rev:
        return _answer(line, "conflict", OLDER)
    if kept.digest != digest:
        return _answer(line, "conflict", OTHER_CONTENT)
    return _answer(line, "duplicate", central_id=kept.central_id)


def _erase(ledger: Ledger, notice: ErasureBody, header: BatchHeader, now: datetime.datetime) -> bool:
    """Erase what the notice names; return True, and erase nothing, when some of it is another device's."""
    known = [(target, ledger.record(target.type, target.id)) for target in notice.targets]
    if any(kept is not None and kept.device_id != header.device_id for _target, kept in known):
        return True
    for target, kept in known:
        if kept is not None and not kept.erased_sequence:
            ledger.erase(target.type, target.id, header=header, now=now)
    return False


def _answer(line: RecordLine, status: str, reason: str = "", *, central_id: str = "") -> ReceiptLine:
    return ReceiptLine(
        type=line.type,
        id=line.id,
        rev=line.rev,
        status=status,  # type: ignore[arg-type]
        reason=reason,
        central_id=central_id,
    )
