"""More about a goal, folded: its rung on the ladder, when to look again, how it stands, its SMART lines.

Each line is kept when it is left; nothing has to be filled in.
"""

import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from intake_app.records.plan import Goal
from intake_app.services.plans import GoalDraft
from ui.parts.button import Button
from ui.parts.chip import Chip
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.space import column, pane, row
from ui.screens.plan_acts import draft_of
from ui.screens.plan_words import (
    GOAL_STATES,
    LEVELS,
    day_words,
    goal_state_words,
    is_past,
    level_words,
)
from ui.speaking import Speaking
from ui.words import _


class GoalMore(Speaking, QWidget):
    """``changed`` carries a GoalDraft, ``status_wanted`` how the goal stands."""

    changed = Signal(object)
    status_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._goal: Goal | None = None
        self._inside: QFrame
        self.fold = Button("ghost", icon="caret-right")
        self.fold.clicked.connect(lambda: self.unfold(self._inside.isHidden()))
        self.review_chip = Chip("att", icon="clock")
        self.level = Picker([(one, partial(level_words, one)) for one in LEVELS])
        self.status = Picker([(one, partial(goal_state_words, one)) for one in GOAL_STATES])
        self.review = DayField(lambda: _("Look at it again on"), lambda: _("A day, a month or a year."))
        self.lines = {
            "specific": Field(lambda: _("What exactly?")),
            "measure": Field(lambda: _("How do we see that it is reached?")),
            "accepted": Field(lambda: _("Why does it matter to the person?")),
            "realistic": Field(lambda: _("What makes it possible?")),
        }
        hint = label("small", "muted")
        hint.say(
            hint.setText,
            lambda: _("From a guiding goal through a framework to action: the lower, the nearer to a day."),
        )
        self._inside = pane(
            column(
                Field(lambda: _("Place on the ladder"), edit=self.level),
                hint,
                Field(lambda: _("How the goal stands"), edit=self.status),
                self.review,
                *self.lines.values(),
                gap=8,
            )
        )
        self._inside.hide()
        self.say(lambda _text: self._name_fold(), lambda: "")
        self.setLayout(column(row(self.fold, self.review_chip, "*"), self._inside, gap=8))
        self.review_chip.hide()
        self.level.currentIndexChanged.connect(lambda _at: self._keep())
        self.status.currentIndexChanged.connect(lambda _at: self._say_status())
        for field in (self.review, *self.lines.values()):
            field.line.editingFinished.connect(self._keep)

    def unfold(self, is_open: bool) -> None:
        """Show or fold the lines."""
        self._inside.setVisible(is_open)
        self.fold.set_icon("caret-down" if is_open else "caret-right")
        self._name_fold()

    def show_goal(self, goal: Goal, today: datetime.date) -> None:
        """Show a goal; what is being typed just now stays as it is."""
        is_other = self._goal is None or self._goal.id != goal.id
        self._goal = goal
        for picker, value in ((self.level, goal.level), (self.status, goal.status)):
            picker.blockSignals(True)
            picker.set_value(value)
            picker.blockSignals(False)
        for name, field in self.lines.items():
            if is_other or not field.line.hasFocus():
                field.line.setText(getattr(goal, name))
        if is_other or not self.review.line.hasFocus():
            self.review.show_iso(goal.review_on)
        is_due = goal.status == "open" and is_past(goal.review_on, today)
        self.review_chip.setVisible(is_due)
        self.review_chip.setText(
            _("To look at again since {date}", date=day_words(goal.review_on)) if is_due else ""
        )

    def _keep(self) -> None:
        if self._goal is None:
            return
        before = draft_of(self._goal)
        review = self.review.iso()
        facts = {name: getattr(before, name) for name in GoalDraft.__struct_fields__}
        facts |= {name: field.text() for name, field in self.lines.items()}
        facts |= {"level": self.level.value(), "review_on": before.review_on if review is None else review}
        draft = GoalDraft(**facts)
        if draft != before:
            self.changed.emit(draft)

    def _say_status(self) -> None:
        if self._goal is not None and self.status.value() != self._goal.status:
            self.status_wanted.emit(self.status.value())

    def _name_fold(self) -> None:
        self.fold.setText(_("More about this goal"))
        state = _("folded") if self._inside.isHidden() else _("unfolded")
        self.fold.setAccessibleName(f"{_('More about this goal')}, {state}")
