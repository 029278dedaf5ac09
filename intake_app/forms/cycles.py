"""Circles among calculations and conditions are found with the way round, in the order of the form.

A question depends on what its calculation, relevance, required and read-only read, and on the group around
it: that is how every ODK engine counts. A constraint may read its own question; that is no circle. Reading
an earlier instance of the same repeat is none either, and a repeat may go on until an answer in it says
enough. A value kept by ``if(. = '', …, .)`` is a circle in tables, as ODK Validate has it; in an XForm that
is in use it keeps its value.
"""

from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.expression_checks import node_by_ref, target_of
from intake_app.forms.references import absolute
from intake_app.records.finding import FormFinding
from intake_app.xpath import Dependency, XPathError, dependencies

_Graph = dict[str, set[str]]  # by reference: the references it depends on


_STEPS = {"child": "", "parent": "..", "self": "."}
_ENOUGH = 50  # circles told of; whoever has more has one cause for most of them


def check_cycles(definition: FormDefinition, *, is_strict: bool = False) -> Iterator[FormFinding]:
    """Yield one error for each separate circle; each names the questions on the way round."""
    graph = _graph(definition, is_strict=is_strict)
    order = list(graph)
    reported: set[str] = set()
    finished: set[str] = set()
    told = 0
    for start in order:
        circle = _circle_from(start, graph, finished)
        while circle:
            if not reported.intersection(circle):
                yield _finding(circle)
                told += 1
            if told == _ENOUGH:
                return
            reported.update(circle)
            graph[circle[-1]].discard(circle[0])
            circle = _circle_from(start, graph, finished)


def _circle_from(start: str, graph: _Graph, finished: set[str]) -> list[str]:
    """Return the references of a circle reachable from ``start``, empty when there is none; no recursion."""
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


def _graph(definition: FormDefinition, *, is_strict: bool) -> _Graph:
    by_ref = node_by_ref(definition)
    graph: _Graph = {}
    for ref, node in by_ref.items():
        calculated = _read(node, node.calculate, by_ref)
        if not is_strict and _is_own_memory(node.calculate):
            calculated.discard(ref)
        conditions = (node.relevant, node.required, node.readonly)
        graph[ref] = calculated.union(*(_read(node, source, by_ref) for source in conditions))
        parent = ref.rpartition("/")[0]
        if parent in by_ref:
            graph[ref].add(parent)
    for pattern in set().union(*graph.values()) - graph.keys():
        wanted = pattern.split("/")[1:]
        graph[pattern] = {ref for ref in by_ref if _matches(ref.split("/")[1:], wanted)}
    return graph


def _read(node: NodeDefinition, source: str, by_ref: dict[str, NodeDefinition]) -> set[str]:
    if not source:
        return set()
    try:
        found = dependencies(source)
    except (XPathError, RecursionError):
        return set()
    targets = {_target(dependency, node.ref) for dependency in found if _is_read(dependency, node.ref)}
    looks_around = _reads_other_instances(source)
    return {
        target
        for target in targets
        if "*" in target
        or (
            target in by_ref
            and (by_ref[target].kind == "question" or target == node.ref)
            and not (looks_around and _share_a_repeat(node.ref, target, by_ref))
        )
    }


def _is_read(dependency: Dependency, ref: str) -> bool:
    """Return whether what stands at the path matters to ``ref``, and not only how many or which it is."""
    if dependency.function == "indexed-repeat":
        return False
    if dependency.function in ("count", "position", "last"):
        is_own_place = dependency.function == "position" and dependency.path.names == (".",)
        return not is_own_place and f"{_target(dependency, ref)}/".startswith(f"{ref}/")
    return True


def _target(dependency: Dependency, ref: str) -> str:
    """Return where a path leads; ``/data/*`` stands for everything in ``/data``."""
    target = target_of(dependency, ref)
    path = dependency.path
    if target or path.origin is not None or any(step.axis not in _STEPS for step in path.steps):
        return target
    steps = "/".join(_STEPS[step.axis] or step.test.name or "*" for step in path.steps)
    return absolute(f"/{steps}" if path.is_absolute else steps, ref)


def _matches(names: list[str], wanted: list[str]) -> bool:
    return len(names) == len(wanted) and all(
        pattern in ("*", name) for name, pattern in zip(names, wanted, strict=True)
    )


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


def _finding(circle: list[str]) -> FormFinding:
    refs = [ref for ref in circle if "*" not in ref]
    names = [ref.rpartition("/")[2] for ref in refs]
    return FormFinding(
        "error",
        N_("These depend on each other in a circle: {circle}."),
        N_("Take one of them out of the calculation or relevance of the next."),
        sheet="survey",
        column="calculation",
        facts={"ref": refs[0], "circle": " → ".join([*names, names[0]])},
    )
