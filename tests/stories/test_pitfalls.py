"""The fourteen pitfalls of talks with newly arrived people, each by what must never go wrong with it.

Names, letters, dates, ages, directions, languages, reading, numbers, kinship, order, interpreters and
countries: the details have their tests beside the code. Here stands the list, whole and in its order, so
that none of the fourteen can be lost.
"""

import csv
import datetime
import unicodedata
from functools import cache

import pytest
from PySide6.QtCore import Qt

from intake_app import forms, places
from intake_app.calendars.ages import age_range, is_adult, is_birthday_known
from intake_app.calendars.conversion import ETHIOPIC, ISLAMIC, PERSIAN
from intake_app.calendars.telling import parse_told
from intake_app.identity import compare, search_keys
from intake_app.identity.din91379 import foreign_letters
from intake_app.identity.phone import phone_hint
from intake_app.interview import Interview
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import AgeStatement, Contact, PersonDraft, PersonName
from intake_app.services import persons
from intake_app.services import workspace as workspaces
from intake_app.services.forms import read_form_file
from intake_app.services.interpreters import InterpreterChoice, active, assign
from tests.intake_app.interview.scenario import Scenario
from tests.stories.window import PASSPHRASE, Centre
from ui.client.pictograms import pictograms_for
from ui.naming import in_reading_order
from ui.questions.panes import PaneLanguage
from ui.words import set_language

TODAY = datetime.date(2026, 11, 23)
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
FORM_WITH_A_NAME = """
| survey |      |      |                     |
|        | type | name | label::Dari (fa-AF) |
|        | text | a    | نام                 |
|        | text | b    | سن ${a}             |
"""
GERMAN, DARI = "Deutsch (de)", "دری (fa-AF)"


@cache
def _form() -> forms.FormDefinition:
    (file,) = forms.shipped_forms()
    definition = read_form_file(file).definition
    assert definition is not None
    return definition


@pytest.fixture
def interview() -> Interview:
    """Begin an interview on the shipped form."""
    return Interview.begin(
        _form(), language=GERMAN, now=NOW, user="u", device="d", timezone=datetime.UTC, seed=1
    )


def _ref(interview: Interview, name: str) -> str:
    return next(view.ref for view in interview.nodes() if view.definition.name == name)


def test_1_names_need_no_family_name_and_are_found_in_other_spellings() -> None:
    mononym = PersonName(given="Zarmina", order="G")
    chain = PersonName(given="Cabdi", father="Xasan", grandfather="Warsame", order="GFP")
    assert (mononym.display, chain.display) == ("Zarmina", "Cabdi Xasan Warsame")
    assert set(search_keys("Mohamad")) & set(search_keys("محمد"))
    assert PersonName(given="mohamad").display == "mohamad", "no letter of a name is corrected"


def test_2_letters_outside_the_standard_are_named_and_kept() -> None:
    assert foreign_letters("Muḥammad Şahin Łukasz") == ()
    assert foreign_letters(unicodedata.normalize("NFD", "Nguyễn")) == ()
    assert [one.character for one in foreign_letters("Ɓello")] == ["Ɓ"]


def test_3_the_first_of_january_is_nobodys_birthday() -> None:
    assigned = PartialDate("1994-01-01", certainty="assigned")
    assert not is_birthday_known(assigned)
    ali = PersonName(given="Ali", family="Muster")
    same, none = PersonDraft(names=(ali,), birth=assigned), PersonDraft(names=(ali,))
    assert compare(same, same).weight - compare(none, none).weight <= 1


@pytest.mark.parametrize(
    ("told", "calendar", "language", "first", "last"),
    [
        ("۱ حمل ۱۴۰۳", PERSIAN, "fa-AF", "2024-03-20", "2024-03-20"),  # an Afghan month
        ("1 farvardin 1403", PERSIAN, "fa", "2024-03-20", "2024-03-20"),  # the same month in Iran
        ("1.13.2015", ETHIOPIC, "ti", "2023-09-06", "2023-09-06"),  # a thirteenth month
        ("1402", PERSIAN, "fa-AF", "2023-03-21", "2024-03-19"),  # a year lies in two years
        ("1.9.1445", ISLAMIC, "ar", "2024-03-10", "2024-03-12"),  # the moon: a day more or less
    ],
)
def test_4_a_date_keeps_its_calendar_and_says_what_it_may_be(
    told: str, calendar: str, language: str, first: str, last: str
) -> None:
    date = parse_told(told, calendar, language)
    assert date.span is not None
    assert tuple(day.isoformat() for day in date.span) == (first, last)
    assert (date.original, date.calendar) == (told, calendar)


