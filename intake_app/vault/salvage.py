"""Salvage: what can still be read of a damaged database, row by row, into a new file under the same key.

Each table is read from its beginning until a damaged page and from its end until one; what lies behind
several damaged pages is lost, and the report says how much, where that is known. The damaged file is only
read. It is the last resort after backups: links between records may point to what is lost.
"""

# ruff: noqa: S608 - statements are put together from the schema's own names and question marks only

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from intake_app.errors import IntakeError
from intake_app.vault import migration
from intake_app.vault.database import Database, Row
from intake_app.vault.errors import VaultDamaged

Opener = Callable[[], Database]


class Salvaged(msgspec.Struct, frozen=True):
    """Rows saved by table, and rows lost where an index still tells how many there were."""

    rows: dict[str, int]
    lost: dict[str, int]


def salvage_database(damaged: Path, target: Path, data_key: bytes) -> Salvaged:
    """Write what can be read of ``damaged`` into the new file ``target``; raises VaultDamaged, DiskFull.

    ``damaged`` must have its first page; without the list of its tables nothing can be found in it.
    """
    made = Database.open(target, data_key.hex())
    try:
        return _copy(lambda: Database.open(damaged, data_key.hex(), is_copy=True), made)
    finally:
        made.close()


def _copy(opened: Opener, made: Database) -> Salvaged:
    version = int(_asked(opened, "PRAGMA user_version", 0))
    steps = migration.shipped_steps()[:version]
    if not steps:
        raise VaultDamaged
    migration.bring_up_to_date(made, made.file, steps)
    rows: dict[str, int] = {}
    lost: dict[str, int] = {}
    made.execute("PRAGMA foreign_keys = OFF")
    for (table,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        names = [row[1] for row in made.execute(f'PRAGMA table_info("{table}")')]
        marks = ", ".join("?" * len(names))
        with made.transaction():
            for row in _readable(opened, table, names, _order(made, table)):
                made.execute(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', row)
        rows[table] = int(made.value(f'SELECT count(*) FROM "{table}"'))
        lost[table] = max(0, _asked(opened, f'SELECT count(*) FROM "{table}"', 0) - rows[table])
    made.execute("PRAGMA foreign_keys = ON")
    return Salvaged(rows, {table: count for table, count in lost.items() if count})


def _readable(opened: Opener, table: str, names: list[str], key: str) -> Iterator[Row]:
    """Yield the rows from the beginning up to damage, then, if there was some, from the end up to it.

    After a damaged page SQLCipher refuses everything on that connection, so each way has its own.
    """
    columns = ", ".join(f'"{name}"' for name in names)
    for way in ("ASC", "DESC"):
        source = opened()
        try:
            yield from source.stream(f'SELECT {columns} FROM "{table}" ORDER BY {key} {way}')
        except IntakeError:
            continue
        finally:
            source.close()
        return


def _asked(opened: Opener, sql: str, otherwise: int) -> int:
    """Return a number from the damaged file, from whichever page can still be read."""
    source = opened()
    try:
        return int(source.value(sql))
    except IntakeError:
        return otherwise
    finally:
        source.close()


def _order(made: Database, table: str) -> str:
    """Return what a table is stored by: its row number, or the first column of its key without one."""
    sql = str(made.value("SELECT sql FROM sqlite_master WHERE name = ?", (table,)))
    if "WITHOUT ROWID" not in sql:
        return "rowid"
    keys = [row for row in made.execute(f'PRAGMA table_info("{table}")') if row[5]]
    return ", ".join(f'"{row[1]}"' for row in sorted(keys, key=lambda row: int(row[5]))[:1])
