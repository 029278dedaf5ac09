"""Opens a batch: verifies, decrypts into a staging folder, and hands out nothing before everything holds.

The order matters. First the outer file is verified whole; only then a byte is decrypted. The plaintext
goes into a staged tar in a private folder; its end of stream, the manifest's signature and every hash are
checked before the first record is seen. Any trouble removes the staging folder.
"""

import datetime
import hashlib
import hmac
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from intake_app.errors import N_, DiskFull, FileUnwritable
from intake_app.records.batch import BatchHeader, BatchRecord, Manifest, ManifestFile
from intake_app.sync import container
from intake_app.sync.encryption import decrypt_stream, read_identities, recipient_key_id, recipient_of
from intake_app.sync.errors import BatchDamaged, NotForThisKey, SignatureWrong
from intake_app.sync.signers import Signers, read_signers
from intake_app.sync.signing import BATCH_NAMESPACE, SIGNATURE_LIMIT, verify
from intake_app.sync.stick import read_back
from intake_app.sync.tar import TarReader
from intake_app.sync.verifying import VerifiedBatch, verify_stream

_DECODER = msgspec.json.Decoder(BatchRecord)


class RecordLine(msgspec.Struct, frozen=True):
    """One line of the batch. ``record`` is None when the line is not what the manifest says it is."""

    type: str
    id: str
    rev: int
    record: BatchRecord | None
    wire: bytes


