"""What to look at again on a card: the form's own words, in both languages, beside the answer.

A message never blocks. It says what is expected, asks whether the answer is right all the same, and takes
a yes: then the answer is kept as said, and nobody asks again.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_app.errors import N_
from intake_app.interview import Interview, NodeView
from ui.look import type as letter
from ui.parts.marks import Icon
from ui.parts.space import row
from ui.questions.client_words import has_words, in_language
from ui.questions.non_answers import StripButton
from ui.questions.panes import Panes, plain_text
from ui.questions.passage import Passage
from ui.speaking import Speaking
from ui.words import _

_EXPECTED = {
    "int": N_("Please give a whole number."),
    "decimal": N_("Please give a number."),
    "date": N_("Please give a date; a year alone is enough."),
    "time": N_("Please give hours and minutes."),
    "dateTime": N_("Please give a date and a time."),
    "geopoint": N_("Please give latitude and longitude."),
}
_LOOK_AGAIN = N_("Please look at this answer again.")
_KEPT = N_("Kept as said.")
_IS_RIGHT = N_("Is {value} right?")
_STILL_OPEN = N_("This question is still open.")


class Message(Speaking, QWidget):
    """An icon, the client's sentence, the counsellor's below it, and the way to keep the answer as said."""

    confirmed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = Icon("warning-circle", "stop", 18)
        self._client = Passage("strong", "stop", self)
        self._counsellor = Passage("small", "stop", self)
        words = QVBoxLayout()
        words.setSpacing(letter.sp(2))
        words.addWidget(self._client)
        words.addWidget(self._counsellor)
        self._keep = StripButton("check", "Ctrl+⏎")
        self._keep.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.say(self._keep.setText, lambda: _("Keep as said"))
        self._keep.clicked.connect(self._keep_clicked)
        words.addLayout(row(self._keep, "*"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(letter.sp(8))
        line.addWidget(self._mark)
        line.addLayout(words, 1)
        self.hide()

    def show_finding(self, interview: Interview, view: NodeView, panes: Panes) -> None:
        """Say what the form expects of an answer that does not fit, and ask whether it is right."""
        value = _short(view.value or "")
        self._keep.setVisible(not view.is_confirmed)
        self._keep.setLayoutDirection(QGuiApplication.layoutDirection())
        if view.is_confirmed:
            kept = _("Kept as said: {value}. It stays marked for the review.", value=value)
            self._show(_in_their_words(panes.client.tag, _KEPT), kept, panes, "muted", "check-circle")
            return
        expected = _EXPECTED.get(view.definition.data_type, "")
        is_type = any(found.ref == view.ref and found.kind == "type" for found in interview.findings())
        generic = expected if is_type and expected else _LOOK_AGAIN
        client, counsellor = self._texts(interview, view, panes, "" if is_type else "constraint", generic)
        asked = _in_their_words(panes.client.tag, _IS_RIGHT, value=value)
        ours = in_language(panes.counsellor.tag, _IS_RIGHT, value=value)
        self._show(f"{client} {asked}".strip(), f"{counsellor} {ours}", panes, "stop", "warning-circle")

    def show_missing(self, interview: Interview, view: NodeView, panes: Panes) -> None:
        """Say that an answer, or one of the non-answers, is still open."""
        self._keep.hide()
        client, counsellor = self._texts(interview, view, panes, "required", _STILL_OPEN)
        self._show(client, counsellor, panes, "att", "circle-dashed")

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    def _texts(
        self, interview: Interview, view: NodeView, panes: Panes, kind: str, generic: str
    ) -> tuple[str, str]:
        texts = []
        for language in (panes.client, panes.counsellor):
            text = ""
            if kind == "constraint":
                text = interview.constraint_message(view.ref, language.name)
            elif kind == "required":
                text = interview.required_message(view.ref, language.name)
            texts.append(plain_text(text) or in_language(language.tag, generic))
        return texts[0], texts[1]

    def _keep_clicked(self) -> None:
        self._keep.setChecked(False)
        self.confirmed.emit()

    def _show(self, client: str, counsellor: str, panes: Panes, tone: str, icon: str) -> None:
        self._mark.show_icon(icon, tone)
        self._client.set_role("strong", tone)
        self._counsellor.set_role("small", tone)
        if panes.is_single:
            self._client.show_text(counsellor, panes.counsellor.tag, panes.counsellor.direction(counsellor))
        else:
            self._client.show_text(client, panes.client.tag, panes.client.direction(client))
        self._client.setVisible(panes.is_single or bool(client))
        below = "" if panes.is_single else counsellor
        self._counsellor.show_text(below, panes.counsellor.tag, panes.counsellor.direction(below))
        self._counsellor.start_from(self.layoutDirection())
        self._counsellor.setVisible(not panes.is_single and client != counsellor)
        self.setAccessibleName(" ".join((client, counsellor)))
        self.show()


def _in_their_words(tag: str, message: str, **facts: object) -> str:
    """Return a sentence of the program in the client's language; empty where it does not speak it."""
    return in_language(tag, message, **facts) if has_words(tag) else ""


def _short(value: str) -> str:
    return value if len(value) <= 24 else value[:23] + "…"
