"""Letters that other systems cannot take are pointed out; the name itself is never touched."""

import pytest

from intake_app.records.person import PersonName
from intake_app.services.names import check_names


@pytest.mark.parametrize(
    "name",
    [
        PersonName(given="Zoë", family="Müller-Šimůnková"),
        PersonName(full_latin="Nguyễn Thị Mẫu"),
        PersonName(full_latin="Nguye\u0302\u0303n"),  # the same letters, not composed
        PersonName(full_latin="Işıl İnanç", father="Þóra"),
        PersonName(full_original="فاطمه امینی"),  # another script has its own field
        PersonName(full_original="Ірина Коваленко", given="Iryna"),
    ],
)
def test_what_offices_can_write_needs_no_word(name: PersonName) -> None:
    assert check_names((name,)) == ()


def test_a_letter_offices_cannot_write_is_named_once_with_where_it_stands() -> None:
    name = PersonName(full_latin="Ali ☺ Muster ☺", grandfather="فرید")
    warnings = check_names((name, name))
    assert [(one.kind, one.letter) for one in warnings[:1]] == [("foreign", "☺")]
    assert warnings[0].text == "Ali ☺ Muster ☺"
    assert warnings[0].unicode_name == "WHITE SMILING FACE"
    assert {one.letter for one in warnings[1:]} == set("فرید")
    assert name.full_latin == "Ali ☺ Muster ☺"
