"""What an expression reads: every path, where it starts, and whether it hides in a predicate.

The owner of the form turns these into edges of its graph. Relative paths of a predicate start at the
filtered item, so they are given with the path they start from already in front.
"""

from dataclasses import dataclass
from functools import lru_cache

from intake_app.xpath.parser import parse
from intake_app.xpath.tree import (
    Binary,
    Call,
    Expression,
    Filter,
    Literal,
    LocationPath,
    Negate,
    NodeTest,
    Step,
)


@dataclass(frozen=True, slots=True)
class Dependency:
    """One path an expression reads. ``path`` has no predicates; its own are dependencies of their own.

    ``in_predicate`` tells that it is read once for each item of a filtered path. ``function`` names the
    function it is a direct argument of (``position`` of ``position(..)`` reads the place, not the value).
    """

    path: LocationPath
    in_predicate: bool = False
    function: str = ""


def dependencies(expression: str | Expression) -> frozenset[Dependency]:
    """Return everything the expression reads. Raises XPathUnreadable for a text that is no expression."""
    return _of_text(expression) if isinstance(expression, str) else _of_tree(expression)


@lru_cache(maxsize=8192)
def _of_text(source: str) -> frozenset[Dependency]:
    return _of_tree(parse(source))


def _of_tree(tree: Expression) -> frozenset[Dependency]:
    found: set[Dependency] = set()
    _collect(tree, None, "", found)
    return frozenset(found)


def _collect(tree: Expression, item: LocationPath | None, function: str, found: set[Dependency]) -> None:
    if isinstance(tree, Literal):
        return
    if isinstance(tree, Negate):
        _collect(tree.operand, item, "", found)
    elif isinstance(tree, Binary):
        inner = function if tree.operator == "|" else ""
        _collect(tree.left, item, inner, found)
        _collect(tree.right, item, inner, found)
    elif isinstance(tree, Call):
        for argument in tree.arguments:
            _collect(argument, item, tree.name, found)
        if tree.name in _READS_OWN_NODE and not tree.arguments:
            found.add(
                Dependency(item or LocationPath((Step("self", _ANY_NODE),)), item is not None, tree.name)
            )
    elif isinstance(tree, Filter):
        _collect(tree.operand, item, function, found)
        start = (
            tree.operand if isinstance(tree.operand, LocationPath) else LocationPath((), origin=tree.operand)
        )
        for predicate in tree.predicates:
            _collect(predicate, start, "", found)
    else:
        _collect_path(tree, item, function, found)


def _collect_path(
    tree: LocationPath, item: LocationPath | None, function: str, found: set[Dependency]
) -> None:
    origin = tree.origin
    if origin is None and item is None and not tree.has_predicates:
        found.add(Dependency(tree, False, function))
        return
    start: Expression | None = origin
    if isinstance(origin, Filter):
        _collect(origin, item, function, found)
        start = origin.operand
    elif origin is not None and not isinstance(origin, Call):
        _collect(origin, item, function, found)
    elif isinstance(origin, Call):
        for argument in origin.arguments:
            _collect(argument, item, origin.name, found)
    steps: tuple[Step, ...] = ()
    is_absolute = tree.is_absolute
    if start is None and not is_absolute and item is not None:
        steps, is_absolute, start = item.steps, item.is_absolute, item.origin
    elif isinstance(start, LocationPath):
        steps, is_absolute, start = _bare(start.steps), start.is_absolute, start.origin
    for step in tree.steps:
        steps = (*steps, Step(step.axis, step.test))
        here = LocationPath(steps, is_absolute, start)
        for predicate in step.predicates:
            _collect(predicate, here, "", found)
    found.add(Dependency(LocationPath(steps, is_absolute, start), item is not None, function))


def _bare(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(Step(step.axis, step.test) for step in steps)


_ANY_NODE = NodeTest("node")
_READS_OWN_NODE = frozenset(
    {"string", "number", "string-length", "normalize-space", "name", "local-name", "position"}
)
