"""Dates as people tell them: read, asked back, converted, and turned into the day a form reckons with.

The one door to the calendars for window and documents. Nothing is guessed: where a text is a date in
more than one calendar the person's language uses, the calendars come back to be asked.
"""

import datetime
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from intake_app.calendars.ages import age_range
from intake_app.calendars.conversion import CALENDARS, ETHIOPIC, GREGORY, ISLAMIC, PERSIAN
from intake_app.calendars.errors import DateNotUnderstood, YearOutOfReach
from intake_app.calendars.month_names import AFGHAN_LANGUAGES
from intake_app.calendars.telling import parse_told, possible_calendars
from intake_app.calendars.wording import (
    CERTAINTY_NAMES,
    calendar_name,
    convert,
    describe,
    describe_with_certainty,
)
from intake_app.errors import N_
from intake_app.languages import SOURCE_LANGUAGE, Words, fallback_chain, normal_tag
from intake_app.records.interview_record import AnswerLine
from intake_app.records.partial_date import Certainty, PartialDate

__all__ = ["CALENDARS", "CERTAINTY_NAMES", "GREGORY", "DateNotUnderstood", "calendar_name", "describe",
           "describe_with_certainty"]  # fmt: skip

_ETHIOPIAN_LANGUAGES = frozenset({"am", "ti", "om", "tig"})
_APPEARANCES = {"ethiopian": ETHIOPIC, "islamic": ISLAMIC, "persian": PERSIAN}  # ODK's date appearances
_YEARS_AHEAD = (
    3  # an appointment or the end of a permit may lie so far ahead; a date of another calendar more
)
_AGE = N_("Age: {age}")
# Translators: two neighbouring ages, "17 or 18"
_EITHER = N_("{low} or {high}")
# Translators: a range of ages, "16 to 21"
_FROM_TO = N_("{low} to {high}")


class ToldReading(NamedTuple):
    """What a text says: a date, trouble, or calendars to choose from first. All empty: nothing was typed.

    ``candidates`` are the dates it would be, one for each of ``calendars``.
    """

    date: PartialDate | None = None
    trouble: DateNotUnderstood | None = None
    candidates: tuple[PartialDate, ...] = ()

    @property
    def calendars(self) -> tuple[str, ...]:
        """Return the calendars to choose from; empty when there is nothing to ask."""
        return tuple(date.calendar for date in self.candidates)

    @property
    def asks_assigned(self) -> bool:
        """Return whether the date is a Gregorian 1 January of which nobody said where it comes from."""
        date = self.date
        return (
            date is not None
            and date.calendar == GREGORY
            and date.certainty == "stated"
            and date.precision == "day"
            and date.iso.endswith("-01-01")
        )


def own_calendars(language: str) -> tuple[str, ...]:
    """Return the calendars in which a speaker of ``language`` is likely to tell a date, likeliest first.

    More than one means: ask. Iran and Afghanistan use Solar Hijri, Ethiopia and Eritrea their own.
    """
    tag = normal_tag(language) if language else ""
    if tag in AFGHAN_LANGUAGES or "fa" in fallback_chain(tag or "en"):
        return PERSIAN, GREGORY, ISLAMIC
    if tag.split("-", maxsplit=1)[0] in _ETHIOPIAN_LANGUAGES:
        return ETHIOPIC, GREGORY
    return (GREGORY,)


def calendars_offered(language: str) -> tuple[str, ...]:
    """Return all calendars, those of ``language`` first."""
    own = own_calendars(language)
    return (*own, *(calendar for calendar in CALENDARS if calendar not in own))


def calendar_asked_for(appearances: Iterable[str]) -> str:
    """Return the calendar that a form's appearances choose; empty when they choose none."""
    return next((_APPEARANCES[name] for name in appearances if name in _APPEARANCES), "")


def read_told(
    text: str, *, calendar: str = "", language: str = "", certainty: Certainty = "stated", told_on: str = ""
) -> ToldReading:
    """Return what ``text`` says; with no ``calendar`` it is one of the language's own, or asked for.

    A calendar the language does not use is taken without asking only where a month's name is no other's.
    With ``told_on`` (YYYY-MM-DD) a calendar that would put the date years ahead of it is not in question.
    """
    if not text.strip():
        return ToldReading()
    tag = language or "en"

    def read(chosen: str) -> ToldReading:
        try:
            date = parse_told(text, chosen, tag, certainty=certainty, told_on=told_on)
        except DateNotUnderstood as trouble:
            return ToldReading(trouble=trouble)
        return ToldReading(date)

    if calendar:
        return read(calendar)
    own = own_calendars(tag)
    possible = possible_calendars(text, tag)
    likely = tuple(one for one in own if one in possible)
    if len(likely) == 1:
        return read(likely[0])
    if not possible:
        return read(own[0])
    has_month_name = any(character.isalpha() for character in text)
    if len(possible) == 1 and has_month_name:
        return read(possible[0])
    dates = [date for one in likely or possible if (date := read(one).date) is not None]
    near = [date for date in dates if not _is_far_ahead(date, told_on)] or dates
    if likely and len(near) == 1:
        return ToldReading(near[0])
    return ToldReading(candidates=tuple(near))


