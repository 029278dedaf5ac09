"""Keeping a record as its body, with the columns that are searched, sorted or joined beside it."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from intake_app.vault.database import Database

Record = TypeVar("Record", bound=msgspec.Struct)
_Column = str | int | float | None


def keep_body(
    database: Database,
    table: str,
    record: msgspec.Struct,
    columns: Mapping[str, _Column],
    key: Iterable[str] = ("id",),
) -> None:
    """Add ``record`` to ``table`` or replace it; ``key`` are the columns of its primary key.

    ``table`` and the column names come from this package's code, never from outside.
    """
    names = [*columns, "body"]
    wanted = tuple(key)
    renewed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in wanted)
    database.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - own names
        f" ON CONFLICT ({', '.join(wanted)}) DO UPDATE SET {renewed}",
        (*columns.values(), msgspec.json.encode(record)),
    )


def bodies(
    database: Database, kind: type[Record], table: str, where: str = "", args: tuple[_Column, ...] = (),
    *, order: str = "rowid",
) -> tuple[Record, ...]:  # fmt: skip
    """Return the records of ``table`` that ``where`` leaves, in ``order``; both are this package's SQL."""
    condition = f" WHERE {where}" if where else ""
    rows = database.execute(f"SELECT body FROM {table}{condition} ORDER BY {order}", args)  # noqa: S608 - own SQL
    decode = msgspec.json.Decoder(kind).decode
    return tuple(decode(row[0]) for row in rows)


def body(
    database: Database, kind: type[Record], table: str, where: str, args: tuple[_Column, ...]
) -> Record | None:
    """Return one record, or None."""
    return next(iter(bodies(database, kind, table, where, args)), None)
