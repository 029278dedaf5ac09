"""Feedback that leads to nobody, shown only where enough people spoke; questions that were spared."""

import collections
import datetime

import pytest

from intake_app.services import audit, feedback
from intake_app.services.feedback import STEPS, FeedbackEmpty
from intake_app.services.persons import open_person, record_person
from intake_app.services.session import Workspace
from intake_app.vault import feedback as feedback_sql
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW


def give(workspace: Workspace, language: str = "ar", step: int = 4, text: str = "", days: int = 0) -> None:
    answers = {"trust": step, "heard": step}
    at = NOW + datetime.timedelta(days=days)
    feedback.give_feedback(workspace, language=language, answers=answers, text=text, now=at)


def test_every_language_has_every_line() -> None:
    assert len(feedback.feedback_languages()) >= 15
    assert [one.about for one in feedback.feedback_items("scale")].count("trust") == 1
    assert len(feedback.feedback_items("step")) == STEPS
    for item in (*feedback.feedback_items("scale"), *feedback.feedback_items("step")):
        assert len({item.said(tag)[0] for tag in ("de", "ar", "uk", "ti")}) == 4


def test_a_language_without_words_falls_back_and_says_so() -> None:
    trust = next(one for one in feedback.feedback_items("scale") if one.id == "trust")
    assert trust.said("fa-AF")[1] == "fa-AF"
    assert trust.said("ar-SY")[1] == "ar"
    assert trust.said("ka")[1] == "de"


def test_feedback_holds_neither_case_nor_person_nor_day_nor_order(counsellor: Workspace) -> None:
    overview = record_person(counsellor, draft=draft("Fatima", "Muster"), now=NOW)
    open_person(counsellor, person_id=overview.person.id, now=NOW)
    before = audit.audit_trail(counsellor, limit=50)
    give(counsellor, text="Danke")
    assert audit.audit_trail(counsellor, limit=50) == before  # a line would have a moment and a user
    (row,) = counsellor.database.execute("SELECT id, month, language, body FROM feedback")
    whole = str(tuple(row))
    assert row[1] == NOW.date().isoformat()[:7]
    for trace in (overview.person.id, overview.case.id, overview.case.number, counsellor.user.id,
                  NOW.date().isoformat()):  # fmt: skip
        assert trace not in whole
    ids = []
    for _one in range(20):
        give(counsellor)
    ids = [one.id for one in feedback_sql.all_feedback(counsellor.database)]
    assert ids == sorted(ids)  # read by the drawn id, never by when it came


def test_nothing_is_shown_before_enough_people_spoke(supervisor: Workspace) -> None:
    for _one in range(4):
        give(supervisor, text="nur ich")
    figures = feedback.feedback_figures(supervisor)
    assert (figures.given, figures.items, figures.texts, figures.languages) == (None, (), (), ())
    give(supervisor, step=2)
    figures = feedback.feedback_figures(supervisor)
    assert figures.given == 5
    trust = next(one for one in figures.items if one.item == "trust")
    assert (trust.counts, round(trust.mean, 1)) == ((None,) * 5, 3.6), "one person alone chose the second"
    assert figures.texts == ("nur ich",) * 4


def test_a_language_of_few_is_not_told_and_cannot_be_subtracted(supervisor: Workspace) -> None:
    for language, people in (("ar", 9), ("uk", 6), ("ti", 2)):
        for _one in range(people):
            give(supervisor, language=language)
    assert feedback.feedback_figures(supervisor).languages == (("ar", 9),)
    for _one in range(3):
        give(supervisor, language="ti")
    assert dict(feedback.feedback_figures(supervisor).languages) == {"ar": 9, "uk": 6, "ti": 5}


def test_steps_are_told_where_nobody_stands_out_and_skipping_is_no_way_round(supervisor: Workspace) -> None:
    for step in (2, 4):
        for _one in range(5):
            give(supervisor, step=step)
    (trust, *_others) = feedback.feedback_figures(supervisor).items
    assert trust.counts == (0, 5, 0, 5, 0)
    feedback.give_feedback(supervisor, language="ar", answers={"helped": 3}, now=NOW)
    trust = next(one for one in feedback.feedback_figures(supervisor).items if one.item == trust.item)
    assert trust.counts == (None,) * 5, "the sum would tell that one person left it out"


def test_a_question_few_answered_is_left_out(supervisor: Workspace) -> None:
    for number in range(6):
        answers = {"trust": 5} | ({"helped": 1} if number < 2 else {})
        feedback.give_feedback(supervisor, language="de", answers=answers, now=NOW)
    assert [one.item for one in feedback.feedback_figures(supervisor).items] == ["trust"]


def test_figures_of_one_year(supervisor: Workspace) -> None:
    for _one in range(5):
        give(supervisor)
    assert feedback.feedback_figures(supervisor, year=NOW.year).given == 5
    assert feedback.feedback_figures(supervisor, year=NOW.year - 1).given is None


def test_what_is_no_answer_is_not_kept(counsellor: Workspace) -> None:
    with pytest.raises(FeedbackEmpty):
        feedback.give_feedback(counsellor, language="ar", answers={}, text="  ", now=NOW)
    for answers in ({"trust": 0}, {"trust": 6}, {"name": 3}):
        with pytest.raises(ValueError, match=next(iter(answers))):
            feedback.give_feedback(counsellor, language="ar", answers=answers, now=NOW)
    assert feedback_sql.all_feedback(counsellor.database) == ()


def test_ids_are_drawn(counsellor: Workspace) -> None:
    for _one in range(40):
        give(counsellor)
    firsts = collections.Counter(one.id[0] for one in feedback_sql.all_feedback(counsellor.database))
    assert len(firsts) > 4
