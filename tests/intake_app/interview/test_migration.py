"""A draft moves to a newer version of its form: what moves, what is asked about, what stays readable."""

import datetime

import pytest

from intake_app.interview import Interview
from intake_app.interview.migration import Move, move_interview
from intake_app.records.partial_date import PartialDate
from tests.intake_app.interview.scenario import NOW, Scenario, form_of

LATER = NOW + datetime.timedelta(days=3)
OLD = """
| survey |
| | type | name | label::English (en) | label::Deutsch (de) | required | relevant |
| | text | family | Family name | Familienname | | |
| | integer | age | Age | Alter | | |
| | date | came | When did you come? | Wann kamen Sie? | | |
| | select_one town | town | Where do you live? | Wo wohnen Sie? | | |
| | select_multiple tongue | tongues | Which languages? | Welche Sprachen? | | |
| | text | worry | What worries you? | Was macht Sorgen? | | |
| | integer | rooms | How many rooms? | Wie viele Zimmer? | | |
| | begin repeat | child | Child | Kind | | |
| | text | name | Name | Name | | |
| | integer | years | Years | Jahre | | |
| | end repeat | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Deutsch (de) |
| | town | koeln | Cologne | Köln |
| | town | bonn | Bonn | Bonn |
| | tongue | fa | Dari | Dari |
| | tongue | ti | Tigrinya | Tigrinya |
| settings |
| | form_id | version | default_language |
| | f | 1 | English (en) |
"""
NEW = """
| survey |
| | type | name | label::English (en) | label::Deutsch (de) | required | relevant |
| | text | surname | Last name | Nachname | | |
| | text | age | Age | Alter | | |
| | date | came | When did you come? | Wann kamen Sie? | | |
| | select_one town | town | Where do you live? | Wo wohnen Sie? | | |
| | select_multiple tongue | tongues | Which languages? | Welche Sprachen? | | |
| | begin group | flat | Flat | Wohnung | | |
| | date | rooms | How many rooms? | Wie viele Zimmer? | | |
| | text | fear | What worries you? | Was macht Sorgen? | | |
| | text | floor | Which floor? | Welcher Stock? | yes | |
| | end group | | | | | |
| | begin repeat | kid | Kid | Kind | | |
| | text | name | Name | Name | | |
| | integer | years | Years | Jahre | | |
| | end repeat | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Deutsch (de) |
| | town | bonn | Bonn | Bonn |
| | tongue | fa | Dari | Dari |
| renames |
| | old | new |
| | family | surname |
| settings |
| | form_id | version | default_language |
| | f | 2 | English (en) |
"""


@pytest.fixture
def told() -> Interview:
    """An interview on the older version, answered in German, with everything that hangs on answers."""
    scenario = Scenario(OLD)
    talk = scenario.interview
    talk.set_client_language("Deutsch (de)")
    scenario.answers(family="Haile", age=34, town="koeln", tongues="fa ti", worry="the rent", rooms=3)
    talk.answer("/data/came", "2015-01-01", told=PartialDate("2015"))
    talk.note("/data/family", "spelt by her")
    talk.mark_oral("/data/family", oral=True)
    scenario.add("/data/child")
    scenario.answer("/data/child[1]/name", "Sara")
    scenario.answer("/data/child[2]/name", "Abel")
    talk.decline("/data/child[2]/years", "unknown")
    talk.put_off("/data/child[1]/years", is_later=True)
    return talk


def move(talk: Interview, chosen: dict[str, str] | None = None, form: str = NEW) -> Move:
    return move_interview(talk, form_of(form), now=LATER, chosen=chosen)


def outcomes(done: Move) -> dict[str, str]:
    return {line.question.rpartition("/")[2]: line.outcome for line in done.lines}


def test_what_the_form_renamed_moves_with_everything_that_hangs_on_it(told: Interview) -> None:
    talk = move(told).interview
    assert talk.value("/data/surname") == "Haile"
    view = talk.node("/data/surname")
    assert (view.note, view.oral) == ("spelt by her", True)
    line = next(line for line in talk.reading_lines() if line.ref == "/data/surname")
    assert line.language == "Deutsch (de)"
    assert talk.node("/data/came").told == PartialDate("2015")
    assert (talk.client_language, talk.begun_at) == ("Deutsch (de)", NOW)


def test_the_preview_says_what_becomes_of_every_answer(told: Interview) -> None:
    done = move(told)
    assert outcomes(done) == {
        "family": "renamed", "age": "converted", "came": "kept", "town": "choice", "tongues": "choice",
        "worry": "lost", "rooms": "type", "name": "lost", "years": "lost",
    }  # fmt: skip
    asked = {one.old: one.new for one in done.suggestions}
    assert asked == {"/data/worry": "/data/flat/fear", "/data/child": "/data/kid"}
    assert {one["English (en)"] for one in done.added} == {"Which floor?"}


def test_a_renamed_repeat_moves_with_all_its_instances_once_somebody_says_so(told: Interview) -> None:
    done = move(told, {"/data/child": "/data/kid", "/data/worry": "/data/flat/fear"})
    talk = done.interview
    assert talk.value("/data/kid[1]/name") == "Sara"
    assert talk.value("/data/kid[2]/name") == "Abel"
    assert talk.non_answer("/data/kid[2]/years") == "unknown"
    assert talk.put_off_refs() == ("/data/kid[1]/years",)
    assert talk.value("/data/flat/fear") == "the rent"
    assert not done.suggestions
    assert [point.ref for point in talk.findings()] == ["/data/flat/floor"]


