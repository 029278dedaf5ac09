"""The facts of a case: level and the five criteria, status group, arrival, application, who works on it."""

import datetime
from functools import partial
from typing import TYPE_CHECKING

from intake_app.records.case_work import Level
from intake_app.services import case_work
from intake_app.services.case_work import CRITERIA, SUGGESTS_MANAGEMENT, CaseWorkPage
from ui.parts.card import Notice
from ui.parts.code_picker import CodePicker, code_note, code_words
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker, Tick
from ui.parts.label import label
from ui.parts.picks import Picks
from ui.parts.segmented import Segmented
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, row
from ui.screens.case_work_part import Part, day_or_lead, day_words, end_sheet, focus_inside
from ui.words import _, isolate, set_apart

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.case_work import CaseWorkScreen

LEVELS: tuple[Level, ...] = ("information", "counselling", "case-management")
_YES, _NO, _OPEN = "yes", "no", "open"


def level_words(level: str) -> str:
    """Return how closely a case is worked."""
    return {
        "information": _("Information"),
        "counselling": _("Counselling"),
        "case-management": _("Case management"),
    }.get(level, level)


class LevelCard(Part):
    """Level and criteria. The suggestion says what it counts; a person decides."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(screen, lambda: _("How closely the case is worked"))
        self._page: CaseWorkPage | None = None
        self.level = Picks(is_tabbed=True)
        self.say(lambda _text: self._offer_levels(), lambda: "")
        self.level.picked.connect(self._set_level)
        self._told = Notice("soft", icon="info")
        self.criteria: dict[str, Segmented] = {}
        rows = []
        for code in CRITERIA:
            text = label("body")
            text.say(text.setText, partial(code_words, "case-criteria", code))
            choice = self.criteria[code] = Segmented(
                [(_YES, lambda: _("Yes")), (_NO, lambda: _("No")), (_OPEN, lambda: _("Not settled"))], _OPEN
            )
            choice.say(choice.setAccessibleName, partial(code_words, "case-criteria", code))
            choice.chosen.connect(partial(self._set_criterion, code))
            rows.append(row((text, 1), choice, gap=8))
        self.shown.add(self.level, self._told, *rows)

    def show_page(self, page: CaseWorkPage) -> None:
        """Show level, criteria and what the suggestion counts."""
        self._page = page
        self.level.show_value(page.file.level)
        for code, choice in self.criteria.items():
            choice.set_value({True: _YES, False: _NO, None: _OPEN}[page.file.criteria.get(code)])
        self._told.tell(self._suggestion, self._counted)

    def lead(self) -> None:
        """Put the focus on the first criterion nobody has looked at."""
        for choice in self.criteria.values():
            if choice.value() == _OPEN:
                focus_inside(choice)
                return

    def _offer_levels(self) -> None:
        self.level.offer([(one, partial(level_words, one)) for one in LEVELS])

    def _suggestion(self) -> str:
        assert self._page is not None
        if self._page.suggests_management:
            return _("Case management is suggested. You decide.")
        return _("Case management is not suggested. You decide.")

    def _counted(self) -> str:
        assert self._page is not None
        page = self._page
        return _(
            "Counted: {domains} life domains with a need of 3 or more, {spheres} legal spheres, {actors} "
            "active offices. It is suggested from {n} together and with all five criteria.",
            domains=page.heavy_domains, spheres=len(page.spheres),
            actors=sum(one.is_active for one in page.actors), n=SUGGESTS_MANAGEMENT,
        )  # fmt: skip

    def _set_level(self, level: str) -> None:
        screen = self.host
        screen.act(lambda workspace, now: case_work.set_case_facts(
            workspace, person_id=screen.person_id, level=level, now=now))  # type: ignore[arg-type]  # fmt: skip

    def _set_criterion(self, code: str, value: str) -> None:
        screen = self.host
        known = dict(self._page.file.criteria) if self._page is not None else {}
        criteria = known | {
            one: {_YES: True, _NO: False, _OPEN: None}[choice.value()]
            for one, choice in self.criteria.items()
        }
        criteria[code] = {_YES: True, _NO: False, _OPEN: None}[value]
        screen.act(lambda workspace, now: case_work.set_case_facts(
            workspace, person_id=screen.person_id, criteria=criteria, now=now))  # fmt: skip


class FactsCard(Part):
    """Status group, arrival, application, responsible and deputies; changed in a sheet."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(screen, lambda: _("About the case"), lambda: _("Change"))
        self.button.set_icon("pencil-simple")
        self.say(self.button.setAccessibleName, lambda: _("Change the facts of the case"))
        self.button.clicked.connect(self.open_sheet)
        self._page: CaseWorkPage | None = None

    def show_page(self, page: CaseWorkPage) -> None:
        """Show the facts that are known, and which are not."""
        self._page = page
        clear(self.shown)
        file = page.file
        names = ", ".join(set_apart(page.names.get(one, one)) for one in file.deputies)
        group = f"{file.status_group} {code_words('status-groups', file.status_group)}"
        basis = code_note("status-groups", file.status_group)
        for what, value in (
            (
                _("Status group"),
                group + (f" · {isolate(basis)}" if basis else "") if file.status_group else "",
            ),
            (_("Arrived"), isolate(day_words(file.arrived_on)) if file.arrived_on else ""),
            (
                _("Applied for protection"),
                isolate(day_words(file.application_on)) if file.application_on else "",
            ),
            (_("Responsible"), set_apart(page.names.get(page.case.responsible, ""))),
            (_("Deputies"), names),
        ):
            self.shown.add(
                column(
                    label("small", "muted", text=what),
                    label("body", "text" if value else "muted", text=value or _("not known")),
                    gap=0,
                )
            )

    def open_sheet(self) -> None:
        """Write the facts down."""
        if self._page is not None:
            self.host.sheet = FactsSheet(self.host, self._page)


