"""What the client sees: the question in her language, what can be chosen, and nothing else of anybody."""

import csv
import json
from collections.abc import Callable

import pytest

from intake_app import forms, places
from intake_app.interview import Interview
from tests.ui.client.conftest import GERMAN, seen
from ui.client.question import client_question, spoken_value
from ui.look.fonts import package_folder
from ui.questions.card_panes import spoken_language
from ui.questions.panes import Panes

Begin = Callable[..., Interview]


def test_a_choice_is_offered_in_the_clients_language_with_its_pictogram(begin: Begin) -> None:
    question = seen(begin(), "reading")
    assert [(one.words, one.icon) for one in question.offers] == [
        ("بلی", "check-circle"),
        ("نخیر", "minus-circle"),
    ]
    assert question.direction.name == "RightToLeft"
    assert question.decline == "نمی‌خواهم جواب بدهم"


def test_an_earlier_answer_is_not_shown(begin: Begin) -> None:
    interview = begin()
    before = seen(interview, "reading")
    interview.answer("/data/reading", "yes")
    assert seen(interview, "reading") == before


def test_a_pictogram_stands_beside_every_choice_or_beside_none(begin: Begin) -> None:
    assert {one.icon for one in seen(begin(), "use").offers} == {""}


@pytest.mark.parametrize("name", ["calm", "steps"])
def test_a_scale_is_a_row_of_growing_discs(begin: Begin, name: str) -> None:
    question = seen(begin(), name)
    discs = [one.disc for one in question.offers]
    assert question.is_scale
    assert discs == list(range(discs[0] or 0, (discs[0] or 0) + len(discs)))
    assert discs[0] == (0 if name == "steps" else 1)


def test_the_steps_of_a_range_are_read_in_the_clients_digits(begin: Begin) -> None:
    assert [one.words for one in seen(begin(), "steps").offers] == ["۰", "۱", "۲", "۳", "۴"]
    assert [one.words for one in seen(begin(), "steps", GERMAN).offers] == ["0", "1", "2", "3", "4"]
    assert [one.value for one in seen(begin(), "steps").offers] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("name", ["town", "order"])
def test_what_is_too_much_for_this_window_is_looked_at_together(begin: Begin, name: str) -> None:
    question = seen(begin(), name, GERMAN)
    assert question.offers == ()
    assert question.note == "Wir schauen zusammen auf den anderen Bildschirm."
    assert question.words


@pytest.mark.parametrize("name", ["name", "far"])
def test_what_is_typed_is_only_asked(begin: Begin, name: str) -> None:
    question = seen(begin(), name)
    assert (question.offers, question.note) == ((), "")
    assert question.decline


def test_a_note_is_only_shown(begin: Begin) -> None:
    question = seen(begin(), "hello")
    assert (question.offers, question.decline) == ((), "")


def test_an_acknowledgement_is_one_thing_to_touch(begin: Begin) -> None:
    assert [(one.value, one.words) for one in seen(begin(), "heard").offers] == [("OK", "فهمیدم")]


def test_a_missing_translation_is_said_and_marked(begin: Begin) -> None:
    question = seen(begin(), "german")
    assert question.is_foreign
    assert question.words == "Nur deutsch gefragt"
    assert question.words_direction.name == "LeftToRight"
    assert question.direction.name == "RightToLeft"
    assert question.note == "این برای شما خوانده می‌شود."
    assert [one.words for one in question.offers] == ["بلی", "نخیر"]


def test_a_proposal_is_worded_as_it_was_touched(begin: Begin) -> None:
    question = seen(begin(), "use", GERMAN)
    assert spoken_value(question, "bread peace") == "Brot, Ruhe"


def test_the_forms_own_picture_goes_before_a_pictogram(begin: Begin) -> None:
    table = """
| survey  |                   |      |       |              |
|         | type              | name | label | media::image |
|         | select_one yes_no | ok   | Ok?   | ask.png      |
| choices |                   |      |       |              |
|         | list_name         | name | label | media::image |
|         | yes_no            | yes  | Yes   | yes.png      |
|         | yes_no            | no   | No    |              |
"""
    question = seen(begin(table, ask_png=b"x", yes_png=b"x"), "ok", "default", "default")
    assert question.image == "ask.png"
    assert [(one.image, one.icon) for one in question.offers] == [("yes.png", ""), ("", "")]


def test_every_icon_of_the_table_exists_and_no_person_is_pictured() -> None:
    (file,) = (package_folder("qtawesome") / "fonts").glob("phosphor-charmap-*.json")
    known = json.loads(file.read_bytes())
    text = (places.resources() / "pictograms" / "pictograms.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    icons = {icon for row in rows for icon in row["icon"].split("+")}
    assert icons <= set(known)
    people = (
        "user",
        "person",
        "student",
        "identification",
        "flag",
        "baby",
        "airplane",
        "boat",
        "smiley",
        "thumbs",
    )
    assert not [icon for icon in icons if icon.startswith(people)]
    values = [(row["list"], value) for row in rows for value in row["values"].split("|")]
    assert len(values) == len(set(values))


def test_every_short_list_of_the_shipped_form_can_be_touched() -> None:
    form = forms.read_form(forms.shipped_forms()[0]).definition
    assert form is not None
    from tests.ui.client.conftest import NOW

    interview = Interview.begin(form, now=NOW)
    german = spoken_language(interview, form.default_language)
    for view in interview.nodes():
        count = len(interview.choices(view.ref)) if view.definition.control in {"select", "select1"} else 0
        question = client_question(interview, view.ref, Panes(german, german))
        assert len(question.offers) == (count if count <= 8 else 0), view.ref
