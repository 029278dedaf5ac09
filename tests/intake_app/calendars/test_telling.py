"""What people say is understood as they say it, kept as they said it, and never guessed."""

import datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_app.calendars.conversion import CALENDARS, ETHIOPIC, GREGORY, ISLAMIC, PERSIAN, from_gregorian
from intake_app.calendars.errors import (
    DateNotUnderstood,
    MonthOfOtherCalendar,
    NoSuchDay,
    NoSuchMonth,
    YearMissing,
    YearOutOfReach,
    YearTooShort,
)
from intake_app.calendars.month_names import month_name
from intake_app.calendars.telling import parse_told, possible_calendars
from intake_app.records.partial_date import PartialDate


@pytest.mark.parametrize(
    ("text", "calendar", "language", "iso"),
    [
        ("15 Hamal 1374", PERSIAN, "en", "1995-04-04"),
        ("1374 Hamal 15", PERSIAN, "en", "1995-04-04"),
        ("۱۳۷۴/۲/۱۵", PERSIAN, "fa", "1995-05-05"),
        ("۱۵/۲/۱۳۷۴", PERSIAN, "fa-AF", "1995-05-05"),
        ("15-2-1374", PERSIAN, "en", "1995-05-05"),
        ("15 2 1374", PERSIAN, "en", "1995-05-05"),
        ("15،2،1374", PERSIAN, "fa", "1995-05-05"),
        ("۱۵ حمل ۱۳۷۴", PERSIAN, "fa-AF", "1995-04-04"),
        ("۱۵ حمل سال ۱۳۷۴ ه.ش", PERSIAN, "fa-AF", "1995-04-04"),
        ("15. Hamal 1374", PERSIAN, "de", "1995-04-04"),
        ("د ۱۳۷۴ کال د وری ۱۵", PERSIAN, "ps", "1995-04-04"),
        ("30 Esfand 1403", PERSIAN, "fa", "2025-03-20"),
        ("Meskerem 2 1985", ETHIOPIC, "ti", "1992-09-12"),
        ("መስከረም 2 1985", ETHIOPIC, "ti", "1992-09-12"),
        ("መስከረም ፪ ቀን ፲፱፻፹፭ ዓ.ም.", ETHIOPIC, "am", "1992-09-12"),
        ("6.13.1987", ETHIOPIC, "am", "1995-09-11"),
        ("٤ ذو القعدة ١٤١٥ هـ", ISLAMIC, "ar", "1995-04-04"),
        ("1 Muharrem 1400", ISLAMIC, "tr", "1979-11-20"),
        ("15.5.1990", GREGORY, "de", "1990-05-15"),
        ("1990-05-15", GREGORY, "en", "1990-05-15"),
        ("15 May 1990", GREGORY, "en", "1990-05-15"),
        ("the 1st of May, 1990", GREGORY, "en", "1990-05-01"),
        ("15. Mai 1990", GREGORY, "de", "1990-05-15"),
        ("15 آذار 1990", GREGORY, "ar", "1990-03-15"),
        ("15 травня 1990 року", GREGORY, "uk", "1990-05-15"),
        ("15-го мая 1990 г.", GREGORY, "ru", "1990-05-15"),
        ("15 Mayıs 1990", GREGORY, "tr", "1990-05-15"),
        ("15 d'abril de 1990", GREGORY, "ca", "1990-04-15"),
        ("1er mai 1990", GREGORY, "fr", "1990-05-01"),
        ("29.2.1996", GREGORY, "de", "1996-02-29"),
        ("5.1990", GREGORY, "de", "1990-05"),
        ("1990/5", GREGORY, "de", "1990-05"),
        ("May 1990", GREGORY, "en", "1990-05"),
        ("1990", GREGORY, "de", "1990"),
        ("Jahr 1990", GREGORY, "de", "1990"),
        ("١٩٩٠", GREGORY, "ar", "1990"),
    ],
)
def test_understood(text: str, calendar: str, language: str, iso: str) -> None:
    date = parse_told(text, calendar, language)
    assert date.iso == iso
    assert date.original == text
    assert date.calendar == calendar
    assert date.told_in == language
    assert date.certainty == "stated"


