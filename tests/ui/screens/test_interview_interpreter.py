"""The interpreter in the room: brought in, changed, refused, gone, confirming; and what she may see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from intake_app.forms import read_form
from intake_app.forms.definition import FormDefinition
from intake_app.records.interpreter import InterpreterAssignment
from intake_app.services import interpreters, interviews
from intake_app.services.interpreters import InterpreterDraft
from tests.ui.screens.interview_room import ARABIC, DARI, GERMAN, Room, seen_texts, wait_until
from ui.screens.interview_attestation import AttestationSheet, sentences
from ui.screens.interview_interpreter import InterpreterSheet

CTRL = Qt.KeyboardModifier.ControlModifier
OWN = "arrival-intake"


@pytest.fixture(scope="module")
def house(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("interpreting") / "workspace")
    yield made
    made.close()


@pytest.fixture
def room(house: Room) -> Iterator[Room]:
    yield house
    sheet = house.screen._interpreting.sheet
    if sheet is not None:
        sheet.close()
    house.go_again()


def protected_form(tmp_path: Path) -> FormDefinition:
    file = tmp_path / "protected.md"
    file.write_text(
        """
| survey |                 |        |                     |                    |                          |
|        | type            | name   | label::English (en) | label::Arabic (ar) | bind::intake:sensitivity |
|        | begin_group     | one    | First               | أولا               |                          |
|        | select_one yn   | before | Asked before?       | قبل؟               |                          |
|        | select_one yn   | plain  | Plain?              | عادي؟              | P2                       |
|        | select_one yn   | health | Ill?                | مريض؟              | P3                       |
|        | text            | harm   | Harmed by?          | من؟                | P4                       |
|        | end_group       |        |                     |                    |                          |
|        | begin_group     | two    | Second              | ثانيا              |                          |
|        | select_one yn   | next   | Next one?           | التالي؟            |                          |
|        | end_group       |        |                     |                    |                          |
| choices |          |      |                     |                    |
|         | list_name | name | label::English (en) | label::Arabic (ar) |
|         | yn        | yes  | yes                 | نعم                |
|         | yn        | no   | no                  | لا                 |
| settings |            |           |         |                  |
|          | form_title | form_id   | version | default_language |
|          | Protected  | protected | 1       | English (en)     |
""",
        encoding="utf-8",
    )
    reading = read_form(file)
    assert reading.definition is not None, reading.findings
    return reading.definition


def household(tmp_path: Path) -> FormDefinition:
    file = tmp_path / "children.md"
    file.write_text(
        """
