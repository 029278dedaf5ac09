"""Real forms in the interview room: the language changes on every page, and nothing else does.

The forms are outside test input; where they are absent these stories are skipped.
"""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from intake_app.forms.definition import FormDefinition
from intake_app.interview.respondent import Respondent
from intake_app.services import workspace as workspaces
from intake_app.services.forms import keep_form, read_form_file
from intake_app.services.interviews import begin_interview
from intake_app.services.persons import recent_persons
from tests.stories.answering import give, held, questions_of_page
from tests.stories.window import NOW, PASSPHRASE, Centre, Desk
from ui.questions.panes import plain_text
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen

PAGES = 12
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen


@pytest.fixture(scope="module", params=["household-english-dari", "unhcr-rms-capi-v2"])
def form(request: pytest.FixtureRequest, shared: Path) -> FormDefinition:
    file = shared / "forms" / "real" / f"{request.param}.xlsx"
    if not file.exists():
        pytest.skip(f"{file.name} is not among the outside test input")
    definition = read_form_file(file).definition
    assert definition is not None
    return definition


@pytest.fixture
def screen(centre: Centre, form: FormDefinition, desk: Callable[[Centre], Desk]) -> InterviewScreen:
    """Return the room with an interview on the form just begun, both sides in its first language."""
    user = centre.user("counsellor").id
    opened = workspaces.unlock_workspace(centre.folder, user_id=user, passphrase=PASSPHRASE, now=NOW)
    keep_form(opened, definition=form, now=NOW)
    (person,) = recent_persons(opened, limit=8)
    names = [language.name for language in form.languages]
    begun = begin_interview(
        opened, case_id=person.case_id, form_id=form.form_id, language=names[0],
        client_language=names[1], now=NOW,
    )  # fmt: skip
    workspaces.lock_workspace(opened, now=NOW)
    window = desk(centre)
    window.window.activateWindow()
    window.enter()
    window.window.go("interview", interview_id=begun.record.id)
    room = window.driver.page(InterviewScreen)
    window.driver.wait(lambda: room.is_ready, "opening the interview")
    room.desk = window  # type: ignore[attr-defined]
    room.interview_id = begun.record.id  # type: ignore[attr-defined]
    return room


def driver_of(screen: InterviewScreen):
    return screen.desk.driver  # type: ignore[attr-defined]


def translations(screen: InterviewScreen, language: str) -> dict[str, str]:
    """Return what the page's cards must say in a language: which text -> the text; fallbacks left out."""
    found = {}
    for ref in screen.page_refs():
        for kind in ("label", "hint"):
            worded = screen.interview.worded(ref, kind, language)  # type: ignore[arg-type]
            if worded.text and not worded.is_fallback:
                found[f"{ref} {kind}"] = plain_text(worded.text)
        for choice in screen.interview.choices(ref, language):
            if not choice.is_fallback:
                found[f"{ref} {choice.value}"] = plain_text(choice.label)
    return found


def seen_texts(screen: InterviewScreen) -> set[str]:
    """Return every text on the page's cards: what is drawn and what a screen reader is told."""
    texts: set[str] = set()
    for ref in screen.page_refs():
        for widget in screen.box(ref).findChildren(QWidget):
            if widget.isVisible() and not isinstance(widget, QLineEdit | QPlainTextEdit):
                said = getattr(widget, "text", None)
                with contextlib.suppress(TypeError):  # a text that wants to know which
                    texts.add(str(said()) if said is not None else "")
    return texts - {""}


def typed(screen: InterviewScreen) -> list[str]:
    """Return what stands in the page's fields, given or not yet given."""
    page = [screen.box(ref) for ref in screen.page_refs()]
    lines = [one.text() for box in page for one in box.findChildren(QLineEdit)]
    return lines + [one.toPlainText() for box in page for one in box.findChildren(QPlainTextEdit)]


def places_of(screen: InterviewScreen) -> dict[str, int]:
    """Return how far from the top of the view each card stands."""
    bar = screen._page.verticalScrollBar()
    return {ref: screen.box(ref).y() - bar.value() for ref in screen.page_refs()}


def _stands(screen: InterviewScreen, stood: dict[str, int], *, was_at_top: bool) -> bool:
    """Return whether a card stands where it stood, or the page is at one of its ends."""
    bar = screen._page.verticalScrollBar()
    is_held = bool(stood.items() & places_of(screen).items())
    return is_held or bar.value() in {0, bar.maximum()} or was_at_top


def test_switching_languages_moves_and_loses_nothing_on_any_page(
    screen: InterviewScreen, form: FormDefinition
) -> None:
    driver, respondent = driver_of(screen), Respondent(5, "en", refusals=0.1, curiosity=1.0)
    names = [language.name for language in form.languages]
    pages = switched = 0
    while not screen.is_last_page() and pages < PAGES:
        pages += 1
        for ref in questions_of_page(screen):
            give(screen, ref, respondent)
        driver.wait(lambda: screen.is_settled, "saving")
        driver.rest()
        _type_without_leaving(screen)
        driver.rest()
        before = held(screen.interview), typed(screen), screen.page_refs()
        focus, bar = QApplication.focusWidget(), screen._page.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        assert focus is not None
        for name in [*names[2:], names[0], names[1]]:
            old, new = translations(screen, screen.panes.client.name), translations(screen, name)
            at, stood = bar.value(), places_of(screen)
            screen.switch_client_language(name)
            driver.rest()
            switched += 1
            assert (held(screen.interview), typed(screen), screen.page_refs()) == before
            assert QApplication.focusWidget() is focus
            driver.wait(partial(_stands, screen, stood, was_at_top=not at), "keeping its place", seconds=5)
            seen, ours = seen_texts(screen), set(translations(screen, names[0]).values())
            left = {text for at_place, text in old.items() if new.get(at_place, text) != text}
            assert not (left & seen) - set(new.values()) - ours, f"left in the language before {name}"
            for ref in screen.page_refs():
                if f"{ref} label" in new:
                    assert screen.box(ref).question_text() == new[f"{ref} label"]
        screen.next_page()
        driver.settle()
    assert switched >= len(names) * pages - pages
    assert pages > 5


def _type_without_leaving(screen: InterviewScreen) -> None:
    """Begin a text in the last field of the page that takes one; else rest on the last card."""
    boxes = [screen.box(ref) for ref in screen.page_refs()]
    boxes[-1].setFocus()
    for box in reversed(boxes):
        edits = [one for one in box.findChildren(QPlainTextEdit) if one.isVisible() and not one.isReadOnly()]
        if edits:
            box.setFocus()
            box.field.enter("half a sent")
            return


def test_answers_come_back_in_another_language_as_they_were_given(
    screen: InterviewScreen, form: FormDefinition
) -> None:
    driver, respondent = driver_of(screen), Respondent(8, "en")
    for _ in range(3):
        for ref in questions_of_page(screen):
            give(screen, ref, respondent)
        screen.next_page()
        driver.wait(lambda: screen.is_settled, "saving")
    given = held(screen.interview)
    assert given
    screen.switch_client_language(form.languages[-1].name)
    driver.wait(lambda: screen.is_settled, "saving")
    window, interview_id = screen.desk.window, screen.interview_id  # type: ignore[attr-defined]
    screen.leave()
    driver.page(HomeScreen)
    window.go("interview", interview_id=interview_id)
    assert held(driver.page(InterviewScreen).interview) == given