def test_what_has_no_question_stays_readable_in_every_language_with_where_it_stood(told: Interview) -> None:
    talk = move(told).interview
    kept = {orphan.line.labels["Deutsch (de)"]: orphan for orphan in talk.orphans}
    assert kept["Wo wohnen Sie?"].line.values == {"English (en)": "Cologne", "Deutsch (de)": "Köln"}
    assert kept["Kind 2 · Name"].line.raw == "Abel"
    assert kept["Kind 2 · Jahre"].line.non_answer == "unknown"
    assert kept["Wie viele Zimmer?"].why == "type"
    assert {orphan.version for orphan in talk.orphans} == {"1"}
    assert talk.value("/data/tongues") == "fa"  # what is still on offer stays chosen
    assert kept["Welche Sprachen?"].line.raw == "fa ti"


def test_orphans_survive_being_kept_and_a_second_move(told: Interview) -> None:
    talk = move(told).interview
    again = Interview.resume(form_of(NEW), talk.state(), now=LATER)
    assert again.orphans == talk.orphans
    assert again.state() == talk.state()
    third = NEW.replace("| f | 2 |", "| f | 3 |").replace(
        "| | text | surname | Last name | Nachname | | |\n", ""
    )
    last = move(again, form=third).interview
    assert [orphan.version for orphan in last.orphans] == ["1"] * len(talk.orphans) + ["2"]


def test_going_back_is_exact_after_any_further_answer(told: Interview) -> None:
    before = told.state()
    talk = move(told).interview
    talk.answer("/data/flat/floor", "2")
    kept = Interview.resume(form_of(NEW), talk.state(), now=LATER)
    assert kept.former == before
    assert Interview.resume(form_of(OLD), kept.former, now=LATER).value("/data/town") == "koeln"
    assert told.state() == before


def test_an_orphan_is_given_to_a_question_by_hand_and_taken_back(told: Interview) -> None:
    talk = move(told).interview
    number = next(n for n, one in enumerate(talk.orphans) if one.line.raw == "the rent")
    assert "/data/flat/fear" in talk.orphan_places(number)
    assert "/data/kid[1]/years" not in talk.orphan_places(number)
    before = talk.orphans
    changes = talk.assign_orphan(number, "/data/flat/fear")
    assert changes.valid
    assert talk.value("/data/flat/fear") == "the rent"
    assert len(talk.orphans) == len(before) - 1
    talk.undo()
    assert talk.value("/data/flat/fear") is None
    assert talk.orphans == before
    talk.redo()
    assert talk.value("/data/flat/fear") == "the rent"


def test_an_orphan_that_the_question_does_not_take_stays(told: Interview) -> None:
    talk = move(told).interview
    number = next(n for n, one in enumerate(talk.orphans) if one.line.raw == "the rent")
    before = talk.orphans
    assert not talk.assign_orphan(number, "/data/kid[1]/years").valid
    assert talk.orphans == before
    assert talk.value("/data/kid[1]/years") is None


def test_the_same_form_moved_changes_no_answer(told: Interview) -> None:
    done = move(told, form=OLD.replace("| f | 1 |", "| f | 9 |"))
    assert set(outcomes(done).values()) == {"kept"}
    assert not done.interview.orphans
    before = [(view.ref, view.value, view.non_answer, view.note) for view in told.nodes()]
    after = [(view.ref, view.value, view.non_answer, view.note) for view in done.interview.nodes()]
    assert after == before


def test_a_counted_repeat_gets_its_answers_once_its_count_is_there() -> None:
    table = """
    | survey |
    | | type | name | label | repeat_count |
    | | begin repeat | child | Child | ${many} |
    | | text | name | Name | |
    | | end repeat | | | |
    | | integer | many | How many? | |
    | settings |
    | | form_id | version |
    | | f | 1 |
    """
    scenario = Scenario(table)
    scenario.answers(many=2)
    scenario.answer("/data/child[2]/name", "Abel")
    done = move(scenario.interview, form=table.replace("| f | 1 |", "| f | 2 |"))
    assert done.interview.value("/data/child[2]/name") == "Abel"
    assert not done.interview.orphans


def test_what_the_new_form_works_out_itself_is_kept_as_it_was_said() -> None:
    table = """
    | survey |
    | | type | name | label | calculation | trigger |
    | | integer | a | A | | |
    | | integer | double | Double | {rule} | |
    | | calculate | chance | | once(random()) | |
    | | text | mark | Mark | | |
    | | calculate | seen | | once(${a}) | ${mark} |
    | settings |
    | | form_id | version |
    | | f | {version} |
    """
    scenario = Scenario(table.replace("{rule}", "").replace("{version}", "1"))
    scenario.answers(a=4, double=9, mark="x")
    chance = scenario.value("/data/chance")
    done = move(scenario.interview, form=table.replace("{rule}", "${a} * 2").replace("{version}", "2"))
    assert done.interview.value("/data/double") == "8"
    assert [(one.why, one.line.raw) for one in done.interview.orphans] == [("worked-out", "9")]
    assert done.interview.value("/data/chance") == chance
