"""A date is shown as it was told, with the conversion beside it."""

import pytest

from intake_app.calendars.conversion import ETHIOPIC, GREGORY, ISLAMIC, PERSIAN
from intake_app.calendars.telling import parse_told
from intake_app.calendars.wording import describe
from intake_app.languages import Words
from intake_app.records.partial_date import PartialDate


@pytest.fixture(scope="module")
def english() -> Words:
    return Words.load("en")


@pytest.mark.parametrize(
    ("text", "calendar", "language", "shown"),
    [
        ("15 Hamal 1374", PERSIAN, "en", "15 Hamal 1374 (4 April 1995)"),
        ("۱۵ حمل ۱۳۷۴", PERSIAN, "fa-AF", "15 Hamal 1374 (4 April 1995)"),
        ("۱۳۷۴/۱/۱۵", PERSIAN, "fa-AF", "15 Hamal 1374 (4 April 1995)"),
        ("۱۳۷۴/۱/۱۵", PERSIAN, "fa", "15 Farvardin 1374 (4 April 1995)"),
        ("Meskerem 2 1985", ETHIOPIC, "ti", "2 Meskerem 1985 (12 September 1992)"),
        ("4.11.1415", ISLAMIC, "ar", "4 Dhu al-Qada 1415 (4 April 1995, give or take a day)"),
        ("1374", PERSIAN, "fa", "1374, Solar Hijri (between 21 March 1995 and 19 March 1996)"),
        ("1985", ETHIOPIC, "am", "1985, Ethiopian (between 11 September 1992 and 10 September 1993)"),
        ("1415", ISLAMIC, "ar", "1415, Islamic (between 9 June 1994 and 30 May 1995)"),
        ("Mehr 1374", PERSIAN, "fa", "Mehr 1374 (between 23 September 1995 and 22 October 1995)"),
        ("حدود ۱۳۷۴", PERSIAN, "fa", "about 1374, Solar Hijri (between 21 March 1995 and 19 March 1996)"),
        ("15.5.1990", GREGORY, "de", "15 May 1990"),
        ("5.1990", GREGORY, "de", "May 1990"),
        ("1990", GREGORY, "de", "1990"),
        ("ca. 1990", GREGORY, "de", "about 1990"),
        ("1988-1990", GREGORY, "de", "between 1988 and 1990"),
        ("unbekannt", GREGORY, "de", "unknown"),
    ],
)
def test_shown_in_english(english: Words, text: str, calendar: str, language: str, shown: str) -> None:
    assert describe(parse_told(text, calendar, language), english) == shown


def test_a_range_of_years_in_another_calendar(english: Words) -> None:
    shown = describe(parse_told("1370-1372", PERSIAN, "fa"), english)
    assert shown == "between 1370 and 1372, Solar Hijri (between 21 March 1991 and 20 March 1994)"


def test_month_and_gregorian_day_follow_the_reader() -> None:
    date = parse_told("15 Hamal 1374", PERSIAN, "en")
    assert describe(date, Words.load("de")) == "15. Hamal 1374 (4. April 1995)"
    dari = describe(date, Words.load("fa-AF"))
    assert "15 حمل 1374" in dari
    assert "1995" in dari


def test_the_two_halves_are_kept_apart_in_a_right_to_left_line() -> None:
    shown = describe(parse_told("2 Meskerem 1985", ETHIOPIC, "ti"), Words.load("fa"))
    assert shown.count("\u2068") == shown.count("\u2069") == 2


def test_other_calendars_are_shown_on_request(english: Words) -> None:
    date = parse_told("4.4.1995", GREGORY, "de")
    assert describe(date, english, calendars=(PERSIAN,)) == "4 April 1995 (15 Farvardin 1374)"
    shown = describe(date, english, calendars=(PERSIAN, ETHIOPIC, ISLAMIC))
    assert (
        shown == "4 April 1995 (15 Farvardin 1374; 26 Megabit 1987; 4 Dhu al-Qada 1415, give or take a day)"
    )
    assert describe(parse_told("1995", GREGORY, "de"), english, calendars=(PERSIAN,)) == (
        "1995 (between 11 Dey 1373 and 10 Dey 1374)"
    )


def test_records_without_the_new_fields_are_shown_too(english: Words) -> None:
    assert describe(PartialDate(iso="1988-05"), english) == "May 1988"
    assert (
        describe(PartialDate(iso="1995-04-04", calendar=PERSIAN), english)
        == "15 Farvardin 1374 (4 April 1995)"
    )
    assert describe(PartialDate(), english) == "unknown"


def test_a_calendar_of_another_program_is_shown_as_gregorian(english: Words) -> None:
    assert describe(PartialDate(iso="1995-04-04", calendar="hebrew"), english) == "4 April 1995"
    assert describe(PartialDate(iso="1700-04-04", calendar=PERSIAN), english) == "4 April 1700"
