"""pyxform turns the tables into XForm XML; its messages become findings with sheet and row."""

from typing import Any, NamedTuple

from intake_app.errors import N_
from intake_app.forms.pyxform_messages import findings_of
from intake_app.forms.tables import Workbook
from intake_app.records.finding import FormFinding


class Conversion(NamedTuple):
    """XForm XML (``None`` when refused) and what pyxform said."""

    xml: str | None
    findings: tuple[FormFinding, ...]


def convert(book: Workbook) -> Conversion:
    """Run pyxform on tables that are already cleaned; its validator jar is never used."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    _compare_by_identity()
    said: list[str] = []
    try:
        result = pyxform_convert(_for_pyxform(book), warnings=said, validate=False)
    except PyXFormError as refused:
        told = findings_of(str(refused), "error", book)
        return Conversion(None, (*_warnings(said, book), *told))
    except _STUMBLES as stumbled:  # pyxform's own way to say that a sheet makes no sense
        return Conversion(None, (*_warnings(said, book), _senseless(stumbled)))
    return Conversion(result.xform, _warnings(said, book))


_STUMBLES = (AttributeError, KeyError, TypeError, ValueError, IndexError, AssertionError, RecursionError,
             StopIteration, SyntaxError)  # fmt: skip


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
        given[name] = rows[:1] if name == "settings" else rows
        given[f"{name}_header"] = [{column: None for column in sheet.columns if column}]
    return given


def _compare_by_identity() -> None:
    """Let pyxform compare its elements by identity; the output is the same, and it does not hang.

    pyxform compares a repeat with an ancestor by writing out both whole, for every question inside: time
    grows with the square of the form, minutes for a real one.
    """
    from pyxform.survey_element import SurveyElement

    SurveyElement.__eq__ = object.__eq__


def _warnings(said: list[str], book: Workbook) -> tuple[FormFinding, ...]:
    return tuple(finding for message in said for finding in findings_of(message, "warning", book))


def _senseless(stumbled: Exception) -> FormFinding:
    return FormFinding(
        "error",
        N_("The sheets could not be understood ({kind})."),
        N_("Check the headings and the type column, or compare with a form that works."),
        sheet="survey",
        facts={"kind": type(stumbled).__name__},
    )
