"""Interpreting in one talk: who interprets is known, shown, changed in one step and kept with the answers.

What happens here goes through the same queue as every answer, so the order holds: an answer before a
change belongs to whoever interpreted then. The interpreter's own view is a state of the room: while it is
on, only keys that ask and answer work, and nothing leads to what was said before.
"""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from intake_app.records.interpreter import Interpreter, InterpreterAssignment
from intake_app.services import interpreters as interpreter_services
from intake_app.services.interpreters import InterpreterChoice, active, assign
from ui.screen import Screen
from ui.screens.interview_acts import Acts
from ui.screens.interview_attestation import AttestationSheet
from ui.screens.interview_frame import Frame
from ui.screens.interview_interpreter import InterpreterSheet
from ui.screens.interview_interpreter_view import Covers

_ONWARD = frozenset({"PgDown", "Ctrl+Return", "Ctrl+Enter"})
_ANSWERING = frozenset({"F2", "F3", "F4", "F5", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"})
_ELSEWHERE = frozenset({"PgUp", "F11", "Shift+F2", "Shift+F3", "Shift+F4", "Shift+F5"})
VIEW_KEYS = ("F12", "Ctrl+Shift+I")
# What still works while the interpreter looks at the screen.
_ALLOWED = frozenset({
    *VIEW_KEYS, "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "Ctrl+2", "Ctrl+3", "Ctrl+4",
    "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9", "Ctrl+0", "PgDown", "Ctrl+Return", "Ctrl+Enter",
    "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+L", "Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+C", "Ctrl+V", "Ctrl+X",
    "Ctrl+A",
})  # fmt: skip


class Interpreting(QObject):
    """Who interprets in the interview of ``screen``. ``changed`` when that is another one or confirmed."""

    changed = Signal()

    def __init__(self, screen: Screen, interview_id: str, acts: Acts) -> None:
        super().__init__(screen)
        self._screen, self._interview_id, self._acts = screen, interview_id, acts
        self._on_list: tuple[Interpreter, ...] = ()
        self._languages: Callable[[], Sequence[str]] = tuple
        self.assignments: tuple[InterpreterAssignment, ...] = ()
        self._frame: Frame
        self._covers: Covers | None = None  # there are some while the interpreter looks on
        self.sheet: InterpreterSheet | AttestationSheet | None = None
        screen.installEventFilter(self)

    def begin(self, languages: Callable[[], Sequence[str]], frame: Frame) -> None:
        """Fetch who interprets and who could; ``languages``: tags of the form, the client's first."""
        self._languages, self._frame = languages, frame
        frame.view.ended.connect(self.turn_view)
        frame.paging.turned.connect(self._cover)
        self._acts.changed.connect(lambda _changes: self._cover())
        workspace, interview_id = self._screen.workspace, self._interview_id

        def fetch() -> tuple[tuple[InterpreterAssignment, ...], tuple[Interpreter, ...]]:
            return (
                interpreter_services.assignments(workspace, interview_id=interview_id),
                interpreter_services.interpreters(workspace),
            )

        self._screen.ask(fetch, self._know)

    @property
    def is_viewed(self) -> bool:
        """Return whether the interpreter looks at the screen."""
        return self._covers is not None

    @property
    def now(self) -> InterpreterAssignment | None:
        """Return who interprets now."""
        return active(self.assignments)

    # what a person does

    def open_sheet(self) -> None:
        """Ask who interprets."""
        if self.is_viewed:
            return
        now = self.now
        tags = [now.language] if now else []
        spoken = list(dict.fromkeys([*tags, *(tag for tag in self._languages() if tag)]))
        today = self._screen.now().astimezone().date().isoformat()
        sheet = self.sheet = InterpreterSheet(self._screen, self._on_list, now, spoken, today)
        sheet.decided.connect(self.decide)
        sheet.left.connect(self.see_off)
        sheet.confirming.connect(self.confirm_now)
        sheet.finished.connect(self._sheet_gone)

    def decide(self, choice: InterpreterChoice) -> None:
        """Let somebody begin, in place of whoever interpreted; or keep that the client refused."""
        begins = assign(
            choice, interview_id=self._interview_id, by=self._screen.workspace.user.id,
            now=self._screen.now(),
        )  # fmt: skip
        if begins.ended_at is None:
            self._end_all()
            self._acts.interview.interpreter = begins.id
        self.assignments = (*self.assignments, begins)
        self._acts.keep("interpreter", value=begins.id, assignment=begins)
        self.changed.emit()

    def see_off(self) -> None:
        """The interpreter leaves; the talk goes on without."""
        if self.now is None:
            return
        self._end_all()
        self._acts.interview.interpreter = ""
        self._acts.keep("interpreter", value="")
        self.changed.emit()

    def confirm_now(self) -> None:
        """Let whoever interprets confirm."""
        if self.now is not None:
            self.confirm(self.now.id)

    def confirm(self, assignment_id: str) -> None:
        """Let one interpreter confirm what she interpreted."""
        one = next((one for one in self.assignments if one.id == assignment_id), None)
        if one is None:
            return
        sheet = self.sheet = AttestationSheet(self._screen, one)
        sheet.attested.connect(lambda name, shown_in: self.attest(assignment_id, name, shown_in))
        sheet.finished.connect(self._sheet_gone)

    def attest(self, assignment_id: str, name: str, shown_in: str) -> None:
        """Keep that the interpreter confirmed, as ``name``."""
        now = self._screen.now()
        self.assignments = tuple(
            msgspec.structs.replace(one, attested_as=name, attested_in=shown_in, attested_at=now)
            if one.id == assignment_id
            else one
            for one in self.assignments
        )
        attested = next(one for one in self.assignments if one.id == assignment_id)
        self._acts.keep("attest", value=assignment_id, assignment=attested)
        self.changed.emit()

    def turn_view(self) -> None:
        """Let the interpreter look at the screen, or end that; one deliberate key, nothing secret."""
        frame = self._frame
        frame.paging.flush()
        if self._covers is not None:
            self._covers.lift()
            self._covers = None
        elif not frame.paging.is_last:
            self._covers = Covers(self._acts.interview)
        frame.set_for_interpreter(self.is_viewed)
        self._cover()
        frame.paging.focus_current()
        if frame.paging.current is not None:
            frame.paging.page.bring_into_view(frame.paging.current)  # covers come and go: heights change

    # inside

    def _know(self, found: tuple[tuple[InterpreterAssignment, ...], tuple[Interpreter, ...]]) -> None:
        self.assignments, self._on_list = found
        self.changed.emit()

    def _cover(self) -> None:
        """Cover what is new on the page; when no question is left, there is nothing to see."""
        frame, is_last = self._frame, self._frame.paging.is_last
        if self._covers is not None and not is_last:
            self._covers.cover(frame.paging.page.boxes)
        points = frame.paging.points.widget()
        if points is not None:
            points.setVisible(not self.is_viewed)
        frame.foot.next.setEnabled(not (self.is_viewed and is_last))
        if self.is_viewed:
            frame.foot.set_for_interpreter(True)  # turning a page brought its buttons back
        frame.view.show_view(is_on=self.is_viewed, is_last=is_last)

    def _sleeps(self, event: QKeyEvent) -> bool:
        """Return whether a key must do nothing while the interpreter looks on."""
        keys = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        paging = self._frame.paging
        if self._covers is not None and self._covers.is_covered(paging.current) and keys in _ANSWERING:
            return True
        if paging.is_last and keys in _ONWARD:
            return True
        is_command = "Ctrl+" in keys or "Alt+" in keys or keys in _ELSEWHERE
        return is_command and keys not in _ALLOWED

    def _end_all(self) -> None:
        now = self._screen.now()
        self.assignments = tuple(
            one if one.ended_at else msgspec.structs.replace(one, ended_at=now) for one in self.assignments
        )

    def _sheet_gone(self, _result: int) -> None:
        self.sheet = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the interpreter looks on, let every key sleep that leads elsewhere."""
        if (
            self.is_viewed
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._sleeps(event)
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)
