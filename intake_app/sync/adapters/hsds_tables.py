"""The tables of an HSDS directory: rows, what they point to, and a finding for whatever is wrong with one."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from intake_app.errors import N_, Cancelled
from intake_app.records.offer_reading import OfferFinding
from intake_app.sync.adapters.columns import CellWrong, read_cell, shipped_rows
from intake_app.sync.adapters.csv_tables import Row, Table, read_csv
from intake_app.sync.adapters.errors import OffersUnreadable

_EVERY = 200  # rows between two looks at whether somebody stopped it
_OLDER_NAMES = {
    "service_at_location": "services_at_location.csv",
    "address": "physical_addresses.csv",
    "schedule": "regular_schedules.csv",
    "accessibility": "accessibility_for_disabilities.csv",
}  # of HSDS 1 and 2
_NEEDED = {
    "organization": N_("organizations.csv is missing"),
    "service": N_("services.csv is missing"),
}

Progress = Callable[[int, int], object]


class Tables:
    """All tables that are used, and the findings so far."""

    def __init__(
        self,
        path: Path,
        parts: Mapping[str, bytes],
        progress: Progress,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self.findings: list[OfferFinding] = []
        self.path, self._progress, self._is_cancelled = path, progress, is_cancelled
        self.tables = self._read_tables(parts)
        self.whole = sum(len(table.rows) for table in self.tables.values())
        self._done = 0

    def rows(self, table: str) -> Iterator[Row]:
        """Go through a table; raises Cancelled when somebody stopped the reading."""
        known = self.tables.get(table)
        for row in known.rows if known else ():
            self._done += 1
            if self._done % _EVERY == 0:
                self._progress(min(self._done, self.whole), self.whole)
                if self._is_cancelled():
                    raise Cancelled
            yield row

    def quiet_rows(self, table: str) -> Iterator[Row]:
        """Go through a table without counting it as read; raises Cancelled like ``rows``."""
        known = self.tables.get(table)
        for number, row in enumerate(known.rows if known else ()):
            if number % _EVERY == 0 and self._is_cancelled():
                raise Cancelled
            yield row

    def by(self, table: str, column: str) -> dict[str, list[Row]]:
        """Return the rows of a table by what stands in ``column``."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(table):
            if row[column]:
                found[row[column]].append(row)
        return found

    def good_rows(self, table: str) -> Iterator[Row]:
        """Go through the rows that have an id of their own and a name; the others are findings."""
        seen: set[str] = set()
        for row in self.rows(table):
            if not row["id"] or not row["name"]:
                missing = "name" if row["id"] else "id"
                self.wrong(
                    table,
                    row,
                    missing,
                    N_("There is nothing in {column}."),
                    N_("Fill it in."),
                    column=missing,
                )
            elif row["id"] in seen:
                self.wrong(
                    table,
                    row,
                    "id",
                    N_("Another row above has the same id."),
                    N_("Give each row an id of its own, or remove the double."),
                )
            else:
                seen.add(row["id"])
                yield row

    def check_references(self) -> None:
        """Find every cell that points to a row that is not there."""
        ids = {name: {row["id"] for row in table.rows} for name, table in self.tables.items()}
        for shipped in shipped_rows("hsds-tables"):
            table, column, refers = shipped["table"], shipped["column"], shipped["refers"]
            if not refers or table not in self.tables or (table, column) == ("service", "organization_id"):
                continue
            there = ids.get(refers, set())
            for row in self.quiet_rows(table):
                if row[column] and row[column] not in there:
                    self.warn(
                        table,
                        row,
                        column,
                        N_("It points to a row of {file} that is not there."),
                        N_("Add the row there, or empty this cell."),
                        file=self.tables[refers].file if refers in self.tables else refers,
                    )

    def cell(self, column: Any, text: str, table: str, row: Row, name: str = "") -> Any:
        """Return the value of a cell; a wrong one is a finding, and what still counts of it is returned."""
        try:
            return read_cell(column, text)
        except CellWrong as wrong:
            self.warn(table, row, name or column.field, wrong.what, wrong.mend, **wrong.facts)
            return wrong.value

    def finish(self) -> None:
        """Say that everything was read."""
        self._progress(self.whole, self.whole)

    def wrong(
        self, table: str, row: Row, at: str, what: str, mend: str, *, severity: Any = "error", **facts: Any
    ) -> None:
        """Find what leaves the row out, unless ``severity`` says otherwise."""
        self.findings.append(
            OfferFinding(severity, what, mend, self.tables[table].file, row.number, at, facts)
        )

    def warn(self, table: str, row: Row, at: str, what: str, mend: str, **facts: Any) -> None:
        """Find what the row is taken over without."""
        self.wrong(table, row, at, what, mend, severity="warning", **facts)

    def info(self, table: str, row: Row, at: str, what: str, mend: str, **facts: Any) -> None:
        """Find what is good to know."""
        self.wrong(table, row, at, what, mend, severity="info", **facts)

    def _find(self, severity: Any, what: str, mend: str, at: str, **facts: Any) -> None:
        self.findings.append(OfferFinding(severity, what, mend, at, facts=facts))

    def _read_tables(self, parts: Mapping[str, bytes]) -> dict[str, Table]:
        usual = _file_names(b"")
        try:
            names = _file_names(parts.get("datapackage.json", b""))
        except ValueError:
            names = usual
            what = N_("What it says of the files could not be understood; the usual names count.")
            self._find("warning", what, N_("Look at it in a text editor, or remove it."), "datapackage.json")
        by_name = {name.casefold(): name for name in parts}
        found: dict[str, Table] = {}
        for table, file in names.items():
            ways = (file.casefold(), usual[table], f"{table}.csv", _OLDER_NAMES.get(table, ""))
            name = next((by_name[way] for way in ways if way in by_name), None)
            if file != usual[table] and file.casefold() not in by_name:
                what = N_("It names the file {file}, which is not there.")
                mend = N_("Add the file, or correct its name.")
                self._find("warning", what, mend, "datapackage.json", file=file)
            if name is not None:
                found[table] = read_csv(parts[name], name, self.findings.append)
        used = {table.file for table in found.values()}
        for table, missing in _NEEDED.items():
            if table not in found:
                raise OffersUnreadable(file=self.path.name, reason=missing)
        for table in ("location", "phone", "language", "taxonomy_term", "attribute"):
            if table not in found:
                self._find(
                    "info", N_("The table is not there; what it says stays unknown."), "", names[table]
                )
        for name in parts:
            if name not in used and name.casefold().endswith(".csv"):
                self._find("info", N_("This table is not used here."), "", name)
        return found


def _file_names(datapackage: bytes) -> dict[str, str]:
    """Return the file of each table: as the datapackage says, else as the specification does.

    Raises ValueError when it says something else than a datapackage does.
    """
    names = {row["table"]: row["file"] for row in shipped_rows("hsds-tables")}
    try:
        listed = json.loads(datapackage or b'{"resources": []}')["resources"]
        told = {one["name"]: PurePosixPath(one["path"]).name for one in listed}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as odd:
        raise ValueError(odd) from odd
    return names | {name: file for name, file in told.items() if name in names}
