"""The database: only with the raw key, one user at a time, all or nothing, and our own troubles."""

import contextlib
from pathlib import Path

import pytest

from intake_app.vault import keys
from intake_app.vault.database import Database
from intake_app.vault.errors import CipherMissing, VaultDamaged, VaultInUse

KEY = keys.new_key().hex()


@pytest.fixture
def database(tmp_path: Path):
    opened = Database.open(tmp_path / "test.db", KEY)
    opened.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "raw",
    ["", KEY[:-1], KEY + "0", KEY.upper(), "x" * 64, KEY[:-1] + "\n"],
    ids=["none", "short", "long", "capitals", "no hex", "a line"],
)
def test_a_key_of_another_shape_is_refused_and_not_repeated(tmp_path: Path, raw: str) -> None:
    with pytest.raises(ValueError, match="64") as caught:
        Database.open(tmp_path / "test.db", raw)
    assert not raw or raw not in str(caught.value)
    assert not (tmp_path / "test.db").exists()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("locking_mode", "exclusive"),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("foreign_keys", 1),
    ],
)
def test_every_pragma_is_set(database: Database, pragma: str, value: object) -> None:
    assert database.value(f"PRAGMA {pragma}") == value


def test_nothing_readable_is_in_the_files(database: Database) -> None:
    with database.transaction():
        database.execute("INSERT INTO t VALUES (1, 'Kanarienvogel')")
    for file in database.file.parent.iterdir():
        data = file.read_bytes()
        assert b"Kanarienvogel" not in data
        assert b"SQLite format" not in data
        assert b"CREATE TABLE" not in data
    assert (database.file.parent / "test.db-wal").stat().st_size > 0


def test_another_key_finds_a_damaged_file(database: Database) -> None:
    database.close()
    with pytest.raises(VaultDamaged):
        Database.open(database.file, keys.new_key().hex())


def test_a_second_connection_is_told_so(database: Database) -> None:
    database.execute("INSERT INTO t VALUES (1, '')")
    with pytest.raises(VaultInUse):
        Database.open(database.file, KEY)


def test_a_transaction_keeps_all_or_nothing(database: Database) -> None:
    with contextlib.suppress(RuntimeError), database.transaction():
        database.execute("INSERT INTO t VALUES (1, '')")
        raise RuntimeError
    assert database.value("SELECT count(*) FROM t") == 0
    with database.transaction():
        database.execute("INSERT INTO t VALUES (1, '')")
    assert database.value("SELECT count(*) FROM t") == 1


def test_a_library_that_does_not_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from intake_app.vault import database as module

    monkeypatch.setattr(module.sqlcipher, "connect", sqlite3.connect)
    with pytest.raises(CipherMissing):
        Database.open(tmp_path / "test.db", KEY)


def test_a_copy_compares_row_by_row(database: Database, tmp_path: Path) -> None:
    with database.transaction():
        database.execute_many("INSERT INTO t VALUES (?, ?)", [(n, str(n)) for n in range(100)])
    database.copy_into(tmp_path / "copy.db")
    copy = Database.open(tmp_path / "copy.db", KEY, is_copy=True)
    assert copy.is_sound()
    assert copy.fingerprint() == database.fingerprint()
    copy.close()
    with database.transaction():
        database.execute("UPDATE t SET b = 'other' WHERE a = 7")
    copy = Database.open(tmp_path / "copy.db", KEY, is_copy=True)
    assert copy.fingerprint() != database.fingerprint()
    copy.close()


def test_flipped_bytes_are_noticed(database: Database) -> None:
    with database.transaction():
        database.execute_many("INSERT INTO t VALUES (?, ?)", [(n, "x" * 100) for n in range(300)])
    database.checkpoint()
    database.close()
    whole = database.file.read_bytes()
    for place in range(20, len(whole), len(whole) // 9):
        database.file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(VaultDamaged):
            _read_everything(database.file)
    database.file.write_bytes(whole)
    _read_everything(database.file)


def _read_everything(file: Path) -> None:
    opened = Database.open(file, KEY)
    try:
        opened.fingerprint()
        if not opened.is_sound():
            raise VaultDamaged
    finally:
        opened.close()
