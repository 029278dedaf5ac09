"""Languages, direction, fallback chains, catalogues, and ``Words``: gettext and Babel for ONE language.

Nothing here is global: whoever needs words is handed a ``Words``. Language tags are BCP 47
(``fa-AF``); Babel does not know ``prs`` (Dari), so it is asked for ``fa_AF``.
"""

import datetime
import gettext
import re
import struct
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from babel.core import get_global

from intake_app import places
from intake_app.errors import IntakeError

Direction = Literal["ltr", "rtl"]

UI_LANGUAGES = (
    "de",
    "en",
    "ar",
    "fa-AF",
    "uk",
    "tr",
    "fr",
    "ru",
    "es",
    "ca",
    "pt",
)  # languages of the program itself; the form's languages are its own
SOURCE_LANGUAGE = "en"  # the language of the message ids

_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Rohg"})
_RTL_LANGUAGES = frozenset({"ar", "fa", "ps", "ur", "ckb", "prs", "he", "yi", "sd", "ug", "dv", "syr", "azb"})
_SAME_AS = {"prs": "fa-AF", "kmr": "ku"}  # how the field writes them -> how catalogues and Babel do
_ENDONYMS = {"fa-AF": "دری", "ku": "Kurmancî", "ckb": "کوردیی ناوەندی", "ps": "پښتو", "ti": "ትግርኛ"}
_SCRIPT_SAMPLES = (("ARABIC", "Arab"), ("HEBREW", "Hebr"), ("ETHIOPIC", "Ethi"), ("GEORGIAN", "Geor"),
                   ("CYRILLIC", "Cyrl"), ("LATIN", "Latn"))  # fmt: skip


def normal_tag(tag: str) -> str:
    """Return ``tag`` in BCP 47 case with the field's synonyms resolved: ``PRS`` -> ``fa-AF``."""
    parts = tag.replace("_", "-").split("-")
    cased = [parts[0].lower()]
    cased += [part.title() if len(part) == 4 else part.upper() for part in parts[1:]]
    joined = "-".join(cased)
    return _SAME_AS.get(joined, joined)


