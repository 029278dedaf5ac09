"""Case conferences: planned or held, who takes part, with which consent, minutes, and what was agreed."""

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intake_app.records.case_work import Agreement, CaseConference
from intake_app.records.consent import Consent
from intake_app.services import case_work
from intake_app.services.case_work import CaseWorkPage
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.chip import Chip
from ui.parts.code_picker import CodeSet, code_words
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker, TextArea
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.segmented import Segmented
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, pane, row
from ui.screens.case_work_part import Part, day_or_lead, day_words, end_sheet, line, small_button
from ui.words import _, isolate, plural, set_apart

if TYPE_CHECKING:
    from ui.screens.case_work import CaseWorkScreen


class ConferencesCard(Part):
    """The case's conferences, the next ones first."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(screen, lambda: _("Case conferences"), lambda: _("Plan a conference"))
        self.button.clicked.connect(lambda: self.open_sheet(None))
        self._page: CaseWorkPage | None = None

    def show_page(self, page: CaseWorkPage) -> None:
        """Show each conference with what was agreed."""
        self._page = page
        clear(self.shown)
        if not page.conferences:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("None planned, none held."))
            self.shown.add(none)
        for one in reversed(page.conferences):
            self.shown.add(self._row(one))

    def open_sheet(self, one: CaseConference | None) -> None:
        """Plan a conference, or write down what came of one."""
        if self._page is not None:
            self.host.sheet = ConferenceSheet(self.host, self._page, one)

    def _row(self, one: CaseConference) -> QWidget:
        name = label("strong", text=f"{isolate(day_words(one.held_on))} {set_apart(one.topic)}")
        is_planned = one.held_on > self.host.now().date().isoformat()
        chip = Chip("soft" if is_planned else "line", icon="calendar-blank" if is_planned else "check")
        chip.say(chip.setText, (lambda: _("planned")) if is_planned else (lambda: _("held")))
        facts = [code_words("legal-spheres", sphere) for sphere in one.spheres]
        if one.participants and not self.hides_names:
            facts.append(", ".join(set_apart(who) for who in one.participants))
        facts.append(
            _("with consent") if one.consent_id else _("without consent: only what identifies nobody")
        )
        below: list[QWidget] = [label("small", "muted", text=" · ".join(facts))]
        for agreed in one.agreements:
            until = _("until {day}", day=isolate(day_words(agreed.due_on))) if agreed.due_on else ""
            who = agreed.who if not self.hides_names else "…"
            parts = [
                set_apart(agreed.text),
                set_apart(who),
                until,
                _("is a step") if agreed.measure_id else "",
            ]
            below.append(label("small", text="– " + " · ".join(part for part in parts if part)))
        what = f"{day_words(one.held_on)} {one.topic}"
        change = small_button(lambda: _("Change"), what, partial(self.open_sheet, one), icon="pencil-simple")
        left = [agreed for agreed in one.agreements if not agreed.measure_id]
        steps = (
            small_button(lambda: _("Make steps …"), what, partial(self._make_steps, one)) if left else None
        )
        below.append(pane(Flow([steps, change] if steps else [change])))
        return line(name, chip, below=pane(column(*below, gap=2)))

    def _make_steps(self, one: CaseConference) -> None:
        page, screen = self._page, self.host
        if page is None:
            return
        sheet = screen.sheet = Sheet(screen, lambda: _("Make steps of what was agreed"))
        n = sum(not agreed.measure_id for agreed in one.agreements)
        told = label("body")
        sheet.say(told.setText, lambda: plural(
            "{n} agreement becomes a step of the plan, under this goal:",
            "{n} agreements become steps of the plan, under this goal:", n))  # fmt: skip
        goal = Picker([(one.id, partial(str, set_apart(one.text or one.words))) for one in page.goals])
        goal.currentTextChanged.connect(goal.setToolTip)
        goal.setToolTip(goal.currentText())
        none = Notice("att")
        none.setVisible(not page.goals)
        sheet.say(
            lambda title: none.tell(title, _("Write a goal on the page of the plan, then come back.")),
            lambda: _("There is no open goal yet"),
        )
        none.setVisible(not page.goals)
        sheet.add(told, Field(lambda: _("Goal"), edit=goal), none)

        def write() -> None:
            goal_id = goal.value()
            if goal_id:
                screen.act(lambda workspace, now: case_work.make_steps_of_agreements(
                    workspace, person_id=screen.person_id, conference_id=one.id, goal_id=goal_id, now=now,
                ))  # fmt: skip
            sheet.close()

        end_sheet(sheet, lambda: _("Make steps"), write)
        goal.setFocus()


class ConferenceSheet(Sheet):
    """Day and topic plan it; the rest is written when it was held."""

    def __init__(self, screen: "CaseWorkScreen", page: CaseWorkPage, known: CaseConference | None) -> None:
        super().__init__(screen, lambda: _("Case conference"), width=640)
        self._screen = screen
        self._known = known or CaseConference("", "", "", "", screen.now(), "")
        one = self._known
        self.agreements = list(one.agreements)
        self.day = DayField(lambda: _("Day"), needs_day=True)
        self.day.show_iso(one.held_on)
        self.topic = Field(lambda: _("What is to be settled"))
        self.topic.line.setText(one.topic)
        self.participants = TextArea(3)
        self.participants.setPlainText("\n".join(one.participants))
        self.spheres = CodeSet("legal-spheres", one.spheres)
        self.client = Segmented(
            [("yes", lambda: _("Yes")), ("no", lambda: _("No")), ("open", lambda: _("Not settled"))],
            {True: "yes", False: "no", None: "open"}[one.client_takes_part],
        )
        self.consent = Picker(
            [("", lambda: _("none: nothing that identifies the person is said")),
             *((given.id, partial(_consent_words, given)) for given in page.consents)]
        )  # fmt: skip
        self.consent.set_value(one.consent_id)
        self.consent.currentTextChanged.connect(self.consent.setToolTip)
        self.consent.setToolTip(self.consent.currentText())
        self.minutes = TextArea(4)
        self.minutes.setPlainText(one.minutes)
        self._agreed: Stack = column(gap=0)
        self.what = Field(lambda: _("What"))
        self.who = Field(lambda: _("Who"))
        self.until = DayField(lambda: _("Until when"))
        self.more = Button("normal", icon="plus")
        self.say(self.more.setText, lambda: _("Add this agreement"))
        self.more.clicked.connect(self.add_agreement)
        head = label("head")
        self.say(head.setText, lambda: _("Agreements"))
        self.add(
            self.day,
            self.topic,
            Field(lambda: _("Who takes part"), lambda: _("One a line."), edit=self.participants),
            Field(lambda: _("Legal spheres"), edit=self.spheres),
            Field(lambda: _("Does the person take part?"), edit=self.client),
            Field(
                lambda: _("Consent"),
                lambda: _("A consent to talking to another office is recorded with the plan."),
                edit=self.consent,
            ),
            Field(lambda: _("Minutes"), edit=self.minutes),
            head,
            pane(self._agreed),
            self.what,
            self.who,
            self.until,
            row(self.more, "*"),
        )
        self.say(lambda _text: self._show(), lambda: "")
        end_sheet(self, lambda: _("Save"), self.write)
        self.day.line.setFocus(Qt.FocusReason.TabFocusReason)

    def add_agreement(self) -> bool:
        """Take what is written as one more agreement; return whether it could be."""
        what, due = self.what.text(), day_or_lead(self.until)
        self.what.show_error("" if what else lambda: _("Please write what was agreed."))
        if not what or due is None:
            (self.until if what else self.what).line.setFocus()
            return False
        self.agreements.append(Agreement(text=what, who=self.who.text(), due_on=due))
        for field in (self.what, self.who, self.until):
            field.line.clear()
        self._show()
        self.what.line.setFocus()
        return True

    def write(self) -> None:
        """Keep the conference; without day or topic, say what is missing."""
        day, topic = day_or_lead(self.day), self.topic.text()
        self.topic.show_error("" if topic else lambda: _("Please write what is to be settled."))
        if day == "":
            self.day.show_error(lambda: _("Write the whole day, such as 12.5.2026."))
            self.day.line.setFocus()
        if not day or not topic or (self.what.text() and not self.add_agreement()):
            return
        screen = self._screen
        people = (name.strip() for name in self.participants.toPlainText().splitlines())
        conference = msgspec.structs.replace(
            self._known, held_on=day, topic=topic, participants=tuple(name for name in people if name),
            spheres=self.spheres.values(), consent_id=self.consent.value(),
            client_takes_part={"yes": True, "no": False, "open": None}[self.client.value()],
            minutes=self.minutes.toPlainText().strip(), agreements=tuple(self.agreements),
        )  # fmt: skip
        screen.act(lambda workspace, now: case_work.keep_conference(
            workspace, person_id=screen.person_id, conference=conference, now=now))  # fmt: skip
        self.close()

    def _drop(self, at: int) -> None:
        del self.agreements[at]
        self._show()
        self.what.line.setFocus()

    def _show(self) -> None:
        clear(self._agreed)
        for at, one in enumerate(self.agreements):
            out = small_button(lambda: _("Take out"), one.text, partial(self._drop, at))
            facts = [one.who, day_words(one.due_on)]
            below = label("small", "muted", text=" · ".join(set_apart(fact) for fact in facts if fact))
            made = line(label("body", text=set_apart(one.text)), out, below=below)
            self._agreed.add(made)
            made.show()


def _consent_words(consent: Consent) -> str:
    day = isolate(day_words(consent.at.date().isoformat()))
    return _("{recipient}, given on {day}", recipient=set_apart(consent.recipient), day=day)
