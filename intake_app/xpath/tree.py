"""The typed tree of an expression: frozen, hashable, without a word about how it is worked out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

Axis = OneOf[
    "child", "descendant", "descendant-or-self", "parent", "ancestor", "ancestor-or-self", "self",
    "attribute", "following", "following-sibling", "preceding", "preceding-sibling",
]  # fmt: skip
TestKind = OneOf["name", "any", "node", "text", "comment", "processing-instruction"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number written in the expression."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and ``or and = != < <= > >= + - * div mod |``."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; the name keeps its prefix (``jr:itext``)."""

    name: str
    arguments: tuple["Expression", ...]
    position: int = 0  # where the name stands in the source


@dataclass(frozen=True, slots=True)
class NodeTest:
    """What a step accepts: a name (with its prefix), any name ``*``, or a kind of node such as ``node()``."""

    kind: TestKind
    name: str = ""  # local name; the target of a processing-instruction
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. ``.`` is self::node(), ``..`` is parent::node()."""

    axis: Axis
    test: NodeTest
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class LocationPath:
    """A path: absolute (``/data/x``), relative (``../x``), or from an ``origin`` (``instance('c')``)."""

    steps: tuple[Step, ...]
    is_absolute: bool = False
    origin: "Expression | None" = None

    @property
    def is_from_current(self) -> bool:
        """True for ``current()`` and paths that start from it."""
        return isinstance(self.origin, Call) and self.origin.name == "current"

    @property
    def instance_id(self) -> str | None:
        """The id when the path starts from ``instance('id')`` with a literal id."""
        origin = self.origin
        if isinstance(origin, Call) and origin.name == "instance" and len(origin.arguments) == 1:
            first = origin.arguments[0]
            if isinstance(first, Literal):
                return str(first.value)
        return None

    @property
    def has_predicates(self) -> bool:
        """True when a step (or the origin) filters."""
        return isinstance(self.origin, Filter) or any(step.predicates for step in self.steps)

    @property
    def names(self) -> tuple[str, ...] | None:
        """``.``/``..``/local names of the steps when all are plain child, parent or self steps; else None."""
        names: list[str] = []
        for step in self.steps:
            if step.axis == "child" and step.test.kind == "name":
                names.append(step.test.name)
            elif step.axis == "parent" and step.test.kind == "node":
                names.append("..")
            elif step.axis == "self" and step.test.kind == "node":
                names.append(".")
            else:
                return None
        return tuple(names)

    @property
    def prefixed_names(self) -> tuple[str, ...] | None:
        """The same, with the prefixes that names are written with (``orx:meta``)."""
        names = self.names
        if names is None or not any(step.test.prefix for step in self.steps):
            return names
        return tuple(
            f"{step.test.prefix}:{name}" if step.test.prefix else name
            for name, step in zip(names, self.steps, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """A bracketed or called expression with predicates: ``(//a)[1]``, ``instance('c')[1]``."""

    operand: "Expression"
    predicates: tuple["Expression", ...]


Expression = Literal | Negate | Binary | Call | LocationPath | Filter


def calls(tree: Expression) -> Iterator[Call]:
    """Yield every function call inside an expression, predicates included."""
    waiting: list[Expression] = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Call):
            yield here
            waiting.extend(here.arguments)
        elif isinstance(here, Binary):
            waiting += (here.left, here.right)
        elif isinstance(here, Negate):
            waiting.append(here.operand)
        elif isinstance(here, Filter):
            waiting += (here.operand, *here.predicates)
        elif isinstance(here, LocationPath):
            waiting += (predicate for step in here.steps for predicate in step.predicates)
            if here.origin is not None:
                waiting.append(here.origin)
