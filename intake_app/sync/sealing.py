"""Writes a sealed batch in one pass: records are encoded, packed, encrypted and hashed as they stream.

No plaintext touches the disk and memory stays flat. The header carries the payload's hash and stands in
front of it, so its place is left free and filled at the end, when the hash is known.
"""

import datetime
import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from intake_app.errors import N_, Cancelled, FileUnreadable
from intake_app.records.batch import BatchHeader, BatchRecord, Manifest, ManifestFile
from intake_app.sync import container, schema
from intake_app.sync.container import Attachment
from intake_app.sync.encryption import encrypt_stream, recipient_key_id
from intake_app.sync.errors import BatchRefused, KeyUnusable, StickUnreliable, TooFewRecipients
from intake_app.sync.keys import SigningKey
from intake_app.sync.signers import AllowedSigner
from intake_app.sync.signing import BATCH_NAMESPACE, sign
from intake_app.sync.stick import remove, written_safely
from intake_app.sync.tar import BLOCK, END, SIZE_LIMIT, member, member_header, padding
from intake_app.sync.verifying import VerifiedBatch, verify_batch

_MARGIN = len(str(SIZE_LIMIT))  # digits the payload's size may grow by while the header waits
_ENCODER = msgspec.json.Encoder()


class BatchContents(msgspec.Struct, frozen=True):
    """What goes into a batch. ``records`` are in the order in which the receiver takes them."""

    batch_id: str
    device_id: str
    sequence: int
    previous_sha256: str
    site: str
    purpose: str
    created_at: datetime.datetime
    audit_head: str
    records: Sequence[BatchRecord]
    ags: str = ""
    attachments: tuple[Attachment, ...] = ()


