"""The texts that are read out before a consent, read from ``resources/consents``.

A consent is worth what the person understood: in a language whose text nobody reviewed it is withheld, and
the German one is shown to be interpreted.
"""

import csv
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from intake_app.languages import fallback_chain
from intake_app.places import resources

_OWN = ("de", "en")  # the authors' texts


class ConsentText(msgspec.Struct, frozen=True):
    """A text as it is read out. ``parts`` are (name, text) in order, the first is its title.

    ``language`` is the one it is in; ``is_withheld``: there is one in the language asked for, or none at
    all, and nobody reviewed it. ``version`` (``K-SPE/1``) is what the consent keeps.
    """

    version: str
    language: str
    is_withheld: bool
    parts: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """Return the question the text begins with."""
        return self.parts[0][1]


def consent_text(purpose: str, language: str, facts: Mapping[str, str], *, reader: str = "de") -> ConsentText:
    """Return the newest text of ``purpose`` in ``language`` (BCP 47), with ``facts`` in their places.

    A part that names a fact that is empty or not given is left out. Where the text is withheld, it is in the
    ``reader``'s language if that is German or English, else in German. KeyError: no text for the purpose.
    """
    number, known = _newest(purpose)
    spoken = next((tag for tag in fallback_chain(language) if _is_reviewed(known, tag)), "")
    own = next((tag for tag in fallback_chain(reader) if tag in _OWN), "de")
    shown = spoken or own
    parts = []
    for part, texts in known.items():
        text = texts[shown].text
        try:
            filled = text.format_map(_Facts(facts))
        except KeyError:
            continue
        parts.append((part, filled))
    return ConsentText(f"{purpose}/{number}", shown, not spoken, tuple(parts))


def text_languages(purpose: str) -> tuple[str, ...]:
    """Return the languages in which the newest text may be read out."""
    _number, known = _newest(purpose)
    tags = dict.fromkeys(tag for texts in known.values() for tag in texts)
    return tuple(tag for tag in tags if _is_reviewed(known, tag))


class _Text(NamedTuple):
    text: str
    is_reviewed: bool


class _Facts(dict[str, str]):
    """Facts of which an empty one counts as not given."""

    def __getitem__(self, name: str) -> str:
        value = super().__getitem__(name)
        if not value:
            raise KeyError(name)
        return value


_Known = dict[str, dict[str, _Text]]  # part -> language -> text


def _is_reviewed(known: _Known, language: str) -> bool:
    return all(language in texts and texts[language].is_reviewed for texts in known.values())


@lru_cache(maxsize=8)
def _newest(purpose: str) -> tuple[int, _Known]:
    folder = resources() / "consents"
    numbers = [int(path.stem.rsplit("-", 1)[1]) for path in folder.glob(f"{purpose}-*.csv")]
    if not numbers:
        raise KeyError(purpose)
    known: _Known = {}
    with (folder / f"{purpose}-{max(numbers)}.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(row for row in stream if not row.startswith("#")):
            is_reviewed = line["language"] in _OWN or bool(line["reviewer"] and line["reviewed_on"])
            known.setdefault(line["part"], {})[line["language"]] = _Text(line["text"], is_reviewed)
    return max(numbers), known
