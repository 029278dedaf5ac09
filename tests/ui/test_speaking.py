"""Texts are said again when the language changes; what is gone is forgotten."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.button import Button
from ui.parts.label import label
from ui.speaking import Speaking
from ui.words import _, set_language, words


class Page(Speaking, QWidget):
    """A page with one text of its own and one that can go."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = QLabel(self), QLabel(self)
        self.say(self.first.setText, lambda: f"{words().tag}: {_('Lock')}")
        self.say(self.second.setText, lambda: words().tag)


def test_every_text_follows_the_language(app: QApplication, qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    assert page.first.text() == "en: Lock"
    set_language("de")
    assert page.first.text().startswith("de: ")
    assert page.second.text() == "de"


def test_arabic_mirrors_the_window(app: QApplication, qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    set_language("ar")
    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    set_language("de")
    assert page.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_deleted_widget_is_not_spoken_to(app: QApplication, qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.second.setParent(None)
    page.second.deleteLater()
    app.sendPostedEvents(None, 0)
    app.processEvents()
    set_language("de")
    assert page.first.text().startswith("de: ")


def test_an_icon_only_button_is_named(app: QApplication, qtbot: QtBot) -> None:
    button = Button("quiet", icon="x")
    qtbot.addWidget(button)
    button.say(button.name_it, lambda: _("Close this message"))
    assert button.accessibleName() == "Close this message"
    assert button.toolTip() == "Close this message"


def test_a_text_in_another_language_keeps_its_own_direction(app: QApplication, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    words_in_dari = label(text="دری")
    QVBoxLayout(holder).addWidget(words_in_dari)
    words_in_dari.speak_language("fa-AF")
    assert words_in_dari.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert words_in_dari.alignment() & Qt.AlignmentFlag.AlignRight
    assert holder.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_void_qt_call_keeps_its_hands_off_none(app: QApplication, qtbot: QtBot) -> None:
    # PySide6 6.12.0 on Python 3.11 drops a reference to None with each such call, until the process dies.
    widget = QLabel()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _number in range(1000):
        widget.setText("x")
    assert abs(sys.getrefcount(None) - before) < 200
