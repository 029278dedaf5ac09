"""Expressions that read, but cannot know which: one of many instances, along an axis forms do not have.

A question of a repeat has a value in each instance. Whoever reads it from outside gets the first one, or
an error in other ODK programs: its author meant something else. So a table is refused with the way to say
it; an XForm that was published already is told of and works on with the first instance.
Axes: ODK XForms specification, "Only the parent, child and self axes are supported".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake_app.errors import N_
from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.references import absolute
from intake_app.forms.tree import node_expressions, nodes
from intake_app.records.finding import FormFinding
from intake_app.xpath import (
    Binary,
    Call,
    Expression,
    Filter,
    Literal,
    LocationPath,
    Negate,
    Step,
    XPathError,
    parse,
)

# Worked out as soon as a form is open: there a read of many instances stops other programs at once.
_AT_ONCE = frozenset({"relevant", "required", "read_only", "calculation", "choice_filter"})
_TAKING_MANY = frozenset({
    "count", "count-non-empty", "sum", "min", "max", "join", "concat", "position", "indexed-repeat",
    "area", "enclosed-area", "distance", "geofence", "checklist", "weighted-checklist", "pulldata",
})  # fmt: skip
_AXES = frozenset({"child", "parent", "self", "attribute"})


def check_references(definition: FormDefinition, *, is_strict: bool) -> Iterator[FormFinding]:
    """Yield findings about reads that are ambiguous or impossible; errors where ``is_strict``."""
    kinds = {node.ref: node.kind for node in nodes(definition)}
    lists = frozenset(table.id for table in definition.instances if len(table.rows) > 1)
    for node in nodes(definition):
        for column, source in node_expressions(node):
            try:
                yield from list(
                    _Reader(node, column, source, kinds, lists, is_strict).findings(parse(source))
                )
            except (XPathError, RecursionError):
                continue  # found and told by the check of expressions
        if node.kind != "question" and node.calculate:
            yield _finding(
                node, "calculation", _NO_ANSWER, _MOVE, is_error=is_strict, expression=node.calculate
            )
        if node.itemset is not None and _is_list_of_nothing(node, kinds):
            yield _finding(node, "type", _NO_REPEAT, _NAME_A_REPEAT, is_error=is_strict)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Looks through one expression where it stands."""

    node: NodeDefinition
    column: str
    source: str
    kinds: Mapping[str, str]
    lists: frozenset[str]  # ids of choice lists with more than one row
    is_strict: bool

    def findings(self, tree: Expression) -> Iterator[FormFinding]:
        """Yield what is wrong, each kind and place once."""
        is_list = self.column == "choice_filter"
        told: set[str] = set()
        for finding in self._look(tree, takes_many=is_list, is_sure=self.column in _AT_ONCE):
            key = f"{finding.what} {finding.facts.get('name')}"
            if key not in told:
                told.add(key)
                yield finding

    def _look(
        self, tree: Expression, *, takes_many: bool, is_sure: bool, in_predicate: bool = False
    ) -> Iterator[FormFinding]:
        """``is_sure``: worked out whatever the answers are; ``takes_many``: many nodes are welcome here."""
        if isinstance(tree, Literal):
            return
        if isinstance(tree, Negate):
            yield from self._look(tree.operand, takes_many=False, is_sure=is_sure, in_predicate=in_predicate)
        elif isinstance(tree, Binary):
            many = tree.operator == "|"
            second = is_sure and tree.operator != "and"  # what stands before it may spare it
            yield from self._look(tree.left, takes_many=many, is_sure=is_sure, in_predicate=in_predicate)
            yield from self._look(tree.right, takes_many=many, is_sure=second, in_predicate=in_predicate)
        elif isinstance(tree, Call):
            yield from self._look_at_call(
                tree, takes_many=takes_many, is_sure=is_sure, in_predicate=in_predicate
            )
        elif isinstance(tree, Filter):
            yield from self._look(tree.operand, takes_many=True, is_sure=is_sure, in_predicate=in_predicate)
            for predicate in tree.predicates:
                yield from self._look(predicate, takes_many=False, is_sure=is_sure, in_predicate=True)
        else:
            yield from self._look_at_path(
                tree, takes_many=takes_many, is_sure=is_sure, in_predicate=in_predicate
            )

    def _look_at_call(
        self, call: Call, *, takes_many: bool, is_sure: bool, in_predicate: bool
    ) -> Iterator[FormFinding]:
        many = takes_many if call.name == "randomize" else call.name in _TAKING_MANY
        for number, argument in enumerate(call.arguments):
            sure = is_sure and not (call.name == "if" and number > 0)
            yield from self._look(argument, takes_many=many, is_sure=sure, in_predicate=in_predicate)
        if call.name == "indexed-repeat" and not in_predicate:
            yield from self._look_at_indexed_repeat(call)
        elif call.name == "instance" and call.arguments and not isinstance(call.arguments[0], Literal):
            yield self._finding(_NAME_UNQUOTED, _QUOTE, is_error=True, name="instance")
        elif (
            call.name == "jr:choice-name"
            and len(call.arguments) > 1
            and isinstance(call.arguments[1], LocationPath)
        ):
            yield self._finding(_NAME_UNQUOTED, _QUOTE, is_error=True, name="jr:choice-name")

    def _look_at_indexed_repeat(self, call: Call) -> Iterator[FormFinding]:
        refs = [self._ref(argument) for argument in call.arguments]
        for repeat in refs[1::2]:
            if (
                refs[0]
                and repeat
                and (self.kinds.get(repeat) != "repeat" or not refs[0].startswith(f"{repeat}/"))
            ):
                yield self._finding(_NOT_AROUND, _NAME_THE_REPEAT, is_error=True, name=_name(repeat))

    def _look_at_path(
        self, path: LocationPath, *, takes_many: bool, is_sure: bool, in_predicate: bool
    ) -> Iterator[FormFinding]:
        for step in path.steps:
            if step.axis not in _AXES and not _is_double_slash(step):
                yield self._finding(_NO_AXIS, _USE_CHILDREN, is_error=True, name=step.axis)
            for predicate in step.predicates:
                yield from self._look(predicate, takes_many=False, is_sure=is_sure, in_predicate=True)
        origin = path.origin
        if isinstance(origin, Call | Filter):
            yield from self._look(origin, takes_many=True, is_sure=is_sure, in_predicate=in_predicate)
        if takes_many:
            return
        if origin is not None and not path.is_from_current:
            if path.instance_id in self.lists and not path.has_predicates and path.steps:
                yield self._finding(_WHOLE_LIST, _FILTER, is_error=is_sure, name=path.instance_id)
            return
        if in_predicate and not path.is_absolute and not path.is_from_current:
            return  # it starts at each item in turn
        repeat = self._ambiguous_at(path)
        if repeat:
            target = self._ref(path)
            yield self._finding(
                _ONE_OF_MANY, _SAY_WHICH, is_error=is_sure, name=_name(target or repeat), repeat=_name(repeat)
            )

    def _ambiguous_at(self, path: LocationPath) -> str:
        """Return the repeat whose instances a path reads all of from outside; empty when there is none."""
        names = path.names
        if names is None:
            return ""
        ref = "" if path.is_absolute else self.node.ref
        for name, step in zip(names, path.steps, strict=True):
            ref = absolute(_prefixed(name, step), ref)
            is_around = self.node.ref == ref or self.node.ref.startswith(f"{ref}/")
            if self.kinds.get(ref) == "repeat" and not is_around and not step.predicates:
                return ref
        return ""

    def _ref(self, tree: Expression) -> str:
        if not isinstance(tree, LocationPath) or tree.names is None:
            return ""
        if tree.origin is not None and not tree.is_from_current:
            return ""
        steps = [_prefixed(name, step) for name, step in zip(tree.names, tree.steps, strict=True)]
        ref = absolute(("/" if tree.is_absolute else "") + "/".join(steps), self.node.ref)
        return ref if ref in self.kinds else ""

    def _finding(self, what: str, mend: str, *, is_error: bool, **facts: str) -> FormFinding:
        return _finding(
            self.node, self.column, what, mend, is_error=is_error and self.is_strict,
            expression=" ".join(self.source.split())[:160], **facts,
        )  # fmt: skip


