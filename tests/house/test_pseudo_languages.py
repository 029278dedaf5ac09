"""The two languages no person is offered: one longer, one running the other way; both made of English."""

import datetime

import pytest

from intake_app.languages import UI_LANGUAGES, Words

LONG = "The recovery sheet lies in a locked place."


def test_the_stretched_language_is_more_than_half_as_long_again() -> None:
    said = Words.load("en-XA")(LONG)
    assert len(said) >= 1.6 * len(LONG) - 1
    assert said != LONG
    assert Words.load("en-XA").direction == "ltr"


def test_every_word_of_the_stretched_language_can_be_told_from_data() -> None:
    vowels = set("ạẹịọụ")
    assert all(vowels & set(word) for word in Words.load("en-XA")("Open the last draft").split()[:-1])


def test_the_reversed_language_runs_from_right_to_left() -> None:
    words = Words.load("ar-XB")
    assert words.direction == "rtl"
    assert words(LONG) == f"\u202e{LONG}\u202c"


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_placeholders_and_plurals_are_filled_as_ever(tag: str) -> None:
    words = Words.load(tag)
    assert "0007" in words("Hand-over no. {n}", n="0007")
    assert "3" in words.plural("{n} minute", "{n} minutes", 3)
    assert words("") == ""
    assert words.date(datetime.date(2026, 11, 23))


def test_nobody_is_offered_them() -> None:
    assert not {"en-XA", "ar-XB"} & set(UI_LANGUAGES)
