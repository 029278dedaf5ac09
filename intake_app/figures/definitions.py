"""Indicators, tables and groups as they are defined in ``resources/figures``."""

import csv
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from intake_app.places import resources
from intake_app.records.figures import Indicator, Said

VERSION = "2026.11"
UNKNOWN = "unknown"
LEAST_K, MOST_K = 3, 20  # what a site may choose


class Group(msgspec.Struct, frozen=True):
    """One group of a dimension. ``members``: what belongs to it, by the dimension's own kind of code."""

    code: str
    words: Said
    members: tuple[str, ...]


class TableDefinition(msgspec.Struct, frozen=True):
    """A table that is shown: of which population, split by what, and what is small in it."""

    id: str
    population: str
    rows: str
    columns: str
    k: int
    shows_zero: bool
    stricter: dict[str, int]
    words: Said


@lru_cache(maxsize=1)
def indicators() -> tuple[Indicator, ...]:
    """Return all indicators in their order, also those that nothing feeds yet."""
    return tuple(
        Indicator(
            id=line["id"],
            name={"en": line["en"], "de": line["de"]},
            definition={"en": line["definition_en"], "de": line["definition_de"]},
            source=line["source"],
            kind=line["kind"],  # type: ignore[arg-type]
            k=int(line["k"]),
            tables=tuple(line["tables"].split()),
            fed=line["fed"] == "yes",
            version=line["version"],
        )
        for line in _lines("indicators")
    )


@lru_cache(maxsize=1)
def tables() -> dict[str, TableDefinition]:
    """Return the tables that are shown, by id, in their order."""
    found = {}
    for line in _lines("tables"):
        pairs = (pair.split(":") for pair in line["stricter"].split())
        found[line["id"]] = TableDefinition(
            id=line["id"],
            population=line["population"],
            rows=line["rows"],
            columns=line["columns"],
            k=int(line["k"]),
            shows_zero=line["shows_zero"] == "yes",
            stricter={code: int(k) for code, k in pairs},
            words={"en": line["en"], "de": line["de"]},
        )
    return found


@lru_cache(maxsize=1)
def groups() -> dict[str, tuple[Group, ...]]:
    """Return the groups of each dimension that has its own, in order."""
    found: dict[str, tuple[Group, ...]] = {}
    for line in _lines("groups"):
        group = Group(line["code"], {"en": line["en"], "de": line["de"]}, tuple(line["members"].split()))
        found[line["dim"]] = (*found.get(line["dim"], ()), group)
    return found


@lru_cache(maxsize=16)
def group_by_member(dim: str) -> dict[str, str]:
    """Return the group of each member of a dimension."""
    return {member: group.code for group in groups()[dim] for member in group.members}


@lru_cache(maxsize=1)
def _bands() -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (int(one.members[0]), int(one.members[1]), one.code) for one in groups()["age"] if one.members
    )


def age_band(age: int | None) -> str:
    """Return the age band of an age in years."""
    if age is None:
        return UNKNOWN
    return next((code for low, high, code in _bands() if low <= age <= high), UNKNOWN)


def _lines(name: str) -> Iterator[dict[str, str]]:
    path = resources() / "figures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(line for line in stream if not line.startswith("#"))
