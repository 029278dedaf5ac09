"""A date is kept as far as it is known, and never made more exact than it was told."""

import pytest

from ui.questions.dates import clock_of, day_parts, read_clock, read_day


@pytest.mark.parametrize(
    ("parts", "kept"),
    [(("23", "11", "2026"), "2026-11-23"), (("3", "1", "1990"), "1990-01-03"), (("", "5", "1990"), "1990-05"),
     (("", "", "1990"), "1990"), (("٢٣", "١١", "٢٠٢٦"), "2026-11-23"), (("29", "2", "2024"), "2024-02-29"),
     (("", "", ""), ""), (("29", "2", "2023"), None), (("1", "13", "1990"), None), (("7", "", "1990"), None),
     (("1", "1", "90"), None), (("a", "1", "1990"), None)],
)  # fmt: skip
def test_three_parts_make_a_date_as_exact_as_it_was_told(
    parts: tuple[str, str, str], kept: str | None
) -> None:
    assert read_day(*parts) == kept


@pytest.mark.parametrize(
    ("value", "parts"),
    [("2026-11-23", ("23", "11", "2026")), ("1990-05", ("", "05", "1990")), ("1990", ("", "", "1990")),
     ("2026-11-23T09:30:00.000+01:00", ("23", "11", "2026")), ("gestern", ("", "", "")), ("", ("", "", ""))],
)  # fmt: skip
def test_a_kept_date_is_shown_in_its_parts(value: str, parts: tuple[str, str, str]) -> None:
    assert day_parts(value) == parts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9:30", "09:30"), ("0930", "09:30"), ("9.30", "09:30"), ("٩:٣٠", "09:30"), ("23:59:10", "23:59"),
     ("24:00", None), ("9:60", None), ("früh", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, kept: str | None) -> None:
    assert read_clock(typed) == kept


def test_the_clock_of_a_kept_time_is_hours_and_minutes() -> None:
    assert clock_of("09:30:00.000+01:00") == "09:30"
    assert clock_of("2026-11-23T09:30:00.000+01:00") == "09:30"
    assert clock_of("") == ""
