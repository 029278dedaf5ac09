"""The papers' own texts in the languages of the people they are for: data in ``resources/documents``.

A paper is read by people whose language the program itself does not speak, so its few texts are kept apart
from the catalogues. The key of a text is its English wording, as in the catalogues.
"""

import csv
import gettext
from collections.abc import Iterable
from functools import lru_cache

from intake_app import places
from intake_app.languages import Words, fallback_chain, normal_tag

_OWN = ("de", "en")  # the authors' texts; everything else needs a reviewer


@lru_cache(maxsize=64)
def paper_words(tag: str) -> Words:
    """Return the words of papers in ``tag``, or in German where papers have none in it.

    Texts of the program that are no papers' own come from its catalogue in that language.
    """
    spoken = spoken_tag(tag) or "de"
    known = {key: texts[spoken] for key, texts in _texts().items() if texts.get(spoken)}
    return Words(normal_tag(tag) if spoken_tag(tag) else "de", _Texts(known, Words.load(spoken)))


def spoken_tag(tag: str) -> str:
    """Return the language in which papers have texts for readers of ``tag``; empty when there is none.

    A near one counts: who reads Farsi reads Dari.
    """
    languages = paper_languages()
    near = [one for one in languages if one.split("-")[0] == tag.split("-", maxsplit=1)[0]]
    return next((one for one in (*fallback_chain(tag), *near) if one in languages), "")


@lru_cache(maxsize=1)
def paper_languages() -> tuple[str, ...]:
    """Return every language papers have texts in, German first."""
    first = next(iter(_texts().values()))
    return tuple(first)


def is_reviewed(tag: str) -> bool:
    """Return whether somebody who speaks the language went through the texts, with name and date."""
    spoken = spoken_tag(tag)
    return spoken in _OWN or any(
        line["language"] == spoken and line["reviewer"] and line["reviewed_on"] for line in _reviews()
    )


def listing(words: Words, parts: Iterable[str]) -> str:
    """Return ``parts`` one after the other, with the comma of the language."""
    language = words.tag.split("-", maxsplit=1)[0]
    comma = (
        "፣ " if language in {"ti", "am"} else "، " if words.direction == "rtl" and language != "he" else ", "
    )
    return comma.join(parts)


class _Texts(gettext.NullTranslations):
    """A catalogue of ``known`` texts before those of the program; what neither has is said in German."""

    def __init__(self, known: dict[str, str], program: Words) -> None:
        super().__init__()
        is_english = program.tag == "en"
        self._german = {} if is_english else {key: texts["de"] for key, texts in _texts().items()}
        self._known = known
        self._program = program

    def gettext(self, message: str) -> str:
        """Return the text, in the papers' words or the program's."""
        found = self._known.get(message) or self._program(message)
        return found if found != message else self._german.get(message, message)


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    """Return English text -> language -> text."""
    with (places.resources() / "documents" / "texts.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        return {row["en"]: {"de": row.pop("de"), **row} for row in rows}


@lru_cache(maxsize=1)
def _reviews() -> tuple[dict[str, str], ...]:
    with (places.resources() / "documents" / "reviews.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(line for line in stream if not line.startswith("#")))
