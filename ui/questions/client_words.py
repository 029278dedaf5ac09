"""The few words of the program itself that a client reads, in the client's language.

They stand in ``resources/client-words`` in every language of the shipped form, also in those the window
itself does not speak. Where neither the table nor a catalogue has the language, the words stay in the
language of the window: better read out by the counsellor than shown in a third one nobody chose.
"""

import csv
from functools import lru_cache

from intake_app import places
from intake_app.languages import SOURCE_LANGUAGE, UI_LANGUAGES, Words, fallback_chain
from ui.words import words


def in_language(tag: str, message: str, **facts: object) -> str:
    """Return ``message`` in the language ``tag``, or in the window's when nobody wrote it there."""
    for part in fallback_chain(tag) if tag else ():
        said = _table().get(message, {}).get(part, "")
        if said:
            return said.format(**facts) if facts else said
        if part in UI_LANGUAGES:
            return _words(part)(message, **facts)
    return words()(message, **facts)


def has_words(tag: str) -> bool:
    """Return whether the program has words of its own in the language ``tag``."""
    parts = fallback_chain(tag) if tag else ()
    return any(part in UI_LANGUAGES or part in _languages() for part in parts)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = (places.resources() / "client-words" / "client-words.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["message"]: {tag: said for tag, said in row.items() if tag != "message"} for row in rows}


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(tag for said in _table().values() for tag in said)


@lru_cache(maxsize=16)
def _words(tag: str) -> Words:
    return Words.load(tag or SOURCE_LANGUAGE)
