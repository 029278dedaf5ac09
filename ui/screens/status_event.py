"""The sheet for an event: what happened, when, what it ends and begins, and what is due after it."""

import datetime
from functools import partial
from typing import TYPE_CHECKING

from intake_app.records.partial_date import PartialDate
from intake_app.records.status import LANES, Lane, Task
from intake_app.services import status
from intake_app.services.status import LaneDraft, LaneProposal, StatusPage, TransitionDraft
from intake_app.services.status_pictures import CODE_LISTS
from intake_app.services.told_dates import GREGORY, read_told
from ui.parts.card import Card
from ui.parts.code_picker import CodePicker, code_words
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker, Tick
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, leave_out
from ui.screens.status_part import end_sheet, read_day
from ui.screens.status_words import (
    basis_words,
    code_of,
    date_words,
    due_words,
    event_words,
    lane_words,
    own_words,
)
from ui.words import _, isolate, plural, words

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.status import StatusScreen

_MOST_TASKS = 8


class LanePart(Card):
    """What the event does to one lane; both days can be changed, the begin may stay empty."""

    def __init__(self, lane: Lane) -> None:
        super().__init__(kind="sunken", gap=6, margins=(12, 10))
        self.lane = lane
        self._proposal: LaneProposal | None = None
        head = label("strong")
        self.say(head.setText, partial(lane_words, lane))
        self.ends = DayField(self._ends_name, lambda: _("Empty: it goes on."))
        self.code = CodePicker(CODE_LISTS[lane], empty=lambda: _("nothing yet"))
        self._code_field = Field(
            lambda: _("What follows"),
            edit=self.code,
            heard=lambda: f"{lane_words(lane)}: {_('What follows')}",
        )
        self.begins = DayField(lambda: f"{lane_words(lane)}: {_('First day')}", self._begins_hint)
        self.planned = Tick()
        self.say(self.planned.setText, lambda: _("Only planned"))
        self.body.add(head, self.ends, self._code_field, self.begins, self.planned)

    def show_proposal(self, proposal: LaneProposal | None) -> None:
        """Show what the lists propose; nothing for a lane the event leaves alone."""
        self._proposal = proposal
        self.setVisible(proposal is not None)
        if proposal is None:
            return
        self.ends.setVisible(proposal.running is not None and proposal.ends is not None)
        self.ends.show_iso(proposal.ends.iso if proposal.ends is not None else "")
        self.code.set_value(proposal.code)
        follows = bool(proposal.code)
        for part in (self._code_field, self.begins, self.planned):
            part.setVisible(follows)
        self.begins.show_iso(proposal.begins.iso)
        self.planned.setChecked(False)
        self.say_again()
        self.ends.say_again()
        self.begins.say_again()

    def draft(self) -> LaneDraft | None:
        """Return what is to be kept; None where a day cannot be read."""
        ends = read_day(self.ends) if self.ends.isVisibleTo(self) else ""
        begins = read_day(self.begins) if ends is not None else None
        if ends is None or begins is None:
            return None
        proposal = self._proposal
        assert proposal is not None
        return LaneDraft(
            lane=self.lane,
            ends=_told(proposal.ends, ends) if ends else None,
            code=self.code.value() if begins else "",
            begins=_told(proposal.suggested, begins),
            is_planned=self.planned.isChecked(),
        )

    def _ends_name(self) -> str:
        running = self._proposal.running if self._proposal is not None else None
        if running is None:
            return _("Last day")
        return _("{what}: last day", what=code_of(running))

    def _begins_hint(self) -> str:
        suggested = self._proposal.suggested if self._proposal is not None else PartialDate()
        if not suggested.iso:
            return _("Empty: not settled yet.")
        return _("Empty: not settled yet. Possible from {day}.", day=date_words(suggested))


