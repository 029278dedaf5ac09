"""Dates in four calendars, against a table of outside dates, and both ways for every day of two centuries.

The table comes from ICU 78 (Solar Hijri, Ethiopian, civil lunar) and the published Umm al-Qura calendar.
It holds days of public record: 7 Saur 1357, 22 Bahman 1357, 24 Asad 1400 (Kabul), 20 Ginbot 1983,
16 Ginbot 1985 (Asmara), 1 Muharram 1400 (Mecca), 9 Dhu al-Hijja 1443 (Arafa).
"""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCalendar, QDate

from intake_app.calendars import islamic, persian
from intake_app.calendars.conversion import (
    CALENDARS,
    ETHIOPIC,
    GREGORY,
    ISLAMIC,
    PERSIAN,
    cover,
    days_in_month,
    from_gregorian,
    months_in_year,
    to_gregorian,
)
from intake_app.calendars.errors import NoSuchDay, NoSuchMonth, YearOutOfReach

TABLE = [
    (PERSIAN, (1229, 1, 1), "1850-03-21"),
    (PERSIAN, (1278, 12, 29), "1900-03-20"),
    (PERSIAN, (1279, 1, 1), "1900-03-21"),
    (PERSIAN, (1304, 1, 1), "1925-03-21"),
    (PERSIAN, (1309, 12, 30), "1931-03-21"),
    (PERSIAN, (1310, 1, 1), "1931-03-22"),
    (PERSIAN, (1320, 6, 3), "1941-08-25"),
    (PERSIAN, (1336, 1, 1), "1957-03-21"),
    (PERSIAN, (1342, 12, 30), "1964-03-20"),
    (PERSIAN, (1343, 1, 1), "1964-03-21"),
    (PERSIAN, (1352, 4, 26), "1973-07-17"),
    (PERSIAN, (1357, 2, 7), "1978-04-27"),
    (PERSIAN, (1357, 11, 22), "1979-02-11"),
    (PERSIAN, (1358, 12, 29), "1980-03-19"),
    (PERSIAN, (1370, 12, 30), "1992-03-20"),
    (PERSIAN, (1371, 1, 1), "1992-03-21"),
    (PERSIAN, (1374, 1, 15), "1995-04-04"),
    (PERSIAN, (1374, 6, 31), "1995-09-22"),
    (PERSIAN, (1374, 7, 1), "1995-09-23"),
    (PERSIAN, (1374, 12, 29), "1996-03-19"),
    (PERSIAN, (1375, 12, 30), "1997-03-20"),
    (PERSIAN, (1376, 1, 1), "1997-03-21"),
    (PERSIAN, (1379, 12, 30), "2001-03-20"),
    (PERSIAN, (1380, 6, 20), "2001-09-11"),
    (PERSIAN, (1387, 12, 30), "2009-03-20"),
    (PERSIAN, (1388, 1, 1), "2009-03-21"),
    (PERSIAN, (1399, 12, 30), "2021-03-20"),
    (PERSIAN, (1400, 1, 1), "2021-03-21"),
    (PERSIAN, (1400, 5, 24), "2021-08-15"),
    (PERSIAN, (1403, 12, 30), "2025-03-20"),
    (PERSIAN, (1404, 1, 1), "2025-03-21"),
    (PERSIAN, (1404, 12, 29), "2026-03-20"),
    (PERSIAN, (1408, 12, 30), "2030-03-20"),
    (PERSIAN, (1436, 1, 1), "2057-03-20"),
    (PERSIAN, (1470, 1, 1), "2091-03-21"),
    (ETHIOPIC, (1843, 1, 1), "1850-09-10"),
    (ETHIOPIC, (1892, 13, 5), "1900-09-10"),
    (ETHIOPIC, (1893, 1, 1), "1900-09-11"),
    (ETHIOPIC, (1928, 8, 27), "1936-05-05"),
    (ETHIOPIC, (1966, 13, 5), "1974-09-10"),
    (ETHIOPIC, (1967, 1, 2), "1974-09-12"),
    (ETHIOPIC, (1983, 9, 20), "1991-05-28"),
    (ETHIOPIC, (1985, 1, 2), "1992-09-12"),
    (ETHIOPIC, (1985, 9, 16), "1993-05-24"),
    (ETHIOPIC, (1987, 13, 5), "1995-09-10"),
    (ETHIOPIC, (1987, 13, 6), "1995-09-11"),
    (ETHIOPIC, (1988, 1, 1), "1995-09-12"),
    (ETHIOPIC, (1992, 4, 22), "2000-01-01"),
    (ETHIOPIC, (1999, 13, 6), "2007-09-11"),
    (ETHIOPIC, (2000, 1, 1), "2007-09-12"),
    (ETHIOPIC, (2000, 5, 11), "2008-01-20"),
    (ETHIOPIC, (2003, 13, 6), "2011-09-11"),
    (ETHIOPIC, (2004, 1, 1), "2011-09-12"),
    (ETHIOPIC, (2015, 13, 6), "2023-09-11"),
    (ETHIOPIC, (2016, 1, 1), "2023-09-12"),
    (ETHIOPIC, (2092, 1, 1), "2099-09-12"),
    (ISLAMIC, (1343, 1, 1), "1924-08-01"),
    (ISLAMIC, (1350, 9, 1), "1932-01-09"),
    (ISLAMIC, (1370, 12, 10), "1951-09-12"),
    (ISLAMIC, (1400, 1, 1), "1979-11-20"),
    (ISLAMIC, (1415, 11, 4), "1995-04-04"),
    (ISLAMIC, (1420, 1, 1), "1999-04-17"),
    (ISLAMIC, (1424, 12, 29), "2004-02-20"),
    (ISLAMIC, (1430, 9, 1), "2009-08-22"),
    (ISLAMIC, (1434, 1, 1), "2012-11-15"),
    (ISLAMIC, (1442, 9, 1), "2021-04-13"),
    (ISLAMIC, (1443, 12, 9), "2022-07-08"),
    (ISLAMIC, (1445, 9, 1), "2024-03-11"),
    (ISLAMIC, (1446, 1, 1), "2024-07-07"),
    (ISLAMIC, (1500, 1, 1), "2076-11-27"),
    (ISLAMIC, (1500, 12, 30), "2077-11-16"),
    (ISLAMIC, (1300, 1, 1), "1882-11-12"),
    (ISLAMIC, (1342, 6, 15), "1924-01-23"),
    (GREGORY, (1900, 2, 28), "1900-02-28"),
    (GREGORY, (1904, 2, 29), "1904-02-29"),
    (GREGORY, (1996, 2, 29), "1996-02-29"),
    (GREGORY, (1999, 12, 31), "1999-12-31"),
    (GREGORY, (2000, 1, 1), "2000-01-01"),
    (GREGORY, (2000, 2, 29), "2000-02-29"),
    (GREGORY, (2100, 3, 1), "2100-03-01"),
]
DAYS = st.dates(datetime.date(1850, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(("calendar", "date", "gregorian"), TABLE)
def test_table_of_dates(calendar: str, date: tuple[int, int, int], gregorian: str) -> None:
    day = datetime.date.fromisoformat(gregorian)
    assert to_gregorian(calendar, *date) == day
    assert from_gregorian(calendar, day) == date


@given(DAYS)
def test_there_and_back_is_the_same_day(day: datetime.date) -> None:
    for calendar in CALENDARS:
        assert to_gregorian(calendar, *from_gregorian(calendar, day)) == day


@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_day_of_two_centuries_follows_the_one_before(calendar: str) -> None:
    day = datetime.date(1890, 1, 1)
    last = from_gregorian(calendar, day)
    while day < datetime.date(2080, 1, 1):
        day += datetime.timedelta(days=1)
        date = from_gregorian(calendar, day)
        year, month, day_of_month = last
        assert date in (
            (year, month, day_of_month + 1),
            (year, month + 1, 1),
            (year + 1, 1, 1),
        ), day
        if date[2] == 1 and day.year > 1925:  # at the seam of the lunar table a day may be lost
            assert day_of_month == days_in_month(calendar, year, month)
        last = date


@given(DAYS)
def test_the_days_a_date_covers_lie_within_its_month_and_its_year(day: datetime.date) -> None:
    for calendar in CALENDARS:
        year, month, day_of_month = from_gregorian(calendar, day)
        first, last = cover(calendar, year, month, day_of_month)
        month_first, month_last = cover(calendar, year, month)
        year_first, year_last = cover(calendar, year)
        assert first <= day <= last
        assert year_first <= month_first <= first
        assert last <= month_last <= year_last


@given(st.dates(datetime.date(1898, 3, 21), datetime.date(2057, 3, 19)))
def test_solar_hijri_agrees_with_qt(day: datetime.date) -> None:
    """Qt's own rule differs before 1277 and after 1435 AP, so it is asked in between."""
    there = QCalendar(QCalendar.System.Jalali)
    parts = there.partsFromDate(QDate(day.year, day.month, day.day))
    assert from_gregorian(PERSIAN, day) == (parts.year, parts.month, parts.day)


@given(st.integers(1200, 1600), st.integers(1, 12), st.integers(1, 29))
def test_the_civil_rule_agrees_with_qt(year: int, month: int, day: int) -> None:
    there = QCalendar(QCalendar.System.IslamicCivil).dateFromParts(year, month, day)
    ours = islamic._civil(year, month) + day - 1
    assert datetime.date.fromordinal(ours) == datetime.date(there.year(), there.month(), there.day())


def test_the_leap_years_of_a_lifetime_are_iran_s() -> None:
    published = [
        1342,
        1346,
        1350,
        1354,
        1358,
        1362,
        1366,
        1370,
        1375,
        1379,
        1383,
        1387,
        1391,
        1395,
        1399,
        1403,
        1408,
    ]
    assert [year for year in range(1339, 1411) if persian.is_leap(year)] == published


def test_nawruz_falls_from_20_to_22_march() -> None:
    falls = {year: to_gregorian(PERSIAN, year, 1, 1).strftime("%m-%d") for year in range(1279, 1437)}
    assert set(falls.values()) == {"03-20", "03-21", "03-22"}
    assert max(year for year, day in falls.items() if day == "03-22") == 1338  # last in 1959


def test_ethiopian_new_year_is_11_or_12_september() -> None:
    for year in range(1893, 2092):
        leap = (year + 8) % 4 == 0  # the Gregorian year in which the next leap day falls
        assert to_gregorian(ETHIOPIC, year, 1, 1).strftime("%m-%d") == ("09-12" if leap else "09-11")


def test_a_year_of_another_calendar_lies_in_two_gregorian_years() -> None:
    assert cover(PERSIAN, 1374) == (datetime.date(1995, 3, 21), datetime.date(1996, 3, 19))
    assert cover(ETHIOPIC, 1985) == (datetime.date(1992, 9, 11), datetime.date(1993, 9, 10))
    assert cover(ISLAMIC, 1415) == (datetime.date(1994, 6, 9), datetime.date(1995, 5, 30))


def test_a_month_of_another_calendar_lies_in_two_gregorian_months() -> None:
    assert cover(PERSIAN, 1374, 1) == (datetime.date(1995, 3, 21), datetime.date(1995, 4, 20))
    assert cover(ETHIOPIC, 1987, 13) == (datetime.date(1995, 9, 6), datetime.date(1995, 9, 11))


def test_a_lunar_day_is_a_day_more_or_less() -> None:
    assert cover(ISLAMIC, 1415, 11, 4) == (datetime.date(1995, 4, 3), datetime.date(1995, 4, 5))
    assert cover(ISLAMIC, 1300, 1, 1)[1] - cover(ISLAMIC, 1300, 1, 1)[0] == datetime.timedelta(days=2)


def test_umm_al_qura_and_the_civil_rule_stay_within_two_days() -> None:
    for year in range(1343, 1501):
        for month in range(1, 13):
            ours = to_gregorian(ISLAMIC, year, month, 1).toordinal()
            assert abs(ours - islamic._civil(year, month)) <= 3


@pytest.mark.parametrize(
    ("calendar", "date", "trouble"),
    [
        (PERSIAN, (1374, 7, 31), NoSuchDay),
        (PERSIAN, (1404, 12, 30), NoSuchDay),
        (PERSIAN, (1374, 13, 1), NoSuchMonth),
        (PERSIAN, (1995, 1, 1), YearOutOfReach),
        (ETHIOPIC, (1985, 13, 6), NoSuchDay),
        (ETHIOPIC, (1985, 14, 1), NoSuchMonth),
        (ETHIOPIC, (1374, 1, 1), YearOutOfReach),
        (GREGORY, (1995, 2, 29), NoSuchDay),
        (GREGORY, (1374, 1, 1), YearOutOfReach),
        (ISLAMIC, (1415, 2, 31), NoSuchDay),
    ],
)
def test_days_that_do_not_exist_are_refused(calendar: str, date: tuple[int, int, int], trouble: type) -> None:
    with pytest.raises(trouble):
        to_gregorian(calendar, *date)


def test_a_date_out_of_reach_is_said_and_not_guessed() -> None:
    with pytest.raises(YearOutOfReach):
        from_gregorian(PERSIAN, datetime.date(1700, 1, 1))


def test_months_for_a_picker() -> None:
    assert [months_in_year(calendar) for calendar in CALENDARS] == [12, 12, 12, 13]
    assert days_in_month(ETHIOPIC, 1987, 13) == 6
    assert days_in_month(PERSIAN, 1403, 12) == 30
