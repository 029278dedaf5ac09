"""A referral: to whom, with which consent, what was handed over, what became of it."""

import datetime
from typing import Literal

import msgspec

ReferralKind = Literal["information", "appointment", "accompanied", "handover"]
ReferralResult = Literal[
    "", "information-only", "appointment", "attended", "started", "waiting-list", "refused",
    "declined-by-client", "no-feedback", "completed",
]  # fmt: skip


class ReferralStep(msgspec.Struct, frozen=True):
    """One turn in a referral's life."""

    result: ReferralResult
    at: datetime.datetime
    by: str
    remark: str = ""


class Referral(msgspec.Struct, frozen=True):
    """``recipient`` is the name as it stood in the consent; ``categories`` is what may be handed over."""

    id: str
    case_id: str
    person_id: str
    recipient: str
    kind: ReferralKind
    created_at: datetime.datetime
    created_by: str
    measure_id: str = ""
    goal_id: str = ""
    offer_id: str = ""
    provider_id: str = ""
    structure: str = ""  # standard or project, as the offer says
    consent_id: str = ""
    categories: tuple[str, ...] = ()
    handed_over_at: datetime.datetime | None = None
    first_contact_on: str = ""  # YYYY-MM-DD
    steps: tuple[ReferralStep, ...] = ()
    barrier_id: str = ""
    rev: int = 1
    legal_basis: str = ""  # statutory power, where who is responsible may not hand over on consent alone

    @property
    def result(self) -> ReferralResult:
        """Return how it stands now; empty when nothing is known yet."""
        return self.steps[-1].result if self.steps else ""
