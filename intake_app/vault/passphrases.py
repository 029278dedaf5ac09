"""Passphrases: suggested from the shipped word list, and checked when somebody chooses their own.

The list is plain German nouns. Each word of it is worth log2(number of words) bits when it was drawn,
so a role's least number of words follows from the list's length (``resources/passphrases/README.md``).
"""

import secrets
import unicodedata
from functools import lru_cache
from itertools import pairwise

from intake_app import places
from intake_app.records.user import Role
from intake_app.vault.errors import PassphraseTooWeak, TooFewWords
from intake_app.vault.keys import normal_passphrase

LEAST_WORDS: dict[Role, int] = {
    "supervisor": 5, "counsellor": 4, "coordinator": 4, "trainer": 4, "auditor": 4,
}  # fmt: skip
LEAST_LETTERS = 14
_LEAST_DIFFERENT = 6


def suggest_passphrase(words: int) -> str:
    """Return ``words`` words of the list, drawn with the system's random source."""
    pool = shipped_words()
    return " ".join(secrets.choice(pool) for _ in range(words))


def check_passphrase(passphrase: str, role: Role, *, known: tuple[str, ...] = ()) -> None:
    """Raise PassphraseTooWeak or TooFewWords unless the passphrase will do.

    ``known`` are words anybody would try first: the user's name, the centre's name.
    """
    text = normal_passphrase(passphrase).casefold()
    words = text.split()
    pool = frozenset(word.casefold() for word in shipped_words())
    if words and all(word in pool for word in words):
        if len(set(words)) < LEAST_WORDS[role]:
            raise TooFewWords(words=LEAST_WORDS[role])
        return
    letters = "".join(text.split())
    if len(letters) < LEAST_LETTERS or len(set(letters)) < _LEAST_DIFFERENT:
        raise PassphraseTooWeak
    rest = letters
    for part in sorted((*_blocked(), *map(_plain, known)), key=len, reverse=True):
        if len(part) >= 3:
            rest = rest.replace(part, "*")  # a common part counts as one letter
    if len(rest) < LEAST_LETTERS - 4 or _is_a_run(letters):
        raise PassphraseTooWeak


@lru_cache(maxsize=1)
def shipped_words() -> tuple[str, ...]:
    """Return the word list; lines with # are comments."""
    return _lines("de.txt")


@lru_cache(maxsize=1)
def _blocked() -> tuple[str, ...]:
    return tuple(_plain(line) for line in _lines("blocked.txt"))


def _lines(name: str) -> tuple[str, ...]:
    text = (places.resources() / "passphrases" / name).read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def _is_a_run(letters: str) -> bool:
    """Tell whether most steps from letter to letter are the same: abcdef, 987654, aaaa."""
    steps = [ord(b) - ord(a) for a, b in pairwise(letters)]
    most = max((steps.count(step) for step in set(steps)), default=0)
    return most * 2 > len(steps)
