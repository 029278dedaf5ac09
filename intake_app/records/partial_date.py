"""A date as people give it: partial, uncertain, from another calendar (EDTF, ISO 8601-2).

A year of another calendar lies in two Gregorian years, and a lunar date may be a day off. So the days
between which the date lies are kept beside ``iso`` whenever ``iso`` alone does not say them.
"""

import calendar
import datetime
from typing import Literal

import msgspec

Precision = Literal["day", "month", "year", "unknown"]
Certainty = Literal["documented", "stated", "estimated", "assigned"]


class PartialDate(msgspec.Struct, frozen=True):
    """``iso`` is YYYY, YYYY-MM, YYYY-MM-DD or empty (unknown). ``assigned`` is 1 January set by an office.

    ``earliest`` and ``latest`` (YYYY-MM-DD) are set where ``iso`` is coarser or finer than what was told:
    a year or month of another calendar, a range of years, a lunar date. ``iso`` is then the middle.
    """

    iso: str = ""
    certainty: Certainty = "stated"
    calendar: str = "gregory"  # BCP 47 "ca" value: gregory, persian, islamic-umalqura, ethiopic
    original: str = ""  # as it was told or written
    earliest: str = ""
    latest: str = ""
    told_on: str = ""  # the day it was told, YYYY-MM-DD
    told_in: str = ""  # BCP 47 tag of the language it was told in

    @property
    def precision(self) -> Precision:
        """Return how much of the date is known."""
        return {4: "year", 7: "month", 10: "day"}.get(len(self.iso), "unknown")  # type: ignore[return-value]

    @property
    def year(self) -> int | None:
        """Return the Gregorian year when it is known."""
        return int(self.iso[:4]) if self.iso else None

    @property
    def span(self) -> tuple[datetime.date, datetime.date] | None:
        """Return the first and the last day it can be; None when nothing is known."""
        if self.earliest and self.latest:
            return datetime.date.fromisoformat(self.earliest), datetime.date.fromisoformat(self.latest)
        if not self.iso:
            return None
        year, month, day = (int(part) for part in (self.iso + "-0-0").split("-")[:3])
        first = datetime.date(year, month or 1, day or 1)
        if day:
            return first, first
        last_month = month or 12
        return first, datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])
