"""pyxform turns the tables into XForm XML; its messages become findings with sheet and row."""

import re
from typing import Any, NamedTuple

from intake_app.errors import N_
from intake_app.forms.tables import Sheet, Workbook
from intake_app.records.finding import FormFinding


class Conversion(NamedTuple):
    """XForm XML (``None`` when refused) and what pyxform said."""

    xml: str | None
    findings: tuple[FormFinding, ...]


def convert(book: Workbook) -> Conversion:
    """Run pyxform on tables that are already cleaned; its validator jar is never used."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    said: list[str] = []
    try:
        result = pyxform_convert(_for_pyxform(book), warnings=said, validate=False)
    except PyXFormError as refused:
        return Conversion(None, (*_warnings(said, book), _error(refused, book)))
    return Conversion(result.xform, _warnings(said, book))


def _for_pyxform(book: Workbook) -> dict[str, Any]:
    """Return pyxform's own input shape; empty rows are put back so that its row numbers are right."""
    given: dict[str, Any] = {"sheet_names": list(book.sheet_names), "fallback_form_name": book.stem or "data"}
    for name in ("survey", "choices", "settings", "external_choices", "entities", "osm"):
        sheet = book.sheets.get(name)
        if sheet is None:
            continue
        rows: list[dict[str, str]] = []
        for row in sheet.rows:
            rows += [{} for _ in range(row.number - sheet.header_row - 1 - len(rows))]
            rows.append(dict(row.cells))
        given[name] = rows
        given[f"{name}_header"] = [{column: None for column in sheet.columns if column}]
    return given


_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"On the '(\w+)' sheet, (?:the '([^']+)' value)?")


def _error(refused: Any, book: Workbook) -> FormFinding:
    return _finding("error", str(refused), book)


def _warnings(said: list[str], book: Workbook) -> tuple[FormFinding, ...]:
    return tuple(_finding("warning", message, book) for message in said)


def _finding(severity: Any, message: str, book: Workbook) -> FormFinding:
    row = _ROW.search(message)
    place = _SHEET.search(message)
    sheet = place[1] if place else "survey"
    offset = book.sheets.get(sheet, Sheet(sheet, [])).header_row - 1
    return FormFinding(
        severity,
        N_("{message}"),
        N_("Mend the sheet as the message says and read the form again."),
        sheet=sheet,
        row=int(row[1]) + offset if row else None,
        column=(place[2] or "") if place else "",
        facts={"message": _ROW.sub("", message)},
    )
