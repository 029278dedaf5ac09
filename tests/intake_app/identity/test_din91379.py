"""Names are checked against the letters German offices can process; they are warned about, never changed."""

import unicodedata

import pytest

from intake_app.identity.din91379 import _characters, _table, deprecated_letters, foreign_letters


@pytest.mark.parametrize(
    "name",
    [
        "Jürgen Groß",
        "O’Connor-Çelik",
        "D'Angelo",
        "Łukasz Żółć",
        "Nguyễn Thị Hồng Ấn",
        "Əliyev",
        "Ștefan Țurcanu",
        "Şahin İnönü ı",
        "Muḥammad ʿAbd al-ʾAzīz aṣ-Ṣāliḥ",
        "K͟Halid k͟hān K͟hoda",
        "C̨̆ S̛̄ L̥̄ ụ̈",
        "Þórður Ðœ",
        "Mary Jane",
    ],
)
def test_letters_of_the_standard_pass(name: str) -> None:
    assert foreign_letters(name) == ()
    assert foreign_letters(unicodedata.normalize("NFD", name)) == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Иван", [("И", 0), ("в", 1), ("а", 2), ("н", 3)]),
        ("Ali1", [("1", 3)]),
        ("Ana\u200bMaria", [("\u200b", 3)]),
        ("Mo\u0332hammad", [("o\u0332", 1)]),  # a mark that stands in no listed sequence with o
        ("x\u0300", [("x\u0300", 0)]),
        ("Kho\u035fda", [("o\u035fd", 2)]),
        ("Ɓello", [("Ɓ", 0)]),  # Hausa hook: not in the standard
        ("حسن", [("ح", 0), ("س", 1), ("ن", 2)]),
        ("\u0301Ana", [("\u0301", 0)]),
        ("Anna\n", [("\n", 4)]),
    ],
)
def test_what_lies_outside_is_named_and_located(name: str, found: list[tuple[str, int]]) -> None:
    assert [(letter.character, letter.position) for letter in foreign_letters(name)] == found


def test_the_names_are_unicode_s_own() -> None:
    assert foreign_letters("Ɓ")[0].name == "LATIN CAPITAL LETTER B WITH HOOK"
    assert foreign_letters("x\u0300")[0].name == "LATIN SMALL LETTER X + COMBINING GRAVE ACCENT"
    assert foreign_letters("a\x01")[0].name == "U+0001"


def test_positions_count_in_the_text_as_typed() -> None:
    assert foreign_letters("A\u0308b7")[0].position == 3


def test_texts_may_hold_more_signs_than_names() -> None:
    assert foreign_letters("Haus 7 (Hof)") != ()
    assert foreign_letters("Haus 7 (Hof)", data_type="B") == ()
    assert foreign_letters("½\tHaus", data_type="B") != ()
    assert foreign_letters("½\tHaus", data_type="C") == ()


def test_letters_to_be_given_up_are_shown_with_their_replacement() -> None:
    (found,) = deprecated_letters("Paŀlás")
    assert (found[0].character, found[0].position, found[1]) == ("ŀ", 2, "l·")
    assert foreign_letters("Paŀlás") == ()
    assert deprecated_letters("Müller") == ()


def test_the_table_holds_what_the_standard_counts() -> None:
    held = [(group, character) for group, code, _ in _table() for character in _characters(code)]
    assert len(held) == len(set(held))
    counts = {group: sum(1 for other, _ in held if other == group) for group, _ in held}
    assert counts == {"letter": 500 + 149, "n1": 18, "n2": 60, "n3": 6, "n4": 4, "mark": 20}


def test_every_entry_is_in_nfc_and_its_marks_are_the_listed_ones() -> None:
    held = [(group, character) for group, code, _ in _table() for character in _characters(code)]
    letters = [character for group, character in held if group == "letter"]
    marks = {character for group, character in held if group == "mark"}
    assert [letter for letter in letters if unicodedata.normalize("NFC", letter) != letter] == []
    used = {mark for letter in letters for mark in letter[1:] if unicodedata.combining(mark)}
    assert used == marks


def test_small_and_capital_letters_come_in_pairs_but_for_the_known_few() -> None:
    held = {character for group, code, _ in _table() if group == "letter" for character in _characters(code)}
    alone = {c for c in held if len(c) == 1 and c.islower() and len(c.upper()) == 1 and c.upper() not in held}
    assert alone == {"ȧ", "ḗ", "ḯ"}
