"""Barriers seen in single cases, for those who steer: typed, and without the case once they leave it."""

import datetime
from typing import Literal

import msgspec

BarrierLevel = Literal["individual", "organisational", "legal"]
SteeringStatus = Literal[
    "reported", "analysed", "project-group", "steering-group", "resolved", "not-resolved"
]


class SteeringStep(msgspec.Struct, frozen=True):
    """One step on the way to those who steer."""

    status: SteeringStatus
    at: datetime.datetime
    by: str
    remark: str = ""


class Barrier(msgspec.Struct, frozen=True):
    """A barrier or a gap in what is offered. ``case_id`` is empty once it left the case (``severed_at``)."""

    id: str
    type: str  # CL-BARRIER, or "gap" where no offer fits a need
    level: BarrierLevel
    text: str  # no personal data
    observed_on: str  # YYYY-MM-DD; only the month once severed
    recorded_by: str
    case_id: str = ""
    referral_id: str = ""
    provider_kind: str = ""  # CL-PROVTYPE
    offer_name: str = ""
    domain: str = ""
    sphere: str = ""  # CL-RK
    target_group: str = ""
    frequency: str = ""
    severity: int | None = None  # 1 to 4
    proposal: str = ""
    steps: tuple[SteeringStep, ...] = ()
    severed_at: datetime.datetime | None = None
    rev: int = 1

    @property
    def status(self) -> SteeringStatus:
        """Return where it stands."""
        return self.steps[-1].status if self.steps else "reported"
