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
    """Rows saved by table, and rows lost where an index still tells how many there were.

    ``uncounted``: tables of which something is lost and nothing tells how much.
    """

    rows: dict[str, int]
    lost: dict[str, int]
    uncounted: tuple[str, ...] = ()


def salvage_database(damaged: Path, target: Path, data_key: bytes) -> Salvaged:
    """Write what can be read of ``damaged`` into the new file ``target``; raises VaultDamaged, DiskFull.

    ``damaged`` must have its first page; without the list of its tables nothing can be found in it.
    """
    made = Database.open(target, data_key.hex())
    try:
        return _copy(lambda: Database.open(damaged, data_key.hex(), is_copy=True), made)
    finally:
        made.close()


def drop_unattached(database: Database) -> dict[str, int]:
    """Delete, in the running transaction, rows whose record they belong to is lost; return how many by table.

    With them the file would never again be found sound, and no backup of it could be made.
    """
    gone: dict[str, int] = {}
    database.execute("PRAGMA defer_foreign_keys = ON")
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    is_looking = True
    while is_looking:
        is_looking = False
        for table in tables:
            for condition in _unattached(database, table):
                database.execute(f'DELETE FROM "{table}" AS one WHERE {condition}')
                count = int(database.value("SELECT changes()"))
                if count:
                    gone[table] = gone.get(table, 0) + count
                    is_looking = True
    return gone


def _unattached(database: Database, table: str) -> list[str]:
    """Return, for each reference of a table, the condition that what it refers to is not there."""
    links: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for number, _place, parent, own, theirs, *_rest in database.execute(
        f'PRAGMA foreign_key_list("{table}")'
    ):
        links.setdefault((number, parent), []).append((own, theirs))
    found = []
    for (_number, parent), pairs in links.items():
        there = " AND ".join(f'one."{own}" IS NOT NULL' for own, _theirs in pairs)
        same = " AND ".join(f'other."{theirs}" = one."{own}"' for own, theirs in pairs)
        found.append(f'{there} AND NOT EXISTS (SELECT 1 FROM "{parent}" AS other WHERE {same})')
    return found


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
        lost[table] = _asked(opened, f'SELECT count(*) FROM "{table}"', rows[table] - 1) - rows[table]
    made.execute("PRAGMA foreign_keys = ON")
    uncounted = tuple(table for table, count in lost.items() if count < 0)
    return Salvaged(rows, {table: count for table, count in lost.items() if count > 0}, uncounted)


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
