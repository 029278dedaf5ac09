"""The client's window for feedback: one question after the other by touch, at the end a few own words.

It hands on what was said and keeps nothing; a page that was left takes it all along.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from intake_app import languages
from intake_app.services.feedback import FeedbackItem, feedback_items, feedback_word
from ui.client.page import ClientPage
from ui.client.question import ClientQuestion, Offer
from ui.client.window import ClientWindow
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.field import TextArea
from ui.parts.label import label
from ui.parts.sound import SoundPlayer
from ui.parts.space import column, pane, row
from ui.questions.client_words import in_language
from ui.questions.pictures import Pictures

_BEGIN, _THANKS = "intro", "thanks"


class FeedbackWindow(QObject):
    """``given`` carries the answers (item: 1 to 5) and the text, once; ``closed`` follows in any case."""

    given = Signal(object, str)
    closed = Signal()
    lock_wanted = Signal()

    def __init__(self, main: QWidget, tag: str) -> None:
        super().__init__(main)
        self._tag = tag
        self.answers: dict[str, int] = {}
        self._asked: list[FeedbackItem] = list(feedback_items("scale"))
        self._at = -1  # the page before the first question
        self.page = ClientPage(Pictures({}), SoundPlayer({}, lambda *_asked: None, self))
        self.page.proposed.connect(self._take)
        self.window = ClientWindow(self.page, main)
        self.window.closed.connect(self._closed)
        self.window.lock_wanted.connect(self.lock_wanted)
        self._write = self._writing_page()
        layout = self.window.layout()
        assert layout is not None
        layout.addWidget(self._write)
        self._show()
        self.window.open_on(QGuiApplication.screens())

    def blank_under(self, cover: QWidget) -> None:
        """Be blank whenever ``cover`` (the idle page) is shown."""
        cover.installEventFilter(self)

    def close(self) -> None:
        """Close the window."""
        self.window.close()

    @property
    def is_writing(self) -> bool:
        """Return whether the page for one's own words is on."""
        return self._at == len(self._asked)

    def finish(self) -> None:
        """Hand on what was said and say thanks."""
        text = self.text.toPlainText().strip()
        self._at = len(self._asked) + 1
        self._show()
        self.text.clear()
        self.given.emit(dict(self.answers), text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go blank and come back with the idle page."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            is_blank = event.type() == QEvent.Type.Show
            self.page.set_blank(is_blank)
            self._write.setVisible(self.is_writing and not is_blank)
            self.page.setVisible(not self.is_writing or is_blank)
        return super().eventFilter(watched, event)

    # Pages

    def _show(self) -> None:
        self.page.setVisible(not self.is_writing)
        self._write.setVisible(self.is_writing)
        if self.is_writing:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page.show_question(self._question())

    def _question(self) -> ClientQuestion:
        tag = self._tag
        if self._at < 0:
            begin = Offer("begin", feedback_word("begin", tag), icon="chat-circle-text")
            return self._asking(_BEGIN, feedback_word(_BEGIN, tag), (begin,), _no(tag))
        if self._at > len(self._asked):
            return self._asking(_THANKS, feedback_word(_THANKS, tag), (), "")
        item = self._asked[self._at]
        scale = enumerate(feedback_items("step"))
        steps = tuple(Offer(step.id, step.said(tag)[0], disc=disc) for disc, step in scale)
        return self._asking(item.id, item.said(tag)[0], steps, _no(tag), is_scale=True)

    def _asking(
        self, ref: str, text: str, offers: tuple[Offer, ...], decline: str, *, is_scale: bool = False
    ) -> ClientQuestion:
        way = _direction(self._tag)
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
            self.answers[ref] = int(value)
        self._at += 1
        self._show()

    def _writing_page(self) -> QWidget:
        more = next(iter(feedback_items("free")))
        asked = label("display", text=more.said(self._tag)[0])
        self.text = TextArea(6)
        option = self.text.document().defaultTextOption()
        option.setTextDirection(_direction(self._tag))  # the caret stands where the language begins
        self.text.document().setDefaultTextOption(option)
        self.text.setAccessibleName(more.said(self._tag)[0])
        self.done, self.nothing = Button("primary", icon="check"), Button()
        self.done.setText(feedback_word("done", self._tag))
        self.nothing.setText(feedback_word("nothing", self._tag))
        self.done.clicked.connect(self.finish)
        self.nothing.clicked.connect(self._leave_out)
        whole = pane(
            column("*", asked, self.text, row(self.nothing, "*", self.done, gap=16), "*", gap=24,
                   margins=(px(48), px(24))), "screen",
        )  # fmt: skip
        whole.setLayoutDirection(_direction(self._tag))
        whole.hide()
        return whole

    def _leave_out(self) -> None:
        self.text.clear()
        self.finish()

    def _closed(self) -> None:
        self.window.deleteLater()
        self.closed.emit()


def _no(tag: str) -> str:
    return in_language(tag, "I prefer not to answer")


def _direction(tag: str) -> Qt.LayoutDirection:
    is_rtl = languages.direction(tag) == "rtl"
    return Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
