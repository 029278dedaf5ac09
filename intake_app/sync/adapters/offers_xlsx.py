"""Our own sheet of providers and offers: written as a template or with everything in it, and read back.

Headings are words (German or English) that people may rearrange; the reader takes either, or the names of
``columns.csv``. A row that cannot be taken over is a finding with its sheet, row and column.
"""

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from intake_app.code_lists import code_list
from intake_app.errors import N_, Cancelled
from intake_app.records.offer import Offer, Provider
from intake_app.records.offer_reading import OfferFinding, OfferReading
from intake_app.sync.adapters.bounds import MAX_COLUMNS, MAX_ROWS, checked_zip, read_bounded
from intake_app.sync.adapters.columns import (
    CROSSED_AGES,
    CellWrong,
    Column,
    Noun,
    code_by_word,
    columns,
    read_cell,
    take_out_crossed_ages,
    write_cell,
)
from intake_app.sync.adapters.csv_tables import clean
from intake_app.sync.adapters.errors import OffersUnreadable
from intake_app.sync.stick import written_safely

_SHEETS: dict[Noun, tuple[str, ...]] = {"provider": ("Träger", "Providers"), "offer": ("Angebote", "Offers")}
_LISTS = ("Listen", "Lists")
_TITLE_ROWS = 10  # above the headings people write what the sheet is
_EMPTY_ROWS_END = 200  # so many empty rows, and the sheet is over: sheets are often formatted to the last row
_EVERY = 200
_TWICE, _KEEP_ONE = N_("The same stands on another row above."), N_("Keep one of the two rows.")
_CELL_LIMIT = 32_767  # what a cell of a spreadsheet holds
_BROKEN = (
    AttributeError,
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    SyntaxError,
    RuntimeError,
    EOFError,
    AssertionError,
    OverflowError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

Progress = Callable[[int, int], object]


def write_offers_xlsx(
    path: Path, *, providers: Iterable[Provider] = (), offers: Iterable[Offer] = (), language: str = "de"
) -> None:
    """Write the sheet; without records it is the template. Raises FileUnwritable and its kin."""
    from openpyxl import Workbook

    at = 0 if language.split("-", maxsplit=1)[0] == "de" else 1
    book = Workbook()
    book.remove(book.active)
    known = {one.id: one for one in providers}
    for record, rows in (("provider", known.values()), ("offer", offers)):
        sheet = book.create_sheet(_SHEETS[record][at])  # type: ignore[index]
        fields = columns(record)
        _put(sheet, 1, [column.word(language) for column in fields], is_heading=True)
        for number, one in enumerate(rows, start=2):
            _put(sheet, number, [write_cell(getattr(one, column.field)) for column in fields])
        sheet.freeze_panes = "D2"
        _offer_lists(sheet, fields)
    lists = book.create_sheet(_LISTS[at])
    for number, name in enumerate(_list_names(), start=1):
        words = [f"{one.code}: {one.word(language)}" for one in _codes(name)]
        for row, text in enumerate((name, *words), start=1):
            _set(lists.cell(row, number), text)
    data = io.BytesIO()
    book.save(data)
    with written_safely(path) as stream:
        stream.write(data.getvalue())


def read_offers_xlsx(
    path: Path,
    *,
    progress: Progress = lambda _part, _whole: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> OfferReading:
    """Read a sheet. Raises FileUnreadable, OffersUnreadable, OffersSuspicious, Cancelled."""
    sheets = _read_sheets(path)
    if "offer" not in sheets and "provider" not in sheets:
        raise OffersUnreadable(file=path.name, reason=N_("there is no sheet with providers or offers"))
    return _Sheets(path, sheets, progress, is_cancelled).read()


class _Sheets:
    """One reading of both sheets."""

    def __init__(
        self,
        path: Path,
        sheets: dict[str, tuple[str, list[tuple[int, list[str]]]]],
        progress: Progress,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._path, self._sheets, self._progress, self._is_cancelled = path, sheets, progress, is_cancelled
        self._findings: list[OfferFinding] = []
        self._whole = sum(len(rows) for _name, rows in sheets.values())
        self._done = 0

    def read(self) -> OfferReading:
        """Read both."""
        providers = {one.id: one for one in self._providers()}
        offers = tuple(self._offers(providers))
        self._progress(self._whole, self._whole)
        order = {"error": 0, "warning": 1, "info": 2}
        return OfferReading(
            source=self._path.stem,
            providers=tuple(providers.values()),
            offers=offers,
            findings=tuple(sorted(self._findings, key=lambda one: order[one.severity])),
        )

    def _providers(self) -> Iterator[Provider]:
        seen: set[str] = set()
        for sheet, number, values in self._records("provider"):
            key = values.get("id") or f"name:{_folded(values['name'])}"
            if key in seen:
                self._find("error", _TWICE, _KEEP_ONE, sheet, number)
                continue
            seen.add(key)
            yield Provider(**{"source_id": key, **values, "id": key})

    def _offers(self, providers: dict[str, Provider]) -> Iterator[Offer]:
        by_name = {_folded(one.name): one.id for one in providers.values()}
        word = next(column.de for column in columns("offer") if column.field == "provider_id")
        seen: set[str] = set()
        for sheet, number, values in self._records("offer"):
            said = values.pop("provider_id", "")
            provider = said if said in providers else by_name.get(_folded(said), "")
            if not provider:
                what = N_("The provider “{provider}” is not on the sheet of providers.")
                mend = N_("Write its name or id as it stands there.")
                self._find("error", what, mend, sheet, number, at=word, facts={"provider": said[:60]})
                continue
            key = values.get("id") or f"name:{provider}/{_folded(values['name'])}"
            if key in seen:
                self._find("error", _TWICE, _KEEP_ONE, sheet, number)
                continue
            seen.add(key)
            yield Offer(**{"source_id": key, **values, "id": key, "provider_id": provider})

    def _records(self, record: Noun) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Yield (sheet, row, values by field) of every row that has a name."""
        if record not in self._sheets:
            name = " / ".join(_SHEETS[record])
            what, mend = N_("There is no sheet “{name}”."), N_("Take the template.")
            self._find("warning", what, mend, name, facts={"name": name})
            return
        sheet, rows = self._sheets[record]
        heading = next((at for at, (_number, cells) in enumerate(rows[:_TITLE_ROWS])
                        if _names_of(record) & set(map(_folded, cells))), None)  # fmt: skip
        if heading is None and rows:
            what, mend = N_("A column is missing: {names}."), N_("Take the headings of the template.")
            self._find("error", what, mend, sheet, rows[0][0], facts={"names": "name"})
        fields: list[Column | None] = []
        for number, cells in rows[heading or 0 :]:
            self._tick()
            if not fields:
                fields = self._heading(record, sheet, cells, number)
                continue
            values: dict[str, Any] = {}
            for column, text in zip(fields, cells, strict=False):
                if column is not None and text:
                    values[column.field] = self._cell(column, text, sheet, number)
            if not values.get("name"):
                what, mend = N_("The name is missing."), N_("Write the name, or empty the row.")
                self._find("error", what, mend, sheet, number)
                continue
            if take_out_crossed_ages(values):
                self._find("warning", *CROSSED_AGES, sheet, number)
            values["is_sample"] = bool(values.get("is_sample"))
            yield sheet, number, {field: value for field, value in values.items() if value is not None}

    def _heading(self, record: Noun, sheet: str, cells: list[str], number: int) -> list[Column | None]:
        fields = columns(record)
        known = {_folded(key): one for one in fields for key in (one.field, one.en, one.de)}
        found: list[Column | None] = []
        for cell in cells:
            column = known.get(_folded(cell))
            if cell and column is None:
                what = N_("The column “{name}” is not known and was left out.")
                mend = N_("Take the headings of the template.")
                self._find("info", what, mend, sheet, number, at=cell[:60], facts={"name": cell[:60]})
            found.append(None if column in found else column)
        return found or [None]

    def _cell(self, column: Column, text: str, sheet: str, number: int) -> Any:
        text = clean(text, sheet, number, column.de, self._findings.append)
        try:
            return read_cell(column, text)
        except CellWrong as wrong:
            self._find("warning", wrong.what, wrong.mend, sheet, number, at=column.de, facts=wrong.facts)
            return wrong.value

    def _tick(self) -> None:
        self._done += 1
        if self._done % _EVERY == 0:
            self._progress(self._done, self._whole)
            if self._is_cancelled():
                raise Cancelled

    def _find(
        self, severity: Any, what: str, mend: str, sheet: str, row: int | None = None, *, at: str = "",
        facts: dict[str, str | int] | None = None,
    ) -> None:  # fmt: skip
        self._findings.append(OfferFinding(severity, what, mend, sheet, row, at, facts or {}))


def _read_sheets(path: Path) -> dict[str, tuple[str, list[tuple[int, list[str]]]]]:
    from openpyxl import load_workbook

    data = read_bounded(path)
    checked_zip(data, path.name).close()
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found: dict[str, tuple[str, list[tuple[int, list[str]]]]] = {}
        for record, names in _SHEETS.items():
            wanted = {_folded(name) for name in names}
            title = next((one for one in book.sheetnames if _folded(one) in wanted), None)
            if title is not None:
                found[record] = (title, list(_lines(book[title])))
        book.close()
    except _BROKEN as broken:
        raise OffersUnreadable(file=path.name, reason=N_("not a readable spreadsheet")) from broken
    return found


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        texts = [_text(cell) for cell in cells]
        empty = 0 if any(texts) else empty + 1
        if empty > _EMPTY_ROWS_END or number > MAX_ROWS:
            return
        if any(texts):
            yield number, texts


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).strip()


def _put(sheet: Any, row: int, texts: list[str], *, is_heading: bool = False) -> None:
    from openpyxl.styles import Font

    for number, text in enumerate(texts, start=1):
        if text:
            cell = sheet.cell(row, number)
            _set(cell, text)
            if is_heading:
                cell.font = Font(bold=True)


def _set(cell: Any, text: str) -> None:
    """Write text as text: nothing that begins with ``=`` becomes a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL_LIMIT]
    cell.data_type = "s"


def _offer_lists(sheet: Any, fields: tuple[Column, ...]) -> None:
    """Offer yes, no and the codes of short lists where a single one is asked for."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(fields, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 30 if column.kind == "text" else 18
        words = ["yes", "no"] if column.kind == "yes-no" else []
        if column.kind == "code":
            words = [one.code for one in _codes(column.codes)]
        if words:
            rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            rule.errorStyle = "warning"
            rule.add(f"{letter}2:{letter}5000")
            sheet.add_data_validation(rule)


def _list_names() -> tuple[str, ...]:
    every = [column.codes for record in ("provider", "offer") for column in columns(record)]
    return tuple(dict.fromkeys(name for name in every if name))


def _codes(name: str) -> tuple[Any, ...]:
    if name == "domains":
        return tuple(_Domain(code) for code in dict.fromkeys(code_by_word("domains").values()))
    return code_list(name)


class _Domain:
    """A life domain in the list of lists: its code, which is all that this room knows of it."""

    def __init__(self, code: str) -> None:
        self.code = code

    def word(self, language: str) -> str:
        """Return the needs that belong to it."""
        return ", ".join(one.word(language) for one in code_list("needs") if one.note == self.code)


def _names_of(record: Noun) -> set[str]:
    """Return how the column of the name may be headed."""
    column = next(one for one in columns(record) if one.field == "name")
    return {_folded(key) for key in (column.field, column.en, column.de)}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
