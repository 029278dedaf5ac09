"""What a question can ever hold, as far as the form itself says it: the values its choices offer.

Only certain knowledge counts. A select whose list lies in a file that is missing, that is calculated or
filled by an action may hold anything, and so may a text.
"""

from functools import cached_property

from intake_app.forms.definition import FormDefinition, NodeDefinition, SecondaryInstance
from intake_app.forms.expression_checks import node_by_ref, target_of
from intake_app.xpath import Dependency, Expression, Literal, LocationPath, XPathError, parse

_SELECTS = frozenset({"select", "select1", "rank"})


class PossibleValues:
    """The possible values of a form's questions; ``dead`` are references of questions never asked."""

    def __init__(self, definition: FormDefinition) -> None:
        self.definition = definition
        self.by_ref = node_by_ref(definition)
        self.dead: set[str] = set()

    def of(self, ref: str) -> frozenset[str] | None:
        """Return the values a select can hold (each of several), ``None`` when nobody can say."""
        return self._offered.get(ref)

    def ref_of(self, tree: Expression, at: str) -> str:
        """Return the reference a plain path reads when it stands at ``at``, empty for anything else."""
        if not isinstance(tree, LocationPath) or tree.has_predicates or tree.instance_id is not None:
            return ""
        target = target_of(Dependency(tree), at)
        if not target and tree.names is not None and not tree.is_absolute and tree.origin is None:
            return ""
        return target if target in self.by_ref else ""

    def can_equal(self, ref: str, literal: Literal) -> bool:
        """Return whether the question at ``ref`` can hold a value written in an expression."""
        said = literal.value
        if said == "":
            return True
        if ref in self.dead:
            return False
        offered = self.of(ref)
        if offered is None:
            return True
        if isinstance(said, float):
            return any(_is_number(value, said) for value in offered)
        if self.by_ref[ref].control != "select1":
            return all(part in offered for part in said.split())
        return said in offered

    def can_select(self, ref: str, literal: Literal) -> bool:
        """Return whether ``selected(ref, literal)`` can be true."""
        if ref in self.dead:
            return False
        offered, said = self.of(ref), literal.value
        if isinstance(said, float):
            said = f"{said:g}"
        return offered is None or said.strip() in offered

    @cached_property
    def _offered(self) -> dict[str, frozenset[str]]:
        filled = {action.target for action in self.definition.actions}
        lists: dict[tuple[str, str], frozenset[str] | None] = {}  # a long list serves many questions
        tables = {table.id: table for table in self.definition.instances}
        found: dict[str, frozenset[str]] = {}
        for ref, node in self.by_ref.items():
            if node.control not in _SELECTS or node.calculate or node.preload is not None or ref in filled:
                continue
            if node.itemset is None:
                values = frozenset(choice.value for choice in node.choices) or None
            else:
                key = (list_of(node), node.itemset.value_ref)
                if key not in lists:
                    lists[key] = _values(tables.get(key[0]), key[1])
                values = lists[key]
            if values is not None:
                defaults = frozenset(node.default.split())
                found[ref] = values if defaults <= values else values | defaults
        return found


def list_of(node: NodeDefinition) -> str:
    """Return the id of the list a question's choices come from, empty when they come from elsewhere."""
    if node.itemset is None:
        return ""
    try:
        tree = parse(node.itemset.nodeset)
    except (XPathError, RecursionError):
        return ""
    return (tree.instance_id or "") if isinstance(tree, LocationPath) else ""


def _values(table: SecondaryInstance | None, value_ref: str) -> frozenset[str] | None:
    if table is None or table.is_missing or table.xml or value_ref not in table.columns:
        return None
    column = table.columns.index(value_ref)
    return frozenset(cells[column] for cells in table.rows)


def _is_number(value: str, number: float) -> bool:
    try:
        return float(value) == number
    except ValueError:
        return False
