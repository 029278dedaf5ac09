"""The client's language is switched on the pages of the shipped form and of the real ones; texts are counted.

The forms are filled before: repeats, choices that follow answers, answers that do not fit, and what is still
open stand on the pages. Each text in a client's pane must be what the form itself says in the new language.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.forms.definition import FormDefinition
from intake_app.interview import Interview
from intake_app.interview.respondent import Respondent
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import forms, interviews
from intake_app.services.forms import read_form_file
from tests.ui.leaks import Count, client_texts, form_texts, is_said_by
from tests.ui.look_at import where
from tests.ui.screens.interview_room import Room, wait_until
from ui.questions.card_panes import ClientPane
from ui.questions.message import Message
from ui.screens.interview import InterviewScreen
from ui.screens.interview_page import RepeatBar

REAL = ("household-english-dari.xlsx", "unhcr-rms-capi-v2.xlsx", "reach-msna-2024-v11.xlsx")
SHORT = ("household-english-dari.xlsx", "reach-msna-2024-v11.xlsx")
MOST_ACTS = 150  # answers before the walk
MOST_PAGES = 6  # of longer forms every nth page is walked, repeats among them; all pages in the long column
_UNFIT = ("-1", "999999", "1900-01-01", "2999-12-31", "x")
_CALENDARS = re.compile(r".*\d{4}.* = .*\d{4}.*")  # a day in two calendars, worded by Babel for each pane
_DISTURBED = 12  # answers that do not fit, and answers taken back


@pytest.fixture(scope="module")
def rooms(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("house") / "workspace")
    yield made
    made.close()


@pytest.fixture
def room(rooms: Room) -> Iterator[Room]:
    yield rooms
    rooms.go_again()


def test_the_shipped_form(room: Room) -> None:
    opened = room.window.workspace
    assert opened is not None
    outline = room.call(lambda: forms.installed_forms(opened)[0])
    walk(room, outline.form_id)


@pytest.mark.parametrize("file", SHORT)
def test_a_real_form(room: Room, shared: Path, file: str) -> None:
    path = shared / "forms" / "real" / file
    if not path.exists():
        pytest.skip(f"{file} is not among the outside test input")
    definition = read_form_file(path).definition
    assert definition is not None
    walk(room, definition)


@pytest.mark.long
@pytest.mark.parametrize("file", REAL)
def test_all_pages_of_a_real_form(room: Room, shared: Path, file: str) -> None:
    definition = read_form_file(shared / "forms" / "real" / file).definition
    assert definition is not None
    walk(room, definition, most=1_000)


@pytest.mark.long
def test_all_pages_of_the_shipped_form(room: Room) -> None:
    opened = room.window.workspace
    assert opened is not None
    walk(room, room.call(lambda: forms.installed_forms(opened)[0]).form_id, most=1_000)


def walk(room: Room, form: str | FormDefinition, *, most: int = MOST_PAGES) -> None:
    """Walk the pages of an interview on ``form`` and switch on each; then open it again as a draft."""
    interview_id, names = hold(room, form)
    room.enter(interview_id)
    screen = room.screen
    screen.go_to(screen.interview.pages()[-1].questions[0])
    while not screen.is_last_page():  # from here on what is missing is said on its card
        screen.next_page()
    room.settle()
    count = Count()
    pages = screen.interview.pages()
    step = max(1, len(pages) // most)
    added = False
    for number, page in enumerate(pages):
        is_repeat = page.repeat is not None and page.repeat.position == 1
        if not page.questions or (number % step and not is_repeat):
            continue
        screen.go_to(page.questions[0])
        count.pages += 1
        for language in _next_ones(names, number):
            switch(room, screen, language, count)
        if page.repeat is not None and page.repeat.can_add and not added:
            added = True
            add_one(screen)
            look(screen, names[0], count)
            for language in _next_ones(names, number):
                switch(room, screen, language, count)
    spoken = screen.panes.client.name
    room.settle()
    room.window.go("settings")
    screen = room.enter(interview_id)
    assert screen.panes.client.name == spoken  # a draft is opened again in the language it was left in
    look(screen, spoken, count)
    switch(room, screen, next(name for name in names if name != spoken), count)
    print(f"{room.screen.interview.form.form_id}: {count}")
    assert count.leaks == []
    assert count.texts > 3 * count.pages


def _next_ones(names: list[str], number: int) -> list[str]:
    """Return three languages to switch to, others on each page, so that all have their turn."""
    start = number * 3 % len(names)
    return (names[start:] + names[:start])[:3]


def hold(room: Room, form: str | FormDefinition) -> tuple[str, list[str]]:
    """Fill an interview, disturb some answers, keep it as a draft; return its id and the form's languages."""
    opened = room.window.workspace
    assert opened is not None
    if isinstance(form, FormDefinition):
        names = [one.name for one in form.languages]
    else:
        outlines = room.call(lambda: forms.installed_forms(opened))
        names = [
            language.name for language, _percent in next(o for o in outlines if o.form_id == form).languages
        ]
    begun = room.call(lambda: room._begin(form, names[0], names[-1]))
    interview = begun.interview
    Respondent(11, "en", refusals=0.05, curiosity=1.0).fill(interview, room.clock, most=MOST_ACTS)
    disturb(interview, room.clock)
    answered, asked = interview.progress()
    room.call(lambda: interviews.keep_event(
        opened, interview_id=begun.record.id, event=InterviewEvent(kind="note"), state=interview.state(),
        answered=answered, asked=asked, language=names[0], client_language=names[-1], now=room.clock,
    ))  # fmt: skip
    return begun.record.id, names


