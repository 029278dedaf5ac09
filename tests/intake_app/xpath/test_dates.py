"""Days and instants in calculations, where summer time begins and ends, and as people read them."""

import math

import pytest

from intake_app.xpath import XPathError, to_string

from .conftest import Ask


def test_days_between_two_dates_are_whole_across_summer_time(ask: Ask) -> None:
    assert ask("date('2026-03-30') - date('2026-03-28')") == 2.0
    assert ask("'2026-10-26' - '2026-10-24'") == 2.0
    assert ask("int(today() - /data/arrived)") == 95.0


def test_a_number_of_days_becomes_a_date_again(ask: Ask) -> None:
    assert ask("date(/data/arrived + 7)") == "2026-04-04"
    assert ask("date(today() - 1)") == "2026-06-30"


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Phoenix", "Asia/Kabul"])
def test_today_and_now_are_local(ask: Ask, zone: str) -> None:
    assert ask("today()", zone=zone) == "2026-07-01"
    assert ask("date(now()) = today()", zone=zone) is True
    assert str(ask("now()", zone="Asia/Kabul")) == "2026-07-01T14:30:00.250+04:30"


def test_an_instant_is_the_same_number_in_every_zone(ask: Ask) -> None:
    for zone in ("UTC", "Asia/Kabul"):
        assert ask("decimal-date-time('1970-01-02T12:00:00.000Z')", zone=zone) == 1.5


def test_a_time_of_day_is_a_part_of_the_local_day(ask: Ask) -> None:
    assert ask("decimal-time('18:00')") == 0.75
    assert ask("decimal-time(now())") == pytest.approx(0.5, abs=1e-5)
    assert math.isnan(float(str(ask("decimal-time('25:00')"))))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("%Y-%m-%d", "2026-03-05"), ("%e.%n.%y", "5.3.26"), ("%a %b", "Thu Mar"), ("100 %%", "100 %")],
)
def test_a_date_is_written_by_its_pattern(ask: Ask, pattern: str, expected: str) -> None:
    assert ask(f"format-date('2026-03-05', '{pattern}')") == expected


def test_a_time_is_written_by_its_pattern(ask: Ask) -> None:
    assert ask("format-date-time('2026-03-05T07:08:09.012+01:00', '%H:%M:%S.%3 (%h)')") == "07:08:09.012 (7)"
    assert ask("format-date-time('07:08', '%H h %M')") == "07 h 08"


def test_names_of_months_follow_the_language(ask: Ask) -> None:
    assert ask("format-date('2026-05-05', '%b')", language="fr") == "mai"
    assert ask("format-date('2026-05-05', '%b')", language="no such language") == "May"


def test_a_blank_date_stays_blank(ask: Ask) -> None:
    assert ask("format-date(/data/blank, '%Y')") == ""
    assert ask("date(/data/blank)") == ""
    assert to_string(ask("/data/blank + 1")) == "NaN"


def test_words_are_no_date_and_the_calendar_is_kept(ask: Ask) -> None:
    assert ask("date('soon')") == "Invalid Date"
    with pytest.raises(XPathError, match="calendar"):
        ask("date('2026-02-30')")
    with pytest.raises(XPathError, match="truth value"):
        ask("date(true())")


def test_an_unknown_code_of_a_pattern_is_named(ask: Ask) -> None:
    with pytest.raises(XPathError, match="%Q"):
        ask("format-date(today(), '%Q')")
