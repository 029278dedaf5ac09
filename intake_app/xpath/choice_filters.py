"""Recognises choice filters that a hash index can answer: ``state = /data/state and kind = 'x'``."""

from intake_app.xpath.parser import parse
from intake_app.xpath.tree import Binary, Call, Expression, Filter, Literal, LocationPath, Negate, calls


def equality_keys(predicate: str | Expression) -> list[tuple[str, Expression]]:
    """Return ``(column, expression)`` for each ``column = expression`` the whole predicate is made of.

    Empty when it is not a pure conjunction of such comparisons, or when an expression depends on the
    item itself: such a filter has to be walked. The expressions may be worked out outside the predicate.
    A comparison with a number or a truth value is not one of texts, so it is left to the walk.
    """
    tree = parse(predicate) if isinstance(predicate, str) else predicate
    keys: list[tuple[str, Expression]] = []
    for part in _conjuncts(tree):
        key = _key(part)
        if key is None:
            return []
        keys.append(key)
    return keys


def split_filter(tree: Expression) -> tuple[tuple[str, ...], list[Expression], list[Expression]]:
    """Return (columns, the expressions they have to equal, the conditions that remain for the walk).

    No columns when no part is such a comparison, or when a part counts places in the whole list.
    """
    columns: list[str] = []
    values: list[Expression] = []
    rest: list[Expression] = []
    for part in _conjuncts(tree):
        key = _key(part)
        if key is not None:
            columns.append(key[0])
            values.append(key[1])
        elif any(call.name in ("position", "last") for call in calls(part)):
            return (), [], []
        else:
            rest.append(Call("boolean", (part,)))
    return tuple(columns), values, rest


def depends_on_item(tree: Expression) -> bool:
    """Tell whether an expression inside a predicate reads the item: a relative path, position(), last()."""
    if isinstance(tree, Literal):
        return False
    if isinstance(tree, Negate):
        return depends_on_item(tree.operand)
    if isinstance(tree, Binary):
        return depends_on_item(tree.left) or depends_on_item(tree.right)
    if isinstance(tree, Call):
        if tree.name in _OF_ITEM and not tree.arguments:
            return True
        return any(depends_on_item(argument) for argument in tree.arguments)
    if isinstance(tree, Filter):
        return depends_on_item(tree.operand)
    if tree.origin is not None:
        return depends_on_item(tree.origin)
    return not tree.is_absolute


_OF_ITEM = frozenset(
    ("position", "last", "string", "number", "string-length", "normalize-space", "name", "local-name")
)
_NAMES = """
    true false not boolean boolean-from-string selected contains starts-with ends-with regex checklist
    weighted-checklist geofence number int round floor ceiling abs sum count count-non-empty min max pow sqrt
    string-length count-selected position last decimal-date-time decimal-time random distance area pi if
    coalesce date date-time today now randomize
"""
_GIVES_NO_TEXT = frozenset(_NAMES.split())


def _conjuncts(tree: Expression) -> list[Expression]:
    if isinstance(tree, Binary) and tree.operator == "and":
        return [*_conjuncts(tree.left), *_conjuncts(tree.right)]
    return [tree]


def _key(tree: Expression) -> tuple[str, Expression] | None:
    if not (isinstance(tree, Binary) and tree.operator == "="):
        return None
    for column, value in ((tree.left, tree.right), (tree.right, tree.left)):
        name = _column(column)
        if name and not depends_on_item(value) and _gives_text(value):
            return name, value
    return None


def _column(tree: Expression) -> str | None:
    if (
        not isinstance(tree, LocationPath)
        or tree.is_absolute
        or tree.origin is not None
        or tree.has_predicates
    ):
        return None
    names = [name for name in tree.names or () if name != "."]
    return names[0] if len(names) == 1 and names[0] != ".." else None


def _gives_text(tree: Expression) -> bool:
    if isinstance(tree, Literal):
        return isinstance(tree.value, str)
    if isinstance(tree, Call):
        return tree.name not in _GIVES_NO_TEXT
    return isinstance(tree, LocationPath)
