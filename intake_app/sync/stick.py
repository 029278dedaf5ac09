"""Writing one file onto a stick so that it is either whole under its name or not there at all.

``*.part`` -> fsync -> rename -> fsync of the folder; reading it back is the caller's next step. On any
trouble, and on cancelling, the unfinished file is removed. OSError becomes plain words here.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from intake_app.errors import FileUnreadable
from intake_app.sync.errors import StickFull, StickMissing, StickUnreliable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextlib.contextmanager
def written_safely(path: Path) -> Iterator[BinaryIO]:
    """Open ``path`` + ``.part`` for writing and put it in place when the block ends without trouble.

    Raises StickMissing, StickFull, StickUnreliable; then neither the file nor its ``.part`` is there.
    """
    part = path.with_name(path.name + ".part")
    is_new = not path.exists()
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except BaseException as trouble:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
            if is_new:
                path.unlink(missing_ok=True)  # renamed, but nobody can say it would survive a power cut
            sync_folder(path.parent)
        if isinstance(trouble, OSError):
            raise _in_plain_words(trouble, path) from trouble
        raise


@contextlib.contextmanager
def read_back(path: Path) -> Iterator[BinaryIO]:
    """Open ``path`` for reading; raises FileUnreadable also for trouble in the middle."""
    try:
        with path.open("rb") as stream:
            _forget_cached(stream)
            yield stream
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble


def remove(path: Path) -> None:
    """Remove ``path`` if it is there and may be removed."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut (POSIX; Windows does it with the file)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as trouble:
        if trouble.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some stick formats cannot, and say so
            raise
    finally:
        os.close(descriptor)


def _forget_cached(stream: BinaryIO) -> None:
    """Ask the system to drop its copy, so that reading back asks the stick (where the system can)."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _in_plain_words(trouble: OSError, path: Path) -> StickFull | StickMissing | StickUnreliable:
    if trouble.errno in _FULL:
        return StickFull()
    if trouble.errno == errno.EIO:
        return StickUnreliable()
    return StickMissing(folder=path.parent.name or str(path.parent))
