"""Functions of a select-many answer, whose text is the chosen names separated by blanks."""

from intake_app.xpath.functions.signature import Function, plain


def _selected(chosen: str, name: str) -> bool:
    return name.strip() in (chosen.split() or [""])


def _selected_at(chosen: str, place: float) -> str:
    names = chosen.split()
    return names[int(place)] if 0 <= place < len(names) else ""


def _count_selected(chosen: str) -> float:
    return float(len(chosen.split()))


FUNCTIONS: list[Function] = [
    plain("selected", "ss", "boolean", _selected),
    plain("selected-at", "sn", "string", _selected_at),
    plain("count-selected", "s", "number", _count_selected),
]
