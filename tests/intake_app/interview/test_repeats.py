"""People, children, stays: each instance sees its own answers, and the whole sees them all."""

import pytest

from intake_app.interview.errors import NotARepeat, RepeatIsCounted, UnknownPlace
from tests.intake_app.interview.scenario import Scenario

HOUSEHOLD = """
| survey |
| | type | name | label | relevant | calculation | repeat_count | constraint |
| | begin_repeat | person | Person | | | | |
| | text | first | Name | | | | |
| | integer | age | Age | | | | |
| | text | school | School of ${first} | ${age} < 18 | | | |
| | calculate | place | | | position(..) | | |
| | calculate | of | | | count(${person}) | | |
| | begin_repeat | child | Child | | | | |
| | text | nick | Nick of ${first} | | | | |
| | calculate | full | | | concat(${first}, '/', ${nick}, '/', position(..), '/', position(../..)) | | |
| | end_repeat | | | | | | |
| | end_repeat | | | | | | |
| | calculate | sum | | | sum(${age}) | | |
| | calculate | people | | | count(${person}) | | |
| | calculate | second | | | indexed-repeat(${first}, ${person}, 2) | | |
| | calculate | oldest | | | max(${age}) | | |
"""


def two_people() -> Scenario:
    scenario = Scenario(HOUSEHOLD)
    scenario.answer("/data/person[1]/first", "Ada")
    scenario.answer("/data/person[1]/age", 40)
    scenario.add("/data/person")
    scenario.answer("/data/person[2]/first", "Bo")
    scenario.answer("/data/person[2]/age", 9)
    return scenario


def test_each_person_has_their_own_questions() -> None:
    scenario = two_people()
    assert not scenario.relevant("/data/person[1]/school")
    assert scenario.relevant("/data/person[2]/school")
    assert scenario.interview.label("/data/person[2]/school") == "School of Bo"


def test_the_whole_adds_up_over_all_people() -> None:
    scenario = two_people()
    assert scenario.value("/data/sum") == "49"
    assert scenario.value("/data/people") == "2"
    assert scenario.value("/data/second") == "Bo"
    assert scenario.value("/data/oldest") == "40"


def test_removing_a_person_moves_the_others_up() -> None:
    scenario = two_people()
    changes = scenario.remove("/data/person[1]")
    assert changes.structure
    assert scenario.value("/data/person[1]/first") == "Bo"
    assert scenario.value("/data/person[1]/place") == "1"
    assert scenario.value("/data/person[1]/of") == "1"
    assert scenario.value("/data/sum") == "9"
    assert scenario.value("/data/second") is None
    with pytest.raises(UnknownPlace):
        scenario.value("/data/person[2]/first")


def test_a_person_counts_all_people() -> None:
    scenario = two_people()
    assert [scenario.value(f"/data/person[{n}]/of") for n in (1, 2)] == ["2", "2"]


def test_a_repeat_in_a_repeat_knows_both_its_places() -> None:
    scenario = two_people()
    scenario.add("/data/person[2]/child")
    scenario.add("/data/person[2]/child")
    scenario.answer("/data/person[2]/child[2]/nick", "Zed")
    assert scenario.value("/data/person[2]/child[2]/full") == "Bo/Zed/2/2"
    scenario.answer("/data/person[2]/first", "Bea")
    assert scenario.value("/data/person[2]/child[2]/full") == "Bea/Zed/2/2"
    scenario.remove("/data/person[1]")
    assert scenario.value("/data/person[1]/child[2]/full") == "Bea/Zed/2/1"


def test_one_child_stands_there_from_the_start_and_later_people_begin_without() -> None:
    scenario = two_people()
    refs = [row[0] for row in scenario.picture()]
    assert "/data/person[1]/child[1]/nick" in refs
    assert "/data/person[2]/child[1]/nick" not in refs


