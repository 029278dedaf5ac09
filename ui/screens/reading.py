"""Reading back: the whole interview in two languages, as a PDF, and the step that submits it for review."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QBoxLayout

from intake_app.errors import IntakeError
from intake_app.records.interview_record import AnswerLine, InterviewReading, InterviewRecord
from intake_app.services.saving import save_bytes
from ui.disputing import DisputeSheet
from ui.naming import shown_name
from ui.parts.bilingual import BilingualLine, Said
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field, Picker
from ui.parts.page import HeadBar, foot_bar, scrolling
from ui.parts.paper_work import PaperWork
from ui.parts.space import Stack, clear, column, pane, row
from ui.screen import Screen
from ui.statuses import non_answer_words, status_chip, text_in
from ui.trail import InterpretersCard, trail_marks
from ui.words import _, isolate, set_apart, words

if TYPE_CHECKING:
    from ui.window import Window


class ReadingScreen(Screen):
    """The interview ``interview_id``, to be read."""

    area: ClassVar[str] = "home"

    def __init__(self, window: "Window | None" = None, *, interview_id: str) -> None:
        super().__init__(window)
        self._id = interview_id
        self.reading: InterviewReading | None = None
        self._chip = Chip("line")
        self._head = HeadBar(self._head_words, self._below_words, self._chip)
        self._status = pane(row())
        self._head.ends.addWidget(self._status)
        self.left, self.right = Picker(), Picker()
        self.left.currentIndexChanged.connect(lambda _index: self._show_lines())
        self.right.currentIndexChanged.connect(lambda _index: self._show_lines())
        self._pickers: Stack = row(
            (Field(lambda: _("Your language"), edit=self.left), 1),
            (Field(lambda: _("Language of the person"), edit=self.right), 1), gap=12,
        )  # fmt: skip
        self.message = Notice("soft")
        self.message.hide()
        self.work = PaperWork()
        self.interpreters = InterpretersCard()
        self._lines = Card(gap=0, margins=(16, 8))
        self.dispute_button = Button("ghost", icon="warning")
        self.say(self.dispute_button.setText, lambda: _("Something is wrong …"))
        self.dispute_button.clicked.connect(self.dispute)
        self.sheet: DisputeSheet | None = None
        body: Stack = column(
            self._pickers, self.message, self.work, self.interpreters, self._lines,
            row(self.dispute_button, "*"), "*", gap=12, margins=(20, 12),
        )  # fmt: skip
        self.back_button = Button(icon="arrow-left")
        self.say(self.back_button.setText, lambda: _("To the person"))
        self.back_button.clicked.connect(self._leave)
        self.save_button = Button(icon="file-pdf")
        self.say(self.save_button.setText, lambda: _("Save as PDF …"))
        self.save_button.clicked.connect(self._ask_where)
        self.submit_button = Button("primary", icon="paper-plane-tilt")
        self.say(self.submit_button.setText, lambda: _("Submit for review"))
        self.submit_button.clicked.connect(self.submit)
        self.continue_button = Button(icon="pencil-simple")
        self.say(self.continue_button.setText, lambda: _("Continue the interview"))
        self.continue_button.clicked.connect(lambda: self.go("interview", interview_id=self._id))
        foot = foot_bar(self.back_button, "*", self.continue_button, self.save_button, self.submit_button)
        self.submit_button.hide()
        self.continue_button.hide()
        self._is_filling = False
        self._is_narrow = False
        self.setLayout(column(self._head, (scrolling(body), 1), foot, gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Read back")

    def arrange(self, width: str) -> None:
        """Put the languages below each other when the window is narrow."""
        way = QBoxLayout.Direction.TopToBottom if width == "narrow" else QBoxLayout.Direction.LeftToRight
        self._pickers.setDirection(way)
        self._chip.setVisible(width != "narrow")
        self._is_narrow = width == "narrow"
        self._show_lines()

    def opened(self) -> None:
        """Fetch the interview."""
        workspace, interview_id, now = self.workspace, self._id, self.now()

        def fetch() -> InterviewReading:
            from intake_app.services.interviews import read_interview

            return read_interview(workspace, interview_id=interview_id, now=now)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word marks and non-answers again."""
        self._show_lines()

    # Doing

    def dispute(self) -> None:
        """Note what the person says is wrong with an answer, or settle what was noted."""
        if self.reading is not None:
            self.sheet = DisputeSheet(self, self.reading, self.left.value(), self.opened)

    def submit(self) -> None:
        """Complete the interview; the supervisor reviews it next."""
        workspace, interview_id, now = self.workspace, self._id, self.now()
        self.submit_button.setEnabled(False)

        def complete() -> InterviewRecord:
            from intake_app.services.interviews import complete_interview, resume_interview

            state = resume_interview(workspace, interview_id=interview_id, now=now).interview.state()
            return complete_interview(workspace, interview_id=interview_id, state=state, now=now)

        def failed(trouble: IntakeError) -> None:
            self.submit_button.setEnabled(True)
            self.tell(trouble)

        self.ask(complete, lambda _record: self.opened(), failed)

    def _ask_where(self) -> None:
        if self.shell is None or self.reading is None:
            return
        name = f"{self.reading.case_number}-{self.reading.record.begun_at:%Y-%m-%d}.pdf"
        self.shell.files.ask_save(_("Save as PDF"), name, _("PDF (*.pdf)"), self.save_pdf)

    def save_pdf(self, path: Path) -> None:
        """Write the interview as a PDF in the two languages shown."""
        reading, languages, now, spoken = (
            self.reading,
            (self.left.value(), self.right.value()),
            self.now(),
            words(),
        )
        if reading is None:
            return

        tell, stopped = self.work.progressed.emit, self.work.begin()

        def write() -> None:
            from intake_app.services.documents import interview_pdf

            made = interview_pdf(
                reading,
                languages=languages,
                words=spoken,
                now=now,
                progress=tell,
                is_cancelled=stopped.is_set,
            )
            save_bytes(path, made)

        def done(_done: None) -> None:
            self._offer_saving()
            self.message.tell(lambda: _("Saved as {file}.", file=path.name))
            self.message.show()

        def failed(trouble: IntakeError) -> None:
            self._offer_saving()
            self.tell(trouble)

        self.save_button.setEnabled(False)
        self.ask(write, done, failed, lane="work")

    def closing(self) -> None:
        """Stop writing the paper."""
        super().closing()
        self.work.stop()

    def _offer_saving(self) -> None:
        self.work.end()
        self.save_button.setEnabled(True)
        self.save_button.setFocus()  # it had the focus before it could not be used

    # Showing

    def _show(self, reading: InterviewReading) -> None:
        self.reading = reading
        self._chip.setText(isolate(reading.case_number))
        layout = self._status.layout()
        assert layout is not None
        clear(layout)
        layout.addWidget(status_chip(reading.record.status))
        is_open = reading.record.status in {"draft", "returned"}
        self.submit_button.setVisible(is_open)
        self.continue_button.setVisible(is_open)
        self._head.say_again()
        options = [(name, _language(name, tag)) for name, tag in reading.languages.items()]
        self._is_filling = True
        for picker, wanted in (
            (self.left, reading.record.language),
            (self.right, _client_language(reading)),
        ):
            picker.offer(options)
            picker.set_value(wanted)
        self._is_filling = False
        self.interpreters.show_interpreters(reading.interpreters, reading.changed_since)
        self._show_lines()

    def _show_lines(self) -> None:
        if self.reading is None or self._is_filling:
            return
        clear(self._lines.body)
        for line in self.reading.lines:
            self._lines.body.add(self._line(line))
        self._lines.body.add("*")

    def _line(self, line: AnswerLine) -> BilingualLine:
        languages = (self.left.value(), self.right.value())
        sides = []
        for place, language in enumerate(dict.fromkeys(languages)):
            if line.kind in {"section", "repeat"}:
                texts = [self._words_in(line.labels, language, "head", "muted" if place else "text")]
            else:
                texts = [self._words_in(line.labels, language, "body" if place else "small", "muted")]
            if line.kind == "question" and line.non_answer:
                texts.append(Said(non_answer_words(line.non_answer), "body", "muted"))
            elif line.kind == "question":
                texts.append(self._words_in(line.values, language, "strong", "text"))
            if line.note and not place:
                texts.append(Said(line.note, "small", "muted"))
            sides.append(texts)
        marks = trail_marks(line, self.reading) if line.kind == "question" and self.reading else []
        made = BilingualLine(sides, marks)
        made.stack_sides(self._is_narrow)
        return made

    def _words_in(self, texts: dict[str, str], language: str, role: str, tone: str) -> Said:
        assert self.reading is not None
        name, text = text_in(texts, language)
        return Said(text, role, tone, self.reading.languages.get(name, ""))

    def _head_words(self) -> str:
        return self.reading.record.form_title if self.reading is not None else ""

    def _below_words(self) -> str:
        if self.reading is None:
            return ""
        hides = self.shell is not None and self.shell.hides_names
        name = shown_name(self.reading.person_display, is_hidden=hides)
        record = self.reading.record
        done = _("{n} of {m} answered", n=record.answered, m=record.asked)
        day = set_apart(words().date(record.begun_at.astimezone().date()))
        return f"{name} · {day} · {self.reading.counsellor} · {done}"

    def _leave(self) -> None:
        if self.reading is not None:
            self.go("person", person_id=self.reading.record.person_id)
        else:
            self.go("home")


def _language(name: str, tag: str) -> Callable[[], str]:
    return lambda: words().language_name(tag) if tag else name


def _client_language(reading: InterviewReading) -> str:
    """Return the person's language: the last one shown that is not the counsellor's own."""
    ours = reading.record.language
    shown = [reading.record.client_language, *(name for _moment, name in reversed(reading.trail))]
    return next((name for name in shown if name != ours and name in reading.languages), shown[0])
