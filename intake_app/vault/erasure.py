"""Real erasure: every row about a case and its persons, then a new file, so that no page keeps a trace.

Which tables hold something about a case or a person is read from the schema (columns ``case_id`` and
``person_id``), so a table that comes later cannot be forgotten. ``VACUUM INTO`` leaves free pages, page
remains and the log behind; the old file is replaced only by a copy that was compared row by row.
"""

# ruff: noqa: S608 - statements are put together from the schema's own names and question marks only

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from intake_app.vault import files
from intake_app.vault.database import Database
from intake_app.vault.errors import VaultDamaged
from intake_app.vault.vault import Vault

_KEPT = frozenset({"deletions"})  # the receipt itself
# What a member's own case may hold and still go with the family's: when they came, their status, what
# follows from it, and how often a question was spared. Work of their own keeps them.
_GOES_ALONG = frozenset({"case_files", "episodes", "transitions", "tasks", "spared_questions"})
_DUE = "renewal.due"  # stands beside the database from before an erasure until its file is renewed


def persons_going(database: Database, case_id: str) -> tuple[str, ...]:
    """Return the persons who go with a case, its client first.

    The client goes unless they are the client of another case. A member goes who belongs to no other case
    and whose own case, if there is one, holds no work of its own.
    """
    rows = database.execute("SELECT person_id FROM cases WHERE id = ?", (case_id,))
    client = [row[0] for row in rows if not _own_cases(database, row[0], case_id)]
    rows = database.execute(
        "SELECT person_id FROM case_members WHERE case_id = :case EXCEPT SELECT person_id FROM case_members"
        " WHERE case_id <> :case EXCEPT SELECT person_id FROM cases WHERE id = :case",
        {"case": case_id},
    )
    members = [
        row[0] for row in rows
        if not any(_holds_work(database, own) for own in _own_cases(database, row[0], case_id))
    ]  # fmt: skip
    return (*client, *members)


def erase_rows(database: Database, case_id: str, person_ids: Iterable[str]) -> dict[str, int]:
    """Delete every row about the case and the persons, inside the running transaction; return how many."""
    before = _counts(database)
    database.execute("PRAGMA defer_foreign_keys = ON")
    for table in _tables_with(database, "case_id"):
        database.execute(f'DELETE FROM "{table}" WHERE case_id = ?', (case_id,))
    for person_id in person_ids:
        for table in _tables_with(database, "person_id"):
            database.execute(f'DELETE FROM "{table}" WHERE person_id = ?', (person_id,))
        database.execute("DELETE FROM persons WHERE id = ?", (person_id,))
    database.execute("DELETE FROM cases WHERE id = ?", (case_id,))
    after = _counts(database)
    return {table: count - after[table] for table, count in before.items() if count > after[table]}


def count_rows(database: Database, case_id: str, person_ids: Iterable[str]) -> dict[str, int]:
    """Return how many rows ``erase_rows`` would delete in each table: tried and taken back."""
    database.execute("SAVEPOINT counting")
    try:
        return erase_rows(database, case_id, person_ids)
    finally:
        database.execute("ROLLBACK TO counting")
        database.execute("RELEASE counting")


def interview_ids(database: Database, case_id: str) -> tuple[str, ...]:
    """Return the ids of a case's interviews, oldest first."""
    rows = database.execute("SELECT id FROM interviews WHERE case_id = ? ORDER BY begun_at, id", (case_id,))
    return tuple(row[0] for row in rows)


def announce_renewal(vault: Vault) -> None:
    """Leave a mark that the file has to be renewed, before rows are erased: a power cut forgets nothing."""
    files.write_durably(vault.folder / _DUE, b"")


def finish_renewal(vault: Vault) -> bool:
    """Renew the file if an erasure was cut short before that; return whether it was."""
    if not (vault.folder / _DUE).exists():
        return False
    renew_file(vault)
    (vault.folder / _DUE).unlink(missing_ok=True)
    return True


def renew_file(vault: Vault) -> None:
    """Put a new file without any remains in the place of the vault's database, and go on with it.

    Killed anywhere, the old or the new file opens; both hold the same rows. Raises DiskFull, VaultDamaged …;
    then the vault goes on with the old file.
    """
    old = vault.database
    fence = old.fence
    part = vault.folder / (files.DATABASE + ".part")
    part.unlink(missing_ok=True)
    old.checkpoint()
    try:
        old.copy_into(part)
        _sync(part)
        _demand_same(old, part, vault.data_key)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    old.close()
    try:
        if _log_bytes(old.file):  # a log left behind would be played into the new file
            raise VaultDamaged
        part.replace(old.file)
        files.sync_folder(vault.folder)
    except OSError as trouble:
        raise files.as_trouble(trouble, old.file) from trouble
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        vault.database = Database.open(old.file, vault.data_key.hex())
        vault.fence_in(fence)


def forget_copies(folder: Path) -> int:
    """Remove the copy a migration left; return how many folders that were set aside are still there."""
    (folder / "vault.before-migration.db").unlink(missing_ok=True)
    return sum(1 for _ in folder.glob("set-aside-*"))


def _demand_same(database: Database, copy: Path, data_key: bytes) -> None:
    opened = Database.open(copy, data_key.hex(), is_copy=True)
    try:
        if not opened.is_sound() or opened.fingerprint() != database.fingerprint():
            raise VaultDamaged
    finally:
        opened.close()


def _own_cases(database: Database, person_id: str, besides: str) -> list[str]:
    rows = database.execute("SELECT id FROM cases WHERE person_id = ? AND id <> ?", (person_id, besides))
    return [row[0] for row in rows]


def _holds_work(database: Database, case_id: str) -> bool:
    return any(
        database.value(f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE case_id = ?)', (case_id,))
        for table in _tables_with(database, "case_id")
        if table not in _GOES_ALONG
    )


def _counts(database: Database) -> dict[str, int]:
    return {table: int(database.value(f'SELECT count(*) FROM "{table}"')) for table in _tables(database)}


def _tables_with(database: Database, column: str) -> list[str]:
    return [
        table for table in _tables(database)
        if table not in _KEPT
        and column in {row[1] for row in database.execute(f'PRAGMA table_info("{table}")')}
    ]  # fmt: skip


def _tables(database: Database) -> list[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows]


def _log_bytes(file: Path) -> int:
    log = file.with_name(file.name + "-wal")
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


def _sync(file: Path) -> None:
    try:
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
    except OSError as trouble:
        raise files.as_trouble(trouble, file) from trouble
