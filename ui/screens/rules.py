"""The rules behind deadlines: which hold, where each comes from; supervisors take over packs, switch off."""

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtWidgets import QWidget

from intake_app.errors import IntakeError
from intake_app.records.status import ARRIVAL, GAP, Rule, RulePack, RulePackReading
from intake_app.services import status_rules
from intake_app.services.status_rules import RuleBook
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field, Picker
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.page import HeadBar, foot_bar, scrolling
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, pane, row
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.screens.rules_import import PackSheet
from ui.screens.status_part import end_sheet, small_button
from ui.screens.status_tasks import RuleSheet
from ui.screens.status_words import basis_words, day_words, event_words, own_words, valid_words
from ui.words import _, isolate, words

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.window import Window

_ALL, _CHECK, _OLD, _OFF = "", "check", "old", "off"


class RulesData(msgspec.Struct, frozen=True):
    """What the page shows."""

    book: RuleBook
    is_supervisor: bool


class RulesScreen(Screen):
    """``person_id`` leads back to the page of status it was opened from."""

    area: ClassVar[str] = "home"

    def __init__(self, window: "Window | None" = None, *, person_id: str = "") -> None:
        super().__init__(window)
        self.person_id = person_id
        self.data: RulesData | None = None
        self.sheet: Sheet | None = None
        self.shown: list[Rule] = []
        back = Button(icon="arrow-left")
        self.say(back.setText, lambda: _("Back"))
        back.clicked.connect(lambda _on=False: self._go_back())
        self.take = Button("primary", icon="download-simple")
        self.say(self.take.setText, lambda: _("Take over a rule pack …"))
        self.take.clicked.connect(lambda _on=False: self.ask_pack())
        self.take.hide()
        head = HeadBar(lambda: _("Rules of deadlines"), self._below, back, self.take)
        self._head = head
        self.which = Picker([
            (_ALL, lambda: _("All rules")), (_CHECK, lambda: _("To be checked")),
            (_OLD, lambda: _("Checked more than 6 months ago")), (_OFF, lambda: _("Switched off")),
        ])  # fmt: skip
        self.say(self.which.setAccessibleName, lambda: _("Which rules"))
        self.which.currentIndexChanged.connect(lambda _at: self._narrow())
        self.which.currentTextChanged.connect(self.which.setToolTip)
        self.rows = Rows((
            lambda: _("What is due"), lambda: _("After what"), lambda: _("Legal basis"),
            lambda: _("For events"), lambda: _("Law as of"),
        ))  # fmt: skip
        self.table = Table(self.rows, (9, 5, 5, 4, 3))
        self.say(self.table.setAccessibleName, lambda: _("Rules of deadlines"))
        self.table.chosen.connect(lambda at: self.open_rule(self.shown[at]))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._mark())
        self.fit(lambda: self.table.setFixedHeight(self.fontMetrics().height() * 17))
        self.open_button, self.switch_button = Button("small", icon="book-open"), Button("small")
        self.say(self.open_button.setText, lambda: _("Where this comes from"))
        self.open_button.clicked.connect(lambda _on=False: self._with_marked(self.open_rule))
        self.say(self.switch_button.setText, self._switch_words)
        self.switch_button.clicked.connect(lambda _on=False: self._with_marked(self.turn_rule))
        self._off = Notice("att", icon="prohibit")
        self._off.hide()
        self._packs = column(gap=4)
        body = column(
            Card(row(self.which, "*"), self.table, flow(self.open_button, self.switch_button), self._off),
            Card(self._packs, gap=4), "*", gap=12, margins=(20, 12),
        )  # fmt: skip
        told = label("small", "muted")
        self.say(told.setText, lambda: _("Not legal advice. Please compare with the decision."))
        self.setLayout(column(head, (scrolling(body), 1), foot_bar((told, 1)), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Rules of deadlines")

    def arrange(self, width: str) -> None:
        """Leave out what there is no room for."""
        self.table.leave_out({"wide": (), "medium": (1,)}.get(width, (1, 3, 4)))

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("↑, ↓, Enter", _("from rule to rule, open one")),)

    def opened(self) -> None:
        """Fetch the rules in force."""
        workspace = self.workspace

        def fetch() -> RulesData:
            return RulesData(status_rules.rule_book(workspace), workspace.user.role == "supervisor")

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the rows again."""
        if self.data is not None:
            self._show(self.data)

    def act(self, deed: "Callable[[Workspace, datetime.datetime], object]") -> None:
        """Do one thing on the vault lane, then show the rules as they stand."""
        workspace, now = self.workspace, self.now()
        self.ask(lambda: deed(workspace, now), lambda _done: self.opened())

    def ask_pack(self) -> None:
        """Ask for a file and read it; nothing is taken over before its findings were seen."""
        assert self.shell is not None
        self.shell.files.ask_open(_("Take over a rule pack"), f"{_('Rule packs')} (*.csv *.json)", self.read)

    def read(self, path: Path) -> None:
        """Read a pack and show what is in it."""

        def show(reading: RulePackReading) -> None:
            self.sheet = PackSheet(self, reading, partial(self._take_over, reading, path.name))

        self.ask(partial(status_rules.read_rule_pack, path), show, self._refused, lane="work")

    def open_rule(self, rule: Rule) -> None:
        """Show where a rule comes from."""
        self.sheet = RuleSheet(self, rule)

    def turn_rule(self, rule: Rule) -> None:
        """Switch a rule off with a reason, or on again."""
        if self.data is not None and rule.rule_id in self.data.book.off:
            rule_id = rule.rule_id
            self.act(lambda workspace, now: status_rules.switch_on(workspace, rule_id=rule_id, now=now))
        else:
            self.sheet = SwitchSheet(self, rule)

    def _take_over(self, reading: RulePackReading, name: str) -> None:
        self.act(
            lambda workspace, now: status_rules.take_over_pack(
                workspace, reading=reading, file_name=name, now=now
            )
        )

    def _refused(self, trouble: IntakeError) -> None:
        self.tell(trouble)

    def _go_back(self) -> None:
        if self.person_id:
            self.go("status", person_id=self.person_id)
        else:
            self.go("home")

    def _below(self) -> str:
        if self.data is None:
            return ""
        return _("Rule pack {version}", version=isolate(self.data.book.version))

    def _show(self, data: RulesData) -> None:
        self.data = data
        self._head.say_again()
        self.take.setVisible(data.is_supervisor)
        self.switch_button.setVisible(data.is_supervisor)
        self._show_packs(data)
        self._narrow()

    def _narrow(self) -> None:
        if self.data is None:
            return
        marked = self.table.row()
        today = self.now().astimezone().date()
        self.shown = [one for one in self.data.book.rules if self._is_wanted(one, today)]
        self.rows.show_cells([self._cells(one) for one in self.shown])
        if self.shown:
            self.table.mark(min(max(marked, 0), len(self.shown) - 1))
        self._mark()

    def _is_wanted(self, rule: Rule, today: datetime.date) -> bool:
        assert self.data is not None
        which = self.which.value()
        return (
            which == _ALL
            or (which == _CHECK and rule.confidence == "OPEN")
            or (which == _OLD and status_rules.is_old(rule.verified_on, today))
            or (which == _OFF and rule.rule_id in self.data.book.off)
        )

    def _cells(self, rule: Rule) -> tuple[str, ...]:
        assert self.data is not None
        is_off = rule.rule_id in self.data.book.off
        what = own_words(rule.text)
        return (
            f"{what} ({_('switched off')})" if is_off else what,
            _after_words(rule.trigger),
            basis_words(rule.legal_basis),
            valid_words(rule),
            f"{day_words(rule.verified_on)}{' ?' if rule.confidence == 'OPEN' else ''}",
        )

    def _marked(self) -> Rule | None:
        at = self.table.row()
        return self.shown[at] if 0 <= at < len(self.shown) else None

    def _with_marked(self, deed: Callable[[Rule], object]) -> None:
        rule = self._marked()
        if rule is not None:
            deed(rule)

    def _mark(self) -> None:
        rule = self._marked()
        for button in (self.open_button, self.switch_button):
            button.setEnabled(rule is not None)
        self.switch_button.setText(self._switch_words())
        off = self.data.book.off.get(rule.rule_id) if self.data is not None and rule is not None else None
        self._off.setVisible(off is not None)
        if off is not None:
            day = words().date(off.at.astimezone().date())
            self._off.tell(lambda: _("Switched off on {day}", day=day), off.reason)

    def _switch_words(self) -> str:
        rule = self._marked()
        is_off = self.data is not None and rule is not None and rule.rule_id in self.data.book.off
        return _("Switch on again") if is_off else _("Switch off …")

    def _show_packs(self, data: RulesData) -> None:
        clear(self._packs)
        head, shipped = label("strong"), label("body")
        head.say(head.setText, lambda: _("Rule packs in force"))
        version = data.book.shipped_version
        shipped.say(shipped.setText, lambda: _("{version}, with the program", version=isolate(version)))
        self._packs.add(head, shipped)
        for pack in data.book.packs:
            self._packs.add(self._pack_row(pack, is_supervisor=data.is_supervisor))

    def _pack_row(self, pack: RulePack, *, is_supervisor: bool) -> QWidget:
        text, chip = label("body"), Chip("soft", icon="files")
        chip.setText(isolate(pack.version))
        day = pack.taken_in_at.astimezone().date()
        text.say(text.setText, lambda: _("{n} rules, taken over on {day}", n=len(pack.rules),
                                         day=words().date(day)))  # fmt: skip
        give = None
        if is_supervisor:
            give = small_button(
                lambda: _("Give back"), lambda: pack.version,
                lambda: self.act(lambda workspace, now: status_rules.give_back_pack(
                    workspace, pack_id=pack.id, now=now)),
            )  # fmt: skip
        return pane(row(chip, (text, 1), give, gap=8))


class SwitchSheet(Sheet):
    """Why a rule does not hold here."""

    def __init__(self, screen: RulesScreen, rule: Rule) -> None:
        super().__init__(screen, lambda: _("Switch a rule off"))
        self._screen, self._rule = screen, rule
        text = label("body")
        text.say(text.setText, lambda: own_words(rule.text))
        told = label("small", "muted")
        told.say(
            told.setText, lambda: _("Deadlines it made before stay. Others see that it is off, and why.")
        )
        self.reason = Field(lambda: _("Reason for switching off"))
        self.reason.line.returnPressed.connect(self.write)
        self.add(text, told, self.reason)
        end_sheet(self, lambda: _("Switch off"), self.write)
        self.reason.line.setFocus()

    def write(self) -> None:
        """Switch off, with a reason only."""
        reason, rule_id = self.reason.text(), self._rule.rule_id
        if not reason:
            self.reason.show_error(lambda: _("Say in a few words why."))
            self.reason.line.setFocus()
            return
        self._screen.act(
            lambda workspace, now: status_rules.switch_off(workspace, rule_id=rule_id, reason=reason, now=now)
        )
        self.close()


def _after_words(trigger: str) -> str:
    if trigger == ARRIVAL:
        return _("the arrival")
    return _("days without cover") if trigger == GAP else event_words(trigger)
