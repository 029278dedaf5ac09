"""S0, the safe setting: gone through before anything else opens; "not now" is an answer."""

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from intake_app.records.special_needs import SafeSetting
from intake_app.services import special_needs
from intake_app.services.special_needs import Entry, SpecialNeedsPage
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.day_field import DayField
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.picks import Picks
from ui.parts.segmented import Segmented
from ui.parts.sheet import Sheet
from ui.parts.space import column, pane, row
from ui.screens.special_needs_part import (
    StepCard,
    code_options,
    code_words,
    codes_of,
    day_words,
    end_sheet,
    moment_words,
)
from ui.words import _, words

if TYPE_CHECKING:
    from ui.screens.special_needs import SpecialNeedsScreen

_YES, _NO, _OPEN = "yes", "no", "open"
_ANSWERS = {_YES: True, _NO: False}


class SettingCard(StepCard):
    """Six facts, the wish about interpreting, then on or not now. Passed, it is one line."""

    def __init__(self, screen: "SpecialNeedsScreen") -> None:
        super().__init__(
            screen,
            lambda: _("First: is this a safe setting?"),
            lambda: _("Nothing else opens before. In danger act at once: 112 or 110; writing can wait."),
        )
        self.facts: dict[str, Segmented] = {}
        rows = []
        for one in special_needs.entries("setting"):
            text, note = label("body"), label("small", "muted")
            text.say(text.setText, partial(code_words, "setting", one.code))
            note.say(note.setText, partial(_note_words, one))
            choice = self.facts[one.code] = Segmented(
                [(_YES, lambda: _("Yes")), (_NO, lambda: _("No")), (_OPEN, lambda: _("Not checked"))], _OPEN
            )
            choice.say(choice.setAccessibleName, partial(code_words, "setting", one.code))
            choice.chosen.connect(lambda _value: self._keep())
            rows.append(pane(column(row((text, 1), choice, gap=8), note, gap=2, margins=(0, 4)), "line"))
        asked = label("body")
        self.say(asked.setText, lambda: _("Who should interpret, if the person may choose?"))
        self.wish = Picks(is_tabbed=True)
        wishes = codes_of("interpreter-wishes")
        self.say(lambda _text: self.wish.offer(code_options("interpreter-wishes", wishes)), lambda: "")
        self.say(self.wish.setAccessibleName, lambda: _("Who should interpret"))
        self.wish.picked.connect(self._choose_wish)
        self.go_on, self.not_now = Button("primary", trail="arrow-right"), Button("normal", icon="pause")
        self.say(self.go_on.setText, lambda: _("The setting is safe"))
        self.say(self.not_now.setText, lambda: _("Not now"))
        self.go_on.clicked.connect(self.pass_on)
        self.not_now.clicked.connect(self.put_off)
        self._told = Notice("att")
        self._asked = pane(column(*rows, asked, self.wish, flow(self.not_now, self.go_on), gap=4))
        self._passed = label("body")
        self.again = Button("small", icon="arrow-counter-clockwise")
        self.say(self.again.setText, lambda: _("Not safe any more"))
        self.again.clicked.connect(self.reopen)
        self._done = pane(column(self._passed, flow(self.again), gap=6))
        self.shown.add(self._told, self._asked, self._done)
        self._setting = SafeSetting()

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show what was checked, or that all is so."""
        assert page.current is not None
        setting = self._setting = page.current.setting
        is_safe = setting.outcome == "safe"
        self.hint.setVisible(not is_safe)
        self._asked.setVisible(not is_safe)
        self._done.setVisible(is_safe)
        self.again.setVisible(page.current.completed_at is None)
        for code, choice in self.facts.items():
            choice.set_value({True: _YES, False: _NO}.get(setting.answers.get(code), _OPEN))  # type: ignore[arg-type]
        self.wish.show_value(setting.interpreter_wish)
        missing = special_needs.missing_for_safe(setting)
        self.go_on.setEnabled(not missing)
        self._told.setVisible(setting.outcome == "not-now")
        if setting.outcome == "not-now":
            day = setting.again_on
            self._told.tell(
                lambda: _("Put off."),
                lambda: _("To be tried again on {day}.", day=day_words(day)) if day else "",
            )
        if is_safe and setting.checked_at is not None:
            self._passed.setText(
                _("Safe, checked on {day} by {name}. Interpreting: {wish}.",
                  day=moment_words(setting.checked_at), name=self.name_of(setting.checked_by),
                  wish=code_words("interpreter-wishes", setting.interpreter_wish))
            )  # fmt: skip

    def pass_on(self) -> None:
        """Say that all is so; the other steps open."""
        self._send(msgspec.structs.replace(self._written(), outcome="safe"))

    def put_off(self) -> None:
        """Ask for the day of another try."""
        self.host.sheet = PutOffSheet(self)

    def put_off_until(self, again_on: str) -> None:
        """Say that it is not possible now."""
        self._send(msgspec.structs.replace(self._written(), outcome="not-now", again_on=again_on))

    def reopen(self) -> None:
        """Say that the setting is not safe any more: the other steps close."""
        self._send(msgspec.structs.replace(self._setting, outcome="", answers={}))

    def _choose_wish(self, wish: str) -> None:
        self.wish.show_value(wish)
        self._send(msgspec.structs.replace(self._written(), interpreter_wish=wish))

    def _keep(self) -> None:
        self._send(self._written())

    def _written(self) -> SafeSetting:
        answers = {
            code: _ANSWERS[choice.value()] for code, choice in self.facts.items() if choice.value() != _OPEN
        }
        return msgspec.structs.replace(self._setting, answers=answers, outcome="")

    def _send(self, setting: SafeSetting) -> None:
        check_id, self._setting = self.check_id, setting
        self.host.act(
            lambda workspace, now: special_needs.check_setting(
                workspace, check_id=check_id, setting=setting, now=now
            )
        )


class PutOffSheet(Sheet):
    """When to try again."""

    def __init__(self, card: SettingCard) -> None:
        super().__init__(card.host, lambda: _("Not now"))
        self._card = card
        self.day = DayField(lambda: _("Try again on"), lambda: _("A day, or empty."), needs_day=True)
        self.add(self.day)
        end_sheet(self, lambda: _("Put off"), self.write)
        self.day.line.setFocus()

    def write(self) -> None:
        """Put it off, unless the day cannot be read."""
        day = self.day.iso()
        if day is not None:
            self._card.put_off_until(day)
            self.close()


def _note_words(one: Entry) -> str:
    return one.note(words().tag)
