"""The Ethiopian (Ge'ez) calendar of Ethiopia and Eritrea: twelve months of thirty days, then a short one.

Years count from the Incarnation (Amete Mihret), seven or eight behind the Gregorian ones; the leap day
closes the year before the Julian leap year, so New Year is 11 or 12 September between 1900 and 2099
(Reingold and Dershowitz, "Calendrical Calculations"). A birth between midnight and dawn is counted to
the day before by those who begin the day at sunrise; nothing here can know that.
"""

import datetime

FIRST_YEAR, LAST_YEAR = 1800, 2150
MONTHS = 13

_EPOCH = 2796  # ordinal of 29 August 8 in the Julian calendar, 1 Meskerem 1


def is_leap(year: int) -> bool:
    """Return whether the thirteenth month has six days."""
    return year % 4 == 3


def days_in_month(year: int, month: int) -> int:
    """Return 30, and 5 or 6 for the thirteenth month."""
    if month < 13:
        return 30
    return 6 if is_leap(year) else 5


def to_gregorian(year: int, month: int, day: int) -> datetime.date:
    """Return the Gregorian day of a valid Ethiopian date."""
    return datetime.date.fromordinal(_new_year(year) + 30 * (month - 1) + day - 1)


def from_gregorian(day: datetime.date) -> tuple[int, int, int]:
    """Return year, month and day of a Gregorian day."""
    elapsed = day.toordinal() - _EPOCH
    year = (4 * elapsed + 1463) // 1461
    into = day.toordinal() - _new_year(year)
    return year, into // 30 + 1, into % 30 + 1


def _new_year(year: int) -> int:
    return _EPOCH + 365 * (year - 1) + year // 4
