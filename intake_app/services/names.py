"""What is to know about a name or a phone number while it is typed. It warns; nothing is ever corrected."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from intake_app.identity.din91379 import deprecated_letters, foreign_letters
from intake_app.identity.phone import PhoneHint, phone_hint
from intake_app.records.person import PersonName, script_of_name

__all__ = ["LetterWarning", "PhoneHint", "check_names", "phone_hint"]


class LetterWarning(msgspec.Struct, frozen=True):
    """A letter that German offices' systems do not take (DIN 91379:2022-08), or shall no longer write."""

    kind: Literal["foreign", "deprecated"]
    letter: str  # as typed
    unicode_name: str
    text: str  # the part of the name it stands in
    instead: str = ""  # of a deprecated letter, what the standard names in its place


def check_names(names: Iterable[PersonName]) -> tuple[LetterWarning, ...]:
    """Return the letters of these names a residence card or the central system may write otherwise.

    Each letter once, in the order of the names. A name in its own, other script has its own field and is
    not what the standard is about.
    """
    found: dict[str, LetterWarning] = {}
    for name in names:
        parts = (name.full_latin, name.given, name.father, name.grandfather, name.particle, name.family)
        original = name.full_original if script_of_name(name.full_original) == "Latn" else ""
        for text in (*parts, name.birth_name, original):
            for letter in foreign_letters(text):
                found.setdefault(
                    letter.character, LetterWarning("foreign", letter.character, letter.name, text)
                )
            for letter, instead in deprecated_letters(text):
                found[letter.character] = LetterWarning(
                    "deprecated", letter.character, letter.name, text, instead
                )
    return tuple(found.values())
