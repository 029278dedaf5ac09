"""A card of the page of status; it acts through the page."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from intake_app.services.status import StatusPage
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.day_field import DayField
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, Yielding, column, row
from ui.words import _

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.status import StatusScreen

Deed = Callable[["Workspace", datetime.datetime], object]


class StatusPart(Card):
    """On the page ``host``; ``title`` says what it is, ``ends`` stand beside it, ``shown`` takes the rest."""

    def __init__(self, screen: "StatusScreen", title: Callable[[], str]) -> None:
        super().__init__(gap=6)
        self.host = screen
        self.title = label("head")
        self.say(self.title.setText, title)
        self.ends: Stack = row(gap=8)
        self.shown: Stack = column(gap=0)
        self.body.add(Yielding(row((self.title, 1), self.ends, gap=10)), self.shown)

    def show_page(self, page: StatusPage) -> None:
        """Show this part of ``page``."""
        raise NotImplementedError


def end_sheet(sheet: Sheet, says: Callable[[], str], write: Callable[[], object]) -> None:
    """Put "Cancel" and the one action at the foot; ``write`` closes the sheet when all is right."""
    sheet.say(sheet.keep.setText, lambda: _("Cancel"))
    sheet.say(sheet.confirm.setText, says)
    sheet.keep.clicked.connect(sheet.close)
    sheet.confirm.clicked.connect(lambda _on=False: write())
    sheet.ends.add(sheet.keep, sheet.confirm)
    sheet.open()


def small_button(says: Callable[[], str], of: Callable[[], str], deed: Callable[[], object]) -> Button:
    """Return a small button of a row; ``of`` says of which one, for who hears it."""
    button = Button("small")
    button.say(button.setText, says)
    button.say(button.setAccessibleName, lambda: f"{says()}: {of()}")
    button.clicked.connect(lambda _on=False: deed())
    return button


def read_day(field: DayField, *, needs_one: bool = False) -> str | None:
    """Return what ``field`` holds; None with the focus on it where that is no day, or one is missing."""
    iso = field.iso()
    if iso == "" and needs_one:
        field.show_error(lambda: _("Write a day, a month or a year: 12.5.2026, 5.2026, 2026."))
        iso = None
    if iso is None:
        field.line.setFocus()
    return iso
