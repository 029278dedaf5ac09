"""The client's side of an interview room: opens and feeds the client window, and hands its proposals on.

The room owns one of these. It says which card is asked, in which languages, and when the page is empty;
everything about screens, blanking and what may be shown is settled here.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from intake_app.interview import Interview
from ui.client.page import ClientPage
from ui.client.question import EMPTY, client_question, spoken_value
from ui.client.window import ClientWindow
from ui.parts.sound import SoundPlayer
from ui.questions.panes import Panes
from ui.questions.pictures import Pictures


class ClientSide(QObject):
    """Begins closed. ``proposed``: ref, value (None for nothing), whether declined, and how it was worded."""

    proposed = Signal(str, object, bool, str)
    closed = Signal()
    pause_wanted = Signal()
    woken = Signal()  # touched while it was blank
    lock_wanted = Signal()

    def __init__(self, main: QWidget) -> None:
        super().__init__(main)
        self._main = main
        self._window: ClientWindow | None = None
        self._interview: Interview | None = None
        self._panes: Panes | None = None
        self._ref = ""
        self._covers: list[QWidget] = []
        self.pictures = Pictures({})
        self.player = SoundPlayer({}, lambda *_asked: None, self)

    @property
    def is_open(self) -> bool:
        """Return whether the client window is on a screen."""
        return self._window is not None

    @property
    def window(self) -> ClientWindow | None:
        """Return the client window while it is open."""
        return self._window

    def begin(self, interview: Interview, pictures: Pictures, player: SoundPlayer) -> None:
        """Take the opened interview and what its pictures and sounds come from."""
        self._interview, self.pictures, self.player = interview, pictures, player

    def blank_under(self, *covers: QWidget) -> None:
        """Be blank whenever one of ``covers`` (the pause page, the idle page) is shown."""
        for cover in covers:
            cover.installEventFilter(self)
        self._covers += covers

    def toggle(self) -> None:
        """Open the client window, or close it."""
        if self._window is not None:
            self._window.close()
        elif self._interview is not None:
            page = ClientPage(self.pictures, self.player)
            page.proposed.connect(self._propose)
            page.woken.connect(self.woken)
            window = self._window = ClientWindow(page, self._main.window())
            window.closed.connect(self._was_closed)
            window.pause_wanted.connect(self.pause_wanted)
            window.lock_wanted.connect(self.lock_wanted)
            page.set_blank(self._is_covered())
            self._show()
            window.open_on(QGuiApplication.screens())

    def show_question(self, ref: str, panes: Panes) -> None:
        """Show the question ``ref`` in the client's language of ``panes``; an empty ref shows nothing."""
        self._ref, self._panes = ref, panes
        self._show()

    def refresh(self, ref: str = "") -> None:
        """Show the question again after an answer changed what it offers; with ``ref``, only that one."""
        if ref in {"", self._ref}:
            self._show()

    def forget_choice(self) -> None:
        """Let nothing be chosen in the client window (a proposal was put aside)."""
        if self._window is not None:
            self._window.page.clear_choice()

    def close(self) -> None:
        """Close the window and be silent, for good: the interview is left."""
        self.player.stop()
        self._interview, self._ref = None, ""
        if self._window is not None:
            self._window.close()

    def _show(self) -> None:
        if self._window is None:
            return
        if self._interview is None or not self._ref or self._panes is None:
            self._window.page.show_question(EMPTY)
        else:
            self._window.page.show_question(client_question(self._interview, self._ref, self._panes))

    def _propose(self, ref: str, value: str | None, is_declined: bool) -> None:
        assert self._window is not None
        question = self._window.page.question
        words = question.decline if is_declined else spoken_value(question, value) if value else ""
        self.proposed.emit(ref, value, is_declined, words)

    def _was_closed(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.page.show_question(EMPTY)
            window.deleteLater()
        self.player.stop()
        self.closed.emit()

    def _is_covered(self) -> bool:
        return any(not cover.isHidden() for cover in self._covers)

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide} and self._window is not None:
            is_shown = event.type() == QEvent.Type.Show
            self._window.page.set_blank(is_shown or self._is_covered())
        return super().eventFilter(watched, event)
