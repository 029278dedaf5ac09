"""The day of birth is typed as it is told, in any calendar; what nobody may guess is asked in one key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intake_app.records.partial_date import PartialDate
from tests.ui.look_at import faults
from tests.ui.questions.test_question_box import key, type_text
from ui.look.dress import dress
from ui.parts.label import Label
from ui.parts.page import scrolling
from ui.parts.space import column
from ui.parts.told_date import ToldDateField
from ui.words import _, set_language

ENTER = Qt.Key.Key_Return
Made = Callable[[str], ToldDateField]


@pytest.fixture
def field(app: QApplication, qtbot: QtBot) -> Made:
    """Return a way to make the field for a person who speaks a language."""

    pages: list[QWidget] = []

    def make(language: str) -> ToldDateField:
        made = ToldDateField(lambda: _("Date of birth"))
        made.speak_to(language)
        page = scrolling(column(made, "*", margins=(20, 14)))
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(600, 400)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        made.line.setFocus()
        return made

    return make


@pytest.mark.parametrize(
    ("language", "typed", "iso", "calendar", "certainty"),
    [
        ("de", "1990", "1990", "gregory", "stated"),
        ("de", "5.1990", "1990-05", "gregory", "stated"),
        ("de", "12.5.1990", "1990-05-12", "gregory", "stated"),
        ("de", "ca. 1990", "1990", "gregory", "estimated"),
        ("ar", "١٢/٥/١٩٩٠", "1990-05-12", "gregory", "stated"),
        ("fa-AF", "15 Hamal 1374", "1995-04-04", "persian", "stated"),
        ("ps", "د ۱۳۷۴ کال د وری ۱۵", "1995-04-04", "persian", "stated"),
        ("fa-AF", "12.5.1990", "1990-05-12", "gregory", "stated"),
        ("am", "6.13.1987", "1995-09-11", "ethiopic", "stated"),
        ("de", "unbekannt", "", "gregory", "stated"),
    ],
)
def test_a_day_of_birth_is_typed_as_it_is_told(  # noqa: PLR0917 - a table of five columns
    field: Made, language: str, typed: str, iso: str, calendar: str, certainty: str
) -> None:
    made = field(language)
    type_text(typed)
    told = made.told()
    assert told is not None
    assert (told.iso, told.calendar, told.certainty) == (iso, calendar, certainty)
    assert (told.original, told.told_in) == (typed, language)
    assert told.told_on


def test_nothing_typed_is_an_unknown_date(field: Made) -> None:
    assert field("fa-AF").told() == PartialDate()


@pytest.mark.parametrize(("digit", "iso"), [("1", "1995-05-05"), ("2", "1954-10-13")])
def test_enter_leads_to_the_calendar_that_is_asked(field: Made, qtbot: QtBot, digit: str, iso: str) -> None:
    made = field("fa-AF")
    type_text("15.2.1374")
    assert made.told() is None
    assert made.is_asking()
    key(qtbot, ENTER)
    type_text(digit)
    told = made.told()
    assert told is not None
    assert told.iso == iso
    assert made.line.hasFocus()


def test_enter_goes_on_when_nothing_is_open(field: Made, qtbot: QtBot) -> None:
    made = field("de")
    type_text("12.5.1990")
    with qtbot.waitSignal(made.returnPressed, timeout=1000):
        key(qtbot, ENTER)


def test_the_first_of_january_is_asked_about(field: Made, qtbot: QtBot) -> None:
    made = field("de")
    type_text("1.1.1990")
    assert made.reading.asked_text() == "1 January: was it set by an office?"
    key(qtbot, ENTER)
    type_text("1")
    told = made.told()
    assert told is not None
    assert (told.iso, told.certainty) == ("1990-01-01", "assigned")
    assert made.reading.asked_text() == ""


def test_the_language_of_the_person_decides_as_long_as_nobody_chose(field: Made) -> None:
    made = field("de")
    type_text("1374")
    made.speak_to("fa-AF")
    assert made.reading.reading.calendars == ("persian", "islamic-umalqura")
    made.reading.choose_calendar("persian")
    made.speak_to("ti")
    told = made.told()
    assert told is not None
    assert told.calendar == "persian"


def test_it_is_shown_again_as_it_was_told(field: Made) -> None:
    before = PartialDate(
        "1995-04-04", "documented", "persian", "۱۵ حمل ۱۳۷۴", told_on="2026-01-02", told_in="fa-AF"
    )
    made = field("fa-AF")
    made.show_told(before)
    assert made.told() == before
    assert made.text() == "۱۵ حمل ۱۳۷۴"
    assert "from a document" in made.reading.button.words()
    made.show_told(PartialDate())
    assert made.told() == PartialDate()


def test_what_is_no_date_is_said_when_it_is_left(field: Made, qtbot: QtBot) -> None:
    made = field("de")
    said: list[None] = []
    made.changed.connect(lambda: said.append(None))
    type_text("31.2.1990")
    assert not any("28 days" in part.text() for part in made.findChildren(Label))
    key(qtbot, ENTER)
    assert any("28 days" in part.text() for part in made.findChildren(Label) if part.isVisible())
    assert made.told() is None
    assert said


def test_a_day_to_come_is_no_day_of_birth(field: Made, qtbot: QtBot) -> None:
    made = field("de")
    type_text("12.5.2140")
    key(qtbot, ENTER)
    assert made.told() is None
    assert any("still to come" in part.text() for part in made.findChildren(Label) if part.isVisible())


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_in_every_direction_and_size(
    app: QApplication, field: Made, language: str, scale: float
) -> None:
    made = field("fa-AF")
    set_language(language)
    dress(app, theme="light", scale=scale)
    type_text("2.1402")
    made.reading.open()
    assert faults(made.window(), QSize(700, 620)) == []
