"""The Gregorian calendar, in the same four words as the others."""

import calendar
import datetime

FIRST_YEAR, LAST_YEAR = 1800, 2150
MONTHS = 12


def days_in_month(year: int, month: int) -> int:
    """Return 28 to 31."""
    return calendar.monthrange(year, month)[1]


def to_gregorian(year: int, month: int, day: int) -> datetime.date:
    """Return the day itself."""
    return datetime.date(year, month, day)


def from_gregorian(day: datetime.date) -> tuple[int, int, int]:
    """Return year, month and day."""
    return day.year, day.month, day.day
