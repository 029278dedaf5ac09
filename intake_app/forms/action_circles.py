"""Circles that calculate nothing wrong, but are surely not meant: defaults and triggers in a ring.

Defaults are worked out once, in the order of the form: of two that read each other, the first sees
nothing. A trigger that sets another question off, which sets the first one off again, never rests.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from intake_app.errors import N_
from intake_app.forms.definition import FormDefinition, SetValue
from intake_app.forms.expression_checks import node_by_ref, target_of
from intake_app.records.finding import FormFinding
from intake_app.xpath import XPathError, dependencies

_CHANGED = "xforms-value-changed"


def check_action_circles(definition: FormDefinition) -> Iterator[FormFinding]:
    """Yield a warning for a circle of dynamic defaults and one for a circle of triggers."""
    rows = {ref: node.source_row for ref, node in node_by_ref(definition).items()}
    defaults: dict[str, set[str]] = {}
    triggers: dict[str, set[str]] = {}
    for action in definition.actions:
        if set(action.events) - {_CHANGED}:
            defaults.setdefault(action.target, set()).update(_read(action) - {action.target})
        if _CHANGED in action.events and action.trigger and action.trigger != action.target:
            triggers.setdefault(action.target, set()).add(action.trigger)
    for column, graph, what in (("default", defaults, _DEFAULTS), ("trigger", triggers, _TRIGGERS)):
        circle = _circle(graph)
        if circle:
            names = " → ".join(ref.rpartition("/")[2] for ref in circle)
            yield FormFinding(
                "warning", what, _MEND, sheet="survey", row=rows.get(circle[0]), column=column,
                facts={"ref": circle[0], "circle": names},
            )  # fmt: skip


def _read(action: SetValue) -> set[str]:
    try:
        return {target_of(dependency, action.target) for dependency in dependencies(action.value)} - {""}
    except (XPathError, RecursionError):
        return set()  # reported elsewhere


def _circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        circle: list[str] = found.args[1]
        return circle
    return []


_DEFAULTS = N_("The defaults of these questions read each other, so the first finds nothing: {circle}.")
_TRIGGERS = N_("These questions set each other off without end: {circle}.")
_MEND = N_("Take one of them out of the circle.")
