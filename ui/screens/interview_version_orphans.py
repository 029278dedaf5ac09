"""Answers of an earlier form version: read in full, and given to a question by hand where one takes them."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.interview import Interview
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.field import Picker
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, pane
from ui.questions.panes import plain_text
from ui.statuses import non_answer_words
from ui.words import _, isolate


class OrphanSheet(Sheet):
    """``given`` carries the number of the answer and the reference of the question that is to have it."""

    given = Signal(int, str)

    def __init__(self, parent: QWidget, interview: Interview, language: str) -> None:
        super().__init__(parent, lambda: _("Answers without a question"), width=720)
        self._interview, self._language = interview, language
        self.pickers: list[Picker] = []
        self.buttons: list[Button] = []
        lead = label("small", "muted")
        lead.say(
            lead.setText,
            lambda: _(
                "They were given in an earlier version of the form and stay in the record of the talk."
            ),
        )
        self._place: Stack = column(gap=10)
        self.add(lead, pane(self._place))
        self._show()
        self.say(self.keep.setText, lambda: _("Close"))
        self.keep.clicked.connect(self.close)
        self.ends.add(self.keep)
        self.open()

    def give(self, number: int) -> None:
        """Give an answer to the question that was chosen for it."""
        ref = self.pickers[number].value()
        if not ref:
            return
        self.given.emit(number, ref)
        if self._interview.orphans:
            self._show()
            self.keep.setFocus()
        else:
            self.close()

    def _show(self) -> None:
        clear(self._place)
        self.pickers, self.buttons = [], []
        for number in range(len(self._interview.orphans)):
            self._place.add(self._card(number))

    def _card(self, number: int) -> QWidget:
        orphan = self._interview.orphans[number]
        line, name = orphan.line, self._language
        asked = plain_text(line.labels.get(name) or next(iter(line.labels.values()), ""))
        question, answer, below = label("body", text=asked), label("strong"), label("small", "muted")
        said = line.values.get(name) or line.raw or ""
        answer.say(
            answer.setText,
            lambda: non_answer_words(line.non_answer) if line.non_answer else said or line.note,
        )
        version = isolate(orphan.version)
        note = line.note if said or line.non_answer else ""
        below.say(
            below.setText,
            lambda: " · ".join(part for part in (_("version {v}", v=version), note) if part),
        )
        places = self._interview.orphan_places(number)
        picker, give = Picker(), Button("small", icon="arrow-right")
        picker.offer([
            ("", lambda: _("Choose a question …")),
            *((ref, partial(self._question, ref)) for ref in places),
        ])  # fmt: skip
        picker.say(picker.setAccessibleName, lambda: f"{_('Choose a question …')} {asked}")
        give.say(give.setText, lambda: _("Give it this answer"))
        give.say(give.setAccessibleName, lambda: f"{_('Give it this answer')}: {asked}")
        give.clicked.connect(lambda: self.give(number))
        self.pickers.append(picker)
        self.buttons.append(give)
        ends = pane(column(Flow((picker, give), gap=8), gap=0))
        ends.setVisible(bool(places))
        return Card(question, answer, below, ends, gap=3)

    def _question(self, ref: str) -> str:
        return plain_text(self._interview.label(ref, self._language)) or ref