class FactsSheet(Sheet):
    """Keeps what was changed: the facts in one act, another responsible worker in one of its own."""

    def __init__(self, screen: "CaseWorkScreen", page: CaseWorkPage) -> None:
        super().__init__(screen, lambda: _("About the case"))
        self._screen, self._page, file = screen, page, page.file
        self.group = CodePicker("status-groups", empty=lambda: _("not known"), value=file.status_group)
        self.arrived = DayField(lambda: _("Arrived"), lambda: _("12.5.2026, 5.2026 or 2026"))
        self.arrived.show_iso(file.arrived_on)
        self.applied = DayField(lambda: _("Applied for protection"), needs_day=True)
        self.applied.show_iso(file.application_on)
        workers = [(user.id, partial(str, set_apart(user.name))) for user in page.workers]
        own = page.case.responsible
        if own not in dict(workers):
            workers.append((own, partial(str, page.names.get(own, own))))
        self.responsible = Picker(workers)
        self.responsible.set_value(own)
        self.deputies: dict[str, Tick] = {}
        for user in page.workers:
            tick = self.deputies[user.id] = Tick()
            tick.setText(user.name)
            tick.setChecked(user.id in file.deputies)
        stand_in = label("strong")
        self.say(stand_in.setText, lambda: _("Deputies"))
        self.add(
            Field(lambda: _("Status group"), edit=self.group),
            self.arrived,
            self.applied,
            Field(lambda: _("Responsible"), edit=self.responsible),
            stand_in,
            *self.deputies.values(),
        )
        end_sheet(self, lambda: _("Save"), self.write)
        self.group.setFocus()

    def write(self) -> None:
        """Keep the facts, unless a day cannot be read."""
        arrived, applied = day_or_lead(self.arrived), day_or_lead(self.applied)
        if arrived is None or applied is None:
            return
        screen, group, worker = self._screen, self.group.value(), self.responsible.value()
        deputies = tuple(one for one, tick in self.deputies.items() if tick.isChecked())
        before = self._page.case.responsible

        def keep(workspace: "Workspace", now: datetime.datetime) -> None:
            case_work.set_case_facts(
                workspace, person_id=screen.person_id, status_group=group, arrived_on=arrived,
                application_on=applied, deputies=deputies, now=now,
            )  # fmt: skip
            if worker != before:
                case_work.change_responsible(workspace, person_id=screen.person_id, user_id=worker, now=now)

        screen.act(keep)
        self.close()
