"""The whole room by its keys: parts of the page, single keys of one's own, answers kept as said, blocks."""

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from intake_app.settings import Settings
from tests.ui.screens.interview_room import DARI, GERMAN, Room, seen_texts, wait_until
from ui.parts.bilingual import BilingualLine
from ui.screens.interview import InterviewScreen
from ui.shortcuts import show_help
from ui.words import set_language

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OWN = "arrival-intake"


@pytest.fixture(scope="module")
def house(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("keys") / "workspace")
    yield made
    made.close()


@pytest.fixture
def room(house: Room) -> Iterator[Room]:
    yield house
    house.go_again()
    house.window.settings = Settings(ui_language="en")


def choose(room: Room, **choices: object) -> None:
    room.window.settings = msgspec.structs.replace(room.window.settings, **choices)


def helped(screen: InterviewScreen) -> tuple[tuple[str, str], ...]:
    """Return the lines of the help (F1)."""
    return screen.keys()


def test_ctrl_tab_goes_around_the_parts_and_esc_comes_back(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    card = screen.box(room.page_of("literacy"))
    seen = []
    for _part in range(3):
        room.press(Qt.Key.Key_Tab, CTRL)
        focus = QApplication.focusWidget()
        parts = (screen._foot, screen._top, screen._nav)
        seen.append(next(part for part in parts if focus is not None and part.isAncestorOf(focus)))
    assert seen == [screen._foot, screen._top, screen._nav]
    room.press(Qt.Key.Key_Tab, CTRL)
    assert QApplication.focusWidget() is card
    QTest.keyClick(card, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert screen._nav.isAncestorOf(QApplication.focusWidget())
    room.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is card


def test_arrows_walk_inside_a_part_and_enter_presses(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.page_of("literacy")
    before = screen.page_refs()
    QTest.keyClick(screen, Qt.Key.Key_Backtab, CTRL | SHIFT)  # the sections
    here = QApplication.focusWidget()
    assert isinstance(here, QAbstractButton)
    assert here.property("is_here")
    room.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is not here
    assert screen.page_refs() == before
    room.press(Qt.Key.Key_Return)
    assert screen.page_refs() != before
    assert QApplication.focusWidget() is screen.box(screen.page_refs()[0])


def test_every_control_around_the_cards_is_reached_by_keys(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    reached = set()
    for _part in range(3):
        room.press(Qt.Key.Key_Tab, CTRL)
        first = QApplication.focusWidget()
        for _control in range(40):
            reached.add(QApplication.focusWidget())
            room.press(Qt.Key.Key_Right)
            if QApplication.focusWidget() is first:
                break
    for part in (screen._foot, screen._top, screen._nav):
        for control in part.findChildren(QAbstractButton):
            if control.isVisible() and control.isEnabled():
                assert control in reached, control.accessibleName()


def test_a_single_key_of_ones_own_acts_and_the_usual_one_does_not(room: Room) -> None:
    choose(room, keys={"later": "L"})
    screen = room.open(OWN, GERMAN, DARI)
    box = screen.box(room.page_of("literacy"))
    room.press(Qt.Key.Key_S)
    assert "later" not in box.marks()
    room.press(Qt.Key.Key_L)
    assert "later" in box.marks()
    assert ("L", "put off until later") in helped(screen)
    assert not [keys for keys, _says in helped(screen) if keys == "S"]


def test_single_keys_turned_off_leave_the_card_alone(room: Room) -> None:
    choose(room, single_keys=False)
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    for key in (Qt.Key.Key_S, Qt.Key.Key_1, Qt.Key.Key_M):
        room.press(key)
    assert "later" not in screen.box(ref).marks()
    assert screen.interview.value(ref) is None
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Space)
    assert screen.interview.value(ref) == "well"
    assert not [keys for keys, _says in helped(screen) if keys in {"S", "M", "T", "0"}]


def test_single_keys_work_whatever_script_the_keyboard_has(room: Room) -> None:
    choose(room, keys={"later": "س"})
    screen = room.open(OWN, GERMAN, DARI)
    box = screen.box(room.page_of("literacy"))
    room.type("س")
    assert "later" in box.marks()


def test_one_choice_goes_on_by_itself_where_one_asked_for_it(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    box = screen.box(room.page_of("literacy"))
    room.press(Qt.Key.Key_1)
    assert QApplication.focusWidget() is box
    choose(room, auto_advance=True)
    screen = room.open(OWN, GERMAN, DARI)
    box = screen.box(room.page_of("literacy"))
    room.press(Qt.Key.Key_1)
    assert QApplication.focusWidget() is not box


def test_0_and_a_digit_say_why_there_is_no_answer(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_0)
    room.press(Qt.Key.Key_2)
    assert screen.interview.non_answer(ref) == "unknown"


def unusual(room: Room) -> str:
    """Give an age that the form does not expect; return its question."""
    screen = room.screen
    ref = room.page_of("school_years")
    screen.box(ref).setFocus()
    room.type("80")
    return ref


def test_ctrl_enter_keeps_an_unusual_answer_as_said(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = unusual(room)
    page = screen.page_refs()
    room.press(Qt.Key.Key_Return, CTRL)
    assert screen.page_refs() == page
    assert screen.interview.value(ref) == "80"
    assert "Kept as said" in screen.box(ref).message_text()
    room.press(Qt.Key.Key_Return, CTRL)
    assert screen.page_refs() != page
    while not screen.is_last_page():
        screen.next_page()
    room.settle()
    assert "Please look again" not in seen_texts(screen)
    kept = room.kept().interview
    assert kept.node(ref).is_confirmed
    assert not kept.node(ref).valid


def test_who_reads_it_back_sees_what_was_kept_as_said(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    unusual(room)
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    screen.complete()
    wait_until(lambda: room.window.page is not None and room.window.page is not screen)
    page = room.window.page
    assert page is not None
    lines = page.findChildren
    wait_until(lambda: any("unusual, kept as said" in one.accessibleName() for one in lines(BilingualLine)))


def test_the_card_asks_whether_an_unusual_answer_is_right(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = unusual(room)
    screen.box(ref).flush()
    assert "Stimmt" in screen.box(ref).message_text() or "Is 80 right?" in screen.box(ref).message_text()
    room.press(Qt.Key.Key_Return, CTRL)
    room.press(Qt.Key.Key_Z, CTRL)
    assert not screen.interview.node(ref).is_confirmed
    assert screen.interview.value(ref) == "80"


def sensitive(room: Room) -> list[str]:
    return [view.ref for view in room.screen.interview.nodes() if view.definition.sensitivity in {"P3", "P4"}]


def test_a_sensitive_question_is_marked_and_says_why_it_is_asked(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    shown = 0
    for ref in sensitive(room):
        if not screen.interview.is_relevant(ref):
            continue
        screen.go_to(ref)
        assert "sensitive" in screen.box(ref).marks()
        hint = screen.interview.hint(ref, GERMAN)
        said = seen_texts(screen.box(ref))
        assert "Sensitive question" in said
        assert hint or "We ask only so that help fits. This may be left out." in said
        shown += 1
    assert shown
    assert "sensitive" not in screen.box(room.page_of("literacy")).marks()


def test_the_sensitive_questions_of_a_section_are_skipped_and_come_back_together(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    refs = [ref for ref in sensitive(room) if "need" in ref and screen.interview.is_relevant(ref)]
    screen.go_to(refs[0])
    section = screen.interview.sections()[screen._paging.section]
    inside = [ref for page in section.pages for ref in page.questions if ref in sensitive(room)]
    card = QApplication.focusWidget()
    room.press(Qt.Key.Key_F4, SHIFT)
    assert {screen.interview.non_answer(ref) for ref in inside} == {"not-asked"}
    assert QApplication.focusWidget() is card
    room.settle()
    assert {room.kept().interview.non_answer(ref) for ref in inside} == {"not-asked"}
    room.press(Qt.Key.Key_Z, CTRL)
    assert {screen.interview.non_answer(ref) for ref in inside} == {""}
    room.press(Qt.Key.Key_F2, SHIFT)
    assert {screen.interview.non_answer(ref) for ref in inside} == {"declined"}


def test_another_reason_for_a_skipped_block_is_one_press(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = next(ref for ref in sensitive(room) if "need" in ref and screen.interview.is_relevant(ref))
    screen.go_to(ref)
    screen.box(ref)._the_foot()._skip.click()
    line = screen._frame.skipped
    assert line.isVisible()
    assert "skipped for now" in line.accessibleName()
    line._reasons["declined"].click()
    assert screen.interview.non_answer(ref) == "declined"
    line._undo.click()
    assert screen.interview.non_answer(ref) == ""
    assert not line.isVisible()


def test_what_was_answered_is_not_skipped_with_the_block(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("d08_need")
    room.press(Qt.Key.Key_1)
    given = screen.interview.value(ref)
    assert given
    room.press(Qt.Key.Key_F4, SHIFT)
    assert screen.interview.value(ref) == given


def test_what_is_put_off_waits_after_a_break(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_S)
    room.settle()
    again = room.enter(room.interview_id)
    assert again is not screen
    room.page_of("literacy")
    assert "later" in again.box(ref).marks()
    assert "1 question put off until later" in seen_texts(again)
    room.press(Qt.Key.Key_1)
    room.settle()
    assert "later" not in again.box(ref).marks()
    assert room.kept().interview.put_off_refs() == ()


def test_the_help_says_the_keys_in_the_windows_language(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    try:
        set_language("de")
        assert all(says for _keys, says in helped(screen))
    finally:
        set_language("en")


def test_ctrl_k_searches_the_questions_and_never_other_people(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    wanted = room.page_of("literacy")
    room.page_of("name_given")
    room.stay()
    room.press(Qt.Key.Key_K, CTRL)
    assert room.went == [], "the list of persons would show"
    room.type("lesen und schreiben")
    room.press(Qt.Key.Key_Return)
    assert wanted in screen.page_refs()
    assert screen.box(wanted).hasFocus()
    assert dict(helped(screen))["Ctrl+K"] == "go to a question"


def test_the_help_names_no_key_twice_with_two_meanings(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    sheet = show_help(screen, screen.keys)
    said = [one.accessibleName() for one in sheet.findChildren(QLabel) if one.accessibleName()]
    keys = [line.partition(": ")[0] for line in said]
    assert "Ctrl+K" in keys
    assert len(keys) == len(set(keys)), "one key, two meanings"
    assert not {"PgDown", "Ctrl+Down", "Ctrl+Return"} & set(keys), "keys are said as they are printed"
    sheet.close()
    room.window.activateWindow()
    wait_until(lambda: QApplication.activeWindow() is room.window)


def test_after_the_interpreters_view_the_question_is_in_sight(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.page_of("birth_known")
    box = screen.box(screen.page_refs()[-1])
    box.setFocus()
    room.press(Qt.Key.Key_F12)
    room.press(Qt.Key.Key_F12)
    room.settle()
    assert box.hasFocus()
    wait_until(lambda: box.visibleRegion().boundingRect().height() == box.height())