class EventSheet(Sheet):
    """Everything on one sheet, so that what follows is seen before it is kept."""

    def __init__(self, screen: "StatusScreen", page: StatusPage) -> None:
        super().__init__(screen, lambda: _("What happened?"), width=640)
        self._screen, self._page, self._count = screen, page, 0
        kinds = status.possible_from(page.group)
        self.kind = Picker([(one.code, partial(event_words, one.code)) for one in kinds])
        self.kind.setToolTip(self.kind.currentText())
        self.kind.currentTextChanged.connect(self.kind.setToolTip)
        self.day = DayField(self._day_name, lambda: _("12.5.2026, 5.2026 or 2026"))
        self.group = Picker()
        self._group_field = Field(lambda: _("Status group after it"), edit=self.group)
        self.parts = {lane: LanePart(lane) for lane in LANES}
        self.note = Field(lambda: _("Note"), lambda: _("Only facts, such as the number of the letter."))
        self._due_head, self._due = label("strong"), column(gap=4)
        self.say(self._due_head.setText, self._due_title)
        self.add(
            Field(lambda: _("Event"), edit=self.kind), self.day, self._group_field, *self.parts.values(),
            self.note, self._due_head, self._due,
        )  # fmt: skip
        self.kind.currentIndexChanged.connect(lambda _at: self._show_kind())
        self.group.currentIndexChanged.connect(lambda _at: self._show_changes())
        self.day.line.textChanged.connect(lambda _text: self._show_changes())
        for part in self.parts.values():
            leave_out(part)
        self._show_kind()
        end_sheet(self, lambda: _("Save the event"), self.write)
        self.kind.setFocus()

    def write(self) -> None:
        """Keep the event with all that follows, unless a day cannot be read."""
        happened = read_day(self.day, needs_one=True)
        if happened is None:
            return
        lanes: list[LaneDraft] = []
        for part in self.parts.values():
            if not part.isVisibleTo(self):
                continue
            lane = part.draft()
            if lane is None:
                return
            lanes.append(lane)
        draft = TransitionDraft(
            self.kind.value(), PartialDate(happened), self._to_group(), self.note.text(), tuple(lanes)
        )
        screen = self._screen

        def keep(workspace: "Workspace", now: datetime.datetime) -> object:
            return status.record_transition(workspace, person_id=screen.person_id, draft=draft, now=now)

        screen.act(keep)
        self.close()

    def _to_group(self) -> str:
        return self.group.value() if self._group_field.isVisibleTo(self) else ""

    def _happened(self) -> PartialDate:
        """Return the day typed so far, without finding fault with it."""
        typed = self.day.text()
        read = read_told(typed, language="de", calendar=GREGORY).date if typed else None
        return PartialDate(read.iso) if read is not None else PartialDate()

    def _day_name(self) -> str:
        kind = status.transition_kind(self.kind.value())
        return status.best(kind.day, words().tag) if kind is not None else _("Day")

    def _show_kind(self) -> None:
        kind = status.transition_kind(self.kind.value())
        groups = kind.to_groups if kind is not None else ()
        self._group_field.setVisible(bool(groups))
        self.group.blockSignals(True)
        self.group.offer([(one, partial(_group_words, one)) for one in groups])
        self.group.setCurrentIndex(0)
        self.group.blockSignals(False)
        self.day.say_again()
        self._show_changes()

    def _show_changes(self) -> None:
        trigger, group, happened = self.kind.value(), self._to_group(), self._happened()
        found: dict[Lane, LaneProposal] = {}
        if happened.iso:
            proposed = status.proposals(self._page, trigger=trigger, happened_on=happened, to_group=group)
            found = {one.lane: one for one in proposed}
        for lane, part in self.parts.items():
            part.show_proposal(found.get(lane))
        self._show_due()

    def _show_due(self) -> None:
        clear(self._due)
        tasks = status.preview_tasks(
            self._page, trigger=self.kind.value(), happened_on=self._happened(), to_group=self._to_group()
        )
        self._count = len(tasks)
        self._due_head.setText(self._due_title())
        for task in tasks[:_MOST_TASKS]:
            line = label("small")
            line.say(line.setText, partial(_due_line, task))
            self._due.add(line)
        left = len(tasks) - _MOST_TASKS
        if left > 0:
            more = label("small", "muted")
            more.say(more.setText, lambda: _("and {n} more", n=left))
            self._due.add(more)

    def _due_title(self) -> str:
        return plural("{n} point follows", "{n} points follow", self._count)


def _due_line(task: Task) -> str:
    return f"{due_words(task)} · {own_words(task.text)} · {basis_words(task.legal_basis)}"


def _group_words(code: str) -> str:
    return f"{isolate(code)} {code_words('status-groups', code)}"


def _told(proposed: PartialDate | None, iso: str) -> PartialDate:
    """Return the date that was proposed where nobody changed it: it may know more than its text."""
    return proposed if proposed is not None and proposed.iso == iso else PartialDate(iso)
