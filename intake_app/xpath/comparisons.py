"""``=``, ``!=``, ``<`` and the rest: existential over nodes, by day for dates, by instant for date-times.

XPath 1.0, section 3.4, with what forms need on top: two dates compare by their calendar day, date-times
by their instant, times of day by the clock, and two numbers are equal when only the last binary digits
differ (0.1 + 0.2 = 0.3).
"""

from collections.abc import Callable
from datetime import tzinfo
from operator import ge, gt, le, lt

from intake_app.xpath.context import Context
from intake_app.xpath.moments import Moment, clock_seconds, read_moment
from intake_app.xpath.parts import Part, Run, as_boolean, as_number
from intake_app.xpath.values import DateText, Value, to_boolean, to_number

Order = Callable[[float, float], bool]
ORDERS: dict[str, Order] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_TURNED: dict[str, Order] = {"<": gt, "<=": ge, ">": lt, ">=": le}


def are_close(left: float, right: float) -> bool:
    """Tell whether two numbers are equal up to binary rounding."""
    if left == right:
        return True
    return abs(left - right) <= max(1e-12, 4e-16 * abs(left)) if abs(left) != _INFINITE else False


def may_be_date(text: str) -> bool:
    """Tell whether a text begins like a date; only such texts can be equal without being the same."""
    return len(text) >= 8 and text[:4].isdigit() and text[4] == "-"


def compile_equality(left: Part, right: Part, *, is_negated: bool) -> Run:
    """Return the closure of ``=`` or ``!=``."""
    kinds = {left.kind, right.kind}
    if "any" not in kinds:
        if "boolean" in kinds:
            a, b = as_boolean(left), as_boolean(right)
            if is_negated:
                return lambda context: a(context) != b(context)
            return lambda context: a(context) == b(context)
        left, right = _as_one_text(left), _as_one_text(right)
        kinds = {left.kind, right.kind}
        if "nodes" not in kinds and "number" in kinds:
            return _numbers_equal(as_number(left), as_number(right), is_negated)
        for text, fixed in ((left, right), (right, left)):
            if text.kind == "string" and type(fixed.constant) is str and not may_be_date(fixed.constant):
                return _texts_equal_fixed(text.run, fixed.constant, is_negated)
        for nodes, fixed in ((left, right), (right, left)):
            if nodes.kind == "nodes" and type(fixed.constant) is str and not may_be_date(fixed.constant):
                return _nodes_equal_text(nodes, fixed.constant, is_negated)
    for some, others in ((left, right), (right, left)):
        if others.texts and some.kind in ("nodes", "string") and not is_negated:
            return _among(some, others)
    run_left, run_right = left.run, right.run

    def compare(context: Context) -> bool:
        environment = context.environment
        one, other = run_left(context), run_right(context)
        if environment.passes_over_blanks:
            one, other = "" if one == [] else one, "" if other == [] else other
        return equal(one, other, environment.timezone, is_negated)

    return compare


def compile_order(operator: str, left: Part, right: Part) -> Run:
    """Return the closure of ``<``, ``<=``, ``>`` or ``>=``."""
    order = ORDERS[operator]
    plain = [part.kind in ("number", "boolean") for part in (left, right)]
    if all(plain) or (any(plain) and (left.number or right.number)):
        a, b = as_number(left), as_number(right)
        if type(right.constant) is float:
            fixed = right.constant
            return lambda context: order(a(context), fixed)
        return lambda context: order(a(context), b(context))
    for one, others, holds in ((left, right, order), (right, left, _TURNED[operator])):
        if others.extremes and one.kind == "nodes" and not one.texts:
            return _ordered_among(one, others, order, holds, is_turned=one is right)
    run_left, run_right = left.run, right.run

    def compare(context: Context) -> bool:
        return ordered(order, run_left(context), run_right(context), context.environment.timezone)

    return compare


