"""Texts of the form as they read now: in the asked language or the next best one, with outputs filled in.

The language is view state: nothing here changes an answer.
"""

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

    def worded(self, wording: Wording, slot: Slot, language: str, *, guidance: bool = False) -> Worded:
        """Return a wording as shown at ``slot``; an empty text when it says nothing in any language."""
        chain = self.chain(language)
        found = text_for(wording, chain, guidance=guidance)
        image, audio = media_for(wording.image, chain), media_for(wording.audio, chain)
        if found is None:
            return Worded("", language, False, self.review_of(language), image, audio)
        shown, text = found
        is_fallback = shown not in (language, NO_LANGUAGE)
        return Worded(self.render(text, slot, shown), shown, is_fallback, self.review_of(shown), image, audio)

    def text(self, wording: Wording, slot: Slot, language: str) -> str:
        """Return just the text of a wording as shown at ``slot``."""
        found = text_for(wording, self.chain(language))
        return self.render(found[1], slot, language) if found else ""

    def render(self, text: Text, slot: Slot, language: str) -> str:
        """Fill the outputs of a text."""
        if len(text) == 1 and isinstance(text[0], str):
            return text[0]
        with self.speaking(language):
            return "".join(
                part
                if isinstance(part, str)
                else self.recalculation.work_out_at(slot, part.expression, "string")
                for part in text
            )

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
