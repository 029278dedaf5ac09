"""What moving a talk to a newer form version does to its answers: asked about, lost, changed, kept."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.errors import N_
from intake_app.services.form_versions import MovedLine, MovePreview, Suggestion
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, pane
from ui.parts.tick_line import TickLine
from ui.questions.panes import plain_text
from ui.statuses import non_answer_words
from ui.words import _, isolate, plural, set_apart

_HEADS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("lost", "place"),
        N_("No question for it any more: stays readable, can be given to a question by hand"),
    ),
    (("type",), N_("The question takes another kind of answer: stays readable")),
    (("choice",), N_("A choice is no longer offered: the whole answer stays readable")),
    (("worked-out",), N_("The form works it out itself now: what was said stays readable")),
    (("converted",), N_("Written another way")),
    (("renamed", "moved"), N_("Same question under another name or in another place")),
)


class MoveSheet(Sheet):
    """``agreed`` and ``chosen_anew`` carry what was confirmed: older reference -> newer reference."""

    agreed = Signal(object)
    chosen_anew = Signal(object)

    def __init__(self, parent: QWidget, preview: MovePreview, language: str) -> None:
        new = isolate(preview.new_version)
        super().__init__(parent, lambda: _("Move this talk to version {v}", v=new), width=720)
        self._language = language
        self.ticks: dict[str, TickLine] = {}
        self._suggestions = {one.old: one for one in preview.suggestions}
        self._place: Stack = column(gap=10)
        safe = label("small", "muted")
        safe.say(
            safe.setText, lambda: _("No answer is lost, and until the talk is completed it can go back.")
        )
        self.add(safe)
        if self._suggestions:
            ask = label("strong")
            ask.say(ask.setText, lambda: _("Is it the same question? Tick what is."))
            self.add(ask, *(self._tick(one) for one in preview.suggestions))
        self.add(pane(self._place))
        old = isolate(preview.record.form_version)
        self.confirm.clicked.connect(lambda: self.agreed.emit(self.chosen()))
        self.show_preview(preview)
        self.finish(lambda: _("Stay on version {v}", v=old), lambda: _("Move to version {v}", v=new))

    def chosen(self) -> dict[str, str]:
        """Return what is ticked: older reference -> newer reference."""
        return {old: self._suggestions[old].new for old, tick in self.ticks.items() if tick.is_on()}

    def show_preview(self, preview: MovePreview) -> None:
        """Show what becomes of the answers with what is ticked."""
        clear(self._place)
        kept = sum(line.outcome == "kept" for line in preview.lines)
        count = label("strong")
        count.say(
            count.setText,
            lambda: plural("{n} answer stays as it is.", "{n} answers stay as they are.", kept),
        )
        self._place.add(count)
        for outcomes, says in _HEADS:
            lines = [line for line in preview.lines if line.outcome in outcomes]
            if lines:
                head = label("strong")
                head.say(head.setText, partial(_, says))
                self._place.add(head, *(self._line(line) for line in lines))
        if preview.added:
            head, names = label("strong"), label("small", "muted")
            head.say(head.setText, lambda: _("New questions"))
            said = [plain_text(self._read(one)) for one in preview.added]
            names.say(names.setText, lambda: " · ".join(set_apart(one) for one in said))
            self._place.add(head, names)

    def _tick(self, suggestion: Suggestion) -> TickLine:
        tick = TickLine()
        old, new = self._read(suggestion.old_labels), self._read(suggestion.new_labels)
        names = [ref.partition("/")[2].partition("/")[2] for ref in (suggestion.old, suggestion.new)]
        tick.say(
            tick.setText,
            lambda: _(
                "{before} → {after}", before=set_apart(plain_text(old)), after=set_apart(plain_text(new))
            ),
        )
        tick.set_below(f"{isolate(names[0])} → {isolate(names[1])}")
        tick.toggled.connect(lambda _on: self.chosen_anew.emit(self.chosen()))
        self.ticks[suggestion.old] = tick
        return tick

    def _line(self, moved: MovedLine) -> QWidget:
        question = label("body", text=plain_text(self._read(moved.line.labels)))
        answer = label("small", "muted")
        answer.say(answer.setText, lambda: self._answer(moved))
        return pane(column(question, answer, gap=2, margins=(0, 3)), "line")

    def _answer(self, moved: MovedLine) -> str:
        line = moved.line
        if line.non_answer:
            return non_answer_words(line.non_answer)
        before = self._read(line.values) or line.raw or line.note
        if moved.outcome != "converted" or moved.value in {"", line.raw}:
            return before
        return _("{before} → {after}", before=set_apart(before), after=set_apart(moved.value))

    def _read(self, texts: dict[str, str]) -> str:
        return texts.get(self._language) or next((text for text in texts.values() if text), "")