def equal(left: Value, right: Value, timezone: tzinfo, is_negated: bool) -> bool:
    """Compare two values for equality (or, negated, for difference)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) != is_negated
    if isinstance(left, list):
        return any(equal(node.text(), right, timezone, is_negated) for node in left)
    if isinstance(right, list):
        return any(equal(left, node.text(), timezone, is_negated) for node in right)
    if isinstance(left, str) and isinstance(right, str):
        return _texts_equal(left, right, timezone) != is_negated
    return are_close(to_number(left, timezone), to_number(right, timezone)) != is_negated


def ordered(order: Order, left: Value, right: Value, timezone: tzinfo) -> bool:
    """Compare two values for order; words and blanks have none."""
    if isinstance(left, list):
        return any(ordered(order, node.text(), right, timezone) for node in left)
    if isinstance(right, list):
        return any(ordered(order, left, node.text(), timezone) for node in right)
    if isinstance(left, str) and isinstance(right, str):
        first, second = _moment(left, timezone), _moment(right, timezone)
        if first and second:
            if first.is_day and second.is_day:
                return order(first.local.toordinal(), second.local.toordinal())
            return order(first.days, second.days)
        if ":" in left and ":" in right:
            return order(clock_seconds(left, timezone), clock_seconds(right, timezone))
    return order(to_number(left, timezone), to_number(right, timezone))


_INFINITE = float("inf")


def _moment(text: str, timezone: tzinfo) -> Moment | None:
    if type(text) is DateText:
        return text.moment
    return read_moment(text, timezone) if may_be_date(text) else None


def _texts_equal(left: str, right: str, timezone: tzinfo) -> bool:
    if str.__eq__(left, right):
        return True
    if not (may_be_date(left) and may_be_date(right)):
        return False
    first, second = _moment(left, timezone), _moment(right, timezone)
    if first is None or second is None:
        return False
    if first.is_day and second.is_day:
        return first.local.toordinal() == second.local.toordinal()
    return are_close(first.days, second.days)


def _numbers_equal(a: Callable[[Context], float], b: Callable[[Context], float], is_negated: bool) -> Run:
    def compare(context: Context) -> bool:
        left, right = a(context), b(context)
        return (left == right or are_close(left, right)) != is_negated

    return compare


def _as_one_text(part: Part) -> Part:
    """Compare an answer by its text: one that is not relevant is blank, and a blank equals a blank.

    ODK's engines agree on this. A path that leads nowhere is an empty list of nodes, which equals nothing; in
    a living form it is a blank, too: what a list does not know of compares as an answer nobody gave.
    """
    return Part("string", part.text, number=part.number) if part.kind == "nodes" and part.text else part


def _texts_equal_fixed(run: Run, text: str, is_negated: bool) -> Run:
    if is_negated:
        return lambda context: run(context) != text
    return lambda context: run(context) == text


def _ordered_among(part: Part, others: Part, order: Order, holds: Order, *, is_turned: bool) -> Run:
    """Compare with many nodes at once that stay the same: for numbers their extremes tell."""
    run, extremes, run_others = part.run, others.extremes, others.run
    assert extremes is not None

    def compare(context: Context) -> bool:
        known = extremes(context)
        nodes = run(context)
        if known is None or not all(_is_whole_number(node.text()) for node in nodes):
            timezone = context.environment.timezone
            if is_turned:
                return ordered(order, run_others(context), nodes, timezone)
            return ordered(order, nodes, run_others(context), timezone)
        return any(holds(float(node.text()), extreme) for node in nodes for extreme in known)

    return compare


def _is_whole_number(text: str) -> bool:
    return text.isdigit() and text.isascii()


def _among(part: Part, others: Part) -> Run:
    """Compare with many nodes at once that stay the same: by looking each text up among theirs."""
    run, texts, run_others = part.run, others.texts, others.run
    assert texts is not None

    def compare(context: Context) -> bool:
        known = texts(context)
        value = run(context)
        if known is None:
            return equal(value, run_others(context), context.environment.timezone, is_negated=False)
        for text in [node.text() for node in value] if isinstance(value, list) else [value]:
            if text in known:
                return True
            if may_be_date(text):  # two ways to write one day are equal, too
                timezone = context.environment.timezone
                if any(may_be_date(other) and _texts_equal(text, other, timezone) for other in known):
                    return True
        return False

    return compare


def _nodes_equal_text(nodes: Part, text: str, is_negated: bool) -> Run:
    run = nodes.run
    if is_negated:

        def differ(context: Context) -> bool:
            found = run(context)
            if not found:
                return text != "" and context.environment.passes_over_blanks
            return any(node.text() != text for node in found)

        return differ

    def compare(context: Context) -> bool:
        found = run(context)
        if len(found) == 1:
            return bool(found[0].text() == text)
        if not found:
            return text == "" and context.environment.passes_over_blanks
        return any(node.text() == text for node in found)

    return compare
