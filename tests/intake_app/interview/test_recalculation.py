"""A change runs through the form once, and a form that bites its own tail does not hang the interview."""

from tests.intake_app.interview.scenario import Scenario


def test_a_long_chain_follows_one_answer() -> None:
    rows = "\n".join(
        f"| | calculate | c{n} | | ${{{f'c{n - 1}' if n else 'start'}}} + 1 |" for n in range(300)
    )
    scenario = Scenario(f"""
    | survey |
    | | type | name | label | calculation |
    | | integer | start | Start | |
    {rows}
    """)
    changes = scenario.answer("/data/start", 5)
    assert scenario.value("/data/c299") == "305"
    assert len(changes.nodes) == 301


def test_only_what_depends_on_it_changes() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | calculation |
    | | integer | a | A | |
    | | integer | b | B | |
    | | calculate | c | | ${a} * 2 |
    | | calculate | d | | ${b} * 2 |
    """)
    assert scenario.answer("/data/a", 4).nodes == ("/data/a", "/data/c")
    assert scenario.answer("/data/a", 4).nodes == ()


def test_a_calculation_is_written_in_its_type() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | calculation | bind::type |
    | | integer | a | A | | |
    | | calculate | whole | | ${a} div 4 | int |
    | | calculate | part | | ${a} div 4 | decimal |
    | | calculate | day | | date('2026-01-31') + ${a} | date |
    | | calculate | truth | | ${a} > 3 | |
    """)
    scenario.answers(a=10)
    assert scenario.value("/data/whole") == "2"
    assert scenario.value("/data/part") == "2.5"
    assert scenario.value("/data/day") == "2026-02-10"
    assert scenario.value("/data/truth") == "true"


def test_calculations_in_a_circle_come_to_rest() -> None:
    scenario = Scenario("""
    <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
      <h:head><h:title>t</h:title><model>
        <instance><data id="t"><start/><a/></data></instance>
        <bind nodeset="/data/a" type="int" calculate="coalesce(/data/start, 0) + number(concat('0', .))"/>
      </model></h:head>
      <h:body><input ref="/data/start"><label>S</label></input></h:body>
    </h:html>
    """)
    scenario.answers(start=3)
    assert scenario.value("/data/a") == "3"


def test_an_expression_that_fails_leaves_a_blank_and_the_interview_goes_on() -> None:
    scenario = Scenario("""
    <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
      <h:head><h:title>t</h:title><model>
        <instance><data id="t"><a/><b/><c/></data></instance>
        <bind nodeset="/data/b" calculate="position(/data/a/none)"/>
        <bind nodeset="/data/c" calculate="concat(/data/a, '!')"/>
      </model></h:head>
      <h:body><input ref="/data/a"><label>A</label></input></h:body>
    </h:html>
    """)
    scenario.answers(a="x")
    assert scenario.value("/data/b") is None
    assert scenario.value("/data/c") == "x!"


def test_questions_with_the_same_rule_follow_it_together() -> None:
    rows = "\n".join(
        f"    | | integer | q{n} | Q | selected(${{a}}, 'yes') | ${{b}} = 'yes' | ${{b}} = 'no' |"
        for n in range(5)
    )
    scenario = Scenario(f"""
    | survey |
    | | type | name | label | relevant | required | read_only |
    | | text | a | A | | | |
    | | text | b | B | | | |
{rows}
    """)
    interview = scenario.interview
    refs = [f"/data/q{n}" for n in range(5)]
    assert not any(map(interview.is_relevant, refs))
    scenario.answers(b="yes")
    assert all(map(interview.is_required, refs))
    changes = scenario.answer("/data/a", "yes")
    assert set(refs) <= set(changes.nodes)
    assert all(map(interview.is_relevant, refs))
    scenario.answers(b="no")
    assert not any(map(interview.is_required, refs))
    assert all(map(interview.is_readonly, refs))
    interview.undo()
    assert all(map(interview.is_required, refs))
    assert not any(map(interview.is_readonly, refs))


def test_the_same_words_at_two_places_may_mean_two_things() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | calculation |
    | | text | a | A | |
    | | calculate | first | | once(${a}) |
    | | calculate | second | | once(${a}) |
    | | calculate | more | | string-length(${a}) |
    """)
    scenario.answers(a="x")
    assert (scenario.value("/data/first"), scenario.value("/data/second")) == ("x", "x")
    scenario.answers(a="yy")
    assert (scenario.value("/data/first"), scenario.value("/data/more")) == ("x", "2")


def test_what_is_no_number_or_no_date_yet_is_kept_as_a_blank() -> None:
    scenario = Scenario("""
        | survey |
        | | type | name | label | calculation |
        | | integer | days | Days | |
        | | calculate | later | | date(date('2026-01-01') + ${days}) |
        | | calculate | fixed | | once(${days} + 1) |
    """)
    assert (scenario.value("/data/later"), scenario.value("/data/fixed")) == (None, None)
    scenario.answer("/data/days", 7)
    assert (scenario.value("/data/later"), scenario.value("/data/fixed")) == ("2026-01-08", "8")
    scenario.answer("/data/days", 9)
    assert (scenario.value("/data/later"), scenario.value("/data/fixed")) == ("2026-01-10", "8")
