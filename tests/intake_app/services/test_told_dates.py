"""Dates as told: asked back where two calendars fit, reckoned with honestly, read in every language."""

import datetime
from pathlib import Path

import pytest

from intake_app.languages import Words
from intake_app.records.interview_record import AnswerLine, InterviewEvent
from intake_app.records.partial_date import PartialDate
from intake_app.services import forms, interviews, persons
from intake_app.services.session import Workspace
from intake_app.services.told_dates import (
    age_words,
    calendar_asked_for,
    calendars_offered,
    day_for_form,
    describe_with_certainty,
    read_told,
    say_conversion,
    say_in_gregorian,
    word_told_dates,
)
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW

TODAY = datetime.date(2026, 11, 23)
FORM = """
| survey | | | | | |
| | type | name | label::German (de) | label::Dari (fa-AF) | label::Tigrinya (ti) |
| | date | born | Wann geboren? | تاریخ تولد؟ | መዓስ ተወሊድካ? |
| | date | came | Wann angekommen? | چه وقت رسیدید؟ | መዓስ መጺእካ? |
| settings | | | | | |
| | form_title | form_id | version | default_language |
| | Told dates | told | 1 | German (de) |
"""
GERMAN, DARI, TIGRINYA = "German (de)", "Dari (fa-AF)", "Tigrinya (ti)"


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("15.2.1374", "fa-AF", ("persian", "islamic-umalqura")),
        ("1374", "ps", ("persian", "islamic-umalqura")),
        ("12.5.1990", "fa-AF", ()),
        ("15 Hamal 1374", "fa-AF", ()),
        ("2.1.1985", "ti", ("ethiopic", "gregory")),
        ("23.11.2026", "ti", ()),  # in the Ethiopian calendar years from now
        ("6.13.1987", "am", ()),
        ("12.5.1990", "de", ()),
        ("12.5.1990", "ar", ()),
        ("1415", "de", ("islamic-umalqura",)),
        ("15 Hamal 1374", "de", ()),
        ("31.2.1990", "de", ()),
    ],
)
def test_a_calendar_is_asked_for_where_more_than_one_fits(
    text: str, language: str, asked: tuple[str, ...]
) -> None:
    assert read_told(text, language=language, told_on="2026-11-23").calendars == asked


def test_a_chosen_calendar_is_never_questioned() -> None:
    found = read_told("15.2.1374", calendar="persian", language="fa-AF")
    assert found.date is not None
    assert (found.date.iso, found.calendars) == ("1995-05-05", ())
    wrong = read_told("1990", calendar="persian", language="fa-AF")
    assert wrong.trouble is not None
    assert read_told("  ") == read_told("")


@pytest.mark.parametrize(
    ("text", "calendar", "asked", "day"),
    [
        ("12.5.1990", "gregory", ("day", "month", "year"), "1990-05-12"),
        ("5.1990", "gregory", ("day", "month", "year"), "1990-05-15"),
        ("1990", "gregory", ("day", "month", "year"), "1990-07-01"),
        ("1988-1990", "gregory", ("day", "month", "year"), "1989-07-01"),
        ("1374", "persian", ("day", "month", "year"), "1995-09-19"),
        ("1415", "islamic-umalqura", ("day", "month", "year"), "1994-12-03"),
        ("4.11.1415", "islamic-umalqura", ("day", "month", "year"), "1995-04-04"),
        ("5.1990", "gregory", ("month", "year"), "1990-05-01"),
        ("12.5.1990", "gregory", ("month", "year"), "1990-05-01"),
        ("1990", "gregory", ("month", "year"), "1990-07-01"),
        ("1990", "gregory", ("year",), "1990-01-01"),
        ("1985", "ethiopic", ("year",), "1993-01-01"),
        ("unknown", "gregory", ("day", "month", "year"), None),
    ],
)
def test_the_form_reckons_with_the_day_or_the_middle_of_what_was_told(
    text: str, calendar: str, asked: tuple[str, ...], day: str | None
) -> None:
    date = read_told(text, calendar=calendar, language="en").date
    assert date is not None
    assert day_for_form(date, asked) == day


def test_a_form_chooses_the_calendar_by_its_appearance() -> None:
    assert calendar_asked_for(("w1", "ethiopian")) == "ethiopic"
    assert calendar_asked_for(("no-calendar", "month-year")) == ""
    assert calendars_offered("ti")[0] == "ethiopic"
    assert sorted(calendars_offered("ti")) == sorted(calendars_offered("de"))


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (PartialDate("1992-03-05"), "Age: 34"),
        (PartialDate("2008"), "Age: 17 or 18"),
        (PartialDate("2008-01-01", certainty="assigned"), "Age: 17 or 18"),
        (PartialDate("2008-03-05"), "Age: 18"),
        (PartialDate("2007", certainty="estimated"), "Age: 16 to 21"),
        (PartialDate(), ""),
    ],
)
def test_an_age_is_never_more_exact_than_the_birth_date(birth: PartialDate, words: str) -> None:
    assert age_words(birth, TODAY, Words.load("en")) == words


