"""Answers as text: what a calculation's result is written as, and whether a text fits its question's type.

Written forms are those of the ODK XForms specification (data types): dates are ISO 8601, a blank is the
empty text.
"""

import datetime
import math
import re
import unicodedata

from intake_app.interview.compiled import INT_BOUND
from intake_app.xpath import Value, to_string

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_IDLE_ZEROS = re.compile(r"(?=[+-]?\.?\d)(?P<sign>[+-]?)0*(?P<whole>\d*)(?:\.(?P<fraction>\d+))?", re.ASCII)
_LEADING = frozenset("123456789")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?")
_TIME_PARTS = re.compile(r"(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?")
_DATE = re.compile(r"(\d{4,})-(\d\d)-(\d\d)")


def written(value: Value, data_type: str, timezone: datetime.tzinfo) -> str:
    """Return a calculation's result as the question keeps it; a number that is none is blank."""
    if isinstance(value, float):
        if data_type == "int" and -1e15 < value < 1e15:
            return str(int(value))  # the usual case; a NaN is in no range
        return _written_number(value, data_type, timezone)
    text = str(to_string(value))  # a DateText becomes a plain text
    if data_type == "date" and len(text) > 10 and "T" in text:
        return text[:10]
    if data_type == "int" and text:
        try:
            return str(int(float(text)))
        except (ValueError, OverflowError):
            return text
    return text


def _written_number(value: float, data_type: str, timezone: datetime.tzinfo) -> str:
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return to_string(value)
    if data_type == "int":
        return str(int(value))
    try:
        if data_type == "date":
            return datetime.date.fromordinal(_EPOCH + math.floor(value)).isoformat()
        if data_type == "dateTime":
            moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(days=value)
            return written_moment(moment.astimezone(timezone))
    except (OverflowError, ValueError):
        return to_string(value)
    return to_string(value)


def written_moment(moment: datetime.datetime) -> str:
    """Return an aware moment as ODK writes a dateTime: with milliseconds and offset."""
    return moment.isoformat(timespec="milliseconds")


def submitted(value: str, data_type: str, moment: datetime.datetime) -> str:
    """Return an answer as a submission holds it: times of day in full, ``10:45:00.000Z``.

    The specification asks for xsd:time; a time typed without an offset has the one of ``moment``.
    """
    if data_type == "dateTime":
        day, mark, time = value.partition("T")
        return f"{day}T{_full_time(time, moment)}" if mark else value
    return _full_time(value, moment) if data_type == "time" else value


def _full_time(text: str, moment: datetime.datetime) -> str:
    found = _TIME_PARTS.fullmatch(text)
    if found is None:
        return text
    clock, seconds, fraction, offset = found.groups()
    own = moment.strftime("%z")
    written = offset or ("Z" if own in {"", "+0000"} else f"{own[:3]}:{own[3:5]}")
    return f"{clock}:{seconds or '00'}.{(fraction or '')[:3].ljust(3, '0')}{written}"


def as_given(value: str, data_type: str, *, is_select: bool) -> str:
    """Return an answer as it is kept: numbers in western digits, without space around what is not prose."""
    if is_select:
        return " ".join(value.split())
    if data_type in {"int", "decimal"}:
        number = value.strip()
        if not number.isascii():
            number = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in number)
            number = number.replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
        return _plain_number(number)
    return value if data_type == "string" else value.strip()


def _plain_number(text: str) -> str:
    """Return a number without idle zeros (``007`` is 7, ``2.50`` is 2.5), as calculations see it."""
    found = None if text[:1] in _LEADING and text.isdigit() else _IDLE_ZEROS.fullmatch(text)
    if found is None:
        return text
    sign, whole, fraction = found["sign"].strip("+"), found["whole"] or "0", found["fraction"] or ""
    return f"{sign}{whole}.{fraction}".rstrip("0").rstrip(".") if fraction else sign + whole


def fits(value: str, data_type: str) -> bool:
    """Return whether a text that is not blank is of its question's type."""
    if data_type == "string":
        return True
    if data_type in {"int", "decimal"} and value.isdigit() and value.isascii():
        return len(value) < 10 or data_type == "decimal" or int(value) < INT_BOUND
    if data_type == "int":
        return bool(_INTEGER.fullmatch(value)) and (len(value) < 10 or -INT_BOUND <= int(value) < INT_BOUND)
    if data_type == "decimal":
        return bool(_DECIMAL.fullmatch(value))
    if data_type == "date":
        return _is_date(value[:10]) and (len(value) == 10 or value[10] == "T")
    if data_type == "time":
        return bool(_TIME.fullmatch(value))
    if data_type == "dateTime":
        day, _, time = value.partition("T")
        return _is_date(day) and (not time or bool(_TIME.fullmatch(time)))
    return True


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True