def seal_batch(
    contents: BatchContents,
    *,
    folder: Path,
    recipients: Sequence[str],
    key: SigningKey,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> VerifiedBatch:
    """Write the batch into ``folder``, read it back, and return what was proved on reading.

    ``progress`` gets steps done and steps in all. Raises TooFewRecipients, KeyUnusable, StickMissing,
    StickFull, StickUnreliable, BatchTooLarge, Cancelled; then nothing is left in ``folder``.
    """
    keys = tuple(dict.fromkeys(recipient.strip() for recipient in recipients))
    if len(keys) < container.RECIPIENTS_AT_LEAST:
        raise TooFewRecipients
    if not container.DEVICE.fullmatch(contents.device_id):
        raise KeyUnusable(file="device", reason=N_("the device id cannot be part of a file name"))
    header = BatchHeader(
        batch_id=contents.batch_id,
        device_id=contents.device_id,
        sequence=contents.sequence,
        previous_sha256=contents.previous_sha256,
        signer=key.public.fingerprint,
        recipients=tuple(recipient_key_id(recipient) for recipient in keys),
        payload_size=0,
        payload_sha256="0" * 64,
        created_at=contents.created_at,
    )
    steps = _Steps(max(1, len(contents.records)), progress, is_cancelled)
    path = folder / container.file_name(header)
    for leftover in folder.glob(f"{contents.device_id}-*{container.SUFFIX}.part"):
        remove(leftover)  # of a run that was killed, or of a stick that was pulled
    with written_safely(path) as stream:
        header, wire_header = _write(stream, contents, header, keys=keys, key=key, steps=steps)
    try:
        return _prove(path, header, wire_header, key, steps)
    except BaseException:
        remove(path)
        raise


def _write(
    stream: BinaryIO,
    contents: BatchContents,
    header: BatchHeader,
    *,
    keys: Sequence[str],
    key: SigningKey,
    steps: "_Steps",
) -> tuple[BatchHeader, bytes]:
    """Write the whole tar; return the final header and its bytes."""
    mtime = int(contents.created_at.timestamp())
    room = len(_ENCODER.encode(header)) + _MARGIN
    room += -room % BLOCK
    signature_size = len(sign(key, b"", namespace=BATCH_NAMESPACE))
    front = 3 * BLOCK + room + signature_size + len(padding(signature_size))
    stream.seek(front)
    payload = _CountedSink(stream)
    encrypt_stream(_Stream(_inner_tar(contents, header, key, mtime, steps)), payload, keys)
    stream.write(padding(payload.size) + END)

    header = msgspec.structs.replace(
        header, payload_size=payload.size, payload_sha256=payload.digest.hexdigest()
    )
    wire_header = _ENCODER.encode(header)
    wire_header += b" " * (room - len(wire_header) - 1) + b"\n"
    signature = sign(key, wire_header, namespace=BATCH_NAMESPACE)
    stream.seek(0)
    parts = ((container.HEADER, wire_header), (container.HEADER_SIGNATURE, signature))
    stream.writelines(member(name, data, mtime=mtime) for name, data in parts)
    stream.write(member_header(container.PAYLOAD, payload.size, mtime=mtime))
    assert stream.tell() == front
    return header, wire_header


def _prove(
    path: Path, header: BatchHeader, wire_header: bytes, key: SigningKey, steps: "_Steps"
) -> VerifiedBatch:
    """Read the finished file back from the stick and demand that it is what was written."""
    own = (AllowedSigner(principals=("*",), key=key.public),)
    try:
        verified = verify_batch(path, own, progress=steps.read_back)
    except (BatchRefused, FileUnreadable) as trouble:
        raise StickUnreliable from trouble
    if verified.header != header or not hmac.compare_digest(verified.wire_header, wire_header):
        raise StickUnreliable
    return verified


def _inner_tar(
    contents: BatchContents, header: BatchHeader, key: SigningKey, mtime: int, steps: "_Steps"
) -> Iterator[bytes]:
    """Yield the payload's tar piece by piece, and the signed manifest of what was really yielded."""
    files: list[ManifestFile] = []
    for name, data in _records_files(contents.records, steps):
        yield member(name, data, mtime=mtime)
        files.append(ManifestFile(path=name, size=len(data), sha256=hashlib.sha256(data).hexdigest()))
    for attachment in contents.attachments:
        name = f"attachments/{attachment.name}"
        yield member_header(name, attachment.size, mtime=mtime)
        digest = hashlib.sha256()
        size = 0
        for chunk in attachment.chunks():
            steps.stop_if_asked()
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        if size != attachment.size or not container.is_inner_name(name):
            raise FileUnreadable(file="attachment")
        yield padding(size)
        files.append(ManifestFile(path=name, size=size, sha256=digest.hexdigest()))
    for name, data in _schema_files(contents.records).items():
        yield member(name, data, mtime=mtime)
        files.append(ManifestFile(path=name, size=len(data), sha256=hashlib.sha256(data).hexdigest()))
    manifest = _ENCODER.encode(
        Manifest(
            batch_id=header.batch_id,
            device_id=header.device_id,
            sequence=header.sequence,
            recipients=header.recipients,
            signer=header.signer,
            site=contents.site,
            created_at=header.created_at,
            purpose=contents.purpose,
            files=tuple(files),
            records=tuple((record.type, record.id, record.rev) for record in contents.records),
            audit_head=contents.audit_head,
            ags=contents.ags,
        )
    )
    signature = sign(key, manifest, namespace=BATCH_NAMESPACE)
    for name, data in ((container.MANIFEST, manifest), (container.MANIFEST_SIGNATURE, signature)):
        yield member(name, data, mtime=mtime)
    yield END


def _records_files(records: Sequence[BatchRecord], steps: "_Steps") -> Iterator[tuple[str, bytes]]:
    """Yield NDJSON files of one type each, closed at a type's end or when they have grown large."""
    buffer = bytearray()
    kind = ""
    number = 0
    for record in records:
        if buffer and (record.type != kind or len(buffer) >= container.RECORDS_FILE_SIZE):
            yield f"records/{kind}-{number:04d}.ndjson", bytes(buffer)
            buffer.clear()
        if not buffer:
            kind = record.type
            number += 1
        buffer += _ENCODER.encode(record) + b"\n"
        steps.record_done()
    if buffer:
        yield f"records/{kind}-{number:04d}.ndjson", bytes(buffer)


def _schema_files(records: Sequence[BatchRecord]) -> Mapping[str, bytes]:
    published = schema.published()
    used = {record.schema for record in records}
    return {f"schema/{name}": data for name, data in published.items() if schema.id_of_file(name) in used}


class _Steps:
    """Counts steps and asks whether to stop: one step a record when writing, as many when reading back."""

    def __init__(
        self, records: int, progress: Callable[[int, int], None], is_cancelled: Callable[[], bool]
    ) -> None:
        self._records = records
        self._done = 0
        self._progress = progress
        self._is_cancelled = is_cancelled

    def stop_if_asked(self) -> None:
        if self._is_cancelled():
            raise Cancelled

    def record_done(self) -> None:
        self.stop_if_asked()
        self._done += 1
        self._progress(self._done, 2 * self._records)

    def read_back(self, done: int, size: int) -> None:
        self.stop_if_asked()
        self._progress(self._records + self._records * done // max(1, size), 2 * self._records)


class _Stream:
    """Gives a generator of pieces the ``read`` that the encryption asks for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)


class _CountedSink:
    """Writes on, counting and hashing what goes by."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._stream.write(data)
