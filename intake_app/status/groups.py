"""Status groups and what happens between them: the lists of ``resources/status``.

What applies to a group (sections of the work, livelihood, work, course, family reunion), what to ask
about, which events are possible from it, and what an event does to each lane.
"""

import csv
from functools import lru_cache
from typing import NamedTuple

from intake_app.code_lists import code_list
from intake_app.languages import fallback_chain
from intake_app.places import resources
from intake_app.records.status import Lane


class StatusGroup(NamedTuple):
    """What applies to a group; ``facts`` are words by language under authorities, livelihood, work, …"""

    code: str
    sections: tuple[str, ...]
    facts: dict[str, dict[str, str]]
    legal_basis: str
    verified_on: str
    confidence: str


class Prompt(NamedTuple):
    """Something to ask about with certain groups, in a section of the work."""

    section: str
    groups: tuple[str, ...]
    words: dict[str, str]


class TransitionKind(NamedTuple):
    """An event: from which groups it is possible (empty: all), to which it may lead, what its day means."""

    code: str
    words: dict[str, str]
    day: dict[str, str]
    from_groups: tuple[str, ...]
    to_groups: tuple[str, ...]


class LaneChange(NamedTuple):
    """What an event does to a lane: when what runs ends, what may follow and from when.

    ``ends`` and ``begins`` are in the language of ``status/due.py``. ``is_asked``: it only follows when
    somebody applies for it, so its first day is left to be filled in.
    """

    trigger: str
    to_groups: tuple[str, ...]
    lane: Lane
    ends: str
    code: str
    begins: str
    is_asked: bool
    legal_basis: str


FACTS = ("authorities", "livelihood", "work", "course", "reunion")


@lru_cache(maxsize=1)
def status_groups() -> tuple[StatusGroup, ...]:
    """Return what applies to each group, in their order."""
    return tuple(
        StatusGroup(
            code=row["code"],
            sections=tuple(row["sections"].split()),
            facts={name: _words(row, name) for name in FACTS},
            legal_basis=row["legal_basis"],
            verified_on=row["verified_on"],
            confidence=row["confidence"],
        )
        for row in _rows("groups")
    )


def status_group(code: str) -> StatusGroup | None:
    """Return what applies to one group."""
    return next((one for one in status_groups() if one.code == code), None)


def group_codes() -> frozenset[str]:
    """Return the codes of all status groups."""
    return frozenset(one.code for one in code_list("status-groups"))


def section_words(code: str, language: str) -> str:
    """Return the name of a section (A to O)."""
    found = next((_words(row, "") for row in _rows("sections") if row["code"] == code), {})
    return best(found, language) or code


def prompts_for(group: str) -> tuple[Prompt, ...]:
    """Return what to ask about with a group, in the order of the sections."""
    found = [
        Prompt(row["section"], tuple(row["groups"].split()), _words(row, "")) for row in _rows("prompts")
    ]
    return tuple(one for one in found if not one.groups or group in one.groups)


@lru_cache(maxsize=1)
def transition_kinds() -> tuple[TransitionKind, ...]:
    """Return the events, in their order."""
    return tuple(
        TransitionKind(
            code=row["code"],
            words=_words(row, ""),
            day=_words(row, "day"),
            from_groups=tuple(row["from_groups"].split()),
            to_groups=tuple(row["to_groups"].split()),
        )
        for row in _rows("transitions")
    )


def transition_codes() -> frozenset[str]:
    """Return the codes of all events."""
    return frozenset(one.code for one in transition_kinds())


def transition_kind(code: str) -> TransitionKind | None:
    """Return one event."""
    return next((one for one in transition_kinds() if one.code == code), None)


def possible_from(group: str) -> tuple[TransitionKind, ...]:
    """Return the events that can happen to somebody of a group; all while it is not known."""
    return tuple(
        one for one in transition_kinds() if not group or not one.from_groups or group in one.from_groups
    )


def lane_changes(trigger: str, to_group: str) -> tuple[LaneChange, ...]:
    """Return what an event does to the lanes."""
    found = (
        LaneChange(
            trigger=row["trigger"],
            to_groups=tuple(row["to_groups"].split()),
            lane=row["lane"],  # type: ignore[arg-type]  # our own list; a test looks
            ends=row["ends"],
            code=row["code"],
            begins=row["begins"],
            is_asked=row["asked"] == "1",
            legal_basis=row["legal_basis"],
        )
        for row in _rows("lanes")
        if row["trigger"] == trigger
    )
    return tuple(one for one in found if not one.to_groups or to_group in one.to_groups)


def best(words: dict[str, str], language: str) -> str:
    """Return the words in ``language`` (BCP 47) or the next best ones."""
    return next((words[tag] for tag in (*fallback_chain(language), "de", "en") if words.get(tag)), "")


def _words(row: dict[str, str], name: str) -> dict[str, str]:
    """Return the words by language: columns ``de`` and ``en``, or ``work_de`` and ``work_en``."""
    head = f"{name}_" if name else ""
    return {tag: row[head + tag] for tag in ("de", "en") if row.get(head + tag)}


@lru_cache(maxsize=8)
def _rows(name: str) -> tuple[dict[str, str], ...]:
    path = resources() / "status" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(line for line in stream if not line.startswith("#")))
