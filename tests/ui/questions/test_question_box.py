"""A question card as the counsellor uses it: keys, mouse, two languages, never in anybody's way."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.questions.conftest import Desk
from ui.questions.choice import Choice
from ui.questions.choice_field import ChoiceField
from ui.questions.choice_list import ListField
from ui.questions.date_field import DateField
from ui.questions.line_field import LineField

Lay = Callable[..., Desk]

TWO_LANGUAGES = """
| survey  |                     |           |                    |                     |          |             |                                |                              |
|         | type                | name      | label::German (de) | label::Dari (fa-AF) | required | constraint  | constraint_message::German (de) | constraint_message::Dari (fa-AF) |
|         | select_one reading  | reading   | Können Sie lesen?  | خوانده می‌توانید؟   |          |             |                                |                              |
|         | select_multiple lang | spoken   | Welche Sprachen?   | کدام زبان‌ها؟       |          |             |                                |                              |
|         | integer             | years     | Wie viele Jahre?   | چند سال؟            |          | . <= 25     | Bitte 0 bis 25.                | لطفاً ۰ تا ۲۵.               |
|         | text                | helped    | Was hat geholfen?  |                     |          |             |                                |                              |
| choices |                     |           |                    |                     |
|         | list_name           | name      | label::German (de) | label::Dari (fa-AF) |
|         | reading             | well      | ja, gut            | بلی، خوب            |
|         | reading             | some      | ein wenig          | کمی                 |
|         | reading             | no        | nein               | نخیر                |
|         | lang                | fa        | Dari               | دری                 |
|         | lang                | ps        | Paschtu            | پشتو                |
|         | lang                | uz        | Usbekisch          | ازبکی               |
"""  # noqa: E501
GERMAN, DARI = "German (de)", "Dari (fa-AF)"


@pytest.fixture
def bilingual(desk: Lay) -> Desk:
    return desk(TWO_LANGUAGES, GERMAN, DARI)


def root(desk: Desk) -> str:
    return desk.interview.form.root.ref


def key(qtbot: QtBot, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, code, modifier)


def type_text(text: str) -> None:
    """Type into whatever has the focus, character by character, in any script."""
    for character in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            known = ord(character) if character.isascii() and character.isdigit() else 0
            QApplication.sendEvent(focus, QKeyEvent(kind, known, Qt.KeyboardModifier.NoModifier, character))


def test_a_key_chooses_an_answer(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/reading"
    bilingual.boxes[ref].setFocus()
    key(qtbot, Qt.Key.Key_2)
    assert bilingual.interview.value(ref) == "some"
    key(qtbot, Qt.Key.Key_3)
    assert bilingual.interview.value(ref) == "no"


def test_the_same_key_again_takes_one_of_several_back(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/spoken"
    bilingual.boxes[ref].setFocus()
    key(qtbot, Qt.Key.Key_2)
    key(qtbot, Qt.Key.Key_1)
    assert bilingual.interview.value(ref) == "fa ps"
    key(qtbot, Qt.Key.Key_2)
    assert bilingual.interview.value(ref) == "fa"


def test_a_click_chooses_and_the_key_still_works_afterwards(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/reading"
    buttons = bilingual.boxes[ref].findChildren(Choice)
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert bilingual.interview.value(ref) == "well"
    key(qtbot, Qt.Key.Key_2)
    assert bilingual.interview.value(ref) == "some"


def test_backspace_takes_an_answer_back(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/reading"
    bilingual.boxes[ref].set_answer("well")
    bilingual.boxes[ref].setFocus()
    key(qtbot, Qt.Key.Key_Backspace)
    assert bilingual.interview.value(ref) is None
    assert not any(button.isChecked() for button in bilingual.boxes[ref].findChildren(Choice))


def test_zero_and_a_number_give_a_reason_instead_of_an_answer(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/reading"
    bilingual.boxes[ref].setFocus()
    key(qtbot, Qt.Key.Key_0)
    key(qtbot, Qt.Key.Key_1)
    assert bilingual.interview.non_answer(ref) == "declined"
    assert "reason" in bilingual.boxes[ref].marks()


def test_a_digit_in_persian_begins_a_number(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/years"
    box = bilingual.boxes[ref]
    box.setFocus()
    type_text("۱")
    type_text("۲")
    key(qtbot, Qt.Key.Key_Return)
    assert bilingual.interview.value(ref) == "12"
    assert QApplication.focusWidget() is box
    assert box.findChild(QLineEdit).text() == "۱۲"


def test_a_pause_in_typing_is_enough(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/helped"
    bilingual.boxes[ref].setFocus()
    key(qtbot, Qt.Key.Key_Return)
    type_text("Meine Schwester")
    qtbot.waitUntil(lambda: bilingual.interview.value(ref) == "Meine Schwester", timeout=3000)


def test_inside_a_field_letters_are_letters(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/helped"
    box = bilingual.boxes[ref]
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    type_text("most 12 sums")
    key(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is box
    assert bilingual.interview.value(ref) == "most 12 sums"
    assert not bilingual.noted


def test_an_answer_that_does_not_fit_stays_and_both_languages_say_so(bilingual: Desk) -> None:
    ref = f"{root(bilingual)}/years"
    box = bilingual.boxes[ref]
    box.set_answer("80")
    assert bilingual.interview.value(ref) == "80"
    assert "لطفاً ۰ تا ۲۵." in box.message_text()
    assert "Bitte 0 bis 25." in box.message_text()
    assert "80" in box.message_text()
    box.set_answer("8")
    assert not box.message_text()


def test_what_is_no_number_stays_as_typed(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/years"
    box = bilingual.boxes[ref]
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    type_text("viele")
    key(qtbot, Qt.Key.Key_Return)
    assert box.findChild(QLineEdit).text() == "viele"
    assert bilingual.interview.value(ref) == "viele"
    assert "ganze Zahl" in box.message_text()
    assert "عدد کامل" in box.message_text()


def test_each_side_reads_its_own_language(bilingual: Desk) -> None:
    box = bilingual.boxes[f"{root(bilingual)}/reading"]
    assert box.question_text() == "خوانده می‌توانید؟"
    assert box.counsellor_text() == "Können Sie lesen?"
    first = box.findChildren(Choice)[0]
    assert first.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert first.accessibleName() == "بلی، خوب, ja, gut"


def test_switching_the_language_touches_neither_answer_nor_focus_nor_finding(
    bilingual: Desk, qtbot: QtBot
) -> None:
    ref = f"{root(bilingual)}/years"
    box = bilingual.boxes[ref]
    box.set_answer("80")
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    edit = QApplication.focusWidget()
    bilingual.speak(GERMAN)
    assert box.question_text() == "Wie viele Jahre?"
    assert box.counsellor_text() == "Wie viele Jahre?"
    assert QApplication.focusWidget() is edit
    assert bilingual.interview.value(ref) == "80"
    assert "Bitte 0 bis 25." in box.message_text()
    assert "لطفاً" not in box.message_text()
    bilingual.speak(DARI)
    assert "لطفاً" in box.message_text()


def test_a_missing_translation_is_never_a_blank(bilingual: Desk) -> None:
    box = bilingual.boxes[f"{root(bilingual)}/helped"]
    assert box.question_text() == ""
    assert box.counsellor_text() == "Was hat geholfen?"
    assert "please interpret" in box.missing_text()
    bilingual.speak(GERMAN)
    assert box.question_text() == "Was hat geholfen?"
    assert not box.missing_text()


def test_enter_goes_in_and_arrows_walk_the_choices(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/reading"
    box = bilingual.boxes[ref]
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    key(qtbot, Qt.Key.Key_Down)
    key(qtbot, Qt.Key.Key_Space)
    assert bilingual.interview.value(ref) == "some"
    key(qtbot, Qt.Key.Key_Escape)
    key(qtbot, Qt.Key.Key_Down)
    assert bilingual.moved == [1]


def test_a_note_is_written_with_m(bilingual: Desk, qtbot: QtBot) -> None:
    ref = f"{root(bilingual)}/reading"
    bilingual.boxes[ref].setFocus()
    key(qtbot, Qt.Key.Key_M)
    type_text("zögert lange")
    key(qtbot, Qt.Key.Key_Return)
    assert bilingual.noted == [(ref, "zögert lange")]


def many(count: int) -> str:
    rows = "\n".join(f"| | country | c{n} | Land {n} |" for n in range(count))
    return f"""
