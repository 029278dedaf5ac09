"""What makes a case a case: phases, criteria, the people in it, who else works with them, conferences."""

import datetime
from typing import Literal

import msgspec

Phase = Literal["CM1_CLEARING", "CM2_ASSESS", "CM3_PLAN", "CM4_LINK", "CM5_MONITOR", "CM6_EVAL"]
PHASES: tuple[Phase, ...] = ("CM1_CLEARING", "CM2_ASSESS", "CM3_PLAN", "CM4_LINK", "CM5_MONITOR", "CM6_EVAL")
Level = Literal["information", "counselling", "case-management"]
MemberRole = Literal["client", "co-client", "child", "other"]
HouseholdKind = Literal["family", "economic"]  # family unit; Bedarfsgemeinschaft, section 7 (3) SGB II
Whereabouts = Literal["here", "other-municipality", "abroad", "unknown"]


class PhaseStep(msgspec.Struct, frozen=True):
    """When a phase began; ``override`` says why, where something was still missing before it."""

    phase: Phase
    at: datetime.datetime
    by: str
    override: str = ""


class CaseFile(msgspec.Struct, frozen=True):
    """How a case is worked: phase, the five criteria (True, False, None not asked), who is responsible."""

    case_id: str
    level: Level = "information"
    phases: tuple[PhaseStep, ...] = ()
    criteria: dict[str, bool | None] = {}
    status_group: str = ""  # G01 to G20
    arrived_on: str = ""  # YYYY-MM-DD, coarser where no more is known
    application_on: str = ""  # of the application for international protection
    deputies: tuple[str, ...] = ()  # user ids
    closed_at: datetime.datetime | None = None
    closed_because: str = ""  # CL-CLOSE
    closed_remark: str = ""
    rev: int = 1
    site_id: str = ""  # where it was opened; empty: before there were site profiles

    @property
    def phase(self) -> Phase:
        """Return the phase now."""
        return self.phases[-1].phase if self.phases else "CM1_CLEARING"


class CaseMember(msgspec.Struct, frozen=True):
    """A person who belongs to a case."""

    case_id: str
    person_id: str
    role: MemberRole
    relation: str = ""  # CL-REL, seen from the client
    since: datetime.datetime | None = None


class HouseholdMember(msgspec.Struct, frozen=True):
    """A member of a household: a recorded person, or a name only (relatives who are not here)."""

    relation: str  # CL-REL
    person_id: str = ""
    name: str = ""
    whereabouts: Whereabouts = "here"
    custody: str = ""
    is_dependent: bool | None = None
    needs_tracing: bool = False


class Household(msgspec.Struct, frozen=True):
    """A family unit or an economic household; the two differ and both are kept."""

    id: str
    case_id: str
    kind: HouseholdKind
    members: tuple[HouseholdMember, ...]
    recorded_at: datetime.datetime
    recorded_by: str
    name: str = ""
    ended_at: datetime.datetime | None = None
    rev: int = 1


class Actor(msgspec.Struct, frozen=True):
    """An authority or organisation in a case, and the legal spheres (CL-RK) it stands for."""

    id: str
    case_id: str
    name: str
    spheres: tuple[str, ...]
    recorded_at: datetime.datetime
    recorded_by: str
    provider_id: str = ""
    role: str = ""
    contact: str = ""
    is_active: bool = True
    rev: int = 1


class Agreement(msgspec.Struct, frozen=True):
    """What a conference agreed: who does what until when."""

    text: str
    who: str
    due_on: str = ""
    measure_id: str = ""  # of the step of the plan that was made of it


class CaseConference(msgspec.Struct, frozen=True):
    """A case conference: held or planned, who took part, with which consent, what was agreed."""

    id: str
    case_id: str
    held_on: str  # YYYY-MM-DD
    topic: str
    recorded_at: datetime.datetime
    recorded_by: str
    participants: tuple[str, ...] = ()
    spheres: tuple[str, ...] = ()
    client_takes_part: bool | None = None
    consent_id: str = ""
    minutes: str = ""
    agreements: tuple[Agreement, ...] = ()
    rev: int = 1
