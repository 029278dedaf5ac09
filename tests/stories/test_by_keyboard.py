"""A whole interview by the keyboard alone, the client's language changed on every page.

German with Dari and German with Tigrinya on the form that is shipped, and published forms of real
organisations in their own pairs. What the respondent says must be what the interview holds, whatever the
language was; every key goes to whoever has the focus.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from intake_app import forms
from intake_app.forms.definition import FormDefinition
from intake_app.interview.respondent import Refusal, Respondent
from intake_app.services import workspace as workspaces
from intake_app.services.forms import keep_form, read_form_file
from intake_app.services.interviews import begin_interview
from intake_app.services.persons import recent_persons
from tests.stories.answering import held, questions_of_page
from tests.stories.hands import CTRL, Hands
from tests.stories.window import NOW, PASSPHRASE, Centre, Desk
from ui.demo.talk import _is_same
from ui.screens.interview import InterviewScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen
GERMAN, DARI, TIGRINYA = "Deutsch (de)", "دری (fa-AF)", "ትግርኛ (ti)"


class Talk(NamedTuple):
    form: str  # a file of the real forms; empty: the shipped form
    language: str
    client: str

    def names(self, form: FormDefinition) -> tuple[str, str]:
        """Return both languages as the form names them."""
        language, client = (
            next(one.name for one in form.languages if one.name.startswith(begin))
            for begin in (self.language, self.client)
        )
        return language, client


TALKS = [
    Talk("", GERMAN, DARI),
    Talk("", GERMAN, TIGRINYA),
    Talk("household-english-dari", "English", "Dari"),
    Talk("unhcr-rms-capi-v2", "English (en)", "العربية (ar)"),
    pytest.param(Talk("reach-msna-2024-v11", "english", "french"), marks=pytest.mark.long),
]


@pytest.fixture(params=TALKS, ids=lambda talk: f"{talk.form or 'shipped'}-{talk.client[:4]}")
def talk(request: pytest.FixtureRequest) -> Talk:
    return request.param


@pytest.fixture
def form(talk: Talk, shared: Path) -> FormDefinition:
    if not talk.form:
        (file,) = forms.shipped_forms()
    else:
        file = shared / "forms" / "real" / f"{talk.form}.xlsx"
        if not file.exists():
            pytest.skip(f"{file.name} is not among the outside test input")
    definition = read_form_file(file).definition
    assert definition is not None
    return definition


@pytest.fixture
def screen(
    centre: Centre, form: FormDefinition, talk: Talk, desk: Callable[[Centre], Desk]
) -> InterviewScreen:
    user = centre.user("counsellor").id
    opened = workspaces.unlock_workspace(centre.folder, user_id=user, passphrase=PASSPHRASE, now=NOW)
    keep_form(opened, definition=form, now=NOW)
    (person,) = recent_persons(opened, limit=8)
    language, client = talk.names(form)
    begun = begin_interview(
        opened, case_id=person.case_id, form_id=form.form_id, language=language,
        client_language=client, now=NOW,
    )  # fmt: skip
    workspaces.lock_workspace(opened, now=NOW)
    window = desk(centre)
    window.window.activateWindow()
    window.enter()
    window.window.go("interview", interview_id=begun.record.id)
    room = window.driver.page(InterviewScreen)
    window.driver.wait(lambda: room.is_ready, "opening the interview")
    room.desk = window  # type: ignore[attr-defined]
    return room


def test_the_whole_interview_by_keys_switching_on_every_page(screen: InterviewScreen, talk: Talk) -> None:
    hands, driver = Hands(screen), screen.desk.driver  # type: ignore[attr-defined]
    interview = screen.interview
    language, client = talk.names(interview.form)
    respondent = Respondent(7, client, refusals=0.05)
    hands.press(
        Qt.Key.Key_F8
    )  # the list of languages: the counsellor's own, so that F6 has two to go between
    hands.type(language[:4])
    hands.press(Qt.Key.Key_Return)
    assert interview.client_language == language
    given = pages = switched = 0
    while not screen.is_last_page():
        pages += 1
        for ref in questions_of_page(screen):
            answer = respondent.answer_for(interview, ref, screen.now())
            control = interview.node(ref).definition.control
            if answer is None or control == "upload":
                continue
            hands.answer(ref, answer)
            given += 1
            if isinstance(answer, Refusal):
                assert interview.non_answer(ref) == str(answer), ref
                continue
            kept = interview.value(ref)
            assert kept is not None, f"{ref}: typed {answer!r}, nothing is held"
            assert _is_same(kept, answer, interview.node(ref).definition), (ref, kept, answer)
        before = held(interview)
        shown, page = interview.client_language, screen.page_refs()
        hands.press(Qt.Key.Key_F6)
        switched += interview.client_language != shown
        assert held(interview) == before, "a switch touched an answer"
        assert screen.page_refs() == page
        if page:
            card = hands.card()
            assert card is not None
            assert card.ref in page, "the focus left the page"
        hands.next_page()
        QApplication.processEvents()
    driver.wait(lambda: screen.is_settled, "saving the answers")
    assert switched == pages, "the language changed on every page"
    print(f"{talk.form or 'shipped form'}: {given} answers, {pages} pages, {hands.pressed} keys")
    assert given >= 20
    hands.press(Qt.Key.Key_Return, CTRL)  # complete
    driver.wait(lambda: type(screen.shell.page).__name__ == "ReadingScreen", "reading it back")
