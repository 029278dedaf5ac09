"""The form made ready for interviews, once: numbered nodes, compiled rules, who depends on whom.

Nothing in here belongs to one interview, so a second interview on the same form starts at once.
"""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Literal

from intake_app.forms.definition import FormDefinition, NodeDefinition, SetValue
from intake_app.forms.lasting import count_as_old, without_collection
from intake_app.xpath import Compiled

INT_BOUND = 2**31  # XML Schema, int: what the specification names for whole numbers
RELEVANT, COUNT, CALCULATE, CHOICES, READONLY, REQUIRED, CONSTRAINT, TEXTS = (1 << n for n in range(8))
RULE_KINDS = (RELEVANT, COUNT, CALCULATE, CHOICES, READONLY, REQUIRED, CONSTRAINT, TEXTS)

_SELECTS = frozenset({"select", "select1", "rank"})
_GRID_TITLE = "generated_table_list_label_"  # how the converter names a grid's title
_KEPT_FORMS = 8


class CompiledNode:
    """One node of the form with its place in it; ``order`` numbers nodes in document order."""

    __slots__ = (
        "chain", "child_index", "children", "constraint", "data_type", "default", "definition",
        "dependents", "depth", "followers", "further", "is_asked", "is_grid_head", "is_grid_title",
        "is_group", "is_multiple", "is_note", "is_question", "is_repeat", "is_select", "name", "order",
        "parent", "ref", "repeats", "rules", "triggers", "weight",
    )  # fmt: skip

    def __init__(self, definition: NodeDefinition, parent: "CompiledNode | None", child_index: int) -> None:
        self.definition = definition
        self.name = definition.name
        self.ref = definition.ref
        self.parent = parent
        self.child_index = child_index
        self.depth: int = parent.depth + 1 if parent else 0
        self.chain: tuple[CompiledNode, ...] = (*parent.chain, self) if parent else (self,)  # from the root
        self.order = 0
        self.children: tuple[CompiledNode, ...] = ()
        self.is_repeat = definition.kind == "repeat"
        self.is_question = definition.kind == "question"
        self.is_group = definition.kind == "group"
        self.weight = 0.0  # on a page, once somebody has weighed it
        self.default = definition.default
        self.is_select = definition.control in _SELECTS
        self.is_multiple = definition.control in {"select", "rank"}
        self.is_note = _is_note(definition)
        # What stands over the rows of a grid: its row of words, and the title the converter moved there.
        self.is_grid_head = self.is_select and "label" in definition.appearance
        self.is_grid_title = self.is_note and self.name.startswith(_GRID_TITLE)
        self.is_asked = (
            self.is_question and definition.has_control and not self.is_note and not self.is_grid_head
        )
        self.repeats: tuple[CompiledNode, ...] = ()  # enclosing ones, the outermost first, without itself
        if parent:
            self.repeats = (*parent.repeats, parent) if parent.is_repeat else parent.repeats
        self.data_type: str = definition.data_type
        self.constraint: Rule | None = None  # also among the rules
        self.rules: dict[int, Rule] = {}
        self.dependents: list[Dependent] = []
        # The same in two: (order, kind, rank) of rules that only need to be queued, and the rest.
        self.followers: tuple[tuple[int, int, int], ...] = ()
        self.further: tuple[Dependent, ...] = ()
        self.triggers: list[SetValue] = []  # setvalue actions fired by a change of this node

    def path_from(self, ancestor: "CompiledNode") -> "tuple[CompiledNode, ...]":
        """Return the steps from ``ancestor`` (left out) down to this node."""
        return self.chain[ancestor.depth + 1 :]

    def child(self, name: str) -> "CompiledNode | None":
        """Return the child of that name."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def walk(self) -> "Iterator[CompiledNode]":
        """Yield this node and all below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Rule:
    """One expression of one node. ``rank``: rules it reads from have a lower one.

    ``compiled`` is made when it is first needed: many constraints of a long form never are.
    ``followers`` and ``further`` are its node's, at hand where a long chain is worked out.
    """

    __slots__ = (
        "compiled", "evaluate", "followers", "further", "is_plain_number", "is_queued_only", "is_whole",
        "kind", "most", "node", "others", "rank", "single", "source",
    )  # fmt: skip

    def __init__(self, node: CompiledNode, kind: int, source: str, compiled: Compiled | None) -> None:
        self.node = node
        self.kind = kind
        self.source = source
        self.compiled = compiled
        self.evaluate = compiled.evaluate if compiled is not None else None
        self.rank = 0
        outside = not node.repeats and not node.is_repeat
        self.single = node.order if outside else -1  # a rule outside repeats has one slot: its order
        self.others: list[int] = []  # orders of further nodes outside repeats with the very same rule
        self.is_queued_only = outside and kind not in (TEXTS, CHOICES)  # nothing else to do when it must wait
        self.is_plain_number = False  # a calculation; if its result is one, it fits and sets nothing off
        self.is_whole = node.data_type == "int"
        self.most = float(INT_BOUND) if self.is_whole else 1e15  # numbers below are written digit by digit
        self.followers: tuple[tuple[int, int, int], ...] = ()
        self.further: tuple[Dependent, ...] = ()


