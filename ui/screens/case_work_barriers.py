"""Barriers seen in this case, until they are passed on to those who steer; then they are gone from here."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.records.barrier import Barrier
from intake_app.services import barriers
from intake_app.services.case_work import CaseWorkPage
from ui.barriers import barrier_words
from ui.parts.card import Notice
from ui.parts.field import Field, TextArea
from ui.parts.label import KeyCap, label
from ui.parts.sheet import Sheet
from ui.parts.space import clear, row
from ui.screens.case_work_part import Part, end_sheet, line, small_button
from ui.words import _, set_apart

if TYPE_CHECKING:
    from ui.screens.case_work import CaseWorkScreen


class BarriersCard(Part):
    """Barriers that still hang on the case."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(screen, lambda: _("Barriers seen here"), lambda: _("Note a barrier"))
        self.button.clicked.connect(screen.note_barrier)
        hint = label("small", "muted")
        self.say(hint.setText, lambda: _("From every page of a case."))
        self.body.add(row(KeyCap("Ctrl+B"), (hint, 1), gap=8))

    def show_page(self, page: CaseWorkPage) -> None:
        """Show the barriers."""
        clear(self.shown)
        if not page.barriers:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("No barrier is noted."))
            self.shown.add(none)
        for one in page.barriers:
            self.shown.add(self._row(one))

    def _row(self, one: Barrier) -> QWidget:
        text = label("body", text=set_apart(one.text))
        pass_on = small_button(lambda: _("Pass on …"), one.text, partial(self.open_passing, one))
        return line(text, pass_on, below=label("small", "muted", text=barrier_words(one)))

    def open_passing(self, one: Barrier) -> None:
        """Show what leaves the case, and in which words."""
        self.host.sheet = PassOnSheet(self.host, one)


class PassOnSheet(Sheet):
    """Says what is cut off; the words can be changed before they leave."""

    def __init__(self, screen: "CaseWorkScreen", one: Barrier) -> None:
        super().__init__(screen, lambda: _("Pass the barrier on"))
        self._screen, self._barrier = screen, one
        told = Notice("soft")
        self.say(
            lambda title: told.tell(title, _(
                "Case, person, referral, your name and the day are cut off; only the month stays. It is no "
                "longer seen in this case, and nothing leads back to it. This cannot be undone."
            )),
            lambda: _("It leaves the case"),
        )  # fmt: skip
        self.text, self.proposal = TextArea(3), TextArea(2)
        self.text.setPlainText(one.text)
        self.proposal.setPlainText(one.proposal)
        self._text = Field(
            lambda: _("In these words"), lambda: _("Without names and numbers of anybody."), edit=self.text
        )
        self.add(told, self._text, Field(lambda: _("What would help?"), edit=self.proposal))
        end_sheet(self, lambda: _("Pass on"), self.write)
        self.text.setFocus()

    def write(self) -> None:
        """Pass it on; what still leads to somebody is named first."""
        screen, barrier_id = self._screen, self._barrier.id
        text, proposal = self.text.toPlainText().strip(), self.proposal.toPlainText().strip()
        if not text:
            self._text.show_error(lambda: _("Please say in a few words what the barrier is."))
            return
        workspace = screen.workspace
        whole = f"{text} {proposal} {self._barrier.offer_name}"

        def then(traces: tuple[str, ...]) -> None:
            if traces:
                found = ", ".join(set_apart(trace) for trace in traces)
                self._text.show_error(
                    lambda: _("This leads to somebody: {words}. Please write it without.", words=found)
                )
                self.text.setFocus()
                return
            screen.act(lambda workspace, now: barriers.pass_on_barrier(
                workspace, barrier_id=barrier_id, text=text, proposal=proposal, now=now))  # fmt: skip
            self.close()

        screen.ask(lambda: barriers.traces_in(workspace, person_id=screen.person_id, text=whole), then)
