"""Four calendars, one way in and out: a day, a month or a year becomes the Gregorian days it covers.

Calendars are named by their BCP 47 "ca" value. A year or month of another calendar lies in two
Gregorian ones, so the answer is always a first and a last day.
"""

import datetime
from types import ModuleType

from intake_app.calendars import ethiopic, gregory, islamic, persian
from intake_app.calendars.errors import NoSuchDay, NoSuchMonth, YearOutOfReach
from intake_app.calendars.month_names import month_name

GREGORY = "gregory"
PERSIAN = "persian"
ISLAMIC = "islamic-umalqura"
ETHIOPIC = "ethiopic"
CALENDARS = (GREGORY, PERSIAN, ISLAMIC, ETHIOPIC)

_SYSTEMS = {GREGORY: gregory, PERSIAN: persian, ISLAMIC: islamic, ETHIOPIC: ethiopic}


def cover(
    calendar: str, year: int, month: int = 0, day: int = 0, *, language: str = "en"
) -> tuple[datetime.date, datetime.date]:
    """Return the first and last Gregorian day of a year, a month (0: the whole year) or a day (0: the month).

    Lunar days are widened by a day each way. Raises YearOutOfReach, NoSuchMonth or NoSuchDay, whose
    month is named in ``language``; KeyError for a calendar not in ``CALENDARS``.
    """
    system = _SYSTEMS[calendar]
    if not system.FIRST_YEAR <= year <= system.LAST_YEAR:
        raise YearOutOfReach(first=system.FIRST_YEAR, last=system.LAST_YEAR)
    if not 0 <= month <= system.MONTHS:
        raise NoSuchMonth(months=system.MONTHS)
    first_month, last_month = (month, month) if month else (1, system.MONTHS)
    last_day = system.days_in_month(year, last_month)
    if day > last_day:
        raise NoSuchDay(month=month_name(calendar, month, language), days=last_day)
    first = system.to_gregorian(year, first_month, day or 1)
    last = system.to_gregorian(year, last_month, day or last_day)
    loose = datetime.timedelta(days=islamic.UNCERTAIN_DAYS if calendar == ISLAMIC else 0)
    return first - loose, last + loose


def to_gregorian(calendar: str, year: int, month: int, day: int) -> datetime.date:
    """Return the Gregorian day (the likeliest, for a lunar date); raises as ``cover`` does."""
    if not month or not day:
        raise ValueError("a whole date is needed")
    cover(calendar, year, month, day)
    found: datetime.date = _SYSTEMS[calendar].to_gregorian(year, month, day)
    return found


def from_gregorian(calendar: str, day: datetime.date) -> tuple[int, int, int]:
    """Return year, month and day of ``day`` in a calendar; raises YearOutOfReach."""
    system: ModuleType = _SYSTEMS[calendar]
    found: tuple[int, int, int] = system.from_gregorian(day)
    if not system.FIRST_YEAR <= found[0] <= system.LAST_YEAR:
        raise YearOutOfReach(first=system.FIRST_YEAR, last=system.LAST_YEAR)
    return found


def days_in_month(calendar: str, year: int, month: int) -> int:
    """Return how many days a month has, for a calendar picker."""
    count: int = _SYSTEMS[calendar].days_in_month(year, month)
    return count


def months_in_year(calendar: str) -> int:
    """Return 12, or 13 for the Ethiopian calendar."""
    count: int = _SYSTEMS[calendar].MONTHS
    return count
