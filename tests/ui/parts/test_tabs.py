"""Tabs of a case: one is the current page, the arrow keys move, a narrow window lists them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.parts.tabs import Tabs
from ui.words import _, set_language


def made(app: QApplication) -> tuple[Tabs, list[str]]:
    tabs = Tabs(
        [("one", lambda: _("Start")), ("two", lambda: _("Review")), ("three", lambda: _("Forms"))], "two"
    )
    went: list[str] = []
    tabs.chosen.connect(went.append)
    tabs.resize(600, 60)
    tabs.show()
    app.processEvents()
    return tabs, went


def test_each_tab_says_its_name_and_place_in_every_language(app: QApplication) -> None:
    tabs, _went = made(app)
    names = [tab.accessibleName() for tab in tabs._tabs.values()]
    assert names[1] == "Review, tab 2 of 3"
    set_language("de")
    app.processEvents()
    assert tabs._tabs["one"].text() == "Start"
    assert tabs._tabs["two"].accessibleName() != "Review, tab 2 of 3"
    tabs.deleteLater()


def test_a_tab_is_chosen_by_keys_and_the_current_one_stays_marked(app: QApplication) -> None:
    tabs, went = made(app)
    tabs.activateWindow()
    two = tabs._tabs["two"]
    two.setFocus()
    QTest.keyClick(two, Qt.Key.Key_Right)
    QTest.keyClick(tabs._tabs["three"], Qt.Key.Key_Space)
    assert went == ["three"]
    assert two.isChecked(), "until the other page is there"
    tabs.step(-1)
    assert went == ["three", "one"]
    tabs.deleteLater()


def test_a_narrow_window_lists_them(app: QApplication) -> None:
    tabs, went = made(app)
    tabs.set_narrow(True)
    assert tabs._more.isVisible()
    assert not two_visible(tabs)
    tabs._more.setCurrentIndex(0)
    assert went == ["one"]
    assert tabs._more.value() == "two"
    tabs.deleteLater()


def test_tabs_that_do_not_fit_are_listed_until_they_do(app: QApplication) -> None:
    tabs, _went = made(app)
    tabs.resize(150, 60)
    app.processEvents()
    assert tabs._more.isVisible()
    assert not two_visible(tabs)
    tabs.resize(600, 60)
    app.processEvents()
    assert two_visible(tabs)
    assert not tabs._more.isVisible()
    tabs.deleteLater()


def two_visible(tabs: Tabs) -> bool:
    return tabs._tabs["two"].isVisible()
