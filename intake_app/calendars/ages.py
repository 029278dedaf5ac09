"""Ages of people whose birth date is partial, estimated or assigned: a range, and "unclear" around 18.

A birth date of 1 January that an office assigned says only the year. The law counts a person born on
29 February one year older from 1 March in other years (section 187 (2) BGB), as here.
"""

import datetime
from typing import Literal

from intake_app.calendars.conversion import GREGORY, cover, from_gregorian
from intake_app.calendars.errors import YearOutOfReach
from intake_app.records.partial_date import PartialDate

ADULT_YEARS = 18
ESTIMATED_YEARS = 2  # "about 1990" is taken as two years each way, a careful habit and no rule of law
ESTIMATED_DAY_YEARS = 1  # the same where even a month or day was named

Adult = Literal["yes", "no", "unclear"]


def is_birthday_known(date: PartialDate) -> bool:
    """Return whether day and month say something about the person.

    Never for an assigned or estimated date, nor for a Gregorian 1 January, which offices write where
    only the year is known (416,420 persons in the German register in 2020).
    """
    if date.precision != "day" or date.earliest or date.certainty in {"assigned", "estimated"}:
        return False
    return date.calendar != GREGORY or not date.iso.endswith("-01-01")


def age_range(date: PartialDate, on: datetime.date) -> tuple[int, int] | None:
    """Return the lowest and highest age in whole years on a day; None when nothing is known."""
    span = _birth_span(date)
    if span is None:
        return None
    earliest, latest = span
    return max(0, _age(latest, on)), max(0, _age(earliest, on))


def is_adult(date: PartialDate, on: datetime.date) -> Adult:
    """Return "yes" or "no" only when every day the birth can have been says so."""
    ages = age_range(date, on)
    if ages is None:
        return "unclear"
    lowest, highest = ages
    if lowest >= ADULT_YEARS:
        return "yes"
    return "no" if highest < ADULT_YEARS else "unclear"


def _birth_span(date: PartialDate) -> tuple[datetime.date, datetime.date] | None:
    span = date.span
    if span is None:
        return None
    first, last = span
    if date.certainty == "assigned" and date.precision == "day":
        return _whole_year(date)
    if date.certainty == "estimated" and (last - first).days <= 368:  # a told range says its own width
        years = ESTIMATED_YEARS if date.precision == "year" else ESTIMATED_DAY_YEARS
        return _years_later(first, -years), _years_later(last, years)
    return first, last


def _whole_year(date: PartialDate) -> tuple[datetime.date, datetime.date]:
    """Return the year an office had when it assigned a day, in the calendar the date was told in."""
    day = datetime.date.fromisoformat(date.iso)
    try:
        return cover(date.calendar, from_gregorian(date.calendar, day)[0])
    except (KeyError, YearOutOfReach):  # a calendar of another program
        return cover(GREGORY, day.year)


def _age(birth: datetime.date, on: datetime.date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