@pytest.mark.parametrize(
    ("text", "calendar", "language"),
    [
        ("about 1990", GREGORY, "en"),
        ("ca. 1990", GREGORY, "de"),
        ("etwa Mai 1990", GREGORY, "de"),
        ("~1990", GREGORY, "de"),
        ("1990?", GREGORY, "de"),
        ("حوالي ١٩٩٠", GREGORY, "ar"),
        ("حدود ۱۳۷۰", PERSIAN, "fa-AF"),
        ("در حدود سال ۱۳۷۰", PERSIAN, "fa"),
        ("около 1990", GREGORY, "ru"),
        ("1990 civarında", GREGORY, "tr"),
        ("más o menos 1990", GREGORY, "es"),
        ("1985 ገደማ", ETHIOPIC, "am"),
    ],
)
def test_an_estimate_is_marked_as_one(text: str, calendar: str, language: str) -> None:
    date = parse_told(text, calendar, language)
    assert date.certainty == "estimated"
    assert date.precision in {"year", "month"}


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "Unbekannt",
        "weiß nicht",
        "I don't know",
        "لا أعرف",
        "نمی‌دانم",
        "نامعلوم",
        "?",
        "не знаю",
        "አላውቅም",
        "ኣይፈልጥን",
        "bilmiyorum",
        "je ne sais pas",
    ],
)
def test_not_knowing_is_an_answer(text: str) -> None:
    date = parse_told(text, GREGORY, "de")
    assert (date.iso, date.precision, date.span, date.original) == ("", "unknown", None, text)


def test_a_year_of_another_calendar_is_a_range_over_two_years() -> None:
    date = parse_told("1374", PERSIAN, "fa-AF")
    assert (date.precision, date.iso, date.earliest, date.latest) == (
        "year",
        "1995",
        "1995-03-21",
        "1996-03-19",
    )
    date = parse_told("1985", ETHIOPIC, "ti")  # most of it lies in 1993
    assert (date.iso, date.earliest, date.latest) == ("1993", "1992-09-11", "1993-09-10")


def test_a_month_of_another_calendar_is_a_range_over_two_months() -> None:
    date = parse_told("Hamal 1374", PERSIAN, "fa-AF")
    assert (date.precision, date.earliest, date.latest) == ("month", "1995-03-21", "1995-04-20")


def test_a_lunar_day_is_a_day_more_or_less() -> None:
    date = parse_told("4.11.1415", ISLAMIC, "ar")
    assert (date.iso, date.earliest, date.latest) == ("1995-04-04", "1995-04-03", "1995-04-05")


def test_afghan_days_before_the_reform_of_1336_are_a_day_more_or_less() -> None:
    assert parse_told("3 Saur 1330", PERSIAN, "fa-AF").earliest != ""
    assert parse_told("3.2.1330", PERSIAN, "ps").earliest != ""
    assert parse_told("3 Saur 1336", PERSIAN, "fa-AF").earliest == ""
    assert parse_told("3 Ordibehesht 1330", PERSIAN, "fa").earliest == ""


@pytest.mark.parametrize("text", ["1988-1990", "between 1988 and 1990", "1988 or 1990", "بين ١٩٨٨ و ١٩٩٠"])
def test_two_years_are_a_range(text: str) -> None:
    date = parse_told(text, GREGORY, "en")
    assert (date.iso, date.earliest, date.latest) == ("1989", "1988-01-01", "1990-12-31")
    assert date.certainty == "estimated"


@pytest.mark.parametrize("text", ["1990s", "1990er", "in den 1990er Jahren", "1990-е"])
def test_a_decade_is_a_range_of_ten_years(text: str) -> None:
    date = parse_told(text, GREGORY, "de")
    assert (date.earliest, date.latest) == ("1990-01-01", "1999-12-31")
    assert parse_told("دهه ۱۳۷۰", PERSIAN, "fa").earliest == "1991-03-21"
    with pytest.raises(DateNotUnderstood):
        parse_told("vor 1990", GREGORY, "de")


