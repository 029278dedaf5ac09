"""The sheet for one stretch: which lane, what holds, from when to when, granted or only planned."""

import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from intake_app.records.partial_date import PartialDate
from intake_app.records.status import LANES, Episode, Lane
from intake_app.services import status
from intake_app.services.status_pictures import CODE_LISTS
from ui.parts.button import Button
from ui.parts.code_picker import CodePicker
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker, Tick
from ui.parts.sheet import Sheet
from ui.screens.status_part import end_sheet, read_day
from ui.screens.status_words import lane_words
from ui.words import _

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.status import StatusScreen


class PeriodSheet(Sheet):
    """``known`` is changed, or taken out; else a new stretch of ``lane`` from ``first`` to ``last``."""

    def __init__(
        self, screen: "StatusScreen", known: Episode | None, *, lane: Lane, first: str = "", last: str = ""
    ) -> None:
        super().__init__(
            screen,
            (lambda: _("Change what holds")) if known else (lambda: _("What holds from when to when")),
        )
        self._screen, self._known = screen, known
        first_lane = known.lane if known else lane
        self.lane = Picker([(one, partial(lane_words, one)) for one in LANES])
        self.lane.set_value(first_lane)
        self.lane.setEnabled(known is None)
        self._lane_field = Field(lambda: _("Of what"), edit=self.lane)
        self.codes: dict[Lane, CodePicker] = {}
        self._code_fields: dict[Lane, Field] = {}
        for one in LANES:
            value = known.code if known and known.lane == one else ""
            picker = CodePicker(CODE_LISTS[one], value=value)
            self.codes[one] = picker
            self._code_fields[one] = Field(lambda: _("What holds"), edit=picker)
        self.begins = DayField(lambda: _("First day"), lambda: _("12.5.2026, 5.2026 or 2026"))
        self.last = DayField(lambda: _("Last day"), lambda: _("Empty: it goes on."))
        self.planned = Tick()
        self.say(self.planned.setText, lambda: _("Applied for or planned, not granted yet"))
        self.office = Field(lambda: _("Office in charge"), lambda: _("It may stay empty."))
        self.begins.show_iso(known.begins.iso if known else first)
        self.last.show_iso(known.ends.iso if known else last)
        if known is not None:
            self.planned.setChecked(known.is_planned)
            self.office.line.setText(known.office)
        self.lane.currentIndexChanged.connect(lambda _at: self._show_codes())
        self.add(
            self._lane_field, *self._code_fields.values(), self.begins, self.last, self.planned, self.office
        )
        self._show_codes()
        for field in (self.begins, self.last, self.office):
            field.line.returnPressed.connect(self.write)
        if known is not None:
            out = Button("small", icon="trash")
            self.say(out.setText, lambda: _("Take out"))
            out.clicked.connect(lambda _on=False: self._take_out(known))
            self.add(out)
        end_sheet(self, lambda: _("Save"), self.write)
        self.codes[first_lane].setFocus()

    def write(self) -> None:
        """Keep the stretch, unless a day cannot be read."""
        begins = read_day(self.begins, needs_one=True)
        ends = read_day(self.last) if begins is not None else None
        if begins is None or ends is None:
            return
        if ends and PartialDate(ends).span < PartialDate(begins).span:  # type: ignore[operator]
            self.last.show_error(lambda: _("It would end before it begins."))
            self.last.line.setFocus()
            return
        lane: Lane = self.lane.value()  # type: ignore[assignment]
        known, screen, now = self._known, self._screen, self._screen.now()
        episode = msgspec.structs.replace(
            known or Episode("", "", "", lane, "", PartialDate(), now, ""),
            code=self.codes[lane].value(),
            begins=_same(known.begins if known else None, begins),
            ends=_same(known.ends if known else None, ends),
            is_planned=self.planned.isChecked(),
            office=self.office.text(),
        )

        def keep(workspace: "Workspace", at: datetime.datetime) -> object:
            return status.keep_episode(workspace, person_id=screen.person_id, episode=episode, now=at)

        screen.act(keep)
        self.close()

    def _take_out(self, known: Episode) -> None:
        self._screen.take_out(known)
        self.close()

    def _show_codes(self) -> None:
        for lane, field in self._code_fields.items():
            field.setVisible(lane == self.lane.value())


def _same(before: PartialDate | None, iso: str) -> PartialDate:
    """Return the date as it was where nobody changed it: it may know more than what is typed here."""
    return before if before is not None and before.iso == iso else PartialDate(iso)
