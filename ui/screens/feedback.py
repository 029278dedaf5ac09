"""Feedback: the screen is given to the person, in their language; what they say leads to nobody.

For who steers, the same page shows what people said, once enough of them did.
"""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtWidgets import QBoxLayout

from intake_app.errors import IntakeError
from intake_app.services.feedback import (
    STEPS,
    FeedbackEmpty,
    FeedbackFigures,
    feedback_items,
    feedback_languages,
)
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import Stack, clear, column, row
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.screens.feedback_talk import nearest_language
from ui.screens.feedback_window import FeedbackWindow
from ui.statuses import spared_words
from ui.words import _, plural, set_apart, words

if TYPE_CHECKING:
    from ui.window import Window


class FeedbackData(msgspec.Struct, frozen=True):
    """What the page shows to those who steer: figures, and how many questions were spared to how many."""

    figures: FeedbackFigures
    spared: tuple[int, int]


class FeedbackScreen(Screen):
    """``talk`` is the client's window while it is open; ``person_id`` only leads back and is never kept."""

    area: ClassVar[str] = "home"

    def __init__(self, window: "Window | None" = None, *, person_id: str = "", language: str = "") -> None:
        super().__init__(window)
        self.person_id = person_id
        self.talk: FeedbackWindow | None = None
        self.data: FeedbackData | None = None
        self.back = Button(icon="arrow-left")
        self.say(self.back.setText, lambda: _("Back to the person") if person_id else _("Start"))
        self.back.clicked.connect(self.leave)
        head = HeadBar(
            lambda: _("Feedback"),
            lambda: _("In the person's language, without a name; only the month is kept."),
            self.back,
        )
        self.language = Picker([(tag, partial(_language, tag)) for tag in feedback_languages()])
        self.language.set_value(nearest_language(language))
        how = label("body")
        self.say(how.setText, lambda: _(
            "Five questions with five steps to touch, and a few words if they like. Then take the screen "
            "back; F10 closes the page at any time. Nothing says who it was: no case, no day, no counsellor."
        ))  # fmt: skip
        self.begin = Button("primary", icon="chat-circle-text")
        self.say(self.begin.setText, lambda: _("Begin with the person"))
        self.begin.clicked.connect(self.open_talk)
        self.message = Notice("soft", icon="check-circle")
        self.message.hide()
        ask = Card(
            how, Field(lambda: _("Language of the person"), edit=self.language), self.message,
            row("*", self.begin), gap=12,
        )  # fmt: skip
        self.rows = Rows((
            lambda: _("Question"), *(partial(_step, number) for number in range(STEPS)),
            lambda: _("Mean, 1 to 5"),
        ))  # fmt: skip
        self.table = Table(self.rows, (8, *([3] * STEPS), 3))
        self.say(self.table.setAccessibleName, lambda: _("What people said"))
        self.fit(lambda: self.table.setMinimumHeight(px(240)))
        title, self.said, self.spared = label("head"), label("body"), label("body")
        self.say(title.setText, lambda: _("What people said"))
        self.texts: Stack = column(gap=6)
        self.figures = Card(title, self.said, self.table, self.texts, self.spared, gap=10)
        self.figures.hide()
        self._columns: Stack = column(ask, self.figures, "*", gap=12)
        self.setLayout(column(head, (scrolling(column(self._columns, "*", margins=(20, 14))), 1), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Feedback")

    def arrange(self, width: str) -> None:
        """Leave the middle steps out where there is little room."""
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom)
        self.table.leave_out({"wide": (), "medium": (2, 4), "narrow": (1, 2, 3, 4, 5)}[width])

    def opened(self) -> None:
        """Fetch the figures for those who steer."""
        workspace = self.workspace
        if workspace.user.role == "counsellor":
            return

        def fetch() -> FeedbackData:
            from intake_app.services.feedback import feedback_figures
            from intake_app.services.spared import spared_in_all

            sees_cases = workspace.user.role == "supervisor"
            return FeedbackData(
                feedback_figures(workspace), spared_in_all(workspace) if sees_cases else (0, 0)
            )

        self.ask(fetch, self._show)

    def closing(self) -> None:
        """Close the client's window."""
        if self.talk is not None:
            self.talk.close()

    def reworded(self) -> None:
        """Word the figures again."""
        if self.data is not None:
            self._show(self.data)

    def leave(self) -> None:
        """Go back to where the page was opened from."""
        if self.person_id:
            self.go("person", person_id=self.person_id)
        elif self.shell is not None:
            self.go(self.shell.areas()[0])

    def open_talk(self) -> None:
        """Open the client's window in the chosen language."""
        if self.talk is not None or self.shell is None:
            return
        self.message.hide()
        self.talk = FeedbackWindow(self.window(), self.language.value())
        self.talk.given.connect(self.keep)
        self.talk.closed.connect(self._talk_closed)
        self.talk.lock_wanted.connect(self.shell.lock)
        self.talk.blank_under(self.shell.blank)

    def keep(self, answers: dict[str, int], text: str) -> None:
        """Keep what the person said."""
        workspace, now, language = self.workspace, self.now(), self.language.value()

        def give() -> None:
            from intake_app.services.feedback import give_feedback

            give_feedback(workspace, language=language, answers=answers, text=text, now=now)

        def failed(trouble: IntakeError) -> None:
            if isinstance(trouble, FeedbackEmpty):
                self._tell(_("Nothing was answered."), _("Nothing is kept then; that is all right."))
            else:
                self.tell(trouble)

        self.ask(give, lambda _none: self._kept(), failed)

    def _kept(self) -> None:
        self._tell(_("Kept, without name and case."), "")
        self.opened()

    def _tell(self, title: str, text: str) -> None:
        self.message.tell(title, text)
        self.message.show()

    def _talk_closed(self) -> None:
        self.talk = None
        self.begin.setFocus()

    def _show(self, data: FeedbackData) -> None:
        self.data = data
        figures = data.figures
        self.figures.show()
        self.table.setVisible(bool(figures.items))
        known = {one.item: one for one in figures.items}
        self.rows.show_cells([
            (item.said(words().tag)[0], *map(_count, known[item.id].counts),
             words().number(round(known[item.id].mean, 1)))
            for item in feedback_items("scale") if item.id in known
        ])  # fmt: skip
        self.said.setText(self._said_words(figures))
        clear(self.texts)
        for text in figures.texts:
            self.texts.add(label("small", text=f"– {set_apart(text)}"))
        count, people = data.spared
        is_told = people >= figures.smallest_cell
        self.spared.setText(spared_words(count) if is_told else "")
        self.spared.setVisible(is_told)

    @staticmethod
    def _said_words(figures: FeedbackFigures) -> str:
        if figures.given is None:
            return _("Figures are shown once {n} people have answered.", n=figures.smallest_cell)
        tongues = ", ".join(f"{_language(tag)} {words().number(n)}" for tag, n in figures.languages)
        answered = plural("{n} person answered.", "{n} people answered.", figures.given)
        return f"{answered} {_('In: {languages}', languages=tongues)}" if tongues else answered


def _count(n: int | None) -> str:
    return "•" if n is None else words().number(n)


def _language(tag: str) -> str:
    return words().language_name(tag)


def _step(number: int) -> str:
    return feedback_items("step")[number].said(words().tag)[0]
