"""Numbers as people type them: in Western, Arabic-Indic, Persian or any other decimal digits.

Answers are kept in XPath's plain form (``12.5``). What cannot be read as a number is not a number:
the reader says ``None`` and the caller keeps the typed text, so nothing anybody typed is thrown away.
"""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u00a0\u202f\u2009 \t"))
_SIGNS = str.maketrans({"−": "-", "–": "-", "‒": "-", "٫": ".", "٬": "'", "’": "'", "،": ","})
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,'])\d{3}(\1\d{3})*")


def western_digits(text: str) -> str:
    """Return ``text`` with every decimal digit western; all other characters stay as they are."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text
    )


def read_integer(text: str) -> str | None:
    """Return the whole number in ``text`` (``"٢٥"`` -> ``"25"``, ``"1.000"`` -> ``"1000"``), or None."""
    plain = _plain(text)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[.,']", "", plain)
    return str(int(plain)) if re.fullmatch(r"[+-]?\d+", plain) else None


def read_decimal(text: str) -> str | None:
    """Return the number in ``text`` with a point (``"12,5"`` -> ``"12.5"``), or None.

    One comma or one point alone is the decimal separator; of two different marks the last one is.
    """
    plain = _plain(text).replace("'", "")
    marks = [character for character in plain if character in ".,"]
    if len(set(marks)) == 2:
        plain = plain.replace(marks[0], "") if marks.count(marks[-1]) == 1 else ""
    elif len(marks) > 1:
        plain = plain.replace(marks[0], "") if _GROUPED.fullmatch(plain) else ""
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain):
        return None
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain.lstrip("+"))
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")  # idle zeros say nothing, and the form drops them, too
    return sign + str(int(whole or "0")) + (f".{fraction}" if fraction else "")


def _plain(text: str) -> str:
    return western_digits(text.translate(_INVISIBLE)).translate(_SIGNS)
