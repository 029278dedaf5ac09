"""What language a form means when it says ``Dari``, ``English (en)`` or ``french``.

Forms name their languages freely. The name stays what it is; the tag is a guess from a table of
names (``resources/languages/form-languages.csv``), empty where nobody can tell.
"""

import csv
import re
from functools import lru_cache
from typing import NamedTuple

from intake_app import places
from intake_app.languages import normal_tag

_CODED = re.compile(r"^(?P<name>.*?)\s*[(\[]\s*(?P<tag>[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{2,8})*)\s*[)\]]\s*$")
_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


class NamedLanguage(NamedTuple):
    """A language as the form names it, without its code, and its BCP 47 tag (empty if unknown)."""

    name: str
    tag: str


def guess_language(said: str) -> NamedLanguage:
    """Return the name and tag of a language as a form declares it."""
    said = " ".join(said.split())
    coded = _CODED.match(said)
    if coded:
        tag = tag_of(coded["tag"])
        by_name = _tags_by_name().get(coded["name"].casefold(), "")
        return NamedLanguage(coded["name"] or said, tag or by_name)
    return NamedLanguage(said, tag_of(said))


def is_declared(said: str) -> bool:
    """Return whether a form says itself what it means: ``Dari (fa-AF)`` or ``fa-AF``, not ``Dari``."""
    said = " ".join(said.split())
    coded = _CODED.match(said)
    if coded:
        return bool(tag_of(coded["tag"]))
    return bool(_TAG.match(said) and tag_of(said))


def tag_of(said: str) -> str:
    """Return the tag of a code or a name: ``ara`` -> ``ar``, ``Dari`` -> ``fa-AF``; empty when unknown."""
    known = _tags_by_name().get(said.casefold())
    if known:
        return known
    if _TAG.match(said):
        first, _, rest = said.replace("_", "-").partition("-")
        language = _tags_by_name().get(first.casefold())
        if language:
            return normal_tag(f"{language}-{rest}" if rest and "-" not in language else language)
    return ""


@lru_cache(maxsize=1)
def _tags_by_name() -> dict[str, str]:
    """Return every name and code of the table, case folded, with the tag it means."""
    found: dict[str, str] = {}
    path = places.resources() / "languages" / "form-languages.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            tag = row["tag"]
            for column, cell in row.items():
                if column in ("tag", None):
                    continue
                for name in (cell or "").split("|"):
                    if name.strip():
                        found.setdefault(name.strip().casefold(), tag)
            found[tag.casefold()] = tag
    return found
