"""Functions of days and instants: today, date, format-date, decimal numbers of days."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from math import isfinite, isnan

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from intake_app.xpath.context import Context
from intake_app.xpath.errors import XPathError
from intake_app.xpath.functions.signature import Function, contextual
from intake_app.xpath.moments import (
    Moment,
    clock_seconds,
    date_text,
    date_time_text,
    day_moment,
    instant_moment,
    looks_like_date,
    moment_of_days,
    read_moment,
)
from intake_app.xpath.values import NAN, DateText, Value, to_string

INVALID = "Invalid Date"


def _today(context: Context) -> DateText:
    moment = day_moment(_local_now(context))
    return DateText(date_text(moment), moment)


def _now(context: Context) -> DateText:
    moment = instant_moment(_local_now(context), context.environment.timezone)
    return DateText(date_time_text(moment), moment)


def _date(context: Context, value: Value) -> str:
    moment = _moment(context, value)
    if moment is None:
        return _no_date(context, value)
    # The instant stays, so that a day given as an instant elsewhere keeps its number.
    return DateText(date_text(moment), Moment(moment.days, moment.local, True))


def _no_date(context: Context, value: Value) -> str:
    """In a living form what is no date yet is a blank; a respondent never reads a word of error."""
    return "" if context.environment.passes_over_blanks or to_string(value) == "" else INVALID


def _date_time(context: Context, value: Value) -> str:
    moment = _moment(context, value)
    if moment is None:
        return _no_date(context, value)
    return DateText(date_time_text(moment), Moment(moment.days, moment.local, False))


def _decimal_date_time(context: Context, value: Value) -> float:
    moment = _moment(context, value)
    return moment.days if moment else NAN


def _decimal_time(context: Context, value: Value) -> float:
    if type(value) is DateText and not value.moment.is_day:
        return _clock(value.moment.local) / 86_400
    text = to_string(value)
    moment = read_moment(text, context.environment.timezone)
    if moment:
        return _clock(moment.local) / 86_400
    return clock_seconds(text, context.environment.timezone) / 86_400


def _format(context: Context, value: Value, pattern: str) -> str:
    moment = _moment(context, value)
    if moment is None:
        seconds = clock_seconds(to_string(value), context.environment.timezone)
        if isnan(seconds):
            return ""  # neither a day nor a time of day: nothing to write
        moment = _moment_of_clock(context, seconds)
    return _written(moment.local, pattern, context.environment.language)


def _moment(context: Context, value: Value) -> Moment | None:
    if type(value) is DateText:
        return value.moment
    timezone = context.environment.timezone
    if isinstance(value, bool):
        raise XPathError(reason="a truth value is no date")
    if isinstance(value, float):
        return moment_of_days(value, timezone) if isfinite(value) else None
    text = to_string(value)
    moment = read_moment(text, timezone)
    if moment is None:
        if looks_like_date(text):
            raise XPathError(reason="a date is not in the calendar")
        number = _number(text)
        return None if number is None else moment_of_days(number, timezone)
    return moment


def _number(text: str) -> float | None:
    try:
        return float(text) if text.strip() and text.strip()[-1].isdigit() else None
    except ValueError:
        return None


def _moment_of_clock(context: Context, seconds: float) -> Moment:
    day = day_moment(_local_now(context)).local
    local = day.replace(
        hour=int(seconds // 3600),
        minute=int(seconds % 3600 // 60),
        second=int(seconds % 60),
        microsecond=int(seconds % 1 * 1_000_000),
    )
    return instant_moment(local, context.environment.timezone)


def _local_now(context: Context) -> datetime:
    return context.environment.now().astimezone(context.environment.timezone)


def _clock(local: datetime) -> float:
    return local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6


def _written(local: datetime, pattern: str, language: str) -> str:
    written: list[str] = []
    letters = iter(pattern)
    for letter in letters:
        if letter != "%":
            written.append(letter)
            continue
        code = next(letters, "")
        write = _CODES.get(code)
        if write is None:
            raise XPathError(reason=f"%{code} is not a code of format-date()")
        written.append(write(local, language))
    return "".join(written)


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-") if language else Locale("en")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _month_name(local: datetime, language: str) -> str:
    return str(get_month_names("abbreviated", locale=_locale(language))[local.month])


def _day_name(local: datetime, language: str) -> str:
    return str(get_day_names("abbreviated", locale=_locale(language))[local.weekday()])


# The codes of the ODK XForms specification for format-date() and format-date-time().
_CODES: dict[str, Callable[[datetime, str], str]] = {
    "%": lambda _local, _language: "%",
    "Y": lambda local, _language: f"{local.year:04d}",
    "y": lambda local, _language: f"{local.year % 100:02d}",
    "m": lambda local, _language: f"{local.month:02d}",
    "n": lambda local, _language: str(local.month),
    "b": _month_name,
    "d": lambda local, _language: f"{local.day:02d}",
    "e": lambda local, _language: str(local.day),
    "H": lambda local, _language: f"{local.hour:02d}",
    "h": lambda local, _language: str(local.hour),
    "M": lambda local, _language: f"{local.minute:02d}",
    "S": lambda local, _language: f"{local.second:02d}",
    "3": lambda local, _language: f"{local.microsecond // 1000:03d}",
    "a": _day_name,
    "W": lambda local, _language: str(local.isocalendar().week),
}

FUNCTIONS: list[Function] = [
    contextual("today", "", "string", _today),
    contextual("now", "", "string", _now),
    contextual("date", "v", "string", _date),
    contextual("date-time", "v", "string", _date_time),
    contextual("decimal-date-time", "v", "number", _decimal_date_time),
    contextual("decimal-time", "v", "number", _decimal_time),
    contextual("format-date", "vs", "string", _format),
    contextual("format-date-time", "vs", "string", _format),
]
