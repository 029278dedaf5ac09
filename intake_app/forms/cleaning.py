"""Quirks of published forms are mended before pyxform sees them; what was mended is a finding.

Only what is unambiguous is mended. Whatever the author may have meant differently stays as it is and
becomes an error or a warning with its place.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from intake_app.errors import N_
from intake_app.forms.columns import (
    CHOICES,
    EXPRESSIONS,
    TEXTS,
    column_of,
    is_known,
    language_of,
    likely_meant,
    plain_header,
)
from intake_app.forms.namespaces import declare_prefixes
from intake_app.forms.tables import Row, Sheet, Workbook
from intake_app.records.finding import FormFinding

_YES = frozenset({"t", "y", "x", "1", "yes", "true", "oui", "vrai", "si", "sí", "ja", "wahr", "sim", "نعم"})
_NO = frozenset({"f", "n", "0", "no", "false", "non", "faux", "nein", "falsch", "não", "لا"})
_SPACE_LIKE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x000[dD]_")
_ERROR_CELL = re.compile(r"^#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NULL!|NUM!|ERROR!?)$")
_QUOTES = dict(zip("‘’“”", "\ue000\ue001\ue002\ue003", strict=True))  # what pyxform would flatten
_HIDE_QUOTES = str.maketrans(_QUOTES)
_SHOW_QUOTES = str.maketrans({hidden: shown for shown, hidden in _QUOTES.items()})


@dataclass(slots=True)
class Cleaned:
    """Tables that pyxform can read, and what was mended or is wrong."""

    book: Workbook
    findings: list[FormFinding] = field(default_factory=list)


def clean(book: Workbook) -> Cleaned:
    """Return the tables with quirks mended; the given ones stay as they are."""
    cleaned = Cleaned(Workbook({}, book.sheet_names, book.stem))
    for name, sheet in book.sheets.items():
        cleaned.book.sheets[name] = _clean_sheet(name, sheet, cleaned.findings)
    _one_spelling_a_language(cleaned)
    survey = cleaned.book.sheets.get("survey")
    if survey is not None:
        for row in survey.rows:
            _clean_question(row, cleaned.findings)
    _move_external_choices(cleaned)
    _keep_own_saveto(cleaned.book)
    declare_prefixes(cleaned.book)
    return cleaned


def show_quotes(xml: str) -> str:
    """Return pyxform's output with the typographic quotes of the authors' texts."""
    return xml.translate(_SHOW_QUOTES)


def _clean_sheet(name: str, sheet: Sheet, findings: list[FormFinding]) -> Sheet:
    headers = {column: plain_header(column) for column in sheet.columns if column}
    _check_duplicates(name, sheet, findings)
    kept = {column: header for column, header in headers.items() if _is_kept(name, header)}
    if name == "survey":
        _check_headers(sheet, headers, kept, findings)
    clean_rows = []
    for row in sheet.rows:
        cells: dict[str, str] = {}
        for column, value in row.cells.items():
            header = kept.get(column)
            if header is None:
                continue
            if _ERROR_CELL.match(value):
                findings.append(_error_cell(name, row.number, header, value))
                continue
            text = _clean_cell(name, header, value)
            if text and not cells.get(header):
                cells[header] = text
        clean_rows.append(Row(row.number, cells))
    columns = list(dict.fromkeys(kept.get(column, "") for column in sheet.columns if kept.get(column)))
    return Sheet(name, columns, sheet.header_row, [row for row in clean_rows if row.cells])


def _is_kept(sheet: str, header: str) -> bool:
    """Notes to oneself beside a survey stay out; extra columns of choices are there to filter by."""
    return is_known(header) if sheet == "survey" else True


def _clean_cell(sheet: str, header: str, value: str) -> str:
    text = _ILLEGAL.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    column = column_of(header)
    if sheet in ("survey", "choices", "external_choices") and column in TEXTS:
        return _INVISIBLE.sub("", text).strip().translate(_HIDE_QUOTES)
    return _INVISIBLE.sub("", _SPACE_LIKE.sub(" ", text)).strip()


def _check_duplicates(name: str, sheet: Sheet, findings: list[FormFinding]) -> None:
    counted = Counter(plain_header(column) for column in sheet.columns if column)
    for header, times in counted.items():
        if times > 1 and (name != "survey" or is_known(header)):
            findings.append(
                FormFinding(
                    "error",
                    N_("The column “{header}” stands there {times} times."),
                    N_("Keep one of the columns and delete the others."),
                    sheet=name,
                    row=sheet.header_row,
                    column=header,
                    facts={"header": header, "times": times},
                )
            )


def _check_headers(
    sheet: Sheet, headers: dict[str, str], kept: dict[str, str], findings: list[FormFinding]
) -> None:
    present = {column_of(header) for header in kept.values()}
    for column, header in headers.items():
        meant = "" if column in kept else likely_meant(header)
        if meant and meant not in present:
            findings.append(
                FormFinding(
                    "warning",
                    N_("The column “{header}” is not known and was not read."),
                    N_("If “{meant}” is meant, correct the heading. Otherwise there is nothing to do."),
                    sheet="survey",
                    row=sheet.header_row,
                    column=header,
                    facts={"header": header, "meant": meant},
                )
            )


def _one_spelling_a_language(cleaned: Cleaned) -> None:
    """``label::English`` and ``hint::english`` are one language; the first spelling wins."""
    spelling: dict[str, str] = {}
    for name in ("survey", "choices"):
        sheet = cleaned.book.sheets.get(name)
        if sheet is None:
            continue
        renamed: dict[str, str] = {}
        for header in sheet.columns:
            language = language_of(header)
            key = " ".join(language.split()).casefold()
            if language and spelling.setdefault(key, language) != language:
                renamed[header] = header[: -len(language)] + spelling[key]
                cleaned.findings.append(_two_spellings(name, sheet.header_row, header, spelling[key]))
        _rename(sheet, renamed)
    _match_default_language(cleaned, spelling)


def _match_default_language(cleaned: Cleaned, spelling: dict[str, str]) -> None:
    """``default_language`` English means the column language ``English (en)`` where only that is there."""
    for row in cleaned.book.rows("settings")[:1]:
        for header, said in row.cells.items():
            if column_of(header) != "default_language" or said in spelling.values():
                continue
            key = said.casefold()
            same = [name for known, name in spelling.items() if known == key or known.startswith(f"{key} (")]
            if len(same) == 1:
                row.cells[header] = same[0]


def _rename(sheet: Sheet, renamed: dict[str, str]) -> None:
    if not renamed:
        return
    sheet.columns = list(dict.fromkeys(renamed.get(column, column) for column in sheet.columns))
    for row in sheet.rows:
        cells: dict[str, str] = {}
        for column, value in row.cells.items():
            cells.setdefault(renamed.get(column, column), value)
        row.cells = cells


def _clean_question(row: Row, findings: list[FormFinding]) -> None:
    for header, value in list(row.cells.items()):
        column = column_of(header)
        if header.lower().startswith(("bind", "instance", "body", "control")):
            continue
        if column == "type":
            row.cells[header] = " ".join(value.split())
        elif column in ("required", "read_only"):
            row.cells[header] = _clean_yes_no(row, column, value, findings)
        elif column in EXPRESSIONS and value.startswith("=") and column != "default":
            row.cells[header] = value[1:].strip()
            findings.append(_mended(row, column, value, row.cells[header]))


def _clean_yes_no(row: Row, column: str, value: str, findings: list[FormFinding]) -> str:
    word = value.strip().rstrip(".").casefold()
    if value in ("yes", "no", "true", "false", "TRUE", "FALSE", "True", "False", "Yes", "No", "YES", "NO"):
        return value
    if word in _YES or word in _NO:
        meant = "yes" if word in _YES else "no"
        if word not in ("yes", "no", "true", "false"):
            findings.append(_mended(row, column, value, meant))
        return meant
    return value


def _move_external_choices(cleaned: Cleaned) -> None:
    """``select_one_external`` is ``select_one`` here: large lists are fast, no second kind is needed."""
    book = cleaned.book
    external = book.sheets.pop("external_choices", None)
    if external is None:
        return
    moved = 0
    for row in book.rows("survey"):
        for header, value in row.cells.items():
            if column_of(header) == "type" and value.startswith("select_one_external "):
                row.cells[header] = value.replace("select_one_external ", "select_one ", 1)
                moved += 1
    if not moved:
        book.sheets["external_choices"] = external
        return
    choices = book.sheets.setdefault("choices", Sheet("choices", []))
    renames = _same_headers(external.columns, choices.columns)
    _rename(external, renames)
    choices.columns = list(dict.fromkeys(choices.columns + external.columns))
    last = max((row.number for row in choices.rows), default=choices.header_row)
    choices.rows += [Row(last + number, row.cells) for number, row in enumerate(external.rows, start=1)]


def _keep_own_saveto(book: Workbook) -> None:
    """A mapping to the case record's fields is no ODK entity where the form declares no entities."""
    survey = book.sheets.get("survey")
    if survey is not None and "entities" not in book.sheets:
        said = [
            header for header in survey.columns if header.replace(" ", "").lower() == "bind::entities:saveto"
        ]
        _rename(survey, dict.fromkeys(said, "bind::intake:saveto"))


