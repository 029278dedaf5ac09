"""Functions of numbers: XPath 1.0's (section 4.4), ODK's and the mathematical ones."""

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from intake_app.xpath.context import Context
from intake_app.xpath.functions.signature import Function, contextual, folded, own_text, plain
from intake_app.xpath.parts import Part, as_nodes, as_number, as_string
from intake_app.xpath.tree import Expression
from intake_app.xpath.values import NAN, Value, number_of_text, to_number


def _build_number(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    if parts:
        return folded(Part("number", as_number(parts[0])), parts)
    return Part("number", lambda context: number_of_text(own_text(context), context.environment.timezone))


def _is_beyond(number: float) -> bool:
    return not math.isfinite(number)


def _int(number: float) -> float:
    return number if _is_beyond(number) else float(math.trunc(number))


def _floor(number: float) -> float:
    return number if _is_beyond(number) else float(math.floor(number))


def _ceiling(number: float) -> float:
    return number if _is_beyond(number) else float(math.ceil(number))


def _build_round(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    number = as_number(parts[0])
    text = as_string(parts[0]) if parts[0].kind in ("string", "any", "nodes") else None
    places = as_number(parts[1]) if len(parts) == 2 else None

    def run(context: Context) -> float:
        value = number(context)
        if math.isnan(value) and text is not None:
            # A decimal comma, as many people type it, is understood here.
            value = number_of_text(text(context).replace(",", ".", 1), context.environment.timezone)
        return _round(value, places(context) if places else 0.0)

    return folded(Part("number", run), parts)


def _round(number: float, places: float) -> float:
    """Round to a number of decimal places (negative: tens, hundreds); a tie goes away from zero."""
    if _is_beyond(number):
        return number
    if _is_beyond(places):
        return NAN
    kept = max(-400, min(400, int(places)))
    exact = Decimal(repr(number))
    if -exact.as_tuple().exponent <= kept:  # type: ignore[operator]  # a finite number has a whole exponent
        return number
    return float(exact.quantize(Decimal(1).scaleb(-kept), rounding=ROUND_HALF_UP))


def _power(number: float, exponent: float) -> float:
    try:
        return math.pow(number, exponent)
    except ValueError:
        return math.inf if number == 0 else NAN
    except OverflowError:
        return -math.inf if number < 0 and exponent % 2 == 1 else math.inf


def _defined(work: Callable[..., float]) -> Callable[..., float]:
    """Make a function of ``math`` give NaN outside its domain and infinity beyond the largest number."""

    def run(*numbers: float) -> float:
        try:
            return work(*numbers)
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return run


def _logarithm(work: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else _defined(work)(number)


def _build_sum(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
    nodes = as_nodes(parts[0], "sum()")

    def run(context: Context) -> float:
        environment = context.environment
        timezone = environment.timezone
        numbers = [number_of_text(node.text(), timezone) for node in nodes(context)]
        total = sum(numbers, 0.0)
        if math.isnan(total) and environment.passes_over_blanks:
            truths = sum(node.text() == "true" for node in nodes(context))  # conditions that hold count as 1
            return sum((number for number in numbers if not math.isnan(number)), float(truths))
        return total

    return Part("number", run)


def _build_extreme(
    choose: Callable[[list[float]], float],
) -> Callable[[Sequence[Part], Sequence[Expression]], Part]:
    def build(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
        runs = [part.run for part in parts]

        def run(context: Context) -> float:
            timezone = context.environment.timezone
            numbers: list[float] = []
            for each in runs:
                value: Value = each(context)
                if isinstance(value, list):
                    numbers.extend(number_of_text(node.text(), timezone) for node in value)
                else:
                    numbers.append(to_number(value, timezone))
            if any(map(math.isnan, numbers)):
                if not context.environment.passes_over_blanks:
                    return NAN
                numbers = [number for number in numbers if not math.isnan(number)]
            if not numbers:
                return NAN
            return choose(numbers)

        return folded(Part("number", run), parts)

    return build


def _random(context: Context) -> float:
    return context.environment.random.random()


FUNCTIONS: list[Function] = [
    Function("number", 0, 1, _build_number),
    plain("int", "n", "number", _int),
    plain("floor", "n", "number", _floor),
    plain("ceiling", "n", "number", _ceiling),
    plain("abs", "n", "number", abs),
    Function("round", 1, 2, _build_round),
    Function("sum", 1, 1, _build_sum),
    Function("min", 1, None, _build_extreme(min)),
    Function("max", 1, None, _build_extreme(max)),
    plain("pow", "nn", "number", _power),
    plain("sqrt", "n", "number", _defined(math.sqrt)),
    plain("log", "n", "number", _logarithm(math.log)),
    plain("log10", "n", "number", _logarithm(math.log10)),
    plain("exp", "n", "number", _defined(math.exp)),
    plain("exp10", "n", "number", lambda number: _power(10.0, number)),
    plain("sin", "n", "number", _defined(math.sin)),
    plain("cos", "n", "number", _defined(math.cos)),
    plain("tan", "n", "number", _defined(math.tan)),
    plain("asin", "n", "number", _defined(math.asin)),
    plain("acos", "n", "number", _defined(math.acos)),
    plain("atan", "n", "number", math.atan),
    plain("atan2", "nn", "number", math.atan2),
    plain("pi", "", "number", lambda: math.pi),
    contextual("random", "", "number", _random),
]