class OpenedBatch:
    """A batch that holds in every respect; a context manager, because its staged plaintext must go away."""

    def __init__(self, verified: VerifiedBatch, manifest: Manifest, staging: Path) -> None:
        self.verified = verified
        self.manifest = manifest
        self._staging = staging

    @property
    def header(self) -> BatchHeader:
        """Return the signed header."""
        return self.verified.header

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the staged plaintext."""
        shutil.rmtree(self._staging, ignore_errors=True)

    def records(self) -> Iterator[RecordLine]:
        """Yield every record line in order, each under the id the signed manifest gives it."""
        expected = iter(self.manifest.records)
        with _staged_tar(self._staging).open("rb") as stream:
            reader = TarReader(stream)
            for name, _size in reader:
                if container.RECORDS_NAME.fullmatch(name):
                    for wire in _lines(reader):
                        kind, record_id, rev = next(expected)
                        yield _read_line(wire, kind, record_id, rev)

    def write_to(self, folder: Path) -> None:
        """Write the payload's files into ``folder``, which must not exist yet or be empty.

        Written beside it first and renamed: after trouble there is no half-filled folder. Raises
        FileUnwritable, DiskFull.
        """
        part = folder.with_name(folder.name + ".part")
        try:
            part.mkdir(parents=True)
            with _staged_tar(self._staging).open("rb") as stream:
                reader = TarReader(stream)
                for name, _size in reader:
                    target = part / name  # names were checked when the batch was opened
                    target.parent.mkdir(exist_ok=True)
                    with target.open("xb") as out:
                        for chunk in reader.chunks():
                            out.write(chunk)
            if folder.exists():
                folder.rmdir()
            part.replace(folder)
        except OSError as trouble:
            shutil.rmtree(part, ignore_errors=True)
            if trouble.errno == 28:  # ENOSPC
                raise DiskFull from trouble
            raise FileUnwritable(file=folder.name) from trouble


def open_batch(
    path: Path,
    identities: Path | Sequence[str],
    signers: Path | Signers,
    *,
    now: datetime.datetime | None = None,
    staging: Path | None = None,
) -> OpenedBatch:
    """Return the opened batch; use it in a ``with`` block.

    ``identities`` is an age identity file or a list of ``AGE-SECRET-KEY-1…``; ``signers`` an
    allowed_signers file or what was read from one. ``staging`` is the folder under which a private
    folder with the plaintext is made (default: the system's). Raises BatchRefused with its kinds,
    FileUnreadable, KeyUnusable, DiskFull; then nothing is left behind.
    """
    keys = read_identities(identities) if isinstance(identities, Path) else tuple(identities)
    allowed = read_signers(signers) if isinstance(signers, Path) else signers
    with read_back(path) as stream:
        verified = verify_stream(stream, path, allowed, now=now)
        own = {recipient_key_id(recipient_of(key)) for key in keys}
        if not own & set(verified.header.recipients):
            raise NotForThisKey
        folder = Path(tempfile.mkdtemp(prefix="intake-", dir=staging))  # mode 0700
        try:
            _decrypt(stream, verified, keys, _staged_tar(folder))
            manifest = _check_payload(_staged_tar(folder), verified)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return OpenedBatch(verified, manifest, folder)


def _staged_tar(folder: Path) -> Path:
    return folder / "payload.tar"


def _decrypt(stream: BinaryIO, verified: VerifiedBatch, keys: Sequence[str], target: Path) -> None:
    """Decrypt the payload into ``target``; the bytes read now must be those that were verified."""
    stream.seek(verified.payload_at)
    window = _Window(stream, verified.header.payload_size)
    try:
        with target.open("wb") as out:
            decrypt_stream(window, out, keys)
    except OSError as trouble:
        if trouble.errno == 28:  # ENOSPC
            raise DiskFull from trouble
        raise
    if not hmac.compare_digest(window.rest_hashed(), verified.header.payload_sha256):
        raise BatchDamaged(reason=N_("it changed while it was read"))


def _check_payload(path: Path, verified: VerifiedBatch) -> Manifest:
    """Return the manifest when its signature, every file and every line count hold."""
    with path.open("rb") as stream:
        reader = TarReader(stream)
        files: list[ManifestFile] = []
        lines = 0
        wire_manifest = signature = b""
        for name, size in reader:
            if signature or len(files) > container.MEMBERS_LIMIT:
                raise BatchDamaged(reason=N_("there is something behind its end"))
            if name == container.MANIFEST and not wire_manifest:
                wire_manifest = reader.whole(container.MANIFEST_LIMIT)
            elif name == container.MANIFEST_SIGNATURE and wire_manifest:
                signature = reader.whole(SIGNATURE_LIMIT)
            elif container.is_inner_name(name) and not wire_manifest:
                digest = hashlib.sha256()
                is_records = container.RECORDS_NAME.fullmatch(name) is not None
                last = b""
                for chunk in reader.chunks():
                    digest.update(chunk)
                    if is_records:
                        lines += chunk.count(b"\n")
                    last = chunk[-1:]
                if is_records and last not in {b"", b"\n"}:
                    raise BatchDamaged(reason=N_("a line of it is cut off"))
                files.append(ManifestFile(path=name, size=size, sha256=digest.hexdigest()))
            else:
                raise BatchDamaged(reason=N_("it holds a file that is not allowed in a batch"))
    signer = verify(signature, wire_manifest, namespace=BATCH_NAMESPACE)
    if signer.raw != verified.signer.raw:
        raise SignatureWrong(reason=N_("the list of contents is signed by somebody else"))
    try:
        manifest = msgspec.json.decode(wire_manifest, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as trouble:
        raise BatchDamaged(reason=N_("its list of contents cannot be read")) from trouble
    _compare(manifest, verified.header, files, lines)
    return manifest


def _compare(manifest: Manifest, header: BatchHeader, files: list[ManifestFile], lines: int) -> None:
    """Demand that manifest, header and the files that are really there agree."""
    same_names = {file.path for file in files}
    if (
        (manifest.batch_id, manifest.device_id, manifest.sequence)
        != (header.batch_id, header.device_id, header.sequence)
        or manifest.recipients != header.recipients
        or manifest.signer != header.signer
        or len(same_names) != len(files)
        or manifest.files != tuple(files)
        or len(manifest.records) != lines
        or not all(container.is_record_name(*record) for record in manifest.records)
        or "\0" in manifest.site + manifest.purpose + manifest.ags
    ):
        raise BatchDamaged(reason=N_("its contents are not those that were listed and signed"))


def _lines(reader: TarReader) -> Iterator[bytes]:
    """Yield the lines of the open member without their end; a line past the limit is refused later."""
    rest = bytearray()
    for chunk in reader.chunks():
        first, *others = chunk.split(b"\n")
        if len(rest) <= container.LINE_LIMIT:
            rest += first
        if others:
            yield bytes(rest)
            yield from others[:-1]
            rest = bytearray(others[-1])
    # The check on opening demanded that the last line has its end, so nothing is left over.


def _read_line(wire: bytes, kind: str, record_id: str, rev: int) -> RecordLine:
    record: BatchRecord | None = None
    if len(wire) <= container.LINE_LIMIT:
        try:
            record = _DECODER.decode(wire)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            record = None
    if record is not None and (record.type, record.id, record.rev) != (kind, record_id, rev):
        record = None
    return RecordLine(type=kind, id=record_id, rev=rev, record=record, wire=wire)


class _Window:
    """Reads ``size`` bytes of an open file and hashes them."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size
        self._digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        self._digest.update(data)
        return data

    def rest_hashed(self) -> str:
        """Return the hash of the whole window, reading what nobody asked for yet."""
        while self._left and self.read(1 << 16):
            pass
        return self._digest.hexdigest()
