"""What the specification asks of every row, whatever the row is used for later: its own id, full cells, days.

A directory is handed on by others; who keeps it wants to know each row that is wrong, also in tables of which
only a part is read here.
"""

import datetime
from collections.abc import Callable, Iterator

from intake_app.errors import N_
from intake_app.sync.adapters.columns import Noun, columns, shipped_rows
from intake_app.sync.adapters.csv_tables import Row
from intake_app.sync.adapters.hsds_tables import Tables

Said = tuple[str, str, dict[str, str | int]]
Check = Callable[[str, str], Iterator[Said]]

_STATUSES = ("active", "inactive", "defunct", "temporarily closed")
_NEEDED = {("phone", "number"), ("attribute", "link_id"), ("service", "status"), ("taxonomy_term", "name")}
_SAID_BY_THE_READER = {
    *((table, column) for table in ("organization", "service") for column in ("id", "name")),
    ("service", "organization_id"),
}
_NOUNS: tuple[Noun, ...] = ("provider", "offer")
_READ_AS_PLACES = {"location.latitude", "location.longitude"}
_DOUBLE = (
    N_("Another row above has the same id."),
    N_("Give each row an id of its own, or remove the double."),
)
_ASTRAY = (
    N_("It points to a row of {file} that is not there."),
    N_("Add the row there, or empty this cell."),
)
_NUMBER = (N_("“{text}” is not a number."), N_("Write digits only, such as 12, or nothing."))
_DAY = (N_("“{text}” is not a day."), N_("Write it as 2026-05-31 or 31.5.2026."))
_TIME = (N_("“{text}” is not a time of day."), N_("Write it as 09:30."))


def check_rows(tables: Tables) -> None:
    """Find missing columns, double ids, empty cells, wrong kinds of cells and links that lead nowhere.

    Nothing is left out for it: that is decided where the row is read.
    """
    _check_headings(tables)
    read_later = {one.hsds for noun in _NOUNS for one in columns(noun)} | _READ_AS_PLACES
    checks: dict[str, list[tuple[str, Check]]] = {}
    for shipped in shipped_rows("hsds-tables"):
        table, column = shipped["table"], shipped["column"]
        if _is_needed(shipped) and (table, column) not in _SAID_BY_THE_READER:
            checks.setdefault(table, []).append((column, _filled))
        if shipped["type"] in _KINDS and f"{table}.{column}" not in read_later:
            checks.setdefault(table, []).append((column, _KINDS[shipped["type"]]))
    checks.setdefault("service", []).append(("status", _status))
    for table, known in checks.items():
        there = set(tables.tables[table].columns) if table in tables.tables else set()
        wanted = [(column, check) for column, check in known if column in there]
        seen: set[str] = set()
        for row in tables.quiet_rows(table):
            if row["id"] in seen and table not in ("organization", "service"):
                tables.warn(table, row, "id", *_DOUBLE)
            if row["id"]:
                seen.add(row["id"])
            for column, check in wanted:
                for what, mend, facts in check(column, row[column]):
                    tables.warn(table, row, column, what, mend, **facts)
    _check_links(tables)


def _is_needed(shipped: dict[str, str]) -> bool:
    """Tell whether an empty cell of this column leaves a row without a use."""
    spot = (shipped["table"], shipped["column"])
    points = bool(shipped["is_required"]) and (spot[1] == "id" or bool(shipped["refers"]))
    return points or spot in _NEEDED or spot in _SAID_BY_THE_READER


def _check_headings(tables: Tables) -> None:
    """Say once that a needed column is not there at all; its rows then say what follows for them."""
    for shipped in shipped_rows("hsds-tables"):
        table, column = shipped["table"], shipped["column"]
        known = tables.tables.get(table)
        if known is not None and column not in known.columns and _is_needed(shipped):
            severity = "error" if (table, column) in _SAID_BY_THE_READER else "warning"
            heading = Row(1, {})
            what, mend = N_("A column is missing: {names}."), N_("Fill it in.")
            tables.wrong(table, heading, column, what, mend, severity=severity, names=column)


def _check_links(tables: Tables) -> None:
    """Find attributes that belong to nothing."""
    ids = {name: {row["id"] for row in table.rows} for name, table in tables.tables.items()}
    everything = set().union(*ids.values())
    for row in tables.quiet_rows("attribute"):
        link, entity = row["link_id"], row["link_entity"]
        if link and link not in ids.get(entity, everything):
            file = tables.tables[entity].file if entity in tables.tables else entity
            tables.warn("attribute", row, "link_id", *_ASTRAY, file=file)


def _filled(column: str, text: str) -> Iterator[Said]:
    if not text:
        yield N_("There is nothing in {column}."), N_("Fill it in."), {"column": column}


def _status(_column: str, text: str) -> Iterator[Said]:
    if text and text.casefold() not in _STATUSES:
        what, mend = N_("“{text}” is not on the list."), N_("Take a word or code from the list “{codes}”.")
        yield what, mend, {"text": text[:40], "codes": ", ".join(_STATUSES)}


def _kind(read: Callable[[str], object], told: tuple[str, str]) -> Check:
    def check(_column: str, text: str) -> Iterator[Said]:
        if not text:
            return
        try:
            read(text)
        except ValueError:
            yield *told, {"text": text[:40]}

    return check


_KINDS: dict[str, Check] = {
    "number": _kind(float, _NUMBER),
    "date": _kind(lambda text: datetime.date.fromisoformat(text.partition("T")[0]), _DAY),
    "datetime": _kind(datetime.datetime.fromisoformat, _DAY),
    "time": _kind(datetime.time.fromisoformat, _TIME),
}
