"""Digits of every script, and Ethiopic numerals, which are not digits but letters for numbers."""

import re
import unicodedata

_ETHIOPIC = re.compile("[፩-፼]+")


def western(text: str) -> str:
    """Return ``text`` with every number in western digits: ۱۳۷۴ and ፲፫፻፸፬ both become 1374."""
    plain = _ETHIOPIC.sub(lambda found: f"{_read_ethiopic(found.group())} ", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in plain)


def _read_ethiopic(numeral: str) -> int:
    """Return the value of an Ethiopic numeral: ones and tens in pairs, each pair times 100 or 10,000."""
    total = pair = 0
    for character in numeral:
        value = int(unicodedata.numeric(character))
        if value < 100:
            pair += value
        elif value == 100:
            total += (pair or 1) * 100
            pair = 0
        else:
            total = (total + pair or 1) * 10_000
            pair = 0
    return total + pair
