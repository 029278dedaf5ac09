"""The workspace's own lock: a second instance is told plainly, before it touches the database."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

from intake_app.vault import files
from intake_app.vault.errors import VaultInUse


def take_lock(folder: Path) -> BinaryIO:
    """Return the open, locked file; close it to give the lock back. Raises VaultInUse.

    The operating system drops the lock when the process ends, however it ends.
    """
    try:
        stream = (folder / files.LOCK).open("a+b")
    except OSError as trouble:
        raise files.as_trouble(trouble, folder / files.LOCK) from trouble
    try:
        _lock(stream)
    except OSError as trouble:
        stream.close()
        raise VaultInUse from trouble
    return stream


if sys.platform == "win32":  # pragma: no cover - the branch of the other system
    import msvcrt

    def _lock(stream: BinaryIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(stream.fileno(), False)
