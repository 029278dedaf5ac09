"""One question as a card: the counsellor's text small, the client's large, the answer under it.

Two levels, as in a spreadsheet. On card level single keys act: 1-9 choose, M notes, T marks "translated
orally", S puts off, 0 opens the non-answers, Backspace clears (or others, ``keys.py``). Enter goes into
the field, where letters are letters; Esc comes back. The card shows what the interview has and never
keeps an answer itself.
"""

from functools import partial

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

from intake_app.interview import ChoiceView, Interview, NodeView, Worded
from ui.look import theme
from ui.look import type as letter
from ui.parts.sound import SoundPlayer
from ui.parts.space import laid_out_once, rule
from ui.questions.card_foot import CardFoot
from ui.questions.card_media import CardMedia
from ui.questions.card_panes import ClientPane, CounsellorPane, spoken_language
from ui.questions.card_sensitive import is_sensitive, why_for_client
from ui.questions.catalogue import field_for, is_list
from ui.questions.choice_field import ChoiceField
from ui.questions.choice_list import ListField
from ui.questions.field import AnswerField
from ui.questions.file_field import FileField
from ui.questions.keys import CardKeys
from ui.questions.marks import show_if
from ui.questions.non_answers import NON_ANSWERS, reason_words
from ui.questions.numbers import western_digits
from ui.questions.panes import Panes, ShownChoice, plain_text
from ui.questions.pictures import Pictures
from ui.questions.proposal import Proposal
from ui.speaking import Speaking
from ui.words import _

_WAITS_MS = 4000  # how long a digit after 0 says why there is no answer
_PANE = {"wide": 240, "medium": 196, "narrow": 0}  # px of the counsellor's pane


