"""The help page (F1): the keys of this page first, then those that work everywhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from intake_app.errors import N_
from ui.look.type import sp
from ui.parts.button import Button
from ui.parts.label import KeyCap, label
from ui.parts.sheet import Sheet
from ui.words import _

EVERYWHERE = (
    ("Ctrl+K", N_("Search for a person")),
    ("Ctrl+N", N_("New intake")),
    ("Ctrl+L", N_("Lock")),
    ("Ctrl+Shift+B", N_("Hide or show names")),
    ("Ctrl +", N_("Larger text")),
    ("Ctrl −", N_("Smaller text")),
    ("Alt+1 … 6", N_("Go to an area")),
    ("Tab", N_("Next control")),
    ("F1", N_("This help")),
)


def show_help(parent: QWidget, of_page: tuple[tuple[str, str], ...]) -> Sheet:
    """Open the help; ``of_page`` are (keys, what they do in words already said)."""
    sheet = Sheet(parent, lambda: _("Keys"))
    if of_page:
        sheet.add(_head(_("On this page")), _table(of_page))
    sheet.add(_head(_("Everywhere")), _table(tuple((keys, _(what)) for keys, what in EVERYWHERE)))
    close = Button("primary")
    sheet.say(close.setText, lambda: _("Back to work"))
    close.clicked.connect(sheet.close)
    sheet.ends.add(close)
    sheet.open()
    close.setFocus()
    return sheet


def _head(text: str) -> QWidget:
    return label("head", text=text)


def _table(lines: tuple[tuple[str, str], ...]) -> QWidget:
    holder = QWidget()
    holder.setObjectName("plain")
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(sp(14))
    grid.setVerticalSpacing(sp(6))
    grid.setColumnStretch(1, 1)
    for place, (keys, what) in enumerate(lines):
        words = label(text=what)
        words.setAccessibleName(f"{keys}: {what}")
        grid.addWidget(KeyCap(keys), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, place, 1)
    return holder
