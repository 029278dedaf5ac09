"""What a form does by itself: defaults, preloads, calculations that happen once, values set on an event."""

from tests.intake_app.interview.scenario import NOW, Scenario

META = """
| survey |
| | type | name | label | default | calculation | trigger |
| | start | start | | | | |
| | end | end | | | | |
| | today | today | | | | |
| | username | who | | | | |
| | deviceid | device | | | | |
| | text | town | Town | Leipzig | | |
| | date | day | Day | today() | | |
| | calculate | id | | | once(uuid()) | |
| | text | name | Name | | | |
| | calculate | greeting | | | concat('Hello ', ${name}) | |
| | dateTime | named_at | Named at | | now() | ${name} |
| | text | initial | Initial | | substr(${name}, 0, 1) | ${name} |
"""


def test_a_fresh_interview_knows_when_and_where_it_is() -> None:
    scenario = Scenario(META)
    assert scenario.value("/data/start") == "2026-03-05T10:30:00.000+00:00"
    assert scenario.value("/data/today") == "2026-03-05"
    assert scenario.value("/data/who") == "sam"
    assert scenario.value("/data/device") == "dev-1"
    assert scenario.value("/data/town") == "Leipzig"
    assert scenario.value("/data/day") == "2026-03-05"
    assert scenario.value("/data/end") is None
    scenario.interview.finish(NOW.replace(hour=12))
    assert scenario.value("/data/end") == "2026-03-05T12:30:00.000+00:00"


def test_once_keeps_its_first_value() -> None:
    scenario = Scenario(META)
    first = scenario.value("/data/id")
    assert first
    scenario.answers(name="Ada")
    scenario.reload()
    scenario.answers(name="Bo")
    assert scenario.value("/data/id") == first
    assert scenario.value("/data/greeting") == "Hello Bo"


def test_a_change_sets_off_its_actions_and_the_result_may_be_corrected() -> None:
    scenario = Scenario(META)
    assert scenario.value("/data/named_at") is None
    scenario.answers(name="Ada")
    assert scenario.value("/data/named_at") == "2026-03-05T10:30:00.000+00:00"
    assert scenario.value("/data/initial") == "A"
    scenario.answers(initial="X")
    assert scenario.value("/data/initial") == "X"
    scenario.answers(name="Bo")
    assert scenario.value("/data/initial") == "B"


def test_a_new_instance_gets_its_dynamic_default_and_keeps_what_was_typed() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | default |
    | | text | street | Street | |
    | | begin_repeat | p | P | |
    | | text | at | At | ${street} |
    | | end_repeat | | | |
    """)
    scenario.answers(street="Elm 1")
    scenario.add("/data/p")
    assert scenario.value("/data/p[1]/at") is None
    assert scenario.value("/data/p[2]/at") == "Elm 1"
    scenario.answers(street="Oak 2")
    assert scenario.value("/data/p[2]/at") == "Elm 1"


def test_an_action_in_a_repeat_stays_in_its_instance() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | calculation | trigger |
    | | begin_repeat | p | P | | |
    | | text | a | A | | |
    | | text | b | B | concat(${a}, '!') | ${a} |
    | | end_repeat | | | | |
    """)
    scenario.add("/data/p")
    scenario.answer("/data/p[2]/a", "x")
    assert scenario.value("/data/p[1]/b") is None
    assert scenario.value("/data/p[2]/b") == "x!"


def test_actions_that_chase_each_other_come_to_an_end() -> None:
    scenario = Scenario("""
    <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
      <h:head><h:title>t</h:title><model>
        <instance><data id="t"><a/><b/></data></instance>
        <bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="int"/>
      </model></h:head>
      <h:body>
        <input ref="/data/a"><label>A</label>
          <setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>
        <input ref="/data/b"><label>B</label>
          <setvalue event="xforms-value-changed" ref="/data/a" value="/data/b + 1"/></input>
      </h:body>
    </h:html>
    """)
    scenario.answers(a=1)
    assert int(scenario.value("/data/b") or 0) > 1


OPENED = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Opened</h:title><model><instance><data id="o"><a/><b/><c/></data></instance>
<setvalue ref="/data/a" event="odk-instance-first-load" value="1 + count-non-empty(/data/a)"/>
<setvalue ref="/data/b" event="odk-instance-load" value="concat(/data/b, 'x')"/>
</model></h:head><h:body><input ref="/data/c"><label>C</label></input></h:body></h:html>"""


def test_some_values_are_set_at_the_first_opening_and_some_at_every_one() -> None:
    scenario = Scenario(OPENED)
    assert (scenario.value("/data/a"), scenario.value("/data/b")) == ("1", "x")
    scenario.reload()
    assert (scenario.value("/data/a"), scenario.value("/data/b")) == ("1", "xx")


def test_an_instance_beyond_the_count_comes_back_as_the_form_wrote_it() -> None:
    scenario = Scenario("""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model><instance><data id="t">
        <n>1</n><p jr:template=""><v/></p><p><v>one</v></p><p><v>two</v></p></data></instance>
        <bind nodeset="/data/n" type="int"/></model></h:head><h:body>
        <input ref="/data/n"><label>N</label></input>
        <group ref="/data/p"><label>P</label><repeat nodeset="/data/p" jr:count="/data/n">
        <input ref="/data/p/v"><label>V</label></input></repeat></group></h:body></h:html>""")
    scenario.answer("/data/n", 3)
    assert [scenario.value(f"/data/p[{n}]/v") for n in (1, 2, 3)] == ["one", "two", None]
