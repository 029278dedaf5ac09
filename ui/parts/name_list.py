"""All names of a person: the first one large, others added below, the naming custom and its example above.

What is said about letters (DIN 91379) is a warning. It stands here and changes nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from intake_app.records.person import PersonName
from ui.naming import letter_words
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Picker
from ui.parts.label import label
from ui.parts.name_customs import CUSTOMS, custom, custom_of_language
from ui.parts.name_fields import NameFields
from ui.parts.space import Stack, column, pane, row, rule
from ui.speaking import Speaking
from ui.words import _, set_apart

if TYPE_CHECKING:
    from intake_app.services.names import LetterWarning


class NameList(Speaking, QWidget):
    """The names of one person. ``edited`` when something is typed or chosen, ``submitted`` on Enter."""

    edited = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._width, self._has_chosen = "wide", False
        self._warnings: tuple[LetterWarning, ...] = ()
        self.custom = Picker([(one.key, one.says) for one in CUSTOMS])
        asks = label("small", "muted")
        self.say(asks.setText, lambda: _("Names go like this:"))
        asks.setBuddy(self.custom)
        self.say(self.custom.setAccessibleName, lambda: _("Names go like this:"))
        self.custom.activated.connect(lambda _index: self._choose())
        self._example = label("small", "muted")
        self.say(self._example.setText, self._example_words)
        self.warning = Notice("att")
        self.warning.hide()
        self.say(lambda _text: self._say_warnings(), lambda: "")
        self.add_button = Button("small", icon="plus")
        self.say(self.add_button.setText, lambda: _("Add another name"))
        self.add_button.clicked.connect(self.add_name)
        self.fields: list[NameFields] = []
        self._holder: Stack = column(gap=12)
        self._custom_row: Stack = row(asks, self.custom, (self._example, 1), self.add_button, gap=10)
        self.setLayout(column(self._holder, self.warning, self._custom_row, gap=10))
        self._append()

    @property
    def first(self) -> NameFields:
        """Return the fields of the first name."""
        return self.fields[0]

    def names(self) -> tuple[PersonName, ...]:
        """Return the names that say something, in their order."""
        return tuple(name for name in (fields.name() for fields in self.fields) if name.spellings)

    def show_names(self, names: Sequence[PersonName]) -> None:
        """Show recorded names, each with its parts where it has any."""
        while len(self.fields) < max(len(names), 1):
            self._append()
        for fields, name in zip(self.fields, names, strict=False):
            fields.show_name(name)

    def add_name(self) -> None:
        """Add a further name and go to its kind."""
        fields = self._append()
        fields.use.set_value("alias")
        fields.use.setFocus()

    def follow_language(self, tag: str) -> None:
        """Propose the naming custom of a language (BCP 47), unless a person chose one."""
        if not self._has_chosen:
            self.custom.set_value(custom_of_language(tag).key)
            self._follow()

    def warn(self, warnings: "tuple[LetterWarning, ...]") -> None:
        """Show which letters may look different elsewhere; none takes the warning away."""
        if warnings != self._warnings:
            self._warnings = warnings
            self._say_warnings()

    def arrange(self, width: str) -> None:
        """Put the fields below each other when the window is narrow."""
        self._width = width
        is_narrow = width == "narrow"
        self._custom_row.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )
        for fields in self.fields:
            fields.arrange(width)

    def _append(self) -> NameFields:
        fields = NameFields(custom(self.custom.value()), is_other=bool(self.fields))
        fields.arrange(self._width)
        fields.edited.connect(self.edited)
        fields.submitted.connect(self.submitted)
        fields.dropped.connect(lambda: self._drop(fields))
        self.fields.append(fields)
        self._holder.add(pane(column(rule(), fields, gap=12)) if fields is not self.first else fields)
        fields.tab_through([one.remove for one in self.fields[-2:-1]], (self.custom, self.add_button))
        return fields

    def _drop(self, fields: NameFields) -> None:
        place = self.fields.index(fields)
        self.fields.remove(fields)
        self.fields[place - 1].as_given.edit.setFocus()
        holder = fields.parentWidget()
        assert holder is not None  # a further name stands in a pane of its own
        self._holder.removeWidget(holder)
        holder.hide()
        holder.deleteLater()
        self.edited.emit()

    def _choose(self) -> None:
        self._has_chosen = True
        self._follow()

    def _follow(self) -> None:
        for fields in self.fields:
            fields.follow(custom(self.custom.value()))
        self._example.setText(self._example_words())

    def _example_words(self) -> str:
        chosen = custom(self.custom.value())
        spoken = _("For example {name}.", name=set_apart(chosen.example)) if chosen.example else ""
        return " ".join(part for part in (spoken, chosen.tells()) if part)

    def _say_warnings(self) -> None:
        if self._warnings:
            self.warning.tell(
                lambda: letter_words(self._warnings)[0], lambda: letter_words(self._warnings)[1]
            )
        self.warning.setVisible(bool(self._warnings))
