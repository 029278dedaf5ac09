"""Functions of texts: XPath 1.0's (section 4.2) and ODK's ``substr``, ``ends-with``, ``join``, ``regex``."""

import math
import re
from functools import lru_cache
from typing import Any

import regex as patterns

from intake_app.xpath.errors import XPathError
from intake_app.xpath.functions.signature import Function, of_texts, own_node, plain

_PATTERN_SECONDS = 0.1  # a form's pattern must not be able to stop an interview


class _Pattern:
    """A compiled pattern, and from which length on it is known to find no end."""

    __slots__ = ("hopeless_from", "pattern")

    def __init__(self, pattern: Any) -> None:
        self.pattern = pattern
        self.hopeless_from = math.inf


def _concat(texts: list[str]) -> str:
    return "".join(texts)


def _join(texts: list[str]) -> str:
    return texts[0].join(texts[1:])


def _substring(text: str, start: float, length: float | None = None) -> str:
    # XPath counts from 1 and rounds half up; infinities are allowed, NaN keeps nothing.
    first = _rounded(start)
    end = math.inf if length is None else first + _rounded(length)
    if math.isnan(first) or math.isnan(end):
        return ""
    low = max(first, 1.0)
    high = min(end, len(text) + 1.0)
    return text[int(low) - 1 : int(high) - 1] if low < high else ""


def _rounded(number: float) -> float:
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _substr(text: str, start: float, end: float = math.inf) -> str:
    # ODK's own: counts from 0, a negative place counts from the end.
    low, high = _place(start, len(text)), _place(end, len(text))
    return text[low:high] if low < high else ""


def _place(number: float, length: int) -> int:
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return length if number > 0 else 0
    place = int(number)
    return max(0, length + place) if place < 0 else min(place, length)


def _substring_before(text: str, mark: str) -> str:
    place = text.find(mark)
    return text[:place] if place > 0 else ""


def _substring_after(text: str, mark: str) -> str:
    place = text.find(mark)
    return text[place + len(mark) :] if place >= 0 else ""


def _translate(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for index, letter in enumerate(old):
        table.setdefault(ord(letter), new[index] if index < len(new) else None)
    return text.translate(table)


def _normalize_space(text: str) -> str:
    return " ".join(word for word in _SPACES.split(text) if word)


def _length(text: str) -> float:
    return float(len(text))


def _matches(text: str, pattern: str) -> bool:
    # ODK: "returns true if the string is an exact match"; ``^`` and ``$`` in the pattern change nothing.
    compiled = _compiled(pattern)
    if len(text) < compiled.hopeless_from:
        try:
            return compiled.pattern.fullmatch(text, timeout=_PATTERN_SECONDS) is not None
        except TimeoutError:
            compiled.hopeless_from = len(text)
    raise XPathError(reason="a regular expression takes too long")


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> _Pattern:
    try:
        return _Pattern(patterns.compile(pattern, patterns.V0))
    except patterns.error:
        raise XPathError(reason=f"the regular expression {pattern} is not valid") from None


_SPACES = re.compile(r"[ \t\r\n]+")

FUNCTIONS: list[Function] = [
    own_node("string", "string", str),
    of_texts("concat", "string", _concat),
    of_texts("join", "string", _join, least=1),
    plain("contains", "ss", "boolean", lambda text, part: part in text),
    plain("starts-with", "ss", "boolean", str.startswith),
    plain("ends-with", "ss", "boolean", str.endswith),
    plain("substring", "snn", "string", _substring, least=2),
    plain("substr", "snn", "string", _substr, least=2),
    plain("substring-before", "ss", "string", _substring_before),
    plain("substring-after", "ss", "string", _substring_after),
    own_node("string-length", "number", _length),
    own_node("normalize-space", "string", _normalize_space),
    plain("translate", "sss", "string", _translate),
    plain("regex", "ss", "boolean", _matches),
]
