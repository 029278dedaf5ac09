"""Solar Hijri, the civil calendar of Iran and Afghanistan ("persian" in BCP 47).

The year begins at the spring equinox (20 or 21 March). From 1178 to 1501 the astronomical calendar has
exactly the leap years of a 33-year cycle, (25 y + 11) mod 33 < 8, as ICU 78 has it. The 2820-year cycle
of some programs (Qt's among them) is a year off at times: before 1277 and after 1435 AP.

Afghanistan took over these month lengths in 1336 AP (1957). Before, its months followed the sun and
had 29 to 32 days (Encyclopaedia Iranica, "Calendars"), so older Afghan dates are approximate.
"""

import datetime

FIRST_YEAR, LAST_YEAR = 1200, 1500
MONTHS = 12
AFGHAN_REFORM = 1336  # from this year on Afghan months are as long as Iranian ones

_NEW_YEAR_OF_FIRST = datetime.date(1821, 3, 21)  # 1 Farvardin 1200


def is_leap(year: int) -> bool:
    """Return whether the twelfth month has thirty days."""
    return (25 * year + 11) % 33 < 8


def days_in_month(year: int, month: int) -> int:
    """Return 31 for the first six months, 30 for the next five, 29 or 30 for the last."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def to_gregorian(year: int, month: int, day: int) -> datetime.date:
    """Return the Gregorian day of a valid Solar Hijri date."""
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _new_year(year) + datetime.timedelta(days=before + day - 1)


def from_gregorian(day: datetime.date) -> tuple[int, int, int]:
    """Return year, month and day of a Gregorian day."""
    year = day.year - 621
    if day < _new_year(year):
        year -= 1
    elapsed = (day - _new_year(year)).days
    if elapsed < 186:
        return year, elapsed // 31 + 1, elapsed % 31 + 1
    return year, (elapsed - 186) // 30 + 7, (elapsed - 186) % 30 + 1


def _new_year(year: int) -> datetime.date:
    leaps = _leaps_before(year) - _leaps_before(FIRST_YEAR)
    return _NEW_YEAR_OF_FIRST + datetime.timedelta(days=365 * (year - FIRST_YEAR) + leaps)


def _leaps_before(year: int) -> int:
    """Return how many leap years lie in 1 to ``year`` - 1: eight in each cycle of 33."""
    return (8 * year + 21) // 33
