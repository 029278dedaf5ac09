"""Turns location paths into slots: settled once per form, so that no name is looked up in an interview.

A relative path starts at the rule's own node. An absolute path that runs through a repeat the rule stands
in means the rule's own instance (what ODK's engines do); where it ends at that repeat itself it means
all instances, so that ``count(/data/person)`` counts inside a person too.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from intake_app.interview.compiled import CompiledForm, CompiledNode
from intake_app.interview.kinds import Kind, kind_of
from intake_app.interview.ways import plain_way
from intake_app.xpath import Context, LocationPath, Resolver, Slot
from intake_app.xpath.values import NAN


def make_resolver(form: CompiledForm, base: CompiledNode) -> Resolver:
    """Return the resolver for expressions that stand at ``base``."""

    def resolve(path: LocationPath) -> Callable[[Context], Any] | Slot | None:
        way = plain_way(form, base, path)
        if way is None:
            return None
        ancestor, target = way
        steps = target.path_from(ancestor)
        if not ancestor.repeats and not ancestor.is_repeat and not any(step.is_repeat for step in steps):
            return _single(form, target)
        ups = base.depth - ancestor.depth
        is_from_current = path.is_absolute or path.is_from_current
        if any(step.is_repeat for step in steps):
            is_outside = not ancestor.repeats and not ancestor.is_repeat
            return _many(_from_single(ancestor.order) if is_outside else _from_above(ups), steps)
        downs = tuple(step.child_index for step in steps)
        return _one(form, ups, downs, target, is_from_current=is_from_current)

    return resolve


def _single(form: CompiledForm, target: CompiledNode) -> Slot:
    order = target.order

    def nodes(context: Context) -> list[Any]:
        slot = context.environment.singles[order]  # type: ignore[attr-defined]
        return [slot] if slot.relevant else []

    def text(context: Context) -> str:
        found: str = context.environment.singles[order].text()  # type: ignore[attr-defined]
        return found

    def number(context: Context) -> float:
        environment = context.environment
        slot = environment.singles[order]  # type: ignore[attr-defined]
        if not slot.relevant:
            return NAN
        if slot.value is slot.numbered:  # read before; the usual case deserves no further call
            return slot.number_read  # type: ignore[no-any-return]
        found: float = slot.number(environment.timezone)
        return found

    if not target.is_question:
        return Slot(nodes, text)
    return _of_kind(kind_of(form, target), Slot(nodes, text, number))


def _one(
    form: CompiledForm, ups: int, downs: tuple[int, ...], target: CompiledNode, *, is_from_current: bool
) -> Slot:
    """One node in the same instance; the usual ``../name`` and ``.`` have their own short ways."""

    def reach(context: Context) -> Any:
        slot: Any = context.current if is_from_current else context.node
        for _ in range(ups):
            slot = slot.parent
        for index in downs:
            slot = slot.kids[index]
        return slot

    if not is_from_current and ups == 1 and len(downs) == 1:
        index = downs[0]

        def reach(context: Context) -> Any:
            return context.node.parent.kids[index]  # type: ignore[union-attr]

    elif not is_from_current and not ups and not downs:

        def reach(context: Context) -> Any:
            return context.node

    def nodes(context: Context) -> list[Any]:
        slot = reach(context)
        return [slot] if slot.relevant else []

    def text(context: Context) -> str:
        found: str = reach(context).text()
        return found

    def number(context: Context) -> float:
        slot = reach(context)
        if not slot.relevant:
            return NAN
        found: float = slot.number(context.environment.timezone)
        return found

    if not target.is_question:
        return Slot(nodes, text, None, reach)
    return _of_kind(kind_of(form, target), Slot(nodes, text, number, reach))


def _of_kind(kind: Kind, slot: Slot) -> Slot:
    """Add what an answer on its own is as a condition: it holds when it is there and is neither 0 nor false.

    XPath 1.0 (4.3) would have every node of a form true for ever, which no author of a form means; JavaRosa
    knows numbers and truths from words, and so a calculated ``false`` is false, and a truth counts as 1 or 0.
    """
    text, number = slot.text, slot.number
    assert number is not None
    if kind == "number":
        return replace(slot, truth=lambda context: (found := number(context)) == found and found != 0)
    if kind == "truth":
        return replace(
            slot,
            number=lambda context: _COUNTS.get(text(context), NAN),
            truth=lambda context: _COUNTS.get(text(context)) == 1,
        )
    return replace(slot, truth=lambda context: text(context) != "")


_COUNTS = {"true": 1.0, "1": 1.0, "false": 0.0, "0": 0.0}


def _from_single(order: int) -> Callable[[Context], Any]:
    """Start where there is only one: the same for every node that has this expression."""
    return lambda context: context.environment.singles[order]  # type: ignore[attr-defined]


def _from_above(ups: int) -> Callable[[Context], Any]:
    def start(context: Context) -> Any:
        slot: Any = context.current
        for _ in range(ups):
            slot = slot.parent
        return slot

    return start


def _many(start: Callable[[Context], Any], steps: tuple[CompiledNode, ...]) -> Callable[[Context], list[Any]]:
    way = tuple((step.child_index, step.is_repeat) for step in steps)

    def nodes(context: Context) -> list[Any]:
        found = [start(context)]
        for index, is_repeat in way:
            if is_repeat:
                found = [each for slot in found for each in slot.kids[index].instances if each.relevant]
            else:
                found = [each for slot in found if (each := slot.kids[index]).relevant]
        return found

    return nodes