def _same_headers(columns: list[str], known: list[str]) -> dict[str, str]:
    """Return new names for columns that mean one of ``known`` in another spelling (``list name``)."""
    meaning = {
        (column_of(column), language_of(column)): column for column in known if column_of(column) in CHOICES
    }
    found = {}
    for column in columns:
        same = meaning.get((column_of(column), language_of(column)))
        if same is not None and same != column and column_of(column) in CHOICES:
            found[column] = same
    return found


def _mended(row: Row, column: str, said: str, meant: str) -> FormFinding:
    return FormFinding(
        "warning",
        N_("“{said}” was read as “{meant}”."),
        N_("If that is right there is nothing to do. Otherwise correct the cell."),
        sheet="survey",
        row=row.number,
        column=column,
        facts={"said": said, "meant": meant},
    )


def _two_spellings(sheet: str, row: int, header: str, language: str) -> FormFinding:
    return FormFinding(
        "warning",
        N_("The column “{header}” was read as language “{language}”, which is spelt differently elsewhere."),
        N_("Spell the language the same way in every column."),
        sheet=sheet,
        row=row,
        column=header,
        facts={"header": header, "language": language},
    )


def _error_cell(sheet: str, row: int, column: str, value: str) -> FormFinding:
    return FormFinding(
        "error",
        N_("The cell holds a spreadsheet error: {value}."),
        N_("Open the sheet, correct the formula or type the value, save, and read the form again."),
        sheet=sheet,
        row=row,
        column=column,
        facts={"value": value},
    )
