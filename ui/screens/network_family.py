"""The family of the person as a tree, with the same people as a list below it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.services.drawings import CLIENT, Relative
from ui.naming import shown_name
from ui.parts.button import Button
from ui.parts.code_picker import code_words
from ui.parts.family_tree import FamilyTreeView
from ui.parts.label import label
from ui.parts.space import Stack, clear, column, keep_small, pane, row
from ui.speaking import Speaking
from ui.words import _, set_apart


class FamilyView(Speaking, QWidget):
    """``asked``: somebody wants to write down who belongs to the household."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._family: Sequence[Relative] = ()
        self._hides = False
        self.tree = FamilyTreeView()
        self._none = label("body", "muted")
        self.say(self._none.setText, lambda: _("Nobody of the family is written down yet."))
        self._signs = label("small", "muted")
        self.say(
            self._signs.setText,
            lambda: _(
                "Tinted: shares the household's money. Globe: not in Germany. Dashed: whereabouts unknown."
            ),
        )
        self._list: Stack = column(gap=0)
        self.add_button = Button("normal", icon="users-three")
        self.say(self.add_button.setText, lambda: _("Write down the household"))
        self.add_button.clicked.connect(self.asked)
        keep_small(self.add_button)
        self.setLayout(
            column(
                self.tree, self._signs, self._none, pane(self._list), row(self.add_button, "*"), "*", gap=12
            )
        )
        self.say(lambda _text: self._show(), str)

    def show_family(self, family: Sequence[Relative], *, hides_names: bool) -> None:
        """Show these people, the person first."""
        self._family, self._hides = family, hides_names
        self._show()

    def _show(self) -> None:
        names = {
            one.id: shown_name(one.name, is_hidden=self._hides) or _("without a name") for one in self._family
        }
        captions = {one.id: (names[one.id], relation_words(one.relation)) for one in self._family}
        heard = {one.id: _heard(one, names[one.id]) for one in self._family}
        is_alone = len(self._family) < 2
        self._none.setVisible(is_alone)
        self._signs.setVisible(not is_alone)
        self.tree.show_family(self._family, captions, heard)
        clear(self._list)
        for one in self._family if not is_alone else ():
            line = label("body")
            line.setText(heard[one.id])
            self._list.add(pane(column(line, margins=(0, 4)), "line"))


def relation_words(relation: str) -> str:
    """Return a relation, seen from the person."""
    return _("the person") if relation == CLIENT else code_words("relations", relation)


def _heard(one: Relative, name: str) -> str:
    parts = [set_apart(name), relation_words(one.relation)]
    if one.relation != CLIENT:
        parts.append(
            {
                "here": _("lives here"),
                "other-municipality": _("lives in another municipality"),
                "abroad": _("not in Germany"),
                "unknown": _("whereabouts unknown"),
            }[one.whereabouts]
        )
    if one.is_missing:
        parts.append(_("being traced"))
    if one.is_in_economic:
        parts.append(_("shares the household's money"))
    return ", ".join(parts)
