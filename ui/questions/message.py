"""What to look at again on a card: the form's own words, in both languages, beside the answer.

A message never blocks. It says what is expected and that one may simply go on if the answer is right.
"""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_app.errors import N_
from intake_app.interview import Interview, NodeView
from ui.look import type as letter
from ui.parts.marks import Icon
from ui.questions.client_words import in_language
from ui.questions.panes import Panes, plain_text
from ui.questions.passage import Passage
from ui.speaking import Speaking
from ui.words import _

_EXPECTED = {
    "int": N_("Please give a whole number."),
    "decimal": N_("Please give a number."),
    "date": N_("Please give day, month and year."),
    "time": N_("Please give hours and minutes."),
    "dateTime": N_("Please give a date and a time."),
    "geopoint": N_("Please give latitude and longitude."),
}
_LOOK_AGAIN = N_("Please look at this answer again.")
_STILL_OPEN = N_("This question is still open.")


class Message(Speaking, QWidget):
    """An icon, the client's sentence, the counsellor's below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = Icon("warning-circle", "stop", 18)
        self._client = Passage("strong", "stop", self)
        self._counsellor = Passage("small", "stop", self)
        words = QVBoxLayout()
        words.setSpacing(letter.sp(2))
        words.addWidget(self._client)
        words.addWidget(self._counsellor)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(letter.sp(8))
        line.addWidget(self._mark)
        line.addLayout(words, 1)
        self.hide()

    def show_finding(self, interview: Interview, view: NodeView, panes: Panes) -> None:
        """Say what the form expects of an answer that does not fit."""
        expected = _EXPECTED.get(view.definition.data_type, "")
        is_type = any(found.ref == view.ref and found.kind == "type" for found in interview.findings())
        generic = expected if is_type and expected else _LOOK_AGAIN
        client, counsellor = self._texts(interview, view, panes, "" if is_type else "constraint", generic)
        keep = _("If {value} is right, simply go on.", value=_short(view.value or ""))
        self._show(client, f"{counsellor} {keep}", panes, "stop", "warning-circle")

    def show_missing(self, interview: Interview, view: NodeView, panes: Panes) -> None:
        """Say that an answer, or one of the non-answers, is still open."""
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

    def _show(self, client: str, counsellor: str, panes: Panes, tone: str, icon: str) -> None:
        self._mark.show_icon(icon, tone)
        self._client.set_role("strong", tone)
        self._counsellor.set_role("small", tone)
        if panes.is_single:
            self._client.show_text(counsellor, panes.counsellor.tag, panes.counsellor.direction(counsellor))
        else:
            self._client.show_text(client, panes.client.tag, panes.client.direction(client))
        below = "" if panes.is_single else counsellor
        self._counsellor.show_text(below, panes.counsellor.tag, panes.counsellor.direction(below))
        self._counsellor.start_from(self.layoutDirection())
        self._counsellor.setVisible(not panes.is_single and client != counsellor)
        self.setAccessibleName(" ".join((client, counsellor)))
        self.show()


def _short(value: str) -> str:
    return value if len(value) <= 24 else value[:23] + "…"
