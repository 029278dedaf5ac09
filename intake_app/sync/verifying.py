"""Checks a batch without any key: layout, signature, signer, hash of the encrypted part."""

import datetime
import hashlib
import hmac
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from intake_app.errors import N_
from intake_app.records.batch import BATCH_FORMAT, BatchHeader
from intake_app.sync import container
from intake_app.sync.encryption import count_recipients
from intake_app.sync.errors import BatchDamaged, BatchTooNew, SignatureWrong
from intake_app.sync.keys import PublicKey
from intake_app.sync.schema import is_uuid
from intake_app.sync.signers import Signers, demand_allowed, read_signers
from intake_app.sync.signing import BATCH_NAMESPACE, SIGNATURE_LIMIT, verify
from intake_app.sync.stick import read_back
from intake_app.sync.tar import TarReader

_START = 1 << 16  # bytes of the payload that are looked at for its recipients


class VerifiedBatch(msgspec.Struct, frozen=True):
    """What holds of a batch file. ``sha256`` is that of the whole file, ``payload_at`` an offset in it."""

    path: Path
    header: BatchHeader
    signer: PublicKey
    sha256: str
    size: int
    payload_at: int
    wire_header: bytes


def verify_batch(
    path: Path,
    signers: Path | Signers,
    *,
    now: datetime.datetime | None = None,
    progress: Callable[[int, int], None] = lambda _done, _size: None,
) -> VerifiedBatch:
    """Return what holds of the batch at ``path``; raises BatchRefused, FileUnreadable, KeyUnusable.

    ``signers`` is an allowed_signers file or what was read from one; the signer must be allowed there for
    the header's device id and the namespace intake-batch. ``progress`` gets bytes read and bytes in all.
    """
    allowed = read_signers(signers) if isinstance(signers, Path) else signers
    with read_back(path) as stream:
        return verify_stream(stream, path, allowed, now=now, progress=progress)


def verify_stream(
    stream: BinaryIO,
    path: Path,
    signers: Signers,
    *,
    now: datetime.datetime | None,
    progress: Callable[[int, int], None] = lambda _done, _size: None,
) -> VerifiedBatch:
    """Do what ``verify_batch`` does on an open file, whose position is at its start."""
    source = _HashedSource(stream, path.stat().st_size, progress)
    reader = TarReader(source)
    members = iter(reader)
    wire_header = _member(members, reader, container.HEADER, container.HEADER_LIMIT)
    signature = _member(members, reader, container.HEADER_SIGNATURE, SIGNATURE_LIMIT)
    signer = verify(signature, wire_header, namespace=BATCH_NAMESPACE)
    header = _read_header(wire_header)
    demand_allowed(signers, signer, principal=header.device_id, namespace=BATCH_NAMESPACE, now=now)
    if header.signer != signer.fingerprint:
        raise SignatureWrong(reason=N_("the header names another signer"))

    name, size = next(members, ("", 0))
    if name != container.PAYLOAD or size != header.payload_size:
        raise BatchDamaged(reason=N_("its parts are not those of a batch"))
    payload_at = source.position
    digest = hashlib.sha256()
    start = b""
    for chunk in reader.chunks():
        digest.update(chunk)
        if len(start) < _START:
            start += chunk
    if not hmac.compare_digest(digest.hexdigest(), header.payload_sha256):
        raise BatchDamaged(reason=N_("its encrypted part is not the one that was signed"))
    if next(members, None) is not None:
        raise BatchDamaged(reason=N_("its parts are not those of a batch"))
    if count_recipients(start) != len(header.recipients):
        raise BatchDamaged(reason=N_("it is not encrypted for the recipients it names"))
    return VerifiedBatch(
        path=path,
        header=header,
        signer=signer,
        sha256=source.digest.hexdigest(),
        size=source.position,
        payload_at=payload_at,
        wire_header=wire_header,
    )


def _member(members: Iterator[tuple[str, int]], reader: TarReader, name: str, limit: int) -> bytes:
    found, _size = next(members, ("", 0))
    if found != name:
        raise BatchDamaged(reason=N_("its parts are not those of a batch"))
    return reader.whole(limit)


def _read_header(wire: bytes) -> BatchHeader:
    """Decode a header whose signature holds; raises BatchTooNew, BatchDamaged."""
    try:
        kind = msgspec.json.decode(wire, type=_Kind)
        if kind.format != BATCH_FORMAT or kind.min_reader > container.READER_VERSION:
            raise BatchTooNew(format=kind.format[:40])
        header = msgspec.json.decode(wire, type=BatchHeader)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as trouble:
        raise BatchDamaged(reason=N_("its header cannot be read")) from trouble
    if (
        not container.DEVICE.fullmatch(header.device_id)
        or not is_uuid(header.batch_id)
        or not 1 <= header.sequence <= container.SEQUENCE_LIMIT
        or len(set(header.recipients)) < container.RECIPIENTS_AT_LEAST
        or header.created_at.tzinfo is None
    ):
        raise BatchDamaged(reason=N_("its header cannot be read"))
    return header


class _Kind(msgspec.Struct):
    format: str
    min_reader: int


class _HashedSource:
    """Reads on, counting and hashing the whole file."""

    def __init__(self, stream: BinaryIO, size: int, progress: Callable[[int, int], None]) -> None:
        self._stream = stream
        self._size = size
        self._progress = progress
        self.position = 0
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.digest.update(data)
        self.position += len(data)
        self._progress(self.position, self._size)
        return data
