"""Functions that look elsewhere: other instances, other repeats, the form's texts, tables, fresh ids."""

import secrets
import string
from collections.abc import Callable, Sequence

from intake_app.xpath.context import Context
from intake_app.xpath.errors import XPathError
from intake_app.xpath.functions.signature import Function, contextual
from intake_app.xpath.parts import Part, as_nodes, as_number, as_string
from intake_app.xpath.tree import Expression, LocationPath
from intake_app.xpath.values import Node, NodeSet


def _build_instance(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    name = as_string(parts[0])

    def run(context: Context) -> NodeSet:
        instance_id = name(context)
        root = context.environment.instance(instance_id)
        if root is None:
            raise XPathError(reason=f"there is no instance {instance_id}")
        return [root]

    return Part("nodes", run)


def _build_current(_parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    def run(context: Context) -> NodeSet:
        return [] if context.current is None else [context.current]

    return Part("nodes", run)


def _build_indexed_repeat(parts: Sequence[Part], expressions: Sequence[Expression]) -> Part:
    """``indexed-repeat(node, repeat, index, …)``: the node inside the repeat instances of these numbers."""
    if len(parts) % 2 == 0:
        raise XPathError(reason="indexed-repeat() needs a number for every repeat")
    indexes = [as_number(part) for part in parts[2::2]]
    target = _absolute_names(expressions[0])
    repeats = [_absolute_names(expression) for expression in expressions[1::2]]
    if target and all(repeats):
        return Part("nodes", _by_names(target, [names for names in repeats if names], indexes))
    nodes = as_nodes(parts[0], "indexed-repeat()")
    groups = [as_nodes(part, "indexed-repeat()") for part in parts[1::2]]
    return Part("nodes", _by_descent(nodes, groups, indexes))


Numeric = Callable[[Context], float]


def _absolute_names(expression: Expression) -> tuple[str, ...] | None:
    if not isinstance(expression, LocationPath) or not expression.is_absolute or expression.has_predicates:
        return None
    names = expression.names
    return None if names is None or ".." in names or "." in names else names


def _by_names(
    target: tuple[str, ...], repeats: list[tuple[str, ...]], indexes: list[Numeric]
) -> Callable[[Context], NodeSet]:
    """Go down from the document; a repeat without a number of its own is the one around the current node."""

    def run(context: Context) -> NodeSet:
        wanted = {names: index(context) for names, index in zip(repeats, indexes, strict=True)}
        root = context.environment.root
        if root is None:
            raise XPathError(reason="there is no document to look into")
        around = _ids_around(context.current)
        here: NodeSet = [root]
        for depth, name in enumerate(target, 1):
            here = [child for node in here for child in node.children() if child.name == name]
            number = wanted.get(target[:depth])
            if number is not None:
                here = here[int(number) - 1 : int(number)] if number >= 1 else []
            elif len(here) > 1:
                here = [node for node in here if id(node) in around] or here
        return here

    return run


def _by_descent(
    nodes: Callable[[Context], NodeSet], groups: list[Callable[[Context], NodeSet]], indexes: list[Numeric]
) -> Callable[[Context], NodeSet]:
    """Keep the nodes that lie in the numbered instance of each repeat, from the outer to the inner."""

    def run(context: Context) -> NodeSet:
        found = nodes(context)
        chosen: Node | None = None
        for group, index in zip(groups, indexes, strict=True):
            instances = [node for node in group(context) if chosen is None or id(chosen) in _ids_around(node)]
            number = index(context)
            if not 1 <= number <= len(instances):
                return []
            chosen = instances[int(number) - 1]
            found = [node for node in found if id(chosen) in _ids_around(node)]
        return found

    return run


def _ids_around(node: Node | None) -> set[int]:
    around: set[int] = set()
    while node is not None:
        around.add(id(node))
        node = node.parent
    return around


def _itext(context: Context, text_id: str) -> str:
    return context.environment.itext(text_id)


def _choice_name(context: Context, value: str, reference: str) -> str:
    return context.environment.choice_name(value, reference, context)


def _pulldata(context: Context, table: str, column: str, key_column: str, key: str) -> str:
    find = context.environment.pulldata
    if find is not None:
        return find(table, column, key_column, key)
    instance = context.environment.instance(table)
    if instance is None:
        raise XPathError(reason=f"there is no instance {table}")
    for root in instance.children():
        for item in root.children():
            cells = {cell.name: cell for cell in item.children()}
            if item.name == "item" and key_column in cells and cells[key_column].text() == key:
                return cells[column].text() if column in cells else ""
    return ""


def _uuid(context: Context, length: float | None = None) -> str:
    if length is None:
        return context.environment.uuid()
    if not 0 <= length <= 1000:
        raise XPathError(reason="uuid() needs a length")
    return "".join(secrets.choice(_LETTERS) for _ in range(int(length)))


_LETTERS = string.ascii_letters + string.digits

FUNCTIONS: list[Function] = [
    Function("instance", 1, 1, _build_instance),
    Function("current", 0, 0, _build_current),
    Function("indexed-repeat", 3, None, _build_indexed_repeat),
    contextual("jr:itext", "s", "string", _itext),
    contextual("itext", "s", "string", _itext),
    contextual("jr:choice-name", "ss", "string", _choice_name),
    contextual("pulldata", "ssss", "string", _pulldata),
    contextual("uuid", "n", "string", _uuid, least=0),
]
