"""A person's network: who belongs to it, how near, how it feels, in which direction help flows."""

import datetime
from typing import Literal

import msgspec

Sector = Literal["family", "friends", "work", "professional", "faith"]
Quality = Literal["supportive", "ambivalent", "burdening", "broken"]
HelpDirection = Literal["none", "to-person", "from-person", "both"]


class NetworkTie(msgspec.Struct, frozen=True):
    """One tie. ``label`` may be a role instead of a name; ``ring`` 1 is near, 3 far."""

    id: str
    case_id: str
    person_id: str
    label: str
    sector: Sector
    ring: Literal[1, 2, 3]
    quality: Quality
    recorded_at: datetime.datetime
    recorded_by: str
    help: HelpDirection = "none"
    is_abroad: bool = False
    speaks_german: bool | None = None
    resource_domain: str = ""  # D01 to D11 where this tie is a resource
    place: float | None = None  # 0 to 1 along the ring within the sector, where it was put by hand
    sensitivity: str = ""  # P4: not drawn when names are hidden
    ended_at: datetime.datetime | None = None
    rev: int = 1
