"""Languages as directories write them (``Arabisch``, ``ara``, ``العربية``, ``prs``) -> BCP 47 tags."""

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from intake_app.languages import endonym, normal_tag

_CODE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_BETWEEN = re.compile(r"[,;/|\n]+|\s{2,}")
# Each name for itself means loading that language's data: these are what directories here hold.
_BY_OWN_NAME = (
    "ar",
    "fa-AF",
    "fa",
    "ps",
    "ku",
    "ckb",
    "tr",
    "uk",
    "ru",
    "fr",
    "ti",
    "am",
    "so",
    "ur",
    "ro",
    "bg",
    "es",
    "pt",
    "sq",
    "sr",
    "ka",
    "hy",
    "bn",
    "vi",
    "zh",
    "sw",
    "pl",
    "el",
    "it",
)
_MORE_NAMES = {
    "farsi": "fa",
    "persisch (farsi)": "fa",
    "dari": "fa-AF",
    "kurmanji": "ku",
    "kurmancî": "ku",
    "kurmandschi": "ku",
    "kurdisch (kurmanci)": "ku",
    "sorani": "ckb",
    "tigrigna": "ti",
    "romani": "rom",
    "romanes": "rom",
    "bosnisch/kroatisch/serbisch": "sr",
}


def split_list(text: str) -> list[str]:
    """Return the entries of a cell that holds several."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


@lru_cache(maxsize=4096)
def language_tag(text: str) -> str:
    """Return the tag of a language given as code or name; empty when nobody knows it."""
    said = " ".join(text.split())
    code = said.replace("_", "-")
    first, _dash, rest = code.partition("-")
    if first == first.lower() and re.fullmatch(_CODE, code) and first in _codes():
        return normal_tag("-".join(part for part in (_codes()[first], rest) if part))
    known = _names().get(said.casefold(), "")
    if not known and re.fullmatch(_CODE, code.lower()) and first.lower() in _codes():
        return normal_tag("-".join(part for part in (_codes()[first.lower()], rest) if part))
    return known


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return every two- and three-letter code with the shorter one where there is one."""
    found = {code: code for code in _named("en") if code.isalpha()}
    for code, short in get_global("language_aliases").items():
        if len(code) == 3 and code.isalpha():
            found[code] = str(short)
    return found | {"prs": "fa-AF", "kmr": "ku"}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "de"):
        for code, name in _named(language).items():
            if "_" not in code:
                found.setdefault(name.casefold(), normal_tag(code))
    for code in _BY_OWN_NAME:
        found.setdefault(endonym(code).casefold(), normal_tag(code))
    return found | _MORE_NAMES


def _named(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale(language).languages.items()}
