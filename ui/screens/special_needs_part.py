"""A card of the page of special needs: one step of the check; it acts through the page."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.services import special_needs
from intake_app.services.special_needs import SpecialNeedsPage
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.field import Tick
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, column, pane, row
from ui.words import _, isolate, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.special_needs import SpecialNeedsScreen

Deed = Callable[["Workspace", datetime.datetime], object]


class StepCard(Card):
    """``head`` says which step it is, ``hint`` what it is not; ``shown`` takes the rest."""

    def __init__(
        self, screen: "SpecialNeedsScreen", head: Callable[[], str], hint: Callable[[], str] | None = None
    ) -> None:
        super().__init__(gap=8)
        self.host = screen
        self.head, self.hint = label("head"), label("small", "muted")
        self.say(self.head.setText, head)
        self.say(self.hint.setText, hint or str)
        self.hint.setVisible(hint is not None)
        self.shown: Stack = column(gap=6)
        self.body.add(self.head, self.hint, self.shown)

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show this step of ``page``; it has a check."""
        raise NotImplementedError

    @property
    def check_id(self) -> str:
        """Return the check that is worked on."""
        page = self.host.data
        assert page is not None
        assert page.current is not None
        return page.current.id

    def name_of(self, user_id: str) -> str:
        """Return a colleague's name."""
        page = self.host.data
        return set_apart(page.names.get(user_id, "") if page is not None else "")


def code_words(name: str, code: str) -> str:
    """Return the word of a code of the list ``name`` in the window's language."""
    return special_needs.word(name, code, words().tag)


def code_options(name: str, codes: tuple[str, ...]) -> list[tuple[str, Callable[[], str]]]:
    """Return codes with what they say."""
    return [(code, partial(code_words, name, code)) for code in codes]


def codes_of(name: str) -> tuple[str, ...]:
    """Return the codes of a list in its order."""
    return tuple(one.code for one in special_needs.entries(name))


def day_words(iso: str) -> str:
    """Return a day as people read it: 12.05.2026."""
    return isolate(".".join(reversed(iso.split("-"))))


def moment_words(moment: datetime.datetime) -> str:
    """Return the day of a moment, as people read it."""
    return day_words(moment.astimezone().date().isoformat())


def list_line(*items: QWidget | None, below: QWidget | None = None) -> QWidget:
    """Return one row of a card's list: the first item takes the room, ``below`` stands under all."""
    first, *others = [one for one in items if one is not None]
    return pane(column(row((first, 1), *others, gap=8), below, gap=2, margins=(0, 5)), "line")


def small_button(says: Callable[[], str], of: Callable[[], str], deed: Callable[[], object]) -> Button:
    """Return a small button of a row; ``of`` says of which one, for who hears it."""
    button = Button("small")
    button.say(button.setText, says)
    button.say(button.setAccessibleName, lambda: f"{says()}: {of()}")
    button.clicked.connect(lambda _on=False: deed())
    return button


def wrapped_tick(says: Callable[[], str]) -> tuple[Tick, QWidget]:
    """Return a box to tick whose long text wraps beside it, and the row of both."""
    tick, text = Tick(), label("body")
    tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    tick.say(tick.setAccessibleName, says)
    text.say(text.setText, says)
    return tick, pane(row(tick, (text, 1), gap=2))


def end_sheet(sheet: Sheet, says: Callable[[], str], write: Callable[[], object]) -> None:
    """Put "Cancel" and the one action at the foot; ``write`` closes the sheet when all is right."""
    sheet.say(sheet.keep.setText, lambda: _("Cancel"))
    sheet.say(sheet.confirm.setText, says)
    sheet.keep.clicked.connect(sheet.close)
    sheet.confirm.clicked.connect(lambda _on=False: write())
    sheet.ends.add(sheet.keep, sheet.confirm)
    sheet.open()
