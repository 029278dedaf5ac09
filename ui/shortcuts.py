"""The help page (F1): the keys of this page first, then those that work everywhere."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from intake_app.errors import N_
from ui.look.type import sp
from ui.parts.button import Button
from ui.parts.label import KeyCap, label
from ui.parts.sheet import Sheet
from ui.words import _

Lines = tuple[tuple[str, str], ...]
EVERYWHERE = (
    ("Ctrl+K", N_("Search for a person")),
    ("Ctrl+N", N_("New intake")),
    ("Ctrl+L", N_("Lock")),
    ("Ctrl+Shift+B", N_("Hide or show names")),
    ("Ctrl +", N_("Larger text")),
    ("Ctrl −", N_("Smaller text")),
    ("Alt+1 … 9", N_("Go to an area")),
    ("Tab", N_("Next control")),
    ("F1", N_("This help")),
)


def show_help(parent: QWidget, of_page: Callable[[], Lines]) -> Sheet:
    """Open the help; ``of_page`` returns (keys, what they do) in the window's language."""
    sheet = Sheet(parent, lambda: _("Keys"))
    if of_page():
        sheet.add(_head(lambda: _("On this page")), _table(of_page))
    sheet.add(_head(lambda: _("Everywhere")), _table(lambda: _everywhere_but(of_page())))
    close = Button("primary")
    sheet.say(close.setText, lambda: _("Back to work"))
    close.clicked.connect(sheet.close)
    sheet.ends.add(close)
    sheet.open()
    close.setFocus()
    return sheet


def _head(text: Callable[[], str]) -> QWidget:
    made = label("head")
    made.say(made.setText, text)
    return made


def _everywhere_but(of_page: Lines) -> Lines:
    """Leave out what the page does differently."""
    own = {keys for keys, _what in of_page}
    return tuple((keys, _(what)) for keys, what in EVERYWHERE if keys not in own)


def _table(lines: Callable[[], Lines]) -> QWidget:
    holder = QWidget()
    holder.setObjectName("plain")
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(sp(14))
    grid.setVerticalSpacing(sp(6))
    grid.setColumnStretch(1, 1)
    for place, (keys, _what) in enumerate(lines()):
        words = label()
        words.say(words.setText, partial(_what_of, lines, place))
        words.say(words.setAccessibleName, partial(_whole_line, lines, place))
        grid.addWidget(KeyCap(keys), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, place, 1)
    return holder


def _what_of(lines: Callable[[], Lines], place: int) -> str:
    return lines()[place][1]


def _whole_line(lines: Callable[[], Lines], place: int) -> str:
    return ": ".join(lines()[place])
