"""Periods and working days: as the law counts them, also from days that are half known."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.records.partial_date import PartialDate
from intake_app.status.due import due_after, due_of, is_due
from intake_app.status.working_days import easter, holidays, is_working_day, working_days_after

DAY = datetime.date
DAYS = st.dates(DAY(1990, 1, 1), DAY(2090, 1, 1))
LATER = st.one_of(
    st.builds("+{}{}".format, st.integers(0, 400), st.sampled_from(["d", "w", "m", "wd", "bd"])),
    st.builds("eom+{}".format, st.integers(0, 40)),
    st.sampled_from(["event", "eom", "som+1", "+1y"]),
)


@pytest.mark.parametrize(
    ("rule", "event", "due"),
    [
        ("event", DAY(2026, 5, 14), DAY(2026, 5, 14)),
        ("+3m", DAY(2026, 11, 30), DAY(2027, 2, 28)),  # no 30 February: the month's last day
        ("+3m", DAY(2026, 10, 14), DAY(2027, 1, 14)),
        ("+1y", DAY(2024, 2, 29), DAY(2025, 2, 28)),
        ("eom", DAY(2026, 5, 14), DAY(2026, 5, 31)),
        ("eom+1", DAY(2026, 1, 31), DAY(2026, 2, 28)),
        ("som+1", DAY(2026, 12, 14), DAY(2027, 1, 1)),
        ("-3m", DAY(2027, 3, 4), DAY(2026, 12, 4)),
        ("-90d", DAY(2027, 3, 4), DAY(2026, 12, 4)),
        ("+2w", DAY(2026, 5, 14), DAY(2026, 5, 28)),
        ("2027-07-23", DAY(2026, 5, 14), DAY(2027, 7, 23)),
        ("+7wd", DAY(2026, 11, 23), DAY(2026, 12, 1)),  # the Saturday counts, the Sunday does not
        ("+7bd", DAY(2026, 11, 23), DAY(2026, 12, 2)),
        ("+2wd", DAY(2026, 12, 23), DAY(2026, 12, 28)),  # Christmas, the day after, and a Sunday lie between
    ],
)
def test_a_rule_says_its_day(rule: str, event: datetime.date, due: datetime.date) -> None:
    assert due_after(rule, event) == due


@pytest.mark.parametrize("text", ["tomorrow", "+d", "3m", "+3x", "-7wd", "2027-02-30", "eom-1", "+99999d"])
def test_what_is_no_period_is_found_out(text: str) -> None:
    assert not is_due(text)


@given(LATER, DAYS)
def test_a_period_never_ends_before_the_event(rule: str, day: datetime.date) -> None:
    assert is_due(rule)
    due = due_after(rule, day)
    assert due is not None
    assert due >= day


@given(LATER, DAYS, st.integers(0, 40))
def test_a_later_event_is_never_due_earlier(rule: str, day: datetime.date, more: int) -> None:
    one, other = due_after(rule, day), due_after(rule, day + datetime.timedelta(days=more))
    assert one is not None
    assert other is not None
    assert one <= other


def test_a_day_half_known_is_due_between_two_days() -> None:
    between = due_of("+3m", PartialDate("2026-10"))
    assert between is not None
    assert (between.first, between.last) == (DAY(2027, 1, 1), DAY(2027, 1, 31))
    assert due_of("+3m", PartialDate()) is None
    fixed = due_of("2027-07-23", PartialDate())
    assert fixed is not None
    assert fixed.first == fixed.last == DAY(2027, 7, 23)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)],
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == DAY(year, month, day)


def test_the_holidays_of_nrw() -> None:
    assert len(holidays(2026)) == 11
    assert {DAY(2026, 5, 14), DAY(2026, 6, 4), DAY(2026, 11, 1)} <= holidays(2026)
    assert DAY(2017, 10, 31) in holidays(2017)
    assert DAY(2018, 10, 31) not in holidays(2018)


@given(DAYS, st.integers(1, 30), st.booleans())
def test_working_days_are_counted_one_by_one(day: datetime.date, number: int, with_saturdays: bool) -> None:
    end = working_days_after(day, number, with_saturdays=with_saturdays)
    days = (day + datetime.timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(is_working_day(one, with_saturdays=with_saturdays) for one in days) == number
    assert is_working_day(end, with_saturdays=with_saturdays)
