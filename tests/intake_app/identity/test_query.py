"""What a counsellor types finds the right person first, and says why."""

import pytest

from intake_app.identity import match_query
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName

HUSSEIN = PersonDraft(
    names=(PersonName(given="Mohammed", family="Hussein", full_original="محمد حسین"),),
    birth=PartialDate("1994"),
)
OTHERS = [
    PersonDraft(names=(PersonName(given="Hassan", family="Mahmoudi"),)),
    PersonDraft(names=(PersonName(given="Muna", family="Husseini"),)),
    PersonDraft(names=(PersonName(given="Olena", family="Kovalenko"),)),
]


@pytest.mark.parametrize(
    "query",
    [
        "Mohammed Hussein",
        "hussein mohammed",
        "Muhamad Husain",
        "moh huss",
        "محمد حسين",
        "محمد حس",
        "Hussein 1994",
    ],
)
def test_the_right_person_comes_first(query: str) -> None:
    score, reasons, _name = match_query(query, HUSSEIN)
    assert score > 0.7
    assert reasons
    assert all(score > match_query(query, other)[0] for other in OTHERS)


def test_the_whole_name_as_typed_scores_one() -> None:
    assert match_query("Mohammed Hussein", HUSSEIN)[:2] == (1.0, ("same name",))


def test_a_beginning_is_called_a_beginning() -> None:
    assert "name begins so" in match_query("Koval", OTHERS[2])[1]


def test_the_year_is_a_reason() -> None:
    assert "same birth year" in match_query("Hussein 1994", HUSSEIN)[1]
    assert match_query("Hussein 1971", HUSSEIN)[0] < match_query("Hussein 1994", HUSSEIN)[0]


def test_nothing_fits_nothing() -> None:
    assert match_query("Zeller", HUSSEIN)[:2] == (0.0, ())
    assert match_query("", HUSSEIN)[:2] == (0.0, ())
    assert match_query("x", PersonDraft(names=()))[:2] == (0.0, ())
