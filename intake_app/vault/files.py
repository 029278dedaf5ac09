"""The names of the files in a workspace folder, and writing one so that a power cut leaves old or new.

A file is written beside its place, synced, renamed over it, and the folder is synced: after a cut
it is wholly old or wholly new (the rename is atomic; without the folder's sync it may be undone).
"""

import contextlib
import errno
import os
from pathlib import Path

from intake_app.errors import DiskFull, FileUnreadable, FileUnwritable, IntakeError

DATABASE = "vault.db"
KEYSLOTS = ("keyslots-a.json", "keyslots-b.json")
RECOVERY = "recovery.age"
LOCK = "workspace.lock"
ATTEMPTS = "attempts.json"
AUDIT_HEAD = "audit.head"
BACKUPS = "backups"
NEW_KEY = "new-key"  # a folder with the whole workspace under a new key, until it has taken its place

_NO_SPACE = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))


def write_durably(file: Path, data: bytes) -> None:
    """Replace ``file`` by ``data``; raises DiskFull or FileUnwritable and leaves the old file then."""
    part = file.with_name(file.name + ".part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
        sync_folder(file.parent)
    except OSError as trouble:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise as_trouble(trouble, file) from trouble


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last through a power cut (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` for this user only; raises DiskFull or FileUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as trouble:
        raise as_trouble(trouble, folder) from trouble


def read_whole(file: Path, limit_bytes: int = 1 << 26) -> bytes:
    """Return the content of ``file``; raises FileUnreadable, also when it is larger than ``limit_bytes``."""
    try:
        if file.stat().st_size > limit_bytes:
            raise FileUnreadable(file=file.name)
        return file.read_bytes()
    except OSError as trouble:
        raise FileUnreadable(file=file.name) from trouble


def has_no_space(database: Path) -> bool:
    """Try to write 1 MiB beside ``database``: at a quota or file limit SQLite says only "I/O error".

    It is written as far out as the database and its log are long: a limit may be one for the size of a file.
    """
    probe = database.with_name("space.probe")
    try:
        long = max((one.stat().st_size for one in database.parent.glob(f"{database.name}*")), default=0)
        with probe.open("wb") as stream:
            stream.seek(long)
            stream.write(bytes(1 << 20))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as trouble:
        return trouble.errno in _NO_SPACE
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    return False


def as_trouble(trouble: OSError, file: Path) -> IntakeError:
    """Return our error for a failed write: DiskFull where space is the reason."""
    return DiskFull() if trouble.errno in _NO_SPACE else FileUnwritable(file=file.name)
