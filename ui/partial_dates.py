"""Read a date as people say it: 1990, 5.1990, 12.5.1990, about 1990, in any digits; or nothing at all."""

import calendar
import re
import unicodedata

from intake_app.records.partial_date import Certainty, PartialDate
from ui.words import _

_ABOUT = re.compile(r"^\s*(?:~|≈|ca\.?|circa|etwa|about|around|حوالي|تقريبا)\s*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_LOCAL = re.compile(r"(?:(?:(\d{1,2})[./\s-]+)?(\d{1,2})[./\s-]+)?(\d{4})")


def read_partial_date(
    text: str, *, certainty: Certainty = "stated", this_year: int = 9999
) -> PartialDate | None:
    """Return what was typed as a partial Gregorian date; empty text is unknown; None when it is no date.

    Day before month, as in Europe; ``1990-05-12`` is understood, too. A leading ``ca.`` means estimated.
    """
    plain = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else "." if c in "٫،" else c for c in text
    ).strip()
    shortened = _ABOUT.sub("", plain)
    if shortened != plain:
        certainty = "estimated"
    if not shortened:
        return PartialDate()
    found = _ISO.fullmatch(shortened)
    if found:
        year, month, day = found.groups()
    else:
        found = _LOCAL.fullmatch(shortened)
        if found is None:
            return None
        day, month, year = found.groups()
    iso = _iso(int(year), int(month) if month else 0, int(day) if day else 0, this_year)
    return PartialDate(iso=iso, certainty=certainty, original=text.strip()) if iso else None


def show_partial_date(date: PartialDate) -> str:
    """Return a partial date as it is written here: 1990, 05.1990, 12.05.1990, with its certainty."""
    if not date.iso:
        return _("unknown")
    return ".".join(reversed(date.iso.split("-")))


def certainties() -> tuple[tuple[Certainty, str], ...]:
    """Return each certainty with its words."""
    return (
        ("stated", _("as the person says")),
        ("documented", _("from a document")),
        ("estimated", _("estimated")),
        ("assigned", _("officially assigned")),
    )


def _iso(year: int, month: int, day: int, this_year: int) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD; empty when there is no such day."""
    if not 1880 <= year <= this_year or month > 12:
        return ""
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if day <= calendar.monthrange(year, month)[1] else ""
