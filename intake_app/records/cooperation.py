"""Cooperation agreements between offices: who with whom, in which legal spheres, for what, how long."""

import datetime

import msgspec


class AgreementPaper(msgspec.Struct, frozen=True):
    """The signed paper."""

    name: str
    media_type: str
    content: bytes
    sha256: str


class CooperationAgreement(msgspec.Struct, frozen=True):
    """``spheres`` are codes of CL-RK; days are YYYY-MM-DD, ``ends_on`` empty: until further notice."""

    id: str
    title: str
    parties: tuple[str, ...]
    spheres: tuple[str, ...] = ()
    purpose: str = ""
    begins_on: str = ""
    ends_on: str = ""
    contact: str = ""  # of the office, not of a person
    provider_ids: tuple[str, ...] = ()
    site_id: str = ""  # empty: of every site
    paper: AgreementPaper | None = None
    recorded_at: datetime.datetime | None = None
    rev: int = 0

    def holds_on(self, day: datetime.date) -> bool:
        """Return whether it is in force on ``day``."""
        today = day.isoformat()
        return (not self.begins_on or self.begins_on <= today) and (not self.ends_on or today <= self.ends_on)
