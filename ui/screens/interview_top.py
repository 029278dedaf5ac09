"""The top bar of an interview: the way out, case number and form, when it was saved, language, pause.

The case number stands here and no name: the screen is shared with the person in the room.
"""

import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.label import Elide, label
from ui.parts.marks import Icon
from ui.parts.space import column, row
from ui.screens.interview_interpreter import InterpreterBadge
from ui.screens.interview_languages import LanguageSwitch
from ui.speaking import Speaking
from ui.words import _, isolate, words


class TopBar(Speaking, QFrame):
    """What stays in sight above every page of questions."""

    left = Signal()
    swapped = Signal()
    paused = Signal()
    client_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._shows_client = self._is_narrow = False
        self._saved_at: datetime.datetime | None = None
        self._case = ""
        self._begun_at: datetime.datetime | None = None
        leave = Button("quiet", icon="x")
        self.say(leave.name_it, lambda: _("Leave the interview; it stays as a draft"))
        leave.clicked.connect(self.left)
        self._leave = leave
        self._form = Elide("strong")
        self._form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._facts = Elide("small", "muted")
        self.say(self._facts.setText, self._case_words)
        self._mark = Icon("check", "muted", 15)
        self._saved = label("small", "muted", wrap=False)
        self.say(self._saved.setText, self._saved_words)
        self._state = QWidget()
        self._state.setLayout(row(self._mark, self._saved, gap=6))
        self.interpreter = InterpreterBadge()
        self.languages = LanguageSwitch()
        swap = Button(icon="arrows-left-right")
        self.say(swap.name_it, lambda: _("Swap sides (F7)"))
        swap.clicked.connect(self.swapped)
        self._pause = Button(icon="pause")
        self.say(self._pause.setText, lambda: _("Pause"))
        self._pause.setToolTip("F9")
        self._pause.clicked.connect(self.paused)
        self._swap = swap
        self._client = Button(icon="monitor")
        self.say(self._client.name_it, self._client_words)
        self._client.clicked.connect(self.client_wanted)
        for button in (leave, swap, self._pause, self._client):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._names = column(self._form, self._facts, gap=0)
        self.setLayout(row(leave, self._names, self._state, self.interpreter, "*", self.languages, swap,
                           self._client, self._pause, gap=12, margins=(12, 8)))  # fmt: skip
        self._mark.hide()

    def show_case(self, form: str, case_number: str, begun_at: datetime.datetime) -> None:
        """Show which interview this is."""
        self._form.setText(form)
        self._case, self._begun_at = case_number, begun_at
        self._facts.setText(self._case_words())

    def show_saved(self, at: datetime.datetime | None) -> None:
        """Show when the last answer was saved."""
        self._saved_at = at
        self._mark.setVisible(at is not None)
        self._mark.show_icon("check", "muted")
        self._saved.set_tone("muted")
        self._saved.setText(self._saved_words())
        self._facts.setText(self._case_words())

    def show_client(self, is_open: bool) -> None:
        """Show whether the client window is open."""
        self._shows_client = is_open
        self._client.set_icon("monitor-play" if is_open else "monitor")
        self._client.name_it(self._client_words())

    def set_for_interpreter(self, is_viewed: bool) -> None:
        """While the interpreter looks on there is no case number and no way out."""
        for widget in (self._leave, self._facts, self.interpreter):
            widget.setVisible(not is_viewed)

    def set_arranged(self, width: str) -> None:
        """Leave out what has no room."""
        self._is_narrow = width == "narrow"
        self._state.setVisible(not self._is_narrow)
        self._facts.setText(self._case_words())
        self._swap.setVisible(width != "narrow")
        self.interpreter.set_short(width != "wide")
        self.languages.set_arranged(width)

    def _client_words(self) -> str:
        return _("Close the client window (F10)") if self._shows_client else _("Client window (F10)")

    def _case_words(self) -> str:
        if self._begun_at is None:
            return ""
        since = _("since {time}", time=words().time(self._begun_at))
        saved = self._saved_words() if self._is_narrow else ""  # the only place left for it
        # What is cut at the end of a narrow bar must not be when it was saved.
        return "  ·  ".join((saved, isolate(self._case)) if saved else (isolate(self._case), since))

    def _saved_words(self) -> str:
        return _("Saved {time}", time=words().time(self._saved_at)) if self._saved_at else ""


class NotSaved(Notice):
    """The bar that says since when nothing was saved, why, and tries again. The answers stay."""

    retried = Signal()

    def __init__(self) -> None:
        self._again = Button("small", icon="arrow-clockwise")
        super().__init__("stop", action=self._again)
        self.say(self._again.setText, partial(_, "Try again"))
        self._again.clicked.connect(self.retried)
        self.hide()

    def tell_since(self, since: datetime.datetime | None, what: str, remedy: str) -> None:
        """Show the bar."""
        head = _("Not saved since {time}", time=words().time(since)) if since else _("Not saved yet")
        self.tell(head, " ".join((what, _("All answers are still here."), remedy)).strip())
        self.show()


class PreviewBar(Notice):
    """The bar over a form that is only tried out: nothing is kept, and this is the way back."""

    ended = Signal()

    def __init__(self) -> None:
        self._end = Button("small", icon="x")
        super().__init__("prov", icon="eye", action=self._end)
        self.say(self._end.setText, partial(_, "End the preview"))
        self._end.clicked.connect(self.ended)
        self.tell(partial(_, "Preview – nothing is kept"))
        self.hide()
