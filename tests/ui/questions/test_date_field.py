"""A date is told in any calendar, typed by keys, kept as it was told, and shown so again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from intake_app.interview import NodeView
from intake_app.services.told_dates import own_calendars
from tests.ui.questions.conftest import Desk
from tests.ui.questions.test_question_box import key, type_text
from ui.parts.label import Label
from ui.questions.date_field import DateField
from ui.words import set_language

Lay = Callable[..., Desk]

FORM = """
| survey |      |      |                    |                     |                        |                      |            |
|        | type | name | label::German (de) | label::Dari (fa-AF) | label::Tigrinya (ti)   | label::Arabic (ar)   | appearance |
|        | date | day  | Wann geboren?      | تاریخ تولد؟         | መዓስ ተወሊድካ?             | متى ولدت؟            |            |
|        | date | yr   | Seit wann hier?    | از کدام سال؟        | ካብ መዓስ?                | منذ متى؟             | year       |
|        | date | mon  | Welcher Monat?     | کدام ماه؟           | ኣየናይ ወርሒ?              | أي شهر؟              | month-year |
|        | date | eth  | Wann getauft?      | چه وقت؟             | መዓስ?                   | متى؟                 | ethiopian  |
|        | date | isl  | Wann geheiratet?   | چه وقت؟             | መዓስ?                   | متى؟                 | islamic    |
|        | date | per  | Wann angekommen?   | چه وقت؟             | መዓስ?                   | متى؟                 | persian    |
"""  # noqa: E501
GERMAN, DARI, TIGRINYA, ARABIC = "German (de)", "Dari (fa-AF)", "Tigrinya (ti)", "Arabic (ar)"
ENTER = Qt.Key.Key_Return

# client's language, what is typed into the card, the digit that chooses the calendar ("" when none is
# asked), the day the form reckons with. Anchors: ICU 78, the Umm al-Qura calendar as published, and days of
# public record (7 Saur 1357, 22 Bahman 1357, 24 Asad 1400, 20 Ginbot 1983, 1 Muharram 1400).
TABLE = [
    # Gregorian, as fast as ever: nothing is asked
    (GERMAN, "12051990", "", "1990-05-12"),
    (GERMAN, "12.5.1990", "", "1990-05-12"),
    (GERMAN, "12.05.1990", "", "1990-05-12"),
    (GERMAN, "3/4/1985", "", "1985-04-03"),
    (GERMAN, "29 2 1996", "", "1996-02-29"),
    (GERMAN, "29.02.2000", "", "2000-02-29"),
    (GERMAN, "29.2.1904", "", "1904-02-29"),
    (GERMAN, "28.2.1900", "", "1900-02-28"),
    (GERMAN, "31.12.1999", "", "1999-12-31"),
    (GERMAN, "1990-05-12", "", "1990-05-12"),
    (GERMAN, "2000-12-31", "", "2000-12-31"),
    (GERMAN, "1990", "", "1990-07-01"),
    (GERMAN, "5.1990", "", "1990-05-15"),
    (GERMAN, "2.1996", "", "1996-02-15"),
    (ARABIC, "١٢٠٥١٩٩٠", "", "1990-05-12"),
    (ARABIC, "٢٩.٢.١٩٩٦", "", "1996-02-29"),
    (DARI, "۱۲۰۵۱۹۹۰", "", "1990-05-12"),
    (DARI, "12.5.1990", "", "1990-05-12"),
    # Solar Hijri, Afghan and Iranian names, any digits, either order; leap days and year ends
    (DARI, "15.2.1374", "1", "1995-05-05"),
    (DARI, "۱۵۰۲۱۳۷۴", "1", "1995-05-05"),
    (DARI, "۱۳۷۴/۲/۱۵", "1", "1995-05-05"),
    (DARI, "1374-2-15", "1", "1995-05-05"),
    (DARI, "1403/1/1", "1", "2024-03-20"),
    (DARI, "1.1.1374", "1", "1995-03-21"),
    (DARI, "30.12.1370", "", "1992-03-20"),
    (DARI, "30.12.1375", "", "1997-03-20"),
    (DARI, "30.12.1399", "", "2021-03-20"),
    (DARI, "29.12.1374", "1", "1996-03-19"),
    (DARI, "31.6.1374", "", "1995-09-22"),
    (DARI, "1.7.1374", "1", "1995-09-23"),
    (DARI, "30.12.1403", "", "2025-03-20"),
    (DARI, "15 Hamal 1374", "", "1995-04-04"),
    (DARI, "۱۵ حمل ۱۳۷۴", "", "1995-04-04"),
    (DARI, "7 Saur 1357", "", "1978-04-27"),
    (DARI, "24 Asad 1400", "", "2021-08-15"),
    (DARI, "۱۵ فروردین ۱۳۷۴", "", "1995-04-04"),
    (DARI, "22 Bahman 1357", "", "1979-02-11"),
    (DARI, "30 Hut 1399", "", "2021-03-20"),
    (GERMAN, "22 Bahman 1357", "", "1979-02-11"),
    (GERMAN, "15 Hamal 1374", "", "1995-04-04"),
    (DARI, "1374", "1", "1995-09-19"),
    (DARI, "Hamal 1374", "", "1995-04-05"),
    # Ethiopian, with Pagume; a year fits both calendars, so it is asked
    (TIGRINYA, "2.1.1985", "1", "1992-09-12"),
    (TIGRINYA, "12.5.1990", "2", "1990-05-12"),
    (TIGRINYA, "1.1.2000", "1", "2007-09-12"),
    (TIGRINYA, "6.13.1987", "", "1995-09-11"),
    (TIGRINYA, "5.13.1987", "", "1995-09-10"),
    (TIGRINYA, "6.13.1999", "", "2007-09-11"),
    (TIGRINYA, "6.13.2003", "", "2011-09-11"),
    (TIGRINYA, "5.13.1966", "", "1974-09-10"),
    (TIGRINYA, "31.12.1990", "", "1990-12-31"),
    (TIGRINYA, "16.9.1985", "1", "1993-05-24"),
    (TIGRINYA, "20 Ginbot 1983", "", "1991-05-28"),
    (TIGRINYA, "መስከረም 2 1985", "1", "1992-09-12"),
    (TIGRINYA, "፪ መስከረም ፲፱፻፹፭", "1", "1992-09-12"),
    (TIGRINYA, "ጳጉሜን 6 1987", "", "1995-09-11"),
    (GERMAN, "20 Ginbot 1983", "", "1991-05-28"),
    (TIGRINYA, "22.4.1992", "1", "2000-01-01"),
    # Islamic, a day more or less
    (ARABIC, "4 ذو القعدة 1415", "", "1995-04-04"),
    (ARABIC, "٤ ذو القعدة ١٤١٥", "", "1995-04-04"),
    (ARABIC, "1 Muharram 1400", "", "1979-11-20"),
    (DARI, "1.1.1400", "2", "1979-11-20"),
    (ARABIC, "9.12.1443", "1", "2022-07-08"),
    (DARI, "1 Ramadan 1415", "", "1995-01-31"),
]


def lay(desk: Lay, client: str) -> Desk:
    return desk(FORM, GERMAN, client)


def card(page: Desk, name: str = "day") -> str:
    return f"{page.interview.form.root.ref}/{name}"


def tell(page: Desk, qtbot: QtBot, text: str, name: str = "day") -> NodeView:
    """Go to the card, into the answer, and type."""
    ref = card(page, name)
    page.boxes[ref].setFocus()
    key(qtbot, ENTER)
    type_text(text)
    return page.interview.node(ref)


def field(page: Desk, name: str = "day") -> DateField:
    found = page.boxes[card(page, name)].field
    assert isinstance(found, DateField)
    return found


@pytest.mark.parametrize(("client", "typed", "digit", "day"), TABLE)
def test_a_date_of_the_table_is_typed_by_keys(  # noqa: PLR0917 - a table of four columns
    desk: Lay, qtbot: QtBot, client: str, typed: str, digit: str, day: str
) -> None:
    page = lay(desk, client)
    tell(page, qtbot, typed)
    if digit:
        assert field(page).reading.asked_text()
        if field(page).words.isVisible():
            key(qtbot, ENTER)
        type_text(digit)
    assert field(page).reading.asked_text() == ""
    key(qtbot, ENTER)
    view = page.interview.node(card(page))
    assert (view.value, view.valid) == (day, True)
    assert QApplication.focusWidget() is page.boxes[view.ref]


def test_what_was_said_is_kept_letter_by_letter(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, DARI)
    tell(page, qtbot, "۱۵ حمل ۱۳۷۴")
    key(qtbot, ENTER)
    told = page.interview.node(card(page)).told
    assert told is not None
    assert (told.original, told.calendar, told.precision) == ("۱۵ حمل ۱۳۷۴", "persian", "day")
    assert (told.iso, told.certainty, told.told_in) == ("1995-04-04", "stated", "fa-AF")
    assert told.told_on


def test_a_half_known_date_keeps_the_truth_beside_the_day_of_the_form(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, "about 1990")
    key(qtbot, ENTER)
    view = page.interview.node(card(page))
    assert view.told is not None
    assert (view.value, view.valid) == ("1990-07-01", True)
    assert (view.told.iso, view.told.certainty) == ("1990", "estimated")
    assert page.boxes[view.ref].message_text() == ""


def test_the_conversion_stands_below_while_typing_in_both_languages(desk: Lay, qtbot: QtBot) -> None:
    set_language("de")
    page = lay(desk, DARI)
    tell(page, qtbot, "15.2.1374")
    assert field(page).reading.conversion_texts() == ()
    type_text("1")
    theirs, ours = field(page).reading.conversion_texts()
    assert ours == "15. Saur 1374 = 5. Mai 1995"
    assert "15 ثور 1374" in theirs
    assert "1995" in theirs


def test_a_year_of_another_calendar_is_shown_as_the_span_it_is(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, DARI)
    tell(page, qtbot, "1374")
    key(qtbot, ENTER)
    key(qtbot, ENTER)
    ours = field(page).reading.conversion_texts()[-1]
    assert "between 21 March 1995 and 19 March 1996" in ours


def test_nobody_chooses_the_calendar_silently(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, DARI)
    tell(page, qtbot, "15.2.1374")
    assert field(page).reading.asked_text() == "In which calendar was this told?"
    key(qtbot, Qt.Key.Key_Escape)
    view = page.interview.node(card(page))
    assert (view.value, view.told, view.valid) == ("15.2.1374", None, False)
    assert field(page).reading.asked_text()  # still there to be answered
    key(qtbot, ENTER)
    field(page).edits["year"].setFocus()
    key(qtbot, Qt.Key.Key_End)
    type_text("۱")
    assert page.interview.value(card(page)) == "1995-05-05"


def test_enter_leads_to_the_calendars_and_enter_chooses(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, TIGRINYA)
    tell(page, qtbot, "2.1.1985")
    key(qtbot, ENTER)
    key(qtbot, Qt.Key.Key_Right)
    key(qtbot, ENTER)
    key(qtbot, ENTER)
    assert page.interview.value(card(page)) == "1985-01-02"


def test_calendar_and_certainty_are_reached_by_key(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, "12.5.1415")
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    for _step in range(2):
        key(qtbot, Qt.Key.Key_Right)
    key(qtbot, ENTER)
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    key(qtbot, Qt.Key.Key_Down)
    key(qtbot, Qt.Key.Key_Right)
    key(qtbot, ENTER)
    key(qtbot, ENTER)
    told = page.interview.node(card(page)).told
    assert told is not None
    assert (told.calendar, told.certainty, told.iso[:4]) == ("islamic-umalqura", "documented", "1994")


def test_an_answer_given_meanwhile_leaves_the_choice_of_calendars_open(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, "12.5.1990")
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    chosen = QApplication.focusWidget()
    qtbot.waitUntil(lambda: page.interview.value(card(page)) == "1990-05-12", timeout=3000)
    assert QApplication.focusWidget() is chosen
    key(qtbot, Qt.Key.Key_Escape)
    assert page.interview.value(card(page)) == "1990-05-12"


def test_the_mouse_does_the_same(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, DARI)
    tell(page, qtbot, "15.2.1374")
    buttons = field(page).reading.findChildren(QAbstractButton)
    solar = next(one for one in buttons if one.text().startswith("Solar Hijri: 5 May 1995"))
    qtbot.mouseClick(solar, Qt.MouseButton.LeftButton)
    assert page.interview.value(card(page)) == "1995-05-05"


@pytest.mark.parametrize(("digit", "certainty"), [("1", "assigned"), ("2", "stated")])
def test_the_first_of_january_is_asked_about_in_one_key(
    desk: Lay, qtbot: QtBot, digit: str, certainty: str
) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, "1.1.1990")
    assert field(page).reading.asked_text() == "1 January: was it set by an office?"
    type_text(digit)
    view = page.interview.node(card(page))
    assert view.told is not None
    assert (view.value, view.told.certainty) == ("1990-01-01", certainty)
    assert field(page).reading.asked_text() == ""
    page.boxes[card(page)].redraw()
    assert field(page).reading.asked_text() == ""


@pytest.mark.parametrize(
    ("name", "typed", "value", "iso"),
    [("yr", "1990", "1990-01-01", "1990"), ("mon", "5.1990", "1990-05-01", "1990-05"),
     ("eth", "2.1.1985", "1992-09-12", "1992-09-12"), ("isl", "4.11.1415", "1995-04-04", "1995-04-04"),
     ("per", "15.2.1374", "1995-05-05", "1995-05-05")],
)  # fmt: skip
def test_the_appearances_of_a_form_choose_what_is_asked(  # noqa: PLR0917 - a table of four columns
    desk: Lay, qtbot: QtBot, name: str, typed: str, value: str, iso: str
) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, typed, name)
    key(qtbot, ENTER)
    view = page.interview.node(card(page, name))
    assert view.told is not None
    assert (view.value, view.told.iso, view.valid) == (value, iso, True)


def test_it_is_shown_as_told_after_a_break_and_in_another_language(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, DARI)
    tell(page, qtbot, "۱۵۰۲۱۳۷۴")
    type_text("1")
    key(qtbot, ENTER)
    before = page.interview.node(card(page))
    page.speak(TIGRINYA)
    page.boxes[before.ref].redraw()
    page.boxes[before.ref].flush()
    assert page.interview.node(card(page)).told == before.told
    assert [edit.text() for edit in field(page).edits.values()] == ["۱۵", "۰۲", "۱۳۷۴"]
    fresh = DateField(before.definition, parent=page.page)
    fresh.show_answer(before.value)
    fresh.show_told(before.told)
    assert [edit.text() for edit in fresh.edits.values()] == ["۱۵", "۰۲", "۱۳۷۴"]
    assert fresh.reading.calendar == "persian"
    given: list[object] = []
    fresh.answered.connect(given.append)
    fresh.flush()
    assert given == []


def test_undo_shows_the_date_before(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, DARI)
    tell(page, qtbot, "12051990")
    key(qtbot, ENTER)
    tell(page, qtbot, "15 Hamal 1374")
    key(qtbot, ENTER)
    assert field(page).words.isVisible()
    page._redraw(page.interview.undo().nodes)
    assert not field(page).words.isVisible()
    assert [edit.text() for edit in field(page).edits.values()] == ["12", "05", "1990"]
    assert field(page).reading.calendar == "gregory"


def test_what_is_no_date_stays_in_sight_and_says_why(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, "31.2.1990")
    key(qtbot, ENTER)
    view = page.interview.node(card(page))
    assert (view.value, view.valid) == ("31.2.1990", False)
    said = [part.text() for part in field(page).reading.findChildren(Label) if part.isVisible()]
    assert any("28 days" in text for text in said)
    page.boxes[view.ref].setFocus()
    key(qtbot, ENTER)
    type_text("28021990")
    key(qtbot, ENTER)
    assert page.interview.value(view.ref) == "1990-02-28"


def test_backspace_on_the_empty_line_goes_back_to_day_month_and_year(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, "x")
    assert field(page).words.isVisible()
    key(qtbot, Qt.Key.Key_Backspace)
    key(qtbot, Qt.Key.Key_Backspace)
    assert field(page).edits["day"].hasFocus()
    type_text("12051990")
    key(qtbot, ENTER)
    assert page.interview.value(card(page)) == "1990-05-12"


def test_a_date_that_cannot_be_changed_asks_nothing(desk: Lay, qtbot: QtBot) -> None:
    page = lay(desk, GERMAN)
    tell(page, qtbot, "1.1.1990")
    assert field(page).reading.asked_text()
    field(page).set_readonly(True)
    assert field(page).reading.asked_text() == ""
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert not field(page).reading.button.isEnabled()


@pytest.mark.parametrize(
    ("language", "first"),
    [("fa-AF", "persian"), ("fa", "persian"), ("ps", "persian"), ("ti", "ethiopic"), ("am", "ethiopic"),
     ("ar", "gregory"), ("de", "gregory"), ("", "gregory")],
)  # fmt: skip
def test_each_language_is_offered_its_own_calendar_first(language: str, first: str) -> None:
    assert own_calendars(language)[0] == first
