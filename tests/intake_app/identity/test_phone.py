"""A phone number is kept as it is typed; what it lacks to be called from abroad is only pointed out."""

import pytest

from intake_app.identity.phone import phone_hint


@pytest.mark.parametrize(
    "number",
    ["", "+49 151 23456789", "+49 (0) 151 2345678", "0049 151 2345678", "+٤٩ ١٥١ ٢٣٤٥٦٧٨",
     "(+93) 70 123 4567", "+252-61-5123456, +49 151 2345678", "\u2066+380 44 123 45 67\u2069"],
)  # fmt: skip
def test_a_whole_number_needs_no_word(number: str) -> None:
    assert phone_hint(number) == ""


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("0151 23456789", "no-country-code"),
        ("+0151 23456789", "no-country-code"),
        ("+49 151 2345678 / 0160 1234567", "no-country-code"),
        ("+49 12", "too-short"),
        ("+49 151 2345 6789 0123 4", "too-long"),
        ("+49 151 brother", "letters"),
    ],
)
def test_what_a_number_lacks_is_said(number: str, hint: str) -> None:
    assert phone_hint(number) == hint
