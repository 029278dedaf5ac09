"""A compiled piece of an expression: a closure and what is known about its result beforehand.

Knowing at compile time that a piece always gives a number spares the conversion at every evaluation.
The functions here turn one piece into the closure of the type its user needs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Literal

from intake_app.xpath.context import Context
from intake_app.xpath.errors import XPathError
from intake_app.xpath.values import Node, NodeSet, Value, number_of_text, to_boolean, to_number, to_string

Kind = Literal["boolean", "number", "string", "nodes", "any"]
Run = Callable[[Context], Any]


@dataclass(slots=True)
class Part:
    """A closure, the kind of its result, and the value when it is always the same.

    ``text`` and ``number`` are shorter ways to the text or number of a single node, where the owner of
    the tree has given some; ``place`` is that node itself, even where it does not count now, and ``truth``
    whether it stands for something. ``texts``: those of all its nodes, for a piece that stays the same for
    every node a predicate sifts (None when it gives no nodes); ``words``: those of its text, or one blank;
    ``extremes``: least and most of its nodes where all are whole numbers.
    """

    kind: Kind
    run: Run
    constant: Value | None = None
    text: Callable[[Context], str] | None = None
    number: Callable[[Context], float] | None = None
    place: Callable[[Context], Node] | None = None
    truth: Callable[[Context], bool] | None = None
    texts: Callable[[Context], frozenset[str] | None] | None = None
    words: Callable[[Context], frozenset[str]] | None = None
    extremes: Callable[[Context], tuple[float, ...] | None] | None = None


def constant(value: Value) -> Part:
    """Make the part of a value that never changes."""
    kind: Kind = "any"
    if isinstance(value, bool):
        kind = "boolean"
    elif isinstance(value, float):
        kind = "number"
    elif isinstance(value, str):
        kind = "string"
    return Part(kind, lambda _context: value, constant=value)


def as_value(part: Part) -> Callable[[Context], Value]:
    """Return the closure as it is."""
    return part.run


def as_string(part: Part) -> Callable[[Context], str]:
    """Return a closure that gives the text."""
    if part.text:
        return part.text
    run = part.run
    if part.kind == "string":
        return run
    if part.constant is not None:
        fixed = to_string(part.constant)
        return lambda _context: fixed
    if part.kind == "nodes":

        def first_text(context: Context) -> str:
            nodes = run(context)
            return nodes[0].text() if nodes else ""

        return first_text
    return lambda context: to_string(run(context))


def as_number(part: Part) -> Callable[[Context], float]:
    """Return a closure that gives the number (NaN for a blank)."""
    if part.number:
        return part.number
    run = part.run
    if part.kind == "number":
        return run
    if part.kind == "boolean":
        return lambda context: 1.0 if run(context) else 0.0
    if part.text:
        text = part.text
        return lambda context: number_of_text(text(context), context.environment.timezone)
    if part.kind == "nodes":

        def first_number(context: Context) -> float:
            nodes = run(context)
            return number_of_text(nodes[0].text(), context.environment.timezone) if nodes else float("nan")

        return first_number
    return lambda context: to_number(run(context), context.environment.timezone)


def as_boolean(part: Part) -> Callable[[Context], bool]:
    """Return a closure that gives the truth."""
    if part.truth:
        return part.truth
    run = part.run
    if part.kind == "boolean":
        return run
    if part.kind == "number":

        def is_something(context: Context) -> bool:
            number = run(context)
            return bool(number) and not isnan(number)

        return is_something
    if part.kind in ("string", "nodes"):
        return lambda context: bool(run(context))
    return lambda context: to_boolean(run(context))


def as_nodes(part: Part, what: str) -> Callable[[Context], NodeSet]:
    """Return a closure that gives nodes; anything else is refused, naming ``what`` asked for them."""
    run = part.run
    if part.kind == "nodes":
        return run
    if part.kind != "any":
        raise XPathError(reason=f"{what} needs a reference to nodes")

    def checked(context: Context) -> NodeSet:
        nodes = run(context)
        if not isinstance(nodes, list):
            raise XPathError(reason=f"{what} needs a reference to nodes")
        return nodes

    return checked


def as_strings(parts: Sequence[Part]) -> Callable[[Context], list[str]]:
    """Return a closure that gives the texts of all parts; a part of nodes gives the text of each node."""
    runs = [part.run for part in parts]

    def texts(context: Context) -> list[str]:
        found: list[str] = []
        for run in runs:
            value = run(context)
            if isinstance(value, list):
                found.extend(node.text() for node in value)
            else:
                found.append(to_string(value))
        return found

    return texts
