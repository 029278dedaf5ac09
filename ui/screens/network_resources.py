"""The resource card: what carries the person, in four fields; people of the network stand among them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from intake_app.records.assessment import Resource
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.eco_map import ShownTie
from ui.parts.label import label
from ui.parts.marks import Icon
from ui.parts.space import Stack, clear, column, pane, row
from ui.screens.network_sheet import FIELDS, field_words
from ui.screens.network_side import domain_words
from ui.speaking import Speaking
from ui.words import _, set_apart

_ICONS = {
    "personal": "user", "social": "users-three", "material": "package", "infrastructural": "buildings",
}  # fmt: skip


class ResourceCard(Speaking, QWidget):
    """``asked`` carries the field somebody wants to add a resource to."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._resources: Sequence[Resource] = ()
        self._ties: Sequence[ShownTie] = ()
        self._fields: dict[str, Stack] = {}
        self.add_buttons: dict[str, Button] = {}
        cards = [self._card(field) for field in FIELDS]
        self._upper: Stack = row((cards[0], 1), (cards[1], 1), gap=12)
        self._lower: Stack = row((cards[2], 1), (cards[3], 1), gap=12)
        self.setLayout(column(self._upper, self._lower, "*", gap=12))
        self.say(lambda _text: self._show(), str)

    def show_resources(self, resources: Sequence[Resource], ties: Sequence[ShownTie]) -> None:
        """Show these resources, and the ties that are one."""
        self._resources = resources
        self._ties = [one for one in ties if one.tie.resource_domain]
        self._show()

    def set_narrow(self, is_narrow: bool) -> None:
        """Put the fields below each other, or two beside each other."""
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._upper.setDirection(way)
        self._lower.setDirection(way)

    def _card(self, field: str) -> Card:
        card = Card(kind="sunken", gap=6)
        head = label("head")
        head.say(head.setText, partial(field_words, field))
        button = self.add_buttons[field] = Button("small", icon="plus")
        button.say(button.name_it, lambda: _("Add a resource: {field}", field=field_words(field)))
        button.clicked.connect(lambda _on=False: self.asked.emit(field))
        self._fields[field] = column(gap=6)
        card.body.add(row(Icon(_ICONS[field], "res", 20), (head, 1), button), pane(self._fields[field]), "*")
        return card

    def _show(self) -> None:
        for field, place in self._fields.items():
            clear(place)
            for one in self._resources:
                if one.field == field:
                    place.add(_line(one.text, domain_words(one.domain), one.words))
            if field == "social":
                for shown in self._ties:
                    place.add(
                        _line(shown.text, domain_words(shown.tie.resource_domain), _("from the network"))
                    )
            if not place.count():
                none = label("small", "muted")
                none.setText(_("Nothing written down yet."))
                place.add(none)


def _line(text: str, domain: str, words: str) -> QWidget:
    said, below = label("body"), label("small", "muted")
    said.setText(text)
    below.setText(" · ".join(part for part in (domain, set_apart(words) if words else "") if part))
    return pane(column(said, below, gap=0, margins=(0, 3)), "line")
