"""A date as it was told stays beside the day the form reckons with; what was put off stays put off."""

from intake_app.interview import Interview
from intake_app.records.partial_date import PartialDate
from tests.intake_app.interview.scenario import NOW, form_of

FORM = """
| survey |
| | type | name | label | calculation |
| | date | born | When were you born? | |
| | integer | rank | Which child are you? | |
| | calculate | age | | int((today() - ${born}) div 365.25) |
"""
TOLD = PartialDate(
    iso="1995",
    calendar="persian",
    original="1374",
    earliest="1995-03-21",
    latest="1996-03-19",
    told_in="fa-AF",
)


def begun() -> Interview:
    return Interview.begin(form_of(FORM), now=NOW)


def test_what_was_told_comes_back_after_a_break() -> None:
    interview = begun()
    interview.answer("/data/born", "1995-09-19", told=TOLD)
    back = Interview.resume(interview.form, interview.state(), now=NOW)
    assert back.node("/data/born").told == TOLD
    assert back.value("/data/age") == "30"
    assert back.reading_lines()[0].told == TOLD


def test_undo_takes_back_what_was_told_and_redo_tells_it_again() -> None:
    interview = begun()
    interview.answer("/data/born", "1990-05-01")
    interview.answer("/data/born", "1995-09-19", told=TOLD)
    interview.undo()
    assert (interview.value("/data/born"), interview.node("/data/born").told) == ("1990-05-01", None)
    interview.redo()
    assert interview.node("/data/born").told == TOLD


def test_a_non_answer_and_a_cleared_answer_tell_nothing() -> None:
    interview = begun()
    interview.answer("/data/born", "1995-09-19", told=TOLD)
    interview.decline("/data/born", "unknown")
    assert interview.node("/data/born").told is None
    interview.answer("/data/born", None, told=TOLD)
    assert interview.node("/data/born").told is None


def test_what_was_put_off_waits_across_a_break_until_it_is_answered() -> None:
    interview = begun()
    interview.put_off("/data/rank", True)
    back = Interview.resume(interview.form, interview.state(), now=NOW)
    assert back.put_off_refs() == ("/data/rank",)
    back.answer("/data/rank", "2")
    assert back.put_off_refs() == ()


def test_who_interpreted_is_remembered_with_each_answer() -> None:
    interview = begun()
    interview.interpreter = "first"
    interview.answer("/data/rank", "2")
    interview.interpreter = "second"
    interview.answer("/data/born", "1990-05-01")
    told = {line.ref: line.interpreter for line in interview.reading_lines()}
    assert told == {"/data/born": "second", "/data/rank": "first"}
    assert Interview.resume(interview.form, interview.state(), now=NOW).interpreter == "second"
