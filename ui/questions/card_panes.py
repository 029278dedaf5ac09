"""The two sides of a question card: the counsellor's, small, and the client's, large with the answer."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.forms.definition import NodeDefinition
from intake_app.interview import Interview, NodeView, Worded
from ui.look import type as letter
from ui.parts.button import Button
from ui.parts.label import Label, label
from ui.parts.space import column
from ui.questions.card_sensitive import WHY, is_sensitive, own_why
from ui.questions.field import AnswerField
from ui.questions.marks import Marks, show_if
from ui.questions.message import Message
from ui.questions.panes import PaneLanguage, Panes, plain_text
from ui.questions.passage import Passage
from ui.speaking import Speaking
from ui.words import _


class CounsellorPane(Speaking, QWidget):
    """Number, the question in the counsellor's language, hint, folded guidance, marks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.meta: Label = label("small", "muted")
        self.told = Passage("body", "muted", self)
        self._hint = Passage("small", "muted", self)
        self._guidance: Passage | None = None
        self._guidance_words = ("", PaneLanguage(""))
        self._more: Button | None = None
        self._remark: Label | None = None
        self._why: Label | None = None
        self._folded = QVBoxLayout()
        self._marks_place = QVBoxLayout()
        self.marks = Marks(self._marks_place)
        for place in (self._folded, self._marks_place):
            place.setSpacing(letter.sp(4))
        self.setLayout(column(self.meta, self.told, self._hint, self._folded, self._marks_place, "*", gap=4))

    def show_words(
        self, interview: Interview, ref: str, panes: Panes, told: Worded, *, is_main: bool
    ) -> None:
        """Show the question; ``is_main`` when the client's language has no text of its own."""
        spoken = spoken_language(interview, told.language) if told.is_fallback else panes.counsellor
        text = plain_text(told.text)
        self.told.set_role("strong" if is_main else "body", "text" if is_main else "muted")
        self.told.show_text(text, spoken.tag, spoken.direction(text))
        show_if(self.told, not panes.is_single)
        hint = (
            "" if panes.is_single else plain_text(interview.worded(ref, "hint", panes.counsellor.name).text)
        )
        self._hint.show_text(hint, panes.counsellor.tag, panes.counsellor.direction(hint))
        show_if(self._hint, bool(hint))
        guidance = plain_text(interview.worded(ref, "guidance", panes.counsellor.name).text)
        self._show_guidance(guidance, panes.counsellor)

    def show_meta(self, words: str) -> None:
        """Show number and kind of the question."""
        self.meta.setText(words)
        show_if(self.meta, bool(words))

    def show_sensitive(self, definition: NodeDefinition) -> None:
        """Mark a sensitive question quietly, and say why it is asked where its hint does not."""
        if not is_sensitive(definition):
            return
        self.marks.show("sensitive", is_shown=True)
        if self._why is None:
            self._why = label("small", "muted")
            self._marks_place.addWidget(self._why)
            self._why.say(self._why.setText, lambda: own_why(definition) or _(WHY))
        show_if(self._why, bool(own_why(definition)) or self._hint.isHidden())

    def show_remark(self, text: str) -> None:
        """Show the supervisor's remark."""
        self.marks.show("remark", is_shown=bool(text))
        if self._remark is None and text:
            self._remark = label("small", "att")
            self._marks_place.addWidget(self._remark)
        if self._remark is not None:
            self._remark.setText(text)
            show_if(self._remark, bool(text))

    def _show_guidance(self, text: str, language: PaneLanguage) -> None:
        self._guidance_words = (text, language)
        if not text and self._more is None:
            return
        if self._more is None:
            self._more = Button("ghost", icon="caret-down")
            self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._folded.addWidget(self._more)
            self._more.say(self._more.setText, lambda: _("About this question"))
            self._more.clicked.connect(self._fold)
            self._guidance = Passage("small", "muted", self)
            self._guidance.hide()
            self._folded.addWidget(self._guidance)
        show_if(self._more, bool(text))
        assert self._guidance is not None
        self._guidance.show_text(text, language.tag, language.direction(text))

    def _fold(self) -> None:
        assert self._guidance is not None
        assert self._more is not None
        self._guidance.setVisible(self._guidance.isHidden())
        self._more.set_icon("caret-down" if self._guidance.isHidden() else "caret-up")


