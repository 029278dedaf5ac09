"""What free texts of a directory plainly say: a waiting time, free of charge, interpreting. Else nothing."""

import math
import re
from collections.abc import Sequence

from intake_app.sync.adapters.columns import cell_words, yes_or_no

_WAIT = r"(?:ca\.|about|etwa)?\s*(?:\d+\s*(?:-|–|to|bis)\s*)?(\d{1,3})\s*(\w+)"
_DAYS = {"day": 1, "week": 7, "month": 30}


def waiting_weeks(text: str) -> int | None:
    """Return the weeks of ``2 months`` or ``3-4 Wochen`` (the longer one), rounded up; None: not plain."""
    found = re.fullmatch(_WAIT, text.strip().casefold())
    if found is None:
        return None
    words = cell_words()
    for unit, days in _DAYS.items():
        if found[2] in words[unit]:
            return math.ceil(int(found[1]) * days / 7)
    return None


def free_of_charge(texts: Sequence[str]) -> bool:
    """Tell whether every text about money says that there is none to pay."""
    free = cell_words()["free"]
    return bool(texts) and all(text.strip(" .!").casefold() in free or _is_zero(text) for text in texts)


def said_languages(text: str) -> bool | None:
    """Return whether a text about interpreting offers it: any sentence does, unless it is a plain no."""
    if not text.strip():
        return None
    try:
        return yes_or_no(text.strip(" ."))
    except KeyError:
        return True


def _is_zero(text: str) -> bool:
    return re.fullmatch(r"0([.,]0+)?(\s*(eur|€|gbp|usd))?", text.strip().casefold()) is not None
