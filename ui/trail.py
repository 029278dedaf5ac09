"""How each answer reached the person: language shown, review, oral translation, who interpreted; in marks.

A reader weighs an answer by it. What is missing (an undertaking, a confirmation) is said, never left out.
"""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from intake_app.records.interpreter import InterpreterAssignment
from intake_app.records.interview_record import AnswerLine, InterviewReading
from ui.interpreting import interpreter_line, mode_words, secrecy_words
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.label import label
from ui.parts.marks import Icon
from ui.parts.space import clear, column, row
from ui.words import _, set_apart, words

AnswerMark = tuple[str, str, str]  # icon, text, tone


def trail_marks(line: AnswerLine, reading: InterviewReading) -> list[AnswerMark]:
    """Return the marks of one answer: language first shown and shown last, interpreter, oral, unreviewed."""
    marks: list[AnswerMark] = []
    if line.language:
        shown = _language(line.language, reading)
        if line.first_language:
            before = _language(line.first_language, reading)
            said = _("asked in {language}, corrected; first in {before}", language=shown, before=before)
            marks.append(("chat-text", said, "muted"))
        else:
            marks.append(("chat-text", _("asked in {language}", language=shown), "muted"))
    who = next((one for one in reading.interpreters if one.id == line.interpreter), None)
    if who is not None:
        marks.append(("headset", f"{set_apart(who.name)}, {mode_words(who.mode)}".strip(", "), "muted"))
    if line.oral:
        marks.append(("translate", _("translated orally"), "att"))
    if line.is_confirmed:
        marks.append(("check-circle", _("unusual, kept as said"), "att"))
    if line.disputed:
        said = _("The person says this is wrong: {words}", words=set_apart(line.disputed))
        marks.append(("warning", said, "att"))
    if not line.reviewed:
        marks.append(("robot", _("translation not reviewed"), "prov"))
    return marks


def interpreting_chips(reading: InterviewReading) -> list[Chip]:
    """Return in few words who interpreted and what is missing, for a reviewer."""
    took_part = [one for one in reading.interpreters if one.acceptance != "refused"]
    chips = []
    for one in took_part:
        name = words().language_name(one.language)
        chips.append(Chip("line", icon="headset", text=f"{name}, {mode_words(one.mode)}", wraps=True))
    if any(not one.secrecy_on for one in took_part):
        chips.append(Chip("att", icon="warning", text=secrecy_words(""), wraps=True))
    if reading.changed_since:
        chips.append(
            Chip("att", icon="pencil-line", text=_("Changed after the interpreter confirmed"), wraps=True)
        )
    if any(one.attested_at is None for one in took_part):
        chips.append(Chip("att", icon="pencil-line", text=_("Not confirmed by the interpreter"), wraps=True))
    return chips


class InterpretersCard(Card):
    """Who interpreted in one interview: how, under which secrecy, accepted or refused, confirmed or not."""

    def __init__(self) -> None:
        super().__init__(gap=10, margins=(16, 12))
        self.hide()

    def show_interpreters(
        self, known: Sequence[InterpreterAssignment], changed_since: Sequence[str] = ()
    ) -> None:
        """Show one entry for each; nothing when there is none. ``changed_since``: confirmed too early."""
        clear(self.body)
        heading = label("head")
        heading.say(heading.setText, lambda: _("Interpreting"))
        if known:
            self.body.add(heading)
        for one in known:
            self.body.add(_entry(one, is_changed=one.id in changed_since))
        self.setVisible(bool(known))


def attestation_words(one: InterpreterAssignment) -> str:
    """Return whether the interpreter confirmed what she interpreted."""
    if one.attested_at is None:
        return _("Not confirmed by the interpreter")
    name = set_apart(one.attested_as)
    return _("Confirmed at {time} as “{name}”", time=words().time(one.attested_at), name=name)


def _entry(one: InterpreterAssignment, *, is_changed: bool) -> QWidget:
    who = label("body")
    who.say(who.setText, lambda: interpreter_line(one))
    lines = [who]
    facts = [*_facts(one), *([_changed_words] if is_changed else [])]
    for says in facts:
        fact = label("small", "muted")
        fact.say(fact.setText, says)
        lines.append(fact)
    entry = QWidget()
    entry.setObjectName("plain")
    icon = Icon("prohibit" if one.acceptance == "refused" else "headset", "muted", 18)
    entry.setLayout(row(icon, (column(*lines, gap=2), 1), gap=12))
    return entry


def _facts(one: InterpreterAssignment) -> Iterator[Callable[[], str]]:
    accepted = {
        "accepted": lambda: _("The client accepted the interpreter."),
        "refused": lambda: _("The client refused the interpreter."),
        "not-asked": lambda: _("The client was not asked about the interpreter."),
    }
    yield accepted[one.acceptance]
    if one.reason:
        yield lambda: _("Why a relative had to help: {reason}", reason=set_apart(one.reason))
    yield lambda: secrecy_words(one.secrecy_on)
    if one.acceptance != "refused":
        yield lambda: attestation_words(one)


def _changed_words() -> str:
    return _("Answers were changed after that.")


def _language(name: str, reading: InterviewReading) -> str:
    tag = reading.languages.get(name, "")
    return words().language_name(tag) if tag else name
