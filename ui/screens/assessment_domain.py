"""The middle of the page: one domain with its two cards, what the interview said of it, or the story."""

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from intake_app.languages import direction
from intake_app.records.assessment import DomainRating, Need, Resource
from intake_app.services.assessment_views import DomainTexts, domain_codes
from intake_app.services.evidence import OfferedAnswer
from ui.look.type import font
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.field import Field, Picker, TextArea
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.space import clear, column, row
from ui.screens.assessment_entries import Prompts
from ui.screens.assessment_sides import NeedCard, ResourceCard
from ui.screens.assessment_words import NON_ANSWERS, status_words
from ui.speaking import Speaking
from ui.words import _, words

_KEEP_AFTER_MS = 900  # after the last letter of the story


class DomainState(msgspec.Struct, frozen=True):
    """All that the middle shows. ``own`` is in the counsellor's language, ``client`` in the person's."""

    own: DomainTexts
    client: DomainTexts | None
    own_language: str
    client_language: str
    rating: DomainRating
    resources: tuple[Resource, ...]
    needs: tuple[Need, ...]
    answers: tuple[OfferedAnswer, ...]
    is_open: bool
    is_asking: bool
    story: str = ""
    story_language: str = ""


class DomainPage(Speaking, QWidget):
    """``taken`` carries an offered answer and the side it is to go to; ``told`` text and language."""

    non_answer = Signal(str)
    taken = Signal(object, str)
    told = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._state: DomainState | None = None
        self._title = label("title")
        self._place = label("small", "muted", wrap=False)
        self.non_answers: dict[str, Button] = {}
        for status, icon in NON_ANSWERS:
            button = self.non_answers[status] = Button("non", icon=icon)
            button.setCheckable(True)
            self.say(button.setText, partial(status_words, status))
            button.clicked.connect(partial(self._choose_non_answer, status))
        self._strip = flow(*self.non_answers.values(), gap=8)
        self.resources, self.needs = ResourceCard(), NeedCard()
        self.evidence = EvidenceCard()
        self.evidence.taken.connect(self.taken)
        self.story = StoryCard()
        self.story.told.connect(self.told)
        self.client_button = Button("small", icon="monitor")
        self.say(self.client_button.name_it, lambda: _("The person's own value in the client window (F10)"))
        self.share_button = Button("small", icon="eye")
        self.share_button.setCheckable(True)
        self.say(self.share_button.name_it, lambda: _("The interpreter looks on (F12)"))
        self.setLayout(
            column(
                row((self._title, 1), self._place, self.client_button, self.share_button, gap=10),
                self._strip, self.resources, self.needs, self.story, self.evidence, gap=10,
            )
        )  # fmt: skip
        self.say(lambda _text: self._say_place(), lambda: "")

    def show_state(self, state: DomainState) -> None:
        """Show a domain as it is now."""
        self._state = state
        own, client, is_rated = state.own, state.client, state.own.is_rated
        self._title.setText(own.name)
        self._say_place()
        for status, button in self.non_answers.items():
            button.setChecked(state.rating.status == status)
            button.setEnabled(state.is_open)
        for widget in (self._strip, self.resources, self.needs):
            widget.setVisible(is_rated)
        self.story.setVisible(not is_rated)
        for prompts, side in (
            (self.resources.prompts if is_rated else self.story.prompts, "resource_prompts"),
            (self.needs.prompts, "need_prompts"),
        ):
            prompts.show_prompts(
                getattr(own, side), getattr(client, side) if client is not None else (),
                client_language=state.client_language, own_language=state.own_language,
            )  # fmt: skip
        if is_rated:
            self.resources.show_entries(state.resources)
            self.resources.show_rating(
                state.rating,
                has_entries=bool(state.resources),
                is_open=state.is_open,
                is_asking=state.is_asking,
            )  # fmt: skip
            self.needs.show_entries(state.needs)
            self.needs.show_rating(state.rating, is_open=state.is_open)
        else:
            self.story.show_story(
                state.story, state.story_language, (state.client_language, state.own_language), state.is_open
            )
        sources = [one for entry in state.resources for one in entry.evidence]
        sources += [one for need in state.needs for one in need.evidence]
        refs = {(one.interview_id, one.ref) for one in sources}
        self.evidence.show_answers(state.answers, refs, is_open=state.is_open and is_rated)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less width."""
        for card in (self.resources, self.needs):
            card.set_narrow(is_narrow)

    def _choose_non_answer(self, status: str) -> None:
        is_on = self._state is not None and self._state.rating.status == status
        self.non_answer.emit("open" if is_on else status)

    def _say_place(self) -> None:
        if self._state is not None:
            of = len(domain_codes())
            self._place.setText(_("Domain {n} of {of}", n=self._state.own.position, of=of))


class EvidenceCard(Card):
    """What the interview said of this domain: offered, taken over one by one, never copied silently."""

    taken = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(gap=8)
        self.buttons: list[Button] = []
        heading = label("head")
        self.say(heading.setText, lambda: _("Said in the interview"))
        self._lines = column(gap=10)
        self.body.add(heading, self._lines)
        self.hide()
        self._shown: object = None

    def show_answers(
        self, answers: Sequence[OfferedAnswer], taken: set[tuple[str, str]], *, is_open: bool
    ) -> None:
        """Show the answers of this domain; those taken over already say so."""
        self.setVisible(bool(answers))
        if self._shown == (answers, taken, is_open):
            return
        self._shown = (answers, taken, is_open)
        clear(self._lines)
        self.buttons = []
        for answer in answers:
            self._lines.add(
                self._line(answer, (answer.evidence.interview_id, answer.evidence.ref) in taken, is_open)
            )

    def _line(self, answer: OfferedAnswer, is_taken: bool, is_open: bool) -> QWidget:
        question, said = label("small", "muted", text=answer.evidence.question), label("body")
        said.setText(answer.words or answer.evidence.answer)
        if answer.language:
            said.speak_language(answer.language)
        line = QWidget()
        line.setObjectName("plain")
        deeds: list[QWidget] = []
        if is_taken:
            mark = Chip("soft", icon="check")
            mark.say(mark.setText, lambda: _("taken over"))
            deeds.append(mark)
        if is_open:
            sides = ("need", "resource") if answer.side == "need" else ("resource", "need")
            for side in sides:
                button = Button("small", icon="plus")
                button.say(button.setText, partial(_as_words, side))
                button.say(button.setAccessibleName, partial(_takes_words, side, said.text()))
                button.clicked.connect(partial(self.taken.emit, answer, side))
                self.buttons.append(button)
                deeds.append(button)
        line.setLayout(column(question, said, flow(*deeds, gap=8), gap=2))
        return line


class StoryCard(Card):
    """The story: told in the person's words, kept while it is written, never rated."""

    told = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.prompts = Prompts()
        self.text = TextArea(8)
        self.language = Picker()
        self._kept: tuple[str, str] = ("", "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        self.text.textChanged.connect(self._timer.start)
        self.language.currentIndexChanged.connect(lambda _at: self._turn())
        self.body.add(
            self.prompts,
            Field(
                lambda: _("What the person tells"),
                lambda: _("As much or as little as they like. Nothing here is rated."),
                edit=self.text,
            ),
            Field(lambda: _("Written in"), edit=self.language),
        )

    def show_story(self, text: str, language: str, languages: tuple[str, ...], is_open: bool) -> None:
        """Show what was told; what is being typed stays."""
        offered = list(dict.fromkeys(tag for tag in (language, *languages) if tag))
        self.language.blockSignals(True)
        self.language.offer([(tag, partial(_language_name, tag)) for tag in offered])
        if not self.text.hasFocus() and not self._timer.isActive():
            if language:
                self.language.set_value(language)
            if self.text.toPlainText() != text:
                self.text.blockSignals(True)
                self.text.setPlainText(text)
                self.text.blockSignals(False)
            self._kept = (text, self.language.value())
        self.language.blockSignals(False)
        self.text.setReadOnly(not is_open)
        self.language.setEnabled(is_open)
        self._turn()

    def keep(self) -> None:
        """Hand on what is written, if it is new."""
        self._timer.stop()
        now = (self.text.toPlainText(), self.language.value())
        if now != self._kept and not self.text.isReadOnly():
            self._kept = now
            self.told.emit(*now)

    def _turn(self) -> None:
        tag = self.language.value() or "en"
        is_rtl = direction(tag) == "rtl"
        self.text.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        )
        self.text.setFont(font("body", tag=tag))


def _as_words(side: str) -> str:
    return _("Take over as resource") if side == "resource" else _("Take over as need")


def _takes_words(side: str, text: str) -> str:
    return f"{_as_words(side)}: {text}"


def _language_name(tag: str) -> str:
    return words().language_name(tag)
