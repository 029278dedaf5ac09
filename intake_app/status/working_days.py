"""Working days: which days are holidays in a Land, and counting on past them.

``resources/status/holidays.csv`` says the days, by date or by distance from Easter Sunday. A *Werktag* is
every day but Sundays and holidays (as periods of SGB VIII count); a working day of offices leaves out
Saturdays, too.
"""

import csv
import datetime
from functools import lru_cache
from typing import NamedTuple

from intake_app.places import resources

LAND = "NW"
_SATURDAY, _SUNDAY = 5, 6
_ONE = datetime.timedelta(days=1)


class _Holiday(NamedTuple):
    when: str  # MM-DD, or easter+N
    first_year: int
    last_year: int


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of the Gregorian calendar.

    The anonymous algorithm as in J. Meeus, Astronomical Algorithms, 2nd edition, chapter 8.
    """
    golden, century, rest = year % 19, year // 100, year % 100
    leap, odd = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    day = (32 + 2 * odd + 2 * quarter - moon - left) % 7
    late = (golden + 11 * moon + 22 * day) // 451
    month, before = divmod(moon + day - 7 * late + 114, 31)
    return datetime.date(year, month, before + 1)


@lru_cache(maxsize=256)
def holidays(year: int, land: str = LAND) -> frozenset[datetime.date]:
    """Return the holidays of a year in a Land (two letters of ISO 3166-2:DE)."""
    sunday = easter(year)
    found = set()
    for one in _listed(land):
        if not one.first_year <= year <= one.last_year:
            continue
        if one.when.startswith("easter"):
            found.add(sunday + datetime.timedelta(days=int(one.when.removeprefix("easter"))))
        else:
            month, day = one.when.split("-")
            found.add(datetime.date(year, int(month), int(day)))
    return frozenset(found)


def is_working_day(day: datetime.date, *, with_saturdays: bool, land: str = LAND) -> bool:
    """Tell whether ``day`` counts: no Sunday, no holiday and, unless ``with_saturdays``, no Saturday."""
    last = _SUNDAY if with_saturdays else _SATURDAY
    return day.weekday() < last and day not in holidays(day.year, land)


def working_days_after(
    day: datetime.date, number: int, *, with_saturdays: bool, land: str = LAND
) -> datetime.date:
    """Return the ``number``-th working day after ``day``; ``day`` itself is not counted (section 187 BGB)."""
    found = day
    for _one in range(number):
        found += _ONE
        while not is_working_day(found, with_saturdays=with_saturdays, land=land):
            found += _ONE
    return found


@lru_cache(maxsize=16)
def _listed(land: str) -> tuple[_Holiday, ...]:
    path = resources() / "status" / "holidays.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        return tuple(
            _Holiday(row["when"], int(row["first_year"] or 1), int(row["last_year"] or 9999))
            for row in rows
            if land in row["lands"].split()
        )