def _is_list_of_nothing(node: NodeDefinition, kinds: Mapping[str, str]) -> bool:
    """Choices taken from answers need a repeat that holds them."""
    assert node.itemset is not None
    try:
        tree = parse(node.itemset.nodeset)
    except (XPathError, RecursionError):
        return False
    if not isinstance(tree, LocationPath) or tree.origin is not None or tree.names is None:
        return False
    ref = absolute(("/" if tree.is_absolute else "") + "/".join(tree.names), node.ref)
    return ref.count("/") < 2 and kinds.get(ref, "group") == "group"


def _is_double_slash(step: Step) -> bool:
    """``//`` is among the paths the specification names."""
    return step.axis == "descendant-or-self" and step.test.kind == "node" and not step.predicates


def _prefixed(name: str, step: Step) -> str:
    return f"{step.test.prefix}:{name}" if step.test.prefix else name


def _name(ref: str) -> str:
    return ref.rpartition("/")[2]


def _finding(
    node: NodeDefinition, column: str, what: str, mend: str, *, is_error: bool, **facts: str
) -> FormFinding:
    return FormFinding(
        "error" if is_error else "warning",
        what,
        mend,
        sheet="survey",
        column=column,
        facts={"ref": node.ref, "name": node.name, **facts},
    )


_ONE_OF_MANY = N_("“{name}” has an answer in each “{repeat}”; the expression reads one of many: {expression}")
_SAY_WHICH = N_(
    "Say which one with indexed-repeat(), or take all of them with sum(), count(), max() or join()."
)
_WHOLE_LIST = N_("The expression takes one of many rows of the list “{name}”: {expression}")
_FILTER = N_("Say which row in square brackets, for example [name = 'x'], and which column.")
_NO_AXIS = N_("The expression walks along {name}::, which forms do not know: {expression}")
_USE_CHILDREN = N_("Name the question itself; only child, parent and self are known.")
_NAME_UNQUOTED = N_("{name}() needs a name written in quotation marks: {expression}")
_QUOTE = N_("Write the name of the list or question in quotation marks.")
_NOT_AROUND = N_("indexed-repeat() is given “{name}”, which is no repeat around the question: {expression}")
_NAME_THE_REPEAT = N_("Name the question first, then the repeat it stands in, then its number.")
_NO_ANSWER = N_("“{name}” is a group and has no answer to calculate: {expression}")
_MOVE = N_("Move the calculation to a question of the type calculate.")
_NO_REPEAT = N_("“{name}” offers the answers to a question that stands in no repeat.")
_NAME_A_REPEAT = N_("Offer a list of the choices sheet, or the answers to a question inside a repeat.")
