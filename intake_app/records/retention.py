"""How long a case is kept, who agreed to its deletion, and what a person disputes."""

import datetime
from typing import Literal

import msgspec

Trigger = Literal["closed", "storage-ended", "untouched"]
RetentionAction = Literal["delete", "review"]
DeletionState = Literal["asked", "refused", "done"]
DisputeState = Literal["open", "corrected", "disputed", "withdrawn"]


class RetentionRule(msgspec.Struct, frozen=True):
    """From ``trigger`` on a case is kept ``months``; the controller may set ``least`` to ``most``."""

    id: str
    trigger: Trigger
    action: RetentionAction
    months: int
    least: int
    most: int
    words: dict[str, str]
    source: str
    version: str


class RetentionChoice(msgspec.Struct, frozen=True):
    """The controller's own period for a rule, and why."""

    id: str  # of the rule
    months: int
    because: str
    by: str
    at: datetime.datetime


class Deletion(msgspec.Struct, frozen=True):
    """A case to be deleted by two people. Once done it is the receipt: no name, no number, no content.

    ``sent`` are (type, id) the central system holds and has to erase, too.
    """

    id: str
    case_id: str
    reason: str  # code of deletion-reasons
    asked_by: str
    asked_at: datetime.datetime
    state: DeletionState = "asked"
    remark: str = ""
    decided_by: str = ""
    decided_at: datetime.datetime | None = None
    rows: dict[str, int] = {}
    sent: tuple[tuple[str, str], ...] = ()


class Dispute(msgspec.Struct, frozen=True):
    """A person says that something kept about them is wrong (section 84 (1) SGB X, Art. 16 GDPR).

    ``of`` is the record (``interview:…``, ``person:…``), ``ref`` the question in it. While it is ``open``, or
    where neither side can prove it (``disputed``), the note stands beside what it is about. With a ground
    in ``restricts`` (Art. 18 (1) GDPR) it restricts the processing of everything about the person while open.
    """

    id: str
    case_id: str
    person_id: str
    of: str
    says: str
    raised_at: datetime.datetime
    raised_by: str
    ref: str = ""
    language: str = ""
    state: DisputeState = "open"
    outcome: str = ""
    settled_at: datetime.datetime | None = None
    settled_by: str = ""
    restricts: str = ""

    @property
    def is_restricting(self) -> bool:
        """Tell whether the person's data may only be kept."""
        return bool(self.restricts) and self.state == "open"

    @property
    def is_noted(self) -> bool:
        """Tell whether the note is to be shown."""
        return self.state in {"open", "disputed"}
