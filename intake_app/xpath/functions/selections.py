"""Functions of a select-many answer, whose text is the chosen names separated by blanks."""

from collections.abc import Sequence

from intake_app.xpath.functions.signature import Function, plain
from intake_app.xpath.parts import Part, as_string
from intake_app.xpath.tree import Expression


def _selected(chosen: str, name: str) -> bool:
    return name.strip() in (chosen.split() or [""])


def _selected_at(chosen: str, place: float) -> str:
    names = chosen.split()
    return names[int(place)] if 0 <= place < len(names) else ""


def _count_selected(chosen: str) -> float:
    return float(len(chosen.split()))


def _build_selected(parts: Sequence[Part], expressions: Sequence[Expression]) -> Part:
    words = parts[0].words
    if words is None:
        return _SELECTED.build(parts, expressions)
    name = as_string(parts[1])
    return Part("boolean", lambda context: name(context).strip() in words(context))


_SELECTED = plain("selected", "ss", "boolean", _selected)

FUNCTIONS: list[Function] = [
    Function("selected", 2, 2, _build_selected),
    plain("selected-at", "sn", "string", _selected_at),
    plain("count-selected", "s", "number", _count_selected),
]