def direction(tag: str) -> Direction:
    """Return the writing direction of a language tag."""
    parts = normal_tag(tag).split("-")
    script = next((part for part in parts[1:] if len(part) == 4), None)
    if script is not None:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RTL_LANGUAGES else "ltr"


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the first letter whose script we ship (``Latn`` when there is none)."""
    for character in text:
        if character.isalpha():
            name = unicodedata.name(character, "")
            for word, code in _SCRIPT_SAMPLES:
                if name.startswith(word):
                    return code
    return "Latn"


def fallback_chain(tag: str) -> tuple[str, ...]:
    """Return the languages to try in order: ``fa-AF`` -> (``fa-AF``, ``fa``)."""
    parts = normal_tag(tag).split("-")
    return tuple("-".join(parts[:n]) for n in range(len(parts), 0, -1))


def endonym(tag: str) -> str:
    """Return a language's name for itself (``دری``); the tag when nobody knows it."""
    tag = normal_tag(tag)
    if tag in _ENDONYMS:
        return _ENDONYMS[tag]
    locale = _locale(tag)
    name = locale.get_language_name(str(locale)) or locale.get_display_name(str(locale)) if locale else None
    return (name[:1].upper() + name[1:]) if name else tag


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Return ISO 3166-1 alpha-3 -> alpha-2 for every country that has a name (CLDR's own table)."""
    named = Locale("en").territories
    aliases = get_global("territory_aliases")
    return {
        code: others[0]
        for code, others in aliases.items()
        if len(code) == 3 and code.isalpha() and len(others) == 1 and others[0] in named
    }


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale | None:
    for candidate in fallback_chain(tag):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


class Words:
    """Texts, dates and numbers in one language. Calling it translates a message id and fills it in."""

    def __init__(self, tag: str, catalogue: gettext.NullTranslations) -> None:
        self.tag = tag
        self.direction: Direction = direction(tag)
        self._catalogue = catalogue
        self._locale = _locale(tag) or Locale("en")

    @classmethod
    def load(cls, tag: str, folder: Path | None = None) -> "Words":
        """Open the catalogue of ``tag``; English message ids where a text or the catalogue is missing.

        ``en-XA`` and ``ar-XB`` are made on the fly to try layouts with; no person is offered them.
        """
        if tag in _DISGUISES:
            return cls(tag, _Disguised(_DISGUISES[tag]))
        names = [part.replace("-", "_") for part in fallback_chain(tag)]
        found = gettext.translation(
            "ankommen", str(folder or places.locales()), languages=names, fallback=True
        )
        return cls(normal_tag(tag), found)

    def __call__(self, message: str, **facts: object) -> str:
        """Return ``message`` translated, its ``{placeholders}`` filled from ``facts``."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**facts) if facts else text

    def plural(self, one: str, many: str, n: int, **facts: object) -> str:
        """Return the right plural form for ``n``, which also fills ``{n}``."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **facts)

    def error(self, trouble: IntakeError) -> tuple[str, str]:
        """Return what happened and what to do, in this language."""
        return (self.told(trouble.says, trouble.facts), self.told(trouble.remedy, trouble.facts))

    def told(self, message: str, facts: Mapping[str, str | int]) -> str:
        """Return ``message`` with ``facts``; a fact that is itself a collected text is translated, too."""
        said = {name: self(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        return self(message).format(**said)

    def date(self, day: datetime.date, style: str = "medium") -> str:
        """Return a date; ``style`` is Babel's short, medium, long, full or a pattern. Western digits."""
        return _western(babel_dates.format_date(day, style, locale=self._locale))

    def time(self, moment: datetime.datetime) -> str:
        """Return hours and minutes of an aware moment in the device's own time zone."""
        return _western(babel_dates.format_time(moment.astimezone(), "HH:mm", locale=self._locale))

    def moment(self, moment: datetime.datetime) -> str:
        """Return date and time of an aware moment in the device's own time zone."""
        return f"{self.date(moment.astimezone().date())}, {self.time(moment)}"

    def number(self, value: float) -> str:
        """Return a number in this language's grouping, with western digits."""
        return _western(babel_numbers.format_decimal(value, locale=self._locale))

    def country_name(self, code: str) -> str:
        """Return the name of a country (ISO 3166-1 alpha-3) in this language; the code when unknown."""
        return str(self._locale.territories.get(countries().get(code, ""), code))

    def script_name(self, code: str) -> str:
        """Return the name of a script (ISO 15924, ``Arab``) in this language; the code when unknown."""
        return str(self._locale.scripts.get(code, code))

    def language_name(self, tag: str) -> str:
        """Return the name of the language ``tag`` in this language (``Dari``)."""
        other = _locale(tag)
        name = other.get_display_name(self._locale) if other else None
        if normal_tag(tag) == "fa-AF":
            name = self._locale.languages.get("prs") or self._locale.languages.get("fa_AF") or "Dari"
        return name or tag


def completeness(tag: str, folder: Path | None = None) -> float:
    """Return which share of the program's texts has words in the language ``tag``: 0.0 to 1.0.

    Counted in the compiled catalogue, which holds translated texts only, against the template.
    """
    if normal_tag(tag) == SOURCE_LANGUAGE:
        return 1.0
    place = folder or places.locales()
    try:
        compiled = (place / tag.replace("-", "_") / "LC_MESSAGES" / "ankommen.mo").read_bytes()
        template = (place / "ankommen.pot").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    held: int = struct.unpack_from("<I", compiled, 8)[0]  # with the header, as the template's first entry
    texts = template.count('\nmsgid "')
    return max(0.0, min(1.0, (held - 1) / max(texts - 1, 1)))


_PLACEHOLDER = re.compile(r"({\w*})")
_STRETCHED = str.maketrans(
    {vowel: accented * 2 for vowel, accented in zip("aeiouAEIOU", "ạẹịọụẠẸỊỌỤ", strict=True)}
)
_LONGER = 1.6  # German runs up to half as long again as English, short words more


def _stretch(message: str) -> str:
    """Return ``message`` with letters no data has, 1.6 times as long; placeholders stay as they are."""
    parts = _PLACEHOLDER.split(message)
    length = sum(len(part) for part in parts[::2])
    drawn = [part if n % 2 else part.translate(_STRETCHED) for n, part in enumerate(parts)]
    missing = round(_LONGER * length) - sum(len(part) for part in drawn[::2])
    if not message.strip() or missing <= 0:
        return "".join(drawn)
    words = " ẹxtrạ wọrds tọ fịll ụp" * (1 + missing // 20)
    return "".join(drawn) + (words[:missing].rstrip() if missing > 3 else "ọ" * missing)


def _reverse(message: str) -> str:
    """Return ``message`` running from right to left (U+202E, UAX #9); placeholders stay as they are."""
    parts = _PLACEHOLDER.split(message)
    return "".join(
        part if n % 2 or not part.strip() else f"\u202e{part}\u202c" for n, part in enumerate(parts)
    )


_DISGUISES: dict[str, Callable[[str], str]] = {"en-XA": _stretch, "ar-XB": _reverse}


class _Disguised(gettext.NullTranslations):
    """A catalogue that disguises the message ids themselves."""

    def __init__(self, disguise: Callable[[str], str]) -> None:
        super().__init__()
        self._disguise = disguise

    def gettext(self, message: str) -> str:
        """Return the message disguised."""
        return self._disguise(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the English plural form disguised."""
        return self._disguise(msgid1 if n == 1 else msgid2)


def _western(text: str) -> str:
    """Return ``text`` with every decimal digit western: one digit set in every user interface."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)
