"""Any form, any acts: step by step is the same as all at once, kept is the same as brought back."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.interview import Interview
from tests.intake_app.interview.random_forms import RandomForm
from tests.intake_app.interview.scenario import NOW, Scenario

seeds = st.integers(0, 2**32)


def some(count: int) -> settings:
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def filled(seed: int, turns: int = 12) -> Scenario:
    """Grow a form and act in it at random, now and then taking an act back."""
    form = RandomForm(seed)
    scenario = Scenario(form.xform())
    interview = scenario.interview
    for _ in range(turns):
        places = [node.ref for node in interview.nodes() if node.definition.kind != "group"]
        for kind, ref, *value in form.acts(places, 1):
            if kind == "set":
                interview.answer(ref, value[0])
            elif kind == "add":
                interview.add_repeat(ref)
            else:
                interview.remove_repeat(ref)
        if form.random.random() < 0.15:
            interview.undo()
    return scenario


def check(seed: int) -> None:
    scenario = filled(seed)
    interview = scenario.interview
    before, state = scenario.picture(), interview.state()
    interview.set_language("Arabic (ar)")
    assert scenario.picture() == before
    interview.set_language("English (en)")
    interview.recalculation.start()
    interview.choosing.forget_all()
    interview.recalculation.schedule_below(interview.root)
    interview.recalculation.settle()
    assert scenario.picture() == before
    scenario.interview = Interview.resume(scenario.form, state, now=NOW)
    assert scenario.picture() == before
    assert scenario.interview.state() == state


def check_order(seed: int) -> None:
    form = RandomForm(seed, remembers=False)
    pictures = []
    for order in (0, 1):
        scenario = Scenario(form.xform())
        places = [
            node.ref for node in scenario.interview.nodes() if node.definition.kind == "question"
        ]  # fmt: skip
        given = {act[1]: act[2] for act in RandomForm(seed, remembers=False).acts(places, 20)}
        answers = sorted(given.items())
        Random(order).shuffle(answers)
        for ref, value in answers:
            scenario.interview.answer(ref, value)
        pictures.append(scenario.picture())
    assert pictures[0] == pictures[1]


@some(40)
@given(seeds)
def test_step_by_step_all_at_once_and_brought_back_are_the_same(seed: int) -> None:
    check(seed)


@some(30)
@given(seeds)
def test_the_order_of_answers_does_not_matter_where_nothing_remembers(seed: int) -> None:
    check_order(seed)


@some(30)
@given(seeds)
def test_taking_every_act_back_leads_to_the_beginning(seed: int) -> None:
    scenario = filled(seed)
    beginning = Scenario(RandomForm(seed).xform()).picture()
    while scenario.interview.undo() is not None:
        pass
    assert scenario.picture() == beginning


@pytest.mark.long
@some(3_000)
@given(seeds)
def test_very_many_forms(seed: int) -> None:
    check(seed)
    check_order(seed)
