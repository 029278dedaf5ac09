"""S2, what cannot wait: the same-day protocol and the second pair of eyes."""

from functools import partial
from typing import TYPE_CHECKING

from intake_app.services import special_needs
from intake_app.services.special_needs import SpecialNeedsPage
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Field, Picker, Tick
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.space import Stack, clear, column, pane
from ui.screens.special_needs_part import StepCard, code_words, moment_words, wrapped_tick
from ui.words import _, set_apart, words

if TYPE_CHECKING:
    from ui.screens.special_needs import SpecialNeedsScreen


class UrgentCard(StepCard):
    """Tick what holds, name a colleague, begin; then what is done today, and whether she has looked."""

    def __init__(self, screen: "SpecialNeedsScreen") -> None:
        super().__init__(
            screen,
            lambda: _("What cannot wait until tomorrow"),
            lambda: _("Nothing ticked: nothing is urgent."),
        )
        self.triggers: dict[str, Tick] = {}
        lines = []
        for one in special_needs.entries("triggers"):
            tick, line = wrapped_tick(partial(_trigger_words, one.code))
            self.triggers[one.code] = tick
            tick.toggled.connect(lambda _on: self._word())
            lines.append(line)
        self.second = Picker()
        self._second = Field(
            lambda: _("Second pair of eyes"),
            lambda: _("A colleague who confirms it when they unlock themselves."),
            edit=self.second,
        )
        self.begin = Button("primary", icon="warning")
        self.say(self.begin.setText, self._begin_words)
        self.begin.clicked.connect(self.raise_alarm)
        self.state = Notice("att")
        self.confirm = Button("primary", icon="check")
        self.say(self.confirm.setText, lambda: _("I have looked at it"))
        self.confirm.clicked.connect(self.look)
        self._steps_head = label("strong")
        self.say(self._steps_head.setText, lambda: _("Done today"))
        self._steps: Stack = column(gap=2)
        self.steps: dict[str, Tick] = {}
        self._today = pane(column(self._steps_head, self._steps, gap=4))
        self.shown.add(
            self.state,
            flow(self.confirm),
            column(*lines, gap=0),
            self._second,
            flow(self.begin),
            self._today,
        )
        self._known: tuple[str, ...] = ()

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show what was raised, what is done, and who is to look at it."""
        check = page.current
        assert check is not None
        raised = check.immediate
        self._known = raised.triggers if raised is not None else ()
        for code, tick in self.triggers.items():
            tick.blockSignals(True)
            tick.setChecked(code in self._known)
            tick.blockSignals(False)
            tick.setEnabled(check.completed_at is None)
        self.second.offer([(user.id, partial(str, set_apart(user.name))) for user in page.colleagues])
        if raised is not None:
            self.second.set_value(raised.second)
        self.confirm.setVisible(page.is_second)
        self.state.setVisible(raised is not None)
        if raised is not None and raised.confirmed_at is not None:
            by, at = self.name_of(raised.confirmed_by), raised.confirmed_at
            self.state.set_kind("soft")
            self.state.tell(
                lambda: _("Two people have looked at this."),
                lambda: _("Confirmed by {name} on {day}.", name=by, day=moment_words(at)),
            )
        elif raised is not None:
            second, by = self.name_of(raised.second), self.name_of(raised.raised_by)
            self.state.set_kind("att")
            self.state.tell(
                lambda: _("To be done today. {name} has not looked at it yet.", name=second),
                lambda: _("Raised by {name}.", name=by),
            )
        self._show_steps(page)
        self._word()

    def raise_alarm(self) -> None:
        """Keep what cannot wait and ask the colleague."""
        check_id, chosen, second = self.check_id, self._chosen(), self.second.value()
        self.host.act(
            lambda workspace, now: special_needs.raise_alarm(
                workspace, check_id=check_id, triggers=chosen, second=second, now=now
            )
        )

    def look(self) -> None:
        """Confirm as the second pair of eyes."""
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.confirm_alarm(workspace, check_id=check_id, now=now)
        )

    def _show_steps(self, page: SpecialNeedsPage) -> None:
        raised = page.current.immediate if page.current is not None else None
        wanted = special_needs.steps_for(raised.triggers) if raised is not None else ()
        self._today.setVisible(bool(wanted))
        if list(self.steps) != [one.code for one in wanted]:
            clear(self._steps)
            self.steps = {}
            for one in wanted:
                tick, line = wrapped_tick(partial(code_words, "steps", one.code))
                self.steps[one.code] = tick
                tick.clicked.connect(lambda on, code=one.code: self._do(code, on))
                self._steps.add(line)
        for code, tick in self.steps.items():
            tick.setChecked(raised is not None and code in raised.done)

    def _do(self, step: str, is_done: bool) -> None:
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.do_step(
                workspace, check_id=check_id, step=step, is_done=is_done, now=now
            )
        )

    def _chosen(self) -> tuple[str, ...]:
        return tuple(code for code, tick in self.triggers.items() if tick.isChecked())

    def _begin_words(self) -> str:
        return _("Begin the same-day protocol") if self._chosen() else _("Take it back")

    def _word(self) -> None:
        chosen = self._chosen()
        is_changed = chosen != self._known
        self._second.setVisible(is_changed and bool(chosen))
        self.begin.setVisible(is_changed)
        self.begin.setText(self._begin_words())
        self.hint.setVisible(not chosen and not self._known)


def _trigger_words(code: str) -> str:
    found = special_needs.entry("triggers", code)
    assert found is not None
    source = found.more["source"]
    return f"{found.word(words().tag)} ({source})" if source else found.word(words().tag)
