"""Which characters of a name fall outside DIN 91379, the letters German offices can process. A warning only.

DIN 91379:2022-08 (String.Latin+) lists letters, and sequences of a letter with marks, in NFC; a mark
stands only in a listed sequence. What lies outside is named and located so that a person can look at
the document again. Nothing is ever corrected, and the original script has its own field.
"""

import csv
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from intake_app import places

DataType = Literal["A", "B", "C"]  # names of persons; names of things; running text

_GROUPS: dict[DataType, tuple[str, ...]] = {
    "A": ("letter", "n1"),
    "B": ("letter", "n1", "n2"),
    "C": ("letter", "n1", "n2", "n3", "n4"),
}
_JOINERS = frozenset("\u035f")  # COMBINING DOUBLE MACRON BELOW spans its own letter and the next: K͟H


class ForeignLetter(NamedTuple):
    """``character`` as it was typed, its Unicode ``name``, its ``position`` in the text (0 is the first)."""

    character: str
    name: str
    position: int


def foreign_letters(text: str, *, data_type: DataType = "A") -> tuple[ForeignLetter, ...]:
    """Return what is not normative in DIN 91379 for a name of a person (or data type B or C), in order.

    ``text`` may be composed or not; each letter is compared in NFC together with its marks.
    """
    allowed = _allowed(data_type)
    return tuple(
        ForeignLetter(letter, _name(letter), position)
        for position, letter in _letters(text)
        if unicodedata.normalize("NFC", letter) not in allowed
    )


def deprecated_letters(text: str) -> tuple[tuple[ForeignLetter, str], ...]:
    """Return the letters to be read but no longer written, each with the standard's replacement."""
    replaced = _deprecated()
    return tuple(
        (ForeignLetter(letter, _name(letter), position), replaced[composed])
        for position, letter in _letters(text)
        if (composed := unicodedata.normalize("NFC", letter)) in replaced
    )


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Yield each base character with its marks, and the letter after a mark that spans two."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if text[end - 1] in _JOINERS and end < len(text):
            end += 1
        yield start, text[start:end]
        start = end


def _name(letter: str) -> str:
    """Return the Unicode names of a letter and its marks."""
    return " + ".join(unicodedata.name(character, f"U+{ord(character):04X}") for character in letter)


@lru_cache(maxsize=3)
def _allowed(data_type: DataType) -> frozenset[str]:
    wanted = _GROUPS[data_type]
    return frozenset(
        character for group, code, _ in _table() if group in wanted for character in _characters(code)
    )


@lru_cache(maxsize=1)
def _deprecated() -> dict[str, str]:
    return {_sequence(code): _sequence(instead) for _, code, instead in _table() if instead}


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, str, str], ...]:
    path = places.resources() / "identity" / "din91379.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple((row["group"], row["code"], row["deprecated"]) for row in rows)


def _characters(code: str) -> Iterator[str]:
    """Yield the characters of a range (0041-005A), or the one sequence (0043 0328 0306)."""
    first, dash, last = code.partition("-")
    if not dash:
        yield _sequence(code)
        return
    for point in range(int(first, 16), int(last, 16) + 1):
        yield chr(point)


def _sequence(code: str) -> str:
    return "".join(chr(int(point, 16)) for point in code.split())
