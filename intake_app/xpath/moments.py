"""Days and instants: how ISO 8601 texts become numbers of days, and back.

A date is a calendar day, a date-time is an instant. Both count in days since 1970-01-01T00:00 UTC, so
that they can be compared and calculated with. A date counts from its local midnight in standard
time: whole days lie between two dates even where summer time begins or ends in between.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A day (``is_day``) or an instant, in days since 1970-01-01T00:00 UTC, and on the local calendar."""

    days: float
    local: datetime  # aware; midnight for a day
    is_day: bool


@lru_cache(maxsize=4096)
def read_moment(text: str, timezone: tzinfo) -> Moment | None:
    """Read an ISO date or date-time; None when the text is neither or names no day of the calendar.

    A date-time without an offset is local to ``timezone``.
    """
    found = _SHAPE.fullmatch(text.strip(" \t\r\n"))
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        zone = timezone if offset is None else _offset(offset)
        if zone is None:
            return None
        local = datetime(int(year), int(month), int(day), tzinfo=zone)
        if hour is None:
            return day_moment(local.replace(tzinfo=timezone))
        local = local.replace(
            hour=int(hour), minute=int(minute), second=int(second or 0), microsecond=_microseconds(fraction)
        )
        return instant_moment(local, timezone)
    except (ValueError, OverflowError):
        return None


def looks_like_date(text: str) -> bool:
    """Tell whether a text has the shape of a date or date-time, even of one the calendar does not have."""
    return _SHAPE.fullmatch(text.strip(" \t\r\n")) is not None


def day_moment(local: datetime) -> Moment:
    """Make the moment of a calendar day from an aware local date-time."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    offset = (midnight.utcoffset() or timedelta()) - (midnight.dst() or timedelta())
    seconds = (midnight.replace(tzinfo=UTC) - _EPOCH - offset).total_seconds()
    return Moment(seconds / _DAY, midnight, True)


def instant_moment(instant: datetime, timezone: tzinfo) -> Moment:
    """Make the moment of an aware date-time."""
    return Moment((instant - _EPOCH).total_seconds() / _DAY, instant.astimezone(timezone), False)


def moment_of_days(days: float, timezone: tzinfo) -> Moment | None:
    """Make the instant of a number of days since 1970-01-01T00:00 UTC; None beyond the calendar."""
    try:
        instant = _EPOCH + timedelta(milliseconds=round(days * 86_400_000))
        return Moment(days, instant.astimezone(timezone), False)
    except (OverflowError, ValueError):
        return None


def date_text(moment: Moment) -> str:
    """Write the local calendar day, ``2026-03-01``."""
    return moment.local.strftime("%Y-%m-%d").zfill(10)


def date_time_text(moment: Moment) -> str:
    """Write the local date-time with milliseconds and offset, ``2026-03-01T08:30:00.000+01:00``."""
    return moment.local.isoformat(timespec="milliseconds")


_SHAPE = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)


def _microseconds(fraction: str | None) -> int:
    return int(fraction[:6].ljust(6, "0")) if fraction else 0


def _offset(text: str) -> tzinfo | None:
    from datetime import timezone as fixed

    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours >= 24 or minutes >= 60:
        return None
    shift = timedelta(hours=hours, minutes=minutes)
    return fixed(-shift if text[0] == "-" else shift)


@lru_cache(maxsize=4096)
def clock_seconds(text: str, timezone: tzinfo) -> float:
    """Return the seconds since midnight of a time of day such as ``08:30:00.000+01:00``; NaN for others.

    A time with an offset is moved to ``timezone`` (its standard time), so that it stays a clock time.
    """
    found = _CLOCK.fullmatch(text.strip(" \t\r\n"))
    if not found:
        return _NAN
    hour, minute, second, fraction, offset = found.groups()
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return _NAN
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second or 0) + _microseconds(fraction) / 1e6
    if offset is None:
        return seconds
    zone = _offset(offset)
    if zone is None:
        return _NAN
    here = datetime(2001, 1, 1, tzinfo=timezone)
    standard = (here.utcoffset() or timedelta()) - (here.dst() or timedelta())
    shift = standard - (zone.utcoffset(None) or timedelta())
    return (seconds + shift.total_seconds()) % _DAY


_NAN = float("nan")
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")
