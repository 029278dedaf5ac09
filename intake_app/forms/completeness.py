"""How complete a form is in each language: labels, hints, choices and messages that are missing.

A text counts when at least one language has it. Texts without a language (column ``label``) count
for the form's default language only.
"""

from collections.abc import Iterator

import msgspec

from intake_app.forms.definition import FormDefinition, Wording
from intake_app.forms.tree import nodes, wordings

_KINDS = {
    "label": "label",
    "hint": "hint",
    "guidance": "hint",
    "constraint_message": "message",
    "required_message": "message",
    "choice": "choice",
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
    for kind, texts in _texts(definition):
        total += 1
        for name, counts in missing.items():
            if name not in texts and not (name == definition.default_language and "default" in texts):
                counts[_KINDS[kind]] += 1
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


def _texts(definition: FormDefinition) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield (kind, texts by language) of everything that at least one language words."""
    for node in nodes(definition):
        if not node.has_control:
            continue
        for column, wording in wordings(node):
            if wording.texts:
                yield column, dict(wording.texts)
            if wording.guidance:
                yield "guidance", dict(wording.guidance)
        for choice in node.choices:
            if choice.label.texts:
                yield "choice", dict(choice.label.texts)
    for wording in _choice_wordings(definition):
        yield "choice", dict(wording.texts)


def _choice_wordings(definition: FormDefinition) -> Iterator[Wording]:
    for wording in definition.itext.values():
        if wording.texts:
            yield wording


def _percent(there: int, total: int) -> int:
    """Return a whole percentage that says 100 only when nothing is missing."""
    return 100 if there == total else min(99, there * 100 // total)