def test_an_answer_says_how_often_something_is_asked() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | repeat_count | calculation |
    | | integer | stays | How many stays? | | |
    | | begin_repeat | stay | Stay | ${stays} | |
    | | text | where | Where | | |
    | | end_repeat | | | | |
    | | calculate | places | | | join(', ', ${where}) |
    """)
    assert scenario.value("/data/places") is None
    changes = scenario.answer("/data/stays", 2)
    assert changes.structure
    scenario.answer("/data/stay[1]/where", "A")
    scenario.answer("/data/stay[2]/where", "B")
    assert scenario.value("/data/places") == "A, B"
    scenario.answers(stays=1)
    assert scenario.value("/data/places") == "A"
    with pytest.raises(RepeatIsCounted):
        scenario.add("/data/stay")
    with pytest.raises(RepeatIsCounted):
        scenario.remove("/data/stay[1]")
    scenario.answers(stays=0)
    assert scenario.value("/data/places") is None


def test_a_count_is_never_endless() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | repeat_count |
    | | integer | n | N | |
    | | begin_repeat | r | R | ${n} |
    | | text | x | X | |
    | | end_repeat | | | |
    """)
    scenario.answers(n=10**9)
    assert 1000 <= sum(node.ref.endswith("/x") for node in scenario.interview.nodes()) <= 5000
    scenario.answers(n=-3)
    assert not any(node.ref.endswith("/x") for node in scenario.interview.nodes())


def test_a_running_total_reads_the_one_before() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | calculation |
    | | begin_repeat | m | Month | |
    | | integer | paid | Paid | |
    | | calculate | total | | ${paid} + coalesce(indexed-repeat(${total}, ${m}, position(..) - 1), 0) |
    | | end_repeat | | | |
    """)
    for month in (1, 2, 3):
        if month > 1:
            scenario.add("/data/m")
        scenario.answer(f"/data/m[{month}]/paid", month * 10)
    assert [scenario.value(f"/data/m[{n}]/total") for n in (1, 2, 3)] == ["10", "30", "60"]
    scenario.answer("/data/m[1]/paid", 100)
    assert [scenario.value(f"/data/m[{n}]/total") for n in (1, 2, 3)] == ["100", "120", "150"]


def test_a_hidden_person_is_not_counted() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | relevant | calculation |
    | | begin_repeat | p | P | | |
    | | select_one yn | here | Here? | | |
    | | begin_group | g | G | ${here} = 'yes' | |
    | | integer | age | Age | | |
    | | end_group | | | | |
    | | end_repeat | | | | |
    | | calculate | ages | | | count(${age}) |
    | | calculate | sum | | | sum(${age}) |
    | choices |
    | | list_name | name | label |
    | | yn | yes | Yes |
    | | yn | no | No |
    """)
    scenario.answer("/data/p[1]/here", "yes")
    scenario.answer("/data/p[1]/g/age", 5)
    scenario.add("/data/p")
    assert scenario.value("/data/ages") == "1"
    scenario.answer("/data/p[1]/here", "no")
    assert scenario.value("/data/ages") == "0"
    assert scenario.value("/data/sum") == "0"


def test_only_a_repeat_can_be_added_to() -> None:
    scenario = two_people()
    with pytest.raises(NotARepeat):
        scenario.add("/data/sum")
    with pytest.raises(NotARepeat):
        scenario.remove("/data/person[1]/first")
    with pytest.raises(UnknownPlace):
        scenario.remove("/data/person[7]")


def test_adding_and_removing_can_be_taken_back() -> None:
    scenario = two_people()
    before = scenario.picture()
    scenario.remove("/data/person[1]")
    scenario.interview.undo()
    assert scenario.picture() == before
    scenario.add("/data/person")
    assert scenario.value("/data/people") == "3"
    scenario.interview.undo()
    assert scenario.picture() == before
    scenario.interview.redo()
    assert scenario.value("/data/people") == "3"


ROSTER = """
| survey |
| | type | name | label | calculation | repeat_count |
| | integer | n | How many? | | |
| | begin_repeat | p | Person | | ${n} |
| | integer | age | Age | | |
| | end_repeat | | | | |
| | calculate | all | | sum(${age}) | |
| | calculate | oldest | | max(${age}) | |
"""