class Dependent:
    """A rule to work out again when a node changes: all its slots below the shared ancestor.

    ``ups``: parent steps from the changed slot to that ancestor; ``path``: the way down to the rule's node.
    """

    __slots__ = ("is_plain", "path", "rule", "single", "ups")

    def __init__(self, rule: Rule, ups: int, path: tuple[CompiledNode, ...]) -> None:
        self.rule = rule
        self.ups = ups
        self.path = path
        self.is_plain = not any(step.is_repeat for step in path)
        self.single = rule.single


class CompiledForm:
    """A form definition with everything worked out that all its interviews share."""

    def __init__(self, definition: FormDefinition) -> None:
        self.definition = definition
        self.nodes: list[CompiledNode] = []
        self.by_ref: dict[str, CompiledNode] = {}
        self.root = self._number(definition.root, None, 0)
        self.rules: list[Rule] = []
        self.ranked: list[Rule] = []  # the same, by rank
        self.first_load: list[SetValue] = []  # of a fresh interview
        self.every_load: list[SetValue] = []  # of one brought back, too
        self.new_repeat: list[SetValue] = []
        self.shared: dict[tuple[int, str], CompiledNode] = {}  # (kind, source): the node that has the rule
        self.uses_chance = False
        self.uses_language = False  # a calculation gives a text of the form
        self.expressions: dict[tuple[str, int], Compiled] = {}  # (source, order of the node it stands at)
        self.tables: dict[str, object] = {}  # secondary instances as nodes; see tables.py
        self.chains: dict[str, tuple[str, ...]] = {}  # language -> languages to try
        self.kinds: dict[int, Literal["number", "truth", "words"]] = {}  # by order; see kinds.py

    def _number(self, definition: NodeDefinition, parent: CompiledNode | None, index: int) -> CompiledNode:
        node = CompiledNode(definition, parent, index)
        node.order = len(self.nodes)
        self.nodes.append(node)
        self.by_ref[node.ref] = node
        node.children = tuple(self._number(child, node, n) for n, child in enumerate(definition.children))
        return node


_compiled: "OrderedDict[int, CompiledForm]" = OrderedDict()


def compile_form(definition: FormDefinition) -> CompiledForm:
    """Return the compiled form; the last few are kept, so that the next interview opens at once."""
    from intake_app.interview.graph import compile_rules

    key = id(definition)  # the kept form holds the definition, so its id cannot be given away
    form = _compiled.get(key)
    if form is None:
        with without_collection():  # everything made here stays: looking for waste takes a third of the time
            form = CompiledForm(definition)
            compile_rules(form)
        count_as_old()
        _compiled[key] = form
        while len(_compiled) > _KEPT_FORMS:
            _compiled.popitem(last=False)
    else:
        _compiled.move_to_end(key)
    return form


def _is_note(definition: NodeDefinition) -> bool:
    """Return whether a question is only shown: pyxform writes notes as inputs that are always readonly."""
    return (
        definition.kind == "question"
        and definition.has_control
        and definition.control == "input"
        and definition.data_type == "string"
        and definition.readonly.replace(" ", "") in {"true()", "true"}
    )
