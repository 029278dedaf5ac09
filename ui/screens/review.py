"""Review: interviews that wait, answers with remarks, approve or return. Nobody approves their own."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from intake_app.errors import IntakeError
from intake_app.records.interview_record import AnswerLine, InterviewReading, InterviewRecord
from ui.naming import spoken, when
from ui.parts.bilingual import BilingualLine, Said
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field, LineEdit, Tick
from ui.parts.flow import Flow, flow
from ui.parts.label import Elide, KeyCap, label
from ui.parts.listing import ListRow
from ui.parts.page import HeadBar, foot_bar, scrolling
from ui.parts.space import Stack, clear, column, pane, row
from ui.screen import Screen
from ui.statuses import non_answer_words, text_in
from ui.trail import interpreting_chips
from ui.words import _, isolate, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.reviews import ReviewOutline
    from ui.window import Window


class AnswerRow(ListRow):
    """One answer; A (or the button) opens the line for a remark below it."""

    remarked = Signal()

    def __init__(self, line: AnswerLine, question: Said, answer: Said, marks: list[Chip]) -> None:
        super().__init__(gap=8, margins=(4, 8))
        self.ref, self.has_hint = line.ref, bool(marks)
        words = BilingualLine([[question, answer]], has_rule=False)
        self.note_button = Button("quiet", icon="chat-text")
        self.say(self.note_button.name_it, lambda: _("Remark on: {question}", question=question.text))
        self.note_button.setProperty("data", True)
        self.note_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note_button.setProperty("key", "A")
        self._question = question.text
        self.remark: LineEdit | None = None
        self.note_button.clicked.connect(self.open_remark)
        self._cells = column(
            row((words, 1), self.note_button, gap=8), Flow(marks, gap=6) if marks else None, gap=3
        )
        self.line.add((self._cells, 1))
        self.setAccessibleName(f"{question.text}: {answer.text}")
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def open_remark(self) -> None:
        """Show the line for a remark and put the focus there."""
        if self.remark is None:
            self.remark = LineEdit()
            self.say(self.remark.setPlaceholderText, lambda: _("What should be changed here?"))
            question = self._question
            self.say(self.remark.setAccessibleName, lambda: _("Remark on: {question}", question=question))
            self.remark.textChanged.connect(self.remarked)
            self._cells.add(self.remark)
        self.remark.show()
        self.remark.setFocus()

    def remark_text(self) -> str:
        """Return the remark written here, empty when there is none."""
        return self.remark.text().strip() if self.remark is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does nothing here; the page's keys act."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ReviewScreen(Screen):
    """The supervisor's queue and the interview that is open in it."""

    area: ClassVar[str] = "review"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.queue: tuple[ReviewOutline, ...] = ()
        self._is_narrow = False
        self._to_list = Button("small", icon="list-bullets")
        self.say(self._to_list.setText, lambda: _("To the list"))
        self._to_list.clicked.connect(self._show_list)
        self._open: ReviewOutline | None = None
        self._reading: InterviewReading | None = None
        self._rows: dict[str, ListRow] = {}
        self._answers: list[AnswerRow] = []
        head = HeadBar(lambda: _("Review"), lambda: _("Nobody reviews their own interviews."))
        title, self._count = label("head"), label("small", "muted", wrap=False)
        self.say(title.setText, lambda: _("Waits for you"))
        self._list: Stack = column(gap=0)
        self._list_card = Card(pane(row((title, 1), self._count, margins=(14, 8))), gap=0, margins=(1, 4))
        self._list_card.body.add((scrolling(self._list), 1))
        self._title = label("title")
        self._when = label("small", "muted")
        self._facts = flow(gap=8)
        self.only_hints = Tick()
        self.say(self.only_hints.setText, lambda: _("Only hints"))
        self.only_hints.toggled.connect(lambda _on: self._filter())
        keys_text = label("small", "muted", wrap=False)
        self.say(keys_text.setText, lambda: _("next, previous answer"))
        self._key_hint = pane(row(KeyCap("J"), KeyCap("K"), keys_text, gap=6))
        self._own = Notice("att")
        self._own.hide()
        self.remark_all = Field(lambda: _("Remark on the whole interview"))
        self._lines: Stack = column(gap=0)
        tools = row(self.only_hints, "*", self._to_list, self._key_hint)
        titles = column(self._title, self._when, gap=2)
        detail: Stack = column(titles, self._facts, self._own, tools, self._lines, self.remark_all, "*",
                               gap=10, margins=(18, 12))  # fmt: skip
        self._detail = Card(gap=0, margins=(1, 1))
        self._scroll = scrolling(detail)
        self._detail.body.add((self._scroll, 1))
        self._columns: Stack = row((self._list_card, 3), (self._detail, 8), gap=14, margins=(16, 14))
        self._meaning = label("small", "muted")
        self.say(self._meaning.setText, lambda: _("Approved means: may go into the next hand-over."))
        self.return_button = Button(icon="arrow-u-up-left")
        self.say(self.return_button.setText, self._return_words)
        self.return_button.clicked.connect(self.give_back)
        self.approve_button = Button("primary", icon="check")
        self.say(self.approve_button.setText, lambda: _("Approve"))
        self.approve_button.clicked.connect(self.approve)
        foot = foot_bar((self._meaning, 1), self.return_button, self.approve_button)
        self.setLayout(column(head, (self._columns, 1), foot, gap=0))
        for keys, deed in (("Ctrl+Return", self.approve), ("Ctrl+Backspace", self.give_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        self._show_none()

    def title(self) -> str:
        """Return the page's name."""
        return _("Review")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("J / K", _("Next, previous answer")),
            ("A", _("Remark on this answer")),
            ("H", _("Only hints")),
            ("Ctrl+Enter", _("Approve")),
            ("Ctrl+Backspace", _("Return with remarks")),
        )

    def arrange(self, width: str) -> None:
        """Stack list and answers when the window is narrow."""
        is_narrow = width == "narrow"
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._is_narrow = is_narrow
        self._share_room()
        self._key_hint.setVisible(not is_narrow)
        self._meaning.setVisible(not is_narrow)

    def opened(self) -> None:
        """Fetch the queue."""
        workspace = self.workspace

        def fetch() -> "tuple[ReviewOutline, ...]":
            from intake_app.services.reviews import review_queue

            return review_queue(workspace)

        self.ask(fetch, self._show_queue)

    def reworded(self) -> None:
        """Word the facts of the talk again; remarks that are being written stay."""
        if self._reading is not None:
            self._show_facts(self._reading)
        elif self._open is None:
            self._show_none()

    def choose(self, interview_id: str) -> None:
        """Open an interview of the queue."""
        self._open = next((one for one in self.queue if one.record.id == interview_id), None)
        self._share_room()
        for one, line in self._rows.items():
            line.set_current(one == interview_id)
        workspace, now = self.workspace, self.now()

        def fetch() -> InterviewReading:
            from intake_app.services.interviews import read_interview

            return read_interview(workspace, interview_id=interview_id, now=now)

        self.ask(fetch, self._show_reading)

    def _share_room(self) -> None:
        """Show list and answers beside each other, or one of them when the window is narrow."""
        has_one = self._open is not None
        shows_detail = has_one or not self.queue  # which also says that nothing waits
        self._list_card.setVisible(not self._is_narrow or not shows_detail)
        self._detail.setVisible(not self._is_narrow or shows_detail)
        self._to_list.setVisible(self._is_narrow and has_one)

    def _show_list(self) -> None:
        self._show_none()
        self._share_room()

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Return the remarks written: (ref, text); the ref is empty for the whole interview."""
        written = [(made.ref, made.remark_text()) for made in self._answers if made.remark_text()]
        if self.remark_all.text():
            written.append(("", self.remark_all.text()))
        return tuple(written)

    def approve(self) -> None:
        """Approve the open interview."""
        outline = self._open
        if outline is None or not self.approve_button.isEnabled():
            return
        workspace, now = self.workspace, self.now()

        def approve() -> InterviewRecord:
            from intake_app.services.reviews import approve_interview

            return approve_interview(workspace, interview_id=outline.record.id, now=now)

        self._settle(approve)

    def give_back(self) -> None:
        """Return the open interview with the remarks written."""
        outline, remarks = self._open, self.remarks()
        if outline is None:
            return
        if not remarks:
            self.remark_all.show_error(
                lambda: _("Please write what should be changed, here or beside an answer.")
            )
            self.remark_all.edit.setFocus()
            return
        workspace, now = self.workspace, self.now()

        def give_back() -> InterviewRecord:
            from intake_app.services.reviews import return_interview

            return return_interview(workspace, interview_id=outline.record.id, remarks=remarks, now=now)

        self._settle(give_back)

    # Showing

    def _show_queue(self, queue: "tuple[ReviewOutline, ...]") -> None:
        self.queue = queue
        clear(self._list)
        self._rows = {}
        self._count.setText(str(len(queue) or ""))
        if self.shell is not None:
            self.shell.rail.badge("review", len(queue))
        for outline in queue:
            self._list.add(self._queue_row(outline))
        self._list.add("*")
        if queue and not self._is_narrow:
            self.choose(queue[0].record.id)
        else:
            self._show_none()
            self._share_room()

    def _queue_row(self, outline: "ReviewOutline") -> ListRow:
        record = outline.record
        open_points = max(record.asked - record.answered, 0)
        chip = Chip("att", icon="warning") if open_points else Chip("line", icon="check")

        def state() -> str:
            return plural("{n} open", "{n} open", open_points) if open_points else _("complete")

        def completed() -> str:
            return when(record.completed_at or record.saved_at, self.now())

        chip.say(chip.setText, state)
        number = label("strong", wrap=False, text=isolate(outline.case_number))
        below = Elide("small", "muted", text=f"{record.form_title} · {outline.counsellor}")
        age = label("small", "muted", wrap=False)
        age.say(age.setText, completed)
        cells = column(row(number, "*", chip), row((below, 1), age), gap=3)
        line = ListRow((cells, 1), margins=(14, 8))
        line.say(
            line.setAccessibleName,
            lambda: f"{outline.case_number}, {below.full_text()}, {state()}, {completed()}",
        )
        line.clicked.connect(lambda: self.choose(record.id))
        self._rows[record.id] = line
        return line

    def _show_none(self) -> None:
        if self._detail.isAncestorOf(self.focusWidget()):
            self.setFocus()  # what had it can no longer be used
        self._open, self._reading = None, None
        for part in (self._scroll, self.return_button, self.approve_button):
            part.setEnabled(False)
        self._title.setText(_("No interview waits for review."))
        self._when.setText("")
        self._clear_detail()

    def _clear_detail(self) -> None:
        clear(self._lines)
        self._answers = []
        layout = self._facts.layout()
        assert layout is not None
        clear(layout)
        self.remark_all.line.clear()
        self.remark_all.show_error("")
        self.return_button.setText(self._return_words())
        has_one = self._open is not None
        for part in (self.only_hints, self.remark_all):
            part.setVisible(has_one)
        self._key_hint.setVisible(has_one and not self._is_narrow)
        self._own.hide()

    def _show_reading(self, reading: InterviewReading) -> None:
        outline = self._open
        if outline is None or outline.record.id != reading.record.id:
            return
        self._reading = reading
        self._scroll.setEnabled(True)
        self._clear_detail()
        record = reading.record
        self._title.setText(f"{isolate(reading.case_number)} · {record.form_title}")
        day = set_apart(words().date(record.begun_at.astimezone().date()))
        self._when.setText(f"{day} · {reading.counsellor}")
        self._show_facts(reading)
        for remark in reading.remarks:
            if not remark.ref:
                self._lines.add(_old_remark(remark.text))
        for line in reading.lines:
            self._add_line(line, reading)
        self.return_button.setEnabled(True)
        self.approve_button.setEnabled(not outline.own)
        if outline.own:
            self._own.tell(
                lambda: _("You recorded this interview yourself."),
                lambda: _("Another supervisor has to approve it."),
            )
            self._own.show()
        self._filter()
        focused = self.focusWidget()
        if self._answers and (focused is None or not self._list_card.isAncestorOf(focused)):
            self._answers[0].setFocus()  # the page's keys act where the eye is

    def _show_facts(self, reading: InterviewReading) -> None:
        record = reading.record
        layout = self._facts.layout()
        assert isinstance(layout, Flow)
        clear(layout)
        silent = sum(bool(line.non_answer) for line in reading.lines)
        oral = sum(line.oral for line in reading.lines)
        layout.addWidget(
            Chip(
                "line", icon="list-bullets", text=_("{n} of {m} answered", n=record.answered, m=record.asked)
            )
        )
        if silent:
            layout.addWidget(
                Chip(
                    "line", icon="hand", text=plural("{n} without an answer", "{n} without an answer", silent)
                )
            )
        trail = [language for _moment, language in reading.trail if language]
        names = list(dict.fromkeys(trail)) or [record.client_language]
        layout.addWidget(Chip("line", icon="translate", text=", ".join(spoken(name) for name in names)))
        if oral:
            layout.addWidget(
                Chip(
                    "att",
                    icon="translate",
                    text=plural("{n} translated orally", "{n} translated orally", oral),
                )
            )
        for chip in interpreting_chips(reading):
            layout.addWidget(chip)
        if record.completed_at is not None:
            minutes = max(round((record.completed_at - record.begun_at).total_seconds() / 60), 1)
            layout.addWidget(Chip("line", icon="clock", text=plural("{n} minute", "{n} minutes", minutes)))

    def _add_line(self, line: AnswerLine, reading: InterviewReading) -> None:
        language = reading.record.language
        name, question = text_in(line.labels, language)
        tag = reading.languages.get(name, "")
        if line.kind in {"section", "repeat"}:
            head = label("head", text=question)
            head.setProperty("data", True)
            self._lines.add(pane(column(head, margins=(0, 8))))
            return
        if line.kind == "note":
            return
        marks = []
        if line.non_answer:
            reason = Chip("line", icon="hand", wraps=True)
            reason.say(reason.setText, partial(non_answer_words, line.non_answer))
            marks.append(reason)
        if line.oral:
            oral = Chip("att", icon="translate", wraps=True)
            oral.say(oral.setText, lambda: _("translated orally"))
            marks.append(oral)
        if line.is_confirmed:
            unusual = Chip("att", icon="check-circle", wraps=True)
            unusual.say(unusual.setText, lambda: _("unusual, kept as said"))
            marks.append(unusual)
        name, answer = text_in(line.values, language)
        answered = Said("" if line.non_answer else answer, tag=reading.languages.get(name, ""))
        made = AnswerRow(line, Said(question, "small", "muted", tag), answered, marks)
        made.remarked.connect(self._count_remarks)
        kept = next((remark.text for remark in reading.remarks if remark.ref == line.ref), "")
        if kept:
            self._lines.add(_old_remark(kept))
        self._answers.append(made)
        self._lines.add(made)

    def _filter(self) -> None:
        for made in self._answers:
            made.setVisible(made.has_hint or not self.only_hints.isChecked())

    def _count_remarks(self) -> None:
        self.return_button.say_again()
        self.say_again()

    def _return_words(self) -> str:
        count = len(self.remarks()) if hasattr(self, "remark_all") else 0
        if not count:
            return _("Return with remarks")
        return plural("Return with {n} remark", "Return with {n} remarks", count)

    def _settle(self, deed: Callable[[], InterviewRecord]) -> None:
        self.return_button.setEnabled(False)
        self.approve_button.setEnabled(False)

        def failed(trouble: IntakeError) -> None:
            self.tell(trouble)
            self.opened()

        self.ask(deed, lambda _done: self.opened(), failed)

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the single keys of this page."""
        shown = [made for made in self._answers if made.isVisible()]
        here = next((n for n, made in enumerate(shown) if made is self.focusWidget()), -1)
        key = event.key()
        if key in {Qt.Key.Key_J, Qt.Key.Key_K} and shown:
            place = min(max(here + (1 if key == Qt.Key.Key_J else -1), 0), len(shown) - 1)
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(shown[place])
        elif key == Qt.Key.Key_A and here >= 0:
            shown[here].open_remark()
        elif key == Qt.Key.Key_H:
            self.only_hints.toggle()
        elif key == Qt.Key.Key_Escape:
            focused = self.focusWidget()
            parent = focused.parentWidget() if isinstance(focused, LineEdit) else None
            if isinstance(parent, QWidget):
                parent.setFocus()
        else:
            super().keyPressEvent(event)


def _old_remark(text: str) -> QWidget:
    notice = Notice("att", icon="chat-text")
    notice.tell("", text)
    return notice
