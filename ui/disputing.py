"""Something is wrong: what a person disputes about an answer is noted beside it, and settled later.

Section 84 SGB X, Art. 16 GDPR: corrected, still disputed (the note stays), or taken back by the person.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from intake_app.errors import IntakeError
from intake_app.records.interview_record import InterviewReading
from intake_app.records.retention import Dispute
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Field, Picker, TextArea
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import pane
from ui.statuses import text_in
from ui.words import _, set_apart

if TYPE_CHECKING:
    from ui.screen import Screen

Settled = Literal["corrected", "disputed", "withdrawn"]


class DisputeSheet(Sheet):
    """Note what is wrong with an answer; settle what was noted. ``then`` is called after each act."""

    def __init__(
        self, screen: "Screen", reading: InterviewReading, language: str, then: Callable[[], object]
    ) -> None:
        super().__init__(screen, lambda: _("Something is wrong"))
        self.owner, self.reading, self.then = screen, reading, then
        questions = [line for line in reading.lines if line.kind == "question"]
        names = [(line.ref, text_in(line.labels, language)[1] or line.ref) for line in questions]
        self.ref = Picker([(ref, partial(set_apart, name)) for ref, name in names])
        self.says, self.outcome = TextArea(3), TextArea(2)
        self.told = Notice("att")
        self.told.hide()
        self.known = Card(gap=8)
        self.known.hide()
        self._outcome_field = Field(lambda: _("How it was settled"), edit=self.outcome)
        self._outcome_field.hide()
        self.buttons: list[Button] = []
        self.act, back = Button("primary"), Button("normal")
        self.say(self.act.setText, lambda: _("Note it beside the answer"))
        self.say(back.setText, lambda: _("Back"))
        self.act.clicked.connect(self.note)
        back.clicked.connect(self.close)
        self.add(
            Field(lambda: _("Which answer"), edit=self.ref),
            Field(lambda: _("What the person says, in their own words"), edit=self.says),
            self.told, self.known, self._outcome_field,
        )  # fmt: skip
        self.ends.add(back, self.act)
        self.open()
        workspace, person_id = screen.workspace, reading.record.person_id

        def fetch() -> tuple[Dispute, ...]:
            from intake_app.services.disputes import disputes_of

            return disputes_of(workspace, person_id=person_id)

        screen.ask(fetch, self._show_known)

    def note(self) -> None:
        """Keep the note."""
        workspace, now, record = self.owner.workspace, self.owner.now(), self.reading.record
        ref, says = self.ref.value(), self.says.toPlainText()
        self.act.setEnabled(False)

        def keep() -> Dispute:
            from intake_app.services.disputes import raise_dispute

            return raise_dispute(
                workspace,
                person_id=record.person_id,
                of=f"interview:{record.id}",
                ref=ref,
                says=says,
                now=now,
            )

        self.owner.ask(keep, self._succeeded, self._tell)

    def settle(self, dispute_id: str, state: Settled) -> None:
        """Say what became of a note."""
        workspace, now, outcome = self.owner.workspace, self.owner.now(), self.outcome.toPlainText()

        def keep() -> Dispute:
            from intake_app.services.disputes import settle_dispute

            return settle_dispute(workspace, dispute_id=dispute_id, state=state, outcome=outcome, now=now)

        self.owner.ask(keep, self._succeeded, self._tell)

    def _show_known(self, known: tuple[Dispute, ...]) -> None:
        open_ones = [one for one in known if one.is_noted and one.of == f"interview:{self.reading.record.id}"]
        self.known.setVisible(bool(open_ones))
        self._outcome_field.setVisible(bool(open_ones))
        states: tuple[tuple[Settled, str], ...] = (
            ("corrected", _("Corrected")),
            ("disputed", _("Still disputed")),
            ("withdrawn", _("Taken back")),
        )
        for one in open_ones:
            flow = Flow(gap=8)
            for state, says in states:
                button = Button("small")
                button.setText(says)
                button.setAccessibleName(f"{says}: {one.says}")
                button.clicked.connect(partial(self.settle, one.id, state))
                self.buttons.append(button)
                flow.addWidget(button)
            self.known.body.add(label("body", text=set_apart(one.says)), pane(flow))

    def _succeeded(self, _done: Dispute) -> None:
        self.close()
        self.then()

    def _tell(self, trouble: IntakeError) -> None:
        self.act.setEnabled(True)
        self.told.tell_trouble(trouble)
        self.told.show()
