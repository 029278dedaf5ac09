"""The day a rule says: a small language for periods, worked out for a date that may be half known.

===============  =====================================================================================
``event``        the day itself
``+14d``         days, ``w`` weeks, ``m`` months, ``y`` years later; ``-3m`` before
``+7wd``         Werktage (Monday to Saturday, no holidays); ``+5bd`` working days of offices
``eom``          the last day of the event's month; ``eom+1`` of the month after
``som``          the first day of the event's month; ``som+1`` of the month after
``2027-07-23``   that day, whatever the event
(empty)          no day of its own
===============  =====================================================================================

Months end on the day of the same number, or the month's last one (section 188 (2), (3) BGB). A period that
ends on a Saturday, Sunday or holiday may be longer (section 193 BGB): the earlier, safe day is shown.
"""

import calendar
import datetime
import re
from typing import NamedTuple

from intake_app.records.partial_date import PartialDate
from intake_app.status.working_days import LAND, working_days_after

_PERIOD = re.compile(r"([+-])(\d{1,4})(d|w|m|y|wd|bd)")
_MONTH = re.compile(r"(eom|som)(?:\+(\d{1,2}))?")
_FIXED = re.compile(r"\d{4}-\d{2}-\d{2}")


class Due(NamedTuple):
    """The first and the last day it can be; the same where the event's day is known."""

    first: datetime.date
    last: datetime.date


def is_due(text: str) -> bool:
    """Tell whether ``text`` is of the language above."""
    if text in {"", "event"} or _MONTH.fullmatch(text):
        return True
    if found := _PERIOD.fullmatch(text):
        return found[1] == "+" or found[3] not in {"wd", "bd"}
    if _FIXED.fullmatch(text):
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            return False
        return True
    return False


def due_after(text: str, day: datetime.date, land: str = LAND) -> datetime.date | None:
    """Return the day for an event on ``day``; None where the rule names none. ValueError for other texts."""
    if not text:
        return None
    if text == "event":
        return day
    if _FIXED.fullmatch(text):
        return datetime.date.fromisoformat(text)
    if found := _MONTH.fullmatch(text):
        month = months_after(day.replace(day=1), int(found[2] or 0))
        last = calendar.monthrange(month.year, month.month)[1]
        return month.replace(day=last) if found[1] == "eom" else month
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(text)
    number, unit = int(found[2]) * (1 if found[1] == "+" else -1), found[3]
    if unit in {"wd", "bd"}:
        return working_days_after(day, number, with_saturdays=unit == "wd", land=land)
    if unit in {"m", "y"}:
        return months_after(day, number * (12 if unit == "y" else 1))
    return day + datetime.timedelta(days=number * (7 if unit == "w" else 1))


def due_of(text: str, event: PartialDate, land: str = LAND) -> Due | None:
    """Return between which days it is due; None while the event's day is not known at all."""
    if _FIXED.fullmatch(text):
        fixed = datetime.date.fromisoformat(text)
        return Due(fixed, fixed)
    span = event.span
    if span is None or not text:
        return None
    first, last = (due_after(text, day, land) for day in span)
    assert first is not None
    assert last is not None
    return Due(first, last)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day ``months`` later, the month's last one where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))
