"""What was just skipped as a block: how many questions, with which reason, and the way back.

Skipping is one act with the mildest reason; another reason, or all of it back, is one more press.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from intake_app.interview import Interview
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.flow import flow
from ui.parts.label import Label, label
from ui.parts.marks import Icon
from ui.parts.space import row
from ui.questions.card_sensitive import sensitive_left
from ui.questions.non_answers import reason_buttons
from ui.screens.interview_acts import Acts
from ui.screens.interview_paging import Paging
from ui.words import _, plural


class SkippedBlock(Card):
    """The line below the page. ``reasoned`` carries another reason for the same questions."""

    reasoned = Signal(str)
    undone = Signal()

    def __init__(self) -> None:
        super().__init__(kind="soft", margins=(14, 8))
        self.refs: tuple[str, ...] = ()
        self._words: Label = label("small", "text")
        self._reasons = reason_buttons(with_keys=False)
        for reason, button in self._reasons.items():
            button.clicked.connect(partial(self._choose, reason))
        self._undo = Button("small", icon="arrow-u-up-left")
        self.say(self._undo.setText, lambda: _("Undo"))
        self._undo.clicked.connect(self.undone)
        self.body.add(row(Icon("skip-forward-circle", "accent", 20), (self._words, 1), self._undo, gap=12))
        self.body.add(flow(*self._reasons.values(), gap=6))
        self.say(self._words.setText, self._line_words)
        self.hide()

    def show_block(self, refs: Sequence[str], reason: str) -> None:
        """Show that these questions were left out, and with which reason."""
        self.refs = tuple(refs)
        for name, button in self._reasons.items():
            button.setChecked(name == reason)
            button.setVisible(bool(refs))
        self._undo.setVisible(bool(refs))
        self._words.setText(self._line_words())
        self.setAccessibleName(self._line_words())
        self.show()

    def _choose(self, reason: str, _is_on: bool = False) -> None:
        self.reasoned.emit(reason)

    def _line_words(self) -> str:
        if not self.refs:
            return _("No sensitive question of this section is waiting.")
        return plural(
            "{n} sensitive question of this section is skipped for now.",
            "{n} sensitive questions of this section are skipped for now.",
            len(self.refs),
        )


class BlockSkipping(QObject):
    """Leaves out what waits and is sensitive in the section one is in; ``line`` says so and leads back."""

    def __init__(self, line: SkippedBlock, acts: Acts, paging: Paging) -> None:
        super().__init__(line)
        self._line, self._acts, self._paging = line, acts, paging
        self._interview: Interview
        line.reasoned.connect(self._give_other_reason)
        line.undone.connect(self._take_back)

    def begin(self, interview: Interview) -> None:
        """Act on this interview from now on."""
        self._interview = interview

    def skip(self, reason: str = "not-asked") -> None:
        """Leave the questions out with a reason, as one act."""
        self._paging.flush()
        if not self._paging.is_last:
            section = self._interview.sections()[self._paging.section]
            self._leave_out(sensitive_left(self._interview, section), reason)

    def _leave_out(self, refs: Sequence[str], reason: str) -> None:
        self._acts.skip(refs, reason)
        self._line.show_block(refs, reason)
        self._paging.focus_current()

    def _give_other_reason(self, reason: str) -> None:
        refs = self._line.refs
        self._acts.undo()
        self._leave_out(refs, reason)

    def _take_back(self) -> None:
        self._acts.undo()
        self._paging.focus_current()
