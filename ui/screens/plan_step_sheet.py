"""The sheet that writes down a step: who does what until when."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.plan import Measure
from intake_app.services.plans import MeasureDraft
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker
from ui.parts.sheet import Sheet
from ui.screens.plan_words import DOERS, STEP_STATES, doer_words, step_state_words
from ui.words import _


class StepSheet(Sheet):
    """``written`` carries a MeasureDraft. ``worker`` is the name of who works here now."""

    written = Signal(object)

    def __init__(self, parent: QWidget, known: Measure | None, *, worker: str) -> None:
        title: Callable[[], str] = (lambda: _("Change the step")) if known else (lambda: _("New step"))
        super().__init__(parent, title)
        self._worker = worker
        self.text = Field(lambda: _("What is done"))
        self.doer = Picker([(one, partial(doer_words, one)) for one in DOERS])
        self.name = Field(lambda: _("Name or office"), lambda: _("It may stay empty."))
        self.due = DayField(
            lambda: _("Until when"), lambda: _("A day, a month or a year. It may stay empty.")
        )
        self.status = Picker([(one, partial(step_state_words, one)) for one in STEP_STATES])
        self.basis = Field(
            lambda: _("Legal basis"), lambda: _("Only where the step follows from a law or a decision.")
        )
        if known is not None:
            self.text.line.setText(known.text)
            self.doer.set_value(known.doer)
            self.name.line.setText(known.doer_name)
            self.due.show_iso(known.due_on)
            self.status.set_value(known.status)
            self.basis.line.setText(known.legal_basis)
        self.doer.currentIndexChanged.connect(lambda _at: self._name_worker())
        self.add(
            self.text,
            Field(lambda: _("Who does it"), edit=self.doer),
            self.name,
            self.due,
            Field(lambda: _("How it stands"), edit=self.status),
            self.basis,
        )
        for field in (self.text, self.name, self.due, self.basis):
            field.line.returnPressed.connect(self.write)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Keep the step"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.text.line.setFocus()

    def write(self) -> None:
        """Hand on what is written; without a word of what is done, say so."""
        text, due = self.text.text(), self.due.iso()
        self.text.show_error("" if text else lambda: _("Write what is done."))
        if not text or due is None:
            (self.due if text else self.text).line.setFocus()
            return
        self.written.emit(
            MeasureDraft(
                text=text,
                doer=self.doer.value(),  # type: ignore[arg-type]  # one of DOERS
                doer_name=self.name.text(),
                due_on=due,
                status=self.status.value(),  # type: ignore[arg-type]  # one of STEP_STATES
                legal_basis=self.basis.text(),
            )
        )
        self.close()

    def _name_worker(self) -> None:
        if self.doer.value() == "worker" and not self.name.text():
            self.name.line.setText(self._worker)
        elif self.doer.value() != "worker" and self.name.text() == self._worker:
            self.name.line.clear()
