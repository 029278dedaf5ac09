"""Names as letters: one script's variants folded, tokens cut, articles and particles set aside.

Nothing here changes a stored name. Folding is for finding only: it loses what spellings disagree on.
"""

import re
import unicodedata

from anyascii import anyascii

_ARABIC_FOLDS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("يىئےۍېۑؠ", "ی"),
        **dict.fromkeys("كڪګ", "ک"),
        **dict.fromkeys("ةۀہھۃ", "ه"),
        "ؤ": "و",
        "ڕ": "ر",
        "ړ": "ر",
        "ڑ": "ر",
        "ڵ": "ل",
        "ټ": "ت",
        "ٹ": "ت",
        "ډ": "د",
        "ڈ": "د",
        "ڼ": "ن",
        "ں": "ن",
        "ـ": None,
        "ء": None,
        "\u200c": None,  # zero width non-joiner inside a name: عبد‌الله = عبدالله
    }
)
# Latin letters whose plain base letter would lose their sound.
_LATIN_SOUNDS = str.maketrans(
    {"ş": "sh", "ș": "sh", "š": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ğ": None, "ı": "i",
     "ё": "е", "ß": "ss", "ä": "a", "ö": "o", "ü": "u", "ь": None, "ъ": None,
     **dict.fromkeys("ʿʾ’‘'`")}
)  # fmt: skip
_PARTICLES = frozenset(
    {"al", "el", "ul", "ur", "ad", "as", "ar", "az", "ash", "at", "an", "il", "bin", "ben", "ibn", "ebn",
     "bint", "bent", "binti", "von", "van", "der", "den", "de", "da", "do", "dos", "del", "di", "la", "le",
     "zu", "zur", "ال", "بن", "ابن", "بنت", "ول"}
)  # fmt: skip
_SERVANT = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdur", "abdour", "عبد"})
_KUNYA = frozenset({"abu", "abo", "abou", "umm", "um", "om", "oum", "ابو", "ام"})
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def fold(name: str) -> str:
    """Return ``name`` in NFKC, case folded, Arabic and Persian letters unified, marks removed."""
    text = unicodedata.normalize("NFKC", name).replace("İ", "i").replace("I", "i").casefold()
    text = unicodedata.normalize("NFC", text).translate(_ARABIC_FOLDS).translate(_LATIN_SOUNDS)
    split = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in split if not unicodedata.combining(c)))


def cut(name: str) -> tuple[str, ...]:
    """Return the folded parts of a name that tell people apart, in the order given.

    Articles and particles (al-, bin, von) are left out unless nothing else remains; ``Abd al-`` and
    ``Abu`` are joined to what they belong to, because some write them as one word.
    """
    words = _WORD.findall(fold(name))
    parts: list[str] = []
    pending = ""
    for word in words:
        if word in _SERVANT:
            pending = "عبد" if is_arabic(word) else "abd"
        elif word in _KUNYA:
            pending = word
        elif word not in _PARTICLES:
            if pending and is_arabic(word) and word.startswith("ال"):
                word = word[2:]  # noqa: PLW2901 - the article belongs to the joined word
            parts.extend([pending + word] if pending else _without_han(word))
            pending = ""
    if pending:
        parts.append(pending)
    return tuple(parts) or tuple(words)


def is_arabic(word: str) -> bool:
    """Return whether a folded word is written in the Arabic script, which leaves short vowels out."""
    return any("\u0600" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" for c in word)


def latin(word: str) -> str:
    """Return a plain a-z form of a folded word, letter by letter; for Arabic script without its vowels."""
    plain = anyascii(word).lower()
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def _without_han(word: str) -> list[str]:
    """Cut a Han word into its syllables, which ``anyascii`` marks with capitals: 张伟 -> zhang, wei."""
    if not _HAN.search(word):
        return [word]
    return [part.lower() for part in re.findall(r"[A-Z][a-z]*", anyascii(word))] or [word]
