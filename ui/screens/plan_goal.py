"""One goal in detail: its words, what helps with it, who does what until when, and how far it is."""

import datetime
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from intake_app.records.consent import Consent
from intake_app.records.plan import Goal, Measure
from intake_app.records.referral import Referral
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.listing import ListRow
from ui.parts.marks import Icon
from ui.parts.space import clear, column, leave_out, pane, row, rule
from ui.screens.plan_grades import Grades
from ui.screens.plan_more import GoalMore
from ui.screens.plan_words import (
    STEP_CHIPS,
    STEP_STATES,
    attainment_words,
    day_words,
    domain_words,
    goal_state_words,
    grade_meaning,
    grade_words,
    is_past,
    level_words,
    referral_words,
    result_words,
    step_state_words,
    who_words,
)
from ui.words import _, words

if TYPE_CHECKING:
    from intake_app.services.plans import PlanPage

_DOER_ICONS = {"client": "user", "worker": "briefcase", "third": "users-three"}


class StepRow(ListRow):
    """A step; 1 to 5 say how it stands."""

    state_wanted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit as the state."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and event.text() in {"1", "2", "3", "4", "5"}:
            self.state_wanted.emit(STEP_STATES[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)


class GoalDetail(Card):
    """The card. Its signals carry what is wanted; the screen does it."""

    edit_wanted = Signal()
    link_wanted = Signal()
    step_wanted = Signal(object)  # a Measure, or None for a new one
    step_state_wanted = Signal(object, str)
    referral_wanted = Signal(object)
    refer_wanted = Signal()
    withdraw_wanted = Signal(object)  # a Consent

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.steps: dict[str, ListRow] = {}
        self.withdraw_buttons: list[Button] = []
        self._title, self._own, self._about = (
            label("title"),
            label("clientb", "muted"),
            label("small", "muted"),
        )
        self.edit_button = Button("small", icon="pencil-simple")
        self.edit_button.say(self.edit_button.setText, lambda: _("Change"))
        self.edit_button.clicked.connect(self.edit_wanted)
        helps = label("head", "res")
        helps.say(helps.setText, lambda: _("What helps with it"))
        self._chips = Flow(gap=6)
        self._asks = label("body", "muted")
        self.link_button = Button("small", icon="link")
        self.link_button.say(self.link_button.setText, lambda: _("Tie a resource"))
        self.link_button.clicked.connect(self.link_wanted)
        steps = label("head")
        steps.say(steps.setText, lambda: _("Who does what until when"))
        self.add_button = Button("small", icon="plus")
        # Translators: a button that adds a step (who does what until when) to a goal
        self.add_button.say(self.add_button.setText, lambda: _("Step"))
        self.add_button.say(self.add_button.setAccessibleName, lambda: _("New step"))
        self.add_button.clicked.connect(lambda: self.step_wanted.emit(None))
        self.refer_button = Button("small", icon="share-network")
        # Translators: a button: refer the person to another office (German: vermitteln)
        self.refer_button.say(self.refer_button.setText, lambda: _("Refer"))
        self.refer_button.clicked.connect(self.refer_wanted)
        self._steps = column(gap=0)
        self._no_steps = label("body", "muted")
        self._no_steps.say(self._no_steps.setText, lambda: _("No step yet. Who does the first one?"))
        far = label("strong")
        far.say(far.setText, lambda: _("How far are we?"))
        self.grades = Grades()
        self._far_now, self._far_before = label("small", "muted"), label("small", "muted")
        self.more = GoalMore()
        self._consents = column(gap=6)
        self._chip_pane, self._step_pane = pane(self._chips), pane(self._steps)
        texts = column(self._title, self._own, self._about, gap=4)
        self._whole = pane(
            column(
                row((texts, 1), column(self.edit_button, "*"), gap=12),
                rule(),
                row(Icon("handshake", "res", 20), (helps, 1), self.link_button, gap=8),
                self._chip_pane,
                self._asks,
                rule(),
                row((steps, 1), self.refer_button, self.add_button, gap=8),
                self._no_steps,
                self._step_pane,
                far,
                self.grades,
                self._far_now,
                self._far_before,
                rule(),
                self.more,
                self._consents,
                gap=10,
            )
        )  # fmt: skip
        self._none = label("body", "muted")
        self._none.say(
            self._none.setText,
            lambda: _("Begin with what the person wants. A goal in their own words is enough."),
        )
        self.first_button = Button("normal", icon="plus")
        self.first_button.say(self.first_button.setText, lambda: _("Write down the first goal"))
        self._empty = pane(column(self._none, row(self.first_button, "*"), gap=10))
        self.body.add(self._empty, self._whole, "*")
        self._whole.hide()

    def show_goal(
        self, goal: Goal | None, page: "PlanPage", *, today: datetime.date, is_hidden: bool
    ) -> None:
        """Show a goal with all that hangs on it; None says how to begin."""
        self._empty.setVisible(goal is None)
        self._whole.setVisible(goal is not None)
        if goal is None:
            return
        self._show_words(goal, today)
        self._show_helps(goal, page, is_hidden=is_hidden)
        referrals = [one for one in page.referrals if one.goal_id == goal.id]
        self._show_steps(
            [one for one in page.measures if one.goal_id == goal.id], referrals, today, is_hidden=is_hidden
        )
        self._show_far(goal)
        self.more.show_goal(goal, today)
        self._show_consents(
            [one for one in page.consents if one.recipient in {r.recipient for r in referrals}]
        )

    def _show_words(self, goal: Goal, today: datetime.date) -> None:
        self._title.setText(goal.text or goal.words)
        leave_out(self._own, not (goal.text and goal.words))
        if goal.text and goal.words:
            self._own.speak_language(goal.language)
            self._own.setText(goal.words)
            self._own.show()
        parts = []
        if goal.words:
            parts.append(_("in own words, {language}", language=words().language_name(goal.language)))
            if goal.is_interpreted:
                parts.append(_("interpreted"))
        parts += [domain_words(goal.domain), level_words(goal.level)]
        if goal.due_on:
            late = _("until {date}, this day is over") if is_past(goal.due_on, today) else _("until {date}")
            parts.append(late.format(date=day_words(goal.due_on)))
        if goal.status != "open":
            parts.append(goal_state_words(goal.status))
        self._about.setText(" · ".join(parts))

    def _show_helps(self, goal: Goal, page: "PlanPage", *, is_hidden: bool) -> None:
        clear(self._chips)
        resources = {one.id: one for one in page.resources}
        needs = {one.id: one for one in page.needs}
        for kind, icon, known, ids in (
            ("res", "handshake", resources, goal.resource_ids), ("need", "diamond", needs, goal.need_ids),
        ):  # fmt: skip
            for one in (known[each] for each in ids if each in known):
                if is_hidden and one.sensitivity == "P4":
                    continue
                chip = Chip(kind, icon=icon, wraps=True)
                text = one.text or one.words
                chip.setText(_("{text} (no longer)", text=text) if one.ended_at is not None else text)
                self._chips.addWidget(chip)
                chip.show()
        self._chip_pane.setVisible(self._chips.count() > 0)
        leave_out(self._asks, bool(goal.resource_ids))
        if not goal.resource_ids:
            self._asks.setText(
                _("None visible yet: {reason}", reason=goal.without_resource)
                if goal.without_resource
                else _("What helps with it?")
            )
            self._asks.show()

    def _show_steps(
        self,
        steps: Sequence[Measure],
        referrals: Sequence[Referral],
        today: datetime.date,
        *,
        is_hidden: bool,
    ) -> None:
        focused = self.window().focusWidget()
        had = next((one for one, line in self.steps.items() if line is focused), "")
        clear(self._steps)
        self.steps = {}
        for step in steps:
            line = _step_row(step, today, is_hidden=is_hidden)
            line.clicked.connect(partial(self.step_wanted.emit, step))
            line.state_wanted.connect(partial(self.step_state_wanted.emit, step))
            self.steps[step.id] = line
        for referral in referrals:
            made = _referral_row(referral)
            made.clicked.connect(partial(self.referral_wanted.emit, referral))
            self.steps[referral.id] = made
        self._steps.add(*self.steps.values())
        self._no_steps.setVisible(not self.steps)
        self._step_pane.setVisible(bool(self.steps))
        if had in self.steps:
            self.steps[had].show()  # only what is seen can take the focus
            self.steps[had].setFocus()

    def _show_far(self, goal: Goal) -> None:
        last = goal.attainments[-1] if goal.attainments else None
        self.grades.show_value(last.value if last else None)
        self._far_now.setText(
            _("Not looked at yet. 0 is what was hoped for.")
            if last is None
            else f"{grade_words(last.value)}: {grade_meaning(last.value)}"
        )
        self._far_before.setText(" · ".join(attainment_words(one) for one in reversed(goal.attainments[-6:])))
        self._far_before.setVisible(bool(goal.attainments))

    def _show_consents(self, consents: Sequence[Consent]) -> None:
        clear(self._consents)
        self.withdraw_buttons = []
        for consent in consents:
            said = label("small", "muted")
            said.setText(_consent_words(consent))
            line = row(Icon("shield-check", "muted", 20), (said, 1), gap=10)
            if consent.state == "given":
                button = Button("small")
                button.setText(_("Withdraw"))
                button.setAccessibleName(_("Withdraw: talking to {recipient}", recipient=consent.recipient))
                button.clicked.connect(partial(self.withdraw_wanted.emit, consent))
                self.withdraw_buttons.append(button)
                line.add(button)
            self._consents.add(rule(), pane(line))


def _step_row(step: Measure, today: datetime.date, *, is_hidden: bool) -> StepRow:
    title, who, due = label("body"), label("small", "muted"), label("small", "muted", wrap=False)
    title.setText(step.text)
    who.setText(" · ".join(p for p in (who_words(step, is_hidden=is_hidden), step.legal_basis) if p))
    due.setText(day_words(step.due_on))
    is_late = step.status in {"open", "running"} and is_past(step.due_on, today)
    state = Chip("att" if is_late else STEP_CHIPS[step.status], icon="clock" if is_late else "")
    state.setText(
        _("{state}, this day is over", state=step_state_words(step.status))
        if is_late
        else step_state_words(step.status)
    )
    made = StepRow(
        Icon(_DOER_ICONS[step.doer], "muted", 18),
        (column(title, who, row(state, due, "*", gap=8), gap=3), 1),
        margins=(4, 8),
    )
    said = (step.text, who.text(), due.text(), state.text())
    made.setAccessibleName(", ".join(part for part in said if part))
    return made


def _referral_row(referral: Referral) -> ListRow:
    title, how = label("body"), label("small", "muted")
    title.setText(referral.recipient)
    how.setText(referral_words(referral))
    state = Chip("soft" if referral.result else "line")
    state.setText(result_words(referral.result))
    made = ListRow(
        Icon("share-network", "muted", 18), (column(title, how, row(state, "*"), gap=3), 1), margins=(4, 8)
    )
    made.setAccessibleName(", ".join((_("Referral"), referral.recipient, how.text(), state.text())))
    return made


def _consent_words(consent: Consent) -> str:
    facts = {
        "recipient": consent.recipient,
        "date": words().date(consent.at.astimezone().date()),
        "language": words().language_name(consent.language),
    }
    return {
        "given": _("Passing on to {recipient}: consent of {date}, read out in {language}.", **facts),
        "refused": _("Passing on to {recipient}: refused on {date}.", **facts),
        "withdrawn": _("Passing on to {recipient}: withdrawn on {date}.", **facts),
    }[consent.state]
