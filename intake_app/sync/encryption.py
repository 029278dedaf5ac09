"""The age edge: the one place that calls pyrage, and where its troubles become ours.

Format: age-encryption.org/v1 (C2SP age). Three things were found by trying pyrage 1.4: a Rust panic
arrives as ``PanicException``, which is a BaseException; a writer that fails near the end of an
encryption is passed over in silence; and a failing reader comes out as a plain EncryptError. So both
ends are watched here, and what they really raised is raised again.
"""

import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

import pyrage

from intake_app.errors import N_, FileUnreadable, IntakeError
from intake_app.sync.errors import BatchDamaged, KeyUnusable, NotForThisKey
from intake_app.sync.tar import Source

_IDENTITY_LIMIT = 1 << 16
_HEADER_LIMIT = 1 << 16
_STANZA = re.compile(rb"-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n")


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> int:
        """Write all of ``data``."""


def recipient_key_id(recipient: str) -> str:
    """Return the id of an age recipient: 32 hex digits, ``printf %s age1… | sha256sum | cut -c1-32``."""
    return hashlib.sha256(recipient.strip().encode()).hexdigest()[:32]


def recipient_of(identity: str) -> str:
    """Return the public recipient of an ``AGE-SECRET-KEY-1…``; raises KeyUnusable."""
    return str(_identity(identity, "identity").to_public())


def make_identity() -> tuple[str, str]:
    """Return a fresh identity and its recipient, as ``age-keygen`` would."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def demand_recipient(recipient: str, *, file: str) -> None:
    """Raise KeyUnusable unless ``recipient`` is an X25519 recipient."""
    _recipient(recipient, file)


def read_identities(path: Path) -> tuple[str, ...]:
    """Return the X25519 identities in a file as ``age-keygen`` writes it; raises KeyUnusable."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_IDENTITY_LIMIT)
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
    found = tuple(line for line in lines if line and not line.startswith("#"))
    if not found:
        raise KeyUnusable(file=path.name, reason=N_("there is no identity in it"))
    for line in found:
        _identity(line, path.name)
    return found


def encrypt_stream(reader: Source, writer: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of ``reader`` into ``writer``; raises what they raised, or KeyUnusable."""
    keys = [_recipient(text, "recipient") for text in recipients]
    watched_reader, watched_writer = _Reader(reader), _Writer(writer)
    failed: BaseException | None = None
    try:
        pyrage.encrypt_io(_as_io(watched_reader), _as_io(watched_writer), keys)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as trouble:  # noqa: BLE001 - a Rust panic is no Exception
        failed = trouble
    _raise_own(watched_reader, watched_writer)
    if failed is not None:
        raise BatchDamaged(reason=N_("the encryption failed")) from failed


def decrypt_stream(reader: Source, writer: Sink, identities: Sequence[str]) -> None:
    """Decrypt all of ``reader`` into ``writer``; raises what they raised, NotForThisKey or BatchDamaged.

    ``writer`` gets plaintext before the end is known to be genuine; whoever calls must stage it.
    """
    keys = [_identity(text, "identity") for text in identities]
    watched_reader, watched_writer = _Reader(reader), _Writer(writer)
    failed: BaseException | None = None
    try:
        pyrage.decrypt_io(_as_io(watched_reader), _as_io(watched_writer), keys)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as trouble:  # noqa: BLE001 - a Rust panic is no Exception
        failed = trouble
    _raise_own(watched_reader, watched_writer)
    if failed is not None:
        if "No matching keys" in str(failed):
            raise NotForThisKey from failed
        raise BatchDamaged(reason=N_("its encrypted part is damaged")) from failed


def encrypt_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Return ``data`` as an age file that opens with ``passphrase`` (``age -d`` asks for it)."""
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def decrypt_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Return what is in an age file sealed with a passphrase; raises NotForThisKey.

    Nobody can tell a wrong passphrase from a damaged file.
    """
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as trouble:
        raise NotForThisKey from trouble


def count_recipients(start: bytes) -> int:
    """Return the number of X25519 recipients named in the first bytes of an age file; 0 if it is none."""
    end = start.find(b"\n--- ", 0, _HEADER_LIMIT)
    if end < 0 or not start.startswith(b"age-encryption.org/v1\n"):
        return 0
    return len(_STANZA.findall(start[: end + 1]))


def _identity(text: str, file: str) -> "pyrage.x25519.Identity":
    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as trouble:
        raise KeyUnusable(file=file, reason=N_("not an age identity")) from trouble


def _recipient(text: str, file: str) -> "pyrage.x25519.Recipient":
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as trouble:
        raise KeyUnusable(file=file, reason=N_("not an age recipient")) from trouble


class _Reader:
    """Passes reads on and remembers what went wrong."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.trouble: IntakeError | OSError | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except (IntakeError, OSError) as trouble:
            self.trouble = trouble
            raise


class _Writer:
    """Passes writes on and remembers what went wrong; after trouble it writes nothing more."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.trouble: IntakeError | OSError | None = None

    def write(self, data: bytes) -> int:
        if self.trouble is not None:
            raise self.trouble
        try:
            written = self._sink.write(data)
        except (IntakeError, OSError) as trouble:
            self.trouble = trouble
            raise
        return written

    def flush(self) -> None:
        """Nothing is held back here."""


def _as_io(watched: _Reader | _Writer) -> io.BufferedIOBase:
    """Say to the type checker what pyrage really needs: something with ``read`` or ``write``."""
    return cast("io.BufferedIOBase", watched)


def _raise_own(reader: _Reader, writer: _Writer) -> None:
    for watched in (reader, writer):
        if watched.trouble is not None:
            raise watched.trouble
