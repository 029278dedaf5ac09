"""Texts of the form as they read now: in the asked language or the next best one, with outputs filled in.

The language is view state: nothing here changes an answer.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from intake_app.forms.definition import ReviewState, Text, Wording
from intake_app.forms.wording import NO_LANGUAGE, fallback_languages, media_for, text_for
from intake_app.interview.compiled import CompiledForm
from intake_app.interview.recalculation import Recalculation
from intake_app.interview.tree import Slot
from intake_app.interview.views import Worded


class Wordings:
    """Renders the texts of one interview."""

    def __init__(self, form: CompiledForm, recalculation: Recalculation) -> None:
        self.form = form
        self.recalculation = recalculation
        self._reviews: dict[str, ReviewState] = {
            language.name: language.review for language in form.definition.languages
        }

    def chain(self, language: str) -> tuple[str, ...]:
        """Return the languages to try for ``language``."""
        chain = self.form.chains.get(language)
        if chain is None:
            chain = self.form.chains[language] = fallback_languages(self.form.definition, language)
        return chain

    def review_of(self, language: str) -> ReviewState:
        """Return whether a native speaker has read the texts of ``language``."""
        return self._reviews.get(language, "unknown")

    def worded(
        self, wording: Wording, slot: Slot, language: str, *, guidance: bool = False, isolates: bool = False
    ) -> Worded:
        """Return a wording as shown at ``slot``; an empty text when it says nothing in any language.

        With ``isolates`` an answer shown inside a text of the other direction is wrapped (see ``render``).
        """
        chain = self.chain(language)
        found = text_for(wording, chain, guidance=guidance)
        image = media_for(wording.image, chain) if wording.image else ""
        audio = media_for(wording.audio, chain) if wording.audio else ""
        if found is None:
            return Worded("", language, False, self.review_of(language), image, audio)
        shown, text = found
        is_fallback = shown not in (language, NO_LANGUAGE)
        said = self.render(text, slot, shown, isolates=isolates)
        return Worded(said, shown, is_fallback, self.review_of(shown), image, audio)

    def language_of(self, wording: Wording, language: str) -> str:
        """Return the language a wording is shown in when ``language`` is asked for."""
        found = text_for(wording, self.chain(language))
        return found[0] if found else language

    def text(self, wording: Wording, slot: Slot, language: str) -> str:
        """Return just the text of a wording as shown at ``slot``."""
        found = text_for(wording, self.chain(language))
        return self.render(found[1], slot, language) if found else ""

    def render(self, text: Text, slot: Slot, language: str, *, isolates: bool = False) -> str:
        """Fill the outputs of a text.

        With ``isolates`` an output whose direction is not that of the words around it stands between
        U+2068 and U+2069 (UAX #9), so that an Arabic name does not pull a following ``'s`` to its other side.
        """
        if len(text) == 1 and isinstance(text[0], str):
            return text[0]
        around = _runs_to_the_left("".join(part for part in text if isinstance(part, str)))
        said: list[str] = []
        with self.speaking(language):
            for part in text:
                if isinstance(part, str):
                    said.append(part)
                    continue
                shown = self.recalculation.work_out_at(slot, part.expression, "string")
                is_foreign = isolates and shown and len(text) > 1 and _runs_to_the_left(shown) != around
                said.append(f"\u2068{shown}\u2069" if is_foreign else shown)
        return "".join(said)

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Let ``jr:itext`` and ``jr:choice-name`` answer in ``language`` for a while."""
        surroundings = self.recalculation.surroundings
        before = surroundings.language
        surroundings.language = language
        try:
            yield
        finally:
            surroundings.language = before


def _runs_to_the_left(text: str) -> bool:
    """Return whether a text holds letters of a script that is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
