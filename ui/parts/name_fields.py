"""The fields for one name: as given in one line, and, for whoever wants to say so, what is what in it.

One filled line is enough, in any script. Nothing typed is changed: no letter, no case, no order.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from intake_app.records.person import PersonName, script_of_name
from ui.look.type import font, sp
from ui.naming import NAME_SOURCES, NAME_USES, source_words, use_words
from ui.parts.button import Button
from ui.parts.field import Field, LineEdit, Picker
from ui.parts.name_customs import PARTS, Custom, order_words, part_words
from ui.parts.space import Stack, column, pane, row
from ui.speaking import Speaking
from ui.words import _

_ORDERS = ("GF", "FG", "GFP", "G", "free")


class NameFields(Speaking, QWidget):
    """One name. ``is_other``: a further name, which says first what it is to the person."""

    edited = Signal()
    submitted = Signal()  # Enter in a line
    dropped = Signal()  # this further name is not wanted

    def __init__(self, custom: Custom, *, is_other: bool = False) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._custom, self._is_other, self._columns = custom, is_other, 3
        self._before: PersonName | None = None
        self._chain: list[QWidget] = []
        self._is_carried = self._has_chosen_order = False
        self.as_given = Field(
            lambda: _("Name as given"),
            lambda: _("As the person says it, in any script. One name is enough."),
            edit=LineEdit(tall=True),
        )
        self.original = Field(
            lambda: _("Name in its own script"),
            lambda: _("Best written by the person, or copied from the paper."),
            edit=LineEdit(tall=True),
        )
        self.parts = {part: Field(_says(part_words, part)) for part in PARTS}
        self.order = Picker([(order, _says(order_words, order)) for order in _ORDERS])
        self.use = Picker([(use, _says(use_words, use)) for use in NAME_USES])
        self.source = Picker([(source, _says(source_words, source)) for source in NAME_SOURCES])
        self._order_field = Field(lambda: _("Order of the parts"), edit=self.order)
        self._use_field = Field(lambda: _("What kind of name"), edit=self.use)
        self._source_field = Field(lambda: _("Known from"), edit=self.source)
        self.unfold = Button("ghost", icon="caret-down")
        self.unfold.clicked.connect(lambda: self.show_parts(not self.shows_parts))
        self.remove = Button("ghost", icon="x")
        self.say(self.remove.setText, lambda: _("Remove this name"))
        self.remove.clicked.connect(self.dropped)
        self._fold = self._build()
        self.say(self.unfold.setText, self._unfold_words)
        self.follow(custom)
        for whole in (self.as_given.line, self.original.line):
            whole.textChanged.connect(self._dress_lines)
        self.fit(self._dress_lines)
        for field in (self.as_given, self.original, *self.parts.values()):
            field.line.textEdited.connect(self._on_edited)
            field.line.returnPressed.connect(self.submitted)
        self.as_given.line.textEdited.connect(lambda _text: self._keep_carried())
        for picker in (self.order, self.use, self.source):
            picker.activated.connect(self._on_edited)
        self.order.activated.connect(lambda _index: self._choose_order())

    @property
    def shows_parts(self) -> bool:
        """Tell whether the parts are unfolded."""
        return not self._fold.isHidden()

    def show_parts(self, is_shown: bool = True) -> None:
        """Unfold the parts and go to the first one, or fold them away; what they hold is kept."""
        self._fold.setVisible(is_shown)
        self.unfold.set_icon("caret-up" if is_shown else "caret-down")
        self.say_again()
        if is_shown and self.unfold.hasFocus():
            self.parts[self._custom.parts[0]].edit.setFocus()

    def follow(self, custom: Custom) -> None:
        """Offer the parts of another naming custom; what is filled in stays in sight."""
        self._custom = custom
        if not self._has_chosen_order and self._before is None:
            self.order.set_value(custom.order)
        self._place_parts()

    def arrange(self, width: str) -> None:
        """Put the fields below each other when the window is narrow."""
        self._columns = {"narrow": 1, "medium": 2}.get(width, 3)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for line in (self._top, self._kinds, self._acts):
            line.setDirection(down if self._columns == 1 else across)
        self._place_parts()

    def tab_through(self, before: Sequence[QWidget], after: Sequence[QWidget] = ()) -> None:
        """Let Tab go through ``before``, the lines of this name in reading order, and ``after``."""
        for one, following in pairwise((*before, *self._chain, self.remove, *after)):
            QWidget.setTabOrder(one, following)

    def name(self) -> PersonName:
        """Return what was typed: one line alone goes where its script belongs, and is not taken apart."""
        given, original = self.as_given.text(), self.original.text()
        parts = {part: field.text() for part, field in self.parts.items()}
        if self._is_carried and any(parts.values()):
            given = ""  # what was searched for has become the parts
        if not original and script_of_name(given) not in {"", "Latn"}:
            given, original = "", given
        order = self.order.value() if any(parts.values()) else "free"
        typed = PersonName(
            **parts, full_latin=given, full_original=original, use=self.use.value(),
            source=self.source.value(), order=order,  # type: ignore[arg-type]  # one of those offered
        )  # fmt: skip
        before = self._before
        if before is not None and not self._has_chosen_order:
            typed = msgspec.structs.replace(typed, order=before.order)
        return typed

    def show_name(self, name: PersonName) -> None:
        """Show a name that is recorded."""
        self._before = name
        self.as_given.line.setText(name.full_latin)
        self.original.line.setText(name.full_original)
        for part, field in self.parts.items():
            field.line.setText(getattr(name, part))
        for picker, codes, says, value in (
            (self.order, _ORDERS, order_words, name.order),
            (self.use, NAME_USES, use_words, name.use),
            (self.source, NAME_SOURCES, source_words, name.source),
        ):
            offered = codes if value in codes else (*codes, value)
            picker.offer([(code, _says(says, code)) for code in offered])
            picker.set_value(value)
        self._place_parts()
        self.show_parts(any(field.text() for field in self.parts.values()))

    def carry_over(self, typed: str) -> None:
        """Put in what was searched for; it gives way to parts that are typed later."""
        self.as_given.line.setText(typed)
        self._is_carried = True

    def _build(self) -> QWidget:
        """Lay everything out; return what is folded away."""
        self._top: Stack = row((self.as_given, 3), (self.original, 2), gap=12)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.fit(lambda: self._grid.setSpacing(sp(12)))
        self._kinds: Stack = row((self._use_field, 1), (self._source_field, 1), gap=12)
        inner: Stack = column(self._grid, gap=10)
        self._acts: Stack = row(self.unfold, "*", gap=8)
        fold = pane(inner)
        fold.hide()
        if self._is_other:
            self._acts.add(self.remove)
            self.setLayout(column(self._kinds, self._top, self._acts, fold, gap=8))
        else:
            inner.add(self._kinds)
            self.remove.setParent(self)
            self.remove.hide()
            self.setLayout(column(self._top, self._acts, fold, gap=8))
        return fold

    def _place_parts(self) -> None:
        wanted = [
            *self._custom.parts,
            *(part for part in PARTS if part not in self._custom.parts and self.parts[part].text()),
        ]
        fields = [*(self.parts[part] for part in wanted), self._order_field]
        for field in (*self.parts.values(), self._order_field):
            self._grid.removeWidget(field)
            if field not in fields:
                field.setParent(self)
                field.hide()
        columns = self._columns
        for number, field in enumerate(fields):
            self._grid.addWidget(field, number // columns, number % columns)
            field.show()
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._chain = [self.as_given.edit, self.original.edit, self.unfold, *(field.edit for field in fields)]
        kinds: list[QWidget] = [self.use, self.source]
        self._chain = [*kinds, *self._chain] if self._is_other else [*self._chain, *kinds]
        self.tab_through(())

    def _unfold_words(self) -> str:
        return _("Less about this name") if self.shows_parts else _("More about this name")

    def _dress_lines(self, _text: str = "") -> None:
        """Set each whole name in the type its script needs; Arabic and Ethiopic letters need more room."""
        for line in (self.as_given.line, self.original.line):
            wanted = font("field", line.text())
            if wanted != line.font():
                line.setFont(wanted)

    def _on_edited(self, _what: object = None) -> None:
        self.edited.emit()

    def _keep_carried(self) -> None:
        self._is_carried = False

    def _choose_order(self) -> None:
        self._has_chosen_order = True


def _says(words_of: Callable[[str], str], code: str) -> Callable[[], str]:
    return lambda: words_of(code)
