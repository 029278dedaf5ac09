"""What is still open before an interview is completed: the way to each, and the choice to leave it so."""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from intake_app.errors import N_
from intake_app.interview import Interview, Page
from intake_app.records.interview_record import Remark
from ui.look import type as letter
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.flow import flow
from ui.parts.label import Label, label
from ui.parts.space import column, row
from ui.questions.marks import chip_with
from ui.questions.panes import plain_text
from ui.screens.interview_attestation import Attestations
from ui.speaking import Speaking
from ui.words import _

PointKind = Literal["constraint", "type", "required", "later", "remark"]

_KINDS: dict[PointKind, tuple[str, str, str]] = {
    "constraint": (N_("Please look again"), "stop", "warning-circle"),
    "type": (N_("Please look again"), "stop", "warning-circle"),
    "remark": (N_("Remark from the review"), "att", "chat-text"),
    "later": (N_("Put off until later"), "sunken", "skip-forward"),
    "required": (N_("No answer yet"), "att", "circle-dashed"),
}


class OpenPoint(msgspec.Struct, frozen=True):
    """One question to go back to. ``why`` is the form's own sentence or the remark."""

    ref: str
    number: str
    question: str
    kind: PointKind
    why: str = ""


class OpenPoints(Speaking, QScrollArea):
    """The last page. ``chosen`` carries the ref of the question to go to."""

    chosen = Signal(str)
    not_asked = Signal()  # every question without an answer was not asked
    feedback_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(self.setAccessibleName, lambda: _("What is still open"))
        self._place = QWidget()
        self._place.setObjectName("plain")
        self.setWidget(self._place)
        self._title = label("title", wrap=False)
        self.say(self._title.setText, lambda: _("What is still open"))
        self._lead: Label = label("body", "muted")
        self._count = 0
        self._progress = (0, 0)
        self.say(self._lead.setText, self._lead_words)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(letter.sp(8))
        self._none_asked = Button("small", icon="skip-forward")
        self.say(self._none_asked.setText, lambda: _("Record “not asked” for all without an answer"))
        self._none_asked.clicked.connect(self.not_asked)
        self.feedback_button = Button("small", icon="chat-circle-text")
        self.say(self.feedback_button.setText, lambda: _("Ask for feedback"))
        self.feedback_button.clicked.connect(self.feedback_wanted)
        ends = flow(self._none_asked, self.feedback_button)
        self.attestations = Attestations()
        whole = column(self._title, self._lead, 8, self._rows, 8, ends, 8, self.attestations, "*", gap=4,
                       margins=(21, 16))  # fmt: skip
        self._place.setLayout(whole)
        self._buttons: list[Button] = []

    def show_points(self, points: Sequence[OpenPoint], answered: int, asked: int) -> None:
        """Show the open points in the order of the form."""
        had_focus = any(button.hasFocus() for button in self._buttons)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        self._count, self._progress = len(points), (answered, asked)
        self._lead.setText(self._lead_words())
        self._none_asked.setVisible(any(point.kind == "required" for point in points))
        for point in points:
            self._rows.addWidget(self._line(point))
        if had_focus:
            QTimer.singleShot(0, self, self.focus_first)  # once the new lines are shown

    def focus_first(self) -> None:
        """Give the focus to the first way back, where there is one."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, point: OpenPoint) -> QWidget:
        says, kind, icon = _KINDS[point.kind]
        number = label("small", "muted", wrap=False, text=point.number)
        number.setMinimumWidth(letter.px(40))
        question = label("body", text=point.question)
        chip = chip_with(kind, icon)
        chip.say(chip.setText, lambda: _(says))
        why = label("small", "muted", text=point.why)
        if not point.why:
            why.hide()
        go = Button("small", trail="arrow-right")
        go.say(go.setText, lambda: _("Go there"))
        go.say(go.setAccessibleName, lambda: ": ".join((_("Go there"), point.question)))
        go.clicked.connect(lambda: self.chosen.emit(point.ref))
        self._buttons.append(go)
        texts = column(question, why, gap=2)
        return Card(row(number, (texts, 1), chip, go, gap=12), margins=(16, 9))

    def _lead_words(self) -> str:
        answered, asked = self._progress
        done = _("{answered} of {asked} questions are answered.", answered=answered, asked=asked)
        if not self._count:
            rest = _("Nothing that needs an answer is open.") if answered < asked else _("Nothing is open.")
            return " ".join((rest, done))
        return " ".join((done, _("Go to what is open, or say why there is no answer.")))


def collect_points(
    interview: Interview,
    pages: Sequence[Page],
    number: Callable[[str], str],
    *,
    language: str,
    remarks: Sequence[Remark],
) -> list[OpenPoint]:
    """Return everything to go back to, in the order of the form, each question once."""
    order = {ref: n for n, ref in enumerate(ref for page in pages for ref in page.questions)}
    found: dict[str, tuple[PointKind, str]] = {}
    for remark in remarks:
        if not remark.settled:
            found[remark.ref] = ("remark", remark.text)
    for finding in interview.findings():
        found.setdefault(finding.ref, (finding.kind, plain_text(finding.message.get(language, ""))))
    for ref in interview.put_off_refs():
        found.setdefault(ref, ("later", ""))
    points = [
        OpenPoint(ref, number(ref), plain_text(interview.label(ref, language)), kind, why)
        for ref, (kind, why) in found.items()
        if ref in order
    ]
    return sorted(points, key=lambda point: order[point.ref])
