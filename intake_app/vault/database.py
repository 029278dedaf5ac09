"""The encrypted database: opening it with a raw key, its pragmas, transactions, and its errors as ours.

SQLCipher silently takes a raw key of the wrong length for a passphrase, so the key's shape is checked
here and kept out of every message. sqlcipher3 is touched in this file only.
"""

# ruff: noqa: S608 - statements are put together from our own constants and question marks only

import contextlib
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.errors import DiskFull, IntakeError
from intake_app.vault import files
from intake_app.vault.errors import CipherMissing, OutsideRole, VaultDamaged, VaultInUse, VaultUnreachable
from intake_app.vault.fence import Fence

Row = tuple[Any, ...]

_RAW_KEY = re.compile(r"[0-9a-f]{64}")
_PRAGMAS = (
    "cipher_log_level = NONE",  # SQLCipher would write page numbers to stderr
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "foreign_keys = ON",
    "secure_delete = ON",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "synchronous = FULL",
)
_REFUSED = 23
_BUSY, _FULL, _IO, _CORRUPT, _NOT_A_DATABASE, _CANNOT_OPEN, _READ_ONLY = 5, 13, 10, 11, 26, 14, 8


class Database:
    """One open connection. Reads are plain calls; writes happen inside ``transaction()``."""

    def __init__(self, file: Path, connection: Any) -> None:
        self.file = file
        self._connection = connection
        self._fence: Fence | None = None

    @classmethod
    def open(cls, file: Path, raw_key: str, *, is_copy: bool = False) -> Self:
        """Open or create ``file`` with the 64 hex digits ``raw_key``; a copy is only read, left as it is.

        Raises VaultDamaged (the key was proved before, so a file it does not open is damaged),
        VaultInUse, CipherMissing, DiskFull or VaultUnreachable.
        """
        if not _RAW_KEY.fullmatch(raw_key):
            raise ValueError("a raw key is 64 lowercase hex digits")
        with _our_errors(file):
            # Calls come one after the other from the vault lane; set-up may open on another thread.
            connection = sqlcipher.connect(
                str(file), isolation_level=None, timeout=0.2, check_same_thread=False
            )
        database = cls(file, connection)
        try:
            database.execute("PRAGMA cipher_log_level = NONE")
            database.execute(f"PRAGMA key = \"x'{raw_key}'\"")
            if not database.value("PRAGMA cipher_version"):
                raise CipherMissing
            for pragma in _PRAGMAS:
                database.execute(f"PRAGMA {pragma}")
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA query_only = ON" if is_copy else "PRAGMA journal_mode = WAL")
            database.value("SELECT count(*) FROM sqlite_master")
        except BaseException:
            database.close()
            raise
        return database

    @property
    def fence(self) -> Fence | None:
        """Return the fence that stands, None when everything is open."""
        return self._fence

    def fence_in(self, fence: Fence | None) -> None:
        """From now on refuse what the fence does not allow (OutsideRole); None takes the fence away."""
        self._fence = fence
        self._connection.set_authorizer(None if fence is None else fence.decide)

    @contextlib.contextmanager
    def unfenced(self) -> Iterator[Self]:
        """Take the fence away for a while: for copies, proofs and figures, not for what a person reads."""
        fence = self._fence
        if fence is not None:
            self.fence_in(None)
        try:
            yield self
        finally:
            if fence is not None:
                self.fence_in(fence)

    def execute(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> list[Row]:
        """Run one statement and return all its rows."""
        with _our_errors(self.file):
            rows: list[Row] = self._connection.execute(sql, values).fetchall()
            return rows

    def execute_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        with _our_errors(self.file):
            self._connection.executemany(sql, rows)

    def row(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> Row | None:
        """Return the first row, None when there is none."""
        rows = self.execute(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> Any:
        """Return the first column of the first row, None when there is none."""
        row = self.row(sql, values)
        return row[0] if row else None

    def stream(self, sql: str) -> Iterator[Row]:
        """Yield rows one by one, for tables that may be large."""
        with _our_errors(self.file):
            yield from self._connection.execute(sql)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside, or nothing of it. A commit that returns is on the disk."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            # After a full disk SQLite has often rolled back by itself; a second time is refused.
            if self._connection.in_transaction:
                with contextlib.suppress(IntakeError):
                    self.execute("ROLLBACK")
            raise

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file and empty the log."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_into(self, target: Path) -> None:
        """Write a compact copy, encrypted with the same key, to the new file ``target``."""
        try:
            with self.unfenced():
                self.execute("VACUUM INTO ?", (str(target),))
        except IntakeError:
            target.unlink(missing_ok=True)
            raise

    def export_into(self, target: Path, raw_key: str) -> None:
        """Write a copy of everything to the new file ``target``, encrypted with another key."""
        if not _RAW_KEY.fullmatch(raw_key):
            raise ValueError("a raw key is 64 lowercase hex digits")
        version = int(self.value("PRAGMA user_version"))
        with self.unfenced():
            try:
                self.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), f"x'{raw_key}'"))
                try:
                    self.execute("SELECT sqlcipher_export('fresh')")
                    self.execute(f"PRAGMA fresh.user_version = {version}")
                finally:
                    self.execute("DETACH DATABASE fresh")
            except IntakeError:
                target.unlink(missing_ok=True)
                raise

    def is_sound(self) -> bool:
        """Check every page's HMAC, SQLite's own structure and the foreign keys. Checkpoint first."""
        with self.unfenced():
            return (
                not self.execute("PRAGMA cipher_integrity_check")
                and self.value("PRAGMA integrity_check") == "ok"
                and not self.execute("PRAGMA foreign_key_check")
            )

    def fingerprint(self) -> dict[str, tuple[int, str]]:
        """Return each table's row count and a SHA-256 sum over its rows that knows no order."""
        with self.unfenced():
            tables = self.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return {name: self._table_fingerprint(name) for (name,) in tables}

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self._connection.close()

    def _table_fingerprint(self, table: str) -> tuple[int, str]:
        count, total = 0, 0
        for row in self.stream(f'SELECT * FROM "{table}"'):
            count += 1
            total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest(), "big")
        return count, f"{total % (1 << 256):064x}"


@contextlib.contextmanager
def _our_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlcipher.IntegrityError:
        raise  # a broken rule of our own schema is a bug, not a trouble
    except sqlcipher.DatabaseError as trouble:
        raise _as_trouble(trouble, file) from trouble
    except MemoryError as trouble:  # a damaged length field can ask for any amount
        raise VaultDamaged from trouble


def _as_trouble(trouble: Exception, file: Path) -> Exception:
    """Return our error for SQLite's result code; what is a programmer's mistake stays what it is."""
    code = getattr(trouble, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == _REFUSED:
        return OutsideRole()
    if primary in {_CORRUPT, _NOT_A_DATABASE}:
        return VaultDamaged()
    if primary == _BUSY:
        return VaultInUse()
    if primary == _FULL:
        return DiskFull()
    if primary in {_IO, _CANNOT_OPEN, _READ_ONLY}:
        return DiskFull() if files.has_no_space(file) else VaultUnreachable()
    return trouble
