"""What is due: days left, what and why, on what legal basis, done with what shows it."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.records.status import OVERTAKEN, Rule, Task
from intake_app.services import status, status_rules
from intake_app.services.status import StatusPage
from ui.parts.button import Button
from ui.parts.chip import Chip
from ui.parts.code_picker import code_words
from ui.parts.field import Field
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.segmented import Segmented
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, keep_small, pane, row
from ui.screens.status_part import StatusPart, end_sheet, small_button
from ui.screens.status_words import (
    basis_words,
    confidence_words,
    day_words,
    due_words,
    left_chip,
    own_words,
    owner_words,
    valid_words,
)
from ui.words import _, isolate

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.status import StatusScreen

_DONE, _ASIDE = "done", "aside"


class DeadlinesCard(StatusPart):
    """Open points by day; below them what is done, folded."""

    def __init__(self, screen: "StatusScreen") -> None:
        super().__init__(screen, lambda: _("What is due"))
        self._page: StatusPage | None = None
        self._is_narrow = self._shows_done = False
        self.law = Chip("prov", icon="book-open", wraps=True)
        self.say(self.law.setText, self._law_words)
        self.law_button = Button("ghost")
        self.law_button.clicked.connect(lambda _on=False: screen.go("rules", person_id=screen.person_id))
        self.say(self.law_button.setText, lambda: _("Where from?"))
        self.say(self.law_button.setAccessibleName, lambda: _("Where the deadlines come from"))
        self.old = Chip("att", icon="warning", wraps=True)
        self.say(self.old.setText, lambda: _("older than 6 months: please check"))
        self.old.hide()
        self.done_button = Button("ghost", icon="caret-down")
        self.say(self.done_button.setText, self._done_words)
        self.done_button.clicked.connect(lambda _on=False: self._turn_done())
        self._rows: Stack = column(gap=0)
        self._done: Stack = column(gap=0)
        self._empty = label("body", "muted")
        self.say(
            self._empty.setText,
            lambda: _("No deadlines. They follow from the day of arrival and from events."),
        )
        keep_small(self.done_button)
        of_law = flow(self.law, self.old, self.law_button)
        self.shown.add(of_law, self._empty, self._rows, row(self.done_button, "*"), self._done)

    def set_narrow(self, is_narrow: bool) -> None:
        """Stack the cells of a row where there is little room."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if self._page is not None:
                self.show_page(self._page)

    def show_page(self, page: StatusPage) -> None:
        """Show what is due on this page."""
        self._page = page
        clear(self._rows)
        clear(self._done)
        tasks, done = page.open_tasks, [one for one in page.tasks if one.done_at is not None]
        self._empty.setVisible(not tasks)
        for number, task in enumerate(tasks, 1):
            self._rows.add(self._row(number, task, page))
        self.done_button.setVisible(bool(done))
        for task in done if self._shows_done else ():
            self._done.add(self._done_row(task))
        laws = [one.verified_on for one in tasks if one.legal_basis != "OWN"]
        self.old.setVisible(any(status_rules.is_old(day, page.today) for day in laws))
        self.law.setText(self._law_words())
        self.done_button.setText(self._done_words())

    def _row(self, number: int, task: Task, page: StatusPage) -> QWidget:
        what, why = label("strong" if task.kind == "task" else "body"), label("small", "muted")
        what.say(what.setText, lambda: own_words(task.text))
        why.say(why.setText, lambda: _why(task))
        texts = column(what, why, gap=1)
        day = label("body", wrap=self._is_narrow or bool(task.due_latest))
        day.say(day.setText, lambda: due_words(task))
        count = label("smallb", "muted", wrap=False, text=str(number))
        basis = small_button(
            lambda: basis_words(task.legal_basis), lambda: own_words(task.text), lambda: self._open_rule(task)
        )
        chips: list[QWidget] = [left_chip(task, page.today)]
        if task.confidence == "OPEN":
            check = Chip("prov", icon="question")
            check.say(check.setText, lambda: _("please check"))
            chips.append(check)
        act = self._act(task)
        if self._is_narrow:
            top = row(count, *chips, "*", gap=8)
            return pane(column(top, day, texts, row(basis, act, "*", gap=8), gap=4, margins=(0, 8)), "line")
        first = row(count, chips[0], gap=8)
        left = pane(row(first, "*", day, gap=8))
        line = row((left, 3), (texts, 6), *chips[1:], basis, act, gap=10, margins=(0, 7))
        return pane(line, "line")

    def _act(self, task: Task) -> Button | None:
        if task.kept_in:
            return small_button(
                lambda: _("Open"), lambda: own_words(task.text),
                lambda: self.host.go(task.kept_in, person_id=self.host.person_id),
            )  # fmt: skip
        done = small_button(lambda: _("Done"), lambda: own_words(task.text), lambda: self._settle(task))
        done.set_icon("check")
        return done

    def _done_row(self, task: Task) -> QWidget:
        what, how = label("body", "muted"), label("small", "muted")
        what.say(what.setText, lambda: own_words(task.text))
        how.say(how.setText, lambda: _how_settled(task))
        again = small_button(
            lambda: _("Open again"), lambda: own_words(task.text), partial(self._reopen, task)
        )
        return pane(row((column(what, how, gap=1), 1), again, gap=8, margins=(0, 6)), "line")

    def _settle(self, task: Task) -> None:
        self.host.sheet = SettleSheet(self.host, task)

    def _reopen(self, task: Task) -> None:
        person_id = self.host.person_id
        self.host.act(
            lambda workspace, now: status.reopen_task(
                workspace, person_id=person_id, task_id=task.id, now=now
            )
        )

    def _open_rule(self, task: Task) -> None:
        self.host.sheet = RuleSheet(self.host, task)

    def _turn_done(self) -> None:
        self._shows_done = not self._shows_done
        self.done_button.set_icon("caret-up" if self._shows_done else "caret-down")
        if self._page is not None:
            self.show_page(self._page)

    def _law_words(self) -> str:
        if self._page is None:
            return ""
        days = [one.verified_on for one in self._page.open_tasks if one.legal_basis != "OWN"]
        pack = _("rule pack {version}", version=isolate(self._page.book.version))
        return f"{_('Law as of {day}', day=day_words(min(days)))} · {pack}" if days else pack

    def _done_words(self) -> str:
        done = sum(one.done_at is not None for one in self._page.tasks) if self._page is not None else 0
        return _("Done ({n})", n=done)


