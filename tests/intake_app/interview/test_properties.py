"""Whatever is answered in whatever order: what was worked out step by step is what a whole look gives."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.interview import Interview
from tests.intake_app.interview.scenario import NOW, Scenario

FORM = """
| survey |
| | type | name | label::English (en) | label::العربية (ar) | relevant | calculation | constraint | required | repeat_count | choice_filter |
| | integer | a | A | أ | | | . < 50 | | | |
| | integer | b | B | ب | ${a} > 3 | | . > ${a} | ${a} > 5 | | |
| | select_one s | s | S | س | | | | | | |
| | select_one t | t | T | ت | | | | | | up = ${s} |
| | begin_group | g | G | ج | ${s} = 'x' or ${b} > 9 | | | | | |
| | text | c | C ${b} | ك | | | | | | |
| | calculate | d | | | | concat(${c}, ${a} + coalesce(${b}, 0)) | | | | |
| | begin_repeat | p | P | ش | | | | | | |
| | integer | n | N | ن | ${a} != 2 | | . < 9 | | | |
| | calculate | m | | | | ${n} + sum(${n}) + position(..) | | | | |
| | begin_repeat | q | Q | ق | | | | | ${n} mod 4 | |
| | text | r | R | ر | | | | | | |
| | calculate | w | | | | concat(${r}, '-', ${n}, '-', position(..), '-', position(../..)) | | | | |
| | end_repeat | | | | | | | | | |
| | end_repeat | | | | | | | | | |
| | end_group | | | | | | | | | |
| | calculate | total | | | | sum(${n}) + count(${p}) + count(${r}) | | | | |
| | text | z | Z ${total} | ز | ${total} > 6 | | | | | |
| choices |
| | list_name | name | label::English (en) | label::العربية (ar) | up |
| | s | x | X | س | |
| | s | y | Y | ص | |
| | t | x1 | X1 | س | x |
| | t | y1 | Y1 | ص | y |
"""  # noqa: E501

numbers = st.one_of(st.none(), st.integers(-1, 12).map(str))
acts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["a", "b"]), numbers),
        st.tuples(st.just("s"), st.sampled_from([None, "x", "y"])),
        st.tuples(st.just("t"), st.sampled_from([None, "x1", "y1"])),
        st.tuples(st.just("c"), st.sampled_from([None, "hi"])),
        st.tuples(st.just("n"), numbers),
        st.tuples(st.just("r"), st.sampled_from([None, "r"])),
        st.tuples(st.sampled_from(["add", "remove", "undo", "decline"]), st.none()),
    ),
    max_size=14,
)
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def perform(scenario: Scenario, steps: list[tuple[str, str | None]]) -> None:
    interview = scenario.interview
    for name, value in steps:
        people = sum(1 for node in interview.nodes() if node.ref.startswith("/data/g/p[") and node.position)
        if name == "add":
            interview.add_repeat("/data/g/p")
        elif name == "remove" and people:
            last = max(node.position for node in interview.nodes() if node.definition.ref == "/data/g/p")
            interview.remove_repeat(f"/data/g/p[{last}]")
        elif name == "undo":
            interview.undo()
        elif name == "decline":
            interview.decline("/data/a", "declined")
        elif name in ("n", "r"):
            refs = [node.ref for node in interview.nodes() if node.ref.endswith(f"/{name}")]
            if refs:
                interview.answer(refs[len(steps) % len(refs)], value)
        elif name in ("a", "b", "s", "t"):
            interview.answer(f"/data/{name}", value)
        elif name == "c":
            interview.answer("/data/g/c", value)


def worked_out_anew(interview: Interview) -> None:
    """Let every rule of the whole form wait and settle, as if nothing had been known."""
    interview.recalculation.start()
    interview.choosing.forget_all()
    interview.recalculation.schedule_below(interview.root)
    interview.recalculation.settle()


@some
@given(acts)
def test_step_by_step_is_the_same_as_all_at_once(steps: list[tuple[str, str | None]]) -> None:
    scenario = Scenario(FORM)
    perform(scenario, steps)
    before = scenario.picture()
    worked_out_anew(scenario.interview)
    assert scenario.picture() == before


@some
@given(acts)
def test_keeping_and_resuming_changes_nothing(steps: list[tuple[str, str | None]]) -> None:
    scenario = Scenario(FORM)
    perform(scenario, steps)
    before, state = scenario.picture(), scenario.interview.state()
    scenario.interview = Interview.resume(scenario.form, state, now=NOW)
    assert scenario.picture() == before
    assert scenario.interview.state() == state


@some
@given(acts)
def test_a_language_is_only_a_view(steps: list[tuple[str, str | None]]) -> None:
    scenario = Scenario(FORM)
    perform(scenario, steps)
    before = scenario.picture()
    scenario.interview.set_language("العربية (ar)")
    assert scenario.picture() == before
    worked_out_anew(scenario.interview)
    assert scenario.picture() == before


@some
@given(st.permutations([("a", "7"), ("b", "11"), ("s", "x"), ("c", "hi")]))
def test_the_order_of_independent_answers_does_not_matter(steps: list[tuple[str, str | None]]) -> None:
    scenario, other = Scenario(FORM), Scenario(FORM)
    perform(scenario, steps)
    perform(other, [("a", "7"), ("b", "11"), ("s", "x"), ("c", "hi")])
    assert scenario.picture() == other.picture()