| survey  |                    |         |         |
|         | type               | name    | label   |
|         | select_one country | country | Woher?  |
| choices |                    |         |         |
|         | list_name          | name    | label   |
{rows}
|         | country            | xk      | Kosovë  |
"""


def test_a_long_list_is_searched_without_regard_to_accents(desk: Lay, qtbot: QtBot) -> None:
    page = desk(many(40))
    ref = f"{root(page)}/country"
    box = page.boxes[ref]
    assert isinstance(box.field, ListField)
    box.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    type_text("kosove")
    key(qtbot, Qt.Key.Key_Return)
    assert page.interview.value(ref) == "xk"
    assert QApplication.focusWidget() is box
    assert not box.field.search.isVisible()


def test_a_few_choices_stand_side_by_side(desk: Lay) -> None:
    page = desk(many(5))
    assert isinstance(page.boxes[f"{root(page)}/country"].field, ChoiceField)


TYPES = """
| survey |                    |           |            |               |                         |
|        | type               | name      | label      | appearance    | parameters              |
|        | text               | text      | Text       |               |                         |
|        | text               | lines     | Lines      | multiline     |                         |
|        | integer            | whole     | Whole      |               |                         |
|        | decimal            | part      | Part       |               |                         |
|        | date               | day       | Day        |               |                         |
|        | date               | month     | Month      | month-year    |                         |
|        | date               | year      | Year       | year          |                         |
|        | time               | clock     | Clock      |               |                         |
|        | dateTime           | moment    | Moment     |               |                         |
|        | select_one few     | one       | One        |               |                         |
|        | select_multiple few | several  | Several    |               |                         |
|        | select_one few     | listed    | Listed     | minimal       |                         |
|        | select_multiple few | marked   | Marked     | autocomplete  |                         |
|        | rank few           | order     | Order      |               |                         |
|        | range              | step      | Step       |               | start=1 end=5 step=1    |
|        | range              | span      | Span       |               | start=0 end=500 step=1  |
|        | acknowledge        | heard     | Heard      |               |                         |
|        | geopoint           | place     | Place      |               |                         |
|        | barcode            | code      | Code       |               |                         |
|        | image              | picture   | Picture    |               |                         |
| choices |                   |           |            |               |                         |
|        | list_name          | name      | label      |               |                         |
|        | few                | a         | Apfel      |               |                         |
|        | few                | b         | Birne      |               |                         |
|        | few                | c         | Citrone    |               |                         |
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [("text", "Hallo"), ("lines", "erste\nzweite"), ("whole", "42"), ("part", "12.5"), ("day", "2026-11-23"),
     ("month", "1990-05-01"), ("year", "1990-01-01"), ("clock", "09:30:00.000"),
     ("moment", "2026-11-23T09:30:00.000"), ("one", "b"), ("several", "a c"), ("listed", "c"),
     ("marked", "a b"), ("order", "c a b"), ("step", "4"), ("span", "250"), ("heard", "OK"),
     ("place", "50.9375 6.9603 0 0"), ("code", "4006381333931"), ("picture", "passport.jpg")],
)  # fmt: skip
def test_every_type_takes_its_answer_through_its_own_widget(desk: Lay, name: str, value: str) -> None:
    page = desk(TYPES)
    box = page.boxes[f"{root(page)}/{name}"]
    box.set_answer(value)
    kept = page.interview.value(box.ref)
    assert kept is not None
    assert kept.startswith(value)
    assert page.interview.is_valid(box.ref)
    box.set_answer(None)
    if name != "picture":
        assert page.interview.value(box.ref) is None


