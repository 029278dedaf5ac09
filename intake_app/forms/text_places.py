"""Every text of a form with the place it is written in: for counting what is missing, and for mending it.

A text counts when at least one language has it. Texts without a language (column ``label``) are the form's
default language's.
"""

from collections.abc import Iterator

import msgspec

from intake_app.forms.definition import FormDefinition, SecondaryInstance, Text
from intake_app.forms.legal import legal_questions
from intake_app.forms.tree import nodes, wordings
from intake_app.forms.wording import NO_LANGUAGE

_ITEXT_COLUMN = "itextId"


class TextPlace(msgspec.Struct, frozen=True):
    """One text: the question or ``list: choice`` it belongs to, where it is written, what it says where."""

    name: str
    sheet: str  # survey or choices
    column: str  # label, hint, guidance_hint, constraint_message, required_message
    texts: dict[str, Text]
    row: int | None = None  # of the sheet, where it is known
    is_legal: bool = False
    ref: str = ""  # of the question; empty for a choice

    @property
    def is_choice(self) -> bool:
        """Return whether it is a choice's label."""
        return self.sheet == "choices"

    def is_there(self, language: str, default_language: str) -> bool:
        """Return whether ``language`` has the text."""
        return language in self.texts or (language == default_language and NO_LANGUAGE in self.texts)


class MissingText(msgspec.Struct, frozen=True):
    """A text one language lacks; ``said`` is what another language says there, cut to one line."""

    name: str
    sheet: str
    column: str
    row: int | None
    said: str
    is_legal: bool = False


def text_places(definition: FormDefinition) -> Iterator[TextPlace]:
    """Yield every text in the order of the form, then those of choice lists and other shared texts."""
    legal = legal_questions(definition)
    for node in nodes(definition):
        if not node.has_control:
            continue
        is_legal = node.ref in legal
        for column, wording in wordings(node):
            for name, texts in ((column, wording.texts), ("guidance_hint", wording.guidance)):
                if texts:
                    yield TextPlace(node.name, "survey", name, texts, node.source_row, is_legal, node.ref)
        for choice in node.choices:
            if choice.label.texts:
                yield TextPlace(f"{node.name}: {choice.value}", "choices", "label", choice.label.texts)
    places = {id_: (name, row) for table in definition.instances for id_, name, row in _itexts(table)}
    for id_, wording in definition.itext.items():
        if wording.texts:
            name, row = places.get(id_, (id_, None))
            yield TextPlace(name, "choices", "label", wording.texts, row)


def missing_texts(definition: FormDefinition, language: str) -> tuple[MissingText, ...]:
    """Return every text that ``language`` lacks, in the order of the sheets."""
    default = definition.default_language
    return tuple(
        MissingText(
            place.name, place.sheet, place.column, place.row, _line(place.texts, default), place.is_legal
        )
        for place in text_places(definition)
        if not place.is_there(language, default)
    )


def row_of_choice(table: SecondaryInstance, position: int) -> int | None:
    """Return the row of the choices sheet that made the item at ``position`` (from 0), where it is known."""
    return None if table.source_row is None else table.source_row + position


def _itexts(table: SecondaryInstance) -> Iterator[tuple[str, str, int | None]]:
    if _ITEXT_COLUMN not in table.columns:
        return
    column = table.columns.index(_ITEXT_COLUMN)
    names = table.columns.index("name") if "name" in table.columns else column
    for position, cells in enumerate(table.rows):
        yield cells[column], f"{table.id}: {cells[names]}", row_of_choice(table, position)


def _line(texts: dict[str, Text], default: str) -> str:
    text = texts.get(default) or texts.get(NO_LANGUAGE) or next(iter(texts.values()))
    said = " ".join("".join(part if isinstance(part, str) else "…" for part in text).split())
    return said if len(said) <= 90 else said[:89] + "…"
