"""What stands beside the cards of an interview: the client window, pictures, recordings, files.

The room says which question is asked and in which languages; nothing in here answers anything. What the
client touches goes to the card, where the counsellor confirms it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from intake_app.interview import Changes, Interview
from ui.client.side import ClientSide
from ui.parts.sound import SoundPlayer
from ui.questions.pictures import Pictures
from ui.questions.question_box import QuestionBox
from ui.screen import Screen
from ui.screens.interview_acts import Acts
from ui.screens.interview_files import AnswerFiles
from ui.screens.interview_pause import PausePage
from ui.screens.interview_tongues import Tongues


class Beside(QObject):
    """``client_changed``: whether the client window is open now. ``keeps_files`` is False in a preview."""

    client_changed = Signal(bool)

    def __init__(self, screen: Screen, interview_id: str, acts: Acts, *, keeps_files: bool) -> None:
        super().__init__(screen)
        self._screen = screen
        self._interview: Interview
        self._tongues: Tongues
        self._card: Callable[[str], QuestionBox]
        self._ref = ""
        self._pictures = Pictures({})
        self._player = SoundPlayer({}, lambda *_asked: None, self)
        self._files = AnswerFiles(screen, interview_id, acts.answer) if keeps_files else None
        self.client = ClientSide(screen)
        self.client.proposed.connect(self._show_touched)
        self.client.lock_wanted.connect(self._lock)
        self.client.woken.connect(self._wake)
        self.client.closed.connect(lambda: self.client_changed.emit(False))

    def begin(
        self, interview: Interview, tongues: Tongues, card: Callable[[str], QuestionBox], pause: PausePage
    ) -> None:
        """Serve this interview; ``card`` gives the card of a ref. Before the first card is made."""
        self._interview, self._tongues, self._card = interview, tongues, card
        media = interview.form.media

        def ask(
            call: Callable[[], object], then: Callable[[object], object], failed: Callable[..., object]
        ) -> None:
            self._screen.ask(call, then, failed, lane="work")

        self._pictures = Pictures(media, ask)
        self._player = SoundPlayer(media, ask, self)
        self._player.failed.connect(self._screen.tell)
        shell = self._screen.shell
        self.client.blank_under(pause, *((shell.blank,) if shell is not None else ()))
        self.client.begin(interview, self._pictures, self._player)

    def wire(self, box: QuestionBox) -> None:
        """Let a new card show and play what the form brings, and keep the files it is given."""
        box.bring_media(self._pictures, self._player)
        box.put_aside.connect(lambda _ref: self.client.forget_choice())
        if self._files is not None:
            self._files.serve(box)

    def show_question(self, ref: str) -> None:
        """Another card is asked, or none (an empty ref)."""
        if ref != self._ref:
            self._player.stop()
        self._ref = ref
        self.say()

    def say(self) -> None:
        """Say the question in the languages the room speaks now."""
        self.client.show_question(self._ref, self._tongues.panes)

    def refresh(self, changes: Changes) -> None:
        """Show what an act changed in the question that is asked."""
        if self._ref in changes.nodes and not changes.structure:
            self.client.refresh(self._ref)

    def toggle_client(self) -> None:
        """Open the client window, or close it."""
        self.client.toggle()
        self.client_changed.emit(self.client.is_open)

    def tidy(self) -> None:
        """Let the vault forget files that no answer names any more; before completing."""
        if self._files is not None:
            self._files.tidy(self._interview)

    def close(self) -> None:
        """Be silent and close the client window: the interview is left, or locked."""
        self.client.close()

    def _show_touched(self, ref: str, value: str | None, is_declined: bool, words: str) -> None:
        self._card(ref).show_touched(value, is_declined=is_declined, theirs=words)

    def _wake(self) -> None:
        """End the blank of an idle program; a pause is ended by the counsellor alone."""
        if self._screen.shell is not None:
            self._screen.shell.blank.hide()

    def _lock(self) -> None:
        if self._screen.shell is not None:
            self._screen.shell.lock()
