"""A partial date in words: as it was told, with the conversion beside it, in the reader's language.

Where no catalogue has the reader's language, signs stand for the few words ("≈ 1990", "4 – 6 May"):
better than a sentence in a third language.
"""

import datetime
from functools import lru_cache

from intake_app.calendars.conversion import ETHIOPIC, GREGORY, ISLAMIC, PERSIAN, from_gregorian
from intake_app.calendars.errors import YearOutOfReach
from intake_app.calendars.islamic import UNCERTAIN_DAYS
from intake_app.calendars.month_names import Naming, month_name, usual_naming
from intake_app.calendars.tables import rows
from intake_app.calendars.telling import told_naming
from intake_app.errors import N_
from intake_app.languages import Words, fallback_chain
from intake_app.records.partial_date import Certainty, PartialDate

CALENDAR_NAMES = {
    GREGORY: N_("Gregorian"),
    PERSIAN: N_("Solar Hijri"),
    ISLAMIC: N_("Islamic"),
    ETHIOPIC: N_("Ethiopian"),
}

CERTAINTY_NAMES: dict[Certainty, str] = {
    "stated": N_("as the person says"),
    "documented": N_("from a document"),
    "estimated": N_("estimated"),
    "assigned": N_("officially assigned"),
}

_UNKNOWN = N_("unknown")
_WITH_CONVERSION = N_("{told} ({converted})")
_BETWEEN = N_("between {earliest} and {latest}")
_ABOUT = N_("about {date}")
_GIVE_OR_TAKE = N_("{date}, give or take a day")
_NATIVE_DAY = N_("{day} {month} {year}")
_NATIVE_MONTH = N_("{month} {year}")
_NATIVE_YEAR = N_("{year}, {calendar}")
_ONE_SET_OF_MONTHS = frozenset({"ti"})  # one set of names for the months of both calendars
_SIGNS = {
    _UNKNOWN: "?",
    _BETWEEN: "{earliest} – {latest}",
    _ABOUT: "≈ {date}",
    _GIVE_OR_TAKE: "{date} ± 1",
}


def describe(date: PartialDate, words: Words, *, calendars: tuple[str, ...] = ()) -> str:
    """Return "15 Hamal 1374 (4 April 1995)"; for a Gregorian date "4 April 1995".

    ``calendars`` are shown as conversions, too. A year of another calendar is shown with its calendar's
    name and as "between … and …"; an estimate begins with "about". Raises YearOutOfReach only for
    ``calendars`` that do not reach the date.
    """
    if date.span is None:
        return _say(words, _UNKNOWN)
    others = [_converted(date, other, words) for other in calendars if other not in {date.calendar, GREGORY}]
    told = _native(date, words) if date.calendar != GREGORY else ""
    if told:
        others.insert(0, _gregorian(date, words))
    else:
        told = _gregorian(date, words)
    if others:
        told = words(_WITH_CONVERSION, told=_apart(told, words), converted=_apart("; ".join(others), words))
        told = _begun(told, words)
    return _say(words, _ABOUT, date=told) if date.certainty == "estimated" and not _is_range(date) else told


def convert(date: PartialDate, words: Words, *, calendars: tuple[str, ...] = (), language: str = "") -> str:
    """Return "15 Hamal 1374 = 4 April 1995"; empty where there is nothing to convert.

    Only a Gregorian date is shown in ``calendars``, its Solar Hijri months as speakers of ``language`` name
    them. Raises YearOutOfReach as ``describe`` does.
    """
    if date.span is None:
        return ""
    told = _native(date, words) if date.calendar != GREGORY else ""
    if told:
        parts = [told, _gregorian(date, words)]
    else:
        others = [other for other in calendars if other not in {date.calendar, GREGORY}]
        parts = [_gregorian(date, words), *(_converted(date, one, words, language) for one in others)]
    line = " = ".join(_apart(part, words) for part in parts)
    if len(parts) == 1:
        return ""
    return _begun(line, words)


def describe_with_certainty(date: PartialDate, words: Words, *, calendars: tuple[str, ...] = ()) -> str:
    """Return the date as ``describe`` does, and behind it what it rests on: a paper, or an office.

    Left out where no catalogue has the words: a third language would help nobody.
    """
    shown = describe(date, words, calendars=calendars)
    if date.certainty not in {"documented", "assigned"} or not date.iso:
        return shown
    name = CERTAINTY_NAMES[date.certainty]
    if words(name) == name and not words.tag.startswith("en"):
        return shown
    return _begun(f"{_apart(shown, words)} – {words(name)}", words)


