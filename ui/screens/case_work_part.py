"""A card of the page of case work: it shows its part of the page's record and acts through the page."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from intake_app.services.case_work import CaseWorkPage
from ui.naming import shown_name
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.day_field import DayField
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, column, pane, row
from ui.words import _, set_apart

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.case_work import CaseWorkScreen

Deed = Callable[["Workspace", datetime.datetime], object]


class Part(Card):
    """On the page ``host``; ``head`` says what it is, ``button`` adds something, ``shown`` takes the rest."""

    def __init__(
        self, screen: "CaseWorkScreen", head: Callable[[], str], add: Callable[[], str] | None = None
    ) -> None:
        super().__init__(gap=6)
        self.host = screen
        title = label("head")
        self.say(title.setText, head)
        self.button = Button("small", icon="plus")
        self.shown: Stack = column(gap=4)
        if add is None:
            self.button.hide()
            self.body.add(title)
        else:
            self.say(self.button.setText, add)
            self.body.add(row((title, 1), self.button))
        self.body.add(self.shown)

    def show_page(self, page: CaseWorkPage) -> None:
        """Show this part of ``page``."""
        raise NotImplementedError

    def named(self, name: str) -> str:
        """Return a person's name, or initials while names are hidden."""
        shell = self.host.shell
        return set_apart(shown_name(name, is_hidden=shell is not None and shell.hides_names))

    @property
    def hides_names(self) -> bool:
        """Return whether names are hidden now."""
        return self.host.shell is not None and self.host.shell.hides_names


def line(*items: QWidget | None, below: QWidget | None = None) -> QWidget:
    """Return one row of a card's list: the first item takes the room, ``below`` stands under all."""
    first, *others = [one for one in items if one is not None]
    whole = column(row((first, 1), *others, gap=8), below, gap=2, margins=(0, 5))
    return pane(whole, "line")


def small_button(says: Callable[[], str], of: str, deed: Callable[[], object], *, icon: str = "") -> Button:
    """Return a small button of a row; ``of`` says of which one, for who hears it."""
    button = Button("small", icon=icon)
    button.say(button.setText, says)
    button.say(button.setAccessibleName, lambda: f"{says()}: {of}")
    button.clicked.connect(lambda _on=False: deed())
    return button


def end_sheet(sheet: Sheet, says: Callable[[], str], write: Callable[[], object]) -> None:
    """Put "Cancel" and the one action at the foot; ``write`` closes the sheet when all is right."""
    sheet.say(sheet.keep.setText, lambda: _("Cancel"))
    sheet.say(sheet.confirm.setText, says)
    sheet.keep.clicked.connect(sheet.close)
    sheet.confirm.clicked.connect(lambda _on=False: write())
    sheet.ends.add(sheet.keep, sheet.confirm)
    sheet.open()


def focus_inside(choice: QWidget) -> None:
    """Put the focus on the chosen button of ``choice``, or on its first."""
    buttons = choice.findChildren(QAbstractButton)
    found = next((one for one in buttons if one.isChecked()), next(iter(buttons), None))
    if found is not None:
        found.setFocus(Qt.FocusReason.TabFocusReason)


def day_words(iso: str) -> str:
    """Return a day, month or year as people read it: 12.05.2026, 05.2026, 2026."""
    return ".".join(reversed(iso.split("-")))


def day_or_lead(field: DayField) -> str | None:
    """Return what ``field`` holds; None with the focus on it where that is no day."""
    iso = field.iso()
    if iso is None:
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)
    return iso