@pytest.mark.parametrize(
    ("text", "calendar", "trouble"),
    [
        ("31 Mehr 1374", PERSIAN, NoSuchDay),
        ("32.1.1374", PERSIAN, NoSuchDay),
        ("30.2.1990", GREGORY, NoSuchDay),
        ("7 Pagume 1987", ETHIOPIC, NoSuchDay),
        ("1374/13/1", PERSIAN, NoSuchMonth),
        ("5/13/1990", GREGORY, NoSuchMonth),  # month first: asked back, not swapped
        ("1988/89", GREGORY, NoSuchMonth),
        ("15 Hamal", PERSIAN, YearMissing),
        ("May", GREGORY, YearMissing),
        ("15.5.90", GREGORY, YearTooShort),
        ("15 Hamal 74", PERSIAN, YearTooShort),
        ("74", PERSIAN, YearTooShort),
        ("1374", GREGORY, YearOutOfReach),
        ("1995", PERSIAN, YearOutOfReach),
        ("15.2.1374", ETHIOPIC, YearOutOfReach),
        ("15 Hamal 1374", GREGORY, MonthOfOtherCalendar),
        ("15 May 1990", ETHIOPIC, MonthOfOtherCalendar),
        ("", GREGORY, DateNotUnderstood),
        ("  ", GREGORY, DateNotUnderstood),
        ("born in Herat", GREGORY, DateNotUnderstood),
        ("15 Foo 1990", GREGORY, DateNotUnderstood),
        ("1.2.3.1990", GREGORY, DateNotUnderstood),
        ("0.5.1990", GREGORY, DateNotUnderstood),
        ("15051990", GREGORY, DateNotUnderstood),
        ("5 1990 15", GREGORY, DateNotUnderstood),
        ("15 16 May 1990", GREGORY, DateNotUnderstood),
        ("1374/1995", GREGORY, DateNotUnderstood),
    ],
)
def test_what_cannot_be_is_said_with_a_remedy(
    text: str, calendar: str, trouble: type[DateNotUnderstood]
) -> None:
    with pytest.raises(DateNotUnderstood) as caught:
        parse_told(text, calendar, "en")
    assert type(caught.value) is trouble
    assert caught.value.remedy
    assert "{" not in caught.value.in_english()


def test_the_trouble_names_the_month_and_its_days() -> None:
    with pytest.raises(NoSuchDay) as caught:
        parse_told("31 Mehr 1374", PERSIAN, "en")
    assert caught.value.facts == {"month": "Mehr", "days": 30}


def test_a_month_of_another_calendar_says_which() -> None:
    with pytest.raises(MonthOfOtherCalendar) as caught:
        parse_told("15 حمل 1374", GREGORY, "fa-AF")
    assert caught.value.facts["calendar"] == PERSIAN


def test_the_calendars_a_text_could_mean_can_be_asked_back() -> None:
    assert possible_calendars("15.2.1374", "fa-AF") == (PERSIAN, ISLAMIC)
    assert possible_calendars("15 Hamal 1374", "en") == (PERSIAN,)
    assert possible_calendars("2 መስከረም 1985", "ti") == (GREGORY, ETHIOPIC)  # Eritrea uses both
    assert possible_calendars("unknown", "en") == ()


def test_a_certainty_that_is_known_is_kept() -> None:
    assert parse_told("1.1.1990", GREGORY, "de", certainty="assigned").certainty == "assigned"
    assert parse_told("ca. 1990", GREGORY, "de", certainty="documented").certainty == "documented"
    assert parse_told("1990", GREGORY, "de", told_on="2026-11-23").told_on == "2026-11-23"


@settings(max_examples=40)
@given(st.sampled_from(CALENDARS), st.dates(datetime.date(1900, 1, 1), datetime.date(2090, 1, 1)))
def test_any_date_written_with_its_month_s_name_is_read_back(calendar: str, day: datetime.date) -> None:
    year, month, day_of_month = from_gregorian(calendar, day)
    for language in ("en", "de", "fa", "fa-AF", "ps", "ar", "am", "ti", "uk", "tr"):
        name = month_name(calendar, month, language)
        for text in (f"{day_of_month} {name} {year}", f"{year}/{month}/{day_of_month}"):
            assert parse_told(text, calendar, language).iso == day.isoformat()


LETTERS = "0159۱۳፩፻./-? abمኅحمليnß'\u0301\u200c"


@given(st.text(LETTERS, max_size=20), st.sampled_from(CALENDARS))
def test_any_text_is_a_date_or_a_trouble_we_know(text: str, calendar: str) -> None:
    try:
        date = parse_told(text, calendar, "de")
    except DateNotUnderstood:
        return
    assert date.original == text


def test_records_written_before_the_new_fields_are_still_read() -> None:
    old = b'{"iso":"1988-05","certainty":"stated","calendar":"gregory","original":"5.1988"}'
    date = msgspec.json.decode(old, type=PartialDate)
    assert (date.iso, date.earliest, date.told_in) == ("1988-05", "", "")