def calendar_name(calendar: str, words: Words) -> str:
    """Return the name of a calendar in this language; from the shipped table where no catalogue has it."""
    name = CALENDAR_NAMES[calendar]
    said = words(name)
    if said != name or words.tag.startswith("en"):
        return said
    own = _calendar_names()
    return next((own[calendar, tag] for tag in fallback_chain(words.tag) if (calendar, tag) in own), name)


def _say(words: Words, message: str, **facts: object) -> str:
    """Return a text filled in; in signs where it has not been translated."""
    pattern = words(message)
    if pattern == message and not words.tag.startswith("en"):
        pattern = _SIGNS[message]
    return pattern.format(**facts)


def _gregorian(date: PartialDate, words: Words) -> str:
    span = date.span
    assert span is not None
    first, last = span
    if date.precision == "day":
        day = _day(datetime.date.fromisoformat(date.iso), words)
        return _say(words, _GIVE_OR_TAKE, date=day) if date.earliest else day
    if date.earliest:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return _say(words, _BETWEEN, earliest=first.year, latest=last.year)
        return _say(words, _BETWEEN, earliest=_day(first, words), latest=_day(last, words))
    return words.date(first, "LLLL y") if date.precision == "month" else str(first.year)


def _native(date: PartialDate, words: Words) -> str:
    """Return the date in the calendar it was told in; "" for one this program does not have or reach."""
    try:
        return _in_own_calendar(date, words)
    except (KeyError, YearOutOfReach):
        return ""


def _in_own_calendar(date: PartialDate, words: Words) -> str:
    naming = told_naming(date.original, date.calendar, date.told_in or words.tag)
    if date.precision == "day":
        return _native_day(date.calendar, datetime.date.fromisoformat(date.iso), words, naming)
    assert date.span is not None
    loose = datetime.timedelta(days=UNCERTAIN_DAYS if date.calendar == ISLAMIC else 0)
    year, month, _ = from_gregorian(date.calendar, date.span[0] + loose)
    if date.precision == "month":
        return words(_NATIVE_MONTH, month=month_name(date.calendar, month, words.tag, naming), year=year)
    last_year = from_gregorian(date.calendar, date.span[1] - loose)[0]
    shown = str(year) if last_year == year else _say(words, _BETWEEN, earliest=year, latest=last_year)
    return words(_NATIVE_YEAR, year=shown, calendar=calendar_name(date.calendar, words))


def _converted(date: PartialDate, calendar: str, words: Words, language: str = "") -> str:
    """Return the date in a calendar it was not told in."""
    naming = usual_naming(language or words.tag) if calendar == PERSIAN else ""
    if date.precision == "day" and not date.earliest:
        day = _native_day(calendar, datetime.date.fromisoformat(date.iso), words, naming)
        return _say(words, _GIVE_OR_TAKE, date=day) if calendar == ISLAMIC else day
    assert date.span is not None
    earliest, latest = (_native_day(calendar, day, words, naming) for day in date.span)
    return _say(words, _BETWEEN, earliest=earliest, latest=latest)


def _native_day(calendar: str, day: datetime.date, words: Words, naming: Naming) -> str:
    year, month, day_of_month = from_gregorian(calendar, day)
    name = month_name(calendar, month, words.tag, naming)
    return words(_NATIVE_DAY, day=day_of_month, month=name, year=year)


def _day(day: datetime.date, words: Words) -> str:
    shown = words.date(day, "d MMMM y" if words.tag.startswith("en") else "long")
    if words.tag.split("-", maxsplit=1)[0] in _ONE_SET_OF_MONTHS:
        return f"{shown} {calendar_name(GREGORY, words)}"
    return shown


def _is_range(date: PartialDate) -> bool:
    return date.span is not None and (date.span[1] - date.span[0]).days > 368


def _apart(text: str, words: Words) -> str:
    """Return ``text`` isolated (U+2068, U+2069) where Latin month names may stand in a right-to-left line."""
    return f"\u2068{text}\u2069" if words.direction == "rtl" else text


def _begun(text: str, words: Words) -> str:
    """Return ``text`` marked as right-to-left (U+200F) where it is: isolated parts alone do not say so."""
    return f"\u200f{text}" if words.direction == "rtl" else text


@lru_cache(maxsize=1)
def _calendar_names() -> dict[tuple[str, str], str]:
    return {(row["calendar"], row["language"]): row["name"] for row in rows("calendar_names.csv")}
