"""Walks a path node by node where no owner of the tree has resolved it: every axis but namespace.

Order is document order throughout; a step over a reverse axis counts its positions backwards, as
XPath 1.0 asks (section 2.4).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from intake_app.xpath.tree import Axis, NodeTest
from intake_app.xpath.values import Node, NodeSet

Walk = Callable[[Node], NodeSet]

WELL_KNOWN_PREFIXES = {
    "h": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
    "xf": "http://www.w3.org/2002/xforms",
    "ev": "http://www.w3.org/2001/xml-events",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
REVERSE_AXES = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
ONE_PER_NODE_AXES = frozenset({"self", "child", "attribute"})  # distinct nodes stay distinct and in order


def make_walk(axis: Axis, test: NodeTest, namespaces: dict[str, str]) -> Walk:
    """Return the function from a node to the nodes of one step, nearest first."""
    if axis == "child" and test.kind == "name" and not test.prefix:
        name = test.name
        return lambda node: [child for child in node.children() if child.name == name]
    if axis == "self" and test.kind == "node":
        return lambda node: [node]
    if axis == "parent" and test.kind == "node":
        return lambda node: [] if node.parent is None else [node.parent]
    accepts = _acceptance(axis, test, namespaces)
    candidates = (_ELEMENT_AXES if test.kind in ("name", "any") else _NODE_AXES)[axis]
    return lambda node: [found for found in candidates(node) if accepts(found)]


def in_document_order(nodes: Iterable[Node]) -> NodeSet:
    """Return the nodes once each, in document order."""
    distinct = list({id(node): node for node in nodes}.values())
    if len(distinct) < 2:
        return distinct
    places: dict[int, dict[int, int]] = {}
    return sorted(distinct, key=lambda node: _place(node, places))


def content(node: Node) -> Sequence[Node]:
    """Return all child nodes: elements, and texts, comments and instructions where the tree keeps them."""
    give = getattr(node, "content", None)
    return give() if give else node.children()


def _place(node: Node, places: dict[int, dict[int, int]]) -> tuple[int, ...]:
    path: list[int] = []
    parent = node.parent
    while parent is not None:
        ranks = places.get(id(parent))
        if ranks is None:
            attributes = parent.attributes()
            ranks = {id(attribute): index for index, attribute in enumerate(attributes)}
            for index, child in enumerate(content(parent), len(attributes)):
                ranks[id(child)] = index
            places[id(parent)] = ranks
        path.append(ranks.get(id(node), -1))
        node, parent = parent, parent.parent
    return tuple(reversed(path))


def _acceptance(axis: Axis, test: NodeTest, namespaces: dict[str, str]) -> Callable[[Node], bool]:
    if test.kind == "node":
        return lambda _node: True
    if test.kind in ("text", "comment"):
        kind = f"#{test.kind}"
        return lambda node: node.name == kind
    if test.kind == "processing-instruction":
        if test.name:
            target = f"?{test.name}"
            return lambda node: node.name == target
        return lambda node: node.name[:1] == "?"
    mark = "@" if axis == "attribute" else ""
    if test.kind == "any":
        start = f"{mark}{{{namespaces.get(test.prefix, '')}}}" if test.prefix else mark
        others = frozenset({"", "#", "?"} | ({"@"} if axis != "attribute" else set()))
        return lambda node: node.name[:1] not in others and node.name.startswith(start)
    name = f"{mark}{test.name}"
    if not test.prefix:
        return lambda node: node.name == name
    full = f"{mark}{{{namespaces.get(test.prefix, '')}}}{test.name}"
    written = f"{mark}{test.prefix}:{test.name}"
    # A tree without namespaces knows the name as it is written, or the local one only.
    return lambda node: (
        node.name in (full, written) or (node.name == name and not hasattr(node, "qualified_name"))
    )


def _children(node: Node) -> Sequence[Node]:
    return node.children()


def _self(node: Node) -> Sequence[Node]:
    return (node,)


def _element_self(node: Node) -> Sequence[Node]:
    return () if node.name[:1] == "@" else (node,)


def _parent(node: Node) -> Sequence[Node]:
    return () if node.parent is None else (node.parent,)


def _attributes(node: Node) -> Sequence[Node]:
    return node.attributes()


def _ancestors(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _ancestors_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _ancestors(node)


def _descendants(node: Node) -> Iterator[Node]:
    waiting = list(reversed(node.children()))
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(here.children()))


def _descendants_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _descendants(node)


def _all_descendants(node: Node) -> Iterator[Node]:
    waiting = list(reversed(content(node)))
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(content(here)))


def _all_descendants_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _all_descendants(node)


def _siblings(node: Node) -> tuple[Sequence[Node], int]:
    if node.parent is None or node.name[:1] == "@":
        return (), 0
    beside = content(node.parent)
    return beside, next((index for index, other in enumerate(beside) if other is node), len(beside))


def _following_siblings(node: Node) -> Iterator[Node]:
    beside, at = _siblings(node)
    yield from beside[at + 1 :]


def _preceding_siblings(node: Node) -> Iterator[Node]:
    beside, at = _siblings(node)
    yield from reversed(beside[:at])


def _following(node: Node) -> Iterator[Node]:
    if node.name[:1] == "@" and node.parent is not None:
        yield from _all_descendants(node.parent)
        node = node.parent
    for here in _ancestors_or_self(node):
        for sibling in _following_siblings(here):
            yield from _all_descendants_or_self(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    if node.name[:1] == "@" and node.parent is not None:
        node = node.parent
    for here in _ancestors_or_self(node):
        for sibling in _preceding_siblings(here):
            yield from reversed(list(_all_descendants_or_self(sibling)))


_SHARED: dict[Axis, Callable[[Node], Iterable[Node]]] = {
    "parent": _parent,
    "attribute": _attributes,
    "ancestor": _ancestors,
    "ancestor-or-self": _ancestors_or_self,
    "following": _following,
    "following-sibling": _following_siblings,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
}
_ELEMENT_AXES: dict[Axis, Callable[[Node], Iterable[Node]]] = {
    **_SHARED,
    "self": _element_self,
    "child": _children,
    "descendant": _descendants,
    "descendant-or-self": _descendants_or_self,
}
_NODE_AXES: dict[Axis, Callable[[Node], Iterable[Node]]] = {
    **_SHARED,
    "self": _self,
    "child": content,
    "descendant": _all_descendants,
    "descendant-or-self": _all_descendants_or_self,
}
