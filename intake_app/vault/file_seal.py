"""The seal of the database file: what it was when it was closed, so that a page put back is noticed.

SQLCipher binds each page to its number and key, not to its time: an old page put back passes. When the vault
closes, the tags of all pages are summed up and kept beside the file under a key of the vault; when it opens,
they are compared before anything is read. The seal is broken, durably, before anything is written. After a
kill or a power cut there is none, and the audit chain with its heads is what guards the file.
"""

import contextlib
import hashlib
from pathlib import Path

from intake_app.errors import IntakeError
from intake_app.vault import files, keys

NAME = "vault.seal"
_PAGE, _TAG = 4096, 64  # SQLCipher 4: each page ends with its HMAC-SHA512


def is_as_left(folder: Path, key: bytes) -> bool:
    """Tell whether the database file is as it was closed; also when nothing is known of that."""
    try:
        kept = (folder / NAME).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return True
    return keys.is_same_mac(kept, _seal(folder, key))


def break_seal(folder: Path) -> None:
    """Take the seal away, before anything is written; raises DiskFull or FileUnwritable."""
    try:
        (folder / NAME).unlink()
        files.sync_folder(folder)
    except FileNotFoundError:
        return
    except OSError as trouble:
        raise files.as_trouble(trouble, folder / NAME) from trouble


def set_seal(folder: Path, key: bytes) -> None:
    """Seal the closed file. Failing is no trouble: then there is none."""
    if _log_bytes(folder):
        return
    with contextlib.suppress(IntakeError):
        files.write_durably(folder / NAME, _seal(folder, key).encode())


def _seal(folder: Path, key: bytes) -> str:
    sums, pages = hashlib.sha256(), 0
    try:
        with (folder / files.DATABASE).open("rb") as stream:
            while page := stream.read(_PAGE):
                sums.update(page[-_TAG:])
                pages += 1
    except OSError:
        return ""
    return keys.keyed_mac(keys.subkey(key, "file-seal"), f"{pages} {sums.hexdigest()}".encode())


def _log_bytes(folder: Path) -> int:
    try:
        return (folder / f"{files.DATABASE}-wal").stat().st_size
    except OSError:
        return 0
