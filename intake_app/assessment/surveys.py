"""Follow-up surveys: which items make which dimension, scoring for a cohort, and the order they are asked in.

No item text is shipped (``resources/surveys``). There is no function that scores one person: a score is
never anybody's label.
"""

import csv
import random
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from intake_app.places import resources
from intake_app.records.survey import CohortFigures, DimensionFigure, Survey


class Instrument(NamedTuple):
    """An instrument: items with their dimension, their range, when it may be asked, who is enough."""

    code: str
    name: str
    least: int
    most: int
    waves: tuple[int, ...]  # months
    smallest_cohort: int
    items: dict[str, str]  # item -> dimension


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    """Return the instruments there is a slot for."""
    items: dict[str, dict[str, str]] = {}
    for line in _lines("items"):
        items.setdefault(line["instrument"], {})[line["item"]] = line["dimension"]
    return tuple(
        Instrument(
            code=line["code"],
            name=line["name"],
            least=int(line["least"]),
            most=int(line["most"]),
            waves=tuple(int(one) for one in line["waves"].split()),
            smallest_cohort=int(line["smallest_cohort"]),
            items=items[line["code"]],
        )
        for line in _lines("instruments")
    )


def instrument(code: str) -> Instrument | None:
    """Return one instrument."""
    return next((one for one in instruments() if one.code == code), None)


def item_order(found: Instrument, seed: int) -> tuple[str, ...]:
    """Return the items in the order of one asking: mixed, and the same again for the same seed."""
    return tuple(random.Random(seed).sample(list(found.items), len(found.items)))  # noqa: S311 - no secret


def wave_of(found: Instrument, months: int) -> int | None:
    """Return the wave an asking after ``months`` belongs to; None before the first may be asked."""
    return max((wave for wave in found.waves if wave <= months), default=None)


def wrong_items(found: Instrument, answers: dict[str, int]) -> tuple[str, ...]:
    """Return the items that are unknown or outside the range; one that was left out is not wrong."""
    return tuple(
        item for item, value in answers.items()
        if item not in found.items or not found.least <= value <= found.most
    )  # fmt: skip


def cohort_figures(found: Instrument, wave: int, surveys: Sequence[Survey]) -> CohortFigures:
    """Return the means of a wave, 0 to 1: (sum - least) / (most - least) over each dimension's items.

    For IPL-12 that is (sum - 12) / 48 and (sum of the dimension - 2) / 8. Of a person who answered twice in
    a wave the later counts. Fewer people than may be shown give no figures and no count. Items may be left
    out: a dimension is of those who answered all of its items, and is not shown while these are too few.
    """
    latest = {one.person_id: one for one in sorted(surveys, key=lambda one: one.taken_on) if one.wave == wave}
    people = list(latest.values())
    if len(people) < found.smallest_cohort:
        return CohortFigures(found.code, wave, None, found.smallest_cohort)
    dimensions = ["total", *dict.fromkeys(found.items.values())]
    figures = []
    for dimension in dimensions:
        items = [item for item, of in found.items.items() if dimension in {"total", of}]
        room = len(items) * (found.most - found.least)
        scores = [
            sum(one.answers[item] - found.least for item in items) / room
            for one in people
            if all(item in one.answers for item in items)
        ]
        if len(scores) >= found.smallest_cohort:
            figures.append(DimensionFigure(dimension, sum(scores) / len(scores)))
    return CohortFigures(found.code, wave, len(people), found.smallest_cohort, tuple(figures))


def _lines(name: str) -> tuple[dict[str, str], ...]:
    path = resources() / "surveys" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(line for line in stream if not line.startswith("#")))
