"""Ages say what is known: a range, and "unclear" around eighteen."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.calendars.ages import age_range, is_adult, is_birthday_known
from intake_app.calendars.conversion import ETHIOPIC, GREGORY, ISLAMIC, PERSIAN
from intake_app.calendars.telling import parse_told
from intake_app.records.partial_date import PartialDate

TODAY = datetime.date(2026, 11, 23)


def told(text: str, calendar: str = GREGORY, **facts: str) -> PartialDate:
    return parse_told(text, calendar, "en", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("date", "known"),
    [
        (told("15.5.1990"), True),
        (told("15.5.1990", certainty="documented"), True),
        (told("15.5.1990", certainty="estimated"), False),
        (told("1.1.1990", certainty="assigned"), False),
        (told("1.7.1990", certainty="assigned"), False),
        (told("1.1.1990", certainty="documented"), False),  # what offices write when only the year is known
        (told("11 Dey 1373", PERSIAN), True),  # a real 1 January 1995
        (told("5.1990"), False),
        (told("1990"), False),
        (told("unknown"), False),
        (told("4.11.1415", ISLAMIC), False),
    ],
)
def test_a_birthday_is_known_or_not(date: PartialDate, known: bool) -> None:
    assert is_birthday_known(date) is known


@pytest.mark.parametrize(
    ("date", "ages", "adult"),
    [
        (told("23.11.2008"), (18, 18), "yes"),
        (told("24.11.2008"), (17, 17), "no"),
        (told("2008"), (17, 18), "unclear"),
        (told("2007"), (18, 19), "yes"),
        (told("2009"), (16, 17), "no"),
        (told("11.2008"), (17, 18), "unclear"),
        (told("10.2008"), (18, 18), "yes"),
        (told("1.1.2008", certainty="assigned"), (17, 18), "unclear"),
        (told("1.1.2008", certainty="documented"), (18, 18), "yes"),
        (told("about 2007"), (16, 21), "unclear"),
        (told("about 2000"), (23, 28), "yes"),
        (told("about 2012"), (11, 16), "no"),
        (told("about May 2008"), (17, 19), "unclear"),
        (told("2006-2009"), (16, 20), "unclear"),
        (told("1387", PERSIAN), (17, 18), "unclear"),  # 20 March 2008 to 20 March 2009
        (told("1386", PERSIAN), (18, 19), "yes"),
        (told("1.1.1387", PERSIAN, certainty="assigned"), (17, 18), "unclear"),
        (told("1.1.1387", PERSIAN), (18, 18), "yes"),
        (told("2001", ETHIOPIC), (17, 18), "unclear"),
        (told("25.11.1429", ISLAMIC), (17, 18), "unclear"),  # 23 November 2008, give or take a day
    ],
)
def test_ages_on_a_day(date: PartialDate, ages: tuple[int, int], adult: str) -> None:
    assert age_range(date, TODAY) == ages
    assert is_adult(date, TODAY) == adult


def test_who_is_born_on_a_leap_day_is_older_from_the_first_of_march() -> None:
    born = told("29.2.2008")
    assert is_adult(born, datetime.date(2026, 2, 28)) == "no"
    assert is_adult(born, datetime.date(2026, 3, 1)) == "yes"


def test_without_a_date_nothing_is_said() -> None:
    assert age_range(PartialDate(), TODAY) is None
    assert is_adult(PartialDate(), TODAY) == "unclear"


def test_a_date_to_come_is_no_negative_age() -> None:
    assert age_range(told("2030"), TODAY) == (0, 0)


@given(
    st.dates(datetime.date(1930, 1, 1), TODAY),
    st.sampled_from(["stated", "estimated", "assigned", "documented"]),
)
def test_the_true_age_always_lies_in_the_range(day: datetime.date, certainty: str) -> None:
    true = TODAY.year - day.year - ((TODAY.month, TODAY.day) < (day.month, day.day))
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        ages = age_range(told(text, certainty=certainty), TODAY)
        assert ages is not None
        assert ages[0] <= true <= ages[1]
