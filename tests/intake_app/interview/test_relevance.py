"""What is asked follows from the answers, and nothing typed is lost on the way."""

from tests.intake_app.interview.scenario import Scenario

NESTED = """
| survey |
| | type | name | label | relevant | calculation | required |
| | integer | age | Age | | | |
| | begin_group | work | Work | ${age} >= 15 | | |
| | select_one yn | works | Works? | | | yes |
| | begin_group | job | Job | ${works} = 'yes' | | |
| | text | title | Title | | | yes |
| | end_group | | | | | |
| | end_group | | | | | |
| | calculate | seen | | | concat('[', ${title}, ']') | |
| | note | bye | Title was ${title} | ${title} != '' | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def test_a_group_that_is_not_relevant_takes_everything_below_with_it() -> None:
    scenario = Scenario(NESTED)
    assert not scenario.relevant("/data/work/works")
    scenario.answers(age=20)
    assert scenario.relevant("/data/work/works")
    assert not scenario.relevant("/data/work/job/title")
    changes = scenario.answer("/data/work/works", "yes")
    assert scenario.relevant("/data/work/job/title")
    assert "/data/work/job/title" in changes.nodes


def test_a_value_out_of_sight_is_kept_reads_blank_and_is_not_sent() -> None:
    scenario = Scenario(NESTED)
    scenario.answers(age=20)
    scenario.answer("/data/work/works", "yes")
    scenario.answer("/data/work/job/title", "baker")
    assert scenario.value("/data/seen") == "[baker]"
    assert scenario.relevant("/data/bye")
    scenario.answers(age=10)
    assert scenario.value("/data/work/job/title") == "baker"
    assert scenario.value("/data/seen") == "[]"
    assert not scenario.relevant("/data/bye")
    assert "baker" not in scenario.interview.submission_xml()
    scenario.answers(age=20)
    assert scenario.value("/data/seen") == "[baker]"
    assert "<title>baker</title>" in scenario.interview.submission_xml()


def test_required_is_asked_only_where_it_is_relevant() -> None:
    scenario = Scenario(NESTED)
    assert scenario.open_points() == []
    scenario.answers(age=20)
    assert scenario.open_points() == [("/data/work/works", "required")]


def test_a_label_shows_the_answer_it_speaks_of() -> None:
    scenario = Scenario(NESTED)
    scenario.answers(age=20)
    scenario.answer("/data/work/works", "yes")
    changes = scenario.answer("/data/work/job/title", "cook")
    assert scenario.interview.label("/data/bye") == "Title was cook"
    assert "/data/bye" in changes.nodes


def test_a_blank_number_is_not_zero() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | relevant | calculation |
    | | integer | n | N | | |
    | | text | few | Few | ${n} < 5 | |
    | | text | none | None | ${n} = 0 | |
    | | calculate | next | | | ${n} + 1 |
    """)
    assert not scenario.relevant("/data/few")
    assert not scenario.relevant("/data/none")
    assert scenario.value("/data/next") is None
    scenario.answers(n=0)
    assert scenario.relevant("/data/few")
    assert scenario.relevant("/data/none")
    assert scenario.value("/data/next") == "1"


def test_readonly_is_inherited_from_the_group() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | read_only |
    | | select_one yn | locked | Locked? | |
    | | text | a | A | ${locked} = 'yes' |
    | choices |
    | | list_name | name | label |
    | | yn | yes | Yes |
    """)
    assert not scenario.interview.is_readonly("/data/a")
    changes = scenario.answer("/data/locked", "yes")
    assert scenario.interview.is_readonly("/data/a")
    assert "/data/a" in changes.nodes
