"""A small, strict POSIX tar: plain files only, written member by member, read without trust.

The reader takes what ``tar`` and Python's ``tarfile`` write for plain files with short names. Links,
folders, devices, sparse files, long-name tricks, wrong checksums, padding that is not zero, and
anything behind the end are refused. Nothing is compressed, so a file can hold no more than it weighs.
"""

import re
import tarfile
from collections.abc import Iterator
from typing import Protocol

from intake_app.errors import N_
from intake_app.sync.errors import BatchDamaged, BatchTooLarge

BLOCK = 512
RECORD = 20 * BLOCK  # what tar fills a file up to
END = bytes(2 * BLOCK)
SIZE_LIMIT = 8**11 - 1  # eleven octal digits: 8 GiB less one byte
_OCTAL = re.compile(rb"[0-7]{11}[\0 ]")
_CHECKSUM = re.compile(rb"[0-7]{6}\0 ")
_MAGICS = (b"ustar\x0000", b"ustar  \x00")  # POSIX; GNU
_CHUNK = 1 << 16


class Source(Protocol):
    """Where bytes come from; may return fewer than asked for, and b"" at the end."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes."""


def member_header(name: str, size: int, *, mtime: int = 0) -> bytes:
    """Return the 512-byte header of a plain file, the same bytes for the same facts."""
    if size > SIZE_LIMIT:
        raise BatchTooLarge
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, mtime, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii")


def member(name: str, data: bytes, *, mtime: int = 0) -> bytes:
    """Return a whole small member: header, ``data``, padding."""
    return member_header(name, len(data), mtime=mtime) + data + padding(len(data))


def padding(size: int) -> bytes:
    """Return the zeros that fill the last block of a member of ``size`` bytes."""
    return bytes(-size % BLOCK)


class TarReader:
    """Reads members one after the other: ``for name, size in reader:`` then ``reader.chunks()``."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = 0  # bytes of the open member not read yet
        self._padding = 0
        self._position = 0

    def __iter__(self) -> Iterator[tuple[str, int]]:
        while True:
            for _ in self.chunks():
                pass
            block = self._exactly(BLOCK)
            if block == bytes(BLOCK):
                self._read_end()
                return
            name, size = _read_header(block)
            self._left, self._padding = size, -size % BLOCK
            yield name, size

    def chunks(self) -> Iterator[bytes]:
        """Yield what is left of the open member; checks its padding behind the last chunk."""
        while self._left:
            chunk = self._source.read(min(self._left, _CHUNK))
            if not chunk:
                raise BatchDamaged(reason=N_("it is cut off"))
            self._left -= len(chunk)
            self._position += len(chunk)
            yield chunk
        if self._padding:
            filler, self._padding = self._exactly(self._padding), 0
            if any(filler):
                raise BatchDamaged(reason=N_("there is something between its parts"))

    def whole(self, limit: int) -> bytes:
        """Return the open member as one piece of at most ``limit`` bytes."""
        if self._left > limit:
            raise BatchDamaged(reason=N_("a part is far larger than it can be"))
        return b"".join(self.chunks())

    def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            chunk = self._source.read(size - len(found))
            if not chunk:
                raise BatchDamaged(reason=N_("it is cut off"))
            found += chunk
        self._position += size
        return found

    def _read_end(self) -> None:
        """Demand the second zero block, then the end, or zeros up to tar's own record size."""
        if any(self._exactly(BLOCK)):
            raise BatchDamaged(reason=N_("there is something between its parts"))
        rest = b""
        while chunk := self._source.read(RECORD):
            rest += chunk
            if any(chunk) or len(rest) >= RECORD:
                raise BatchDamaged(reason=N_("there is something behind its end"))
        if rest and (self._position + len(rest)) % RECORD:
            raise BatchDamaged(reason=N_("there is something behind its end"))


def _read_header(block: bytes) -> tuple[str, int]:
    checksum = block[148:156]
    total = sum(block) - sum(checksum) + 8 * 0x20
    if not _CHECKSUM.fullmatch(checksum) or int(checksum[:6], 8) != total:
        raise BatchDamaged(reason=N_("a part's label is damaged"))
    raw_name = block[:100].split(b"\0", 1)[0]
    is_plain = (
        block[156:157] in {b"0", b"\0"}
        and block[257:265] in _MAGICS
        and not any(block[157:257])  # link name
        and not any(block[345:500])  # name prefix
        and not any(block[len(raw_name) : 100])
        and _OCTAL.fullmatch(block[124:136])
    )
    if not is_plain:
        raise BatchDamaged(reason=N_("a part is not a plain file"))
    try:
        name = raw_name.decode("ascii")
    except UnicodeDecodeError as trouble:
        raise BatchDamaged(reason=N_("a part has a name that is not allowed")) from trouble
    return name, int(block[124:135], 8)
