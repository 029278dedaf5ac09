"""Dates and times as people type them, read into ISO 8601; partial ones stay partial.

Gregorian, day before month, digits of any script. What is not known is left out (``1990``,
``1990-05``) and never filled up: a missing day must not become the first of a month by accident.
"""

import calendar
import re

from ui.questions.numbers import western_digits


def read_day(day: str, month: str, year: str) -> str | None:
    """Return ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` from three typed parts.

    Empty when nothing was typed; None when the parts are no date of the calendar, or when the day
    is there and the month is not.
    """
    parts = [western_digits(part).strip() for part in (year, month, day)]
    if not any(parts):
        return ""
    if not all(part.isdigit() or not part for part in parts) or not re.fullmatch(r"\d{4}", parts[0]):
        return None
    if not parts[1]:
        return None if parts[2] else parts[0]
    if not 1 <= int(parts[1]) <= 12:
        return None
    if not parts[2]:
        return f"{parts[0]}-{int(parts[1]):02}"
    if not 1 <= int(parts[2]) <= calendar.monthrange(max(1, int(parts[0])), int(parts[1]))[1]:
        return None
    return f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"


def day_parts(iso: str) -> tuple[str, str, str]:
    """Return day, month and year of a date as kept (``2026-11-23…``); what is missing is empty."""
    found = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$", iso)
    year, month, day = (part or "" for part in found.groups()) if found else ("", "", "")
    return day, month, year


def read_clock(text: str) -> str | None:
    """Return ``HH:MM`` from a typed time (``9.30``, ``0930``, ``٩:٣٠``); None when it is none."""
    found = re.fullmatch(r"(\d{1,2})[:.\s]?(\d{2})(?:[:.]\d{2}(?:\.\d+)?)?", western_digits(text).strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return f"{int(found[1]):02}:{found[2]}"


def clock_of(value: str) -> str:
    """Return hours and minutes of a time or date-time as kept (``2026-11-23T09:30:00.000+01:00``)."""
    found = re.search(r"(?:^|T)(\d{2}:\d{2})", value)
    return found[1] if found else ""
