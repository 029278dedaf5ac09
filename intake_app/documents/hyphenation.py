"""Where a German word may be divided at the end of a line: Liang's algorithm over TeX's patterns.

Patterns are letters with numbers between them; where the highest number of all patterns that fit a place is
odd, the word may be divided there. Liang, Word Hy-phen-a-tion by Com-put-er (1983). The patterns are data in
``resources/hyphenation``: the ones Pyphen carries divide ``ver-a-r-bei-tung``.
"""

import re
from functools import lru_cache

from intake_app import places

_LEAST_BEFORE, _LEAST_AFTER = 2, 3  # letters left on the line, and taken to the next one
_SHORTEST, LONGEST = 7, 60  # letters of a word; a longer one is no German word
_PATTERNS = "dehyphn-x-2022-03-16.pat"
_LONGEST = 16  # letters of a pattern
_WORD = re.compile(r"[^\W\d_]+")
_TYPED = frozenset("._@/\\")
_NO_DIGITS = str.maketrans("", "", "0123456789")


def is_divided(tag: str) -> bool:
    """Return whether words of a language are divided; only German ones are, others stay whole."""
    return tag.split("-", maxsplit=1)[0] == "de"


def division_places(text: str, start: int, end: int) -> list[int]:
    """Return the places in ``text`` from ``start`` to ``end`` at which a word may be divided, in order."""
    found = []
    for word in _WORD.finditer(text, start, end):
        if _SHORTEST <= len(word[0]) <= LONGEST and not word[0].isupper() and not _is_address(text, word):
            found += [word.start() + place for place in divide(word[0])]
    return found


def _is_address(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is part of an address or the name of a file: those are typed letter by letter."""
    before, after = text[max(0, word.start() - 1) : word.start()], text[word.end() : word.end() + 2]
    return bool(before and before in _TYPED) or (after[:1] in _TYPED and after[1:].isalnum())


@lru_cache(maxsize=4096)
def divide(word: str) -> tuple[int, ...]:
    """Return the places at which ``word``, letters alone, may be divided."""
    dotted = f".{word.lower()}."
    values = [0] * (len(dotted) + 1)
    patterns = _patterns()
    for start in range(len(dotted)):
        for end in range(start + 1, min(start + _LONGEST, len(dotted)) + 1):
            at = start
            for sign in patterns.get(dotted[start:end], ""):
                if sign.isdigit():
                    values[at] = max(values[at], int(sign))
                else:
                    at += 1
    return tuple(
        place for place in range(_LEAST_BEFORE, len(word) - _LEAST_AFTER + 1) if values[place + 1] % 2
    )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, str]:
    """Return letters -> the pattern with its numbers."""
    text = (places.resources() / "hyphenation" / _PATTERNS).read_text(encoding="utf-8")
    inside = text.partition("\\patterns{")[2].partition("}")[0]
    lines = [line.partition("%")[0].strip() for line in inside.splitlines()]
    return {line.translate(_NO_DIGITS): line for line in lines if line}
