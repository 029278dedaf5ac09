"""What a handover sheet may contain: exactly the categories the consent covers, and nothing else.

Resources and needs marked P4 are in no category but ``special-needs``, and then only by their own letter.
What hangs on a record and is covered by no category (birth, earlier names, how a goal was judged) is cut off.
"""

from collections.abc import Iterable, Sequence

import msgspec

from intake_app.code_lists import code_list
from intake_app.records.assessment import Need, Resource
from intake_app.records.case_work import Household
from intake_app.records.consent import Consent
from intake_app.records.partial_date import PartialDate
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

    kept = tuple(one for one in resources if is_open(one)) if has("resources") else ()
    wanted = tuple(one for one in needs if is_open(one)) if has("needs") else ()
    topic = _DOMAIN_CATEGORY.get(goal.domain, "") if goal is not None else ""
    tells_goal = has("goal") and (topic not in special_categories(_ALL) or has(topic))
    return HandoverSheet(
        recipient=recipient,
        categories=covered,
        consent_on=consent.at.date().isoformat(),
        consent_language=consent.language,
        person=_only_name_and_contact(person, tells_languages=has("language")) if has("contact") else None,
        languages=person.languages if has("language") else (),
        status_group=status_group if has("status") else "",
        goal=_only_agreed(goal, kept, wanted) if goal is not None and tells_goal else None,
        measures=tuple(measures) if tells_goal else (),
        resources=kept,
        needs=wanted,
        households=tuple(one for one in households if one.ended_at is None) if has("household") else (),
    )


def category_of(domain: str) -> str:
    """Return the category of data a life domain (``D07``) belongs to; empty for none of its own."""
    return _DOMAIN_CATEGORY.get(domain, "")


def special_categories(categories: Iterable[str]) -> tuple[str, ...]:
    """Return those of the categories that Art. 9 GDPR protects specially."""
    special = {one.code for one in code_list("data-categories") if one.note.startswith("Art. 9")}
    return tuple(one for one in categories if one in special)


_ALL = tuple(dict.fromkeys(_DOMAIN_CATEGORY.values()))
_TOLD_NAMES = frozenset({"official", "preferred"})


def _only_name_and_contact(person: Person, *, tells_languages: bool) -> Person:
    names = tuple(one for one in person.names if one.use in _TOLD_NAMES) or (person.name,)
    return msgspec.structs.replace(
        person,
        names=names,
        birth=PartialDate(),
        sex="",
        nationality="",
        languages=person.languages if tells_languages else (),
        language_note=person.language_note if tells_languages else "",
        ages=(),
        history=(),
    )


def _only_agreed(goal: Goal, resources: Sequence[Resource], needs: Sequence[Need]) -> Goal:
    told = {one.id for one in resources} | {one.id for one in needs}
    return msgspec.structs.replace(
        goal,
        resource_ids=tuple(one for one in goal.resource_ids if one in told),
        need_ids=tuple(one for one in goal.need_ids if one in told),
        without_resource="",
        accepted="",
        attainments=(),
    )
