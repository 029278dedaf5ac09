"""Turns a tree into closures, asking the owner of the answers once for every reference.

What an expression refers to is settled here, at compile time: a path the owner resolves becomes one
call; a function becomes the Python function itself. Evaluating then looks no name up. Parts that never
change are worked out at once, and the dead arm of ``and``, ``or`` and ``if`` disappears.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from intake_app.xpath.axes import (
    ONE_PER_NODE_AXES,
    REVERSE_AXES,
    WELL_KNOWN_PREFIXES,
    Walk,
    in_document_order,
    make_walk,
)
from intake_app.xpath.choice_filters import split_filter
from intake_app.xpath.comparisons import ORDERS, compile_equality, compile_order, may_be_date
from intake_app.xpath.context import Context
from intake_app.xpath.errors import FunctionUnknown, XPathError
from intake_app.xpath.functions import FUNCTIONS
from intake_app.xpath.functions.signature import folded
from intake_app.xpath.parser import parse
from intake_app.xpath.parts import Part, Run, as_boolean, as_nodes, as_number, as_string, constant
from intake_app.xpath.steady import is_steady, kept
from intake_app.xpath.tree import Binary, Call, Expression, Literal, LocationPath, Negate, NodeTest, Step
from intake_app.xpath.values import Node, NodeSet, Value


@dataclass(frozen=True, slots=True)
class Slot:
    """A resolved reference to at most one node, with short ways to its text and number."""

    nodes: Callable[[Context], NodeSet]
    text: Callable[[Context], str]  # blank when absent or not relevant
    number: Callable[[Context], float] | None = None  # NaN when blank; ISO dates in days
    place: Callable[[Context], Node] | None = None  # the node itself, relevant or not: for position()
    truth: Callable[[Context], bool] | None = None  # of an answer on its own: ``if(/data/a, …)``


class Resolver(Protocol):
    """Turns a location path into the owner's own way to its nodes; None leaves it to the general walk.

    Asked for absolute paths, paths from ``current()`` and from ``instance()``, and for paths relative to
    the expression's own node. Never asked for paths relative to the item of a predicate.
    """

    def __call__(self, path: LocationPath) -> Callable[[Context], NodeSet] | Slot | None:
        """Return the way to the nodes of ``path``."""


class Compiled:
    """An expression ready to be worked out again and again."""

    __slots__ = ("boolean", "evaluate", "is_constant", "number", "source", "string", "tree")

    def __init__(self, source: str, tree: Expression, part: Part) -> None:
        self.source = source
        self.tree = tree
        self.is_constant = part.constant is not None
        self.evaluate: Callable[[Context], Value] = part.run
        self.boolean: Callable[[Context], bool] = as_boolean(part)
        self.number: Callable[[Context], float] = as_number(part)
        self.string: Callable[[Context], str] = as_string(part)


def compile_expression(
    source: str | Expression,
    resolve: Resolver | None = None,
    *,
    is_strict: bool = True,
    namespaces: dict[str, str] | None = None,
) -> Compiled:
    """Compile an expression, given as text or as tree.

    Raises XPathUnreadable, FunctionUnknown or XPathError (wrong number of arguments). With ``is_strict``
    off, a wrong call fails only when it is reached.
    """
    tree = parse(source) if isinstance(source, str) else source
    text = source if isinstance(source, str) else ""
    compiler = _Compiler(text, resolve, is_strict, {**WELL_KNOWN_PREFIXES, **(namespaces or {})})
    try:
        return Compiled(text, tree, compiler.compile(tree))
    except RecursionError:
        raise XPathError(expression=text[:80], reason="it is nested too deeply") from None


class _Compiler:
    def __init__(
        self, source: str, resolve: Resolver | None, is_strict: bool, namespaces: dict[str, str]
    ) -> None:
        self.source = source
        self.resolve = resolve
        self.is_strict = is_strict
        self.namespaces = namespaces
        self.depth = 0  # of predicates around: inside, a relative path starts at the item
        self.lookups = 0  # around this piece; each compiles its filter twice
        self.steady_depth = 0  # of the predicate whose items all share the piece being compiled

    def compile(self, tree: Expression) -> Part:
        if self.depth > self.steady_depth and is_steady(tree):
            outer, self.steady_depth = self.steady_depth, self.depth
            try:
                return kept(self.worked_out(tree))
            finally:
                self.steady_depth = outer
        return self.worked_out(tree)

    def worked_out(self, tree: Expression) -> Part:
        if isinstance(tree, Literal):
            return constant(tree.value)
        if isinstance(tree, LocationPath):
            return self.path(tree)
        if isinstance(tree, Binary):
            return self.binary(tree)
        if isinstance(tree, Call):
            return self.call(tree)
        if isinstance(tree, Negate):
            operand = self.compile(tree.operand)
            number = as_number(operand)
            return folded(Part("number", lambda context: -number(context)), [operand])
        run = as_nodes(self.compile(tree.operand), "a predicate")
        return Part("nodes", self.filtered(run, tree.predicates))

    # -- operators ---------------------------------------------------------------------------------

    def binary(self, tree: Binary) -> Part:
        # Long chains lean to the left; going down them in a loop keeps the stack shallow.
        chain: list[Binary] = []
        here: Expression = tree
        while isinstance(here, Binary):
            chain.append(here)
            here = here.left
        part = self.compile(here)
        for link in reversed(chain):
            part = self.joined(link.operator, part, self.compile(link.right))
        return part

    def joined(self, operator: str, left: Part, right: Part) -> Part:
        if operator in ("and", "or"):
            return self.logic(left, right, stops_at=operator == "or")
        if operator == "|":
            first, second = as_nodes(left, "|"), as_nodes(right, "|")
            return Part("nodes", lambda context: in_document_order([*first(context), *second(context)]))
        if operator in ("=", "!="):
            part = Part("boolean", compile_equality(left, right, is_negated=operator == "!="))
        elif operator in ORDERS:
            part = Part("boolean", compile_order(operator, left, right))
        else:
            part = Part("number", _arithmetic(operator, left, right))
        return folded(part, [left, right])

    def logic(self, left: Part, right: Part, *, stops_at: bool) -> Part:
        a, b = as_boolean(left), as_boolean(right)
        if left.constant is not None and right.constant is None:
            if a(_ANYWHERE) == stops_at:
                return constant(stops_at)
            return Part("boolean", b)
        if stops_at:
            return folded(Part("boolean", lambda context: a(context) or b(context)), [left, right])
        return folded(Part("boolean", lambda context: a(context) and b(context)), [left, right])

    # -- functions ---------------------------------------------------------------------------------

    def call(self, tree: Call) -> Part:
        trouble = self.trouble_of(tree)
        if trouble:
            return self.refused(trouble)
        function = FUNCTIONS[tree.name]
        try:
            return function.build([self.compile(argument) for argument in tree.arguments], tree.arguments)
        except XPathError as found:
            if found.facts["expression"]:
                raise
            reason = str(found.facts["reason"])
            return self.refused(XPathError(expression=self.source, position=tree.position, reason=reason))

    def trouble_of(self, tree: Call) -> XPathError | None:
        function = FUNCTIONS.get(tree.name)
        if function is None:
            reason = f"the function {tree.name} is unknown"
            return FunctionUnknown(
                expression=self.source, position=tree.position, reason=reason, function=tree.name
            )
        count = len(tree.arguments)
        if count < function.least or (function.most is not None and count > function.most):
            reason = f"{tree.name}() does not take {count} arguments"
            return XPathError(expression=self.source, position=tree.position, reason=reason)
        return None

    def refused(self, trouble: XPathError) -> Part:
        if self.is_strict:
            raise trouble

        def fail(_context: Context) -> Value:
            raise trouble

        return Part("any", fail)

    # -- paths -------------------------------------------------------------------------------------

    def path(self, tree: LocationPath) -> Part:
        own = self.resolved(tree)
        if isinstance(own, Slot):
            return Part(
                "nodes", own.nodes, text=own.text, number=own.number, place=own.place, truth=own.truth
            )
        if own is not None:
            return Part("nodes", own)
        cut = next((index for index, step in enumerate(tree.steps) if step.predicates), None)
        if cut is not None:
            # The way up to the first filter may still be the owner's.
            step = tree.steps[cut]
            bare = Step(step.axis, step.test)
            start = self.resolved(LocationPath((*tree.steps[:cut], bare), tree.is_absolute, tree.origin))
            if start is not None and step.axis == "child":
                run = start.nodes if isinstance(start, Slot) else start
                run = self.filtered_by_parent(run, step.predicates)
                return Part("nodes", self.walked(run, tree.steps[cut + 1 :]))
        return Part("nodes", self.walked(self.start(tree), tree.steps))

    def resolved(self, tree: LocationPath) -> Callable[[Context], NodeSet] | Slot | None:
        if self.resolve is None:
            return None
        is_relative = not tree.is_absolute and tree.origin is None
        return None if is_relative and self.depth else self.resolve(tree)

    def start(self, tree: LocationPath) -> Callable[[Context], NodeSet]:
        if tree.is_absolute:
            return _from_root
        if tree.origin is not None:
            return as_nodes(self.compile_origin(tree.origin), "a path")
        return _from_here

    def compile_origin(self, origin: Expression) -> Part:
        if isinstance(origin, Call) and origin.name == "current" and not origin.arguments:
            return Part("nodes", _from_current)
        return self.compile(origin)

    def walked(
        self, start: Callable[[Context], NodeSet], steps: Sequence[Step]
    ) -> Callable[[Context], NodeSet]:
        run = start
        for step in steps:
            run = self.stepped(run, step)
        return run

    def stepped(self, start: Callable[[Context], NodeSet], step: Step) -> Callable[[Context], NodeSet]:
        walk = make_walk(step.axis, step.test, self.namespaces)
        sieves = self.sieves(step.predicates)
        look_up = self.looked_up(step)
        is_reverse = step.axis in REVERSE_AXES
        keeps_order = step.axis in ONE_PER_NODE_AXES

        def run(context: Context) -> NodeSet:
            starts = start(context)
            if len(starts) == 1:
                if look_up is not None and (rows := look_up(starts[0], context)) is not None:
                    return rows
                found = walk(starts[0])
                for sieve in sieves:
                    found = sieve(found, context)
                return found[::-1] if is_reverse else found
            gathered: NodeSet = []
            for node in starts:
                found = walk(node)
                for sieve in sieves:
                    found = sieve(found, context)
                gathered.extend(found)
            return gathered if keeps_order or not gathered else in_document_order(gathered)

        return _children_of(start, walk) if step.axis == "child" and not sieves else run

    def looked_up(self, step: Step) -> Callable[[Node, Context], NodeSet | None] | None:
        """Return the way to the items of a list that an index of its columns answers; None without one."""
        if step.axis != "child" or step.test != _ITEM or not step.predicates:
            return None
        columns, values, rest = split_filter(step.predicates[0])
        if not columns or self.lookups == _MOST_LOOKUPS:
            return None
        self.lookups += 1
        try:
            wanted = [self.compile(value) for value in values]
            sieves = self.sieves((*rest, *step.predicates[1:]))
        finally:
            self.lookups -= 1
        runs = [part.text or part.run for part in wanted]

        def look_up(node: Node, context: Context) -> NodeSet | None:
            find = getattr(node, "find", None)
            if find is None:
                return None
            texts: list[str] = []
            for run in runs:
                text = run(context)
                if isinstance(text, list):
                    if not text:
                        return []  # nothing equals a node that is not there
                    text = text[0].text() if len(text) == 1 else None
                if not isinstance(text, str) or may_be_date(text):
                    return None
                texts.append(text)
            found: NodeSet = list(find(columns, tuple(texts)))
            for sieve in sieves:
                found = sieve(found, context)
            return found

        return look_up

    def filtered(
        self, start: Callable[[Context], NodeSet], predicates: Sequence[Expression]
    ) -> Callable[[Context], NodeSet]:
        sieves = self.sieves(predicates)

        def run(context: Context) -> NodeSet:
            found = start(context)
            for sieve in sieves:
                found = sieve(found, context)
            return found

        return run

    def filtered_by_parent(
        self, start: Callable[[Context], NodeSet], predicates: Sequence[Expression]
    ) -> Callable[[Context], NodeSet]:
        """Filter the nodes of a child step: positions count anew under each parent."""
        sieves = self.sieves(predicates)

        def run(context: Context) -> NodeSet:
            found = start(context)
            families: dict[int, NodeSet] = {}
            for node in found:
                families.setdefault(id(node.parent), []).append(node)
            kept: NodeSet = []
            for family in families.values():
                members = family
                for sieve in sieves:
                    members = sieve(members, context)
                kept.extend(members)
            return kept

        return run

    def sieves(self, predicates: Sequence[Expression]) -> list[Callable[[NodeSet, Context], NodeSet]]:
        self.depth += 1
        try:
            return [_sieve(self.compile(predicate)) for predicate in predicates]
        finally:
            self.depth -= 1


_ITEM = NodeTest("name", "item")
_MOST_LOOKUPS = 3  # one inside another


class _Anywhere:
    """Stands for the context of parts that are known to be constant."""

    __slots__ = ()


_ANYWHERE: Context = _Anywhere()  # type: ignore[assignment]


def _from_root(context: Context) -> NodeSet:
    root = context.environment.root
    if root is None:
        raise XPathError(reason="there is no document to look into")
    return [root]


def _from_here(context: Context) -> NodeSet:
    if context.node is None:
        raise XPathError(reason="there is no document to look into")
    return [context.node]


def _from_current(context: Context) -> NodeSet:
    if context.current is None:
        raise XPathError(reason="there is no document to look into")
    return [context.current]


def _children_of(start: Callable[[Context], NodeSet], walk: Walk) -> Callable[[Context], NodeSet]:
    def run(context: Context) -> NodeSet:
        starts = start(context)
        if len(starts) == 1:
            return walk(starts[0])
        return [found for node in starts for found in walk(node)]

    return run


def _sieve(predicate: Part) -> Callable[[NodeSet, Context], NodeSet]:
    """Return what a predicate keeps of some nodes: by position for a number, by truth otherwise."""
    if isinstance(predicate.constant, float):
        number = predicate.constant
        at = int(number) - 1 if number >= 1 and number.is_integer() else -1
        return lambda nodes, _context: nodes[at : at + 1] if at >= 0 else []
    holds = _holding(predicate)

    def keep(nodes: NodeSet, context: Context) -> NodeSet:
        if not nodes:
            return nodes
        inner = context.at(nodes[0], 1, len(nodes))
        inner.kept = {}
        kept: NodeSet = []
        for position, node in enumerate(nodes, 1):
            inner.node = node
            inner.position = position
            if holds(inner):
                kept.append(node)
        return kept

    return keep


def _holding(predicate: Part) -> Callable[[Context], bool]:
    run = predicate.run
    if predicate.kind == "number":
        return lambda context: bool(run(context) == context.position)
    if predicate.kind != "any":
        return as_boolean(predicate)

    def holds(context: Context) -> bool:
        value = run(context)
        return value == context.position if type(value) is float else bool(value)

    return holds


Numeric = Callable[[Context], float]


def _arithmetic(operator: str, left: Part, right: Part) -> Run:
    a, b = as_number(left), as_number(right)
    if type(right.constant) is float and operator in _WITH_FIXED:
        return _WITH_FIXED[operator](a, right.constant)
    return _ARITHMETIC[operator](a, b)


def _add(a: Numeric, b: Numeric) -> Run:
    return lambda context: a(context) + b(context)


def _subtract(a: Numeric, b: Numeric) -> Run:
    return lambda context: a(context) - b(context)


def _multiply(a: Numeric, b: Numeric) -> Run:
    return lambda context: a(context) * b(context)


def _divide(a: Numeric, b: Numeric) -> Run:
    def run(context: Context) -> float:
        left, right = a(context), b(context)
        if right:
            return left / right
        if math.isnan(right) or math.isnan(left) or left == 0:
            return math.nan
        return math.copysign(math.inf, left) * math.copysign(1.0, right)

    return run


def _remainder(a: Numeric, b: Numeric) -> Run:
    def run(context: Context) -> float:
        left, right = a(context), b(context)
        if not right or math.isinf(left):
            return math.nan
        return math.fmod(left, right)

    return run


_ARITHMETIC: dict[str, Callable[[Numeric, Numeric], Run]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "div": _divide,
    "mod": _remainder,
}
_WITH_FIXED: dict[str, Callable[[Numeric, float], Run]] = {  # the usual ``${n} + 1`` spares a call
    "+": lambda a, fixed: lambda context: a(context) + fixed,
    "-": lambda a, fixed: lambda context: a(context) - fixed,
    "*": lambda a, fixed: lambda context: a(context) * fixed,
}
