"""Migrations: numbered, in one transaction, after a copy; a newer file is refused untouched."""

from pathlib import Path

import pytest

from intake_app.vault import keys, migration
from intake_app.vault.database import Database
from intake_app.vault.errors import VaultNewer

KEY = keys.new_key().hex()
FIRST = "CREATE TABLE t (a TEXT); -- one\nINSERT INTO t VALUES ('semi;colon');\n"
SECOND = (
    "ALTER TABLE t ADD COLUMN b TEXT;\n"
    "CREATE TRIGGER noted AFTER INSERT ON t BEGIN\n  UPDATE t SET b = 'x'; UPDATE t SET b = 'y';\nEND;\n"
)
BROKEN = "ALTER TABLE t ADD COLUMN c TEXT;\nINSERT INTO missing VALUES (1);\n"


@pytest.fixture
def database(tmp_path: Path):
    opened = Database.open(tmp_path / "test.db", KEY)
    yield opened
    opened.close()


def columns(database: Database) -> list[str]:
    return [row[1] for row in database.execute("PRAGMA table_info(t)")]


def test_steps_run_in_order_and_once(database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert migration.bring_up_to_date(database, copy, [FIRST])
    assert not copy.exists(), "an empty database needs no copy"
    assert not migration.bring_up_to_date(database, copy, [FIRST])
    assert migration.bring_up_to_date(database, copy, [FIRST, SECOND])
    assert columns(database) == ["a", "b"]
    assert database.execute("SELECT a FROM t") == [("semi;colon",)]


def test_what_was_there_is_copied_first(database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    migration.bring_up_to_date(database, copy, [FIRST])
    migration.bring_up_to_date(database, copy, [FIRST, SECOND])
    old = Database.open(copy, KEY, is_copy=True)
    assert columns(old) == ["a"]
    assert old.value("PRAGMA user_version") == 1
    old.close()


def test_a_step_that_fails_leaves_the_old_state(database: Database, tmp_path: Path) -> None:
    migration.bring_up_to_date(database, tmp_path / "copy.db", [FIRST])
    with pytest.raises(Exception, match="missing"):
        migration.bring_up_to_date(database, tmp_path / "copy.db", [FIRST, SECOND, BROKEN])
    assert columns(database) == ["a"]
    assert database.value("PRAGMA user_version") == 1


def test_a_newer_file_is_refused_untouched(database: Database, tmp_path: Path) -> None:
    migration.bring_up_to_date(database, tmp_path / "copy.db", [FIRST, SECOND])
    before = database.fingerprint()
    with pytest.raises(VaultNewer):
        migration.bring_up_to_date(database, tmp_path / "copy.db", [FIRST])
    assert database.fingerprint() == before


def test_the_shipped_steps_are_numbered_and_run(database: Database, tmp_path: Path) -> None:
    steps = migration.shipped_steps()
    assert migration.bring_up_to_date(database, tmp_path / "copy.db", steps)
    assert database.value("PRAGMA user_version") == len(steps)
    assert database.is_sound()


def test_a_gap_in_the_numbers_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "0002_second.sql").write_text("SELECT 1;", encoding="utf-8")
    with pytest.raises(ValueError, match="numbered"):
        migration.shipped_steps(tmp_path)
