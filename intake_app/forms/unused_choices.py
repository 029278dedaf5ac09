"""Choice lists that no question offers, and single choices that no filter ever lets through."""

from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.forms.definition import FormDefinition, NodeDefinition, SecondaryInstance
from intake_app.forms.possible_values import PossibleValues, list_of
from intake_app.forms.text_places import row_of_choice
from intake_app.forms.tree import expressions_of, nodes
from intake_app.records.finding import FormFinding
from intake_app.xpath import Binary, Expression, Literal, LocationPath, XPathError, dependencies, parse

_MOST_NAMED = 12


def check_choices(definition: FormDefinition) -> Iterator[FormFinding]:
    """Yield a finding for each list nobody reads and each list with choices nobody can be offered."""
    values = PossibleValues(definition)
    offering: dict[str, list[NodeDefinition]] = {}
    for node in nodes(definition):
        if list_of(node):
            offering.setdefault(list_of(node), []).append(node)
    looked_up = _looked_up(definition)
    for table in definition.instances:
        if table.source or table.is_missing or table.xml or "name" not in table.columns or not table.rows:
            continue
        if table.id in looked_up:
            continue
        askers = offering.get(table.id, [])
        if not askers:
            yield _unused_list(table)
            continue
        passes = {_filter(node, table, values) for node in askers}
        if () in passes:
            continue  # somebody is offered the whole list
        left = [n for n, cells in enumerate(table.rows) if not any(_lets(one, cells) for one in passes)]
        if left:
            yield _unused_choices(table, left)


_Filter = tuple[tuple[int, frozenset[str]], ...]  # (column, texts that may stand there)


def _filter(node: NodeDefinition, table: SecondaryInstance, values: PossibleValues) -> _Filter:
    """Return what a filter certainly asks of a row; less than the whole filter where nobody can say."""
    assert node.itemset is not None
    tree = parse(node.itemset.nodeset)
    assert isinstance(tree, LocationPath)
    asked: list[tuple[int, frozenset[str]]] = []
    for step in tree.steps:
        for part in (each for predicate in step.predicates for each in _conjuncts(predicate)):
            if not isinstance(part, Binary) or part.operator != "=":
                continue
            for column, other in ((part.left, part.right), (part.right, part.left)):
                name = _column(column)
                allowed = _texts(other, node.ref, values)
                if name in table.columns and allowed is not None:
                    asked.append((table.columns.index(name), allowed))
    return tuple(asked)


def _lets(one: _Filter, cells: tuple[str, ...]) -> bool:
    return all(not cells[column] or cells[column] in allowed for column, allowed in one)


def _texts(tree: Expression, at: str, values: PossibleValues) -> frozenset[str] | None:
    if isinstance(tree, Literal) and isinstance(tree.value, str):
        return frozenset({tree.value})
    ref = values.ref_of(tree, at) if isinstance(tree, LocationPath) and _is_of_form(tree) else ""
    if ref and values.by_ref[ref].control == "select1":
        return values.of(ref)
    return None


def _is_of_form(path: LocationPath) -> bool:
    return path.is_absolute or path.is_from_current


def _column(tree: Expression) -> str:
    """Return the column a bare name inside a filter means."""
    if isinstance(tree, LocationPath) and not _is_of_form(tree) and tree.origin is None:
        names = tree.names
        if names is not None and len(names) == 1:
            return names[0]
    return ""


def _conjuncts(tree: Expression) -> list[Expression]:
    found: list[Expression] = []
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Binary) and part.operator == "and":
            waiting += [part.right, part.left]
        else:
            found.append(part)
    return found


def _looked_up(definition: FormDefinition) -> set[str]:
    """Return the lists that expressions read beside the questions that offer them."""
    offered = {node.itemset.nodeset for node in nodes(definition) if node.itemset is not None}
    found: set[str] = set()
    for source in expressions_of(definition):
        if source in offered or "instance(" not in source:
            continue
        try:
            found.update(each.path.instance_id or "" for each in dependencies(source))
        except (XPathError, RecursionError):
            continue  # reported elsewhere
    return found


def _unused_list(table: SecondaryInstance) -> FormFinding:
    return FormFinding(
        "info",
        N_("No question offers the list “{list}” ({count} choices)."),
        N_("Delete its rows, or name the list in the type of a question."),
        sheet="choices",
        row=table.source_row,
        column="list_name",
        facts={"list": table.id, "count": len(table.rows)},
    )


def _unused_choices(table: SecondaryInstance, left: list[int]) -> FormFinding:
    column = table.columns.index("name")
    named = ", ".join(table.rows[n][column] for n in left[:_MOST_NAMED])
    return FormFinding(
        "warning",
        N_("Nobody is ever offered {count} choices of the list “{list}”: {names}."),
        N_("Correct what the filter compares, or delete these rows."),
        sheet="choices",
        row=row_of_choice(table, left[0]),
        column="name",
        facts={
            "list": table.id,
            "count": len(left),
            "names": named + (" …" if len(left) > _MOST_NAMED else ""),
        },
    )
