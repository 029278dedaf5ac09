"""Every expression of a form is compiled when the form is read: what cannot work is found before the talk.

An expression that cannot be read or calls an unknown function is an error. One that reads a question, a
choice list or a column that is not there is told where it stands; it would be empty for ever.
"""

from collections.abc import Iterator
from typing import Literal as OneOf
from typing import NamedTuple

from intake_app.errors import N_
from intake_app.forms.definition import FormDefinition, NodeDefinition, SecondaryInstance
from intake_app.forms.limits import MAX_EXPRESSION
from intake_app.forms.references import absolute
from intake_app.forms.tree import node_expressions, nodes, outputs
from intake_app.records.finding import FormFinding
from intake_app.xpath import (
    Call,
    Context,
    Dependency,
    Environment,
    Expression,
    FunctionUnknown,
    Literal,
    XPathError,
    XPathUnreadable,
    calls,
    compile_expression,
    dependencies,
)


class Placed(NamedTuple):
    """An expression with the reference of its node and the column it stands in."""

    ref: str
    column: str
    source: str


def check_expressions(definition: FormDefinition) -> Iterator[FormFinding]:
    """Yield a finding for each expression that cannot be read or reads something that is not there."""
    known = {node.ref for node in nodes(definition)}
    tables = {instance.id: instance for instance in definition.instances}
    for place in dict.fromkeys(placed_expressions(definition)):
        if len(place.source) > MAX_EXPRESSION:
            yield _error(place, _TOO_DEEP, _SHORTEN)
            continue
        try:
            compiled = compile_expression(place.source, namespaces=definition.namespaces)
            _try_fixed_arguments(compiled.tree)
            read = dependencies(place.source)
        except RecursionError:
            yield _error(place, _TOO_DEEP, _SHORTEN)
            continue
        except FunctionUnknown as unknown:
            function = str(unknown.facts["function"])
            yield _error(place, _NO_FUNCTION, _OTHER_FUNCTION, function=function)
            continue
        except XPathError as unreadable:
            reason = str(unreadable.facts["reason"])
            yield _error(place, _UNREADABLE, _CORRECT, reason=reason)
            continue
        yield from _check_reads(place, read, known, tables)


def placed_expressions(definition: FormDefinition) -> Iterator[Placed]:
    """Yield everything in the form that is worked out, with the node and column where it stands."""
    for node in nodes(definition):
        for column, source in node_expressions(node):
            yield Placed(node.ref, column, source)
    for action in definition.actions:
        if action.value:
            yield Placed(action.target, "calculation" if action.trigger else "default", action.value)
        if action.place:
            yield Placed(action.trigger or definition.root.ref, "trigger", action.place)
    if definition.instance_name:
        yield Placed(definition.root.ref, "instance_name", definition.instance_name)
    for wording in definition.itext.values():
        for source in outputs(wording):
            yield Placed(definition.root.ref, "label", source)


def target_of(dependency: Dependency, ref: str) -> str:
    """Return the absolute reference a plain path reads when it stands at ``ref``, else ``""``."""
    path = dependency.path
    names = path.prefixed_names
    if names is None:
        return ""
    if path.is_absolute:
        return absolute("/" + "/".join(names), "")
    if path.origin is None or path.is_from_current:
        return absolute("/".join(names), ref) if names else ref
    return ""


def _try_fixed_arguments(tree: Expression) -> None:
    """Call what has a pattern or an algorithm written out. Raises XPathError when it can never work."""
    for call in calls(tree):
        sample = _SAMPLES.get(call.name)
        fixed = call.arguments[1:]
        _try_date(call)
        if sample is not None and fixed and all(isinstance(argument, Literal) for argument in fixed):
            compile_expression(Call(call.name, (Literal(sample), *fixed))).evaluate(_NOWHERE)


