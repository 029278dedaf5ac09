"""What a handover sheet may contain: exactly the categories the consent covers, and nothing else.

Resources and needs marked P4 are in no category but ``special-needs``, and then only by their own letter.
"""

from collections.abc import Sequence

import msgspec

from intake_app.records.assessment import Need, Resource
from intake_app.records.case_work import Household
from intake_app.records.consent import Consent
from intake_app.records.person import Person
from intake_app.records.plan import Goal, Measure

_DOMAIN_CATEGORY = {
    "D01": "status", "D02": "housing", "D03": "livelihood", "D04": "language", "D05": "education",
    "D06": "work", "D07": "health", "D08": "health", "D09": "family",
}  # fmt: skip


class HandoverSheet(msgspec.Struct, frozen=True):
    """What the recipient gets. A part that no category covers is None or empty."""

    recipient: str
    categories: tuple[str, ...]
    consent_on: str  # YYYY-MM-DD
    consent_language: str
    person: Person | None  # name and contact
    languages: tuple[str, ...]
    status_group: str
    goal: Goal | None
    measures: tuple[Measure, ...]
    resources: tuple[Resource, ...]
    needs: tuple[Need, ...]
    households: tuple[Household, ...]


def cover(
    categories: Sequence[str],
    *,
    person: Person,
    goal: Goal | None,
    measures: Sequence[Measure],
    resources: Sequence[Resource],
    needs: Sequence[Need],
    households: Sequence[Household],
    status_group: str,
    consent: Consent,
    recipient: str,
) -> HandoverSheet:
    """Return the sheet of what both ``categories`` and ``consent`` cover."""
    covered = tuple(one for one in categories if one in consent.categories)

    def has(category: str) -> bool:
        return category in covered

    def is_open(one: Resource | Need) -> bool:
        topic = _DOMAIN_CATEGORY.get(one.domain, "")
        return one.ended_at is None and one.sensitivity != "P4" and (not topic or has(topic))

    return HandoverSheet(
        recipient=recipient,
        categories=covered,
        consent_on=consent.at.date().isoformat(),
        consent_language=consent.language,
        person=person if has("contact") else None,
        languages=person.languages if has("language") else (),
        status_group=status_group if has("status") else "",
        goal=goal if has("goal") else None,
        measures=tuple(measures) if has("goal") else (),
        resources=tuple(one for one in resources if is_open(one)) if has("resources") else (),
        needs=tuple(one for one in needs if is_open(one)) if has("needs") else (),
        households=tuple(one for one in households if one.ended_at is None) if has("household") else (),
    )
