"""The ``renames`` sheet: which question of an older version became which of this one.

Columns ``old`` and ``new``: names, or paths below the root where a name stands more than once. What it says
is kept with the question as the mark ``was``.
"""

import msgspec

from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.tables import Workbook


def with_renames(definition: FormDefinition, book: Workbook) -> FormDefinition:
    """Return the form whose questions know their older names; unknown names are passed over."""
    was = {
        row.cells["new"].strip("/"): row.cells["old"]
        for row in book.rows("renames")
        if row.cells.get("new") and row.cells.get("old")
    }
    if not was:
        return definition
    return msgspec.structs.replace(definition, root=_marked(definition.root, was))


def _marked(node: NodeDefinition, was: dict[str, str]) -> NodeDefinition:
    children = tuple(_marked(kid, was) for kid in node.children)
    path = node.ref.partition("/")[2].partition("/")[2]
    old = was.get(path) or was.get(node.name)
    marks = {**node.marks, "was": old} if old and path else node.marks
    return msgspec.structs.replace(node, children=children, marks=marks)