def disturb(interview: Interview, now: datetime.datetime) -> None:
    """Give some answers that do not fit, and take some required ones back."""
    unfit = taken = 0
    for view in list(interview.nodes()):
        definition, changes = view.definition, None
        if not view.value or not view.relevant or view.readonly or definition.calculate or view.position:
            continue
        if definition.constraint and unfit < _DISTURBED and definition.control == "input":
            wrong = [value for value in _UNFIT if not interview.accepts(view.ref, value)]
            if wrong:
                changes = interview.answer(view.ref, wrong[0], now=now)
                unfit += 1
        elif view.required and taken < _DISTURBED and definition.control == "input":
            changes = interview.clear(view.ref)
            taken += 1
        if changes is not None and changes.structure:  # it counted a repeat, whose instances went
            interview.undo()


def add_one(screen: InterviewScreen) -> None:
    """Add a repeat instance as a person does, with its button; the page of the new one comes."""
    screen.findChildren(RepeatBar)[0]._add.click()
    wait_until(lambda: screen.is_settled)


def switch(room: Room, screen: InterviewScreen, language: str, count: Count) -> None:
    if screen.panes.client.name != language:
        screen.switch_client_language(language)
        QApplication.processEvents()
        count.switches += 1
        look(screen, language, count)


def look(screen: InterviewScreen, language: str, count: Count) -> None:
    """Compare every text in the client's panes of the page with what the form says in ``language``."""
    interview = screen.interview
    counsellor = screen.panes.counsellor
    tags = {one.name: one.tag for one in interview.form.languages}
    for ref in screen.page_refs():
        box = screen.box(ref)
        own, other = form_texts(interview, [ref], language)
        ours, _others = form_texts(interview, [ref], counsellor.name)
        given = {interview.value(ref) or ""}
        for message in box.findChildren(Message):
            count.messages += message.isVisible()
        for widget, text in client_texts(box.findChildren(ClientPane)[0]):
            count.texts += 1
            if text in own or text in given or is_said_by(tags[language], text) or is_said_by("en", text):
                continue
            if _is_joined(text, own | other) and (box.missing_text() or box._is_missing):
                count.fallbacks += 1
            elif _CALENDARS.fullmatch(text):
                continue
            elif not (
                _is_message(widget, text, own, tags[language])
                or _is_message(widget, text, ours, tags[counsellor.name])
                or _is_joined(text, own)
            ):
                count.leaks.append(f"{language}, {ref}: {text[:80]!r} in {where(widget)[:60]}")


def _is_message(widget: QWidget, text: str, known: set[str], tag: str) -> bool:
    """Return whether this is a line of a message: the form's text, our own question after it."""
    if not isinstance(widget.parentWidget(), Message):
        return False
    for place in [*(n for n, letter in enumerate(text) if letter == " "), len(text)]:
        told, hint = text[:place].strip(), text[place:].strip()
        if (told in known or is_said_by(tag, told)) and (
            not hint or is_said_by(tag, hint) or is_said_by("en", hint)
        ):
            return True
    return False


def _is_joined(text: str, own: set[str]) -> bool:
    """Return whether ``text`` is several choices of the list in one line."""
    rest = text
    for one in sorted(own, key=len, reverse=True):
        rest = rest.replace(one, "")
    return not rest.strip(" ،,")
