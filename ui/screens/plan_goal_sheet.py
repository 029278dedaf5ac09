"""The sheet that writes down a goal: in the person's own words, in ours, and what helps with it.

A goal may be kept without a resource; but the sheet asks once, quietly, what helps with it.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from intake_app.languages import direction
from intake_app.records.assessment import Need, Resource
from intake_app.records.plan import Goal
from intake_app.services.plans import GoalDraft
from ui.look.type import font
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker, TextArea
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import column, leave_out, pane
from ui.parts.tick_line import TickLine
from ui.screens.plan_acts import draft_of
from ui.screens.plan_words import domain_words
from ui.words import _, words


class GoalSheet(Sheet):
    """``written`` carries a GoalDraft and the text of a new resource, often empty."""

    written = Signal(object, str)

    def __init__(
        self,
        parent: QWidget,
        known: Goal | None,
        *,
        domains: Sequence[str],
        languages: Sequence[str],
        resources: Sequence[Resource],
        needs: Sequence[Need],
        domain: str = "",
    ) -> None:
        title: Callable[[], str] = (lambda: _("Change the goal")) if known else (lambda: _("New goal"))
        super().__init__(parent, title, width=640)
        self._known = known
        self._has_asked = False
        before = draft_of(known) if known else GoalDraft(domain=domain or domains[0], text="")
        self._before = before
        self.domain = Picker([(code, partial(domain_words, code)) for code in domains])
        self.domain.set_value(before.domain)
        self.own_words = TextArea(2)
        self.own_words.setPlainText(before.words)
        self.language = Picker([(tag, partial(_language, tag)) for tag in languages])
        self.language.set_value(before.language or (languages[0] if languages else ""))
        self.interpreted = TickLine(is_on=before.is_interpreted)
        self.interpreted.say(self.interpreted.setText, lambda: _("It was interpreted"))
        self.text = Field(lambda: _("The goal in your words"))
        self.text.line.setText(before.text)
        self.due = DayField(
            lambda: _("Until when"), lambda: _("A day, a month or a year. It may stay empty.")
        )
        self.due.show_iso(before.due_on)
        self.resources = TieTicks(resources, before.resource_ids, before.domain)
        self.needs = TieTicks(needs, before.need_ids, before.domain)
        self.helps = Field(lambda: _("Something else that helps with it"))
        self.reason = Field(
            lambda: _("What helps with it?"),
            lambda: _("Tie a resource above, or write why there is none yet. You can also go on without."),
        )
        self.reason.line.setText(before.without_resource)
        self._own = Field(
            lambda: _("As the person says it"), lambda: _("In the person's language, also a few words."),
            edit=self.own_words,
        )  # fmt: skip
        self.add(
            Field(lambda: _("Life domain"), edit=self.domain),
            self._own,
            Field(lambda: _("Language of these words"), edit=self.language),
            self.interpreted,
            self.text,
            self.due,
            _part(lambda: _("What helps with it"), self.resources),
            self.helps,
            self.reason,
            _part(lambda: _("Needs it answers"), self.needs),
        )
        leave_out(self.reason, not before.without_resource)
        for line in (self.text.line, self.due.line, self.helps.line, self.reason.line):
            line.returnPressed.connect(self.write)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Keep the goal"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.language.currentIndexChanged.connect(lambda _at: self._turn())
        self.fit(self._turn)
        self.open()
        self.own_words.setFocus()

    def write(self) -> None:
        """Hand on what is written; without words say so; without a resource ask once what helps."""
        text, own, due = self.text.text(), self.own_words.toPlainText().strip(), self.due.iso()
        self._own.show_error("" if text or own else lambda: _("The goal has no words yet."))
        if not (text or own):
            self.own_words.setFocus()
            return
        if due is None:
            self.due.line.setFocus()
            return
        tied, new, reason = self.resources.chosen(), self.helps.text(), self.reason.text()
        if not (tied or new or reason or self._has_asked):
            self._has_asked = True
            self.reason.show()
            self.reason.line.setFocus()
            return
        facts = {name: getattr(self._before, name) for name in GoalDraft.__struct_fields__}
        facts |= {
            "domain": self.domain.value(),
            "text": text,
            "words": own,
            "language": self.language.value() if own else "",
            "is_interpreted": self.interpreted.is_on() and bool(own),
            "due_on": due,
            "resource_ids": tied,
            "without_resource": "" if tied or new else reason,
            "need_ids": self.needs.chosen(),
        }
        self.written.emit(GoalDraft(**facts), new)
        self.close()

    def _turn(self) -> None:
        """Write the person's words in their own direction and type."""
        speak_in(self.own_words, self.language.value())


