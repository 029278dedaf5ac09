"""Special needs by keys: safe first, signs without a story, four eyes, consent before the letter, hidden."""

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from intake_app.records.special_needs import SpecialNeedsCheck
from intake_app.services import case_work, special_needs
from tests.ui.house import House
from tests.ui.leaks import visible_texts
from tests.ui.papers import on_paper
from ui.screens.home import HomeScreen
from ui.screens.special_needs import SpecialNeedsScreen

KEY = Qt.Key


@pytest.fixture
def page(house: House) -> SpecialNeedsScreen:
    """Return the page of a person whose check has begun."""
    page = house.open("special_needs", SpecialNeedsScreen, person_id=house.person("Amini"))
    QTest.keyClick(page.begin_button, KEY.Key_Return)
    house.settle()
    house.come_forward()
    return page


def make_safe(house: House, page: SpecialNeedsScreen) -> None:
    for choice in page.setting.facts.values():
        choice.set_value("yes")
    page.setting.wish.press(1)
    house.settle()
    QTest.keyClick(page.setting.go_on, KEY.Key_Return)
    house.settle()


def kept(house: House, page: SpecialNeedsScreen) -> SpecialNeedsCheck:
    found = house.call(lambda: special_needs.special_needs_page(page.workspace, person_id=page.person_id))
    assert found.current is not None
    return found.current


