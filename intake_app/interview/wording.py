"""Texts of the form as they read now: in the asked language or the next best one, with outputs filled in.

The language is view state: nothing here changes an answer. A text with legal effect is shown only in the
languages it was reviewed in (``forms.legal``); in any other the nearest of those stands, and says so.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from intake_app.forms.definition import ReviewState, Text, Wording
from intake_app.forms.legal import legal_chain, legal_languages, legal_questions
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
        self._legal = legal_questions(form.definition)
        self._legal_languages = legal_languages(form.definition)

    def chain(self, language: str) -> tuple[str, ...]:
        """Return the languages to try for ``language``."""
        chain = self.form.chains.get(language)
        if chain is None:
            chain = self.form.chains[language] = fallback_languages(self.form.definition, language)
        return chain

    def review_of(self, language: str, slot: Slot | None = None) -> ReviewState:
        """Return whether a native speaker has read the texts of ``language``, as far as ``slot`` has any."""
        if slot is not None and slot.compiled.ref in self._legal and language in self._legal_languages:
            return "reviewed"
        return self._reviews.get(language, "unknown")

    def worded(
        self, wording: Wording, slot: Slot, language: str, *, guidance: bool = False, isolates: bool = False
    ) -> Worded:
        """Return a wording as shown at ``slot``; an empty text when it says nothing in any language.

        With ``isolates`` an answer shown inside a text of the other direction is wrapped (see ``render``).
        """
        chain, is_legal = self._chain_at(slot, language), slot.compiled.ref in self._legal
        found = text_for(wording, chain, guidance=guidance, is_strict=is_legal)
        image = media_for(wording.image, chain, is_strict=is_legal) if wording.image else ""
        audio = media_for(wording.audio, chain, is_strict=is_legal) if wording.audio else ""
        is_withheld = is_legal and language not in self._legal_languages
        if found is None:
            is_withheld = is_withheld and bool(wording.guidance if guidance else wording.texts)
            return Worded("", language, is_withheld, self.review_of(language), image, audio, is_withheld)
        shown, text = found
        is_fallback = shown not in (language, NO_LANGUAGE) or is_withheld
        said = self.render(text, slot, shown, isolates=isolates)
        return Worded(said, shown, is_fallback, self.review_of(shown, slot), image, audio, is_withheld)

    def language_of(self, wording: Wording, language: str, slot: Slot | None = None) -> str:
        """Return the language a wording (at ``slot``) is shown in when ``language`` is asked for."""
        found = text_for(wording, self.chain(language) if slot is None else self._chain_at(slot, language))
        return found[0] if found else language

    def text(self, wording: Wording, slot: Slot, language: str) -> str:
        """Return just the text of a wording as shown at ``slot``."""
        chain = self._chain_at(slot, language)
        found = text_for(wording, chain, is_strict=slot.compiled.ref in self._legal)
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

    def _chain_at(self, slot: Slot, language: str) -> tuple[str, ...]:
        """Return the languages to try for the texts of one question."""
        if slot.compiled.ref not in self._legal:
            return self.chain(language)
        return legal_chain(self.chain(language), self._legal_languages)

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