class QuestionBox(Speaking, QWidget):
    """A question card. Every act of a person is a signal with the ref first; the room answers with
    ``redraw``.
    """

    answered = Signal(str, object)  # ref, value (also a ToldAnswer) or None
    non_answered = Signal(str, str)  # ref, reason; the same reason again takes it back
    noted = Signal(str, str)  # ref, note
    marked_oral = Signal(str, bool)  # ref
    postponed = Signal(str)  # ref; again takes it back
    confirmed = Signal(str)  # ref: the answer does not fit and is right all the same
    put_aside = Signal(str)  # ref: what was touched in the client window is no answer
    block_skipped = Signal()  # leave out every sensitive question of this section
    moved = Signal(int)  # to another card: -1 up, 1 down

    def __init__(
        self,
        interview: Interview,
        ref: str,
        *,
        number: str = "",
        keys: CardKeys | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ref = ref
        self._interview = interview
        self._number = number
        self._keys = keys or CardKeys()
        self._panes: Panes | None = None
        self._is_current = False
        self._asks_required = False
        self._awaits_reason = False
        self._is_missing = False
        self._foot: CardFoot | None = None
        self._beside: tuple[Pictures, SoundPlayer] | None = None
        self._media: CardMedia | None = None
        self._proposal: Proposal | None = None
        self._width = "wide"
        self._reason_wait = QTimer(self, interval=_WAITS_MS, singleShot=True)
        self._reason_wait.timeout.connect(lambda: self._await_reason(False))
        view = interview.node(ref)
        self._is_many = view.definition.control == "select"
        self._is_chosen = view.definition.control in {"select", "select1", "rank"}
        self._is_sensitive = is_sensitive(view.definition)
        self.is_note = view.is_note
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build(view)
        self.fit(self._fit)

    # what others see of the card

    def show_words(self, panes: Panes) -> None:
        """Show every text of the card in the languages of ``panes``; the answer stays as it is."""
        with laid_out_once(self, self._client_pane, self._counsellor_pane):
            self._say_words(panes)

    def speaks(self, panes: Panes) -> bool:
        """Return whether the card's texts are in the languages of ``panes``."""
        return self._panes == panes

    def redraw(self, *, has_new_texts: bool = True) -> None:
        """Show what the interview has now: answer, validity, and texts or choices that follow an answer."""
        view = self._interview.node(self.ref)
        if self._panes is not None and has_new_texts and self._follows_answers:
            self.show_words(self._panes)
        self._show_answer(view)
        self.field.set_readonly(view.readonly)
        self._counsellor_pane.marks.show("later", is_shown=view.is_later)
        self._show_foot(view)
        self._show_reason(view)
        self._show_messages()

    def set_current(self, is_current: bool) -> None:
        """Show the card as the one being asked."""
        if is_current != self._is_current:
            self._is_current = is_current
            self._await_reason(False)
            view = self._interview.node(self.ref)
            self._show_foot(view)
            self._show_reason(view)
            self.update()

    def set_arranged(self, width: str) -> None:
        """Lay out for ``wide``, ``medium`` or ``narrow``."""
        if width != self._width:
            self._width = width
            if self._foot is not None:
                self._foot.show_keys(width != "narrow")
            self._place_panes()

    def bring_media(self, pictures: Pictures, player: SoundPlayer) -> None:
        """Show the form's pictures and play its recordings from now on; before ``show_words``."""
        self._beside = (pictures, player)

    def show_touched(self, value: str | None, *, is_declined: bool, theirs: str) -> None:
        """Show what was touched in the client window, to be taken over or put aside; None shows nothing."""
        if self._proposal is None:
            self._proposal = made = Proposal(self)
            made.taken.connect(self._take_touched)
            made.dismissed.connect(lambda: self.put_aside.emit(self.ref))
            self._whole.insertWidget(1, made)
        ours = reason_words("declined") if is_declined else self._told_value(value or "")
        self._proposal.show_touched(value, is_declined=is_declined, theirs=theirs, ours=ours)

    def touched_text(self) -> str:
        """Return what waits for confirmation in words; empty when nothing does."""
        return self._proposal.text() if self._proposal is not None else ""

    def set_required_shown(self, is_shown: bool) -> None:
        """From now on say what is still missing (after a look at the open points)."""
        self._asks_required = is_shown
        self._show_messages()

    def set_number(self, number: str) -> None:
        """Show the question's number in the interview (``4.2``)."""
        if number != self._number:
            self._number = number
            self._counsellor_pane.show_meta(self._meta_words())

    def show_remark(self, text: str) -> None:
        """Show the supervisor's remark on this answer."""
        self._counsellor_pane.show_remark(text)

    def question_text(self) -> str:
        """Return the question as the client reads it; empty when the language has no text."""
        return self._client_pane.question.text()

    def counsellor_text(self) -> str:
        """Return the question as the counsellor reads it."""
        return self._counsellor_pane.told.text()

    def message_text(self) -> str:
        """Return what the card says about the answer, in both languages."""
        return self._client_pane.message_text()

    def missing_text(self) -> str:
        """Return what the card says about a missing translation."""
        return self._client_pane.missing_text()

    def marks(self) -> tuple[str, ...]:
        """Return the marks on the card: ``sensitive``, ``unreviewed``, ``later``, ``remark``, ``reason``."""
        ours, theirs = self._counsellor_pane.marks, self._client_pane.marks
        return (*(n for n in ("sensitive", "unreviewed", "later", "remark") if ours.is_shown(n)),
                *(n for n in ("reason",) if theirs.is_shown(n)))  # fmt: skip

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
        elif isinstance(self.field, FileField) and not view.readonly:
            self.field.remove()
        elif view.value and not view.readonly:
            self.answered.emit(self.ref, None)

    def flush(self) -> None:
        """Give what was typed and not yet given."""
        self.field.flush()
        if self._foot is not None:
            self._foot.flush()

    def retire(self) -> None:
        """Say nothing more: the place this card stood for is another one now, or gone."""
        self.blockSignals(True)
        self._said.clear()
        self._fitted.clear()

    def edit_note(self) -> None:
        """Open the note and go into it."""
        self._the_foot().edit_note()

    # building

    def _build(self, view: NodeView) -> None:
        self._follows_answers = view.definition.itemset is not None or self._has_outputs(view)
        self._client_pane = ClientPane(self)
        self._client_pane.confirmed.connect(self._confirm)
        self._counsellor_pane = CounsellorPane(self)
        self.say(self._counsellor_pane.show_meta, self._meta_words)
        self.field = self._make_field(view)
        self._client_pane.hold(self.field)
        self._rule = rule("v")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._counsellor_pane)
        self._body.addWidget(self._rule)
        self._body.addWidget(self._client_pane, 1)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._body)

    def _the_foot(self) -> CardFoot:
        if self._foot is None:
            self._foot = foot = CardFoot(self._keys, self)
            foot.reasoned.connect(lambda reason: self.non_answered.emit(self.ref, reason))
            foot.noted.connect(lambda text: self.noted.emit(self.ref, text))
            foot.marked_oral.connect(lambda is_on: self.marked_oral.emit(self.ref, is_on))
            foot.postponed.connect(lambda: self.postponed.emit(self.ref))
            foot.block_skipped.connect(self.block_skipped)
            foot.show_keys(self._width != "narrow")
            self._whole.addWidget(foot)
        return self._foot

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

    def _fit(self) -> None:
        side, end = letter.sp(16), letter.sp(11)
        self._whole.setContentsMargins(side, end, side, end)
        self._whole.setSpacing(letter.sp(9))
        self._body.setSpacing(letter.sp(16))
        if self._panes is not None:
            self.show_words(self._panes)

    # showing

    def _say_words(self, panes: Panes) -> None:
        self._panes = panes
        client, counsellor, interview = panes.client, panes.counsellor, self._interview
        asked = interview.worded(self.ref, "label", client.name)
        told = interview.worded(self.ref, "label", counsellor.name)
        is_missing = asked.is_fallback and not panes.is_single
        reads_other = is_missing and asked.language != counsellor.name  # a third language helps out
        spoken = spoken_language(interview, asked.language) if asked.is_fallback else client
        text = "" if is_missing and not reads_other else plain_text(asked.text)
        hint = interview.worded(self.ref, "hint", client.name)
        hint_text = "" if hint.is_fallback and not panes.is_single else plain_text(hint.text)
        if self._is_sensitive and not hint_text and not panes.is_single:
            hint_text = why_for_client(client.tag)
        direction = spoken.direction(text) if text else client.direction(plain_text(told.text))
        if self._client_pane.layoutDirection() != direction:
            self._client_pane.setLayoutDirection(direction)
        self._client_pane.show_words(text, spoken, hint_text, client)
        theirs = interview.choices(self.ref, client.name)
        self._is_missing = asked.is_fallback or any(one.is_fallback for one in theirs)
        missing = partial(self._missing_words, asked, reads_other=reads_other)
        self._client_pane.show_missing(missing, is_withheld=asked.is_withheld)
        is_main = is_missing and not reads_other
        self._counsellor_pane.show_words(interview, self.ref, panes, told, is_main=is_main)
        self._counsellor_pane.show_sensitive(interview.node(self.ref).definition)
        is_unreviewed = asked.review == "unreviewed" and not asked.is_fallback
        self._counsellor_pane.marks.show("unreviewed", is_shown=is_unreviewed)
        shown = self._show_choices(theirs, panes)
        self._show_media(asked, text or plain_text(told.text), shown)
        self._show_foot(interview.node(self.ref))
        name = ", ".join(part for part in (text, "" if panes.is_single else plain_text(told.text)) if part)
        self.setAccessibleName(name or self._number)
        self.field.name_for_readers(name or self._number)
        self._place_panes()
        self._show_messages()

    def _show_choices(self, theirs: tuple[ChoiceView, ...], panes: Panes) -> tuple[ShownChoice, ...]:
        interview = self._interview
        ours: dict[str, str] = {}
        if theirs and not panes.is_single:
            counsellor = interview.choices(self.ref, panes.counsellor.name)
            ours = {one.value: plain_text(one.label) for one in counsellor}
        shown = tuple(
            ShownChoice(
                one.value,
                plain_text(one.label) or one.value,
                ours.get(one.value, ""),
                one.is_fallback,
                one.image,
                one.audio,
            )
            for one in theirs
        )
        if self._is_list != is_list(interview.node(self.ref).definition, len(shown)):
            self._change_field()  # a filter now leaves many more choices, or far fewer
        self.field.show_words(shown, panes)
        if self._beside is not None and isinstance(self.field, ChoiceField) and self._is_chosen:
            self.field.show_images(shown, self._beside[0])
        self._client_pane.show_nothing_offered(not shown and self._is_chosen)
        return shown

    def _show_media(self, asked: Worded, words: str, shown: tuple[ShownChoice, ...]) -> None:
        """Show picture and recordings; most cards have none, and make no room for any."""
        if self._beside is None:
            return
        if self._media is None and (asked.image or asked.audio or any(one.audio for one in shown)):
            self._media = CardMedia(*self._beside, self._client_pane)
            self._client_pane.hold_media(self._media)
        if self._media is not None:
            self._media.show_media(asked.image, asked.audio, words, shown)

    def _show_answer(self, view: NodeView) -> None:
        self.field.show_told(view.told)
        self.field.show_answer(None if view.non_answer else view.value)

    def _show_foot(self, view: NodeView) -> None:
        """Show the ways not to answer on the card being asked; elsewhere only what was said."""
        is_asked = self._is_current and not self.is_note
        if self._foot is None and not (is_asked or view.note or view.oral or self._is_missing):
            return
        foot = self._the_foot()
        foot.set_current(is_asked, is_sensitive=self._is_sensitive)
        foot.show_state(view.non_answer, view.note)
        foot.show_oral(is_offered=self._is_missing and not self.is_note, is_on=view.oral)

    def _show_reason(self, view: NodeView) -> None:
        reason = view.non_answer

        def words() -> str:
            return _("Without an answer: {reason}", reason=reason_words(reason)) if reason else ""

        is_shown = bool(reason) and not self._is_current
        self._client_pane.marks.show("reason", is_shown=is_shown, says=words)

    def _show_messages(self) -> None:
        """Say what to look at again, in both languages; never in anybody's way."""
        if self._panes is None:
            return
        view = self._interview.node(self.ref)
        given = bool(view.value) or bool(view.non_answer)
        if given and not view.valid and not view.non_answer:
            self._client_pane.show_finding(self._interview, view, self._panes)
            self.field.set_bad(not view.is_confirmed)
            return
        self.field.set_bad(False)
        if self._asks_required and view.required and not given:
            self._client_pane.show_still_open(self._interview, view, self._panes)
        else:
            self._client_pane.clear_message()

    def _confirm(self) -> None:
        self.confirmed.emit(self.ref)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_touched(self, value: str | None, is_declined: bool) -> None:
        """Make what was touched the answer; a non-answer that stands already is not taken back by it."""
        if is_declined:
            if self._interview.node(self.ref).non_answer != "declined":
                self.non_answered.emit(self.ref, "declined")
        else:
            self.answered.emit(self.ref, value)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told_value(self, value: str) -> str:
        assert self._panes is not None
        if not self._is_chosen:
            return value  # a step of a range: the number in digits the counsellor reads
        chosen = value.split() if self._is_many else [value]
        ours = self._interview.choices(self.ref, self._panes.counsellor.name)
        return ", ".join(plain_text(one.label) for one in ours if one.value in chosen)

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
        show_if(self._rule, not is_stacked)
        self._body.setSpacing(letter.sp(6 if is_stacked else 16))
        if is_stacked:
            self._counsellor_pane.setMinimumWidth(0)
            self._counsellor_pane.setMaximumWidth(16777215)
        else:
            self._counsellor_pane.setFixedWidth(letter.px(_PANE[self._width]))

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

    def _missing_words(self, asked: Worded, *, reads_other: bool) -> str:
        if asked.is_withheld:
            client = self._panes.client.name if self._panes is not None else ""
            return _(
                "Not shown in {language}: this consent text has not been reviewed yet – please interpret",
                language=client,
            )
        if not asked.is_fallback:
            return _("Choices not translated yet – please interpret") if self._is_missing else ""
        if reads_other:
            return _("Not translated yet – shown in {language}", language=asked.language)
        return _("Not translated yet – please interpret")

    def _change_field(self) -> None:
        before, view = self.field, self._interview.node(self.ref)
        self.field = self._make_field(view)
        self._client_pane.hold(self.field, before)
        self._show_answer(view)

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
            self.flush()
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
            if self._proposal is not None and self._proposal.is_waiting:
                self._proposal.take()
            else:
                self.field.enter()
        elif isinstance(focus, QAbstractButton):
            focus.click()

    def _step(self, by: int) -> None:
        if not (isinstance(self.field, ChoiceField) and self.field.step(by)):
            self.moved.emit(by)

    def _card_key(self, event: QKeyEvent) -> bool:
        """Act on a single key of card level; False when it means nothing here."""
        key, text = event.key(), western_digits(event.text())
        if text.isdigit() and len(text) == 1 and not self.is_note and self._digit(int(text), event.text()):
            return True
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and isinstance(self.field, ChoiceField):
            forth = (
                Qt.Key.Key_Left
                if self._client_pane.layoutDirection().name == "RightToLeft"
                else Qt.Key.Key_Right
            )
            return self.field.step(1 if key == forth else -1)
        deed = self._keys.deed_of(event)
        if deed == "listen" and self._media is not None:
            self._media.listen.toggle()
            return True
        if self.is_note:
            return False
        match deed:
            case "clear":
                if self._proposal is not None and self._proposal.is_waiting:
                    self._proposal.put_aside()
                else:
                    self.clear()
            case "note":
                self.edit_note()
            case "oral":
                self._the_foot().toggle_oral()
            case "later":
                self.postponed.emit(self.ref)
            case "reasons":
                self._await_reason(True)
            case _:
                return False
        return True

    def _digit(self, digit: int, typed: str) -> bool:
        if self._awaits_reason and 1 <= digit <= len(NON_ANSWERS):
            self._await_reason(False)
            self.set_non_answer(NON_ANSWERS[digit - 1][0])
            return True
        if self.field.takes_digits:
            self.field.enter(typed)
            return True
        if not self._keys.is_on or not self.field.press(digit):
            return False
        if self._keys.advances and not self._is_many and self._is_chosen:
            self.moved.emit(1)
        return True

    def _await_reason(self, is_awaited: bool) -> None:
        """Let the next digit say why there is no answer, for a moment."""
        if is_awaited != self._awaits_reason:
            self._awaits_reason = is_awaited
            self._the_foot().show_digits(is_awaited)
        if is_awaited:
            self._reason_wait.start()

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
