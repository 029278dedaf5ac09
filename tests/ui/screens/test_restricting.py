"""The processing is restricted and lifted on the person's page, by keys; it stands on top while it holds."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.house import House
from ui.restricting import RestrictionSheet
from ui.screens.person import PersonScreen


def pressed(page: PersonScreen, button: str) -> RestrictionSheet:
    QTest.keyClick(getattr(page, button), Qt.Key.Key_Return)
    assert isinstance(page.sheet, RestrictionSheet)
    return page.sheet


def test_it_stands_on_top_of_the_page_until_it_is_lifted_with_a_reason(house: House) -> None:
    page = house.open("person", PersonScreen, person_id=house.person("Amini"))
    assert not page.restricted.isVisible()
    sheet = pressed(page, "restrict_button")
    QTest.keyClick(sheet.act, Qt.Key.Key_Return)
    house.settle()
    assert sheet.told.isVisible(), "it wants words"
    sheet.why.setPlainText("Geburtsjahr wird gekl\u00e4rt")
    QTest.keyClick(sheet.act, Qt.Key.Key_Return)
    house.settle()
    assert page.restricted.isVisible()
    assert "Geburtsjahr wird gekl\u00e4rt" in page.restricted.accessibleName()
    assert not page.restrict_button.isVisible()
    sheet = pressed(page, "lift_button")
    sheet.why.setPlainText("Pass liegt vor")
    QTest.keyClick(sheet.act, Qt.Key.Key_Return)
    house.settle()
    assert not page.restricted.isVisible()
    assert page.restrict_button.isVisible()
