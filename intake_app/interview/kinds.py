"""What the text of a question stands for: a number, a truth, or words.

Answers are kept as texts. A question of a numeric type stands for a number; one that is calculated stands
for what its calculation gives, whatever its declared type, so that ``relevant="../is_adult"`` is not true
for the text ``false``: what JavaRosa does.
"""

from typing import Literal

from intake_app.interview.compiled import CompiledForm, CompiledNode
from intake_app.interview.ways import plain_way
from intake_app.xpath import Binary, Call, Expression, LocationPath, Negate, XPathError, parse
from intake_app.xpath import Literal as XPathLiteral

Kind = Literal["number", "truth", "words"]

_BY_TYPE: dict[str, Kind] = {"int": "number", "decimal": "number", "boolean": "truth"}
_ARITHMETIC = frozenset({"+", "-", "*", "div", "mod"})
_TRUTHS = frozenset({
    "true", "false", "boolean", "boolean-from-string", "not", "selected", "contains", "starts-with",
    "ends-with", "regex", "checklist", "weighted-checklist", "geofence",
})  # fmt: skip
_NUMBERS = frozenset({
    "number", "int", "floor", "ceiling", "abs", "round", "sum", "min", "max", "pow", "count",
    "count-non-empty", "count-selected", "position", "last", "string-length", "random", "sqrt",
    "decimal-date-time", "decimal-time", "log", "log10", "exp", "exp10", "sin", "cos", "tan", "asin",
    "acos", "atan", "atan2", "pi", "distance", "area", "enclosed-area",
})  # fmt: skip


def kind_of(form: CompiledForm, node: CompiledNode) -> Kind:
    """Return what the text of a question stands for; worked out once per form."""
    kind = form.kinds.get(node.order)
    if kind is None:
        form.kinds[node.order] = "words"  # what a calculation that reads itself stands for
        kind = _BY_TYPE.get(node.data_type) or _of_calculation(form, node)
        form.kinds[node.order] = kind
    return kind


def _of_calculation(form: CompiledForm, node: CompiledNode) -> Kind:
    source = node.definition.calculate if node.data_type == "string" else ""
    try:
        return _of(form, node, parse(source)) if source else "words"
    except (XPathError, RecursionError):
        return "words"


def _of(form: CompiledForm, base: CompiledNode, tree: Expression) -> Kind:
    if isinstance(tree, Negate) or (isinstance(tree, XPathLiteral) and isinstance(tree.value, float)):
        return "number"
    if isinstance(tree, Binary):
        if tree.operator == "|":
            return "words"
        return "number" if tree.operator in _ARITHMETIC else "truth"
    if isinstance(tree, Call):
        return _of_call(form, base, tree)
    if isinstance(tree, LocationPath):
        way = plain_way(form, base, tree)
        return kind_of(form, way[1]) if way is not None and way[1].is_question else "words"
    return "words"


def _of_call(form: CompiledForm, base: CompiledNode, call: Call) -> Kind:
    if call.name in _TRUTHS:
        return "truth"
    if call.name in _NUMBERS:
        return "number"
    if call.name in ("once", "indexed-repeat") and call.arguments:
        return _of(form, base, call.arguments[0])
    if call.name == "if" and len(call.arguments) == 3:
        kinds = {_of(form, base, argument) for argument in call.arguments[1:]}
        return kinds.pop() if len(kinds) == 1 else "words"
    return "words"