class ClientPane(Speaking, QWidget):
    """The question and its hint in the client's language, the field, what to look at again."""

    confirmed = Signal()  # the answer is right although it does not fit

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = Passage("clientb", "text", self)
        self._hint = Passage("body", "muted", self)
        self._message: Message | None = None
        self._none_yet: Label | None = None
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self._marks_above, self.marks = Marks(self._above), Marks(self._below)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._above)
        self._column.addWidget(self.question)
        self._column.addWidget(self._hint)
        self._column.addLayout(self._below)
        self._column.addStretch(1)
        self.fit(lambda: self._column.setSpacing(letter.sp(8)))

    def hold(self, field: AnswerField, before: AnswerField | None = None) -> None:
        """Take the field in, in place of the one before."""
        if before is None:
            self._column.insertWidget(self._column.indexOf(self._hint) + 1, field)
        else:
            self._column.replaceWidget(before, field)
            before.hide()
            before.deleteLater()
        field.show()

    def hold_media(self, media: QWidget) -> None:
        """Take picture and recordings in, between the question and its hint."""
        self._column.insertWidget(2, media)

    def show_words(self, text: str, language: PaneLanguage, hint: str, client: PaneLanguage) -> None:
        """Show question and hint; an empty ``text`` when the language has none."""
        self.question.show_text(text, language.tag, language.direction(text))
        show_if(self.question, bool(text))
        self._hint.show_text(hint, client.tag, client.direction(hint))
        show_if(self._hint, bool(hint))

    def show_missing(self, says: Callable[[], str], *, is_withheld: bool = False) -> None:
        """Show that the translation is missing or withheld, and what stands instead (nothing: all well)."""
        is_missing = bool(says())
        self._marks_above.show("missing", is_shown=is_missing and not is_withheld, says=says)
        self._marks_above.show("withheld", is_shown=is_missing and is_withheld, says=says)

    def missing_text(self) -> str:
        """Return what is said about a missing translation."""
        return self._marks_above.text("missing") or self._marks_above.text("withheld")

    def show_nothing_offered(self, is_so: bool) -> None:
        """Say that there is nothing to choose from yet."""
        if self._none_yet is None and is_so:
            self._none_yet = label("small", "muted")
            self._below.addWidget(self._none_yet)
            words = self._none_yet
            words.say(words.setText, lambda: _("Nothing to choose from yet; an earlier answer decides."))
        if self._none_yet is not None:
            show_if(self._none_yet, is_so)

    def show_finding(self, interview: Interview, view: NodeView, panes: Panes) -> None:
        """Say what the form expects."""
        self._the_message().show_finding(interview, view, panes)

    def show_still_open(self, interview: Interview, view: NodeView, panes: Panes) -> None:
        """Say that the question is still open."""
        self._the_message().show_missing(interview, view, panes)

    def clear_message(self) -> None:
        """Say nothing."""
        if self._message is not None:
            self._message.clear()

    def message_text(self) -> str:
        """Return what is said about the answer; empty when nothing is."""
        return self._message.accessibleName() if self._message and not self._message.isHidden() else ""

    def _the_message(self) -> Message:
        if self._message is None:
            self._message = Message(self)
            self._message.confirmed.connect(self.confirmed)
            self._below.addWidget(self._message)
        return self._message


def spoken_language(interview: Interview, name: str) -> PaneLanguage:
    """Return a language of the form by its name."""
    tags = {known.name: known.tag for known in interview.form.languages}
    return PaneLanguage(name, tags.get(name, ""))
