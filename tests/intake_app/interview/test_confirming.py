"""An answer that does not fit may be confirmed as said; several questions may be left out in one act."""

from intake_app.interview import Interview
from tests.intake_app.interview.scenario import NOW, form_of

FORM = """
| survey |
| | type | name | label | constraint | required |
| | integer | years | How many years of school? | . <= 25 | yes |
| | text | scar | Does something hurt? | | yes |
| | text | fear | Are you afraid of someone? | | yes |
"""
YEARS, SCAR, FEAR = "/data/years", "/data/scar", "/data/fear"


def begun() -> Interview:
    return Interview.begin(form_of(FORM), now=NOW)


def open_refs(interview: Interview) -> list[str]:
    return [finding.ref for finding in interview.findings()]


def test_a_confirmed_answer_is_no_longer_open_and_stays_flagged() -> None:
    interview = begun()
    interview.answer(YEARS, "80")
    assert YEARS in open_refs(interview)
    interview.confirm(YEARS)
    assert YEARS not in open_refs(interview)
    assert not interview.node(YEARS).valid
    assert interview.node(YEARS).is_confirmed
    assert [line.is_confirmed for line in interview.reading_lines() if line.ref == YEARS] == [True]


def test_the_flag_comes_back_after_a_break() -> None:
    interview = begun()
    interview.answer(YEARS, "80")
    interview.confirm(YEARS)
    back = Interview.resume(interview.form, interview.state(), now=NOW)
    assert back.node(YEARS).is_confirmed


def test_another_answer_is_weighed_anew() -> None:
    interview = begun()
    interview.answer(YEARS, "80")
    interview.confirm(YEARS)
    interview.answer(YEARS, "90")
    assert YEARS in open_refs(interview)
    interview.answer(YEARS, "8")
    assert not interview.node(YEARS).is_confirmed


def test_undo_asks_again_and_redo_confirms_again() -> None:
    interview = begun()
    interview.answer(YEARS, "80")
    interview.confirm(YEARS)
    interview.undo()
    assert interview.value(YEARS) == "80"
    assert YEARS in open_refs(interview)
    interview.redo()
    assert interview.node(YEARS).is_confirmed


def test_questions_left_out_together_come_back_together() -> None:
    interview = begun()
    interview.put_off(SCAR, True)
    changes = interview.decline_all((SCAR, FEAR), "not-asked")
    assert changes.given == (SCAR, FEAR)
    assert open_refs(interview) == [YEARS]
    assert interview.put_off_refs() == ()
    back = interview.undo()
    assert back is not None
    assert set(back.given) == {SCAR, FEAR}
    assert (interview.non_answer(SCAR), interview.non_answer(FEAR)) == ("", "")
