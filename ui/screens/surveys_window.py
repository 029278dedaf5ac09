"""The client's window for a survey: one item after the other by touch; each may be left out.

It hands on what was said at the end and keeps nothing; closing it before (F10) means nothing was asked.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from intake_app import languages
from intake_app.services.feedback import feedback_word
from intake_app.services.survey_page import survey_word
from intake_app.services.survey_texts import ItemTexts
from ui.client.page import ClientPage
from ui.client.question import ClientQuestion, Offer, own_digits
from ui.client.window import ClientWindow
from ui.parts.sound import SoundPlayer
from ui.questions.client_words import in_language
from ui.questions.pictures import Pictures

_BEGIN, _THANKS = "intro", "thanks"


class SurveyWindow(QObject):
    """``given`` carries the answers (item: step), once; ``closed`` follows in any case.

    ``order`` is that in which the items are asked, ``steps`` the values that can be touched.
    """

    given = Signal(object)
    closed = Signal()
    lock_wanted = Signal()

    def __init__(
        self, main: QWidget, texts: ItemTexts, tag: str, order: tuple[str, ...], steps: tuple[int, ...]
    ) -> None:
        super().__init__(main)
        self._texts, self._tag, self._order, self._steps = texts, tag, order, steps
        self.answers: dict[str, int] = {}
        self._at = -1  # the page before the first item
        self.page = ClientPage(Pictures({}), SoundPlayer({}, lambda *_asked: None, self))
        self.page.proposed.connect(self._take)
        self.window = ClientWindow(self.page, main)
        self.window.closed.connect(self._closed)
        self.window.lock_wanted.connect(self.lock_wanted)
        self.page.show_question(self._question())
        self.window.open_on(QGuiApplication.screens())

    def blank_under(self, cover: QWidget) -> None:
        """Be blank whenever ``cover`` (the idle page) is shown."""
        cover.installEventFilter(self)

    def close(self) -> None:
        """Close the window."""
        self.window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go blank and come back with the idle page."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self.page.set_blank(event.type() == QEvent.Type.Show)
        return super().eventFilter(watched, event)

    def _question(self) -> ClientQuestion:
        tag = self._tag
        if self._at < 0:
            begin = Offer("begin", feedback_word("begin", tag), icon="chat-circle-text")
            return self._asking(_BEGIN, survey_word(_BEGIN, tag), (begin,), _no(tag))
        if self._at == len(self._order):
            return self._asking(_THANKS, feedback_word(_THANKS, tag), (), "")
        item = self._order[self._at]
        said = self._texts.answers.get(item, {}).get(tag, ())
        offers = tuple(
            Offer(str(step), said[n] if said else own_digits(str(step), tag), disc=n)
            for n, step in enumerate(self._steps)
        )
        return self._asking(f"item-{item}", self._texts.texts[item][tag], offers, _no(tag), is_scale=True)

    def _asking(
        self, ref: str, text: str, offers: tuple[Offer, ...], decline: str, *, is_scale: bool = False
    ) -> ClientQuestion:
        is_rtl = languages.direction(self._tag) == "rtl"
        way = Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        return ClientQuestion(
            ref=ref, words=text, direction=way, words_direction=way, offers=offers, is_scale=is_scale,
            decline=decline, too_long=in_language(self._tag, "Let us look at the other screen together."),
        )  # fmt: skip

    def _take(self, ref: str, value: str | None, is_declined: bool) -> None:
        if value is None and not is_declined:
            return
        if ref == _BEGIN and is_declined:
            self.close()
            return
        if ref != _BEGIN and value is not None:
            self.answers[self._order[self._at]] = int(value)
        self._at += 1
        self.page.show_question(self._question())
        if self._at == len(self._order):
            self.given.emit(dict(self.answers))

    def _closed(self) -> None:
        self.window.deleteLater()
        self.closed.emit()


def _no(tag: str) -> str:
    return in_language(tag, "I prefer not to answer")
