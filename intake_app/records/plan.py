"""The service plan: goals in the client's words, tied to resources; who does what until when."""

import datetime
from typing import Literal

import msgspec

GoalLevel = Literal["guiding", "framework", "action"]  # Leitziel, Rahmenziel, Handlungsziel
GoalStatus = Literal["open", "reached", "given-up", "replaced"]
MeasureStatus = Literal["open", "running", "appointment", "done", "dropped"]
Doer = Literal["client", "worker", "third"]


class Attainment(msgspec.Struct, frozen=True):
    """Where a goal stood on the goal attainment scale: -2 much less, 0 as expected, +2 much more."""

    value: int
    at: datetime.datetime
    by: str
    remark: str = ""


class Goal(msgspec.Struct, frozen=True):
    """One goal: ``words`` in the client's language, ``text`` in the counsellor's, SMART fields beside."""

    id: str
    case_id: str
    person_id: str
    domain: str
    text: str
    created_at: datetime.datetime
    created_by: str
    words: str = ""
    language: str = ""  # BCP 47 of ``words``
    is_interpreted: bool = False
    level: GoalLevel = "action"
    specific: str = ""  # what exactly
    measure: str = ""  # how one sees that it is reached
    accepted: str = ""  # why it matters to the person
    realistic: str = ""  # what makes it possible
    due_on: str = ""  # YYYY-MM-DD, YYYY-MM or YYYY
    review_on: str = ""
    resource_ids: tuple[str, ...] = ()
    without_resource: str = ""  # why none is tied to it (yet)
    need_ids: tuple[str, ...] = ()
    status: GoalStatus = "open"
    attainments: tuple[Attainment, ...] = ()
    rev: int = 1


class Measure(msgspec.Struct, frozen=True):
    """A step: who does what until when."""

    id: str
    goal_id: str
    case_id: str
    text: str
    doer: Doer
    created_at: datetime.datetime
    created_by: str
    doer_name: str = ""
    due_on: str = ""
    status: MeasureStatus = "open"
    legal_basis: str = ""
    done_at: datetime.datetime | None = None
    rev: int = 1
