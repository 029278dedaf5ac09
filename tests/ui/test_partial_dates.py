"""Dates are read as people say them, and never made more exact than they are."""

import pytest
from PySide6.QtWidgets import QApplication

from intake_app.records.partial_date import PartialDate
from ui.partial_dates import read_partial_date, show_partial_date


@pytest.mark.parametrize(
    ("typed", "iso", "shown"),
    [
        ("1990", "1990", "1990"),
        ("5.1990", "1990-05", "05.1990"),
        ("12.5.1990", "1990-05-12", "12.05.1990"),
        ("12/05/1990", "1990-05-12", "12.05.1990"),
        ("1990-05-12", "1990-05-12", "12.05.1990"),
        (" 29.2.2000 ", "2000-02-29", "29.02.2000"),
        ("١٩٩٠", "1990", "1990"),
        ("۱۲.۵.۱۹۹۰", "1990-05-12", "12.05.1990"),
        ("", "", "unknown"),
    ],
)
def test_what_is_understood(app: QApplication, typed: str, iso: str, shown: str) -> None:
    date = read_partial_date(typed)
    assert date is not None
    assert date.iso == iso
    assert show_partial_date(date) == shown


@pytest.mark.parametrize("typed", ["31.2.1990", "13.1990", "90", "1.1.1790", "gestern", "1990-5-", "2031"])
def test_what_is_no_date(typed: str) -> None:
    assert read_partial_date(typed, this_year=2026) is None


def test_about_means_estimated() -> None:
    assert read_partial_date("ca. 1990") == PartialDate(
        iso="1990", certainty="estimated", original="ca. 1990"
    )
    assert read_partial_date("~1990", certainty="documented") == PartialDate(
        iso="1990", certainty="estimated", original="~1990"
    )
