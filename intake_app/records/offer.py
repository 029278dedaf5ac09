"""The local provider landscape, after Open Referral HSDS 3: organisations, their services, what they ask for.

Codes of target groups, status groups, domains and languages are those of ``resources``; unknown is empty or
None and never the same as no.
"""

from typing import Literal

import msgspec

Structure = Literal["", "standard", "project"]  # Regelstruktur or project


class Provider(msgspec.Struct, frozen=True):
    """An organisation or authority. ``kind`` is a code of CL-PROVTYPE, ``spheres`` codes of CL-RK."""

    id: str
    name: str
    kind: str = ""
    level: str = ""  # municipal, district, land, federal, civil
    spheres: tuple[str, ...] = ()
    address: str = ""
    ags: str = ""  # where it is, 8-digit municipality key
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    languages: tuple[str, ...] = ()
    accessibility: str = ""
    agreement: str = ""  # cooperation agreement: what and since when
    source: str = ""  # data set it was imported from; empty: entered here
    source_id: str = ""
    rev: int = 1
    is_sample: bool = False


class Offer(msgspec.Struct, frozen=True):
    """What a provider offers. Dates are YYYY-MM-DD; ``cost`` is words; None is unknown."""

    id: str
    provider_id: str
    name: str
    description: str = ""
    domains: tuple[str, ...] = ()  # D01 to D11
    need_codes: tuple[str, ...] = ()
    status_groups: tuple[str, ...] = ()  # G01 to G20; empty: no restriction known
    target_groups: tuple[str, ...] = ()  # e.g. women, young-adults, families
    age_from: int | None = None
    age_to: int | None = None
    languages: tuple[str, ...] = ()  # BCP 47
    interpreting: bool | None = None
    german_from: str = ""  # CEFR level that is needed
    needs_literacy: bool | None = None
    catchment: tuple[str, ...] = ()  # AGS, ARS or their beginnings; empty: no restriction known
    is_accessible: bool | None = None
    childcare: bool | None = None
    cost: str = ""
    is_free: bool | None = None
    capacity: int | None = None  # free places
    waiting_weeks: int | None = None
    starts_on: tuple[str, ...] = ()
    valid_until: str = ""
    structure: Structure = ""
    constraints: str = ""  # what the provider can and cannot do (Umsetzungsmoeglichkeiten)
    verified_on: str = ""
    verified_by: str = ""
    source: str = ""
    source_id: str = ""
    rev: int = 1
    is_sample: bool = False
    schedule: str = ""  # when it takes place, in words
    how_to_apply: str = ""
    website: str = ""


class OfferReason(msgspec.Struct, frozen=True):
    """One line of why an offer fits or does not, with the fact behind it."""

    verdict: Literal["met", "unknown", "not-met"]
    says: str  # message id of the sentence
    facts: dict[str, str]
    because: str = ""  # message id of the second line
    weight: int = 1


class OfferMatch(msgspec.Struct, frozen=True):
    """An offer with its reasons; the order of matches follows from the reasons alone."""

    offer: Offer
    provider: Provider
    reasons: tuple[OfferReason, ...]
    met: int
    not_met: int
    unknown: int
