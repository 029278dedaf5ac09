"""Spreadsheet files become tables; bombs are refused before a spreadsheet library opens them."""

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from intake_app.forms.limits import (
    MAX_CHOICE_ROWS,
    MAX_COLUMNS,
    MAX_PACK_RATIO,
    MAX_PARTS,
    MAX_UNPACKED_BYTES,
    MAX_UNSUSPICIOUS_BYTES,
)
from intake_app.forms.tables import SHEETS, Sheet, TableRefused, Workbook, sheet_from

_EMPTY_ROWS_END = 200  # so many empty rows, and the sheet is over


def read_xlsx(data: bytes, stem: str) -> Workbook:
    """Read an .xlsx or .xlsm file. Raises ``TableRefused``."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_bomb(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        names = list(book.sheetnames)
        sheets = {
            name: sheet_from(name, _until_empty(_xlsx_lines(book[said])))
            for name, said in _wanted(names).items()
        }
        book.close()
    except _BROKEN_XLSX as broken:
        raise TableRefused("not a readable spreadsheet") from broken
    except InvalidFileException as broken:
        raise TableRefused("not a readable spreadsheet") from broken
    return Workbook(sheets, names, stem)


def read_xls(data: bytes, stem: str) -> Workbook:
    """Read an .xls file (Excel 97 to 2003). Raises ``TableRefused``."""
    import xlrd  # type: ignore[import-untyped]

    try:
        book = xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO())
        names = list(book.sheet_names())
        sheets: dict[str, Sheet] = {}
        for name, said in _wanted(names).items():
            table = book.sheet_by_name(said)
            lines = (
                (number + 1, [_xls_text(cell, book.datemode) for cell in table.row(number)])
                for number in range(table.nrows)
            )
            sheets[name] = sheet_from(name, _until_empty(lines))
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, *_BROKEN_XLS) as broken:
        raise TableRefused("not a readable spreadsheet") from broken
    return Workbook(sheets, names, stem)


_BROKEN_XLS = (AssertionError, AttributeError, IndexError, KeyError, ValueError, TypeError, OSError,
               NotImplementedError, OverflowError, struct.error)  # fmt: skip
_BROKEN_XLSX = (*_BROKEN_XLS, zipfile.BadZipFile, EOFError, SyntaxError, RuntimeError, zlib.error)


def _wanted(names: list[str]) -> dict[str, str]:
    """Return the sheets to read by lower-case name; a lone sheet is the survey, whatever its name."""
    wanted: dict[str, str] = {}
    for said in names:
        name = said.strip().lower()
        if name in SHEETS:
            wanted.setdefault(name, said)
    if "survey" not in wanted and len(names) == 1:
        return {"survey": names[0]}
    return wanted


def _until_empty(lines: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Stop after a long run of empty rows: sheets are often formatted down to row 1,048,576."""
    empty = 0
    for number, cells in lines:
        empty = 0 if any(cells) else empty + 1
        if empty > _EMPTY_ROWS_END:
            return
        yield number, cells


def _xlsx_lines(sheet: object) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # else each row is as wide as the sheet claims to be
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):  # type: ignore[attr-defined]
        cells = row[: MAX_COLUMNS + 1]
        end = len(cells)
        while end and cells[end - 1] is None:
            end -= 1
        yield number, [_text(value) for value in cells[:end]]


def _text(value: object) -> str:
    """Return a cell as its author meant it: ``1`` not ``1.0``, ``TRUE``, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _xls_text(cell: object, datemode: int) -> str:
    import xlrd

    kind, value = cell.ctype, cell.value  # type: ignore[attr-defined]
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_DATE:
        return _text(xlrd.xldate_as_datetime(value, datemode))
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    return _text(value)


def _refuse_bomb(data: bytes) -> None:
    """Look at the zip directory, then at how many rows a long sheet has, before a library reads it all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            parts = pack.infolist()
            _refuse_sizes(parts)
            if any(_holds_too_many_rows(pack, part) for part in parts):
                raise TableRefused("too many rows")
    except _BROKEN_XLSX as broken:
        raise TableRefused("not a readable spreadsheet") from broken


def _refuse_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise TableRefused("unpacks to too many parts")
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise TableRefused("unpacks to an unreasonable size")
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > MAX_UNSUSPICIOUS_BYTES and ratio > MAX_PACK_RATIO:
            raise TableRefused("unpacks to an unreasonable size")
        if part.flag_bits & 1:
            raise TableRefused("locked with a password")


def _holds_too_many_rows(pack: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Count rows that end in a cell with something in it, a block at a time: a library takes minutes."""
    if not part.filename.startswith("xl/worksheets/") or part.file_size < _LONG_SHEET:
        return False
    rows, rest = 0, b""
    with pack.open(part) as sheet:
        while block := sheet.read(1 << 20):
            seen = rest + block
            rows += seen.count(_END_OF_ROW)
            rest = seen[1 - len(_END_OF_ROW) :]
    return rows > MAX_CHOICE_ROWS + 1  # with its headings


_LONG_SHEET = 1024 * 1024
_END_OF_ROW = b"</c></row>"