class LinkSheet(Sheet):
    """What helps with a goal, and which needs it answers. ``written`` as of the GoalSheet."""

    written = Signal(object, str)

    def __init__(
        self, parent: QWidget, goal: Goal, *, resources: Sequence[Resource], needs: Sequence[Need]
    ) -> None:
        super().__init__(parent, lambda: _("What helps with it?"), width=640)
        self._before = draft_of(goal)
        self.resources = TieTicks(resources, goal.resource_ids, goal.domain)
        self.needs = TieTicks(needs, goal.need_ids, goal.domain)
        self.helps = Field(
            lambda: _("Something else that helps with it"),
            lambda: _("It is kept with the person's resources, too."),
        )
        self.reason = Field(lambda: _("Nothing visible yet, because …"))
        self.reason.line.setText(goal.without_resource)
        self.add(
            _part(lambda: _("Resources of the person"), self.resources),
            self.helps,
            self.reason,
            _part(lambda: _("Needs it answers"), self.needs),
        )
        for line in (self.helps.line, self.reason.line):
            line.returnPressed.connect(self.write)
        self.say(self.keep.setText, lambda: _("Cancel"))
        # Translators: a button: connect resources and needs with the goal
        self.say(self.confirm.setText, lambda: _("Tie"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        first: QWidget = next(iter(self.resources.lines.values()), self.helps.line)
        first.setFocus()

    def write(self) -> None:
        """Hand on what is tied."""
        tied, new = self.resources.chosen(), self.helps.text()
        facts = {name: getattr(self._before, name) for name in GoalDraft.__struct_fields__}
        facts |= {
            "resource_ids": tied,
            "without_resource": "" if tied or new else self.reason.text(),
            "need_ids": self.needs.chosen(),
        }
        self.written.emit(GoalDraft(**facts), new)
        self.close()


class TieTicks(QWidget):
    """A tick for each resource or need, those of the goal's own domain first. ``lines`` by id."""

    def __init__(self, things: Sequence[Resource | Need], tied: Sequence[str], domain: str) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.lines: dict[str, TickLine] = {}
        self._hidden = tuple(one for one in tied if one not in {thing.id for thing in things})
        body = column(gap=2)
        for thing in sorted(things, key=lambda one: (one.domain != domain, one.domain)):
            line = TickLine(is_on=thing.id in tied)
            line.setText(thing.text or thing.words)
            line.say(line.set_below, partial(domain_words, thing.domain))
            self.lines[thing.id] = line
            body.add(line)
        if not self.lines:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("Nothing is written down yet."))
            body.add(none)
        self.setLayout(body)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of what is tied; what is not shown here stays tied."""
        return (*(one for one, line in self.lines.items() if line.is_on()), *self._hidden)


def speak_in(edit: QWidget, tag: str) -> None:
    """Let an edit write in the direction of the language ``tag``."""
    if tag:
        is_rtl = direction(tag) == "rtl"
        edit.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        edit.setLocale(QLocale(tag))
        edit.setFont(font("body", tag=tag))


def _part(title: Callable[[], str], body: QWidget) -> QWidget:
    head = label("strong")
    head.say(head.setText, title)
    return pane(column(head, body, gap=4))


def _language(tag: str) -> str:
    return words().language_name(tag)
