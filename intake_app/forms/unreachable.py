"""Questions nobody can ever be asked, and comparisons that can never hold.

A relevance is weighed with three outcomes: certainly true, certainly not, and who knows. Only what is
certainly false is reported: ``false()``, a value that the list of the question does not offer, a question
that is itself never asked, two different values at once.
"""

import re
from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.possible_values import PossibleValues
from intake_app.forms.tree import node_expressions, nodes, walk
from intake_app.records.finding import FormFinding
from intake_app.xpath import Binary, Call, Expression, Literal, LocationPath, XPathError, parse

_ORDERS = frozenset({"<", "<=", ">", ">="})
_MOST_ROUNDS = 20
_PATH = re.compile(r"(?:/[\w.:-]+){2,}")


def check_reach(definition: FormDefinition) -> Iterator[FormFinding]:
    """Yield a warning for each question or group never asked, and for each comparison that never holds."""
    values = PossibleValues(definition)
    dead = _dead_nodes(definition, values)
    for node in dead:
        yield FormFinding(
            "warning",
            N_("“{name}” can never be asked: {expression} is never true."),
            N_("Correct the condition, or take it out."),
            sheet="survey",
            row=node.source_row,
            column="relevant",
            facts={"ref": node.ref, "name": node.name, "expression": _short(node.relevant)},
        )
    told = {node.ref for node in dead}
    for node in nodes(definition):
        for column, source in node_expressions(node):
            if column in ("relevant", "constraint", "required", "read_only", "calculation") and not (
                column == "relevant" and node.ref in told
            ):
                for name, value in _impossible(source, node.ref, values):
                    yield _never_equal(node, column, name, value)


def _dead_nodes(definition: FormDefinition, values: PossibleValues) -> list[NodeDefinition]:
    """Return the outermost nodes that are never relevant; ``values.dead`` gets everything inside them."""
    waiting = [node for node in nodes(definition) if node.relevant]
    found: list[NodeDefinition] = []
    for _ in range(_MOST_ROUNDS):
        fresh = [
            node for node in waiting
            if node.ref not in values.dead and _is_never(node, values)
        ]  # fmt: skip
        if not fresh:
            break
        for node in fresh:
            if node.ref not in values.dead:
                values.dead.update(inner.ref for inner in walk(node))
                found.append(node)
    outermost = {node.ref for node in found}
    shown = [node for node in found if node.has_control or any(inner.has_control for inner in walk(node))]
    return [
        node
        for node in shown
        if not any(f"{node.ref}/".startswith(f"{ref}/") for ref in outermost - {node.ref})
    ]


def _is_never(node: NodeDefinition, values: PossibleValues) -> bool:
    try:
        return _truth(_tree(node.relevant), node.ref, values) is False
    except RecursionError:
        return False  # nested too deeply to be weighed


def _truth(tree: Expression | None, at: str, values: PossibleValues) -> bool | None:
    """Return whether an expression is certainly true or certainly not; ``None`` when it depends."""
    if isinstance(tree, Literal):
        return bool(tree.value)
    if isinstance(tree, Call):
        return _truth_of_call(tree, at, values)
    if not isinstance(tree, Binary):
        return None
    if tree.operator in ("and", "or"):
        left, right = _truth(tree.left, at, values), _truth(tree.right, at, values)
        decisive = tree.operator == "or"
        if left is decisive or right is decisive:
            return decisive
        if tree.operator == "and" and _asks_two_values(tree, at, values):
            return False
        return (not decisive) if left is right is (not decisive) else None
    return _truth_of_comparison(tree, at, values)


def _truth_of_call(tree: Call, at: str, values: PossibleValues) -> bool | None:
    if tree.name in ("true", "false") and not tree.arguments:
        return tree.name == "true"
    if tree.name in ("not", "boolean") and len(tree.arguments) == 1:
        inner = _truth(tree.arguments[0], at, values)
        return inner if inner is None or tree.name == "boolean" else not inner
    if tree.name == "selected" and len(tree.arguments) == 2:
        path, said = tree.arguments
        ref = values.ref_of(path, at)
        if ref and isinstance(said, Literal) and not values.can_select(ref, said):
            return False
    return None