def day_for_form(date: PartialDate, asked: tuple[str, ...] = ("day", "month", "year")) -> str | None:
    """Return the day (YYYY-MM-DD) a form reckons with; None for an unknown date.

    A whole date is itself; of anything less it is the middle. Where the form asks for a month or a year
    only, it is the first day of that, as ODK keeps it.
    """
    if date.span is None:
        return None
    first, last = date.span
    middle = first + (last - first) // 2
    if date.precision == "day":
        middle = datetime.date.fromisoformat(date.iso)
    elif date.calendar == GREGORY and not date.earliest:
        middle = first.replace(day=15) if date.precision == "month" else first.replace(month=7)
    if "month" not in asked:
        middle = middle.replace(month=1, day=1)
    elif "day" not in asked:
        middle = middle.replace(day=1)
    return middle.isoformat()


def say_conversion(date: PartialDate, words: Words, *, language: str = "") -> str:
    """Return "15 Hamal 1374 = 4 April 1995", or empty where there is nothing to convert.

    ``language`` is whose reader it is for: a Gregorian date is shown to speakers of Dari in Solar Hijri, too.
    """
    others = tuple(one for one in own_calendars(language)[:1] if one != GREGORY) if language else ()
    try:
        return convert(date, words, calendars=others, language=language)
    except YearOutOfReach:
        return ""


def say_in_gregorian(date: PartialDate, words: Words) -> str:
    """Return the Gregorian day or days of a date, whatever it was told in."""
    return describe(msgspec.structs.replace(date, calendar=GREGORY, certainty="stated"), words)


def age_words(birth: PartialDate, on: datetime.date, words: Words) -> str:
    """Return "Age: 17 or 18" or "Age: 34", never more exact than the birth date; empty when it is unknown."""
    ages = age_range(birth, on)
    if ages is None:
        return ""
    low, high = ages
    if low == high:
        age = words.number(low)
    else:
        pattern = _EITHER if high == low + 1 else _FROM_TO
        age = words(pattern, low=words.number(low), high=words.number(high))
    return words(_AGE, age=age)


def word_told_dates(
    lines: tuple[AnswerLine, ...], tags: Mapping[str, str], dates: AbstractSet[str]
) -> tuple[AnswerLine, ...]:
    """Return the lines with every date in words of each language: as it was told, and converted.

    ``tags`` is the BCP 47 tag of each form language; ``dates`` are the refs of the questions for a date.
    """
    spoken = {name: Words.load(tag or SOURCE_LANGUAGE) for name, tag in tags.items()} if dates else {}
    named = {name: words for name, words in spoken.items() if tags[name]}
    return tuple(
        _worded(line, spoken if line.told else named) if line.ref in dates else line for line in lines
    )


def _is_far_ahead(date: PartialDate, told_on: str) -> bool:
    return date.span is not None and bool(told_on) and date.span[0].year > int(told_on[:4]) + _YEARS_AHEAD


def _worded(line: AnswerLine, spoken: Mapping[str, Words]) -> AnswerLine:
    told = line.told
    if told is None:
        try:
            told = PartialDate(iso=datetime.date.fromisoformat(line.raw or "").isoformat())
        except ValueError:  # no answer, or kept as it was typed
            return line
    worded = {name: _described(told, words) for name, words in spoken.items()}
    return msgspec.structs.replace(line, values={**line.values, **worded})


def _described(told: PartialDate, words: Words) -> str:
    """Return a date for a reader; a whole Gregorian day in the reader's own calendar, too."""
    is_plain = told.calendar == GREGORY and told.precision == "day" and told.certainty != "assigned"
    own = own_calendars(words.tag)[:1] if is_plain else ()
    try:
        return describe_with_certainty(told, words, calendars=own)
    except YearOutOfReach:
        return describe_with_certainty(told, words)
