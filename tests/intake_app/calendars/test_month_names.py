"""Months are found however they are spelled and shown in the reader's language."""

import pytest

from intake_app.calendars.conversion import CALENDARS, months_in_year
from intake_app.calendars.month_names import _index, find_month, fold, month_name
from intake_app.languages import UI_LANGUAGES


@pytest.mark.parametrize(
    ("word", "calendar", "language", "month"),
    [
        ("Hamal", "persian", "en", 1),
        ("حمل", "persian", "fa-AF", 1),
        ("وری", "persian", "ps", 1),
        ("وری", "persian", "fa", 1),
        ("سنبله", "persian", "fa-AF", 6),
        ("لیندۍ", "persian", "ps", 9),
        ("چنگاښ", "persian", "ps", 4),
        ("فروردین", "persian", "fa", 1),
        ("فروردين", "persian", "fa", 1),  # the Arabic yeh of many keyboards
        ("Ordibehescht", "persian", "de", 2),
        ("ESFAND", "persian", "tr", 12),
        ("መስከረም", "ethiopic", "am", 1),
        ("ኅዳር", "ethiopic", "am", 3),
        ("ህዳር", "ethiopic", "ti", 3),  # the same sound, another row
        ("ሓምለ", "ethiopic", "ti", 11),
        ("ሐምሌ", "ethiopic", "am", 11),
        ("ጳጕሜን", "ethiopic", "am", 13),
        ("Ginbot", "ethiopic", "en", 9),
        ("Ṭəqəmt", "ethiopic", "de", 2),
        ("ذو القعدة", "islamic-umalqura", "ar", 11),
        ("ذوالقعده", "islamic-umalqura", "fa", 11),
        ("Dhu l-Qaʿda", "islamic-umalqura", "de", 11),
        ("Cemaziyelevvel", "islamic-umalqura", "tr", 5),
        ("Rabi II", "islamic-umalqura", "en", 4),
        ("Shacban", "islamic-umalqura", "so", 8),
        ("آذار", "gregory", "ar", 3),
        ("مارس", "gregory", "ar", 3),
        ("جويلية", "gregory", "ar", 7),
        ("جنوري", "gregory", "ps", 1),
        ("травня", "gregory", "uk", 5),
        ("травень", "gregory", "uk", 5),
        ("MAYIS", "gregory", "tr", 5),
        ("Jänner", "gregory", "de", 1),
        ("d’agost", "gregory", "ca", 8),
        ("መስከረም", "gregory", "ti", 9),  # Eritrea names the Gregorian months so
    ],
)
def test_found(word: str, calendar: str, language: str, month: int) -> None:
    found = find_month(word, calendar, language)
    assert found is not None
    assert found.month == month


@pytest.mark.parametrize("word", ["", "Hamburg", "15", "Monat", "Farvardin Mehr"])
def test_other_words_are_no_month(word: str) -> None:
    assert find_month(word, "persian", "de") is None


def test_a_namesake_is_decided_by_the_language_or_not_at_all() -> None:
    uk = find_month("листопад", "gregory", "uk")
    hr = find_month("listopad", "gregory", "hr")
    pl = find_month("listopad", "gregory", "pl")
    assert uk is not None
    assert hr is not None
    assert pl is not None
    assert (uk.month, hr.month, pl.month) == (11, 10, 11)
    assert find_month("listopad", "gregory", "de") is None


def test_iran_and_afghanistan_name_the_same_month_differently() -> None:
    assert month_name("persian", 2, "fa") == "اردیبهشت"
    assert month_name("persian", 2, "fa-AF") == "ثور"
    assert month_name("persian", 2, "ps") == "غویی"
    assert month_name("persian", 2, "de", "afghan") == "Saur"
    assert month_name("persian", 2, "de", "iran") == "Ordibehescht"
    assert month_name("persian", 2, "prs") == "ثور"


@pytest.mark.parametrize("language", [*UI_LANGUAGES, "fa", "fa-AF", "ps", "uk", "tr", "ti", "am", "so", "xx"])
@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_month_has_a_name_for_every_reader(calendar: str, language: str) -> None:
    names = [month_name(calendar, month, language) for month in range(1, months_in_year(calendar) + 1)]
    assert all(names)
    assert len(set(names)) == months_in_year(calendar)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_name_in_the_table_finds_its_own_month(calendar: str) -> None:
    for word, months in _index(calendar).items():
        for month in months:
            found = find_month(word, calendar, month.language)
            assert found is not None
            assert found.month == month.month, word


def test_folding_forgets_case_marks_and_joiners_only() -> None:
    assert fold("İSTANBUL") == fold("ıstanbul") == fold("istanbul")
    assert fold("ربيع‌الأول") == fold("ربیعالاول")
    assert fold("ثور") != fold("جوزا")