def test_the_conversion_is_said_in_the_language_of_the_reader() -> None:
    told = read_told("15.2.1374", calendar="persian", language="fa-AF").date
    assert told is not None
    assert say_conversion(told, Words.load("en"), language="fa-AF") == "15 Sawr 1374 = 5 May 1995"
    dari = say_conversion(told, Words.load("fa-AF"), language="fa-AF")
    assert dari.startswith("\u200f\u206815 ثور 1374")
    assert say_in_gregorian(told, Words.load("de")) == "5. Mai 1995"
    plain = PartialDate("1995-05-05")
    assert say_conversion(plain, Words.load("de")) == ""
    assert say_conversion(plain, Words.load("en"), language="fa-AF") == "5 May 1995 = 15 Sawr 1374"
    assert say_conversion(plain, Words.load("en"), language="ti") == "5 May 1995 = 27 Miyazya 1987"


def test_a_language_without_a_catalogue_gets_signs_and_no_english() -> None:
    told = read_told("1985", calendar="ethiopic", language="ti").date
    assert told is not None
    shown = say_conversion(told, Words.load("ti"))
    assert not any(character.isascii() and character.isalpha() for character in shown)
    about = read_told("about 1990", language="de").date
    assert about is not None
    assert describe_with_certainty(about, Words.load("so")) == "≈ 1990"
    assert describe_with_certainty(PartialDate("1990", certainty="documented"), Words.load("ti")) == "1990"
    assert describe_with_certainty(PartialDate("1990", certainty="assigned"), Words.load("en")) == (
        "1990 – officially assigned"
    )


def test_a_talk_read_back_shows_dates_as_told_in_every_language(
    counsellor: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "told.md"
    file.write_text(FORM, encoding="utf-8")
    reading = forms.read_form_file(file)
    assert reading.definition is not None, reading.findings
    forms.keep_form(counsellor, definition=reading.definition, now=NOW)
    person = persons.record_person(counsellor, draft=draft("Anna"), now=NOW)
    opened = interviews.begin_interview(
        counsellor, case_id=person.case.id, form_id="told", language=GERMAN, client_language=DARI, now=NOW
    )
    told = read_told("۱۵ حمل ۱۳۷۴", language="fa-AF").date
    assert told is not None
    opened.interview.answer("/data/born", day_for_form(told), told=told)
    opened.interview.answer("/data/came", "2024-03-05")
    interviews.keep_event(
        counsellor, interview_id=opened.record.id, event=InterviewEvent("answer", "/data/born", told=told),
        state=opened.interview.state(), answered=2, asked=2, language=GERMAN, client_language=DARI, now=NOW,
    )  # fmt: skip
    lines = interviews.read_interview(counsellor, interview_id=opened.record.id, now=NOW).lines
    born, came = (next(line for line in lines if line.ref == f"/data/{name}") for name in ("born", "came"))
    assert born.values[GERMAN] == "15. Hamal 1374 (4. April 1995)"
    assert "15 حمل 1374" in born.values[DARI]
    assert "1995" in born.values[TIGRINYA]
    assert (born.raw, born.told) == ("1995-04-04", told)
    assert came.values[GERMAN] == "5. März 2024"
    assert "15 حوت 1402" in came.values[DARI]
    assert "26 ለካቲት 2016" in came.values[TIGRINYA]


def test_what_is_no_date_is_read_back_as_it_was_typed() -> None:
    line = AnswerLine("/data/born", 0, "question", {}, {GERMAN: "15.2.1374"}, "15.2.1374")
    assert word_told_dates((line,), {GERMAN: "de"}, {"/data/born"}) == (line,)


def test_a_birth_date_set_by_an_office_makes_nobody_the_same_person(counsellor: Workspace) -> None:
    for birth in ("1990-01-01", "1985-06-07"):
        persons.record_person(counsellor, draft=draft("Ali", f"Ahmadi{birth[:4]}", birth=birth), now=NOW)
    office, sure = (
        persons.likely_same_persons(counsellor, draft=draft("Ali", f"Ahmadi{birth[:4]}", birth=birth))
        for birth in ("1990-01-01", "1985-06-07")
    )
    assert not any(hit.is_exact for hit in office)
    assert sure[0].is_exact
