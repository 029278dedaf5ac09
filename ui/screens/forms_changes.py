"""What a newer version of a form changes, before it is installed: counted, then one line a change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.space import clear, column, pane, row
from ui.words import _, isolate, plural, set_apart

if TYPE_CHECKING:
    from intake_app.services.forms import FormChange, FormChanges

_MOST_CHANGES = 80


class ChangesCard(Card):
    """The changes and the decision. ``agreed``: install it; ``refused``: leave it; ``tried``: preview it."""

    agreed = Signal()
    refused = Signal()
    tried = Signal()

    def __init__(self) -> None:
        super().__init__(gap=0, margins=(2, 8))
        self.install_button, self.refuse_button = Button("primary", icon="check"), Button()
        self.try_button = Button(icon="eye")
        self.say(self.install_button.setText, lambda: _("Install this version"))
        self.say(self.refuse_button.setText, lambda: _("Leave it as it is"))
        self.say(self.try_button.setText, lambda: _("Preview"))
        self.install_button.clicked.connect(self.agreed)
        self.refuse_button.clicked.connect(self.refused)
        self.try_button.clicked.connect(self.tried)
        self._rows = column(gap=0)
        ends = Flow((self.install_button, self.try_button, self.refuse_button), gap=10)
        self.body.add(self._rows, pane(column(ends, margins=(14, 8))))
        self.hide()

    def show_changes(self, changes: "FormChanges") -> None:
        """Show what changes and wait for the decision."""
        clear(self._rows)
        head, counted = label("head"), label("small", "muted")
        old, new = isolate(changes.old_version or "–"), isolate(changes.new_version or "–")
        head.say(head.setText, lambda: _("What changes from version {old} to {new}", old=old, new=new))
        counted.say(counted.setText, lambda: _counted(changes))
        safe = label("small", "muted")
        safe.say(safe.setText, lambda: _("Interviews that were begun keep the version they were begun with."))
        self._rows.add(pane(column(head, counted, safe, gap=3, margins=(14, 6))))
        for change in changes.changes[:_MOST_CHANGES]:
            self._rows.add(_change_row(change))
        more = len(changes.changes) - _MOST_CHANGES
        if more > 0:
            rest = label("small", "muted")
            rest.say(rest.setText, lambda: plural("and {n} more", "and {n} more", more))
            self._rows.add(pane(row(rest, margins=(14, 6))))
        self.show()


def _counted(changes: "FormChanges") -> str:
    counts = changes.counted()
    said = [
        _("{kind}: {n}", kind=_kind_words(kind), n=count) for kind, count in counts.items() if kind != "text"
    ]
    said += [
        _("Texts in {language}: {n}", language=set_apart(language), n=count)
        for language, count in changes.texts_by_language().items()
    ]
    return "  ·  ".join(said)


def _change_row(change: "FormChange") -> QWidget:
    what, where = label("body"), label("small", "muted")
    place = set_apart(change.name)
    what.say(what.setText, lambda: f"{_kind_words(change.kind)}: {place}")
    where.say(where.setText, lambda: _where(change))
    items = [what, where]
    if change.before or change.after:
        told = label("small")
        told.say(told.setText, lambda: _("{before} → {after}", before=set_apart(_short(change.before)),
                                         after=set_apart(_short(change.after))))  # fmt: skip
        items.append(told)
    return pane(column(*items, gap=2, margins=(14, 7)), "line")


def _where(change: "FormChange") -> str:
    parts = [_("row {row}", row=change.row)] if change.row is not None else []
    parts += [isolate(part) for part in (change.column,) if part]
    parts += [set_apart(change.language)] if change.language else []
    return " · ".join(parts)


def _short(text: str) -> str:
    tidy = " ".join(text.split())
    return (tidy if len(tidy) <= 140 else tidy[:139] + "…") or "–"


def _kind_words(kind: str) -> str:
    return {
        "added": _("Question added"),
        "removed": _("Question taken out"),
        "renamed": _("Question renamed"),
        "moved": _("Question moved"),
        "type": _("Another type"),
        "rule": _("Rule changed"),
        "text": _("Text changed"),
        "choice-added": _("Choice added"),
        "choice-removed": _("Choice taken out"),
        "language-added": _("Language added"),
        "language-removed": _("Language taken out"),
    }[kind]
