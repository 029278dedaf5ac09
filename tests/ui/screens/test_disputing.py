"""A person says an answer is wrong: it stands beside the answer at once, until it is settled."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.house import House
from ui.disputing import DisputeSheet
from ui.screens.reading import ReadingScreen


def the_sheet(page: ReadingScreen) -> DisputeSheet:
    QTest.keyClick(page.dispute_button, Qt.Key.Key_Return)
    assert page.sheet is not None
    return page.sheet


def test_a_note_stands_beside_the_answer_until_it_is_settled(house: House) -> None:
    page = house.open("reading", ReadingScreen, interview_id=house.hold_interview("Amini"))
    house.settle()
    assert page.reading is not None
    sheet = the_sheet(page)
    ref = sheet.ref.value()
    QTest.keyClick(sheet.act, Qt.Key.Key_Return)
    house.settle()
    assert sheet.told.isVisible(), "it wants words"
    sheet.says.setPlainText("Das habe ich nicht gesagt.")
    QTest.keyClick(sheet.act, Qt.Key.Key_Return)
    house.settle()
    assert {line.ref: line.disputed for line in page.reading.lines}[ref] == "Das habe ich nicht gesagt."
    sheet = the_sheet(page)
    house.settle()
    assert len(sheet.buttons) == 3
    sheet.outcome.setPlainText("Im Gespräch berichtigt")
    QTest.keyClick(sheet.buttons[0], Qt.Key.Key_Return)
    house.settle()
    assert not any(line.disputed for line in page.reading.lines)
