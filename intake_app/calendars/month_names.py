"""Month names: found however they are spelled, shown in the reader's language.

The Solar Hijri months have two sets of names: Iran's (Farvardin …) and Afghanistan's (Hamal …), which
Pashto translates again. Which set was used belongs to what was told, so it is called ``naming``.
"""

import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from intake_app.calendars.tables import rows
from intake_app.languages import direction, fallback_chain, normal_tag

Naming = Literal["", "iran", "afghan"]

AFGHAN_LANGUAGES = frozenset({"fa-AF", "ps", "ps-AF", "haz", "uz-AF"})

_FILES = {
    "gregory": "gregory.csv",
    "persian": "persian.csv",
    "islamic-umalqura": "islamic.csv",
    "ethiopic": "ethiopic.csv",
}
# Letters that stand for one another in everyday writing: Arabic and Persian keyboards, dotless i,
# and the Ethiopic rows that Amharic and Tigrinya writers no longer hear apart.
_SAME_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ۍ": "ی", "ې": "ی", "ئ": "ی", "ك": "ک", "ګ": "گ", "ة": "ه", "ە": "ه", "ھ": "ه",
     "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ı": "i", "ł": "l", "đ": "d"}
    | {chr(0x1210 + n): chr(0x1200 + n) for n in range(8)}  # ሐ -> ሀ
    | {chr(0x1280 + n): chr(0x1200 + n) for n in range(8)}  # ኀ -> ሀ
    | {chr(0x1220 + n): chr(0x1230 + n) for n in range(8)}  # ሠ -> ሰ
    | {chr(0x12D0 + n): chr(0x12A0 + n) for n in range(7)}  # ዐ -> አ
    | {chr(0x1340 + n): chr(0x1338 + n) for n in range(8)}  # ፀ -> ጸ
)  # fmt: skip


class Month(NamedTuple):
    """A month that a word names."""

    month: int
    naming: Naming
    language: str


def fold(text: str) -> str:
    """Return ``text`` as it is compared: no case, marks, half rings, joiners, and one letter per sound."""
    kept = []
    for character in unicodedata.normalize("NFKD", text).casefold():
        if character in "'’‘`´" or unicodedata.category(character) in {"Mn", "Lm", "Cf"}:
            continue
        kept.append(character)
    return "".join(kept).translate(_SAME_LETTERS)


def key(text: str) -> str:
    """Return the folded letters of ``text`` without spaces: Dhu l-qaʿda and ذو القعدة become one word."""
    return "".join(character for character in fold(text) if character.isalnum())


def find_month(word: str, calendar: str, language: str) -> Month | None:
    """Return the month a name means in a calendar; ``language`` decides between namesakes. None: no month."""
    found = _index(calendar).get(key(word), ())
    if len({month.month for month in found}) > 1:
        chain = fallback_chain(language)
        found = tuple(month for month in found if month.language in chain)
    if len({month.month for month in found}) != 1:
        return None
    own = [month for month in found if month.language == normal_tag(language)]
    return (own or list(found))[0]


def month_name(calendar: str, month: int, language: str, naming: Naming = "") -> str:
    """Return a month's name for a reader of ``language``; English where we have none."""
    if calendar == "persian" and not naming:
        naming = usual_naming(language)
    names = _names(calendar)
    neighbours = ("fa",) if direction(language) == "rtl" else ()
    for tag in (*fallback_chain(language), *neighbours, "en"):
        name = names.get((naming, month, tag))
        if name:
            return name
    raise KeyError((calendar, month))


def usual_naming(language: str) -> Naming:
    """Return whose names a speaker of ``language`` uses for the Solar Hijri months."""
    return "afghan" if normal_tag(language) in AFGHAN_LANGUAGES else "iran"


@lru_cache(maxsize=4)
def _index(calendar: str) -> dict[str, tuple[Month, ...]]:
    found: dict[str, tuple[Month, ...]] = {}
    for row in rows(_FILES[calendar]):
        month = Month(int(row["month"]), row["naming"], row["language"])  # type: ignore[arg-type]
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            found[key(name)] = (*found.get(key(name), ()), month)
    return found


@lru_cache(maxsize=4)
def _names(calendar: str) -> dict[tuple[str, int, str], str]:
    return {
        (row["naming"], int(row["month"]), row["language"]): row["name"] for row in rows(_FILES[calendar])
    }
