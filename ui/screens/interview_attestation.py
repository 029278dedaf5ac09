"""The interpreter confirms what she interpreted: a sentence in her language and in German, and her name.

She has no key, so what stands is her name as she gives it and the digest of the interview at that moment.
Whoever does not confirm holds nothing up: "not confirmed" is kept and the reviewer reads it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from intake_app.errors import N_
from intake_app.languages import Words, endonym
from intake_app.records.interpreter import InterpreterAssignment
from ui.interpreting import interpreter_line
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Field
from ui.parts.label import Label, label
from ui.parts.marks import Icon
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, row
from ui.questions.client_words import has_words, in_language
from ui.speaking import Speaking
from ui.trail import attestation_words
from ui.words import _, words

SENTENCE = N_(
    "I have interpreted everything that was said in this conversation completely and faithfully,"
    " and I keep it secret."
)
_OFFICE = "de"  # the language the sentence holds in here


def sentences(tag: str) -> list[tuple[str, str]]:
    """Return the sentence as (language tag, text): the interpreter's language first, then German.

    Only German where the program does not have the sentence in that language: it is read out then.
    """
    german = (_OFFICE, Words.load(_OFFICE)(SENTENCE))
    if not tag or not has_words(tag):
        return [german]
    theirs = in_language(tag, SENTENCE)
    is_missing = theirs == SENTENCE and not tag.startswith("en")
    return [german] if is_missing or tag.split("-", maxsplit=1)[0] == _OFFICE else [(tag, theirs), german]


class AttestationSheet(Sheet):
    """``attested`` carries the name as given and the language the sentence was shown in."""

    attested = Signal(str, str)

    def __init__(self, parent: QWidget, assignment: InterpreterAssignment) -> None:
        super().__init__(parent, lambda: _("The interpreter confirms"), width=620)
        told = sentences(assignment.language)
        self._shown_in = told[0][0] if len(told) > 1 else ""
        who = label("small", "muted")
        who.say(who.setText, lambda: interpreter_line(assignment))
        self.add(who)
        for place, (tag, text) in enumerate(told):
            name = label("small", "muted", text=endonym(tag))
            sentence: Label = label("head" if not place else "body", text=text)
            sentence.speak_language(tag)
            self.add(name, sentence)
        if len(told) == 1 and assignment.language.split("-")[0] != _OFFICE:
            self._aloud = Notice("att", icon="translate")
            self._aloud.tell(
                lambda: _("Please read this sentence out in {language}.",
                          language=words().language_name(assignment.language)),
            )  # fmt: skip
            self.add(self._aloud)
        self.name = Field(
            lambda: _("Name or initials of the interpreter"), lambda: _("The interpreter types this.")
        )
        self.name.line.returnPressed.connect(self.attest)
        self.add(self.name)
        self.say(self.keep.setText, lambda: _("Not now"))
        self.say(self.confirm.setText, lambda: _("Confirm"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.attest)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.name.line.setFocus()

    def attest(self) -> None:
        """Confirm; without a name say what is missing."""
        name = self.name.text()
        self.name.show_error("" if name else lambda: _("Write a name or initials."))
        if not name:
            self.name.line.setFocus()
            return
        self.attested.emit(name, self._shown_in)
        self.close()


class Attestations(Speaking, QFrame):
    """On the page of open points: who interpreted and whether it is confirmed. ``wanted``: assignment id."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._rows = column(gap=8)
        self.setLayout(self._rows)
        self.buttons: list[Button] = []
        self.hide()

    def show_interpreters(self, known: Sequence[InterpreterAssignment]) -> None:
        """Show one line for everybody who interpreted; nothing when nobody did."""
        clear(self._rows)
        self.buttons = []
        took_part = [one for one in known if one.acceptance != "refused"]
        for one in took_part:
            self._rows.add(self._line(one))
        self.setVisible(bool(took_part))

    def _line(self, one: InterpreterAssignment) -> QWidget:
        who = label("body")
        who.say(who.setText, lambda: interpreter_line(one))
        state = label("small", "muted")
        is_done = one.attested_at is not None
        state.say(state.setText, lambda: attestation_words(one))
        items: list[QWidget | tuple[object, int]] = [
            Icon("check-circle" if is_done else "pencil-line", "accent" if is_done else "muted", 18),
            (column(who, state, gap=2), 1),
        ]
        if not is_done:
            button = Button("small", icon="pencil-line")
            button.say(button.setText, lambda: _("Let the interpreter confirm"))
            button.say(button.setAccessibleName, lambda: f"{_('Let the interpreter confirm')}: {one.name}")
            button.clicked.connect(lambda: self.wanted.emit(one.id))
            self.buttons.append(button)
            items.append(button)
        return Card(row(*items, gap=12), margins=(16, 9))  # type: ignore[arg-type]
