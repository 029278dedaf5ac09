"""What every part promises: Enter presses, the focus stays, nothing comes up as a window of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field, Picker
from ui.parts.many import Many
from ui.parts.segmented import Segmented
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, pane
from ui.words import _, set_language


class _Windows(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(app: QApplication) -> Iterator[_Windows]:
    watch = _Windows()
    app.installEventFilter(watch)
    yield watch
    app.removeEventFilter(watch)


def _shown(card: Card) -> Card:
    card.show()
    card.activateWindow()
    QApplication.processEvents()
    return card


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_a_button(app: QApplication, key: Qt.Key) -> None:
    button, pressed = Button(), []
    button.clicked.connect(lambda: pressed.append(key))
    card = _shown(Card(button))
    QTest.keyClick(button, key)
    assert pressed == [key]
    card.close()


def test_the_keys_of_a_page_pass_a_button(app: QApplication) -> None:
    button, pressed = Button(), []
    button.clicked.connect(lambda: pressed.append(1))
    card = _shown(Card(button))
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not pressed
    card.close()


def test_a_chip_with_an_icon_never_is_a_window(windows: _Windows) -> None:
    Chip("line", icon="check")
    QApplication.processEvents()
    assert not windows.seen


def test_what_is_replaced_before_it_was_shown_never_is_a_window(windows: _Windows) -> None:
    card = _shown(Card())
    for _round in range(3):
        clear(card.body)
        card.body.add(Chip("line", icon="check"), Button())
    QApplication.processEvents()
    assert set(windows.seen) == {"Card"}
    card.close()


def test_the_focus_stays_in_a_card_that_is_filled_again(app: QApplication) -> None:
    button = Button()
    card = _shown(Card(button))
    button.setFocus()
    clear(card.body)
    card.body.add(Button())
    QApplication.processEvents()
    assert card.focusWidget() is card
    card.close()


def test_errors_and_notices_follow_the_language(app: QApplication) -> None:
    field, notice = Field(lambda: _("Name")), Notice("att")
    card = _shown(Card(field, notice))
    field.show_error(lambda: _("Please write a name."))
    notice.tell(lambda: _("That does not fit."))
    set_language("de")
    QApplication.processEvents()
    assert field.error.text() == _("Please write a name.") != "Please write a name."
    assert notice.title.text() == _("That does not fit.") != "That does not fit."
    card.close()


def test_arrows_look_through_a_list_to_add_from_and_enter_adds(app: QApplication) -> None:
    several = Many(["a", "b", "c"], str.upper, [])
    card = _shown(Card(several))
    several.picker.setFocus()
    QTest.keyClick(several.picker, Qt.Key.Key_Down)
    view = several.picker.view()
    assert view.isVisible()
    assert several.values() == (), "coming by is not choosing"
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert several.values() == ("b",)
    QTest.keyClick(several.picker, Qt.Key.Key_C)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert several.values() == ("b", "c"), "a letter goes to what begins with it"
    card.close()


def test_scrolling_past_a_list_chooses_nothing(app: QApplication) -> None:
    picker = Picker([("a", lambda: "A"), ("b", lambda: "B")])
    card = _shown(Card(picker))
    middle = QPointF(picker.rect().center())
    turn = QWheelEvent(
        middle, picker.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picker, turn)
    assert picker.value() == "a"
    card.close()


def test_each_option_is_heard_with_what_is_asked(app: QApplication) -> None:
    field = Field(lambda: "The need is complex", edit=Segmented([("y", lambda: "Yes"), ("n", lambda: "No")]))
    names = [one.accessibleName() for one in field.edit.findChildren(QWidget)]
    assert names == ["The need is complex: Yes", "The need is complex: No"]


def test_tab_comes_to_rows_that_are_added_later_where_they_stand(app: QApplication) -> None:
    sheet = Sheet(None, lambda: "Rows")
    first, last, rows = Button(), Button(), column()
    sheet.add(first, pane(rows), last)
    sheet.open()
    made = [Button(), Button()]
    for one in made:
        rows.add(one)
        one.show()
    sheet.activateWindow()
    QApplication.processEvents()
    first.setFocus()
    came = []
    for _step in range(3):
        QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Tab)
        came.append(QApplication.focusWidget())
    assert came == [*made, last]
    sheet.close()
