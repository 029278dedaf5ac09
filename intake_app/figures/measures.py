"""Figures of a whole population: shares, spreads, means; None where too few people stand behind them.

A share is made of published cells alone, so nothing can be worked out from it that the table does not show.
"""

import statistics
from collections.abc import Sequence

from intake_app.records.figures import Figure, FigureKind


def share(indicator: str, part: int | None, whole: int | None, *, k: int) -> Figure:
    """Return part of whole in percent. Hidden where either is, where ``whole`` is under ``k``, or where part
    or rest is 1 to ``k`` - 1."""
    if whole == 0:
        return Figure(indicator, "share", is_empty=True)
    if part is None or whole is None or whole < k or 0 < part < k or 0 < whole - part < k:
        return Figure(indicator, "share")
    return Figure(indicator, "share", 100 * part / whole, part=part, whole=whole)


def count(indicator: str, n: int | None) -> Figure:
    """Return a count that was protected before."""
    return Figure(indicator, "count", n, is_empty=n == 0)


def ratio(indicator: str, part: int | None, whole: int | None, *, times: float = 1) -> Figure:
    """Return ``part`` for one of ``whole`` (times ``times``)."""
    if not whole or part is None:
        return Figure(indicator, "ratio", is_empty=whole == 0)
    return Figure(indicator, "ratio", times * part / whole, part=part, whole=whole)


def spread(indicator: str, values: Sequence[int], *, k: int) -> Figure:
    """Return the median with the quarters around it, in whole days; quarters need twice as many people."""
    if not values:
        return Figure(indicator, "days", is_empty=True)
    if len(values) < k:
        return Figure(indicator, "days")
    middle = float(round(statistics.median(values)))
    if len(values) < 2 * k:
        return Figure(indicator, "days", middle)
    low, _middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Figure(indicator, "days", middle, float(round(low)), float(round(high)))


def mean(indicator: str, values: Sequence[float], *, k: int, kind: FigureKind = "mean") -> Figure:
    """Return the mean to one place; hidden where fewer than ``k`` people stand behind it."""
    if not values:
        return Figure(indicator, kind, is_empty=True)
    if len(values) < k:
        return Figure(indicator, kind)
    return Figure(indicator, kind, round(statistics.fmean(values), 1))
