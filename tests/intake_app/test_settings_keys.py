"""Which keys may act alone on a card, and what happens to a file with impossible ones."""

import pytest

from intake_app.settings import (
    SINGLE_KEYS,
    Settings,
    key_that_acts_alone,
    load_settings,
    save_settings,
    single_keys,
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("m", "M"), ("Ü", "Ü"), ("س", "س"), ("0", "0"), ("backspace", "Backspace"), ("1", ""), ("?", ""),
     ("", ""), ("ab", ""), ("ß", "")],
)  # fmt: skip
def test_letters_zero_and_named_keys_act_alone(typed: str, key: str) -> None:
    assert key_that_acts_alone(typed) == key


def test_a_key_of_ones_own_replaces_the_usual_one() -> None:
    assert single_keys({"note": "n"}) == {**SINGLE_KEYS, "note": "N"}


def test_keys_that_clash_count_for_nothing() -> None:
    assert single_keys({"note": "S"}) == SINGLE_KEYS
    assert single_keys({"note": "S", "later": "M"}) == {**SINGLE_KEYS, "note": "S", "later": "M"}


def test_an_impossible_key_leaves_the_usual_one() -> None:
    assert single_keys({"note": "3", "nobody": "X"}) == SINGLE_KEYS


def test_keys_come_back_from_the_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "settings.json"
    save_settings(file, Settings(keys={"later": "L"}))
    assert load_settings(file).keys == {"later": "L"}
