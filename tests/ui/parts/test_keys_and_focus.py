"""What every part promises: Enter presses, the focus stays, nothing comes up as a window of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field
from ui.parts.space import clear
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
