"""An interview is kept after every answer and comes back exactly as it was."""

import datetime

import pytest

from intake_app.interview import Interview
from intake_app.interview.errors import StateNewer, StateOfAnotherForm, StateUnreadable
from tests.intake_app.interview.scenario import NOW, Scenario, form_of

FORM = """
| survey |
| | type | name | label | default | calculation | relevant |
| | calculate | id | | | uuid() | |
| | calculate | dice | | | once(random()) | |
| | calculate | born | | | once(now()) | |
| | text | town | Town | Leipzig | | |
| | begin_repeat | p | P | | | |
| | text | first | First | | | |
| | calculate | n | | | position(..) | |
| | begin_repeat | c | C | | | |
| | text | nick | Nick | | | |
| | end_repeat | | | | | |
| | end_repeat | | | | | |
| | text | hidden | Hidden | | | ${town} = 'Berlin' |
"""


def filled() -> Scenario:
    scenario = Scenario(FORM, seed=None)
    scenario.answer("/data/p[1]/first", "Ada")
    scenario.add("/data/p")
    scenario.add("/data/p[2]/c")
    scenario.answer("/data/p[2]/c[1]/nick", "Zed")
    scenario.answers(town="Berlin", hidden="secret")
    scenario.answers(town=None)
    scenario.interview.decline("/data/p[2]/first", "declined")
    scenario.interview.note("/data/town", "asked twice")
    scenario.interview.mark_oral("/data/town", oral=True)
    return scenario


def test_reload_gives_back_everything() -> None:
    scenario = filled()
    before, xml, state = scenario.picture(), scenario.interview.submission_xml(), scenario.interview.state()
    scenario.reload()
    assert scenario.picture() == before
    assert scenario.interview.submission_xml() == xml
    assert scenario.interview.state() == state
    assert scenario.value("/data/hidden") == "secret"
    assert scenario.value("/data/town") is None
    assert scenario.interview.node("/data/town").note == "asked twice"
    assert scenario.interview.node("/data/town").oral
    assert scenario.interview.non_answer("/data/p[2]/first") == "declined"


def test_a_default_taken_away_does_not_come_back() -> None:
    scenario = Scenario(FORM)
    scenario.answers(town=None)
    scenario.reload()
    assert scenario.value("/data/town") is None


def test_languages_come_back() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label::English (en) | label::Dari (fa-AF) |
    | | text | a | A | الف |
    """)
    scenario.interview.set_language("Dari (fa-AF)")
    scenario.interview.set_client_language("English (en)")
    scenario.reload()
    assert scenario.interview.language == "Dari (fa-AF)"
    assert scenario.interview.client_language == "English (en)"


def test_what_is_damaged_newer_or_of_another_form_is_refused() -> None:
    scenario = filled()
    state = scenario.interview.state()
    with pytest.raises(StateUnreadable):
        Interview.resume(scenario.form, state[:-9], now=NOW)
    with pytest.raises(StateUnreadable):
        Interview.resume(scenario.form, b"", now=NOW)
    with pytest.raises(StateNewer):
        Interview.resume(scenario.form, b"\x92\x63\x01", now=NOW)
    other = form_of("""
    | survey |
    | | type | name | label |
    | | text | a | A |
    | settings |
    | | form_id |
    | | other |
    """)
    with pytest.raises(StateOfAnotherForm):
        Interview.resume(other, state, now=NOW)


def test_the_clock_of_an_interview_keeps_its_time_zone() -> None:
    form = form_of("""
    | survey |
    | | type | name | label | calculation |
    | | text | a | A | |
    | | calculate | at | | concat(${a}, format-date-time(now(), '%H:%M')) |
    """)
    zone = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    interview = Interview.begin(form, now=NOW, timezone=zone)
    assert interview.value("/data/at") == "16:00"
    again = Interview.resume(form, interview.state(), now=NOW + datetime.timedelta(hours=1))
    again.answer("/data/a", "x")
    assert again.value("/data/at") == "x17:00"


def test_every_act_can_be_taken_back_and_done_again() -> None:
    scenario = Scenario(FORM)
    pictures = [scenario.picture()]
    for act in (
        lambda: scenario.answers(town="Berlin"),
        lambda: scenario.answers(hidden="x"),
        lambda: scenario.interview.decline("/data/town", "unknown"),
        lambda: scenario.add("/data/p"),
        lambda: scenario.answer("/data/p[2]/first", "Bo"),
        lambda: scenario.remove("/data/p[1]"),
    ):
        act()
        pictures.append(scenario.picture())
    for expected in reversed(pictures[:-1]):
        assert scenario.interview.undo() is not None
        assert scenario.picture() == expected
    assert scenario.interview.undo() is None
    for expected in pictures[1:]:
        assert scenario.interview.redo() is not None
        assert scenario.picture() == expected
    assert scenario.interview.redo() is None
