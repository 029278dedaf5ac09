"""A date as people give it: partial, uncertain, from another calendar (EDTF, ISO 8601-2)."""

from typing import Literal

import msgspec

Precision = Literal["day", "month", "year", "unknown"]
Certainty = Literal["documented", "stated", "estimated", "assigned"]


class PartialDate(msgspec.Struct, frozen=True):
    """``iso`` is YYYY, YYYY-MM, YYYY-MM-DD or empty (unknown). ``assigned`` is 1 January set by an office."""

    iso: str = ""
    certainty: Certainty = "stated"
    calendar: str = "gregory"  # BCP 47 "ca" value: gregory, persian, islamic-umalqura, ethiopic
    original: str = ""  # as it was told or written

    @property
    def precision(self) -> Precision:
        """Return how much of the date is known."""
        return {4: "year", 7: "month", 10: "day"}.get(len(self.iso), "unknown")  # type: ignore[return-value]

    @property
    def year(self) -> int | None:
        """Return the Gregorian year when it is known."""
        return int(self.iso[:4]) if self.iso else None
