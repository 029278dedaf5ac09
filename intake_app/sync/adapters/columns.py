"""The fields of providers and offers as ``resources/offers/columns.csv`` lists them, and how cells hold them.

One table for both formats: it says which kind of cell a field has, which code list, and which HSDS column
holds exactly the same.
"""

import csv
import datetime
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

import msgspec

from intake_app.code_lists import code_list
from intake_app.errors import N_
from intake_app.places import resources
from intake_app.sync.adapters.tongues import language_tag, split_list

Noun = Literal["provider", "offer"]


CROSSED_AGES = (
    N_("The lowest age is above the highest one; both were left out."),
    N_("Correct one of the two."),
)


class Column(msgspec.Struct, frozen=True):
    """One field. ``hsds`` is ``table.column`` or empty."""

    record: Noun
    field: str
    kind: str
    codes: str
    hsds: str
    de: str
    en: str

    def word(self, language: str) -> str:
        """Return its heading."""
        return self.de if language.split("-", maxsplit=1)[0] == "de" else self.en


class CellWrong(ValueError):
    """A cell that its kind does not allow; ``what`` and ``mend`` are message ids. ``value`` still counts."""

    def __init__(self, what: str, mend: str, value: object = None, **facts: str | int) -> None:
        super().__init__(what)
        self.what, self.mend, self.value, self.facts = what, mend, value, facts


def shipped_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ``resources/offers``."""
    with (resources() / "offers" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))


@lru_cache(maxsize=2)
def columns(record: Noun) -> tuple[Column, ...]:
    """Return the fields of a record in the order they are shown."""
    return tuple(
        Column(record, row["field"], row["kind"], row["list"], row["hsds"], row["de"], row["en"])
        for row in shipped_rows("columns")
        if row["record"] == record
    )


def read_cell(column: Column, text: str) -> Any:
    """Return the value that ``text`` holds; raises CellWrong."""
    if not text and column.kind in ("text", "code", "area", "day"):
        return ""
    return _READERS[column.kind](column, text)


def take_out_crossed_ages(values: dict[str, Any]) -> bool:
    """Take both ages out of an offer's values when nobody can be of them; tell whether it was so."""
    youngest, oldest = values.get("age_from"), values.get("age_to")
    if youngest is None or oldest is None or youngest <= oldest:
        return False
    values["age_from"] = values["age_to"] = None
    return True


def write_cell(value: object) -> str:
    """Return ``value`` as text that ``read_cell`` reads back as the same."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


@lru_cache(maxsize=1)
def cell_words() -> dict[str, dict[str, str]]:
    """Return meaning by word for the two questions asked of words: yes or no, and how long."""
    found: dict[str, dict[str, str]] = {}
    for row in shipped_rows("cell-words"):
        found.setdefault(row["meaning"], {})[row["word"].casefold()] = row["meaning"]
    return found


def yes_or_no(text: str) -> bool | None:
    """Return what a word says; None is unknown. Raises KeyError for another word."""
    key = text.strip().casefold()
    words = cell_words()
    if not key or key in words["unknown"]:
        return None
    if key in words["yes"]:
        return True
    if key in words["no"]:
        return False
    raise KeyError(key)


def _text(_column: Column, text: str) -> str:
    return text


def _whole(_column: Column, text: str) -> int | None:
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1.0
    if not number.is_integer() or not 0 <= number < 100_000:
        raise CellWrong(
            N_("“{text}” is not a whole number."),
            N_("Write digits only, such as 12, or nothing."),
            text=_short(text),
        )
    return int(number)


def _number(column: Column, text: str) -> float | None:
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not abs(number) <= (90 if column.field == "latitude" else 180):
        raise CellWrong(
            N_("“{text}” is not a geographical degree."),
            N_("Write degrees, such as 50.9375."),
            text=_short(text),
        )
    return number


def _yes_no(_column: Column, text: str) -> bool | None:
    try:
        return yes_or_no(text)
    except KeyError:
        raise CellWrong(
            N_("“{text}” is neither yes nor no."),
            N_("Write yes, no, or nothing for unknown."),
            text=_short(text),
        ) from None


def _day(_column: Column, text: str) -> str:
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    if german:
        text = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}"
    try:
        return datetime.date.fromisoformat(text.partition("T")[0]).isoformat()
    except ValueError:
        raise CellWrong(
            N_("“{text}” is not a day."), N_("Write it as 2026-05-31 or 31.5.2026."), "", text=_short(text)
        ) from None


def _area(_column: Column, text: str) -> str:
    key = text.replace(" ", "")
    if not re.fullmatch(r"\d{2,12}", key):
        raise CellWrong(
            N_("“{text}” is not a municipality key."),
            N_("Write the 8 digits of the key (AGS), or its beginning for a wider area."),
            "",
            text=_short(text),
        )
    return key


def _code(column: Column, text: str) -> str:
    found = code_by_word(column.codes).get(" ".join(text.split()).casefold())
    if found is None:
        raise CellWrong(
            N_("“{text}” is not on the list."),
            N_("Take a word or code from the list “{codes}”."),
            "",
            text=_short(text),
            codes=column.codes,
        )
    return found


def _tag(_column: Column, text: str) -> str:
    found = language_tag(text)
    if not found:
        raise CellWrong(
            N_("“{text}” is not a language that is known here."),
            N_("Write its German or English name, or its code (ar, fa-AF)."),
            "",
            text=_short(text),
        )
    return found


def _several(read: Any) -> Any:
    def read_all(column: Column, text: str) -> tuple[str, ...]:
        good: list[str] = []
        wrong: CellWrong | None = None
        # A word of a list may hold a comma itself ("Sport, Kultur"): the whole cell is tried first.
        try:
            return (read(column, text),) if text else ()
        except CellWrong:
            pass
        for part in _parts(column, text):
            try:
                good.append(read(column, part))
            except CellWrong as trouble:
                wrong = wrong or trouble
        kept = tuple(dict.fromkeys(good))
        if wrong is not None:
            raise CellWrong(wrong.what, wrong.mend, kept, **wrong.facts)
        return kept

    return read_all


def _parts(column: Column, text: str) -> Iterable[str]:
    parts = split_list(text)
    if column.kind in {"codes", "areas"}:
        bare = [word for part in parts for word in part.split()]
        known = code_by_word(column.codes) if column.codes else {}
        if column.kind == "areas" or all(word.casefold() in known for word in bare):
            return bare  # "D01 D04": codes with spaces between
    return parts


@lru_cache(maxsize=16)
def code_by_word(name: str) -> dict[str, str]:
    """Return the codes of a list by code and by word, German and English; ``domains`` are D01 to D11."""
    if name == "domains":
        return {one.note.casefold(): one.note for one in code_list("needs")}
    found: dict[str, str] = {}
    for one in code_list(name):
        for key in (one.code, *one.words.values()):
            found.setdefault(" ".join(key.split()).casefold(), one.code)
    return found


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


_READERS: dict[str, Any] = {
    "text": _text,
    "whole": _whole,
    "number": _number,
    "yes-no": _yes_no,
    "day": _day,
    "days": _several(_day),
    "area": _area,
    "areas": _several(_area),
    "code": _code,
    "codes": _several(_code),
    "tags": _several(_tag),
}
