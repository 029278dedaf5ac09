"""What a person's status is from when to when, what happened, what is due, and the rules it follows from.

Dates are as people know them: partial ones keep the days between which they lie. A task keeps the words and
the law as they stood when it was made; a rule that changes later does not change it.
"""

import datetime
from typing import Literal

import msgspec

from intake_app.records.partial_date import PartialDate

Lane = Literal["title", "livelihood", "health"]
LANES: tuple[Lane, ...] = ("title", "livelihood", "health")
Confidence = Literal["V", "K", "OPEN"]  # read in the source; professional knowledge; to be checked
RuleKind = Literal["task", "note"]
ARRIVAL = "ARRIVAL"  # the trigger of duties that count from the arrival
OVERTAKEN = "overtaken"  # why a task was set aside that a later event left without sense
GAP = "GAP"  # the trigger of what bridges days without cover


class Episode(msgspec.Struct, frozen=True):
    """A stretch of one lane: residence title, livelihood or health cover. No end: it goes on.

    ``code`` is of ``status-groups`` (title), ``legal-spheres`` (livelihood), ``health-covers`` (health).
    """

    id: str
    case_id: str
    person_id: str
    lane: Lane
    code: str
    begins: PartialDate
    recorded_at: datetime.datetime
    recorded_by: str
    ends: PartialDate = PartialDate()
    is_planned: bool = False  # applied for or meant, not granted yet
    office: str = ""
    note: str = ""
    transition_id: str = ""
    rev: int = 1


class Transition(msgspec.Struct, frozen=True):
    """Something happened that changes status or jurisdiction. What it changed is kept, to take it back."""

    id: str
    case_id: str
    person_id: str
    trigger: str  # code of transitions.csv, T01 to T24
    happened_on: PartialDate
    recorded_at: datetime.datetime
    recorded_by: str
    from_group: str = ""
    to_group: str = ""
    note: str = ""
    pack_version: str = ""
    begun: tuple[str, ...] = ()  # episodes it began
    ended: dict[str, PartialDate] = {}  # episode -> the end it had before
    overtaken: tuple[str, ...] = ()  # tasks that are not for the new group, set aside
    taken_back_at: datetime.datetime | None = None


class Rule(msgspec.Struct, frozen=True):
    """One row of a rule pack: what is due after a trigger, for whom, from when to when it holds.

    ``due`` is written in the small language of ``status/due.py``. Empty ``valid_from``/``valid_to``: open.
    """

    rule_id: str
    trigger: str
    groups: tuple[str, ...]  # status groups it is for; empty: all
    due: str
    legal_basis: str
    source_url: str
    verified_on: str  # YYYY-MM-DD
    confidence: Confidence
    text: dict[str, str]  # by language
    why: dict[str, str] = {}
    owner: str = ""
    kind: RuleKind = "task"
    lane: Lane | Literal[""] = ""  # where it is missed, days without cover follow
    kept_in: str = ""  # a page of the case that keeps it itself
    valid_from: str = ""
    valid_to: str = ""
    pack: str = ""  # version of the pack it came with


class RuleFinding(msgspec.Struct, frozen=True):
    """A row of an imported pack that cannot be used. ``what`` and ``mend`` are message ids."""

    row: int  # 1-based, as a spreadsheet program shows it
    rule_id: str
    what: str
    mend: str
    facts: dict[str, str | int] = {}


class RulePackReading(msgspec.Struct, frozen=True):
    """What a file holds: rules that can be used, and a finding for each row that cannot."""

    version: str
    rules: tuple[Rule, ...]
    findings: tuple[RuleFinding, ...] = ()


class RulePack(msgspec.Struct, frozen=True):
    """A pack that was taken over; its rules stand in place of those with the same id."""

    id: str
    version: str
    rules: tuple[Rule, ...]
    taken_in_at: datetime.datetime
    taken_in_by: str
    file_name: str = ""


class RuleSwitch(msgspec.Struct, frozen=True):
    """A rule that is switched off here, and why."""

    rule_id: str
    reason: str
    at: datetime.datetime
    by: str


class Task(msgspec.Struct, frozen=True):
    """Something to be done until a day. ``due_on`` is the earliest day it can be, ``due_latest`` the latest.

    ``event`` is a transition's id, or ``arrival``. Without ``due_on`` it has no day of its own.
    """

    id: str
    case_id: str
    person_id: str
    rule_id: str
    trigger: str
    event: str
    event_on: PartialDate
    text: dict[str, str]
    why: dict[str, str]
    legal_basis: str
    source_url: str
    verified_on: str
    confidence: Confidence
    owner: str = ""
    kind: RuleKind = "task"
    lane: Lane | Literal[""] = ""
    kept_in: str = ""
    pack_version: str = ""
    due_on: str = ""
    due_latest: str = ""  # where it differs
    done_at: datetime.datetime | None = None
    done_by: str = ""
    evidence: str = ""
    dropped_because: str = ""  # it was not needed, and why


class Gap(msgspec.Struct, frozen=True):
    """Days of one lane without cover, from ``first`` to ``last``; open: nothing is known to follow.

    ``least`` days are without cover whatever uncertain days turn out to be, ``most`` may be.
    """

    lane: Lane
    first: datetime.date
    last: datetime.date
    least: int
    most: int
    is_open: bool = False


class StatusDate(msgspec.Struct, frozen=True):
    """A day on the start page: which case, when, on what basis; never whom or what for."""

    person_id: str
    case_id: str
    case_number: str
    due_on: datetime.date
    basis: str = ""
    screen: str = "person"
    causes_gap: bool = False
