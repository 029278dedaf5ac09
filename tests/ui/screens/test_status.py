"""The page of status by keys: picture and list say the same, what is taken out comes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.house import House
from tests.ui.leaks import visible_texts
from tests.ui.screens.recognised import live_through
from ui.parts.listing import ListRow
from ui.screens.status import StatusScreen

KEY = Qt.Key


@pytest.fixture
def page(house: House) -> StatusScreen:
    person = house.person("Al-Hassan")
    live_through(house, person)
    page = house.open("status", StatusScreen, person_id=person)
    house.come_forward()
    QTest.qWait(1)
    return page


def test_picture_and_list_hold_the_same_and_arrows_follow_the_language(
    house: House, page: StatusScreen
) -> None:
    view = page.timeline.view
    heard = list(view._heard.values())
    view.setFocus()
    first = view.current
    QTest.keyClick(view, KEY.Key_Right)
    second = view.current
    assert second != first
    QTest.keyClick(view, KEY.Key_Left)
    assert view.current == first
    QTest.keyClick(view, KEY.Key_Down)
    assert view.accessibleName().startswith("Status over time: Means to live")
    QTest.keyClick(view, KEY.Key_Home)
    house.window.change(ui_language="ar")
    house.settle()
    QTest.keyClick(page.timeline.view, KEY.Key_Left)
    assert page.timeline.view.current == second, "time runs from right to left"
    house.window.change(ui_language="en")
    house.settle()
    page.timeline.turn()
    house.settle()
    rows = [row.accessibleName() for row in page.timeline._list.findChildren(ListRow)]
    assert sorted(rows) == sorted(heard)


def test_what_is_taken_out_can_be_put_back(house: House, page: StatusScreen) -> None:
    assert page.data is not None
    before = page.data.episodes
    page.open_stretch(before[0].id)
    assert page.sheet is not None
    page.take_out(before[0])
    page.sheet.close()
    house.settle()
    assert len(page.data.episodes) == len(before) - 1
    assert page.put_back.isVisible()
    QTest.keyClick(page.put_back, KEY.Key_Return)
    house.settle()
    assert {one.id for one in page.data.episodes} == {one.id for one in before}
    assert not page.gone.isVisible()


def test_a_stretch_that_cannot_be_is_said_beside_it(house: House, page: StatusScreen) -> None:
    page.new_period()
    sheet = page.sheet
    assert sheet is not None
    QTest.keyClick(sheet.confirm, KEY.Key_Return)
    assert sheet.begins.error.text()  # type: ignore[attr-defined]
    QTest.keyClicks(sheet.begins.line, "1.5.2026")  # type: ignore[attr-defined]
    QTest.keyClicks(sheet.last.line, "1.4.2026")  # type: ignore[attr-defined]
    QTest.keyClick(sheet.confirm, KEY.Key_Return)
    assert "before" in sheet.last.error.text()  # type: ignore[attr-defined]
    assert sheet.isVisible()
    sheet.close()
    house.window.hide_names()
    house.settle()
    assert not any("Al-Hassan" in text for _widget, text in visible_texts(page))
