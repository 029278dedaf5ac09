"""Functions of truth and choice: ``if``, ``coalesce``, ``once``, ``not``, checklists."""

from collections.abc import Sequence

from intake_app.xpath.context import Context
from intake_app.xpath.errors import XPathError
from intake_app.xpath.functions.signature import Function, folded, plain
from intake_app.xpath.parts import Part, as_boolean, as_number
from intake_app.xpath.tree import Expression
from intake_app.xpath.values import Value, number_of_text, to_boolean, to_number, to_string


def _build_if(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    condition, yes, no = parts
    holds = as_boolean(condition)
    if condition.constant is not None:
        return yes if to_boolean(condition.constant) else no
    run_yes, run_no = yes.run, no.run
    return Part(
        yes.kind if yes.kind == no.kind else "any",
        lambda context: run_yes(context) if holds(context) else run_no(context),
    )


def _build_coalesce(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    runs = [part.run for part in parts]

    def run(context: Context) -> Value:
        value: Value = ""
        for each in runs:
            found: Value = each(context)
            value = to_string(found) if isinstance(found, list) else found
            if value != "":
                return value
        return value

    return folded(Part("any", run), parts)


def _build_once(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    fresh = parts[0].run

    def run(context: Context) -> Value:
        kept: Value = context.current.text() if context.current is not None else ""
        if kept:
            return kept
        found: Value = fresh(context)  # a number that is none stays one: it is kept as a blank
        return to_string(found) if isinstance(found, list) else found

    return Part("any", run)


def _from_string(text: str) -> bool:
    return text in ("1", "true")


def _truths(parts: Sequence[Part], context: Context) -> list[bool]:
    truths: list[bool] = []
    for part in parts:
        value: Value = part.run(context)
        if isinstance(value, list):
            truths.extend(node.text() != "" for node in value)
        else:
            truths.append(to_boolean(value))
    return truths


def _is_between(count: float, least: float, most: float) -> bool:
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _build_checklist(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    least, most = as_number(parts[0]), as_number(parts[1])
    answers = parts[2:]

    def run(context: Context) -> bool:
        return _is_between(sum(_truths(answers, context)), least(context), most(context))

    return folded(Part("boolean", run), parts)


def _build_weighted_checklist(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    if len(parts) % 2:
        raise XPathError(reason="weighted-checklist() needs a weight for every answer")
    least, most = as_number(parts[0]), as_number(parts[1])
    answers, weights = parts[2::2], parts[3::2]

    def run(context: Context) -> bool:
        total = 0.0
        for answer, weight in zip(answers, weights, strict=True):
            truths = _truths([answer], context)
            heavy: Value = weight.run(context)
            timezone = context.environment.timezone
            if isinstance(heavy, list):
                numbers = [number_of_text(node.text(), timezone) for node in heavy]
            else:
                numbers = [to_number(heavy, timezone)] * len(truths)
            total += sum(number for truth, number in zip(truths, numbers, strict=False) if truth)
        return _is_between(total, least(context), most(context))

    return folded(Part("boolean", run), parts)


FUNCTIONS: list[Function] = [
    plain("true", "", "boolean", lambda: True),
    plain("false", "", "boolean", lambda: False),
    plain("boolean", "b", "boolean", bool),
    plain("not", "b", "boolean", lambda truth: not truth),
    plain("boolean-from-string", "s", "boolean", _from_string),
    Function("if", 3, 3, _build_if),
    Function("coalesce", 2, 2, _build_coalesce),
    Function("once", 1, 1, _build_once),
    Function("checklist", 2, None, _build_checklist),
    Function("weighted-checklist", 2, None, _build_weighted_checklist),
]
