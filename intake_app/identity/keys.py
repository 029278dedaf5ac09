"""Search keys: each part of a name as a Latin form, a fine consonant key and a coarse skeleton.

Spellings of one name differ in vowels, doubled letters, article and devoiced endings; scripts that
leave vowels out differ most. What is left when all that is dropped is what two spellings share.
The keys' own kinds are told by their first letter: ``n`` Latin form, ``k`` consonants, ``s`` skeleton,
``e`` group of equivalent names. Only letters and digits, so that they pass through any index.
"""

import re
from functools import lru_cache
from itertools import product

import msgspec

from intake_app.identity import letters
from intake_app.identity.equivalences import group_of

KEYS_VERSION = 1  # raised whenever stored keys must be made again

_ATOM = re.compile(r"dsch|tsch|sch|tch|dzh|sh|ch|kh|gh|dj|dh|zh|th|ph|ck|ce|ci|[a-z0-9]")
_FINE = {
    "dsch": "j", "dzh": "j", "dj": "j", "j": "j", "zh": "j", "tsch": "q", "tch": "q", "ch": "q",
    "sch": "c", "sh": "c", "kh": "x", "gh": "g", "g": "g", "dh": "d", "d": "d", "th": "t", "t": "t",
    "ph": "f", "f": "f", "ck": "k", "c": "k", "q": "k", "k": "k", "x": "ks", "ce": "s", "ci": "s",
    "s": "s", "z": "z", "b": "b", "p": "p", "h": "h", "l": "l", "m": "m", "n": "n", "r": "r",
    "v": "v", "w": "w", "y": "y",
}  # fmt: skip
_COARSE = str.maketrans({"c": "s", "q": "j", "x": "h", "p": "b", "v": None, "w": None, "y": None})
# An Arabic letter stands for one sound in Arabic and for another in Persian and Turkish spelling.
_ARABIC_ALSO = {"ض": "z", "ظ": "z", "ذ": "z", "ث": "s", "غ": "k", "ق": "g", "ج": "g"}
_LEADS = {**dict.fromkeys("aeiouyاعی", "a"), **dict.fromkeys("vwو", "w")}
_ABD_AL = re.compile(r"^bdl(?=.)")
_VOWELS = {"a": "A", "e": "I", "i": "I", "o": "U", "u": "U", "y": "I", "w": "U", "v": "U"}
_MAX_VARIANTS = 8


class Token(msgspec.Struct, frozen=True):
    """One part of a name, ready to be compared. ``fine`` and ``coarse`` hold every reading of it."""

    latin: str
    fine: frozenset[str]
    coarse: frozenset[str]
    sounds: str  # consonants and vowel classes (A, I, U) in order; Arabic script knows long vowels only
    is_arabic: bool
    group: str  # equivalence group, may be empty


def search_keys(name: str) -> tuple[str, ...]:
    """Return the sorted keys to store for one name in any script; empty for a name without letters."""
    keys: set[str] = set()
    for token in tokens(name):
        keys.add("n" + token.latin)
        keys.update("k" + key for key in token.fine if key)
        keys.update("s" + key for key in token.coarse if key)
        if token.group:
            keys.add("e" + token.group)
    return tuple(sorted(keys - {"n"}))


def search_prefixes(query: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each part of what is being typed, the key prefixes any of which makes a candidate."""
    found = []
    for token in tokens(query):
        prefixes = {"n" + token.latin} if token.latin else set()
        prefixes.update("s" + key for key in token.coarse if len(key) >= 3 or len(token.latin) <= 3)
        if token.group:
            prefixes.add("e" + token.group)
        found.append(tuple(sorted(prefixes - {"s", "n"})))
    return tuple(prefixes for prefixes in found if prefixes)


@lru_cache(maxsize=20_000)
def tokens(name: str) -> tuple[Token, ...]:
    """Return the comparable parts of one name."""
    return tuple(_token(word) for word in letters.cut(name))


def _token(word: str) -> Token:
    plain = letters.latin(word)
    if letters.is_arabic(word):
        readings = _arabic_readings(word)
        return Token(
            latin=plain,
            fine=frozenset(_squeeze(reading) for _, reading in readings),
            coarse=frozenset(_skeleton(lead, reading) for lead, reading in readings),
            sounds=_arabic_sounds(word),
            is_arabic=True,
            group=group_of(plain),
        )
    atoms = _ATOM.findall(plain)
    fine = _squeeze("".join(_FINE.get(a, a if a.isdigit() else "") for a in _no_vowel_y(atoms)))
    lead = _LEADS.get(plain[:1], "")
    coarse = {_skeleton(lead, fine)}
    if plain.startswith(("j", "c")):  # German Jussuf is Yusuf, Somali Cabdi is Abdi
        coarse.add(_skeleton("a", fine[1:]))
    if "c" in plain:  # Turkish spelling: Cemal, Recep
        turkish = "".join("j" if a in {"c", "ce", "ci"} else _FINE.get(a, "") for a in atoms)
        coarse.add(_skeleton(lead, turkish))
    return Token(
        latin=plain,
        fine=frozenset({fine}),
        coarse=frozenset(coarse),
        sounds=_latin_sounds(atoms),
        is_arabic=False,
        group=group_of(plain),
    )


def _no_vowel_y(atoms: list[str]) -> list[str]:
    """Leave out y and w where they only colour a vowel: at the end and before a consonant."""
    kept = []
    for n, atom in enumerate(atoms):
        following = atoms[n + 1] if n + 1 < len(atoms) else ""
        if atom in {"y", "w"} and n and following[:1] not in {"a", "e", "i", "o", "u"}:
            continue
        kept.append(atom)
    return kept


def _arabic_readings(word: str) -> list[tuple[str, str]]:
    """Return lead and consonants of a word for each sound of its letters, with and without article."""
    stems = {word}
    if word.startswith("ال") and len(word) >= 5:
        stems.add(word[2:])
    readings: list[tuple[str, str]] = []
    for stem in sorted(stems):
        choices = []
        for n, letter in enumerate(stem):
            main = "" if letter in "ویا" and n else _FINE.get(letters.latin(letter), "")
            also = _ARABIC_ALSO.get(letter)
            choices.append((main, also) if also else (main,))
        lead = _LEADS.get(stem[0], "")
        readings += [(lead, "".join(parts)) for parts in product(*choices)][:_MAX_VARIANTS]
    return readings


def _squeeze(key: str) -> str:
    """Drop doubled letters and a silent final h (Fatimah, Allah)."""
    once = re.sub(r"(.)\1+", r"\1", key)
    return once[:-1] if len(once) > 2 and once.endswith("h") else once


def _skeleton(lead: str, key: str) -> str:
    """Return the coarse key: related consonants as one; ``lead`` says that the name begins without one."""
    squeezed = _squeeze(key.translate(_COARSE))
    squeezed = _ABD_AL.sub("bd", squeezed)  # Abdulaziz = Abd al-Aziz
    return lead + (squeezed[:-1] + "t" if squeezed.endswith("d") else squeezed)


def _latin_sounds(atoms: list[str]) -> str:
    return "".join(_VOWELS.get(a) or _FINE.get(a, "") for a in atoms)


def _arabic_sounds(word: str) -> str:
    long_vowels = {"ا": "A", "ی": "I", "و": "U"}
    return "".join(long_vowels.get(c) or _FINE.get(letters.latin(c), "") for c in word)
