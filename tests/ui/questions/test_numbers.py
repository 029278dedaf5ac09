"""A number counts whatever digits it was typed in."""

import pytest

from ui.questions.numbers import read_decimal, read_integer


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("25", "25"), ("٢٥", "25"), ("۲۵", "25"), (" 25 ", "25"), ("\u200f۸۰", "80"), ("-3", "-3"), ("−3", "-3"),
     ("007", "7"), ("1.000", "1000"), ("1,000,000", "1000000"), ("1'000", "1000"), ("١٬٠٠٠", "1000"),
     ("12,5", None), ("zwölf", None), ("", None), ("1.0.0", None), ("2e3", None)],
)  # fmt: skip
def test_a_whole_number_is_read_in_every_digit_set(typed: str, kept: str | None) -> None:
    assert read_integer(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12,5", "12.5"), ("12.5", "12.5"), ("١٢٫٥", "12.5"), ("۱۲٫۵", "12.5"), ("1.234,5", "1234.5"),
     ("1,234.5", "1234.5"), ("1.234.567", "1234567"), ("-0,5", "-0.5"), (".5", "0.5"), ("5", "5"),
     ("5,", "5"),
     ("1,2,3", None), ("1.2,3.4", None), ("viel", None), ("", None), ("-", None)],
)  # fmt: skip
def test_a_decimal_is_read_with_point_or_comma(typed: str, kept: str | None) -> None:
    assert read_decimal(typed) == kept
