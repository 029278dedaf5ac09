"""The interview room as the counsellor uses it, on a real vault: answers, pages, saving, coming back."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from intake_app.errors import DiskFull
from intake_app.forms import read_form
from intake_app.forms.definition import FormDefinition
from intake_app.services import interviews, reviews
from tests.ui.look_at import faults, nameless
from tests.ui.screens.interview_room import ARABIC, DARI, GERMAN, Room, seen_texts, wait_until
from ui.look.dress import dress
from ui.words import set_language

CTRL = Qt.KeyboardModifier.ControlModifier
OWN = "arrival-intake"


@pytest.fixture(scope="module")
def house(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One window on one vault for all tests here: making a vault costs a second on purpose."""
    made = Room(tmp_path_factory.mktemp("interviews") / "workspace")
    yield made
    made.close()


@pytest.fixture
def room(house: Room) -> Iterator[Room]:
    yield house
    house.go_again()


def small_form(tmp_path: Path) -> FormDefinition:
    file = tmp_path / "household.md"
    file.write_text(  # one line a row, however long
        """
| survey   |                   |            |                     |                    |                       |          |
|          | type              | name       | label::English (en) | label::Arabic (ar) | relevant              | required |
|          | begin_group       | home       | Home                | المنزل             |                       |          |
|          | select_one yes_no | has_school | School?             | مدرسة؟             |                       | yes      |
|          | text              | which      | Which school?       | أي مدرسة؟          | ${has_school} = 'yes' |          |
|          | integer           | rooms      | Rooms?              | غرف؟               |                       |          |
|          | end_group         |            |                     |                    |                       |          |
|          | begin_repeat      | child      | Child               | طفل                |                       |          |
|          | text              | name       | Name?               | الاسم؟             |                       |          |
|          | integer           | age        | Age?                |                    |                       |          |
|          | end_repeat        |            |                     |                    |                       |          |
| choices  |                   |            |                     |                    |                       |
|          | list_name         | name       | label::English (en) | label::Arabic (ar) |                       |
|          | yes_no            | yes        | yes                 | نعم                |                       |
|          | yes_no            | no         | no                  | لا                 |                       |
| settings |                   |            |                     |                    |                       |
|          | form_title        | form_id    | version             | default_language   |                       |
|          | Household         | household  | 1                   | English (en)       |                       |
""",  # noqa: E501
        encoding="utf-8",
    )
    reading = read_form(file)
    assert reading.definition is not None, reading.findings
    return reading.definition


def test_an_answer_by_key_is_on_the_disk_before_the_room_says_saved(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_2)
    room.settle()
    assert room.kept().interview.value(ref) == "some"
    assert "Saved" in " ".join(seen_texts(screen))


