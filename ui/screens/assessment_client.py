"""The person's own value by touch: prompt and five discs in the client window; it proposes, nothing is kept.

What the person points to is shown to the counsellor, who takes it over. Resources are asked first, then
needs; a domain that is protected where others look on is not shown.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from intake_app import languages
from intake_app.services.assessment_views import Prompt, step_word
from ui.client.page import ClientPage
from ui.client.question import EMPTY, ClientQuestion, Offer
from ui.client.window import ClientWindow
from ui.parts.scale import STEPS
from ui.parts.sound import SoundPlayer
from ui.questions.client_words import in_language
from ui.questions.pictures import Pictures

_NEXT = {"resource": "need"}


class ClientScale(QObject):
    """``proposed``: which value (``resource_self``, ``need_self``), None where they prefer not to say."""

    proposed = Signal(str, object)
    lock_wanted = Signal()

    def __init__(self, main: QWidget) -> None:
        super().__init__(main)
        self._main = main
        self._side = "resource"
        self._language = ""
        self._prompts: dict[str, tuple[Prompt, ...]] = {}
        self._covers: list[QWidget] = []
        self.window: ClientWindow | None = None

    def blank_under(self, cover: QWidget) -> None:
        """Be blank whenever ``cover`` (the idle page) is shown."""
        self._covers.append(cover)
        cover.installEventFilter(self)

    def ask(self, language: str, resource: tuple[Prompt, ...], need: tuple[Prompt, ...]) -> None:
        """Take the prompts of the open domain in the client's ``language``; empty ones ask nothing."""
        asked = {"resource": resource, "need": need}
        if asked != self._prompts or language != self._language:
            self._prompts, self._language, self._side = asked, language, "resource"
            self._show()

    def go_on(self) -> None:
        """Ask what comes after the value that was taken over; nothing after the need."""
        self._side = _NEXT.get(self._side, "")
        self._show()

    def toggle(self) -> None:
        """Open the client window, or close it."""
        if self.window is not None:
            self.window.close()
            return
        page = ClientPage(Pictures({}), SoundPlayer({}, lambda *_asked: None, self))
        page.proposed.connect(self._propose)
        window = self.window = ClientWindow(page, self._main.window())
        window.closed.connect(self._closed)
        window.lock_wanted.connect(self.lock_wanted)
        self._show()
        page.set_blank(any(cover.isVisible() for cover in self._covers))
        window.open_on(QGuiApplication.screens())

    def close(self) -> None:
        """Close the client window."""
        if self.window is not None:
            self.window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go blank and come back with the idle page."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide} and self.window is not None:
            self.window.page.set_blank(event.type() == QEvent.Type.Show)
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        if self.window is not None:
            self.window.page.show_question(self._question())

    def _question(self) -> ClientQuestion:
        prompts, tag = self._prompts.get(self._side, ()), self._language
        if not prompts:
            return EMPTY
        is_foreign = prompts[0].language.split("-")[0] != tag.split("-")[0]
        return ClientQuestion(
            ref=f"{self._side}_self",
            words=" ".join(prompt.text for prompt in prompts),
            direction=_direction(tag),
            words_direction=_direction(prompts[0].language),
            is_foreign=is_foreign,
            offers=tuple(
                Offer(str(step), step_word(self._side, step, tag), disc=step) for step in range(STEPS)
            ),
            is_scale=True,
            decline=in_language(tag, "I prefer not to answer"),
            note=in_language(tag, "This will be read to you.") if is_foreign else "",
            too_long=in_language(tag, "Let us look at the other screen together."),
        )

    def _propose(self, field: str, value: object, declined: bool) -> None:
        if value is not None or declined:
            self.proposed.emit(field, None if value is None else int(str(value)))

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
        self.window = None


def _direction(tag: str) -> Qt.LayoutDirection:
    is_rtl = languages.direction(tag) == "rtl"
    return Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
