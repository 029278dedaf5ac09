"""Can this phone number be called from everywhere? A hint; the number stays as it was typed.

ITU-T E.164: a plus sign, a country code that does not begin with 0, at most 15 digits in all.
"""

import re
from typing import Literal

PhoneHint = Literal["", "letters", "no-country-code", "too-short", "too-long"]

_SEVERAL = re.compile(r"[,;/\n]")
_FEWEST, _MOST = 7, 15  # digits; seven are left of the shortest national numbers with their country code


def phone_hint(text: str) -> PhoneHint:
    """Return what is missing in the first number of ``text`` that is not whole; empty when none is.

    ``text`` may hold several numbers, digits of any script, and spaces, brackets, hyphens or full stops.
    """
    for number in _SEVERAL.split(text):
        hint = _hint(number.strip())
        if hint:
            return hint
    return ""


def _hint(number: str) -> PhoneHint:
    if not number:
        return ""
    if any(letter.isalpha() for letter in number):
        return "letters"
    digits = "".join(str(int(sign)) for sign in number if sign.isdecimal())
    plus = number.lstrip("(\u200e\u200f\u2066\u202a \u00a0").startswith(("+", "＋"))
    if digits.startswith("00"):
        digits, plus = digits[2:], True
    if not plus or digits.startswith("0"):
        return "no-country-code"
    if len(digits) < _FEWEST:
        return "too-short"
    return "too-long" if len(digits) > _MOST else ""
