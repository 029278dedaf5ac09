"""Texts of the sheets that a language lacks: one finding a column, with the rows where it is empty."""

from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.forms.columns import TEXTS, column_of, language_of
from intake_app.forms.tables import Row, Sheet, Workbook
from intake_app.records.finding import FormFinding

_ROWS_NAMED = 12
_NEVER_SHOWN = frozenset({
    "start", "end", "today", "deviceid", "username", "email", "phonenumber", "calculate", "hidden", "audit",
    "start-geopoint", "background-audio", "background-geopoint", "subscriberid", "simserial", "",
})  # fmt: skip


def find_gaps(book: Workbook) -> Iterator[FormFinding]:
    """Yield a warning for each column and language that is empty where another language has a text."""
    languages = list(
        dict.fromkeys(
            language_of(header)
            for name in ("survey", "choices")
            if name in book.sheets
            for header in book.sheets[name].columns
            if column_of(header) in TEXTS and language_of(header)
        )
    )
    for name in ("survey", "choices"):
        sheet = book.sheets.get(name)
        if sheet is not None:
            yield from _gaps_of(sheet, languages, _default_language(book, languages))


def _default_language(book: Workbook, languages: list[str]) -> str:
    """Return whose language a column without language is: the form's default, else the first."""
    for row in book.rows("settings")[:1]:
        for header, said in row.cells.items():
            if column_of(header) == "default_language":
                return said
    return languages[0] if languages else ""


def _gaps_of(sheet: Sheet, languages: list[str], default: str) -> Iterator[FormFinding]:
    shown = [row for row in sheet.rows if sheet.name != "survey" or _is_shown(row)]
    worded: dict[str, dict[str, str]] = {}
    for header in sheet.columns:
        if column_of(header) in TEXTS:
            worded.setdefault(column_of(header), {})[language_of(header)] = header
    for column, headers in worded.items():
        for language in languages:
            own = headers.get(language, headers.get("") if language == default else None)
            others = [header for header in headers.values() if header != own]
            rows = [
                row.number
                for row in shown
                if (own is None or not row.cells.get(own)) and any(row.cells.get(other) for other in others)
            ]
            if rows:
                yield _gap(sheet, column, language, rows)


def _is_shown(row: Row) -> bool:
    kind = next((value for header, value in row.cells.items() if column_of(header) == "type"), "")
    return kind not in _NEVER_SHOWN


def _gap(sheet: Sheet, column: str, language: str, rows: list[int]) -> FormFinding:
    named = ", ".join(str(row) for row in rows[:_ROWS_NAMED]) + (" …" if len(rows) > _ROWS_NAMED else "")
    return FormFinding(
        "warning",
        N_("Missing in {language}, column {column}: {count} texts (rows {rows})."),
        N_("Fill them in; until then another language is shown."),
        sheet=sheet.name,
        row=rows[0],
        column=f"{column}::{language}",
        facts={"language": language, "count": len(rows), "column": column, "rows": named},
    )