def test_sums_over_a_roster_pass_over_those_not_asked_yet() -> None:
    scenario = Scenario(ROSTER)
    assert (scenario.value("/data/all"), scenario.value("/data/oldest")) == ("0", None)
    scenario.answers(n=3)
    assert (scenario.value("/data/all"), scenario.value("/data/oldest")) == ("0", None)
    scenario.answer("/data/p[2]/age", 40)
    assert (scenario.value("/data/all"), scenario.value("/data/oldest")) == ("40", "40")
    scenario.answer("/data/p[3]/age", 2)
    scenario.answer("/data/p[2]/age", None)
    assert (scenario.value("/data/all"), scenario.value("/data/oldest")) == ("2", "2")


def test_nobody_is_lost_while_the_count_is_typed_anew() -> None:
    scenario = Scenario(ROSTER)
    scenario.answers(n=2)
    scenario.answer("/data/p[2]/age", 40)
    scenario.answers(n=None)
    assert scenario.value("/data/p[2]/age") == "40"
    scenario.answers(n=1)
    assert scenario.value("/data/all") == "0"


def test_repeats_that_stand_in_repeats_from_the_start_keep_their_number_and_answers() -> None:
    scenario = Scenario("""
    <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
            xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
      <instance><data id="t">
        <a jr:template=""><b jr:template=""><c jr:template=""><n>9</n></c></b></a>
        <a><b><c><n>1</n></c><c><n>2</n></c></b><b/></a>
        <a><b><c><n>3</n></c></b></a>
        <s/></data></instance>
      <bind nodeset="/data/a/b/c/n" type="int"/><bind nodeset="/data/s" calculate="join(' ', /data/a/b/c/n)"/>
    </model></h:head><h:body>
      <repeat nodeset="/data/a"><repeat nodeset="/data/a/b"><repeat nodeset="/data/a/b/c">
        <input ref="/data/a/b/c/n"><label>N</label></input></repeat></repeat></repeat>
    </h:body></h:html>
    """)
    assert scenario.value("/data/s") == "1 2 3"
    assert [node.ref for node in scenario.interview.nodes() if node.ref.startswith("/data/a[1]/b[")] == [
        "/data/a[1]/b[1]",
        "/data/a[1]/b[1]/c[1]",
        "/data/a[1]/b[1]/c[1]/n",
        "/data/a[1]/b[1]/c[2]",
        "/data/a[1]/b[1]/c[2]/n",
        "/data/a[1]/b[2]",
    ]
    scenario.add("/data/a[2]/b[1]/c")
    assert scenario.value("/data/s") == "1 2 3 9"


def test_counts_within_counts_stop_before_they_fill_the_memory() -> None:
    scenario = Scenario("""
        | survey |
        | | type | name | label | repeat_count |
        | | begin_repeat | p | P | 100000000 |
        | | begin_repeat | q | Q | 100000000 |
        | | integer | v | V | |
        | | end_repeat | | | |
        | | end_repeat | | | |
    """)
    assert sum(1 for node in scenario.interview.nodes() if node.position) <= 20_000


def test_the_same_sum_may_stand_at_different_depths() -> None:
    scenario = Scenario("""
        | survey |
        | | type | name | label | calculation |
        | | begin_group | g | G | |
        | | begin_repeat | p | P | |
        | | integer | v | V | |
        | | end_repeat | | | |
        | | calculate | near | | sum(/data/g/p/v) |
        | | end_group | | | |
        | | begin_group | h | H | |
        | | begin_group | i | I | |
        | | calculate | far | | sum(/data/g/p/v) |
        | | end_group | | | |
        | | end_group | | | |
        | | calculate | top | | sum(/data/g/p/v) |
    """)
    scenario.answer("/data/g/p[1]/v", 3)
    scenario.add("/data/g/p")
    scenario.answer("/data/g/p[2]/v", 4)
    for ref in ("/data/g/near", "/data/h/i/far", "/data/top"):
        assert scenario.value(ref) == "7"
