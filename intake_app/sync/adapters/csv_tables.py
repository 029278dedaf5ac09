"""Bytes of a CSV file -> a table of clean cells; encodings, separators and ragged rows as they come.

UTF-8 and UTF-16 are told by their marks, everything else that is no UTF-8 is read as Windows-1252, with a
finding: names may need a look. Cells lose control characters, never letters.
"""

import codecs
import csv
import io
import itertools
from collections.abc import Callable, Iterator

import msgspec

from intake_app.errors import N_
from intake_app.records.offer_reading import OfferFinding
from intake_app.sync.adapters.bounds import MAX_CELL, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS

Find = Callable[[OfferFinding], object]
_SAFE_START = "'"
_REORDER = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # they make text read other than it is
_CONTROLS = dict.fromkeys((*(n for n in range(32) if n not in (9, 10, 13)), 127, 0xFEFF, *_REORDER))
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
csv.field_size_limit(MAX_FILE_BYTES)  # a huge cell is ours to judge, not the reader's


class Row(msgspec.Struct, frozen=True):
    """One row: where it stands (1-based, the heading is row 1) and its cells by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell, empty when there is no such column."""
        return self.cells.get(column, "")


class Table(msgspec.Struct, frozen=True):
    """A table of a file."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_csv(data: bytes, file: str, find: Find) -> Table:
    """Return the table that ``data`` holds; what is odd goes to ``find``."""
    text = _decode(data, file, find)
    lines = _lines(text, file, find)
    columns: list[str] = []
    rows: list[Row] = []
    for number, cells in lines:
        if not columns:
            columns = _heading(cells, file, find)
            continue
        if not any(cells):
            continue
        if len(rows) >= MAX_ROWS:
            find(
                OfferFinding(
                    "warning",
                    N_("The table has more than {n} rows; the rest is left out."),
                    N_("Split the file."),
                    file,
                    number,
                    facts={"n": MAX_ROWS},
                )
            )
            break
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            find(
                OfferFinding(
                    "warning",
                    N_("The row has more cells than there are columns."),
                    N_("Put texts with commas in quotation marks."),
                    file,
                    number,
                )
            )
        for at, cell in enumerate(cells[: len(columns)]):
            if not _is_plain(cell):
                cells[at] = clean(cell, file, number, columns[at], find)
        rows.append(Row(number, dict(zip(columns, cells, strict=False))))
    return Table(file, tuple(columns), tuple(rows))


def clean(text: str, file: str, row: int, column: str, find: Find) -> str:
    """Return a cell without controls and outer space; a huge one is cut, with a finding."""
    if len(text) > MAX_CELL:
        find(
            OfferFinding(
                "warning",
                N_("The text is longer than {n} characters and was cut."),
                N_("Shorten it."),
                file,
                row,
                column,
                {"n": MAX_CELL},
            )
        )
        text = text[:MAX_CELL]
    if not text.isprintable():
        text = text.translate(_CONTROLS)
    text = text.strip()
    return text[1:].strip() if is_guarded(text) else text


def _is_plain(text: str) -> bool:
    """Tell, quickly, whether ``clean`` would leave a cell as it is: nearly all are so."""
    if not text:
        return True
    return text[0] != _SAFE_START and len(text) <= MAX_CELL and text.isprintable() and text == text.strip()


def guard(text: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula; ``clean`` takes the guard off again."""
    is_risky = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text)
    return _SAFE_START + text if is_risky or is_guarded(text) else text


def is_guarded(text: str) -> bool:
    """Tell whether a cell begins with our guard."""
    return text[:1] == _SAFE_START and text[1:2] in ("=", "+", "-", "@", "\t", "\r", _SAFE_START)


def _is_number(text: str) -> bool:
    """Tell whether there are only digits and what stands between them in telephone numbers."""
    return all(letter.isdecimal() or letter in " ()/.-" for letter in text[1:])


def _decode(data: bytes, file: str, find: Find) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        first = data[: wrong.start].count(b"\n") + 1
    mend = N_("Look at names with accents, or save the file as UTF-8.")
    texts: list[str] = []
    odd: list[int] = []
    is_mixed = False
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            texts.append(line.decode("utf-8"))
            is_mixed = is_mixed or not line.isascii()
        except UnicodeDecodeError:
            texts.append(line.decode("cp1252", errors="replace"))
            odd.append(number)
    if not is_mixed:
        what = N_("The file is not in UTF-8; it was read as Windows-1252.")
        find(OfferFinding("warning", what, mend, file, first))
        return data.decode("cp1252", errors="replace")
    what = N_("The row is not in UTF-8 as others are; it was read as Windows-1252.")
    for number in odd:
        find(OfferFinding("warning", what, mend, file, number))
    return "\n".join(texts)


def _lines(text: str, file: str, find: Find) -> Iterator[tuple[int, list[str]]]:
    """Yield (row, cells). A quotation mark that is left open costs its own row, not all that follow."""
    lines = io.StringIO(text.replace("\0", ""), newline="").readlines()  # a form feed ends no line
    first = next((1 for line in lines[:1] if line.lower().startswith("sep=")), 0)  # what Excel writes
    separator = max(",;\t", key=(lines[first] if len(lines) > first else "").count)
    at = first
    while at < len(lines):
        reader = csv.reader(itertools.islice(lines, at, None), delimiter=separator, strict=True)
        start = at
        try:
            for cells in reader:
                yield start + 1, cells
                start = at + reader.line_num
            at = len(lines)
        except csv.Error:
            what = N_("A quotation mark of this row is not closed; the row was read by itself.")
            mend = N_("Close it, or write it twice where it is meant as a sign.")
            find(OfferFinding("warning", what, mend, file, start + 1))
            line = lines[start]
            rows = (
                csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE)
                if line.count('"') % 2
                else csv.reader([line], delimiter=separator)
            )
            yield start + 1, next(rows, [])
            at = start + 1


def _heading(cells: list[str], file: str, find: Find) -> list[str]:
    names: list[str] = []
    for cell in cells[:MAX_COLUMNS]:
        name = cell.translate(_CONTROLS).strip().casefold()[:100]
        if name and name in names:
            what = N_("The column {name} is there twice; the first one counts.")
            mend = N_("Rename or remove the second one.")
            find(OfferFinding("warning", what, mend, file, 1, name, {"name": name}))
            name = ""
        names.append(name)
    return names
