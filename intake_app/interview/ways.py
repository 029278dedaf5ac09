"""Where a plain path leads from a node of the form: to which node, and by which ancestor both share."""

from intake_app.interview.compiled import CompiledForm, CompiledNode
from intake_app.xpath import LocationPath

Way = tuple[CompiledNode, CompiledNode]  # (shared ancestor, target)


def plain_way(form: CompiledForm, base: CompiledNode, path: LocationPath) -> Way | None:
    """Return where a plain path (names, ``..`` and ``.`` only) leads from ``base``; None if not plain."""
    names = path.prefixed_names
    if names is None or path.has_predicates or (path.origin is not None and not path.is_from_current):
        return None
    if path.is_absolute:
        return _absolute_way(form, base, names)
    ancestor = target = base
    is_going_down = False
    for name in names:
        if name == ".":
            continue
        if name == "..":
            if target.parent is None or is_going_down:
                return None
            ancestor = target = target.parent
        else:
            child = target.child(name)
            if child is None:
                return None
            is_going_down = True
            target = child
    return ancestor, target


def _absolute_way(form: CompiledForm, base: CompiledNode, names: tuple[str, ...]) -> Way | None:
    target = form.by_ref.get("/" + "/".join(names))
    if target is None:
        return None
    return shared_ancestor(base, target), target


def shared_ancestor(base: CompiledNode, target: CompiledNode) -> CompiledNode:
    """Return the deepest node both lie in; a repeat that is the target itself does not count as shared."""
    shared = base.chain[0]
    for mine, its in zip(base.chain, target.chain, strict=False):
        if mine is not its or (mine is target and mine.is_repeat):
            break
        shared = mine
    return shared
