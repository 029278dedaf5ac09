"""Type follows the user's size and the script of the text."""

from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from ui.look import type as letter
from ui.look.fonts import load_fonts


def test_the_shipped_fonts_are_the_ones_used(app: QApplication) -> None:
    assert set(load_fonts()) <= set(QFontDatabase.families())
    assert QFontInfo(letter.font()).family() == "Anko Sans"
    assert QFontInfo(letter.font("body", "مرحبا")).family() == "Anko Sans Arabic"


def test_bold_is_drawn_bold_and_not_smeared(app: QApplication) -> None:
    regular, bold = letter.font("body"), letter.font("strong")
    assert QFontMetrics(bold).horizontalAdvance("Übergabe") > QFontMetrics(regular).horizontalAdvance(
        "Übergabe"
    )
    assert not bold.bold()  # the weight is an axis of the font; a bold flag would draw it twice


def test_text_size_is_held_between_90_and_200_percent(app: QApplication) -> None:
    for wanted, given in ((0.2, 0.9), (1.5, 1.5), (9.0, 2.0)):
        letter.set_scale(wanted)
        assert letter.scale() == given
    assert letter.px(15) == 30
    assert letter.sp(20) == 27  # space grows more slowly than type


def test_arabic_is_set_larger(app: QApplication) -> None:
    assert letter.font("body", "دری").pixelSize() > letter.font("body", "Dari").pixelSize()
    assert letter.font("body", tag="fa-AF").pixelSize() == letter.font("body", "دری").pixelSize()
