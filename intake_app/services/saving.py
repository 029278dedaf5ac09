"""A file is written where a person says, whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from intake_app.errors import DiskFull, FileUnwritable


def save_bytes(path: Path, data: bytes) -> Path:
    """Write ``data`` to ``path`` whole or not at all; return the path. An older file there is replaced.

    Raises:
        DiskFull, FileUnwritable: nothing was changed at ``path``.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as trouble:
        if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull from trouble
        raise FileUnwritable(file=path.name) from trouble
    return path


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too, where the system knows how (POSIX)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some sticks' file systems cannot; the file itself is safe
    finally:
        os.close(handle)
