"""Numbers are typed in any digits; what an office dials, writes or looks up never mirrors."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.questions.conftest import Desk
from tests.ui.questions.test_question_box import key, root, type_text
from ui.questions.line_field import LineField

Lay = Callable[..., Desk]

FORM = """
| survey |         |      |                     |                    |            |
|        | type    | name | label::Dari (fa-AF) | label::German (de) | appearance |
|        | text    | line | جواب؟               | Antwort?           | {}         |
|        | integer | many | چند؟                | Wie viele?         |            |
|        | decimal | size | چقدر؟               | Wie viel?          |            |
|        | barcode | code | شماره؟              | Nummer?            |            |
"""
DARI, GERMAN = "Dari (fa-AF)", "German (de)"


@pytest.mark.parametrize(
    ("appearance", "typed", "kept"),
    [("numbers", "+۴۹ ۲۲۱ ۱۲۳۴", "+49 221 1234"), ("phone", "٠١٥٢-٣٣", "0152-33"),
     ("tel", "+49 30", "+49 30"),
     ("email", "سارا@example.org", "سارا@example.org"), ("url", "https://example.org/س", "https://example.org/س"),
     ("masked", "۱۲۳س", "۱۲۳س")],
)  # fmt: skip
def test_the_line_runs_left_to_right_in_a_right_to_left_talk(
    desk: Lay, qtbot: QtBot, appearance: str, typed: str, kept: str
) -> None:
    page = desk(FORM.format(appearance), GERMAN, DARI)
    box = page.boxes[f"{root(page)}/line"]
    assert isinstance(box.field, LineField)
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    type_text(typed)
    assert box.field.edit.layoutDirection() == Qt.LayoutDirection.LeftToRight
    key(qtbot, Qt.Key.Key_Return)
    assert page.interview.value(box.ref) == kept
    assert box.field.edit.text() == typed  # what was typed stays in sight
    page.speak(GERMAN)
    assert box.field.edit.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [("many", "۲۵", "25"), ("many", "٢٥", "25"), ("many", "१२", "12"), ("size", "۱۲٫۵", "12.5"),
     ("size", "١٢٫٥", "12.5"), ("size", "12,5", "12.5"), ("code", "A-۱۲", "A-۱۲")],
)  # fmt: skip
def test_numbers_are_typed_in_any_digits(desk: Lay, qtbot: QtBot, name: str, typed: str, kept: str) -> None:
    page = desk(FORM.format(""), GERMAN, DARI)
    box = page.boxes[f"{root(page)}/{name}"]
    assert isinstance(box.field, LineField)
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    type_text(typed)
    key(qtbot, Qt.Key.Key_Return)
    assert (page.interview.value(box.ref), page.interview.is_valid(box.ref)) == (kept, True)
    assert box.field.edit.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_words_begin_where_their_own_script_begins(desk: Lay, qtbot: QtBot) -> None:
    page = desk(FORM.format(""), GERMAN, DARI)
    box = page.boxes[f"{root(page)}/line"]
    assert isinstance(box.field, LineField)
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    type_text("سلام")
    assert box.field.edit.layoutDirection() == Qt.LayoutDirection.RightToLeft
