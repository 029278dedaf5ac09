"""Retention: a supervisor sees whose time is over, asks for a deletion, and a colleague agrees beside her."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.services import persons
from tests.ui.house import House
from ui.sample import SAMPLE_PASSPHRASES
from ui.screens.retention import RetentionScreen
from ui.screens.retention_sheets import AskSheet, DecideSheet, PeriodSheet


def the_page(house: House) -> RetentionScreen:
    house.change_to("supervisor")
    page = house.open("retention", RetentionScreen)
    assert page.page is not None
    assert page.page.lines
    return page


def test_a_case_is_deleted_when_a_second_person_agrees(house: House) -> None:
    page = the_page(house)
    assert page.page is not None
    line = page.page.lines[0]
    assert line.case_number in page.rows[0].accessibleName()
    QTest.keyClick(page.rows[0], Qt.Key.Key_Return)
    house.settle()
    asking = page.sheet
    assert isinstance(asking, AskSheet)
    assert "would be erased" in asking._amount.text()
    QTest.keyClick(asking.act, Qt.Key.Key_Return)
    house.settle()
    assert "waits for a second person" in page.rows[0].accessibleName()
    QTest.keyClick(page.rows[0], Qt.Key.Key_Return)
    deciding = page.sheet
    assert isinstance(deciding, DecideSheet)
    deciding.passphrase.setText("not these words")
    QTest.keyClick(deciding.act, Qt.Key.Key_Return)
    house.settle()
    assert deciding.told.isVisible()
    assert deciding.act.isEnabled()
    deciding.passphrase.setText(SAMPLE_PASSPHRASES["counsellor"])
    QTest.keyClick(deciding.act, Qt.Key.Key_Return)
    house.settle()
    assert page.message.isVisible()
    assert page.page.receipts
    assert line.case_id not in {one.case_id for one in page.page.lines}
    work = house.window.workspace
    assert work is not None
    left = house.call(lambda: persons.recent_persons(work, limit=100))
    assert line.person_id not in {one.person_id for one in left}


def test_a_case_may_be_kept_after_all(house: House) -> None:
    page = the_page(house)
    assert page.page is not None
    before = page.page.lines
    page.choose(before[0])
    house.settle()
    assert isinstance(page.sheet, AskSheet)
    page.sheet.do()
    house.settle()
    page.choose(page.page.lines[0])
    assert isinstance(page.sheet, DecideSheet)
    QTest.keyClick(page.sheet.keep_button, Qt.Key.Key_Return)
    house.settle()
    assert [one.case_id for one in page.page.lines] == [one.case_id for one in before]
    assert all(one.deletion is None for one in page.page.lines)


def test_the_site_sets_its_period_with_a_reason(house: House) -> None:
    page = the_page(house)
    assert page.page is not None
    page.choose_rule(page.page.rules[0])
    sheet = page.sheet
    assert isinstance(sheet, PeriodSheet)
    sheet.months.setText("999")
    sheet.do()
    house.settle()
    assert sheet.told.isVisible()
    sheet.months.setText("60")
    sheet.because.setText("Förderrichtlinie")
    sheet.do()
    house.settle()
    assert page.page.rules[0].months == 60
    assert "60 months" in page.rule_rows[0].accessibleName()


def test_names_stay_hidden_here_too(house: House) -> None:
    page = the_page(house)
    assert page.page is not None
    name = page.page.lines[0].display
    assert name in page.rows[0].accessibleName()
    house.window.hide_names()
    house.settle()
    assert name not in page.rows[0].accessibleName()
