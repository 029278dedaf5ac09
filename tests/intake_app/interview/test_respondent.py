"""A respondent that knows no form fills any: what it says is always what the form accepts."""

from pathlib import Path

import pytest

from intake_app.forms import install
from intake_app.interview import Interview
from intake_app.interview.respondent import Refusal, Respondent
from tests.intake_app.interview.scenario import NOW, Scenario

REAL = Path(__file__).resolve().parents[3] / ".." / "shared" / "forms" / "real"
REAL_FORMS = ("unhcr-rms-capi-v2.xlsx", "reach-msna-2024-v11.xlsx", "household-english-dari.xlsx")

FORM = """
| survey |
| | type | name | label | constraint | required | repeat_count | parameters | relevant |
| | integer | age | Age | . >= 18 and . <= 67 | yes | | | |
| | decimal | weight | Weight | . > 2.5 | yes | | | |
| | date | day | Day | . <= today() | yes | | | |
| | date | later | Later | . > '2027-01-01' | yes | | | |
| | text | phone | Phone | regex(., '^[0-9]{10}$') | yes | | | |
| | text | mail | Mail | contains(., '@') | yes | | | |
| | select_multiple l | l | L | not(selected(., 'none') and count-selected(.) > 1) | yes | | | |
| | range | r | R | | yes | | start=0 end=1 step=0.25 | |
| | rank l | k | K | | yes | | | |
| | acknowledge | ok | OK | | yes | | | |
| | time | t | T | | yes | | | |
| | dateTime | dt | DT | | yes | | | |
| | geopoint | gp | GP | | yes | | | |
| | integer | kids | Kids | . < 5 | yes | | | |
| | begin_repeat | kid | Kid | | | ${kids} | | |
| | text | nick | Nick | | yes | | | |
| | end_repeat | | | | | | | |
| | begin_repeat | stay | Stay | | | | | |
| | text | where | Where | | yes | | | |
| | end_repeat | | | | | | | |
| | text | never | Never | | yes | | | ${age} > 100 |
| choices |
| | list_name | name | label |
| | l | none | None |
| | l | a | A |
| | l | b | B |
"""


@pytest.mark.parametrize("seed", range(12))
def test_everything_asked_is_answered_and_accepted(seed: int) -> None:
    scenario = Scenario(FORM)
    Respondent(seed, "de").fill(scenario.interview, NOW)
    assert scenario.open_points() == []
    answered, asked = scenario.interview.progress()
    assert answered == asked
    assert scenario.value("/data/never") is None


def test_the_same_seed_gives_the_same_answers() -> None:
    one, other = Scenario(FORM), Scenario(FORM)
    Respondent(5).fill(one.interview, NOW)
    Respondent(5).fill(other.interview, NOW)
    assert one.picture() == other.picture()


def test_some_answers_are_typed_non_answers() -> None:
    scenario = Scenario(FORM)
    respondent = Respondent(1, refusals=1.0)
    assert isinstance(respondent.answer_for(scenario.interview, "/data/age", NOW), Refusal)
    respondent.fill(scenario.interview, NOW)
    assert scenario.interview.non_answer("/data/age")
    assert scenario.open_points() == []


def test_prose_is_marked_as_sample_in_the_clients_language() -> None:
    scenario = Scenario(FORM)
    respondent = Respondent(1, "ar", refusals=0.0)
    scenario.answers(kids=1)
    said = respondent.answer_for(scenario.interview, "/data/kid[1]/nick", NOW)
    assert said is not None
    assert "تجريبي" in said


@pytest.mark.parametrize("name", REAL_FORMS)
def test_real_forms_come_through_whole(name: str) -> None:
    path = REAL / name
    if not path.is_file():
        pytest.skip("the published forms are not beside this checkout")
    form = install(path)
    sizes: list[int] = []
    for seed in (2, 3):
        interview = Interview.begin(form, now=NOW, seed=seed)
        Respondent(seed, "ar").fill(interview, NOW, most=900)
        assert interview.finish(NOW) == ()
        answered, asked = interview.progress()
        assert answered == asked
        shown = [ref for page in interview.pages() for ref in page.questions]
        assert len(shown) == len(set(shown))
        assert all(interview.is_relevant(ref) for ref in shown)
        asked_refs = {node.ref for node in interview.nodes() if node.relevant and node.value and
                      node.definition.has_control and node.definition.kind == "question"}  # fmt: skip
        assert asked_refs <= set(shown)
        before = [(node.ref, node.value, node.relevant) for node in interview.nodes()]
        for language in form.languages:
            interview.set_language(language.name)
            assert all(interview.label(ref) is not None for ref in shown[:40])
        assert [(node.ref, node.value, node.relevant) for node in interview.nodes()] == before
        resumed = Interview.resume(form, interview.state(), now=NOW)
        assert resumed.submission_xml() == interview.submission_xml()
        assert [line.ref for line in resumed.reading_lines()] == [
            line.ref for line in interview.reading_lines()
        ]
        sizes.append(asked)
    assert max(sizes) > 20


def test_asked_again_it_leaves_every_other_answer_as_it_was() -> None:
    scenario = Scenario(
        """
        | survey |
        | | type | name | label | relevant |
        | | select_one yn | kids | Kids? | |
        | | text | names | Names? | ${kids} = 'yes' |
        | | text | wish | Wish? | |
        | choices |
        | | list_name | name | label |
        | | yn | yes | Yes |
        | | yn | no | No |
        """
    )
    interview = scenario.interview
    interview.answer("/data/kids", "yes")
    interview.answer("/data/wish", "a garden")
    Respondent(3, "en", refusals=0, curiosity=1.0).answer_for(interview, "/data/kids", NOW)
    assert interview.value("/data/wish") == "a garden"
    assert interview.value("/data/kids") == "yes"
