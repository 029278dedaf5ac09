"""Walks over a form definition: its nodes, its expressions, its texts."""

from collections.abc import Iterator

from intake_app.forms.definition import FormDefinition, NodeDefinition, Output, Wording


def walk(node: NodeDefinition) -> Iterator[NodeDefinition]:
    """Yield ``node`` and everything under it in document order."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))


def nodes(definition: FormDefinition) -> Iterator[NodeDefinition]:
    """Yield every node of the form in document order, the root first."""
    return walk(definition.root)


def questions(definition: FormDefinition) -> Iterator[NodeDefinition]:
    """Yield the questions a person can be asked, in document order."""
    return (node for node in nodes(definition) if node.kind == "question" and node.has_control)


def wordings(node: NodeDefinition) -> Iterator[tuple[str, Wording]]:
    """Yield the node's texts with the column each comes from; empty ones too."""
    yield "label", node.label
    yield "hint", node.hint
    yield "constraint_message", node.constraint_message
    yield "required_message", node.required_message


def outputs(wording: Wording) -> Iterator[str]:
    """Yield the expressions shown inside a wording, each once."""
    seen = set()
    for texts in (wording.texts, wording.guidance):
        for text in texts.values():
            for part in text:
                if isinstance(part, Output) and part.expression not in seen:
                    seen.add(part.expression)
                    yield part.expression


def node_expressions(node: NodeDefinition) -> Iterator[tuple[str, str]]:
    """Yield the node's expressions with the column each comes from."""
    for column, expression in (
        ("relevant", node.relevant),
        ("constraint", node.constraint),
        ("required", node.required),
        ("read_only", node.readonly),
        ("calculation", node.calculate),
        ("repeat_count", node.repeat_count),
    ):
        if expression:
            yield column, expression
    if node.itemset is not None:
        yield "choice_filter", node.itemset.nodeset
        if node.itemset.seed:
            yield "parameters", node.itemset.seed
    for column, wording in wordings(node):
        for expression in outputs(wording):
            yield column, expression
    for choice in node.choices:
        for expression in outputs(choice.label):
            yield "choices", expression


def expressions_of(definition: FormDefinition) -> Iterator[str]:
    """Yield every expression of the form, actions and the instance's name included."""
    for node in nodes(definition):
        for _, expression in node_expressions(node):
            yield expression
    for action in definition.actions:
        if action.value:
            yield action.value
    if definition.instance_name:
        yield definition.instance_name
    for wording in definition.itext.values():
        yield from outputs(wording)