def test_the_room_shows_the_case_and_no_name(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    texts = " ".join(seen_texts(screen))
    assert "K-" in texts
    assert "Muster" not in texts
    assert "Fatima" not in texts


def test_the_first_question_has_the_focus(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    asked = [ref for ref in screen.page_refs() if not screen.box(ref).is_note]
    assert QApplication.focusWidget() is screen.box(asked[0])


def test_f2_to_f5_say_why_there_is_no_answer(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    for key, reason in ((Qt.Key.Key_F2, "declined"), (Qt.Key.Key_F3, "unknown"), (Qt.Key.Key_F4, "not-asked"),
                        (Qt.Key.Key_F5, "not-applicable")):  # fmt: skip
        room.press(key)
        assert screen.interview.non_answer(ref) == reason
    room.press(Qt.Key.Key_F5)
    assert screen.interview.non_answer(ref) == ""
    room.settle()
    assert room.kept().interview.non_answer(ref) == ""


def test_pages_go_on_without_waiting_for_answers(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    first = screen.page_refs()
    room.press(Qt.Key.Key_PageDown)
    second = screen.page_refs()
    assert second != first
    room.press(Qt.Key.Key_Return, CTRL)
    assert screen.page_refs() not in (first, second)
    room.press(Qt.Key.Key_PageUp)
    room.press(Qt.Key.Key_PageUp)
    assert screen.page_refs() == first


def test_arrows_walk_the_cards_and_on_to_the_next_page(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    refs = screen.page_refs()
    while screen.page_refs() == refs:
        room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Up)
    assert screen.page_refs() == refs
    assert QApplication.focusWidget() is screen.box(refs[-1])


def test_ctrl_down_goes_to_the_next_section(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    sections = screen.interview.sections()
    room.press(Qt.Key.Key_Down, CTRL)
    assert screen.page_refs() == sections[1].pages[0].questions
    room.press(Qt.Key.Key_Up, CTRL)
    assert screen.page_refs() == sections[0].pages[0].questions


def test_a_switch_of_language_changes_the_texts_and_nothing_else(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen.box(ref).set_answer("some")
    focus, place = QApplication.focusWidget(), screen._page.verticalScrollBar().value()
    answers = [(view.ref, view.value) for view in screen.interview.nodes()]
    screen.switch_client_language(ARABIC)
    assert screen.box(ref).question_text() == screen.interview.label(ref, ARABIC)
    screen.switch_client_language(DARI)
    assert screen.box(ref).question_text() == screen.interview.label(ref, DARI)
    assert QApplication.focusWidget() is focus
    assert screen._page.verticalScrollBar().value() == place
    assert [(view.ref, view.value) for view in screen.interview.nodes()] == answers


def test_a_switch_of_language_leaves_the_card_where_the_eye_is(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.window.resize(1024, 640)
    try:
        room.page_of("name_original")
        bar, refs = screen._page.verticalScrollBar(), screen.page_refs()
        screen.box(refs[-1]).setFocus()
        room.settle()
        bar.setValue(bar.maximum())
        ref = refs[-1]
        stood, at = screen.box(ref).y() - bar.value(), bar.value()
        assert at > 0
        for language in (ARABIC, GERMAN, DARI):
            screen.switch_client_language(language)
            room.settle()
            stands = screen.box(ref).y() - bar.value()
            assert stands == stood or bar.value() in {0, bar.maximum()}
        assert bar.value() == at
    finally:
        room.window.resize(1366, 768)


def test_who_scrolls_after_a_switch_is_not_taken_back(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.window.resize(1024, 640)
    try:
        room.page_of("name_original")
        bar = screen._page.verticalScrollBar()
        bar.setValue(bar.maximum())
        screen.switch_client_language(ARABIC)
        room.settle()
        bar.setValue(0)
        screen.switch_client_language(DARI)
        room.settle()
        assert bar.value() == 0
    finally:
        room.window.resize(1366, 768)


def test_f6_goes_back_and_forth_between_the_last_two_languages(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen.switch_client_language(ARABIC)
    for language in (DARI, ARABIC, DARI):
        room.press(Qt.Key.Key_F6)
        assert screen.box(ref).question_text() == screen.interview.label(ref, language)
    room.settle()
    assert room.kept().record.client_language == DARI


def test_f8_finds_a_language_by_its_name_here(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_F8)
    assert "العربية" in seen_texts(screen)
    assert "100 %" in seen_texts(screen)
    room.type("arab")
    room.press(Qt.Key.Key_Return)
    assert screen.box(ref).question_text() == screen.interview.label(ref, ARABIC)
    assert QApplication.focusWidget() is screen.box(ref)


def test_f7_swaps_the_sides(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    box = screen.box(room.page_of("literacy"))
    room.settle()
    before = box._client_pane.x() > box._counsellor_pane.x()
    room.press(Qt.Key.Key_F7)
    room.settle()
    assert (box._client_pane.x() > box._counsellor_pane.x()) is not before


def test_pause_empties_the_screen_and_only_f9_brings_it_back(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_F9)
    QApplication.processEvents()
    pause = screen._pause
    assert pause.isVisible()
    assert pause.geometry() == screen.rect()
    assert "All answers are saved." in seen_texts(pause)
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_2)
    assert pause.isVisible()
    assert screen.interview.value(ref) is None
    room.press(Qt.Key.Key_F9)
    assert not pause.isVisible()
    assert QApplication.focusWidget() is screen.box(ref)


def test_undo_takes_the_last_answer_back_and_redo_gives_it_again(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_1)
    room.press(Qt.Key.Key_2)
    room.press(Qt.Key.Key_Z, CTRL)
    assert screen.interview.value(ref) == "well"
    room.press(Qt.Key.Key_Z, CTRL)
    assert screen.interview.value(ref) is None
    room.press(Qt.Key.Key_Y, CTRL)
    assert screen.interview.value(ref) == "well"
    room.settle()
    assert room.kept().interview.value(ref) == "well"


def test_a_full_disk_loses_nothing_and_says_since_when(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    first, second = room.page_of("literacy"), room.page_of("latin_script")
    really = interviews.keep_event

    def full(*_args: object, **_facts: object) -> datetime.datetime:
        raise DiskFull

    monkeypatch.setattr(interviews, "keep_event", full)
    screen.box(first).set_answer("some")
    screen.box(second).set_answer("no")
    wait_until(screen._not_saved.isVisible)
    assert "Not saved since" in screen._not_saved.accessibleName()
    assert screen.interview.value(first) == "some"
    assert not screen.is_settled
    order: list[str] = []

    def watched(*args: object, **facts: object) -> datetime.datetime:
        order.append(facts["event"].ref)  # type: ignore[attr-defined]
        return really(*args, **facts)  # type: ignore[arg-type]

    monkeypatch.setattr(interviews, "keep_event", watched)
    screen._not_saved._again.click()
    room.settle()
    assert [ref for ref in order if ref] == [first, second]  # turns of pages are kept, too
    assert not screen._not_saved.isVisible()
    kept = room.kept().interview
    assert (kept.value(first), kept.value(second)) == ("some", "no")


def test_after_the_power_went_the_draft_stands_where_it_was(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen.box(ref).setFocus()
    screen.box(ref).set_answer("some")
    room.settle()
    interview_id = room.interview_id
    again = room.enter(interview_id)
    assert again is not screen
    assert ref in again.page_refs()
    assert QApplication.focusWidget() is again.box(ref)
    assert again.interview.value(ref) == "some"
    assert again.panes.client.name == DARI


def test_what_was_typed_a_moment_ago_is_kept_when_one_leaves(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("name_given")
    screen.box(ref).setFocus()
    room.press(Qt.Key.Key_Return)
    room.type("Sara")
    screen.leave()
    wait_until(lambda: room.window.page is not screen)
    assert room.kept().interview.value(ref) == "Sara"
    assert room.kept().record.status == "draft"


def test_questions_that_fall_away_fold_into_a_line(room: Room, tmp_path: Path) -> None:
    screen = room.open(small_form(tmp_path), "English (en)", "Arabic (ar)")
    school, which = room.page_of("has_school"), "/data/home/which"
    root = screen.interview.form.root.ref
    which = f"{root}/home/which"
    assert which not in screen.page_refs()
    assert any("1 question does not apply here" in text for text in seen_texts(screen))
    screen.box(school).set_answer("yes")
    assert which in screen.page_refs()
    screen.box(which).set_answer("Nordschule")
    screen.box(school).set_answer("no")
    assert which not in screen.page_refs()
    assert screen.interview.value(which) == "Nordschule"


def test_repeats_are_added_removed_and_counted(room: Room, tmp_path: Path) -> None:
    screen = room.open(small_form(tmp_path), "English (en)", "Arabic (ar)")
    root = screen.interview.form.root.ref
    screen.next_page()
    while screen._page.repeat.isHidden():
        screen.next_page()
    while screen.interview.node(f"{root}/child").definition and len(_children(screen)) < 3:
        screen._page.repeat._add.click()
    assert len(_children(screen)) == 3
    assert "3 of 3" in seen_texts(screen)
    screen.box(f"{root}/child[3]/name").set_answer("Dritte")
    screen.previous_page()
    assert "2 of 3" in seen_texts(screen)
    screen._page.repeat._remove.click()
    assert len(_children(screen)) == 2
    assert screen.interview.value(f"{root}/child[2]/name") == "Dritte"
    room.settle()
    assert room.kept().interview.value(f"{root}/child[2]/name") == "Dritte"


def _children(screen: object) -> list[str]:
    interview = screen.interview  # type: ignore[attr-defined]
    return [view.ref for view in interview.nodes() if view.definition.kind == "repeat"]


def test_a_new_repeat_speaks_the_language_of_the_page(room: Room, tmp_path: Path) -> None:
    screen = room.open(small_form(tmp_path), "English (en)", "Arabic (ar)")
    screen.next_page()
    while screen._page.repeat.isHidden():
        screen.next_page()
    screen._page.repeat._add.click()
    names = [screen.box(ref) for ref in screen.page_refs() if ref.endswith("/name")]
    ages = [screen.box(ref) for ref in screen.page_refs() if ref.endswith("/age")]
    assert names[0].question_text() == "الاسم؟"
    assert "please interpret" in ages[0].missing_text()


def test_the_last_page_lists_what_is_open_and_leads_there(room: Room, tmp_path: Path) -> None:
    screen = room.open(small_form(tmp_path), "English (en)", "Arabic (ar)")
    school = room.page_of("has_school")
    while not screen.is_last_page():
        screen.next_page()
    room.settle()
    assert "School?" in seen_texts(screen)
    assert "No answer yet" in seen_texts(screen)
    screen._points._buttons[0].click()
    assert school in screen.page_refs()
    assert screen.box(school).message_text()
    screen.box(school).set_non_answer("declined")
    assert not screen.box(school).message_text()


def test_completing_goes_on_to_reading_back(room: Room, tmp_path: Path) -> None:
    screen = room.open(small_form(tmp_path), "English (en)", "Arabic (ar)")
    screen.box(room.page_of("has_school")).set_answer("no")
    while not screen.is_last_page():
        screen.next_page()
    room.settle()
    assert any("Nothing that needs an answer is open." in text for text in seen_texts(screen))
    room.stay()
    screen.next_page()
    wait_until(lambda: bool(room.went))
    assert room.went == [("reading", {"interview_id": room.interview_id})]


def test_what_was_not_asked_is_recorded_in_one_step(room: Room, tmp_path: Path) -> None:
    screen = room.open(small_form(tmp_path), "English (en)", "Arabic (ar)")
    school = room.page_of("has_school")
    while not screen.is_last_page():
        screen.next_page()
    screen._points._none_asked.click()
    assert screen.interview.non_answer(school) == "not-asked"
    room.settle()
    assert any("Nothing that needs an answer is open." in text for text in seen_texts(screen))
    assert room.kept().interview.non_answer(school) == "not-asked"


def test_a_question_put_off_is_counted_marked_and_listed(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_S)
    assert "later" in screen.box(ref).marks()
    room.settle()
    assert any("1 question put off" in text for text in seen_texts(screen))
    while not screen.is_last_page():
        screen.next_page()
    room.settle()
    assert "Put off until later" in seen_texts(screen)


def test_what_is_put_off_is_not_squeezed_beside_the_dots(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.press(Qt.Key.Key_S)
    room.settle()
    assert "1 question put off until later" in seen_texts(screen)
    room.window.resize(1024, 700)
    QApplication.processEvents()
    assert "1 question put off until later" not in seen_texts(screen)
    room.window.resize(1366, 768)
    QApplication.processEvents()
    assert "1 question put off until later" in seen_texts(screen)


def test_the_frame_follows_the_windows_language_and_the_cards_do_not(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.press(Qt.Key.Key_S)
    before = [box.ref for box in screen._page.boxes]
    try:
        set_language("ar")
        QApplication.processEvents()
        said = seen_texts(screen)
        assert not [text for text in said if "put off" in text or " of " in text]
        assert [box.ref for box in screen._page.boxes] == before
    finally:
        set_language("en")


def test_a_supervisors_remark_stands_on_its_card(room: Room, tmp_path: Path) -> None:
    screen = room.open(small_form(tmp_path), "English (en)", "Arabic (ar)")
    ref = room.page_of("has_school")
    screen.box(ref).set_answer("no")
    room.settle()
    room.stay()
    screen.complete()
    wait_until(lambda: bool(room.went))
    room.go_again()
    workspace = room.window.workspace
    assert workspace is not None
    room.call(
        lambda: reviews.return_interview(
            workspace, interview_id=room.interview_id, remarks=((ref, "Please ask again."),), now=room.clock
        )
    )
    again = room.enter(room.interview_id)
    again.go_to(ref)
    assert "remark" in again.box(ref).marks()
    assert "Please ask again." in seen_texts(again)


def test_ctrl_g_goes_to_a_question_by_a_word_of_it(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.press(Qt.Key.Key_G, CTRL)
    room.type("lateinische")
    room.press(Qt.Key.Key_Return)
    assert any(ref.endswith("/latin_script") for ref in screen.page_refs())
    assert QApplication.focusWidget() is next(
        screen.box(ref) for ref in screen.page_refs() if ref.endswith("/latin_script")
    )


@pytest.mark.parametrize(
    ("language", "size", "scale"),
    [
        ("en", (1024, 700), 1.0),
        ("ar", (1366, 768), 2.0),
        *(
            pytest.param(*each, marks=pytest.mark.long)
            for each in [
                ("ar", (1024, 700), 1.0), ("en", (1366, 768), 2.0), ("en", (1366, 768), 1.0),
                ("ar", (1366, 768), 1.0),
            ]
        ),
    ],
)  # fmt: skip
def test_nothing_is_cut_at_any_size(
    room: Room, qapp: QApplication, size: tuple[int, int], scale: float, language: str
) -> None:
    set_language(language)
    dress(qapp, theme="light", scale=scale)
    try:
        room.open(OWN, GERMAN, DARI)
        room.window.resize(*size)
        found = []
        for name in ("literacy", "name_given", "birth_known"):
            room.page_of(name)
            QApplication.processEvents()
            found += faults(room.window, QSize(*size))
        assert not found
    finally:
        set_language("en")
        dress(qapp, theme="light", scale=1.0)
        room.window.resize(1366, 768)


def test_every_control_has_a_name(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    while True:
        assert not nameless(screen)
        if screen.is_last_page():
            break
        screen.next_page()


REAL = (
    ("unhcr-rms-capi-v2.xlsx", "English (en)", ("العربية (ar)", "Español (es)", "Français (fr)")),
    ("household-english-dari.xlsx", "English", ("Dari",)),
    ("reach-msna-2024-v11.xlsx", "english", ("french",)),
)


@pytest.mark.parametrize(("file", "counsellor", "clients"), REAL)
def test_after_a_switch_nothing_on_a_page_stays_in_the_old_language(
    room: Room, shared: Path, file: str, counsellor: str, clients: tuple[str, ...]
) -> None:
    path = shared / "forms" / "real" / file
    if not path.is_file():
        pytest.skip("the published forms are not beside this checkout")
    definition = read_form(path).definition
    assert definition is not None
    screen = room.open(definition, counsellor, counsellor)
    while not screen.is_last_page():
        for client in clients:
            screen.switch_client_language(client)
            for ref in screen.page_refs():
                asked = screen.interview.worded(ref, "label", client)
                box = screen.box(ref)
                if asked.is_fallback:
                    assert box.missing_text()
                assert box.counsellor_text() or box.question_text()
                if not asked.is_fallback and asked.text.isprintable() and not set("*#<[_") & set(asked.text):
                    assert box.question_text() == asked.text.strip()
        screen.switch_client_language(counsellor)
        screen.next_page()
