"""The client window in the room, and answers that are files: touched, confirmed, kept, removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.forms import read_form
from intake_app.services import attachments
from tests.ui.questions.test_card_media import png
from tests.ui.screens.interview_room import ARABIC, DARI, GERMAN, Room, seen_texts, wait_until
from ui.client.page import ClientPage
from ui.files import GivenFiles
from ui.questions.file_field import FileField

OWN = "arrival-intake"
PAPERS = """
| survey   |       |         |                     |            |
|          | type  | name    | label::English (en) | appearance |
|          | image | photo   | A photograph?       |            |
|          | image | sign    | Please sign.        | signature  |
| settings |            |         |                   |
|          | form_title | form_id | version | default_language |
|          | Papers     | papers  | 1       | English (en)     |
"""


@pytest.fixture(scope="module")
def house(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("client") / "workspace")
    yield made
    made.close()


@pytest.fixture
def room(house: Room) -> Iterator[Room]:
    yield house
    if house.screen._beside.client.is_open:
        house.screen._beside.toggle_client()
    house.go_again()
    house.window.activateWindow()
    wait_until(lambda: QApplication.activeWindow() is house.window)


def page(room: Room) -> ClientPage:
    window = room.screen._beside.client.window
    assert window is not None
    return window.page


def test_f10_opens_the_window_on_the_question_that_is_asked(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    room.press(Qt.Key.Key_F10)
    assert page(room).question.ref == ref
    assert page(room).question.words == "آیا می‌توانید به زبان خود بخوانید و بنویسید؟"
    QTest.keyClick(page(room), Qt.Key.Key_F10)
    assert not screen._beside.client.is_open


def test_a_touch_is_no_answer_before_the_counsellor_confirms_it(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen._beside.toggle_client()
    page(room).tiles[1].click()
    assert screen.interview.value(ref) is None
    assert "کمی" in screen.box(ref).touched_text()
    screen.box(ref).setFocus()
    QTest.keyClick(screen.box(ref), Qt.Key.Key_Return)
    assert screen.interview.value(ref) == "some"
    room.settle()
    assert room.kept().interview.value(ref) == "some"


def test_put_aside_it_is_no_longer_chosen_in_the_client_window(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen._beside.toggle_client()
    page(room).tiles[0].click()
    QTest.keyClick(screen.box(ref), Qt.Key.Key_Backspace)
    assert screen.interview.value(ref) is None
    assert page(room).chosen() == set()


def test_not_answering_can_be_touched_as_well(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen._beside.toggle_client()
    page(room).tiles[-1].click()
    QTest.keyClick(screen.box(ref), Qt.Key.Key_Return)
    assert screen.interview.node(ref).non_answer == "declined"


def test_the_window_follows_question_and_language(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen._beside.toggle_client()
    page(room).tiles[1].click()
    screen.switch_client_language(ARABIC)
    assert page(room).question.words == screen.interview.label(ref, ARABIC)
    assert page(room).chosen() == {"some"}
    room.page_of("latin_script")
    assert page(room).question.ref.endswith("latin_script")
    assert page(room).chosen() == set()


def test_a_pause_blanks_it_and_its_end_brings_the_question_back(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen._beside.toggle_client()
    QTest.keyClick(page(room), Qt.Key.Key_F9)
    assert page(room).question.ref == ""
    assert "Pause" in seen_texts(room.window)
    QTest.keyClick(page(room), Qt.Key.Key_F9)
    assert page(room).question.ref == ref
    room.window.blank.cover()
    assert page(room).question.ref == ""
    QTest.mouseClick(page(room), Qt.MouseButton.LeftButton)
    assert page(room).question.ref == ref
    screen.pause()
    QTest.mouseClick(page(room), Qt.MouseButton.LeftButton)
    assert page(room).question.ref == ""


def test_after_the_last_question_nothing_is_shown(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.page_of("literacy")
    screen._beside.toggle_client()
    screen._go_to_section(len(screen.interview.sections()))
    assert screen.is_last_page()
    assert page(room).question.ref == ""


def test_leaving_the_interview_closes_it(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    room.page_of("literacy")
    screen._beside.toggle_client()
    window = screen._beside.client.window
    assert window is not None
    screen.closing()
    assert not window.isVisible()


def papers(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "papers.md"
    file.write_text(PAPERS, encoding="utf-8")
    form = read_form(file).definition
    assert form is not None
    room.open(form, "English (en)", "English (en)")


def field_of(room: Room, name: str) -> FileField:
    field = room.screen.box(f"/data/{name}").field
    assert isinstance(field, FileField)
    return field


def kept_files(room: Room) -> list[str]:
    workspace = room.window.workspace
    assert workspace is not None
    found = room.call(lambda: attachments.attachments_of(workspace, interview_id=room.interview_id))
    return [one.name for one in found]


def test_a_chosen_picture_is_kept_shown_copied_out_and_removed(room: Room, tmp_path: Path) -> None:
    source, copy = tmp_path / "me.png", tmp_path / "copy.png"
    source.write_bytes(png(300, 200))
    papers(room, tmp_path)
    field = field_of(room, "photo")
    files = GivenFiles(source, copy)
    field.be_served(files)
    field.button.click()
    wait_until(lambda: field.name == "me.png" and field.picture.isVisible())
    assert not field.picture.is_broken()
    assert room.screen.interview.value("/data/photo") == "me.png"
    field._copy.click()
    wait_until(copy.exists)
    assert copy.read_bytes() == source.read_bytes()
    assert kept_files(room) == ["me.png"]
    room.screen.box("/data/photo").setFocus()
    QTest.keyClick(room.screen.box("/data/photo"), Qt.Key.Key_Backspace)
    wait_until(lambda: room.screen.interview.value("/data/photo") is None)
    assert kept_files(room) == []
    assert source.exists()


def test_a_signature_is_kept_with_the_interview(room: Room, tmp_path: Path) -> None:
    papers(room, tmp_path)
    field = field_of(room, "sign")
    assert field.pad is not None
    QTest.mousePress(field.pad.sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseRelease(field.pad.sheet, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    field.pad._keep.click()
    wait_until(lambda: room.screen.interview.value("/data/sign") == "sign.png")
    assert kept_files(room) == ["sign.png"]


def test_files_no_answer_names_go_when_the_interview_is_completed(room: Room, tmp_path: Path) -> None:
    source = tmp_path / "me.png"
    source.write_bytes(png(30, 20))
    papers(room, tmp_path)
    field = field_of(room, "photo")
    field.be_served(GivenFiles(source))
    field.button.click()
    wait_until(lambda: field.name == "me.png")
    room.screen.box("/data/photo").set_non_answer("declined")
    room.settle()
    room.stay()
    room.screen.complete()
    wait_until(lambda: bool(room.went))
    assert kept_files(room) == []


def test_what_cannot_be_kept_is_said_and_nothing_is_answered(room: Room, tmp_path: Path) -> None:
    papers(room, tmp_path)
    field = field_of(room, "photo")
    field.be_served(GivenFiles(tmp_path / "gone.png"))
    field.button.click()
    wait_until(lambda: "gone.png" in room.window.trouble_text)
    assert room.screen.interview.value("/data/photo") is None


def test_after_closing_it_the_keys_go_to_the_card_again(room: Room) -> None:
    screen = room.open(OWN, GERMAN, DARI)
    ref = room.page_of("literacy")
    screen._top._client.setFocus()
    screen._top._client.click()
    screen._top._client.click()
    assert room.window.focusWidget() is screen.box(ref)
