"""One question as a card: the counsellor's text small, the client's large, the answer under it.

Two levels, as in a spreadsheet. On card level single keys act: 1-9 choose, M notes, T marks "translated
orally", S puts off, 0 opens the non-answers, Backspace clears. Enter goes into the field, where
letters are letters; Esc comes back. The card shows what the interview has and never keeps an answer itself.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from intake_app.interview import Interview, NodeView, Worded
from ui.look import theme
from ui.look import type as letter
from ui.parts.button import Button
from ui.parts.chip import Chip
from ui.parts.label import Label, label
from ui.parts.space import column, row, rule
from ui.questions.card_foot import CardFoot
from ui.questions.catalogue import field_for, is_list
from ui.questions.choice_field import ChoiceField
from ui.questions.choice_list import ListField
from ui.questions.field import AnswerField
from ui.questions.message import Message
from ui.questions.non_answers import NON_ANSWERS, reason_words
from ui.questions.numbers import western_digits
from ui.questions.panes import PaneLanguage, Panes, ShownChoice, plain_text
from ui.questions.passage import Passage
from ui.speaking import Speaking
from ui.words import _

_PANE = {"wide": 240, "medium": 196, "narrow": 0}  # px of the counsellor's pane


class QuestionBox(Speaking, QWidget):
    """A question card. Every act of a person is a signal with the ref first; the room answers with
    ``redraw``.
    """

    answered = Signal(str, object)  # ref, value or None
    non_answered = Signal(str, str)  # ref, reason; the same reason again takes it back
    noted = Signal(str, str)  # ref, note
    marked_oral = Signal(str, bool)  # ref
    postponed = Signal(str)  # ref; again takes it back
    moved = Signal(int)  # to another card: -1 up, 1 down

    def __init__(
        self, interview: Interview, ref: str, *, number: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.ref = ref
        self._interview = interview
        self._number = number
        self._panes: Panes | None = None
        self._remark = ""
        self._is_current = False
        self._asks_required = False
        self._awaits_reason = False
        self._is_later = False
        self._width = "wide"
        view = interview.node(ref)
        self._is_many = view.definition.control == "select"
        self._is_many_or_one = view.definition.control in {"select", "select1", "rank"}
        self.is_note = view.is_note
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build(view)
        self.fit(self._fit)

    # what others see of the card

    @property
    def is_later(self) -> bool:
        """Return whether the question was put off until later."""
        return self._is_later

    def show_words(self, panes: Panes) -> None:
        """Show every text of the card in the languages of ``panes``; the answer stays as it is."""
        self._panes = panes
        client, counsellor = panes.client, panes.counsellor
        asked = self._interview.worded(self.ref, "label", client.name)
        told = self._interview.worded(self.ref, "label", counsellor.name)
        is_missing = asked.is_fallback and not panes.is_single
        reads_other = is_missing and asked.language != counsellor.name  # a third language helps out
        shown = asked if not is_missing or reads_other else Worded()
        spoken = self._spoken(asked.language) if reads_other else client
        text = plain_text(shown.text) or ("" if is_missing else plain_text(asked.text))
        self._client_pane.setLayoutDirection(spoken.direction(text or plain_text(told.text)))
        self._question.show_text(text, spoken.tag, spoken.direction(text))
        self._question.setVisible(bool(text))
        hint = self._interview.worded(self.ref, "hint", client.name)
        hint_text = "" if hint.is_fallback and not panes.is_single else plain_text(hint.text)
        self._hint.show_text(hint_text, client.tag, client.direction(hint_text))
        self._hint.setVisible(bool(hint_text))
        self._show_counsellor_words(panes, told, is_main=is_missing and not reads_other)
        self._missing.setVisible(asked.is_fallback)
        if asked.is_fallback:
            self._missing.setText(self._missing_words(reads_other=reads_other, language=asked.language))
        self._unreviewed.setVisible(asked.review == "unreviewed" and not asked.is_fallback)
        self._show_choices()
        self._foot.show_oral(is_offered=asked.is_fallback, is_on=self._interview.node(self.ref).oral)
        name = ", ".join(part for part in (text, "" if panes.is_single else plain_text(told.text)) if part)
        self.setAccessibleName(name or self._number)
        self.field.name_for_readers(name or self._number)
        self._place_panes()
        self._show_messages()

    def speaks(self, panes: Panes) -> bool:
        """Return whether the card's texts are in the languages of ``panes``."""
        return self._panes == panes

    def redraw(self, *, has_new_texts: bool = True) -> None:
        """Show what the interview has now: answer, validity, and texts or choices that follow an answer."""
        view = self._interview.node(self.ref)
        if self._panes is not None and has_new_texts and self._follows_answers:
            self.show_words(self._panes)
        self.field.show_answer(None if view.non_answer else view.value)
        self.field.set_readonly(view.readonly)
        self._foot.show_state(view.non_answer, view.note)
        self._foot.show_oral(is_offered=self._missing.isVisibleTo(self), is_on=view.oral)
        self._reason.setVisible(bool(view.non_answer) and not self._is_current)
        if view.non_answer:
            self._reason.setText(_("Without an answer: {reason}", reason=reason_words(view.non_answer)))
        self._show_messages()

    def set_current(self, is_current: bool) -> None:
        """Show the card as the one being asked."""
        if is_current != self._is_current:
            self._is_current = is_current
            self._awaits_reason = False
            view = self._interview.node(self.ref)
            self._foot.set_current(is_current and not self.is_note)
            self._reason.setVisible(bool(view.non_answer) and not is_current)
            self.update()

    def set_arranged(self, width: str) -> None:
        """Lay out for ``wide``, ``medium`` or ``narrow``."""
        if width != self._width:
            self._width = width
            self._foot.show_keys(width != "narrow")
            self._place_panes()

    def set_required_shown(self, is_shown: bool) -> None:
        """From now on say what is still missing (after a look at the open points)."""
        self._asks_required = is_shown
        self._show_messages()

    def set_number(self, number: str) -> None:
        """Show the question's number in the interview (``4.2``)."""
        if number != self._number:
            self._number = number
            self._meta.setText(self._meta_words())
            self._meta.setVisible(bool(self._meta.text()))

    def set_later(self, is_later: bool) -> None:
        """Show the question as put off until later."""
        self._is_later = is_later
        self._later.setVisible(is_later)

    def show_remark(self, text: str) -> None:
        """Show the supervisor's remark on this answer."""
        self._remark = text
        self._remark_chip.setVisible(bool(text))
        self._remark_text.setVisible(bool(text))
        self._remark_text.setText(text)

    def set_answer(self, value: str | None) -> None:
        """Give ``value`` through the card's own widgets, as a person would."""
        self.field.take(value)

    def set_non_answer(self, reason: str) -> None:
        """Give a typed non-answer as a person would; F2 to F5."""
        if not self.is_note:
            self.non_answered.emit(self.ref, reason)

    def clear(self) -> None:
        """Take the answer back."""
        view = self._interview.node(self.ref)
        if view.non_answer:
            self.non_answered.emit(self.ref, view.non_answer)
        elif view.value and not view.readonly:
            self.answered.emit(self.ref, None)

    def flush(self) -> None:
        """Give what was typed and not yet given."""
        self.field.flush()
        self._foot.flush()

    def edit_note(self) -> None:
        """Open the note and go into it."""
        self._foot.edit_note()

    # building

    def _build(self, view: NodeView) -> None:
        definition = view.definition
        self._follows_answers = definition.itemset is not None or self._has_outputs(view)
        self._client_pane = QWidget(self)
        self.field = self._make_field(view)
        self._question = Passage("clientb", "text", self._client_pane)
        self._hint = Passage("body", "muted", self._client_pane)
        self._none_yet = label("small", "muted")
        self.say(self._none_yet.setText, lambda: _("Nothing to choose from yet; an earlier answer decides."))
        self._missing = Chip("att", icon="translate")
        self._reason = Chip("soft", icon="hand")
        self._message = Message(self._client_pane)
        self._client_column = QVBoxLayout(self._client_pane)
        self._client_column.setContentsMargins(0, 0, 0, 0)
        above, below = (
            (self._missing, self._question, self._hint),
            (self._none_yet, self._reason, self._message),
        )
        for widget in (*above, self.field, *below):
            self._client_column.addWidget(widget)
        self._client_column.addStretch(1)
        for chip in (self._missing, self._reason):
            self._client_column.setAlignment(chip, Qt.AlignmentFlag.AlignLeft)
        self._counsellor_pane = self._build_counsellor_pane()
        self._rule = rule("v")
        self._foot = CardFoot(self)
        self._foot.reasoned.connect(lambda reason: self.non_answered.emit(self.ref, reason))
        self._foot.noted.connect(lambda text: self.noted.emit(self.ref, text))
        self._foot.marked_oral.connect(lambda is_on: self.marked_oral.emit(self.ref, is_on))
        self._foot.postponed.connect(lambda: self.postponed.emit(self.ref))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._counsellor_pane)
        self._body.addWidget(self._rule)
        self._body.addWidget(self._client_pane, 1)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._body)
        self._whole.addWidget(self._foot)
        for part in (self._missing, self._none_yet, self._reason, self._later):
            part.hide()
        self.show_remark("")

    def _make_field(self, view: NodeView) -> AnswerField:
        definition = view.definition
        offered = len(self._interview.choices(self.ref)) if definition.control in {"select", "select1"} else 0
        self._is_list = is_list(definition, offered)
        shown_only = self.is_note or (view.readonly and bool(definition.calculate))
        field = field_for(definition, offered=offered, is_shown_only=shown_only, parent=self._client_pane)
        field.answered.connect(lambda value: self.answered.emit(self.ref, value))
        if isinstance(field, ListField):
            field.closed.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        return field

    def _build_counsellor_pane(self) -> QWidget:
        pane = QWidget(self)
        self._meta: Label = label("small", "muted")
        self.say(self._meta.setText, self._meta_words)
        self._told = Passage("body", "muted", pane)
        self._told_hint = Passage("small", "muted", pane)
        self._guidance = Passage("small", "muted", pane)
        self._more = Button("ghost")
        self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.say(self._more.setText, lambda: _("Notes on this question"))
        self._more.clicked.connect(lambda: self._guidance.setVisible(not self._guidance.isVisibleTo(pane)))
        self._unreviewed = Chip("prov", icon="robot")
        self.say(self._unreviewed.setText, lambda: _("Translation not reviewed"))
        self._later = Chip("sunken", icon="skip-forward")
        self.say(self._later.setText, lambda: _("Put off until later"))
        self._remark_chip = Chip("att", icon="chat-text")
        self.say(self._remark_chip.setText, lambda: _("Remark from the review"))
        self._remark_text: Label = label("small", "att")
        stack = column(self._meta, self._told, self._told_hint, self._more, self._guidance, gap=4)
        for chip in (self._unreviewed, self._later, self._remark_chip):
            stack.addLayout(row(chip, "*", gap=0))
        stack.add(self._remark_text, "*")
        for hidden in (self._more, self._guidance):
            hidden.hide()
        pane.setLayout(stack)
        return pane

    def _fit(self) -> None:
        side, end = letter.sp(16), letter.sp(11)
        self._whole.setContentsMargins(side, end, side, end)
        self._whole.setSpacing(letter.sp(9))
        self._body.setSpacing(letter.sp(16))
        self._client_column.setSpacing(letter.sp(8))
        if self._panes is not None:
            self.show_words(self._panes)

    # showing

    def _show_counsellor_words(self, panes: Panes, told: Worded, *, is_main: bool) -> None:
        counsellor = self._spoken(told.language) if told.is_fallback else panes.counsellor
        text = plain_text(told.text)
        self._told.set_role("strong" if is_main else "body", "text" if is_main else "muted")
        self._told.show_text(text, counsellor.tag, counsellor.direction(text))
        self._told.setVisible(not panes.is_single)
        hint = self._interview.worded(self.ref, "hint", panes.counsellor.name)
        hint_text = "" if panes.is_single else plain_text(hint.text)
        self._told_hint.show_text(hint_text, panes.counsellor.tag, panes.counsellor.direction(hint_text))
        self._told_hint.setVisible(bool(hint_text))
        guidance = plain_text(self._interview.worded(self.ref, "guidance", panes.counsellor.name).text)
        self._guidance.show_text(guidance, panes.counsellor.tag, panes.counsellor.direction(guidance))
        self._more.setVisible(bool(guidance))

    def _show_choices(self) -> None:
        assert self._panes is not None
        interview, panes = self._interview, self._panes
        theirs = interview.choices(self.ref, panes.client.name)
        ours: dict[str, str] = {}
        if theirs and not panes.is_single:
            ours = {
                one.value: plain_text(one.label) for one in interview.choices(self.ref, panes.counsellor.name)
            }
        shown = tuple(
            ShownChoice(
                one.value, plain_text(one.label) or one.value, ours.get(one.value, ""), one.is_fallback
            )
            for one in theirs
        )
        if self._is_list != is_list(interview.node(self.ref).definition, len(shown)):
            self._change_field()  # a filter now leaves many more choices, or far fewer
        self.field.show_words(shown, self._panes)
        self._none_yet.setVisible(not shown and self._is_many_or_one)

    def _show_messages(self) -> None:
        """Say what to look at again, in both languages; never in anybody's way."""
        if self._panes is None:
            return
        view = self._interview.node(self.ref)
        given = bool(view.value) or bool(view.non_answer)
        if given and not view.valid and not view.non_answer:
            self._message.show_finding(self._interview, view, self._panes)
            self.field.set_bad(True)
            return
        self.field.set_bad(False)
        if self._asks_required and view.required and not given:
            self._message.show_missing(self._interview, view, self._panes)
        else:
            self._message.clear()

    def _place_panes(self) -> None:
        """Put the panes side by side, or on top of each other where there is no room for two."""
        if self._panes is None:
            return
        is_stacked = self._width == "narrow" or self._panes.is_single
        direction = QBoxLayout.Direction
        if self._panes.is_single:
            self._body.setDirection(direction.TopToBottom)
        elif is_stacked:
            self._body.setDirection(direction.BottomToTop)  # the client's on top
        else:
            self._body.setDirection(
                direction.RightToLeft if self._panes.is_swapped else direction.LeftToRight
            )
        self._rule.setVisible(not is_stacked)
        self._body.setSpacing(letter.sp(6 if is_stacked else 16))
        if is_stacked:
            self._counsellor_pane.setMinimumWidth(0)
            self._counsellor_pane.setMaximumWidth(16777215)
        else:
            self._counsellor_pane.setFixedWidth(letter.px(_PANE[self._width]))
        self._meta.setVisible(bool(self._meta.text()))

    def _meta_words(self) -> str:
        view = self._interview.node(self.ref).definition
        kind = ""
        if self._is_many:
            kind = _("Several possible")
        elif view.control == "rank":
            kind = _("In order: first the most important")
        elif view.control == "input" and view.data_type in {"int", "decimal"} and not self.is_note:
            kind = _("Number")
        return "  ·  ".join(part for part in (self._number, kind) if part)

    def _missing_words(self, *, reads_other: bool, language: str) -> str:
        if reads_other:
            return _("Not translated yet – shown in {language}", language=self._spoken(language).name)
        return _("Not translated yet – please interpret")

    def _spoken(self, name: str) -> PaneLanguage:
        tags = {known.name: known.tag for known in self._interview.form.languages}
        return PaneLanguage(name, tags.get(name, ""))

    def _change_field(self) -> None:
        before, view = self.field, self._interview.node(self.ref)
        self.field = self._make_field(view)
        self._client_column.replaceWidget(before, self.field)
        before.hide()
        before.deleteLater()
        self.field.show()
        self.field.show_answer(None if view.non_answer else view.value)

    @staticmethod
    def _has_outputs(view: NodeView) -> bool:
        definition = view.definition
        return any(
            not isinstance(part, str)
            for wording in (definition.label, definition.hint)
            for text in wording.texts.values()
            for part in text
        )

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        is_typing = focus is not self and isinstance(focus, QLineEdit | QPlainTextEdit)
        key = event.key()
        if key == Qt.Key.Key_Escape and focus is not self:
            if isinstance(self.field, ListField):
                self.field.close_list()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if is_typing:
                self.flush()
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._enter_or_choose(focus)
        elif is_typing or not self._card_key(event):
            if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                self._step(-1 if key == Qt.Key.Key_Up else 1)
            elif not (is_typing and event.text()):
                super().keyPressEvent(event)

    def _enter_or_choose(self, focus: QWidget | None) -> None:
        if focus is self or focus is None:
            self.field.enter()
        elif isinstance(focus, QAbstractButton):
            focus.click()

    def _step(self, by: int) -> None:
        if not (isinstance(self.field, ChoiceField) and self.field.step(by)):
            self.moved.emit(by)

    def _card_key(self, event: QKeyEvent) -> bool:
        """Act on a single key of card level; False when it means nothing here."""
        key, text = event.key(), western_digits(event.text())
        if text.isdigit() and len(text) == 1 and not self.is_note:
            return self._digit(int(text), event.text())
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and isinstance(self.field, ChoiceField):
            forth = (
                Qt.Key.Key_Left
                if self._client_pane.layoutDirection().name == "RightToLeft"
                else Qt.Key.Key_Right
            )
            return self.field.step(1 if key == forth else -1)
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Backspace: self.clear,
            Qt.Key.Key_M: self.edit_note,
            Qt.Key.Key_T: self._foot.toggle_oral,
            Qt.Key.Key_S: lambda: self.postponed.emit(self.ref),
        }
        deed = deeds.get(Qt.Key(key))
        if deed is None or self.is_note:
            return False
        deed()
        return True

    def _digit(self, digit: int, typed: str) -> bool:
        if self._awaits_reason and 1 <= digit <= len(NON_ANSWERS):
            self._awaits_reason = False
            self.set_non_answer(NON_ANSWERS[digit - 1][0])
            return True
        if self.field.takes_digits:
            self.field.enter(typed)
            return True
        if digit == 0:
            self._awaits_reason = True
            QTimer.singleShot(4000, self, lambda: setattr(self, "_awaits_reason", False))
            return True
        return self.field.press(digit)

    def mousePressEvent(self, _event: QEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self._is_current else 1
        painter.setPen(QPen(theme.colour("accent" if self._is_current else "line"), width))
        painter.setBrush(theme.colour("surface"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
