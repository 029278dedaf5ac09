"""Strengths come first: a need of 2 or more wants the prompts opened and a resource, or a reason why none."""

import datetime

import pytest

from intake_app.assessment.domains import domain_name, life_domains, prompts, rated_domains, scale_word
from intake_app.assessment.gate import missing_before_done, missing_in, with_rating
from intake_app.assessment.profile import (
    activation,
    compare,
    complexity,
    coverage,
    profile,
    suggests_case_management,
    summarise,
)  # fmt: skip
from intake_app.records.assessment import Assessment, DomainRating, Need, Resource
from intake_app.records.case_work import Actor
from intake_app.records.plan import Goal, Measure

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)


def resource(domain: str, *, has_ended: bool = False) -> Resource:
    return Resource("r", "c", "p", domain, "social", "cousin", NOW, "u", ended_at=NOW if has_ended else None)


def assessment(*ratings: DomainRating, story: str = "") -> Assessment:
    return Assessment("a", "c", "p", "initial", NOW, "u", ratings=ratings, story=story)


def wants(rating: DomainRating, *resources: Resource) -> list[str]:
    return [one.want for one in missing_in(rating, resources)]


def test_eleven_domains_are_rated_and_the_story_is_told() -> None:
    assert [domain.code for domain in rated_domains()] == [f"D{n:02}" for n in range(1, 12)]
    assert [domain.code for domain in life_domains() if not domain.is_rated] == ["D12"]
    for domain in life_domains():
        assert domain_name(domain.code, "de") != domain_name(domain.code, "en")
        assert prompts(domain.code, "resource", "de"), domain.code
        assert bool(prompts(domain.code, "need", "de")) == domain.is_rated


def test_a_prompt_without_a_translation_is_said_in_german_and_says_so() -> None:
    said = prompts("D02", "resource", "so")[0]
    assert (said.language, said.is_reviewed) == ("de", True)


@pytest.mark.parametrize("language", ["en", "ar", "fa-AF", "uk", "tr", "fr", "ru", "ti", "ku"])
def test_every_domain_is_asked_in_each_language_as_in_german(language: str) -> None:
    for domain in life_domains():
        for side in ("name", "short", "resource", "need"):
            said, german = prompts(domain.code, side, language), prompts(domain.code, side, "de")
            assert [one.language for one in said] == [language] * len(german), (domain.code, side)
            assert all(one.is_reviewed == (language == "en") for one in said)
    steps = [(scale, str(n)) for scale in ("need", "resource") for n in range(5)]
    for scale, value in [*steps, *(("urgency", f"U{n}") for n in range(4))]:
        assert scale_word(scale, value, language) not in {"", scale_word(scale, value, "de")}


@pytest.mark.parametrize("scale", ["resource", "need"])
def test_every_step_has_its_word(scale: str) -> None:
    assert all(scale_word(scale, value, "de") for value in range(5))


def test_a_need_of_two_wants_prompts_and_a_resource() -> None:
    rating = DomainRating("D02", "rated", need_self=2)
    assert wants(rating) == ["prompts", "resource"]
    assert wants(rating, resource("D04")) == ["prompts", "resource"], "a resource of another domain"
    assert wants(rating, resource("D02", has_ended=True)) == ["prompts", "resource"], "one that has ended"
    assert wants(rating, resource("D02")) == ["prompts"]
    opened = DomainRating("D02", "rated", need_self=2, has_opened_prompts=True)
    assert wants(opened, resource("D02")) == []


def test_none_visible_yet_with_a_reason_is_enough() -> None:
    said = DomainRating("D02", "rated", need_pro=3, has_opened_prompts=True, none_visible="arrived yesterday")
    assert wants(said) == []
    blank = DomainRating("D02", "rated", need_pro=3, has_opened_prompts=True, none_visible="  ")
    assert wants(blank) == ["resource"]


def test_a_small_need_and_a_non_answer_want_nothing() -> None:
    assert wants(DomainRating("D02", "rated", need_self=1, resource_self=0)) == []
    for status in ("not-discussed", "declined", "not-applicable"):
        assert wants(DomainRating("D08", status, need_self=4)) == []


def test_an_assessment_with_needs_only_is_not_done() -> None:
    only_needs = assessment(DomainRating("D02", "rated", need_self=4, has_opened_prompts=True))
    assert {one.want for one in missing_before_done(only_needs, ())} == {"resource", "urgency"}
    assert [one.want for one in missing_before_done(assessment(), ())] == ["any-rated"]
    assert missing_before_done(assessment(story="I was a tailor."), ()) == ()


def test_domains_keep_their_order_whatever_was_rated_first() -> None:
    made = with_rating(with_rating(assessment(), DomainRating("D06")), DomainRating("D02"))
    made = with_rating(made, DomainRating("D06", "rated", resource_self=3))
    assert [(one.domain, one.status) for one in made.ratings] == [("D02", "open"), ("D06", "rated")]


def test_both_raters_stay_apart_and_differ_by_two_is_talked_about() -> None:
    made = assessment(
        DomainRating("D02", "rated", resource_self=1, resource_pro=1, need_self=4, need_pro=2, urgency="U2"),
        DomainRating("D04", "rated", resource_self=3, resource_pro=4, need_self=1, need_pro=1),
        DomainRating("D08", "declined"),
    )
    of = {one.domain: one for one in profile(made)}
    assert (of["D02"].balance, of["D02"].divergence) == (-2.0, 2)
    assert (of["D02"].need_self, of["D02"].need_pro) == (4, 2)
    assert of["D08"].balance is None
    said = summarise(made)
    assert (said.carries, said.first, said.together) == (("D04",), ("D02",), ("D02",))


def test_progress_is_seen_domain_by_domain() -> None:
    first = assessment(
        DomainRating("D02", "rated", resource_self=1, need_self=4), DomainRating("D08", "declined")
    )
    later = assessment(
        DomainRating("D02", "rated", resource_self=3, need_self=2), DomainRating("D08", "rated", need_self=1)
    )
    moved = {one.domain: (one.resource, one.need) for one in compare(first, later)}
    assert moved == {"D02": (2.0, 2.0), "D08": (None, None)}


def test_coverage_activation_and_complexity() -> None:
    needs = [Need(n, "c", "p", "D02", "room", NOW, "u", level=3) for n in ("n1", "n2")]
    goals = [Goal("g1", "c", "p", "D02", "sleep", NOW, "u", need_ids=("n1",), resource_ids=("r",)),
             Goal("g2", "c", "p", "D04", "course", NOW, "u")]  # fmt: skip
    running = [Measure("m", "g1", "c", "ask", "worker", NOW, "u", status="running")]
    assert coverage(needs, goals, running) == 0.5
    assert coverage(needs, goals, [Measure("m", "g1", "c", "ask", "worker", NOW, "u", status="dropped")]) == 0
    assert coverage([], goals, running) is None
    assert activation(goals) == 0.5
    made = assessment(*(DomainRating(f"D0{n}", "rated", need_pro=3) for n in range(1, 4)))
    actors = [Actor("1", "c", "Jobcenter", ("SGB2",), NOW, "u"),
              Actor("2", "c", "ABH", ("AUFENTHG",), NOW, "u"),
              Actor("3", "c", "Jugendamt", ("SGB8",), NOW, "u", is_active=False)]  # fmt: skip
    assert complexity(made, actors) == 3 + 2 + 2
    all_true = dict.fromkeys(("complex", "actors", "pathway", "resources", "consent"), True)
    assert suggests_case_management(7, all_true)
    assert not suggests_case_management(7, {**all_true, "consent": None})
    assert not suggests_case_management(5, all_true)
