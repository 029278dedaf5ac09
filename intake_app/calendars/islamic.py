"""The Islamic lunar calendar: Umm al-Qura where published, the civil rule outside; a day more or less.

Months begin when the moon is seen, which differs from country to country. The table
(``resources/calendars/umalqura.csv``) is Saudi Arabia's; before 1343 and after 1500 AH the civil rule
of eleven leap years in thirty stands in (epoch 16 July 622, Julian).
"""

import datetime
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from intake_app.calendars.tables import rows

FIRST_YEAR, LAST_YEAR = 1200, 1600
MONTHS = 12
UNCERTAIN_DAYS = 1  # each way, for every date

_CIVIL_EPOCH = 227015  # ordinal of 1 Muharram 1


def days_in_month(year: int, month: int) -> int:
    """Return 29 or 30 (in five years of the table also 28 or 31)."""
    months = _table()
    place = _place(year, month)
    if 0 <= place < len(months) - 1:
        return months[place + 1] - months[place]
    return 30 if month % 2 or (month == 12 and (11 * year + 14) % 30 < 11) else 29


def to_gregorian(year: int, month: int, day: int) -> datetime.date:
    """Return the Gregorian day of a valid Islamic date; a day more or less."""
    months = _table()
    place = _place(year, month)
    first = months[place] if 0 <= place < len(months) - 1 else _civil(year, month)
    return datetime.date.fromordinal(first + day - 1)


def from_gregorian(day: datetime.date) -> tuple[int, int, int]:
    """Return year, month and day of a Gregorian day; a day more or less."""
    months = _table()
    ordinal = day.toordinal()
    if months[0] <= ordinal < months[-1]:
        place = bisect_right(months, ordinal) - 1
        return _first_year() + place // 12, place % 12 + 1, ordinal - months[place] + 1
    year = (30 * (ordinal - _CIVIL_EPOCH) + 10646) // 10631
    month = next(m for m in range(12, 0, -1) if _civil(year, m) <= ordinal)
    return year, month, ordinal - _civil(year, month) + 1


def _civil(year: int, month: int) -> int:
    return _CIVIL_EPOCH + 354 * (year - 1) + (11 * year + 3) // 30 + (59 * (month - 1) + 1) // 2


def _place(year: int, month: int) -> int:
    return (year - _first_year()) * 12 + month - 1


@lru_cache(maxsize=1)
def _table() -> tuple[int, ...]:
    """Return the ordinal of each month's first day, and of the day after the last month."""
    years = rows("umalqura.csv")
    lengths = [int(days) for year in years for days in year["lengths"].split()]
    return tuple(accumulate(lengths, initial=datetime.date.fromisoformat(years[0]["first_day"]).toordinal()))


@lru_cache(maxsize=1)
def _first_year() -> int:
    return int(rows("umalqura.csv")[0]["year"])
