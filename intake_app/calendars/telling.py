"""What people say or write becomes a partial date: any digits, any order of speech, months by name.

Nothing is guessed. A day and month without a year, a year of two digits, or a month of another
calendar is trouble with a remedy, never a silent choice; what was typed is kept letter by letter.
"""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from intake_app.calendars.conversion import CALENDARS, GREGORY, PERSIAN, cover, to_gregorian
from intake_app.calendars.digits import western
from intake_app.calendars.errors import (
    DateNotUnderstood,
    MonthOfOtherCalendar,
    YearMissing,
    YearTooShort,
)
from intake_app.calendars.month_names import Month, Naming, find_month, fold, key, month_name, usual_naming
from intake_app.calendars.persian import AFGHAN_REFORM
from intake_app.calendars.tables import rows
from intake_app.records.partial_date import Certainty, PartialDate

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_WIDEST_RANGE_YEARS = 30


def parse_told(
    text: str, calendar: str, language: str, *, certainty: Certainty = "stated", told_on: str = ""
) -> PartialDate:
    """Return what was told: "15 Hamal 1374", "۱۳۷۴/۲/۱۵", "5.1990", "about 1990", "1990s", "unknown".

    Day before month before year, or year first; ``calendar`` is one of ``CALENDARS``, ``language`` the
    BCP 47 tag of the person's words. Raises DateNotUnderstood or one of its kinds.
    """
    told = _read(text, calendar, language)
    if told.is_unknown:
        return PartialDate(
            certainty=certainty, calendar=calendar, original=text, told_on=told_on, told_in=language
        )
    if told.is_about and certainty == "stated":
        certainty = "estimated"
    iso, earliest, latest = _place(told, calendar, language)
    return PartialDate(
        iso=iso,
        certainty=certainty,
        calendar=calendar,
        original=text,
        earliest=earliest,
        latest=latest,
        told_on=told_on,
        told_in=language,
    )


def possible_calendars(text: str, language: str) -> tuple[str, ...]:
    """Return the calendars in which ``text`` would be a date, for a question back to the person."""
    return tuple(calendar for calendar in CALENDARS if _is_readable(text, calendar, language))


def told_naming(text: str, calendar: str, language: str) -> Naming:
    """Return whose month names a Solar Hijri date uses: by its month, else by the language it was told in."""
    if calendar != PERSIAN:
        return ""
    words = [piece for piece in _PIECE.findall(fold(western(text))) if not piece.isdigit()]
    named = _find_named(words, calendar, language)
    return named.naming if named else usual_naming(language)


class _Told(NamedTuple):
    year: int = 0
    month: int = 0
    day: int = 0
    last_year: int = 0
    naming: Naming = ""
    is_about: bool = False
    is_unknown: bool = False


def _read(text: str, calendar: str, language: str) -> _Told:
    pieces = _PIECE.findall(fold(western(text)))
    words = [piece for piece in pieces if not piece.isdigit()]
    numbers = [piece for piece in pieces if piece.isdigit()]
    if not numbers and ("".join(words) in _words("unknown") or text.strip() in {"?", "؟"}):
        return _Told(is_unknown=True)
    if not numbers and not words:
        raise DateNotUnderstood
    named = _find_named(words, calendar, language)
    if named is None and _leave_out(words, "about", "decade", "quiet", "range"):
        raise _other_calendar(words, calendar, language)
    naming = named.naming if named else usual_naming(language) if calendar == PERSIAN else ""
    is_about = bool(re.search("[~≈?؟]", text)) or _leave_out(words, "about") != words
    told = _range(numbers, _leave_out(words, "decade") != words) if named is None else None
    if told is None:
        year, month, day = _order(numbers, named)
        told = _Told(year, month, day)
    return told._replace(naming=naming, is_about=is_about or bool(told.last_year))


