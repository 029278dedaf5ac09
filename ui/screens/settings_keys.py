"""One's own single keys for the interview: press the key a deed shall have; clashes are explained.

They matter to whoever speaks instead of typing, types with one hand, or hits keys by accident
(WCAG 2.1.4). The digits stay: 1 to 9 always choose.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from intake_app.settings import SINGLE_KEYS, key_that_acts_alone, single_keys
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.field import LineEdit
from ui.parts.label import label
from ui.parts.marks import Icon
from ui.parts.space import pane, row
from ui.questions.keys import KEY_WORDS, key_words
from ui.words import _

_NAMED = {Qt.Key.Key_Backspace: "Backspace", Qt.Key.Key_Delete: "Delete"}


class KeyLine(LineEdit):
    """Takes the key that is pressed in it; Tab and the keys of the window go their way."""

    pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not held and event.key() in _NAMED:
            self.pressed.emit(_NAMED[Qt.Key(event.key())])
        elif not held and event.text().strip() and event.text().isprintable():
            self.pressed.emit(event.text())
        else:
            super().keyPressEvent(event)


class KeyChoices(Card):
    """A line for each deed. ``changed`` carries what differs from the usual keys: deed -> key."""

    changed = Signal(object)

    def __init__(self, own: dict[str, str]) -> None:
        super().__init__(kind="sunken", gap=6)
        self._keys = single_keys(own)
        self.lines: dict[str, KeyLine] = {}
        lead = label("small", "muted")
        self.say(lead.setText, lambda: _("Press the key that shall do it. 1 to 9 always choose an answer."))
        self.body.add(lead)
        for deed in SINGLE_KEYS:
            self.lines[deed] = line = KeyLine()
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            line.fit(partial(self._measure, line))
            line.pressed.connect(partial(self.take, deed))
            words = label("body")
            words.setBuddy(line)
            self.say(words.setText, partial(_, KEY_WORDS[deed]))
            self.say(line.setAccessibleName, partial(_key_for, deed))
            self.body.add(row((words, 1), line, gap=12))
        self._trouble = label("small", "stop")
        self._trouble_line = pane(row(Icon("warning-circle", "stop", 16), (self._trouble, 1), gap=6))
        self._says: Callable[[], str] = str
        self.say(lambda _text: self._explain(self._says), lambda: "")
        self.reset = Button("small", icon="arrow-counter-clockwise")
        self.say(self.reset.setText, lambda: _("Usual keys again"))
        self.reset.clicked.connect(self.take_usual)
        self.body.add(self._trouble_line, row("*", self.reset))
        self.say(lambda _text: self._show(), lambda: "")

    def take(self, deed: str, typed: str) -> None:
        """Give a deed another key, or say why it cannot have it."""
        key = key_that_acts_alone(typed)
        holder = next((one for one, has in self._keys.items() if has == key and one != deed), "")
        if typed.isdigit() and not key:
            self._explain(lambda: _("1 to 9 choose an answer. Please take a letter."))
        elif not key:
            self._explain(lambda: _("Please take a letter, 0, Backspace or Delete."))
        elif holder:
            self._explain(lambda: _("{key} already does something else: {deed}.", key=key_words(key),
                                    deed=_(KEY_WORDS[holder])))  # fmt: skip
        else:
            self._keys[deed] = key
            self._tell()

    def take_usual(self) -> None:
        """Give every deed its usual key."""
        self._keys = dict(SINGLE_KEYS)
        self._tell()

    def trouble_text(self) -> str:
        """Return why the last key was not taken; empty when it was."""
        return self._trouble.text()

    def _tell(self) -> None:
        self._explain(str)
        self._show()
        self.changed.emit({deed: key for deed, key in self._keys.items() if key != SINGLE_KEYS[deed]})

    def _show(self) -> None:
        for deed, line in self.lines.items():
            line.setText(key_words(self._keys[deed]))
        self.reset.setEnabled(self._keys != SINGLE_KEYS)

    def _explain(self, says: Callable[[], str]) -> None:
        self._says = says
        self._trouble.setText(says())
        self._trouble_line.setVisible(bool(says()))

    @staticmethod
    def _measure(line: KeyLine) -> None:
        line.setFixedWidth(px(120))


def _key_for(deed: str) -> str:
    return _("Key for: {deed}", deed=_(KEY_WORDS[deed]))
