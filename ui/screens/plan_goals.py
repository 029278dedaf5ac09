"""The goals of a plan: domain, until when, in our words and in the person's own; a list or a drop-down."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from intake_app.records.plan import Goal
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.field import Picker
from ui.parts.label import label
from ui.parts.listing import ListRow
from ui.parts.space import clear, column, leave_out, pane, row
from ui.screens.plan_words import day_words, domain_words, goal_state_words, level_words
from ui.words import _


class GoalList(Card):
    """``chosen`` carries the id of the goal to show. ``rows`` by goal id, in order."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=0, margins=(2, 8))
        self.rows: dict[str, ListRow] = {}
        head, self._tied = label("head"), label("small", "muted", wrap=False)
        head.say(head.setText, lambda: _("Goals"))
        self._none = label("body", "muted")
        self._none.say(self._none.setText, lambda: _("No goal yet. What shall be different in half a year?"))
        self._list = column(gap=0)
        self.picker = Picker()
        self.picker.currentIndexChanged.connect(lambda _at: self._pick())
        self.say(self.picker.setAccessibleName, lambda: _("Goals"))
        self._pick_row = pane(row((self.picker, 1), margins=(14, 6)))
        self._list_pane = pane(self._list)
        self._none_row = pane(row((self._none, 1), margins=(14, 8)))
        self.body.add(
            pane(row((head, 1), self._tied, margins=(14, 4))), self._none_row, self._pick_row,
            self._list_pane, "*",
        )  # fmt: skip
        self._is_list = True
        self._goals: tuple[Goal, ...] = ()
        self._show_right()

    def show_goals(self, goals: Sequence[Goal], current: str) -> None:
        """Show the goals; ``current`` is the id of the one whose details are shown."""
        focused = self.window().focusWidget()
        had = next((one for one, line in self.rows.items() if line is focused), "")
        self._goals = tuple(goals)
        tied = sum(bool(goal.resource_ids) for goal in goals)
        self._tied.setText(_("{n} of {all} with a resource", n=tied, all=len(goals)) if goals else "")
        clear(self._list)
        self.rows = {}
        for goal in goals:
            line = self._row(goal)
            line.set_current(goal.id == current)
            line.clicked.connect(partial(self.chosen.emit, goal.id))
            self.rows[goal.id] = line
            self._list.add(line)
        self.picker.offer([(goal.id, partial(_named, goal)) for goal in goals])
        self.picker.blockSignals(True)
        self.picker.set_value(current)
        self.picker.blockSignals(False)
        self.picker.setToolTip(self.picker.currentText())
        self._show_right()
        if had in self.rows and self._is_list:
            self.rows[had].show()  # only what is seen can take the focus
            self.rows[had].setFocus()

    def set_list(self, is_list: bool) -> None:
        """Show the whole list, or a drop-down where there is no room for it."""
        self._is_list = is_list
        self._show_right()

    def enter(self) -> None:
        """Move the focus to the current goal."""
        wanted = next((line for line in self.rows.values() if line.is_current), None)
        if wanted is not None and self._is_list:
            wanted.setFocus()
        elif self.rows:
            self.picker.setFocus()

    def _show_right(self) -> None:
        self._none_row.setVisible(not self._goals)
        self._list_pane.setVisible(self._is_list and bool(self._goals))
        self._pick_row.setVisible(not self._is_list and bool(self._goals))

    def _pick(self) -> None:
        if self.picker.value():
            self.chosen.emit(self.picker.value())

    @staticmethod
    def _row(goal: Goal) -> ListRow:
        domain, due = Chip("line"), label("small", "muted", wrap=False)
        domain.setText(domain_words(goal.domain))
        due.setText(_("until {date}", date=day_words(goal.due_on)) if goal.due_on else "")
        title, own = label("strong"), label("body", "muted")
        title.setText(goal.text or goal.words)
        if goal.words and goal.text:
            own.speak_language(goal.language)
            own.setText(goal.words)
        leave_out(own, not (goal.words and goal.text))
        state = Chip("res" if goal.status == "reached" else "sunken")
        state.setText(goal_state_words(goal.status))
        leave_out(state, goal.status == "open")
        made = ListRow((column(row(domain, "*", due), title, own, row(state, "*"), gap=4), 1))
        said = [_named(goal), domain_words(goal.domain), due.text(), goal.words if goal.text else ""]
        said += [level_words(goal.level), goal_state_words(goal.status)]
        made.setAccessibleName(", ".join(part for part in said if part))
        return made


def _named(goal: Goal) -> str:
    return goal.text or goal.words
