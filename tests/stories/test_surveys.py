"""A voluntary survey months after arrival: brought in with its licence, asked in Arabic, told of nobody."""

import datetime
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.services import surveys
from intake_app.services.consents import consent_history
from intake_app.services.persons import record_person
from intake_app.services.survey_texts import read_item_texts
from intake_app.vault import surveys as survey_sql
from tests.intake_app.services.people import draft
from tests.stories.test_case_management import opened
from tests.stories.window import Centre, Desk
from ui.screens.person import PersonScreen
from ui.screens.surveys import SurveysScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen

ITEMS = [str(n) for n in range(1, 13)]


def texts(folder: Path) -> Path:
    """Write item texts of our own making, in German and Arabic; one row has a flaw."""
    file = folder / "items.csv"
    rows = [
        f"{item},{tag},{said} {item},Erlaubnis vom 1. 2. 2026,Musterinstitut"
        for item in ITEMS for tag, said in (("de", "Mustersatz"), ("ar", "جملة"))
    ]  # fmt: skip
    file.write_text("\n".join(["item,language,text,licence,source", *rows, "99,de,zu viel,,"]), "utf-8")
    return file


def arrived(centre: Centre, days: int) -> str:
    """Record somebody whose case began ``days`` ago; return the person's id."""
    then = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    with opened(centre) as workspace:
        told = msgspec.structs.replace(draft("Layla", "Muster"), languages=("ar",))
        return record_person(workspace, draft=told, now=then).person.id


def page_of(desk: Desk, person: str) -> SurveysScreen:
    desk.window.go("person", person_id=person)
    overview = desk.driver.page(PersonScreen)
    desk.driver.wait(lambda: overview.outline is not None, "the person")
    QTest.keyClick(overview.survey_button, Qt.Key.Key_Return)
    page = desk.driver.page(SurveysScreen)
    desk.driver.wait(lambda: page.page is not None, "the surveys")
    return page


def test_a_survey_is_asked_months_later_in_arabic_and_labels_nobody(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    early, person = arrived(centre, 20), arrived(centre, 220)
    with opened(centre, "supervisor") as workspace:
        found = read_item_texts(texts(tmp_path), instrument="IPL-12")
        surveys.keep_item_texts(workspace, texts=found, now=datetime.datetime.now(datetime.UTC))
    one = desk(centre)
    one.enter()
    page = page_of(one, early)
    assert "May be asked from" in page.when.text()
    assert not page.begin.isEnabled(), "never at arrival"

    page = page_of(one, person)
    assert "6 months" in page.when.text()
    assert "Erlaubnis vom 1. 2. 2026" in page.texts.text()
    assert page.language.value() == "ar"
    assert not page.begin.isEnabled(), "nobody asked the person yet"
    QTest.keyClick(page.agree, Qt.Key.Key_Return)
    one.driver.wait(page.begin.isEnabled, "the consent")
    QTest.keyClick(page.begin, Qt.Key.Key_Return)
    talk = page.talk
    assert talk is not None
    assert talk.page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert "طوعية" in talk.page.question.words
    talk.page.tiles[0].click()
    asked = []
    for number in range(12):
        asked.append(talk.page.question.ref.removeprefix("item-"))
        assert [tile.offer.disc for tile in talk.page.tiles[:-1]] == [0, 1, 2, 3, 4]
        tile = talk.page.tiles[-1 if number == 3 else 4]
        tile.setFocus()
        QTest.keyClick(tile, Qt.Key.Key_Return)
    one.driver.wait(lambda: not page.message.isHidden(), "the survey kept")
    QTest.keyClick(talk.window, Qt.Key.Key_F10)
    assert page.talk is None
    one.driver.wait(lambda: "Asked before" in page.asked.text(), "the day it was asked")
    assert page.table.isHidden(), "one person is no cohort"
    assert "10 people" in page.hidden.text()
    one.close()
    with opened(centre) as workspace:
        (kept,) = survey_sql.surveys_with(workspace.database, "IPL-12")
        (consent,) = consent_history(workspace, person_id=person)
    assert (consent.purpose, consent.state, consent.language) == ("K-STAT", "given", "ar")
    assert (kept.wave, kept.language, kept.order) == (6, "ar", tuple(asked))
    assert sorted(asked, key=int) == ITEMS
    assert kept.answers == {item: 5 for item in asked if item != asked[3]}


def test_leaving_in_the_middle_keeps_nothing(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    person = arrived(centre, 400)
    one = desk(centre)
    one.enter("supervisor")
    page = page_of(one, person)
    assert "12 months" in page.when.text()
    assert "No item text is shipped" in page.texts.text()
    page.read_texts(texts(tmp_path))
    one.driver.wait(lambda: page.language.value() == "ar", "the texts")
    assert "Row 26: The survey has no item" in "\n".join(
        label.text() for label in page.findChildren(type(page.texts))
    )
    QTest.keyClick(page.agree, Qt.Key.Key_Return)
    one.driver.wait(page.begin.isEnabled, "the consent")
    page.begin.click()
    talk = page.talk
    assert talk is not None
    for _touch in range(4):
        talk.page.tiles[0].click()
    QTest.keyClick(talk.window, Qt.Key.Key_F10)
    assert page.talk is None
    one.close()
    with opened(centre) as workspace:
        assert survey_sql.surveys_with(workspace.database, "IPL-12") == ()