def press(house: House, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(house.window.focusWidget() or house.window, key)
        house.settle()


def tell_all(house: House, page: SpecialNeedsScreen) -> None:
    for picks in page.signs.signs.values():
        picks.press(3)
        house.settle()


def test_nothing_begun_is_one_sentence_and_one_action(house: House) -> None:
    house.come_forward()
    page = house.open("special_needs", SpecialNeedsScreen, person_id=house.person("Amini"))
    assert page.begin_button.isVisible()
    QTest.qWait(1)  # the focus comes once all is shown
    assert house.window.focusWidget() is page.begin_button
    assert not page.setting.isVisible()
    assert not page.signs.isVisible()


def test_the_setting_comes_first(house: House, page: SpecialNeedsScreen) -> None:
    assert page.setting.isVisible()
    assert not page.signs.isVisible()
    assert not page.urgent.isVisible()
    assert not page.setting.go_on.isEnabled()
    for choice in list(page.setting.facts.values())[:-1]:
        choice.set_value("yes")
    page.setting.wish.press(2)
    house.settle()
    assert not page.setting.go_on.isEnabled(), "one fact is not checked yet"
    last = list(page.setting.facts.values())[-1]
    last._group.button(0).click()
    house.settle()
    focused = house.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert page.signs.isVisible()
    assert kept(house, page).setting.interpreter_wish == "man"


def test_not_now_is_kept_with_a_day(house: House, page: SpecialNeedsScreen) -> None:
    page.setting.not_now.click()
    assert page.sheet is not None
    QTest.keyClicks(page.sheet.day.line, "27.11.2026")  # type: ignore[attr-defined]
    page.sheet.confirm.click()
    house.settle()
    assert kept(house, page).setting.again_on == "2026-11-27"
    assert not page.signs.isVisible()
    assert any("27.11.2026" in text for _widget, text in visible_texts(page))


def test_signs_by_digits_and_arrows_and_no_place_for_a_story(house: House, page: SpecialNeedsScreen) -> None:
    make_safe(house, page)
    page.signs.signs["minor"].enter()
    press(house, KEY.Key_3, KEY.Key_Down, KEY.Key_2, KEY.Key_Down, KEY.Key_1, KEY.Key_1)
    assert kept(house, page).signs == {"minor": "no", "unaccompanied-minor": "indication"}
    inputs = (QPlainTextEdit, QTextEdit, QLineEdit)
    assert not [one for kind in inputs for one in page.findChildren(kind) if one.isVisible()]


def test_something_urgent_waits_for_a_colleague_who_confirms_it(
    house: House, page: SpecialNeedsScreen
) -> None:
    make_safe(house, page)
    person_id = page.person_id
    page.urgent.triggers["child"].click()
    assert page.urgent.begin.isVisible()
    QTest.keyClick(page.urgent.begin, KEY.Key_Return)
    house.settle()
    assert kept(house, page).waits_for_second
    assert list(page.urgent.steps) == ["child-team", "child-office"]
    QTest.keyClick(page.urgent.steps["child-office"], KEY.Key_Space)
    house.settle()
    assert not page.urgent.confirm.isVisible(), "who raised it does not confirm it"
    tell_all(house, page)
    QTest.keyClick(page.end.complete, KEY.Key_Return)
    house.settle()
    assert "second person" in house.window.trouble_text.lower()
    house.change_to("supervisor")
    workspace = house.window.workspace
    assert workspace is not None
    assert [one.person_id for one in house.call(lambda: special_needs.waiting_for_me(workspace))] == [
        person_id
    ]
    page = house.open("special_needs", SpecialNeedsScreen, person_id=person_id)
    assert page.urgent.steps["child-office"].isChecked()
    QTest.keyClick(page.urgent.confirm, KEY.Key_Return)
    house.settle()
    assert not kept(house, page).waits_for_second
    QTest.keyClick(page.end.complete, KEY.Key_Return)
    house.settle()
    assert len(kept(house, page).recheck_on) == 2
    assert page.end.again.isVisible()
    assert not page.signs.signs["minor"].isEnabled()


def test_a_total_says_its_band(house: House, page: SpecialNeedsScreen) -> None:
    make_safe(house, page)
    page.results.add.click()
    assert page.sheet is not None
    QTest.keyClicks(page.sheet.total.line, "5")  # type: ignore[attr-defined]
    page.sheet.confirm.click()
    house.settle()
    assert [one.band for one in kept(house, page).instruments] == ["medium"]


def test_support_gets_an_owner_and_a_day_and_is_done(house: House, page: SpecialNeedsScreen) -> None:
    make_safe(house, page)
    page.support.add.click()
    sheet = page.sheet
    sheet.code.set_value("quiet")  # type: ignore[union-attr]
    QTest.keyClicks(sheet.owner.line, "Haus 2")  # type: ignore[union-attr]
    QTest.keyClicks(sheet.due.line, "1.12.2026")  # type: ignore[union-attr]
    sheet.confirm.click()  # type: ignore[union-attr]
    house.settle()
    (support,) = kept(house, page).supports
    assert (support.code, support.owner, support.due_on) == ("quiet", "Haus 2", "2026-12-01")
    done = next(one for one in page.findChildren(QWidget) if one.accessibleName() == "Done: A quiet place")
    QTest.keyClick(done, KEY.Key_Return)
    house.settle()
    assert kept(house, page).supports[0].done_on


def test_a_letter_after_consent_and_none_after_a_withdrawal(
    house: House, page: SpecialNeedsScreen, tmp_path: Path
) -> None:
    make_safe(house, page)
    assert not page.letter.make.isVisible()
    page.letter.ask.click()
    sheet = page.sheet
    sheet.language.set_value("fa-AF")  # type: ignore[union-attr]
    sheet.confirm.click()  # type: ignore[union-attr]
    assert sheet.isVisible(), "nobody could have understood it"  # type: ignore[union-attr]
    QTest.keyClicks(sheet.interpreter.line, "N. N.")  # type: ignore[union-attr]
    sheet.confirm.click()  # type: ignore[union-attr]
    house.settle()
    QTest.keyClick(page.letter.make, KEY.Key_Return)
    house.settle()
    assert page.sheet is not sheet
    QTest.keyClick(page.sheet.confirm, KEY.Key_Return)  # type: ignore[union-attr]
    said = on_paper(house, page.sheet, tmp_path / "letter.pdf", "ar")
    assert "Sozialamt" in said or "BAMF" in said or "Bundesamt" in said, said[:400]
    assert len(kept(house, page).letters) == 1
    page.letter.withdraw.click()
    house.settle()
    assert not page.letter.make.isVisible()


def test_the_deadline_says_from_which_day_it_counts(house: House) -> None:
    person_id = house.person("Amini")
    workspace = house.window.workspace
    assert workspace is not None
    house.call(
        lambda: case_work.set_case_facts(
            workspace, person_id=person_id, application_on="2026-11-20", now=house.window.now()
        )
    )
    page = house.open("special_needs", SpecialNeedsScreen, person_id=person_id)
    said = page.deadline.accessibleName()
    assert "20.12.2026" in said
    assert "20.11.2026" in said


def test_nothing_is_fetched_or_shown_while_names_are_hidden(house: House, page: SpecialNeedsScreen) -> None:
    make_safe(house, page)
    house.window.hide_names()
    house.settle()
    assert page.data is None
    assert page.closed.isVisible()
    for part in (page.setting, page.signs, page.urgent, page.letter, page.deadline):
        assert not part.isVisible()
    house.window.change(ui_language="de")
    house.settle()
    assert not page.signs.isVisible()
    house.window.hide_names()
    house.settle()
    assert page.signs.isVisible()


def test_who_holds_no_key_is_told_what_to_do(house: House) -> None:
    workspace = house.window.workspace
    assert workspace is not None
    workspace.vault._compartment_key = None
    page = house.open("special_needs", SpecialNeedsScreen, person_id=house.person("Amini"))
    assert page.closed.isVisible()
    assert not page.begin_button.isVisible()
    assert "unlock" in page.closed.accessibleName()


def test_the_start_page_shows_nothing_of_it(house: House, page: SpecialNeedsScreen) -> None:
    make_safe(house, page)
    page.signs.signs["trafficking"].press(1)
    house.settle()
    home = house.open("home", HomeScreen)
    assert not [text for _widget, text in visible_texts(home) if "rafficking" in text]


def test_the_start_page_shows_a_date_without_what_it_is_for(house: House) -> None:
    workspace, now, person_id = house.window.workspace, house.window.now(), house.person("Amini")
    assert workspace is not None
    applied = (now - datetime.timedelta(days=20)).date()
    house.call(
        lambda: case_work.set_case_facts(
            workspace, person_id=person_id, status_group="G02", application_on=applied.isoformat(), now=now
        )
    )
    home = house.open("home", HomeScreen)
    assert home.data is not None
    assert [one.person_id for one in home.data.dates] == [person_id]
    said = " ".join(text for _widget, text in visible_texts(home))
    assert "Dates to keep" in said
    assert "special" not in said.lower()


def test_the_second_pair_of_eyes_is_told_on_the_start_page(house: House, page: SpecialNeedsScreen) -> None:
    make_safe(house, page)
    page.urgent.triggers["shelter"].click()
    page.urgent.begin.click()
    house.settle()
    home = house.open("home", HomeScreen)
    assert home.data is not None
    assert home.data.second_looks == (), "only who was asked is told"
    house.change_to("supervisor")
    home = house.open("home", HomeScreen)
    said = " ".join(text for _widget, text in visible_texts(home))
    assert "Your second look is needed today" in said
    assert "shelter" not in said.lower()
    button = next(
        one for one in home.findChildren(QWidget) if one.accessibleName().startswith("Open \u2066K-")
    )
    QTest.keyClick(button, KEY.Key_Return)
    house.settle()
    assert house.page(SpecialNeedsScreen).urgent.confirm.isVisible()
