"""Answers that do not fit are kept as typed and named; typed non-answers satisfy what is required."""

import pytest

from intake_app.interview.errors import NotAQuestion, UnknownPlace
from tests.intake_app.interview.scenario import Scenario

FORM = """
| survey |
| | type | name | label | constraint | constraint_message::English (en) | constraint_message::Deutsch (de) | required | required_message::English (en) | label::Deutsch (de) | relevant |
| | integer | age | | . >= 0 and . < 130 | Too old | Zu alt | yes | Please | Alter | |
| | date | born | Born | | | | | | | |
| | text | job | Job | | | | ${age} > 17 | | | |
| | text | why | Why | | | | | | | ${age} = '' |
| | date | upto | Up to | . >= ${born} | | | | | | |
"""  # noqa: E501


def test_a_constraint_has_its_say_in_the_language_shown() -> None:
    scenario = Scenario(FORM, language="English (en)")
    changes = scenario.answer("/data/age", 200)
    assert not changes.valid
    assert changes.message == "Too old"
    assert scenario.value("/data/age") == "200"
    scenario.interview.set_language("Deutsch (de)")
    assert scenario.answer("/data/age", 201).message == "Zu alt"
    assert scenario.answer("/data/age", 20).valid


def test_a_text_that_is_no_number_is_kept_and_named() -> None:
    scenario = Scenario(FORM)
    assert not scenario.answer("/data/age", "about 30").valid
    assert not scenario.answer("/data/born", "2024-02-30").valid
    assert scenario.value("/data/age") == "about 30"
    assert scenario.open_points() == [("/data/age", "type"), ("/data/born", "type")]


def test_whole_numbers_have_the_bounds_of_their_type() -> None:
    scenario = Scenario("| survey |\n| | type | name | label |\n| | integer | n | N |\n| | decimal | d | D |")
    fit = {
        value: scenario.answer("/data/n", value).valid
        for value in ("2147483647", "2147483648", "-2147483648")
    }
    assert list(fit.values()) == [True, False, True]
    assert scenario.answer("/data/d", "2147483648").valid


def test_digits_of_other_scripts_are_numbers() -> None:
    scenario = Scenario(FORM)
    assert scenario.answer("/data/age", "۳۴").valid
    assert scenario.value("/data/age") == "34"
    assert not scenario.answer("/data/age", "۳٫۵").valid
    assert scenario.value("/data/age") == "3.5"


def test_taking_a_required_answer_away_is_not_valid() -> None:
    scenario = Scenario(FORM, language="English (en)")
    scenario.answers(age=30)
    changes = scenario.answer("/data/age", None)
    assert not changes.valid
    assert changes.message == "Please"


def test_required_may_follow_from_an_answer() -> None:
    scenario = Scenario(FORM)
    scenario.answers(age=10)
    assert scenario.open_points() == []
    changes = scenario.answer("/data/age", 30)
    assert "/data/job" in changes.nodes
    assert scenario.open_points() == [("/data/job", "required")]


@pytest.mark.parametrize("reason", ["declined", "unknown", "not-asked", "not-applicable"])
def test_a_typed_non_answer_satisfies_required_and_reads_as_blank(reason: str) -> None:
    scenario = Scenario(FORM)
    scenario.answers(age=30, job="x")
    scenario.interview.decline("/data/age", reason)  # type: ignore[arg-type]
    assert scenario.value("/data/age") is None
    assert scenario.interview.non_answer("/data/age") == reason
    assert scenario.relevant("/data/why")
    assert scenario.open_points() == []
    scenario.answers(age=31)
    assert scenario.interview.non_answer("/data/age") == ""


def test_clearing_takes_the_non_answer_away_too() -> None:
    scenario = Scenario(FORM)
    scenario.interview.decline("/data/age", "declined")
    scenario.interview.clear("/data/age")
    assert scenario.open_points() == [("/data/age", "required")]


def test_a_constraint_is_looked_at_again_when_what_it_reads_changes() -> None:
    scenario = Scenario(FORM)
    scenario.answers(age=9, born="2020-01-01", upto="2021-01-01")
    assert scenario.interview.is_valid("/data/upto")
    changes = scenario.answer("/data/born", "2022-01-01")
    assert "/data/upto" in changes.nodes
    assert ("/data/upto", "constraint") in scenario.open_points()


def test_trying_a_value_changes_nothing() -> None:
    scenario = Scenario(FORM)
    before = scenario.picture()
    assert scenario.interview.accepts("/data/age", "5")
    assert not scenario.interview.accepts("/data/age", "500")
    assert scenario.picture() == before


def test_groups_and_unknown_places_take_no_answer() -> None:
    scenario = Scenario(FORM)
    with pytest.raises(UnknownPlace):
        scenario.answer("/data/nowhere", 1)
    with pytest.raises(UnknownPlace):
        scenario.answer("age", 1)
    with pytest.raises(UnknownPlace):
        scenario.answer("/data/age[2]", 1)
    with pytest.raises(NotAQuestion):
        scenario.answer("/data", 1)


def test_what_no_longer_counts_is_not_wrong_either() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | relevant | constraint |
    | | text | s | S | | |
    | | integer | n | N | ${s} = 'x' | . < 5 |
    """)
    scenario.answers(s="x", n=9)
    assert not scenario.interview.is_valid("/data/n")
    scenario.answers(s=None)
    assert scenario.interview.is_valid("/data/n")
    scenario.answers(s="x")
    assert not scenario.interview.is_valid("/data/n")
