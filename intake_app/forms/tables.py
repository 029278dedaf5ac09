"""A form's sheets as plain text tables that remember their spreadsheet rows.

Whatever a form comes as (spreadsheet, CSV, markdown, a folder of CSV files), it becomes a
``Workbook`` here; everything after reads only this. Cells are text, empty cells are not there.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from intake_app.forms.limits import MAX_CELL, MAX_CHOICE_ROWS, MAX_COLUMNS, MAX_SURVEY_ROWS

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm", "review", "renames")


class TableRefused(Exception):  # not shown: the reader turns it into a finding
    """A file is no form table, is broken or is too large; ``reason`` is a plain English word group."""

    def __init__(self, reason: str, sheet: str = "", row: int | None = None, column: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.sheet = sheet
        self.row = row
        self.column = column


@dataclass(slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, and its cells by column header."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Sheet:
    """One sheet: its columns in order, where the header stands, and its rows without empty ones."""

    name: str
    columns: list[str]
    header_row: int = 1
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """All sheets of a form by lower-case name; ``sheet_names`` as written, also of sheets not read."""

    sheets: dict[str, Sheet]
    sheet_names: list[str]
    stem: str = ""

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a sheet, none where the sheet is missing."""
        sheet = self.sheets.get(name)
        return sheet.rows if sheet else []


def sheet_from(name: str, lines: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """Build a sheet from numbered lines; the first line with two or more cells is the header.

    Raises ``TableRefused`` past the limits.
    """
    sheet = Sheet(name, [])
    limit = MAX_SURVEY_ROWS if name == "survey" else MAX_CHOICE_ROWS
    width = 0
    for number, cells in lines:
        filled = [cell.strip() for cell in cells]
        if not any(filled):
            continue
        if not sheet.columns:
            if len(filled) > MAX_COLUMNS:
                raise TableRefused("too many columns", name, number)
            sheet.columns, sheet.header_row = filled, number
            width = len(filled)
            continue
        if len(sheet.rows) >= limit:
            raise TableRefused("too many rows", name, number)
        row = {}
        for column, cell in zip(sheet.columns, filled[:width], strict=False):
            if column and cell:
                if len(cell) > MAX_CELL:
                    raise TableRefused("a text is too long", name, number, column)
                row[column] = cell
        if row:
            sheet.rows.append(Row(number, row))
    return sheet


def read_markdown(data: bytes, stem: str) -> Workbook:
    """Read the markdown tables of pyxform's convention: sheet name in the first column, then cells."""
    lines_of: dict[str, list[tuple[int, list[str]]]] = {}
    names: list[str] = []
    current = ""
    if data.count(b"\n|") > 2 * (MAX_SURVEY_ROWS + MAX_CHOICE_ROWS):  # headings and rules included
        raise TableRefused("too many rows")
    for line in _decoded(data).splitlines():
        found = _MD_ROW.match(line)
        if found is None or _MD_RULE.match(found[1]):
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in _MD_BAR.split(found[1])]
        if cells[0]:
            current = cells[0]
            names.append(current)
            lines_of.setdefault(current.lower(), [])
        if current and any(cells[1:]):
            lines = lines_of[current.lower()]
            lines.append((len(lines) + 1, cells[1:]))
    return _workbook(lines_of, names, stem)


def read_csv(data: bytes, stem: str) -> Workbook:
    """Read one CSV file that holds all sheets: the sheet's name stands in the first column."""
    lines_of: dict[str, list[tuple[int, list[str]]]] = {}
    names: list[str] = []
    current = ""
    for number, cells in _csv_lines(data):
        if cells and cells[0].strip():
            current = cells[0].strip()
            names.append(current)
            lines_of.setdefault(current.lower(), [])
        if current and any(cell.strip() for cell in cells[1:]):
            lines = lines_of[current.lower()]
            lines.append((number, cells[1:]))
            if len(lines) > MAX_CHOICE_ROWS + 1:  # with its headings; no sheet may have more
                raise TableRefused("too many rows", current.lower(), number)
    return _workbook(lines_of, names, stem)


def read_folder(folder: Path) -> Workbook:
    """Read a folder of CSV files, one a sheet: ``survey.csv``, ``choices.csv``, ``settings.csv``, …"""
    lines_of = {}
    for name in SHEETS:
        path = folder / f"{name}.csv"
        if path.is_file():
            lines_of[name] = _csv_lines(path.read_bytes())
    return _workbook(lines_of, list(lines_of), folder.name)


def _workbook(
    lines_of: Mapping[str, Iterable[tuple[int, Sequence[str]]]], names: list[str], stem: str
) -> Workbook:
    sheets = {name: sheet_from(name, lines) for name, lines in lines_of.items() if name in SHEETS}
    if not sheets and len(lines_of) == 1:
        (lines,) = lines_of.values()
        sheets["survey"] = sheet_from("survey", lines)
    return Workbook(sheets, names, stem)


def _csv_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)
    except csv.Error as broken:
        raise TableRefused("not a readable table") from broken


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise TableRefused("not UTF-8 text") from broken


_MD_ROW = re.compile(r"^\s*\|(.*)\|\s*(?:#[^|]*)?$")
_MD_RULE = re.compile(r"^[|\s:-]*-[|\s:-]*$")
_MD_BAR = re.compile(r"(?<!\\)\|")
