"""Works out once what stays the same for every node a predicate sifts: a filter over a filter is then linear.

``item[name = instance('b')/root/item[kind = /data/kind]/name]`` asks for the inner list again at each
outer item, though the item plays no part in it.
"""

from collections.abc import Callable
from typing import Any

from intake_app.xpath.choice_filters import depends_on_item
from intake_app.xpath.context import Context
from intake_app.xpath.parts import Part
from intake_app.xpath.tree import Call, Expression, LocationPath, calls
from intake_app.xpath.values import to_string

_OF_CHANCE = frozenset(("random", "randomize", "uuid", "once"))
_AT_HAND = frozenset(("instance", "current", "true", "false"))


def is_steady(tree: Expression) -> bool:
    """Tell whether an expression inside a predicate is worth keeping: costly, and the same for each item."""
    if not isinstance(tree, Call | LocationPath) or depends_on_item(tree):
        return False
    if isinstance(tree, Call) and tree.name in _AT_HAND:
        return False
    return not any(call.name in _OF_CHANCE for call in calls(tree))


def kept(part: Part) -> Part:
    """Return the part that is worked out when the first item asks for it, and remembered for the others.

    What is there anyway (a constant, one resolved answer) stays as it is.
    """
    if part.constant is not None or part.text or part.number or part.place or part.truth:
        return part
    run = _remembered(part.run)

    def texts(context: Context) -> frozenset[str] | None:
        found = run(context)
        return frozenset(node.text() for node in found) if isinstance(found, list) else None

    def words(context: Context) -> frozenset[str]:
        return frozenset(to_string(run(context)).split() or ("",))

    def extremes(context: Context) -> tuple[float, ...] | None:
        found = known(context)
        if not found or not all(text.isdigit() and text.isascii() for text in found):
            return None
        numbers = [float(text) for text in found]
        return min(numbers), max(numbers)

    known = _remembered(texts)
    if part.kind not in ("nodes", "any"):
        return Part(part.kind, run, words=_remembered(words))
    return Part(part.kind, run, texts=known, words=_remembered(words), extremes=_remembered(extremes))


def _remembered(work_out: Callable[[Context], Any]) -> Callable[[Context], Any]:
    key = object()

    def run(context: Context) -> Any:
        store = context.kept
        if store is None:
            return work_out(context)
        if key not in store:
            store[key] = work_out(context)
        return store[key]

    return run
