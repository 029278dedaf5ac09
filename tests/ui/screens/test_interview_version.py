"""A newer form version in the room: offered, seen, moved by keys, an answer given on by hand, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.forms import read_form
from intake_app.forms.definition import FormDefinition
from intake_app.services import forms
from tests.ui.screens.interview_room import Room, seen_texts, wait_until
from ui.screens.interview_version_orphans import OrphanSheet
from ui.screens.interview_version_sheet import MoveSheet

ENGLISH, ARABIC = "English (en)", "Arabic (ar)"
_OLD = """
| survey |
| | type | name | label::English (en) | label::Arabic (ar) |
| | text | family | Family name | اسم العائلة |
| | integer | rooms | How many rooms? | كم غرفة؟ |
| | text | worry | What worries you? | ما الذي يقلقك؟ |
| settings |
| | form_title | form_id | version | default_language |
| | Moving | moving | 1 | English (en) |
"""
_NEW = """
| survey |
| | type | name | label::English (en) | label::Arabic (ar) |
| | text | surname | Family name | اسم العائلة |
| | date | rooms | When did you move in? | متى انتقلت؟ |
| | text | more | Anything else? | هل من شيء آخر؟ |
| settings |
| | form_title | form_id | version | default_language |
| | Moving | moving | 2 | English (en) |
"""


@pytest.fixture(scope="module")
def house(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("versions") / "workspace")
    yield made
    made.close()


def form(folder: Path, table: str) -> FormDefinition:
    file = folder / "moving.md"
    file.write_text(table, encoding="utf-8")
    definition = read_form(file).definition
    assert definition is not None
    return definition


def press(button) -> None:
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Return)


def entered_again(room: Room, version: str) -> None:
    wait_until(lambda: room.screen.is_ready and room.screen.interview.form.version == version)
    room.settle()
    wait_until(lambda: room.screen._versions.bar.versions.now == version)


def test_a_talk_moves_to_the_newer_version_and_back_by_keys(house: Room, tmp_path: Path) -> None:
    room, old, new = house, form(tmp_path, _OLD), form(tmp_path, _NEW)
    screen = room.open(old, ENGLISH, ARABIC)
    for ref, value in (("/data/family", "Haile"), ("/data/rooms", "3"), ("/data/worry", "the rent")):
        screen._acts.answer(ref, value)
    room.settle()
    assert screen._versions.bar.isHidden()
    opened = room.window.workspace
    room.call(lambda: forms.keep_form(opened, definition=new, now=room.clock))
    screen = room.enter(room.interview_id)
    bar = screen._versions.bar
    wait_until(bar.isVisible)
    assert "Version" in bar.accessibleName()

    press(bar.look_button)
    wait_until(lambda: isinstance(screen._versions.sheet, MoveSheet))
    sheet = screen._versions.sheet
    assert isinstance(sheet, MoveSheet)
    told = seen_texts(sheet)
    assert "the rent" in told
    assert any("Anything else?" in text for text in told)
    (tick,) = sheet.ticks.values()
    QTest.keyClick(tick.tick, Qt.Key.Key_Space)
    assert sheet.chosen() == {"/data/family": "/data/surname"}
    wait_until(lambda: any("under another name" in text for text in seen_texts(sheet)))
    press(sheet.confirm)
    entered_again(room, "2")
    screen = room.screen
    assert screen.interview.value("/data/surname") == "Haile"

    bar = screen._versions.bar
    assert bar.orphans == 2
    press(bar.orphans_button)
    sheet = screen._versions.sheet
    assert isinstance(sheet, OrphanSheet)
    assert "the rent" in seen_texts(sheet)
    number = next(n for n, one in enumerate(screen.interview.orphans) if one.line.raw == "the rent")
    sheet.pickers[number].set_value("/data/more")
    press(sheet.buttons[number])
    room.settle()
    assert room.kept().interview.value("/data/more") == "the rent"
    assert len(room.kept().interview.orphans) == 1
    sheet.close()

    press(bar.back_button)
    entered_again(room, "1")
    assert room.screen.interview.value("/data/worry") == "the rent"
    assert room.screen.interview.value("/data/family") == "Haile"
