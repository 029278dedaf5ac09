"""A date told in another calendar: asked about, kept, shown after a break, read back in both languages."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt

from intake_app import forms
from intake_app.services import interviews
from intake_app.services import workspace as workspaces
from intake_app.services.forms import keep_form, read_form_file
from intake_app.services.persons import recent_persons
from intake_app.services.session import Workspace
from tests.stories.hands import Hands
from tests.stories.window import NOW, PASSPHRASE, Centre, Desk
from ui.questions.date_field import DateField
from ui.screens.interview import InterviewScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen
GERMAN, DARI, TIGRINYA = "Deutsch (de)", "دری (fa-AF)", "ትግርኛ (ti)"
ARRIVED = "/data/arrival/arrived_on"  # asks for month and year


class Told(NamedTuple):
    client: str
    typed: str
    calendar: str
    value: str  # the first day of the month in the middle of what was told
    german: str
    theirs: str


TOLD = [
    Told(DARI, "۲.۱۴۰۲", "persian", "2023-05-01",
         "Saur 1402 (zwischen 21. April 2023 und 21. Mai 2023)", "ثور 1402"),
    Told(TIGRINYA, "8.2014", "ethiopic", "2022-04-01",
         "Mijasja 2014 (zwischen 9. April 2022 und 8. Mai 2022)", "ሚያዚያ 2014"),
]  # fmt: skip


@pytest.fixture(params=TOLD, ids=lambda told: told.calendar)
def told(request: pytest.FixtureRequest) -> Told:
    return request.param


@pytest.fixture
def begun(centre: Centre, told: Told) -> str:
    """Begin an interview on the shipped form; return its id."""
    opened = _open(centre)
    (file,) = forms.shipped_forms()
    definition = read_form_file(file).definition
    assert definition is not None
    keep_form(opened, definition=definition, now=NOW)
    (person,) = recent_persons(opened, limit=8)
    made = interviews.begin_interview(
        opened, case_id=person.case_id, form_id=definition.form_id, language=GERMAN,
        client_language=told.client, now=NOW,
    )  # fmt: skip
    workspaces.lock_workspace(opened, now=NOW)
    return made.record.id


def test_a_date_of_another_calendar_stays_as_it_was_told(
    centre: Centre, desk: Callable[[Centre], Desk], begun: str, told: Told
) -> None:
    window = desk(centre)
    window.window.activateWindow()
    window.enter()
    room = _room(window, begun)
    hands = Hands(room)
    _come_to_arrival(hands, room)
    hands.press(Qt.Key.Key_Return)
    hands.type(told.typed)
    assert _field(room).reading.asked_text() != ""
    hands.type("1")
    assert _field(room).reading.asked_text() == ""
    hands.press(Qt.Key.Key_Return)
    view = room.interview.node(ARRIVED)
    assert view.told is not None
    assert (view.value, view.valid, view.told.calendar) == (told.value, True, told.calendar)
    window.driver.wait(lambda: room.is_settled, "saving the answer")

    window.window.go("home")
    room = _room(window, begun)
    hands = Hands(room)
    _come_to_arrival(hands, room)
    shown = [edit.text() for edit in _field(room).edits.values()]
    assert shown == told.typed.split(".")
    assert _field(room).reading.calendar == told.calendar
    hands.press(Qt.Key.Key_F6)
    assert room.interview.node(ARRIVED).told == view.told
    window.driver.wait(lambda: room.is_settled, "saving where the talk stands")
    window.close()

    opened = _open(centre)
    lines = interviews.read_interview(opened, interview_id=begun, now=NOW).lines
    workspaces.lock_workspace(opened, now=NOW)
    line = next(line for line in lines if line.ref == ARRIVED)
    assert line.values[GERMAN] == told.german
    assert told.theirs in line.values[told.client]


def _open(centre: Centre) -> Workspace:
    user = centre.user("counsellor").id
    return workspaces.unlock_workspace(centre.folder, user_id=user, passphrase=PASSPHRASE, now=NOW)


def _room(window: Desk, interview_id: str) -> InterviewScreen:
    window.window.go("interview", interview_id=interview_id)
    room = window.driver.page(InterviewScreen)
    window.driver.wait(lambda: room.is_ready, "opening the interview")
    return room


def _come_to_arrival(hands: Hands, room: InterviewScreen) -> None:
    for _page in range(12):
        if ARRIVED in room.page_refs():
            break
        hands.press(Qt.Key.Key_PageDown)
    hands.come_to(ARRIVED)


def _field(room: InterviewScreen) -> DateField:
    found = next(one for one in room.findChildren(DateField) if one.definition.ref == ARRIVED)
    assert isinstance(found, DateField)
    return found