def test_a_date_is_typed_in_parts_and_the_cursor_goes_on_by_itself(desk: Lay, qtbot: QtBot) -> None:
    page = desk(TYPES)
    box = page.boxes[f"{root(page)}/day"]
    box.setFocus()
    type_text("2")
    for typed in ("3", "1", "1", "2026"):
        type_text(typed)
    qtbot.waitUntil(lambda: page.interview.value(box.ref) == "2026-11-23", timeout=3000)


def test_a_date_of_which_only_the_year_is_known_stays_a_year(desk: Lay, qtbot: QtBot) -> None:
    page = desk(TYPES)
    box = page.boxes[f"{root(page)}/day"]
    field = box.field
    assert isinstance(field, DateField)
    field.edits["year"].setFocus()
    type_text("1990")
    key(qtbot, Qt.Key.Key_Escape)
    view = page.interview.node(box.ref)
    assert view.told is not None
    assert (view.value, view.told.iso, view.valid) == ("1990-07-01", "1990", True)
    assert box.message_text() == ""


def test_an_order_is_given_by_choosing_one_after_the_other(desk: Lay, qtbot: QtBot) -> None:
    page = desk(TYPES)
    box = page.boxes[f"{root(page)}/order"]
    box.setFocus()
    for digit in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2):
        key(qtbot, digit)
    assert page.interview.value(box.ref) == "c a b"


