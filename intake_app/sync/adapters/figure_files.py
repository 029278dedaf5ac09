"""Figures as files that other programs read: CSV, a workbook, a data package; each with a row of HXL tags.

A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP: CSV injection).
Standards: HXL 1.1 (hxlstandard.org), Frictionless Data Package 1 (specs.frictionlessdata.io).
"""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Cell = str | int | float | None
_EARLY = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can name: the same figures give the same bytes


class FigureFile(NamedTuple):
    """One table to hand on: ``heads`` name the columns, ``tags`` are their HXL tags."""

    name: str
    title: str
    heads: tuple[str, ...]
    tags: tuple[str, ...]
    lines: tuple[Sequence[Cell], ...]


def figure_csv(file: FigureFile) -> bytes:
    """Return CSV for a spreadsheet: UTF-8 with a byte order mark, comma, quoted; a hidden number is empty."""
    return _csv(file).encode("utf-8-sig")


def figure_workbook(files: Sequence[FigureFile]) -> bytes:
    """Return an XLSX workbook, a sheet per file."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for file in files:
        sheet = book.create_sheet(file.name[:31])
        for number, line in enumerate((file.heads, file.tags, *file.lines), start=1):
            for place, value in enumerate(line, start=1):
                cell = sheet.cell(number, place)
                cell.value = _harmless(value) if isinstance(value, str) else value
                if isinstance(value, str):
                    cell.data_type = "s"
                if number == 1:
                    cell.font = Font(bold=True)
        sheet.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def figure_package(files: Sequence[FigureFile], *, title: str, facts: Mapping[str, str | int]) -> bytes:
    """Return a ZIP of CSV files with their ``datapackage.json``; ``facts`` say what period, place and k."""
    about = {
        "profile": "tabular-data-package",
        "name": "figures",
        "title": title,
        **facts,
        "resources": [
            {
                "name": file.name,
                "title": file.title,
                "path": f"{file.name}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "dialect": {"header": True, "headerRowCount": 1, "commentRows": [2]},
                "schema": {
                    "fields": [
                        {"name": head, "type": _type(file, place), "hxl": file.tags[place]}
                        for place, head in enumerate(file.heads)
                    ],
                    "missingValues": [""],
                },
            }
            for file in files
        ],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        described = json.dumps(about, ensure_ascii=False, indent=1)
        for name, text in (("datapackage.json", described), *((f"{f.name}.csv", _csv(f)) for f in files)):
            package.writestr(zipfile.ZipInfo(name, _EARLY), text)
    return out.getvalue()


def _csv(file: FigureFile) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for line in (file.heads, file.tags, *file.lines):
        writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in line])
    return out.getvalue()


def _type(file: FigureFile, place: int) -> str:
    found = [line[place] for line in file.lines if line[place] not in {None, ""}]
    if found and all(isinstance(cell, int) for cell in found):
        return "integer"
    return "number" if found and all(isinstance(cell, int | float) for cell in found) else "string"


def _harmless(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet calculates with it."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@")) or cell[:1] in "\t\r\n" else cell
