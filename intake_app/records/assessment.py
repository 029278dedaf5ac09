"""Strengths and needs by life domain, as the person and the counsellor see them, side by side.

Life domains, prompts and scales are data in ``resources/assessment``. There is no total and no mean of a
person anywhere: people are not ranked.
"""

import datetime
from typing import Literal

import msgspec

AssessmentKind = Literal["initial", "re-assessment", "closing"]
RatingStatus = Literal["open", "rated", "not-discussed", "declined", "not-applicable"]
Urgency = Literal["", "U0", "U1", "U2", "U3"]  # plan, 30 days, 7 days, the same day
ResourceField = Literal["personal", "social", "material", "infrastructural"]


class DomainRating(msgspec.Struct, frozen=True):
    """One life domain in one assessment. Ratings are 0 to 4, or None where there is none.

    ``none_visible``: why no resource is recorded although a need of 2 or more is.
    """

    domain: str  # D01 to D11
    status: RatingStatus = "open"
    resource_self: int | None = None
    resource_pro: int | None = None
    need_self: int | None = None
    need_pro: int | None = None
    urgency: Urgency = ""
    has_opened_prompts: bool = False  # the resource prompts were shown before
    none_visible: str = ""
    comment: str = ""


class Assessment(msgspec.Struct, frozen=True):
    """What one person's situation looked like at one time. ``story`` is D12: told, not rated."""

    id: str
    case_id: str
    person_id: str
    kind: AssessmentKind
    begun_at: datetime.datetime
    begun_by: str  # user id
    ratings: tuple[DomainRating, ...] = ()
    story: str = ""
    story_language: str = ""
    domains_version: str = ""  # version of the life domains used
    completed_at: datetime.datetime | None = None
    rev: int = 1
    is_sample: bool = False


class Evidence(msgspec.Struct, frozen=True):
    """Where something recorded comes from: an answer that was offered and taken over by hand."""

    interview_id: str
    ref: str
    question: str  # as the counsellor read it
    answer: str
    taken_at: datetime.datetime


class Resource(msgspec.Struct, frozen=True):
    """Something that carries a person. ``words`` as the person said it, in ``language`` (BCP 47)."""

    id: str
    case_id: str
    person_id: str
    domain: str
    field: ResourceField
    text: str  # in the counsellor's language
    recorded_at: datetime.datetime
    recorded_by: str
    words: str = ""
    language: str = ""
    skill: str = ""  # ESCO URI
    occupation: str = ""  # ISCO-08, 4 digits
    is_usable: bool = True
    activated_by: str = ""  # who can bring it in
    evidence: tuple[Evidence, ...] = ()
    sensitivity: str = ""  # P3, P4 where it is
    ended_at: datetime.datetime | None = None
    rev: int = 1


class Need(msgspec.Struct, frozen=True):
    """Something that is missing. ``is_wanted``: whether the person wants help with it."""

    id: str
    case_id: str
    person_id: str
    domain: str
    text: str
    recorded_at: datetime.datetime
    recorded_by: str
    code: str = ""  # from the list of needs in resources
    words: str = ""
    language: str = ""
    level: int | None = None  # 0 to 4, professional
    urgency: Urgency = ""
    is_wanted: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    sensitivity: str = ""
    ended_at: datetime.datetime | None = None
    rev: int = 1
