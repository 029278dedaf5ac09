"""The keys of the interview room: F-keys, because they are the same in every language and while typing.

Each F-key has a twin with Ctrl and a digit for laptops whose F-keys need another key held down.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intake_app.errors import N_
from ui.questions.keys import CardKeys
from ui.words import _

# deed, keys, what the help (F1) says; nothing when another line says it, too
KEYS = (
    ("declined", ("F2", "Ctrl+2"), N_("prefers not to answer")),
    ("unknown", ("F3", "Ctrl+3"), N_("does not know")),
    ("not-asked", ("F4", "Ctrl+4"), N_("not asked")),
    ("not-applicable", ("F5", "Ctrl+5"), N_("does not apply")),
    ("skip not-asked", ("Shift+F4", "Ctrl+Shift+4"), N_("skip the sensitive questions of this section")),
    ("skip declined", ("Shift+F2", "Ctrl+Shift+2"), ""),
    ("skip unknown", ("Shift+F3", "Ctrl+Shift+3"), ""),
    ("skip not-applicable", ("Shift+F5", "Ctrl+Shift+5"), ""),
    ("cycle", ("F6", "Ctrl+6"), N_("the last two languages of the client")),
    ("swap", ("F7", "Ctrl+7"), N_("swap sides")),
    ("languages", ("F8", "Ctrl+8"), N_("all languages")),
    ("pause", ("F9", "Ctrl+9"), N_("pause: empty the screen")),
    ("client", ("F10", "Ctrl+0"), N_("client window")),
    ("interpreter", ("F11", "Ctrl+I"), N_("interpreter: who interprets now")),
    ("interpreter-view", ("F12", "Ctrl+Shift+I"), N_("the interpreter looks on: questions and choices only")),
    ("next", ("PgDown",), N_("next page")),
    ("confirm or next", ("Ctrl+Return", "Ctrl+Enter"), N_("next page; first keep an unusual answer as said")),
    ("back", ("PgUp", "Ctrl+Shift+Return", "Ctrl+Shift+Enter"), N_("page before")),
    ("section-down", ("Ctrl+Down",), N_("next section")),
    ("section-up", ("Ctrl+Up",), N_("section before")),
    ("undo", ("Ctrl+Z",), N_("undo the last answer")),
    ("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), N_("do it again")),
    ("find", ("Ctrl+G",), N_("go to a question")),
    ("pane", ("Ctrl+Tab",), N_("next part of the page; arrows inside it, Esc back to the question")),
    ("pane-back", ("Ctrl+Shift+Tab", "Ctrl+Shift+Backtab"), ""),
)
_REPEATS = frozenset({"next", "back", "section-down", "section-up"})
# On card level, without Ctrl; the single keys come from the settings.
_CARD_KEYS = (
    ("1 … 9", N_("choose")),
    ("↑ ↓", N_("question before, next question")),
    ("Enter, Esc", N_("into the answer, back to the card")),
    ("Alt+↓", N_("calendar and certainty of a date")),
    ("Ctrl+K", N_("go to a question")),  # not persons: the window asks the page first
)


def bind_keys(screen: QWidget, deeds: Mapping[str, Callable[[], object]]) -> None:
    """Let every key of ``KEYS`` do its deed while the focus is anywhere in ``screen``."""
    for name, keys, _says in KEYS:
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(name in _REPEATS)
            shortcut.activated.connect(deeds[name])


def keys_for_help(card: CardKeys) -> tuple[tuple[str, str], ...]:
    """Return (keys, what they do) as they act now, for the help (F1)."""
    room = tuple((_as_printed(keys[0]), _(says)) for _deed, keys, says in KEYS if says)
    return (*room, *((keys, _(says)) for keys, says in _CARD_KEYS), *card.for_help())


def _as_printed(key: str) -> str:
    """Return a key as it stands on a keyboard; the control key is said where it is drawn."""
    names = {"PgDown": _("PgDn"), "PgUp": _("PgUp"), "Down": "↓", "Up": "↑", "Return": "Enter"}
    return "+".join(names.get(part, part) for part in key.split("+"))