class SettleSheet(Sheet):
    """Done, with what shows it; or not needed, with the reason."""

    def __init__(self, screen: "StatusScreen", task: Task) -> None:
        super().__init__(screen, lambda: own_words(task.text))
        self._screen, self._task = screen, task
        self.way = Segmented([(_DONE, lambda: _("It is done")), (_ASIDE, lambda: _("Not needed"))])
        self.say(self.way.setAccessibleName, lambda: _("How it ended"))
        self.way.chosen.connect(lambda _value: self._reword())
        self.told = Field(self._told_name, self._hint)
        self.told.line.returnPressed.connect(self.write)
        self.add(self.way, self.told)
        end_sheet(self, lambda: _("Save"), self.write)
        self.told.line.setFocus()

    def write(self) -> None:
        """Keep how the task ended; what is not needed needs a reason."""
        told, is_done = self.told.text(), self.way.value() == _DONE
        if not is_done and not told:
            self.told.show_error(lambda: _("Say in a few words why it is not needed."))
            self.told.line.setFocus()
            return
        person_id, task_id = self._screen.person_id, self._task.id

        def settle(workspace: "Workspace", now: datetime.datetime) -> object:
            if is_done:
                return status.finish_task(
                    workspace, person_id=person_id, task_id=task_id, evidence=told, now=now
                )
            return status.set_task_aside(
                workspace, person_id=person_id, task_id=task_id, because=told, now=now
            )

        self._screen.act(settle)
        self.close()

    def _told_name(self) -> str:
        return _("What shows it") if self.way.value() == _DONE else _("Why it is not needed")

    def _hint(self) -> str:
        if self.way.value() == _DONE:
            return _("For example: letter of 20.5.2026, or nothing.")
        return _("It stays with the deadline.")

    def _reword(self) -> None:
        self.told.say_again()
        self.told.show_error("")


class RuleSheet(Sheet):
    """Where a deadline comes from: the rule, its law, its source, when it was checked."""

    def __init__(self, parent: QWidget, of: Task | Rule) -> None:
        super().__init__(parent, lambda: _("Where this comes from"))
        pack = of.pack_version if isinstance(of, Task) else of.pack
        lines: tuple[tuple[Callable[[], str], Callable[[], str]], ...] = (
            (lambda: _("What the rule says"), lambda: own_words(of.text)),
            (lambda: _("Reason for it"), lambda: own_words(of.why)),
            (lambda: _("For whom"), lambda: _groups(of)),
            (lambda: _("For events"), lambda: valid_words(of) if isinstance(of, Rule) else ""),
            (lambda: _("Who sees to it"), lambda: owner_words(of.owner)),
            (lambda: _("Legal basis"), lambda: basis_words(of.legal_basis)),
            (lambda: _("Where it can be read"), lambda: isolate(of.source_url) if of.source_url else ""),
            (lambda: _("How sure it is"), lambda: confidence_words(of)),
            (lambda: _("Rule pack"), lambda: isolate(f"{pack} · {of.rule_id}")),
        )
        for says, value in lines:
            if not value():
                continue
            name, text = label("small", "muted"), label("body")
            name.say(name.setText, says)
            text.say(text.setText, value)
            text.say(text.setAccessibleName, partial(_named, says, value))
            self.add(column(name, text, gap=0))
        warns = label("small", "muted")
        warns.say(warns.setText, lambda: _("Not legal advice. Please compare with the decision."))
        self.add(warns)
        self.say(self.confirm.setText, lambda: _("Close"))
        self.confirm.clicked.connect(self.close)
        self.ends.add(self.confirm)
        self.open()
        self.confirm.setFocus()


def _named(says: Callable[[], str], value: Callable[[], str]) -> str:
    return f"{says()}: {value()}"


def _groups(of: Task | Rule) -> str:
    if isinstance(of, Task):
        return ""
    return ", ".join(code_words("status-groups", one) for one in of.groups) or _("for everybody")


def _why(task: Task) -> str:
    parts = [own_words(task.why), owner_words(task.owner)]
    return " · ".join(part for part in parts if part)


def _how_settled(task: Task) -> str:
    at = day_words(task.done_at.astimezone().date().isoformat()) if task.done_at else ""
    if task.dropped_because == OVERTAKEN:
        return _("overtaken by a later event, {day}", day=at)
    if task.dropped_because:
        return _("not needed, {day}: {reason}", day=at, reason=task.dropped_because)
    told = _("done on {day}", day=at)
    return f"{told} · {task.evidence}" if task.evidence else told
