"""The one live language of the window: every text a person reads goes through ``_`` or ``words()``.

The core is handed a ``Words``; only the window has a current one, because only the window can change
its language while it stands open. ``Speaking.say`` repeats what was said when that happens.
"""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from intake_app.languages import SOURCE_LANGUAGE, Words

_current: Words | None = None


def words() -> Words:
    """Return the current language's texts, dates and numbers."""
    global _current  # noqa: PLW0603 - one window, one language
    if _current is None:
        _current = Words.load(SOURCE_LANGUAGE)
    return _current


def set_language(tag: str) -> None:
    """Make ``tag`` the window's language: mirror the layout, then let every widget say its texts again."""
    global _current  # noqa: PLW0603 - one window, one language
    _current = Words.load(tag)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    mirrored = _current.direction == "rtl"
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    for widget in app.topLevelWidgets():
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


def _(message: str, **facts: object) -> str:
    """Return ``message`` in the window's language, its placeholders filled."""
    return words()(message, **facts)


def plural(one: str, many: str, n: int, **facts: object) -> str:
    """Return the right plural form for ``n`` in the window's language; ``{n}`` is filled."""
    return words().plural(one, many, n, **facts)


def is_mirrored() -> bool:
    """Tell whether the window's language is written from right to left."""
    return words().direction == "rtl"


def set_apart(text: str) -> str:
    """Return ``text`` wrapped so that it keeps its own direction between others (a date in Arabic)."""
    return f"\u2068{text}\u2069"


def isolate(text: str) -> str:
    """Return ``text`` wrapped so that an id or a phone number keeps its order inside mirrored text."""
    return f"\u2066{text}\u2069"
