"""One door for every kind of form file: spreadsheet, CSV, markdown, folder of tables, XForm XML.

Whatever is wrong with a form is a finding with its place and its mending; a form with an error is
refused whole, and the version installed before stays what it was.
"""

from pathlib import Path

from intake_app.errors import N_, FileUnreadable
from intake_app.forms.definition import FormDefinition, FormReading
from intake_app.forms.errors import FormRefused
from intake_app.forms.limits import MAX_FILE_BYTES
from intake_app.forms.renames import with_renames
from intake_app.forms.review import with_review
from intake_app.forms.survey_rows import SurveyRows, nested_too_deeply, placed, with_choice_rows, with_rows
from intake_app.forms.tables import TableRefused, Workbook
from intake_app.forms.translation_gaps import find_gaps
from intake_app.records.finding import FormFinding


def read_form(path: Path, attachments: Path | None = None) -> FormReading:
    """Read a form file (.xlsx .xlsm .xls .csv .md .xml) or a folder of CSV tables.

    Files the form needs are looked up in ``attachments``, else beside the form. Raises ``FileUnreadable``
    when there is no such file; everything wrong inside it is a finding.
    """
    if not path.is_dir() and not path.is_file():
        raise FileUnreadable(file=path.name)
    beside = attachments or (path if path.is_dir() else path.parent)
    try:
        if path.is_dir():
            from intake_app.forms.tables import read_folder

            return read_tables(read_folder(path), beside)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise TableRefused("too large")
        data = path.read_bytes()
        if _looks_like_xml(path, data):
            return _read_xml(data, beside)
        return read_tables(_workbook(path, data), beside)
    except TableRefused as refused:
        return FormReading(None, (_refused(refused),))
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble


def install(path: Path, attachments: Path | None = None) -> FormDefinition:
    """Read a form that must be good. Raises ``FormRefused`` with the findings."""
    reading = read_form(path, attachments)
    if reading.definition is None:
        raise FormRefused(path.name, reading.findings)
    return reading.definition


def read_tables(book: Workbook, attachments: Path | None = None) -> FormReading:
    """Read a form from tables that were read already."""
    from intake_app.forms.cleaning import clean, show_quotes
    from intake_app.forms.conversion import convert
    from intake_app.forms.xform import read_xform

    cleaned = clean(book)
    rows = SurveyRows(cleaned.book)
    if rows.too_deep is not None:
        cleaned.findings.append(nested_too_deeply(rows.too_deep))
    if any(finding.severity == "error" for finding in cleaned.findings):
        return FormReading(None, tuple(cleaned.findings))
    converted = convert(cleaned.book)
    findings = [*cleaned.findings, *converted.findings]
    if converted.xml is None:
        return FormReading(None, tuple(findings))
    reading = read_xform(show_quotes(converted.xml), attachments, of_table=True)
    findings += [placed(finding, rows, cleaned.book) for finding in reading.findings]
    findings += find_gaps(cleaned.book)
    if reading.definition is None:
        return FormReading(None, tuple(findings))
    definition = with_choice_rows(with_rows(with_review(reading.definition, book), rows), cleaned.book)
    definition = with_renames(definition, book)
    return FormReading(definition, tuple(findings))


def _workbook(path: Path, data: bytes) -> Workbook:
    from intake_app.forms.spreadsheets import read_xls, read_xlsx
    from intake_app.forms.tables import read_csv, read_markdown

    if data[:4] == b"PK\x03\x04":
        return read_xlsx(data, path.stem)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return read_xls(data, path.stem)
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm", ".xls"):
        raise TableRefused("not a readable spreadsheet")
    if suffix == ".md" or (suffix == ".txt" and data.lstrip()[:1] == b"|"):
        return read_markdown(data, path.stem)
    if suffix in (".csv", ".txt", ".tsv"):
        return read_csv(data, path.stem)
    raise TableRefused("not a kind of file that holds a form")


def _looks_like_xml(path: Path, data: bytes) -> bool:
    return path.suffix.lower() in (".xml", ".xhtml") or data[:5] in (b"<?xml", b"<h:ht", b"<html")


def _read_xml(data: bytes, attachments: Path) -> FormReading:
    from intake_app.forms.xform import read_xform

    return read_xform(data, attachments)


def _refused(refused: TableRefused) -> FormFinding:
    return FormFinding(
        "error",
        N_("The file is refused: {reason}."),
        N_("Ask for a fresh copy of the form, or save it again with a spreadsheet program."),
        sheet=refused.sheet,
        row=refused.row,
        column=refused.column,
        facts={"reason": refused.reason},
    )
