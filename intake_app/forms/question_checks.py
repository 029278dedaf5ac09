"""What a form asks for and this program shows otherwise, or not at all; texts that are missing."""

import difflib
import re
from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.forms.completeness import completeness
from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.tree import nodes
from intake_app.records.finding import FormFinding

_SHOWN = frozenset({
    "field-list", "table-list", "multiline", "minimal", "autocomplete", "search", "columns",
    "columns-pack", "horizontal", "horizontal-compact", "compact", "quick", "quickcompact", "label",
    "list", "list-nolabel", "likert", "no-calendar", "month-year", "year", "numbers", "thousands-sep",
    "url", "masked", "hide-input", "signature", "draw", "hidden", "hidden-answer", "ethiopian",
    "islamic", "persian", "vertical", "no-buttons", "picker", "rating", "no-ticks", "counter",
    "randomized",
})  # fmt: skip
_LEFT_OUT = frozenset({
    "map", "placement-map", "maps", "streets", "satellite", "terrain", "image-map", "annotate", "new",
    "new-front", "new-rear", "selfie", "bearing", "coptic", "bikram-sambat", "myanmar", "buddhist",
    "front", "back", "distress", "dynamic", "intent", "gallery",
})  # fmt: skip
_PATTERNS = re.compile(
    r"^(columns-\d+|w\d{1,2}|comments|ex:.*|printer:.*|quickcompact-\d+|compact-\d+|.*[()'=,:].*)$"
)
_GENERATED = ("reserved_name_for_", "generated_")  # pyxform makes these for table-lists
_SPELT_OTHERWISE = {"no-calender": "no-calendar"}


def check_questions(definition: FormDefinition) -> Iterator[FormFinding]:
    """Yield findings about types, appearances and labels of single questions."""
    for node in nodes(definition):
        if not node.has_control:
            continue
        yield from _check_type(node)
        yield from _check_appearance(node)
        said = node.label.texts or node.hint.texts or node.label.image or node.label.audio
        if node.kind == "question" and not said and not node.name.startswith(_GENERATED):
            yield _finding(
                node,
                "label",
                "warning",
                N_("“{name}” has no label in any language; its name is shown."),
                N_("Fill in the label."),
            )


def check_languages(definition: FormDefinition, *, count_missing: bool) -> Iterator[FormFinding]:
    """Yield one warning for each language with missing texts, one for each that nobody knows."""
    for language in definition.languages:
        if not language.tag and language.name != "default":
            yield FormFinding(
                "warning",
                N_("Which language “{language}” is, is not known: writing direction and fonts are guessed."),
                N_("Name the language with its code, for example “Dari (fa-AF)”."),
                sheet="survey",
                facts={"language": language.name},
            )
    if not count_missing:  # a sheet tells the rows, which says more than a number
        return
    for name, count in completeness(definition).items():
        if count.missing:
            yield FormFinding(
                "warning",
                N_(
                    "{language} lacks {labels} labels, {hints} hints, {choices} choices, {messages} messages."
                ),
                N_("Fill in the columns of this language; until then another language is shown."),
                sheet="survey",
                facts={
                    "language": name,
                    "labels": count.label_missing,
                    "hints": count.hint_missing,
                    "choices": count.choice_missing,
                    "messages": count.message_missing,
                },
            )


def _check_type(node: NodeDefinition) -> Iterator[FormFinding]:
    if node.data_type in ("geotrace", "geoshape"):
        yield _finding(
            node,
            "type",
            "warning",
            N_("“{name}” asks for a line or an area on a map; it is shown as typed text."),
            N_("Nothing to do, or ask for the place in words."),
        )
    elif node.data_type == "geopoint" and node.control == "input":
        yield _finding(
            node,
            "type",
            "info",
            N_("“{name}” asks for a position; it is typed by hand, for example “48.137 11.575”."),
            N_("Nothing to do."),
        )
    elif node.media_type.startswith("video"):
        yield _finding(
            node,
            "type",
            "info",
            N_("“{name}” asks for a video; a file from the disk is chosen instead."),
            N_("Nothing to do."),
        )


def _check_appearance(node: NodeDefinition) -> Iterator[FormFinding]:
    for said in node.appearance:
        word = said.lower()
        if word.startswith("search("):
            yield _finding(
                node,
                "appearance",
                "warning",
                N_("“{name}” looks its choices up with search(), which is not supported here."),
                N_("Use select_one_from_file with a choice filter."),
            )
        elif word.startswith(("ex:", "printer:")) or word in _LEFT_OUT:
            yield _finding(
                node,
                "appearance",
                "info",
                N_("The appearance “{said}” has no effect here."),
                N_("Nothing to do."),
                said=said,
            )
        elif word in _SPELT_OTHERWISE or (word not in _SHOWN and not _PATTERNS.match(word)):
            near = _SPELT_OTHERWISE.get(word) or _nearest(word)
            yield _finding(
                node,
                "appearance",
                "warning",
                N_("There is no appearance “{said}” (nearest: {near})."),
                N_("Correct the appearance, or delete it."),
                said=said,
                near=near or "-",
            )


def _nearest(word: str) -> str:
    near = difflib.get_close_matches(word, sorted(_SHOWN), n=1, cutoff=0.7)
    return near[0] if near else ""


def _finding(
    node: NodeDefinition, column: str, severity: str, what: str, mend: str, **facts: str
) -> FormFinding:
    return FormFinding(
        "warning" if severity == "warning" else "info",
        what,
        mend,
        sheet="survey",
        column=column,
        facts={"ref": node.ref, "name": node.name, **facts},
    )