def test_a_note_and_a_calculated_value_are_read_and_not_asked(desk: Lay) -> None:
    page = desk("""
| survey |           |       |                    |             |           |
|        | type      | name  | label              | calculation | read_only |
|        | note      | hello | Good to see you    |             |           |
|        | integer   | age   | Age?               |             |           |
|        | integer   | next  | Age next year      | ${age} + 1  | yes       |
""")
    note = page.boxes[f"{root(page)}/hello"]
    note.set_current(True)
    assert note.is_note
    page.boxes[f"{root(page)}/age"].set_answer("41")
    shown = page.boxes[f"{root(page)}/next"]
    assert page.interview.value(shown.ref) == "42"
    assert not shown.findChildren(QLineEdit)


def test_choices_follow_an_earlier_answer(desk: Lay) -> None:
    page = desk("""
| survey  |                   |        |         |                    |
|         | type              | name   | label   | choice_filter      |
|         | select_one state  | state  | State?  |                    |
|         | select_one county | county | County? | state = ${state}   |
| choices |                   |        |         |                    |
|         | list_name         | name   | label   | state              |
|         | state             | nw     | NRW     |                    |
|         | state             | by     | Bayern  |                    |
|         | county            | k      | Köln    | nw                 |
|         | county            | bn     | Bonn    | nw                 |
|         | county            | m      | München | by                 |
""")
    county = page.boxes[f"{root(page)}/county"]
    page.boxes[f"{root(page)}/state"].set_answer("nw")
    assert [button.value for button in county.findChildren(Choice) if not button.isHidden()] == ["k", "bn"]
    county.set_answer("bn")
    page.boxes[f"{root(page)}/state"].set_answer("by")
    assert page.interview.value(county.ref) is None


def test_a_phone_number_field_never_mirrors(desk: Lay) -> None:
    page = desk(
        """
| survey |      |       |                     |            |
|        | type | name  | label::Arabic (ar)  | appearance |
|        | text | phone | رقم الهاتف          | numbers    |
""",
        "Arabic (ar)",
        "Arabic (ar)",
    )
    field = page.boxes[f"{root(page)}/phone"].field
    assert isinstance(field, LineField)
    page.boxes[f"{root(page)}/phone"].set_answer("+49 221 1234")
    assert field.edit.layoutDirection() == Qt.LayoutDirection.LeftToRight
