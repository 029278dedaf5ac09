"""The small marks on a card, made when they are first needed: most cards never show any.

Provisional things have a dotted lilac edge, gaps are yellow (DESIGN 1.5).
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from intake_app.errors import N_
from ui.parts.chip import Chip
from ui.words import _

# name -> kind of chip, icon, text (empty: given when shown)
_MARKS = {
    "missing": ("att", "translate", ""),
    "withheld": ("att", "translate", ""),  # a long sentence: it folds
    "unreviewed": ("prov", "robot", N_("Translation not reviewed")),
    "sensitive": ("sunken", "lock-simple", N_("Sensitive question")),
    "later": ("sunken", "skip-forward", N_("Put off until later")),
    "remark": ("att", "chat-text", N_("Remark from the review")),
    "reason": ("soft", "hand", ""),
}


class Marks:
    """A place for marks in a card's column."""

    def __init__(self, place: QBoxLayout) -> None:
        self._place = place
        self._chips: dict[str, Chip] = {}
        self._texts: dict[str, Callable[[], str]] = {}

    def show(self, name: str, *, is_shown: bool, says: Callable[[], str] | None = None) -> None:
        """Show or hide the mark ``name``; ``says`` is what it says instead of its own words."""
        if says is not None:
            self._texts[name] = says
        chip = self._chips.get(name)
        if chip is None:
            if not is_shown:
                return
            kind, icon, own = _MARKS[name]
            chip = self._chips[name] = chip_with(kind, icon, wraps=name in {"withheld", "unreviewed"})
            self._texts.setdefault(name, partial(_, own) if own else str)
            chip.say(chip.setText, partial(self._words, name))
            self._place.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)  # leading: mirrored with the pane
        elif says is not None and is_shown:
            chip.setText(says())
        show_if(chip, is_shown)

    def is_shown(self, name: str) -> bool:
        """Return whether the mark is on the card."""
        return name in self._chips and not self._chips[name].isHidden()

    def text(self, name: str) -> str:
        """Return what a mark says; empty when it is not shown."""
        return self._chips[name].text() if self.is_shown(name) else ""

    def _words(self, name: str) -> str:
        return self._texts[name]()


def chip_with(kind: str, icon: str, *, wraps: bool = False) -> Chip:
    """Return a chip with its icon; the icon is shown once it has its place (alone it would be a window)."""
    made = Chip(kind, wraps=wraps)
    made.set_kind(kind, icon)
    return made


def show_if(widget: QWidget, is_shown: bool) -> None:
    """Show or hide, without the work when it is so already."""
    if widget.isHidden() == is_shown:
        widget.setVisible(is_shown)