def test_5_an_assessed_age_stands_beside_the_stated_one(centre: Centre) -> None:
    opened = workspaces.unlock_workspace(
        centre.folder, user_id=centre.user("counsellor").id, passphrase=PASSPHRASE, now=NOW
    )
    (hit,) = persons.recent_persons(opened, limit=8)
    stated = AgeStatement(basis="stated", on="2026-11-20", source="own words", years=17)
    assessed = AgeStatement(basis="assessed", on="2026-11-22", source="youth office", years=18)
    for statement in (stated, assessed):
        page = persons.state_age(opened, person_id=hit.person_id, statement=statement, now=NOW)
    workspaces.lock_workspace(opened, now=NOW)
    assert [(one.basis, one.years) for one in page.person.ages] == [("stated", 17), ("assessed", 18)]
    year_only = PartialDate("2008")
    assert age_range(year_only, TODAY) == (17, 18)
    assert is_adult(year_only, TODAY) == "unclear"


def test_6_direction_follows_the_text_and_mixed_text_is_set_apart() -> None:
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert PaneLanguage(DARI, "fa-AF").direction() == right
    assert PaneLanguage(GERMAN, "de").direction() == left
    assert PaneLanguage("nameless").direction("سلام") == right
    mixed = Scenario(FORM_WITH_A_NAME)
    mixed.answers(a="+49 30 12")
    assert "\u2068+49 30 12\u2069" in mixed.interview.worded("/data/b", "label", "Dari (fa-AF)").text


def test_7_a_switch_of_language_touches_no_answer(interview: Interview) -> None:
    literacy = _ref(interview, "literacy")
    code = interview.choices(literacy, GERMAN)[0].value
    interview.answer(literacy, code)
    before = interview.state()
    labels = {interview.label(literacy, language.name) for language in _form().languages}
    assert len(labels) == len(_form().languages)
    assert interview.state() == before
    assert interview.value(literacy) == code


def test_8_languages_are_told_apart_and_do_not_follow_from_a_country() -> None:
    rows = _rows("languages", "form-languages.csv")
    tags = {row["tag"] for row in rows}
    assert {"fa", "fa-AF", "ku", "ckb", "uk", "ru"} <= tags
    assert {"nationality", "languages_spoken", "language_best"} <= {
        view.definition.name for view in Interview.begin(_form(), now=NOW, user="u", device="d").nodes()
    }


def test_9_who_cannot_read_gets_a_picture_beside_every_choice(interview: Interview) -> None:
    literacy = _ref(interview, "literacy")
    shown = interview.choices(literacy, DARI)
    icons = pictograms_for(interview.node(literacy).definition, shown)
    assert len(icons) == len(shown) > 1
    assert len(set(icons)) == len(icons), "one picture would stand for two answers"


def test_10_phones_and_addresses_are_free_and_a_safe_hour_is_kept() -> None:
    contact = Contact(phone="0176 123", address="Kart-e Seh, Kabul", safe="after 16:00")
    assert phone_hint(contact.phone) == "no-country-code"
    assert (contact.phone, contact.address, contact.safe) == ("0176 123", "Kart-e Seh, Kabul", "after 16:00")


def test_11_kinship_is_broad_neutral_and_has_room_for_words() -> None:
    codes = {row["code"] for row in _rows("codes", "relations.csv")}
    assert {"aunt-uncle-paternal", "aunt-uncle-maternal", "spouse-religious", "child-of-relatives",
            "other"} <= codes  # fmt: skip


def test_12_order_and_capitals_follow_the_language() -> None:
    assert search_keys("İBRAHİM") == search_keys("ibrahim")
    set_language("tr")
    try:
        assert in_reading_order(["Çelik", "Demir", "Cem"], str) == ["Cem", "Çelik", "Demir"]
    finally:
        set_language("en")


def test_13_a_relative_interprets_in_an_emergency_only_and_the_reason_is_kept() -> None:
    relative = InterpreterChoice(
        "Sample aunt", "fa-AF", "relative-emergency", interpreter_id="i1", reason=" ambulance is waiting "
    )
    begun = assign(relative, interview_id="x", by="u", now=NOW)
    assert (begun.mode, begun.interpreter_id, begun.reason) == (
        "relative-emergency", "", "ambulance is waiting",
    )  # fmt: skip
    refused = assign(
        InterpreterChoice("Sample name", "ru", "on-site", acceptance="refused"),
        interview_id="x",
        by="u",
        now=NOW,
    )
    assert active((begun, refused)) == begun, "who was refused never begins, and no reason is asked"
    assert refused.reason == ""


def test_14_nationality_origin_and_people_are_named_neutrally(interview: Interview) -> None:
    said = " ".join(
        interview.label(view.ref, GERMAN) for view in interview.nodes() if view.definition.has_control
    ).casefold()
    assert "staatsangehörigkeit" in said
    for word in ("heimatland", "herkunftsland", "rasse", "volksgruppe", "flüchtling", "asylanten", "illegal"):
        assert word not in said, word


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    text = (places.resources() / folder / name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
