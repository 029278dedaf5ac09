"""Functions of nodes: how many, which place, what name, in what random order."""

import hashlib
from collections.abc import Callable, Sequence
from math import isfinite

from intake_app.xpath.context import Context
from intake_app.xpath.errors import XPathError
from intake_app.xpath.functions.signature import Function, plain
from intake_app.xpath.parts import Part, as_nodes, as_string
from intake_app.xpath.tree import Expression
from intake_app.xpath.values import Node, NodeSet, number_of_text


def _count(nodes: NodeSet) -> float:
    return float(len(nodes))


def _count_non_empty(nodes: NodeSet) -> float:
    return float(sum(1 for node in nodes if node.text() != ""))


def _build_position(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    if not parts:
        return Part("number", lambda context: float(context.position))
    place = parts[0].place
    if place is not None:
        return Part("number", lambda context: float(place_among_same_name(place(context))))
    nodes = as_nodes(parts[0], "position()")

    def run(context: Context) -> float:
        found = nodes(context)
        if not found:
            raise XPathError(reason="position() is asked of nothing")
        return float(place_among_same_name(found[0]))

    return Part("number", run)


def place_among_same_name(node: Node) -> int:
    """Return the 1-based place of a node among its siblings of the same name: a repeat's number."""
    own: int = getattr(node, "position", 0)  # the instances of a repeat know theirs
    if own or node.parent is None:
        return own or 1
    place = 0
    for sibling in node.parent.children():
        if sibling.name == node.name:
            place += 1
            if sibling is node:
                return place
    return 1


def _build_last(_parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    return Part("number", lambda context: float(context.size))


def _naming(name: str, write: Callable[[Node], str]) -> Function:
    def build(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
        if parts:
            nodes = as_nodes(parts[0], f"{name}()")

            def of_first(context: Context) -> str:
                found = nodes(context)
                return write(found[0]) if found else ""

            return Part("string", of_first)

        def of_own(context: Context) -> str:
            if context.node is None:
                raise XPathError(reason="there is no node to name")
            return write(context.node)

        return Part("string", of_own)

    return Function(name, 0, 1, build)


def _local_name(node: Node) -> str:
    name = node.name
    if name[:1] == "#":
        return ""
    return name.lstrip("@?").rpartition("}")[2].rpartition(":")[2]


def _qualified_name(node: Node) -> str:
    written: str | None = getattr(node, "qualified_name", None)
    return _local_name(node) if written is None else written


def _namespace_uri(node: Node) -> str:
    name = node.name.lstrip("@")
    return name[1:].partition("}")[0] if name[:1] == "{" else ""


def _build_randomize(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    nodes = as_nodes(parts[0], "randomize()")
    seed = as_string(parts[1]) if len(parts) == 2 else None

    def run(context: Context) -> NodeSet:
        if seed is None:
            shuffled = list(nodes(context))
            context.environment.random.shuffle(shuffled)
            return shuffled
        return shuffle(nodes(context), seed_number(seed(context), context))

    return Part("nodes", run)


def seed_number(text: str, context: Context) -> int:
    """Turn a seed into a whole number: numbers are cut, other texts give the head of their SHA-256."""
    number = number_of_text(text, context.environment.timezone)
    if isfinite(number):
        return int(number)
    if not text.strip():
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def shuffle(nodes: NodeSet, seed: int) -> NodeSet:
    """Shuffle as ODK's specification says: Fisher-Yates, driven by Park and Miller's generator.

    The inside-out variant, which fills the new list from the front: the same seed gives the same order in
    every engine that follows the specification.
    """
    modulus = 2_147_483_647
    state = abs(seed) % modulus if seed >= 0 else -(abs(seed) % modulus)
    if state <= 0:
        state += modulus - 1
    shuffled: NodeSet = []
    for place, node in enumerate(nodes):
        state = state * 16_807 % modulus
        other = int((state - 1) / (modulus - 1) * (place + 1))
        if other == place:
            shuffled.append(node)
        else:
            shuffled.append(shuffled[other])
            shuffled[other] = node
    return shuffled


FUNCTIONS: list[Function] = [
    plain("count", "N", "number", _count),
    plain("count-non-empty", "N", "number", _count_non_empty),
    Function("position", 0, 1, _build_position),
    Function("last", 0, 0, _build_last),
    _naming("name", _qualified_name),
    _naming("local-name", _local_name),
    _naming("namespace-uri", _namespace_uri),
    Function("randomize", 1, 2, _build_randomize),
]
