"""Names stand in the record as they were given: in their order, script and letters, one or many."""

import msgspec
import pytest

from intake_app.records.person import Contact, Person, PersonName, script_of_name
from tests.intake_app.vault.sample import NOW


def person(*names: PersonName) -> Person:
    return Person(id="p", names=names, created_at=NOW, created_by="u")


@pytest.mark.parametrize(
    ("name", "display"),
    [
        (PersonName(given="Parwana", order="G"), "Parwana"),
        (PersonName(full_latin="Sukarno", order="free"), "Sukarno"),
        (PersonName(given="Faadumo", father="Cali", grandfather="Warsame", order="GFP"),
         "Faadumo Cali Warsame"),
        (PersonName(given="Selam", father="Tesfay", order="GFP"), "Selam Tesfay"),
        (PersonName(given="Maryam", father="bint Yusuf", particle="al-", family="Halabi", order="GFP"),
         "Maryam bint Yusuf al-Halabi"),
        (PersonName(given="Oksana", father="Ivanivna", family="Melnyk", order="GF"),
         "Oksana Ivanivna Melnyk"),
        (PersonName(given="Oksana", father="Ivanivna", family="Melnyk", order="FG"),
         "Melnyk Oksana Ivanivna"),
        (PersonName(given="Lucía", family="Prueba García", order="GF"), "Lucía Prueba García"),
        (PersonName(given="Thị Mẫu", family="Nguyễn", order="FG"), "Nguyễn Thị Mẫu"),
        (PersonName(given="Işıl", family="İnanç", order="GF"), "Işıl İnanç"),
        (PersonName(given="Anna", particle="von", family="Berg", order="GF"), "Anna von Berg"),
        (PersonName(full_original="فاطمه"), "فاطمه"),
        (PersonName(given="Fatima", family="Amini"), "Amini, Fatima"),  # recorded before anybody asked
        (PersonName(given="Ali", family="Hassan", full_latin="hassan ALI", order="GF"), "hassan ALI"),
    ],
)  # fmt: skip
def test_a_name_is_shown_in_the_order_it_was_given(name: PersonName, display: str) -> None:
    assert name.display == display
    assert person(name).display == display


def test_a_record_from_before_keeps_its_meaning() -> None:
    old = (
        b'{"id":"p","names":[{"given":"Fatima","family":"Amini","full_original":"\xd9\x81"}],'
        b'"created_at":"2026-03-01T09:00:00Z","created_by":"u","birth":{"iso":"1996"}}'
    )
    read = msgspec.json.decode(old, type=Person)
    assert read.display == "Amini, Fatima"
    assert read.names[0].order == ""
    assert (read.contact, read.ages, read.history) == (Contact(), (), ())


def test_who_wants_to_be_called_otherwise_is_called_so() -> None:
    names = (
        PersonName(full_latin="Robert Muster", use="former"),
        PersonName(full_latin="Roberta Muster"),
        PersonName(full_latin="Robin", use="preferred"),
    )
    assert person(*names).display == "Robin"
    assert person(*names[:2]).display == "Roberta Muster"
    assert person(names[0]).display == "Robert Muster"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Işıl", "Latn"), ("پروانه", "Arab"), ("Ірина", "Cyrl"), ("ሰላም ተስፋይ", "Ethi"), ("ნინო", "Geor"),
        ("Անի", "Armn"), ("தமிழ்", "Taml"), ("张伟", "Hani"), ("김", "Hang"), ("ߒ", "Nkoo"), ("12 - ", ""),
        ("Ali علی رضا", "Arab"),
    ],
)  # fmt: skip
def test_the_script_is_worked_out(text: str, script: str) -> None:
    assert script_of_name(text) == script


def test_nothing_is_changed_on_the_way_to_the_record_and_back() -> None:
    for text in ("ISIL ışıl İ", "d’Arc – O'Neil", "Nguye\u0302\u0303n", "عبد\u200cالله", "von  Berg"):
        name = PersonName(full_latin=text, full_original=text)
        assert msgspec.json.decode(msgspec.json.encode(name), type=PersonName) == name
        assert name.display == text


def test_every_way_a_name_is_written_can_be_found() -> None:
    name = PersonName(
        given="Anna", family="Beispiel", birth_name="Muster", full_latin="Anna B.", full_original="Анна"
    )
    assert name.spellings == ("Anna Beispiel", "Anna B.", "Anna Muster", "Анна")
    assert PersonName(given=" ").spellings == ()