def _try_date(call: Call) -> None:
    """Read the date that is written out in a call. Raises XPathUnreadable for what is none."""
    first = call.arguments[0] if call.arguments else None
    if call.name not in _OF_DATES or not isinstance(first, Literal) or not isinstance(first.value, str):
        return
    said = compile_expression(Call("date", (first,))).string(_NOWHERE)
    if first.value and said == _NO_DATE:
        raise XPathUnreadable(expression=call.name, position=0, reason=f"{first.value!r} is no date")


_OF_DATES = frozenset({"date", "date-time", "decimal-date-time", "format-date", "format-date-time"})
_NO_DATE = "Invalid Date"
_SAMPLES = {"regex": "", "digest": "", "format-date": "2000-01-01", "format-date-time": "2000-01-01"}
_NOWHERE = Context(None, Environment())


def _check_reads(
    place: Placed, read: frozenset[Dependency], known: set[str], tables: dict[str, SecondaryInstance]
) -> Iterator[FormFinding]:
    for dependency in sorted(read, key=repr):
        instance = dependency.path.instance_id
        if instance is not None:
            yield from _check_table(place, dependency, tables.get(instance), instance)
            continue
        target = target_of(dependency, place.ref)
        if target and target not in known and not _is_harmless(target):
            yield _warning(place, _READS_NOTHING, _CORRECT_PATH, path=target)


def _check_table(
    place: Placed, dependency: Dependency, table: SecondaryInstance | None, id_: str
) -> Iterator[FormFinding]:
    if table is None and id_ == _LAST_SAVED:
        return  # there is no record to take answers from; they are blank
    if table is None:
        yield _error(place, _NO_LIST, _CORRECT_LIST, list=id_)
        return
    names = dependency.path.names
    if table.is_missing or table.xml or not table.columns or names is None or len(names) != 3:
        return
    if names[2] not in table.columns and names[2] not in (".", ".."):
        yield _warning(place, _NO_COLUMN, _CORRECT_COLUMN, list=id_, name=names[2])


_LAST_SAVED = "__last-saved"


def _is_harmless(target: str) -> bool:
    """The document itself and what lies under ``meta`` (entities, audit) are no findings."""
    return target == "/" or "/meta" in target


def _error(place: Placed, what: str, mend: str, **facts: str) -> FormFinding:
    return _finding(place, "error", what, mend, facts)


def _warning(place: Placed, what: str, mend: str, **facts: str) -> FormFinding:
    return _finding(place, "warning", what, mend, facts)


def _finding(
    place: Placed, severity: OneOf["error", "warning"], what: str, mend: str, facts: dict[str, str]
) -> FormFinding:
    of_settings = place.column == "instance_name"
    return FormFinding(
        severity,
        what,
        mend,
        sheet="settings" if of_settings else "survey",
        column=place.column,
        facts={"ref": "" if of_settings else place.ref, "expression": _short(place.source), **facts},
    )


def _short(source: str) -> str:
    tidy = " ".join(source.split())
    return tidy if len(tidy) <= 160 else tidy[:157] + "…"


_TOO_DEEP = N_("The expression is nested too deeply: {expression}")  # or without end
_SHORTEN = N_("Split it into several calculations.")
_NO_FUNCTION = N_("There is no function {function}() here: {expression}")
_OTHER_FUNCTION = N_("Use one of the functions of the ODK XForms specification.")
_UNREADABLE = N_("The expression cannot be read ({reason}): {expression}")
_CORRECT = N_("Correct the expression: check brackets, quotation marks and operators.")
_READS_NOTHING = N_("The expression reads {path}, which is not in the form: {expression}")
_CORRECT_PATH = N_("Refer to the question by its name in curly brackets after a dollar sign.")
_NO_LIST = N_("The expression reads the list “{list}”, which is not in the form: {expression}")
_CORRECT_LIST = N_("Correct the name of the list, or add the list to the choices sheet.")
_NO_COLUMN = N_("The list “{list}” has no column “{name}”, so nothing matches: {expression}")
_CORRECT_COLUMN = N_("Correct the name, or add the column to the choices sheet.")


def node_by_ref(definition: FormDefinition) -> dict[str, NodeDefinition]:
    """Return every node of the form by its reference."""
    return {node.ref: node for node in nodes(definition)}
