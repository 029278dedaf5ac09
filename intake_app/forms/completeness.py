"""How complete a form is in each language: labels, hints, choices and messages that are missing.

A text counts when at least one language has it. Texts without a language (column ``label``) count
for the form's default language only.
"""

import msgspec

from intake_app.forms.definition import FormDefinition
from intake_app.forms.text_places import text_places

_KINDS = {
    "label": "label",
    "hint": "hint",
    "guidance_hint": "hint",
    "constraint_message": "message",
    "required_message": "message",
}


class TextCount(msgspec.Struct, frozen=True):
    """Missing texts of one language; ``total`` is how many the form has, ``percent`` how many are there."""

    label_missing: int = 0
    hint_missing: int = 0
    choice_missing: int = 0
    message_missing: int = 0
    total: int = 0
    percent: int = 100

    @property
    def missing(self) -> int:
        """How many texts are missing in all."""
        return self.label_missing + self.hint_missing + self.choice_missing + self.message_missing


def completeness(definition: FormDefinition) -> dict[str, TextCount]:
    """Return the count of missing texts for every declared language, by language name."""
    missing = {language.name: dict.fromkeys(("label", "hint", "choice", "message"), 0) for language in
               definition.languages}  # fmt: skip
    total = 0
    for place in text_places(definition):
        total += 1
        kind = "choice" if place.is_choice else _KINDS[place.column]
        for name, counts in missing.items():
            if not place.is_there(name, definition.default_language):
                counts[kind] += 1
    return {
        name: TextCount(
            label_missing=counts["label"],
            hint_missing=counts["hint"],
            choice_missing=counts["choice"],
            message_missing=counts["message"],
            total=total,
            percent=_percent(total - sum(counts.values()), total),
        )
        for name, counts in missing.items()
    }


def _percent(there: int, total: int) -> int:
    """Return a whole percentage that says 100 only when nothing is missing."""
    return 100 if there == total else min(99, there * 100 // total)
