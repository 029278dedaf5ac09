"""The few words of the program itself that a client reads, in the client's language.

Where no catalogue has the language, the words stay in the language of the window: better read out by
the counsellor than shown in a third language nobody in the room chose.
"""

from functools import lru_cache

from intake_app.languages import SOURCE_LANGUAGE, UI_LANGUAGES, Words, fallback_chain
from ui.words import words


def in_language(tag: str, message: str, **facts: object) -> str:
    """Return ``message`` in the language ``tag``, or in the window's when no catalogue has it."""
    known = next((part for part in fallback_chain(tag) if part in UI_LANGUAGES), "") if tag else ""
    return _words(known)(message, **facts) if known else words()(message, **facts)


def has_words(tag: str) -> bool:
    """Return whether the program speaks the language ``tag`` itself."""
    return any(part in UI_LANGUAGES for part in fallback_chain(tag)) if tag else False


@lru_cache(maxsize=16)
def _words(tag: str) -> Words:
    return Words.load(tag or SOURCE_LANGUAGE)