| survey   |              |            |                     |                    |
|          | type         | name       | label::English (en) | label::Arabic (ar) |
|          | begin_repeat | child      | Child               | طفل                |
|          | integer      | age        | Age?                | العمر؟             |
|          | end_repeat   |            |                     |                    |
| settings |              |            |                     |                    |
|          | form_title   | form_id    | version             | default_language   |
|          | Children     | children   | 1                   | English (en)       |
""",
        encoding="utf-8",
    )
    reading = read_form(file)
    assert reading.definition is not None, reading.findings
    return reading.definition


def sheet_of(room: Room) -> InterpreterSheet:
    """Open the sheet with its key."""
    come_back(room)
    room.press(Qt.Key.Key_F11)
    sheet = room.screen._interpreting.sheet
    assert isinstance(sheet, InterpreterSheet)
    wait_until(lambda: QApplication.activeWindow() is sheet)
    return sheet


def come_back(room: Room) -> None:
    room.window.activateWindow()
    wait_until(lambda: QApplication.activeWindow() is room.window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def bring(room: Room, name: str = "N. Rahimi", *, mode: str = "on-site", client: str = "accepted") -> None:
    sheet = sheet_of(room)
    sheet.who.set_value("")
    sheet.name.line.setFocus()
    room.type(name)
    sheet.mode.set_value(mode)
    sheet.acceptance.set_value(client)
    QTest.keyClick(sheet.name.line, Qt.Key.Key_Return)
    room.settle()


def kept(room: Room) -> tuple[InterpreterAssignment, ...]:
    workspace = room.window.workspace
    assert workspace is not None
    return room.call(lambda: interpreters.assignments(workspace, interview_id=room.interview_id))


def answered_by(room: Room) -> dict[str, str]:
    """Return by question who interpreted its answer, as it is read back."""
    workspace = room.window.workspace
    assert workspace is not None
    reading = room.call(
        lambda: interviews.read_interview(workspace, interview_id=room.interview_id, now=room.clock)
    )
    names = {one.id: one.name for one in reading.interpreters}
    lines = [line for line in reading.lines if line.kind == "question"]
    return {line.ref.rsplit("/", 1)[-1]: names.get(line.interpreter, "") for line in lines}


def badge(room: Room) -> str:
    return room.screen._top.interpreter.words()


def test_an_interpreter_is_brought_in_by_keys_and_answers_know_it(room: Room) -> None:
    room.open(OWN, GERMAN, DARI)
    assert badge(room) == "No interpreter"
    room.page_of("literacy")
    room.press(Qt.Key.Key_2)
    bring(room)
    assert badge(room) == "Dari, on site, no secrecy on file"
    (one,) = kept(room)
    assert (one.name, one.language, one.mode, one.acceptance) == ("N. Rahimi", "fa-AF", "on-site", "accepted")
    come_back(room)
    room.screen.box(room.page_of("latin_letters" if "latin_letters" in names(room) else "german_level"))
    room.press(Qt.Key.Key_1)
    room.settle()
    found = answered_by(room)
    assert found.pop("literacy") == ""
    assert set(found.values()) == {"N. Rahimi"}


def names(room: Room) -> set[str]:
    return {view.definition.name for view in room.screen.interview.nodes()}


def test_another_takes_over_and_the_talk_goes_on_after_a_break(room: Room) -> None:
    room.open(OWN, GERMAN, DARI)
    bring(room, "First")
    bring(room, "Second", mode="phone")
    first, second = kept(room)
    assert first.ended_at is not None
    assert (second.mode, second.ended_at) == ("phone", None)
    assert badge(room) == "Dari, by phone, no secrecy on file"

    room.enter(room.interview_id)
    wait_until(lambda: badge(room) == "Dari, by phone, no secrecy on file")
    assert room.screen.interview.interpreter == second.id


def test_she_leaves_and_the_bar_says_since_when(room: Room) -> None:
    room.open(OWN, GERMAN, DARI)
    bring(room)
    sheet = sheet_of(room)
    QTest.keyClick(sheet.leaves, Qt.Key.Key_Return)
    room.settle()
    assert badge(room).startswith("No interpreter since ")
    assert room.screen.interview.interpreter == ""
    assert kept(room)[0].ended_at is not None


def test_a_refusal_is_kept_without_a_reason_and_another_is_offered(room: Room) -> None:
    room.open(OWN, GERMAN, DARI)
    bring(room, "Unwanted", client="refused")
    sheet = room.screen._interpreting.sheet
    assert isinstance(sheet, InterpreterSheet)
    assert sheet.isVisible(), "the sheet stays for another one"
    assert "Unwanted was refused" in sheet.told.accessibleName()
    assert badge(room) == "No interpreter"
    sheet.who.set_value("")
    sheet.name.line.setText("Wanted")
    sheet.acceptance.set_value("accepted")
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    room.settle()
    refused, taken = kept(room)
    assert (refused.acceptance, refused.reason, refused.ended_at) == ("refused", "", refused.begun_at)
    assert room.screen.interview.interpreter == taken.id


def test_a_relative_needs_a_reason_and_a_missing_undertaking_is_said(room: Room) -> None:
    room.open(OWN, GERMAN, DARI)
    sheet = sheet_of(room)
    assert "No secrecy undertaking on file" in sheet.secrecy.accessibleName()
    sheet.mode.set_value("relative-emergency")
    assert "a child never" in sheet.relative.accessibleName()
    sheet.decide()
    assert sheet.isVisible()
    assert sheet.reason.error.text()
    sheet.reason.line.setText("ambulance is waiting")
    sheet.decide()
    room.settle()
    (one,) = kept(room)
    assert (one.mode, one.reason, one.interpreter_id) == ("relative-emergency", "ambulance is waiting", "")


def test_the_agencys_list_offers_who_speaks_the_language_with_the_undertaking(room: Room) -> None:
    workspace = room.window.workspace
    assert workspace is not None
    for name, language in (("Adam", "tr"), ("Zahra", "prs"), ("Nilofar", "fa-AF")):
        draft = InterpreterDraft(name=name, languages=(language,), secrecy_on="2026-03-01")
        room.call(lambda draft=draft: interpreters.add_interpreter(workspace, draft=draft, now=room.clock))
    room.open(OWN, GERMAN, DARI)
    sheet = sheet_of(room)
    assert sheet.who.itemText(0).startswith("Nilofar")
    assert sheet.who.currentIndex() == 0
    assert sheet.name.isHidden()
    assert "on file since" in sheet.secrecy.accessibleName()
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    room.settle()
    (one,) = kept(room)
    assert (one.name, one.secrecy_on, bool(one.interpreter_id)) == ("Nilofar", "2026-03-01", True)
    assert one.acceptance == "not-asked", "nothing is taken for granted"
    assert badge(room) == "Dari, on site, secrecy on file"


def test_she_confirms_at_the_end_with_her_name(room: Room) -> None:
    screen = room.open(OWN, GERMAN, ARABIC)
    bring(room, "N. R.")
    come_back(room)
    screen._paging.show_page(len(screen._paging.pages))
    attestations = screen._points.attestations
    assert any("Not confirmed" in text for text in seen_texts(attestations))
    QTest.keyClick(attestations.buttons[0], Qt.Key.Key_Return)
    sheet = screen._interpreting.sheet
    assert isinstance(sheet, AttestationSheet)
    wait_until(lambda: QApplication.activeWindow() is sheet)
    sheet.attest()
    assert sheet.name.error.text(), "without a name nothing is confirmed"
    room.type("N. R.")
    room.press(Qt.Key.Key_Return)
    room.settle()
    (one,) = kept(room)
    assert one.attested_as == "N. R."
    assert len(one.attested_digest) == 64
    assert any("Confirmed at" in text for text in seen_texts(attestations))


def test_the_sentence_is_there_in_german_and_never_in_a_third_language() -> None:
    for tag in ("fa-AF", "ar", "ti", "de", "en", ""):
        told = sentences(tag)
        assert told[-1][0] == "de"
        assert {one for one, _text in told} <= {tag, "de"}


def test_without_confirming_the_interview_is_completed_all_the_same(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    bring(room)
    come_back(room)
    room.stay()
    screen.complete()
    wait_until(lambda: bool(room.went))
    assert room.went == [("reading", {"interview_id": room.interview_id})]
    (one,) = kept(room)
    assert one.attested_at is None
    assert one.ended_at is not None


def test_looking_on_she_sees_questions_and_no_history(room: Room, tmp_path: Path) -> None:
    screen = room.open(protected_form(tmp_path), "English (en)", "Arabic (ar)")
    room.page_of("before")
    room.press(Qt.Key.Key_1)
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_F12)
    texts = " ".join(seen_texts(screen))
    assert "Plain?" in texts
    assert "Ill?" not in texts
    assert "Harmed by?" not in texts
    assert texts.count("The counsellor asks this one.") == 2
    assert "Answered before" in texts
    assert "K-" not in texts
    assert not screen._nav.isVisible()
    before, plain, health, harm = (screen.box(ref) for ref in screen.page_refs())
    assert not before.field.isVisible()
    assert plain.field.isVisible()
    assert "Ill" not in health.accessibleName()
    assert not any("Harmed" in label.text() for label in harm.findChildren(QLabel) if label.isVisible())

    plain.setFocus()
    room.press(Qt.Key.Key_1)
    assert screen.interview.value(plain.ref) == "yes", "she may interpret what is asked now"
    assert plain.field.isVisible(), "and what was just said stays"
    health.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_F2, Qt.Key.Key_M):
        room.press(key)
    assert screen.interview.value(health.ref) is None
    assert screen.interview.non_answer(health.ref) == ""

    room.press(Qt.Key.Key_F12)
    assert "Ill?" in " ".join(seen_texts(screen))
    assert before.field.isVisible()
    assert health.accessibleName() != "The counsellor asks this one."
    health.setFocus()
    room.press(Qt.Key.Key_2)
    assert screen.interview.value(health.ref) == "no"


def test_looking_on_nothing_leads_elsewhere(room: Room, tmp_path: Path) -> None:
    screen = room.open(protected_form(tmp_path), "English (en)", "Arabic (ar)")
    room.page_of("plain")
    room.press(Qt.Key.Key_F12)
    room.stay()
    here = screen.page_refs()
    for key in (Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_G, Qt.Key.Key_Up, Qt.Key.Key_I):
        room.press(key, CTRL)
    room.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    room.press(Qt.Key.Key_PageUp)
    assert room.went == []
    assert screen.page_refs() == here
    assert screen._interpreting.sheet is None
    assert not screen._finder.isVisible()
    room.press(Qt.Key.Key_PageDown)
    assert screen.page_refs()[0].endswith("next"), "onward is allowed"
    for _time in range(3):
        room.press(Qt.Key.Key_PageDown)
    assert screen.is_last_page()
    assert "What is still open" not in seen_texts(screen)
    assert any("No more questions" in text for text in seen_texts(screen))
    assert room.went == [], "nothing is completed behind her back"
    room.press(Qt.Key.Key_F12)
    assert "What is still open" in seen_texts(screen)


def test_pause_works_while_she_looks_on(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.page_of("literacy")
    room.press(Qt.Key.Key_F12)
    room.press(Qt.Key.Key_F9)
    assert screen._pause.isVisible()
    room.press(Qt.Key.Key_F9)
    assert not screen._pause.isVisible()
    room.press(Qt.Key.Key_F12)
    assert not screen._interpreting.is_viewed


def test_a_card_that_goes_while_she_looks_on_is_no_trouble(room: Room, tmp_path: Path) -> None:
    screen = room.open(household(tmp_path), "English (en)", "Arabic (ar)")
    repeat = next(view.ref for view in screen.interview.nodes() if view.definition.name == "age")
    screen.go_to(repeat)
    room.press(Qt.Key.Key_7)
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_F12)
    assert "Answered before" in " ".join(seen_texts(screen))
    screen._add_repeat(screen._paging.pages[screen._paging.at].repeat.ref)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    room.press(Qt.Key.Key_F12)
    assert not screen._interpreting.is_viewed
    room.settle()


def test_a_long_badge_is_cut_and_read_out_whole(room: Room) -> None:
    room.open(OWN, GERMAN, DARI)
    sheet = sheet_of(room)
    sheet.mode.set_value("relative-emergency")
    sheet.reason.line.setText("at night")
    sheet.decide()
    room.settle()
    shown = room.screen._top.interpreter
    assert shown.words().endswith("…")
    assert shown.accessibleName() == "Interpreter: Dari, relative in an emergency, no secrecy on file"