def _order(numbers: list[str], named: Month | None) -> tuple[int, int, int]:
    """Return year, month and day from numbers in the order they were told; 0 for what was not."""
    years = [place for place, number in enumerate(numbers) if len(number) >= 3]
    if len(numbers) > 3 or len(years) > 1 or any(len(number) > 4 for number in numbers):
        raise DateNotUnderstood
    if not years:
        raise YearMissing if named and len(numbers) < 2 else YearTooShort
    year = int(numbers[years[0]])
    rest = [int(number) for place, number in enumerate(numbers) if place != years[0]]
    if named:
        if len(rest) > 1:
            raise DateNotUnderstood
        return year, named.month, _given(rest[0]) if rest else 0
    if len(rest) == 2 and years[0] == 1:
        raise DateNotUnderstood
    if years[0] != 0:
        rest.reverse()
    month, day = [*map(_given, rest), 0, 0][:2]
    return year, month, day


def _given(number: int) -> int:
    """Return a told day or month; a zero was written where nothing is known, which is for a person to say."""
    if number == 0:
        raise DateNotUnderstood
    return number


def _range(numbers: list[str], is_decade: bool) -> _Told | None:
    """Return two whole years as a range ("1988-1990", "1990s"); None when it is none."""
    if is_decade and len(numbers) == 1 and len(numbers[0]) == 4 and numbers[0].endswith("0"):
        return _Told(int(numbers[0]), last_year=int(numbers[0]) + 9)
    if len(numbers) != 2 or any(len(number) != 4 for number in numbers):
        return None
    first, last = map(int, numbers)
    return _Told(first, last_year=last) if first < last <= first + _WIDEST_RANGE_YEARS else None


def _place(told: _Told, calendar: str, language: str) -> tuple[str, str, str]:
    """Return ``iso``, ``earliest`` and ``latest``, the latter two empty where ``iso`` says all."""
    first, last = cover(calendar, told.year, told.month, told.day, language=language)
    if told.last_year:
        last = cover(calendar, told.last_year)[1]
    elif calendar == GREGORY:
        return first.isoformat()[: 10 if told.day else 7 if told.month else 4], "", ""
    if told.day:
        middle = to_gregorian(calendar, told.year, told.month, told.day)
        if told.naming == "afghan" and told.year < AFGHAN_REFORM:
            first, last = first - datetime.timedelta(days=1), last + datetime.timedelta(days=1)
        loose = first != last
        return middle.isoformat(), first.isoformat() if loose else "", last.isoformat() if loose else ""
    middle = first + (last - first) // 2
    return middle.isoformat()[: 7 if told.month else 4], first.isoformat(), last.isoformat()


def _find_named(words: list[str], calendar: str, language: str) -> Month | None:
    """Return the month that the words name, as they stand or without those that say nothing."""
    for kinds in ((), ("quiet",), ("about",), ("about", "quiet"), ("about", "quiet", "range")):
        named = find_month("".join(_leave_out(words, *kinds)), calendar, language)
        if named:
            return named
    return None


def _other_calendar(words: list[str], calendar: str, language: str) -> DateNotUnderstood:
    """Return the trouble with words that name no month of this calendar."""
    for other in CALENDARS:
        named = _find_named(words, other, language) if other != calendar else None
        if named:
            name = month_name(other, named.month, language, named.naming)
            return MonthOfOtherCalendar(month=name, calendar=other)
    return DateNotUnderstood()


def _leave_out(words: list[str], *kinds: str) -> list[str]:
    """Return the words without the phrases (of up to three words) of these kinds."""
    phrases = frozenset[str]().union(*(_words(kind) for kind in kinds))
    kept: list[str] = []
    place = 0
    while place < len(words):
        for length in (3, 2, 1):
            if "".join(words[place : place + length]) in phrases and place + length <= len(words):
                place += length
                break
        else:
            kept.append(words[place])
            place += 1
    return kept


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    found = (row["words"].split("|") for row in rows("words.csv") if row["kind"] == kind)
    return frozenset(key(word) for words in found for word in words)


def _is_readable(text: str, calendar: str, language: str) -> bool:
    try:
        return bool(parse_told(text, calendar, language).iso)
    except DateNotUnderstood:
        return False
