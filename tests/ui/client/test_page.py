"""The client's page: as large as fits, chosen by touch or arrows, mirrored, and blank when it must be."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake_app import forms
from intake_app.interview import Interview
from tests.ui.client.conftest import DARI, GERMAN, NOW, seen
from ui.client import fitting
from ui.client.page import ClientPage
from ui.client.question import EMPTY, ClientQuestion, client_question
from ui.look import theme
from ui.look.dress import dress
from ui.parts.sound import SoundPlayer
from ui.questions.card_panes import spoken_language
from ui.questions.panes import Panes
from ui.questions.pictures import Pictures

Begin = Callable[..., Interview]
SIZES = (QSize(1366, 768), QSize(1024, 700))


@pytest.fixture
def page(app: QApplication, qtbot: QtBot) -> ClientPage:
    made = ClientPage(Pictures({}), SoundPlayer({}, lambda *_asked: None))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.setFocus()
    made.touched = []  # type: ignore[attr-defined]
    made.proposed.connect(lambda *what: made.touched.append(what))  # type: ignore[attr-defined]
    return made


def test_a_touch_proposes_and_a_second_one_takes_it_back(page: ClientPage, begin: Begin) -> None:
    page.show_question(seen(begin(), "reading"))
    page.tiles[0].click()
    page.tiles[1].click()
    page.tiles[1].click()
    page.tiles[2].click()
    assert page.touched == [
        ("/data/reading", "yes", False),
        ("/data/reading", "no", False),
        ("/data/reading", None, False),
        ("/data/reading", None, True),
    ]


def test_of_several_each_is_on_or_off(page: ClientPage, begin: Begin) -> None:
    page.show_question(seen(begin(), "use"))
    for at in (2, 0, 2, 3):
        page.tiles[at].click()
    assert [what[1:] for what in page.touched] == [
        ("peace", False), ("bread peace", False), ("bread", False), (None, True),
    ]  # fmt: skip
    assert page.chosen() == set()


def test_arrows_go_as_the_eye_sees_it_and_enter_takes(page: ClientPage, begin: Begin, qtbot: QtBot) -> None:
    page.show_question(seen(begin(), "reading"))
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert page.tiles[0].hasFocus()
    assert page.tiles[0].x() > page.tiles[1].x()
    qtbot.keyClick(page.tiles[0], Qt.Key.Key_Left)
    qtbot.keyClick(page.tiles[1], Qt.Key.Key_Return)
    qtbot.keyClick(page.tiles[1], Qt.Key.Key_Escape)
    qtbot.keyClick(page.tiles[1], Qt.Key.Key_Down)
    assert page.tiles[2].hasFocus()
    qtbot.keyClick(page.tiles[2], Qt.Key.Key_Up)
    assert page.tiles[1].hasFocus()
    assert page.touched == [("/data/reading", "no", False)]


def test_another_language_keeps_what_was_touched_and_another_question_does_not(
    page: ClientPage, begin: Begin
) -> None:
    interview = begin()
    page.show_question(seen(interview, "use", DARI))
    page.tiles[1].click()
    page.show_question(seen(interview, "use", GERMAN))
    assert page.chosen() == {"bed"}
    assert page.tiles[1].text() == "ein Bett"
    page.show_question(seen(interview, "calm", GERMAN))
    page.show_question(seen(interview, "use", GERMAN))
    assert page.chosen() == set()


def test_a_blank_page_shows_and_tells_nothing(page: ClientPage, begin: Begin) -> None:
    page.show_question(seen(begin(), "reading"))
    page.set_blank(True)
    assert not [tile for tile in page.tiles if tile.isVisible()]
    assert page.accessibleName() == ""
    image = page.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 1366, 6) for y in range(0, 768, 6)}
    assert colours == {QColor(theme.theme().canvas).name()}
    page.show_question(seen(begin(), "use"))
    page.resize(1200, 700)
    assert not [tile for tile in page.tiles if tile.isVisible()]
    page.set_blank(False)
    assert all(tile.isVisible() for tile in page.tiles)


def test_nothing_is_shown_between_questions(page: ClientPage, begin: Begin) -> None:
    page.show_question(seen(begin(), "reading"))
    page.show_question(EMPTY)
    assert page.tiles == ()
    assert page.accessibleName() == ""


@pytest.fixture(scope="module")
def longest() -> list[ClientQuestion]:
    """Return the questions of the shipped form with the most words, in languages of every script."""
    definition = forms.read_form(forms.shipped_forms()[0]).definition
    assert definition is not None
    interview = Interview.begin(definition, now=NOW)
    german = spoken_language(interview, definition.default_language)
    asked = [
        view
        for view in interview.nodes()
        if view.definition.has_control and view.definition.kind == "question"
    ]
    found = []
    for language in definition.languages:
        if language.tag in {"de", "ar", "fa-AF", "ti", "uk"}:
            panes = Panes(german, spoken_language(interview, language.name))
            questions = [client_question(interview, view.ref, panes) for view in asked]
            for is_scale in (False, True):
                alike = [one for one in questions if one.is_scale == is_scale]
                found += sorted(alike, key=lambda one: len(one.words + "".join(o.words for o in one.offers)))[
                    -5:
                ]
            found += [one for one in questions if len(one.offers) == 8][:1]
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_longest_questions_of_the_shipped_form_fit(
    app: QApplication, longest: list[ClientQuestion], size: QSize, scale: float
) -> None:
    assert len(longest) > 50
    for question in longest:
        plan = fitting.fit(question, size, scale)
        assert plan is not None, question
        assert plan.height <= size.height()


def test_what_is_touched_lies_inside_the_page_and_apart(page: ClientPage, begin: Begin) -> None:
    interview = begin()
    for size in SIZES:
        page.resize(size)
        for name in ("reading", "use", "calm", "steps"):
            page.show_question(seen(interview, name))
            places = [tile.geometry() for tile in page.tiles]
            assert all(QRect(0, 0, size.width(), size.height()).contains(place) for place in places)
            assert not [1 for n, a in enumerate(places) for b in places[:n] if a.intersects(b)]
            assert all(place.height() >= 40 for place in places)


def test_a_text_longer_than_any_page_sends_the_eyes_to_the_other_screen(
    page: ClientPage, begin: Begin
) -> None:
    endless = "Ein sehr langer Satz über alles und noch mehr. " * 400
    table = f"""
| survey |      |      |           |
|        | type | name | label     |
|        | note | long | {endless} |
"""
    page.show_question(seen(begin(table), "long", "default", "default"))
    assert page.is_too_long


def test_the_page_follows_theme_and_text_size(page: ClientPage, begin: Begin, app: QApplication) -> None:
    page.show_question(seen(begin(), "name"))
    before = page._plan
    dress(app, theme="dark", scale=2.0)
    assert before is not None
    assert page._plan is not None
    assert page._plan.factor > before.factor
    assert page.grab().toImage().pixelColor(5, 5).name() == QColor(theme.DARK.surface).name()
