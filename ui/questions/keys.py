"""The single keys of a question card: what each does, and its cap drawn inside a button.

Single keys act on card level only, never while one types. They can be turned off or given other letters
in the settings (WCAG 2.1.4), because a keyboard, a hand or a voice may need it so.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from intake_app.errors import N_
from intake_app.settings import SINGLE_KEYS, Settings, single_keys
from ui.look import theme
from ui.look import type as letter
from ui.words import _

# deed of SINGLE_KEYS -> what the help (F1) and the settings say
KEY_WORDS = {
    "note": N_("note"),
    "oral": N_("translated orally"),
    "later": N_("put off until later"),
    "reasons": N_("without an answer, then 1 to 4"),
    "clear": N_("take the answer back"),
    "listen": N_("listen to the recording"),
}
_NAMED = {"Backspace": Qt.Key.Key_Backspace, "Delete": Qt.Key.Key_Delete}


@dataclass(frozen=True, slots=True)
class CardKeys:
    """Which single keys act on a card. ``advances``: one choice by its digit goes on to the next card."""

    by_deed: dict[str, str] = field(default_factory=lambda: dict(SINGLE_KEYS))
    is_on: bool = True
    advances: bool = False

    def deed_of(self, event: QKeyEvent) -> str:
        """Return the deed a key stands for; empty when it stands for none."""
        if not self.is_on:
            return ""
        typed = event.text().casefold()
        for deed, key in self.by_deed.items():
            if event.key() == (_NAMED[key] if key in _NAMED else ord(key)) or typed == key.casefold():
                return deed
        return ""

    def cap(self, deed: str) -> str:
        """Return the key to show beside a deed; empty when it has none."""
        return self.by_deed[deed] if self.is_on else ""

    def for_help(self) -> tuple[tuple[str, str], ...]:
        """Return (key, what it does) for every single key that acts."""
        if not self.is_on:
            return ()
        return tuple((key_words(key), _(KEY_WORDS[deed])) for deed, key in self.by_deed.items())


def card_keys(settings: Settings) -> CardKeys:
    """Return the keys as the person chose them."""
    return CardKeys(single_keys(settings.keys), settings.single_keys, settings.auto_advance)


def key_words(key: str) -> str:
    """Return a key's name as it stands on a keyboard."""
    return {"Backspace": _("Backspace"), "Delete": _("Delete")}.get(key, key)


def paint_key(painter: QPainter, place: QRectF, key: str) -> None:
    """Draw the cap of a key; never mirrored inside."""
    box = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(theme.colour("canvas"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(letter.font("small"))
    painter.setPen(theme.colour("muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
