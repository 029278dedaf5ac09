"""Circles among calculations and relevance are found with the way round, in the order of the form.

A value depends on what its calculation reads and on its own relevance, relevance on what it reads and
on the group around it. A constraint may read its own question; that is no circle. Reading an earlier
instance of the same repeat is none either.
"""

from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.expression_checks import is_value_read, node_by_ref, target_of
from intake_app.records.finding import FormFinding
from intake_app.xpath import XPathError, dependencies

_Vertex = tuple[str, str]  # ("value" or "relevant", ref)


def check_cycles(definition: FormDefinition) -> Iterator[FormFinding]:
    """Yield one error for each separate circle; each names the questions on the way round."""
    graph = _graph(definition)
    order = list(graph)
    reported: set[str] = set()
    finished: set[_Vertex] = set()
    for start in order:
        circle = _circle_from(start, graph, finished)
        while circle:
            refs = list(dict.fromkeys(ref for _, ref in circle))
            if not reported.intersection(refs):
                yield _finding(refs)
            reported.update(refs)
            graph[circle[-1]].discard(circle[0])
            circle = _circle_from(start, graph, finished)


def _circle_from(start: _Vertex, graph: dict[_Vertex, set[_Vertex]], finished: set[_Vertex]) -> list[_Vertex]:
    """Return the vertices of a circle reachable from ``start``, empty when there is none; no recursion."""
    if start in finished:
        return []
    path = [start]
    on_path = {start}
    waiting = [sorted(graph[start])]
    while path:
        if not waiting[-1]:
            waiting.pop()
            done = path.pop()
            on_path.discard(done)
            finished.add(done)
            continue
        following = waiting[-1].pop()
        if following in on_path:
            return path[path.index(following) :]
        if following not in finished and following in graph:
            path.append(following)
            on_path.add(following)
            waiting.append(sorted(graph[following]))
    return []


def _graph(definition: FormDefinition) -> dict[_Vertex, set[_Vertex]]:
    by_ref = node_by_ref(definition)
    graph: dict[_Vertex, set[_Vertex]] = {}
    for ref, node in by_ref.items():
        parent = ref.rpartition("/")[0]
        relevance = _read(node, node.relevant, by_ref) | _read(node, node.repeat_count, by_ref)
        if parent in by_ref:
            relevance.add(("relevant", parent))
        graph["relevant", ref] = relevance
        value = _read(node, node.calculate, by_ref)
        value.discard(("value", ref) if _is_own_memory(node.calculate) else ("", ""))
        graph["value", ref] = value | {("relevant", ref)}
    return graph


def _read(node: NodeDefinition, source: str, by_ref: dict[str, NodeDefinition]) -> set[_Vertex]:
    if not source:
        return set()
    try:
        found = dependencies(source)
    except (XPathError, RecursionError):
        return set()
    read: set[_Vertex] = set()
    for dependency in found:
        target = target_of(dependency, node.ref)
        other = by_ref.get(target)
        if other is None or other.kind != "question" or not is_value_read(dependency):
            continue
        if _reads_other_instances(source) and _share_a_repeat(node.ref, target, by_ref):
            continue
        read.add(("value", target))
    return read


def _reads_other_instances(source: str) -> bool:
    return "[" in source or "indexed-repeat" in source or "sibling::" in source


def _share_a_repeat(one: str, other: str, by_ref: dict[str, NodeDefinition]) -> bool:
    common = ""
    for left, right in zip(one.split("/")[1:], other.split("/")[1:], strict=False):
        if left != right:
            break
        common += f"/{left}"
        node = by_ref.get(common)
        if node is not None and node.kind == "repeat":
            return True
    return False


def _is_own_memory(source: str) -> bool:
    """``if(. = '', …, .)`` and ``once(…)`` keep a value that is already there."""
    compact = source.replace(" ", "")
    return "once(" in compact or any(part in compact for part in ("(.=", "(.!", ",.)", "coalesce(.,"))


def _finding(refs: list[str]) -> FormFinding:
    names = [ref.rpartition("/")[2] for ref in refs]
    return FormFinding(
        "error",
        N_("These depend on each other in a circle: {circle}."),
        N_("Take one of them out of the calculation or relevance of the next."),
        sheet="survey",
        column="calculation",
        facts={"ref": refs[0], "circle": " → ".join([*names, names[0]])},
    )