def _truth_of_comparison(tree: Binary, at: str, values: PossibleValues) -> bool | None:
    left, right = tree.left, tree.right
    if isinstance(left, Literal) and isinstance(right, Literal) and type(left.value) is type(right.value):
        if tree.operator in ("=", "!="):
            return (left.value == right.value) is (tree.operator == "=")
        return None
    path, said = (right, left) if isinstance(left, Literal) else (left, right)
    ref = values.ref_of(path, at) if isinstance(path, LocationPath) else ""
    if not ref or not isinstance(said, Literal):
        return None
    if tree.operator == "=" and not values.can_equal(ref, said):
        return False
    if tree.operator in _ORDERS and ref in values.dead:
        return False  # nothing is neither more nor less than a number
    return None


def _asks_two_values(tree: Binary, at: str, values: PossibleValues) -> bool:
    """Return whether a conjunction wants one question to hold two different values."""
    wanted: dict[str, str | float] = {}
    for part in _conjuncts(tree):
        if isinstance(part, Binary) and part.operator == "=" and isinstance(part.right, Literal):
            ref = values.ref_of(part.left, at)
            said = part.right.value
            first = wanted.setdefault(ref, said) if ref else said
            if type(first) is type(said) and first != said:
                return True
    return False


def _conjuncts(tree: Expression) -> Iterator[Expression]:
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Binary) and part.operator == "and":
            waiting += [part.right, part.left]
        else:
            yield part


def _impossible(source: str, at: str, values: PossibleValues) -> list[tuple[str, str]]:
    """Return (question, value) of comparisons in an expression with a value that is not offered."""
    found: dict[tuple[str, str], None] = {}
    waiting: list[Expression | None] = [_tree(source)]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, Binary):
            waiting += [tree.left, tree.right]
            for path, said in ((tree.left, tree.right), (tree.right, tree.left)):
                ref = values.ref_of(path, at) if isinstance(said, Literal) else ""
                if (
                    ref and ref not in values.dead and isinstance(said, Literal)
                    and tree.operator in ("=", "!=") and not values.can_equal(ref, said)
                ):  # fmt: skip
                    found[values.by_ref[ref].name, _written(said)] = None
        elif isinstance(tree, Call):
            waiting += tree.arguments
            if tree.name == "selected" and len(tree.arguments) == 2:
                path, chosen = tree.arguments
                ref = values.ref_of(path, at) if isinstance(chosen, Literal) else ""
                if (
                    ref and ref not in values.dead and isinstance(chosen, Literal)
                    and not values.can_select(ref, chosen)
                ):  # fmt: skip
                    found[values.by_ref[ref].name, _written(chosen)] = None
    return list(found)


def _never_equal(node: NodeDefinition, column: str, name: str, value: str) -> FormFinding:
    return FormFinding(
        "warning",
        N_("“{name}” is compared with “{value}”, which is not among its choices."),
        N_("Write the value as in the choices sheet, or add the choice to its list."),
        sheet="survey",
        row=node.source_row,
        column=column,
        facts={"ref": node.ref, "name": name, "value": value},
    )


def _tree(source: str) -> Expression | None:
    try:
        return parse(source)
    except (XPathError, RecursionError):
        return None  # reported elsewhere


def _written(literal: Literal) -> str:
    return literal.value if isinstance(literal.value, str) else f"{literal.value:g}"


def _short(source: str) -> str:
    """Return an expression as its author wrote it: questions by name, on one line, not endless."""
    named = _PATH.sub(lambda path: "${" + path[0].rpartition("/")[2] + "}", source)
    tidy = " ".join(named.split())
    return tidy if len(tidy) <= 160 else tidy[:157] + "…"
