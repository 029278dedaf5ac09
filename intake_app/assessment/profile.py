"""What follows from the values, domain by domain; never a total of a person.

Formulas of the domain description: balance = mean resource - mean need over both raters (-4 to 4),
divergence = |self - professional|, progress = R(t) - R(0) and N(0) - N(t), complexity = domains with a need
of 3 or more + legal spheres + active authorities.
"""

from collections.abc import Iterable, Sequence

import msgspec

from intake_app.assessment.gate import highest_need
from intake_app.records.assessment import Assessment, DomainRating, Need, Urgency
from intake_app.records.case_work import Actor
from intake_app.records.plan import Goal, Measure

FROM_COORDINATED = 3  # a need from here on wants company, so it counts for coverage and complexity
TALK_ABOUT = 2  # so far apart, self and professional are looked at together
SUGGESTS_MANAGEMENT = 6
_ACTIVE_MEASURES = frozenset({"open", "running", "appointment"})
_URGENCIES: tuple[Urgency, ...] = ("U3", "U2", "U1", "U0")


class DomainProfile(msgspec.Struct, frozen=True):
    """One domain: both raters, the balance of their means, how far apart they are."""

    domain: str
    resource_self: int | None
    resource_pro: int | None
    need_self: int | None
    need_pro: int | None
    urgency: Urgency
    status: str
    balance: float | None
    divergence: int  # the larger of resources' and needs'


class Progress(msgspec.Struct, frozen=True):
    """How a domain moved between two assessments; None where one of them has no value. More is better."""

    domain: str
    resource: float | None  # R(t) - R(0)
    need: float | None  # N(0) - N(t)


class Summary(msgspec.Struct, frozen=True):
    """Three lines for a talk: what carries, what to begin with, what to look at together (domain codes)."""

    carries: tuple[str, ...]
    first: tuple[str, ...]
    together: tuple[str, ...]


def profile(assessment: Assessment) -> tuple[DomainProfile, ...]:
    """Return every domain of an assessment with its derived values."""
    return tuple(_of(rating) for rating in assessment.ratings)


def summarise(assessment: Assessment) -> Summary:
    """Return what carries (resource 3 or more), what to begin with (by urgency, then need), what differs."""
    rated = [rating for rating in assessment.ratings if rating.status == "rated"]
    carries = sorted(
        (rating for rating in rated if _highest_resource(rating) >= 3),
        key=lambda rating: -_highest_resource(rating),
    )
    first = sorted(
        (rating for rating in rated if rating.urgency in _URGENCIES[:2] or highest_need(rating) >= 3),
        key=lambda rating: (_urgency_place(rating.urgency), -highest_need(rating)),
    )
    return Summary(
        carries=tuple(rating.domain for rating in carries),
        first=tuple(rating.domain for rating in first),
        together=tuple(rating.domain for rating in rated if _of(rating).divergence >= TALK_ABOUT),
    )


def urgency_queue(assessments: Iterable[Assessment]) -> tuple[tuple[Assessment, DomainRating], ...]:
    """Return domains with an urgency of 30 days or less, the most urgent and then the oldest first."""
    found = [
        (assessment, rating)
        for assessment in assessments
        for rating in assessment.ratings
        if rating.urgency in _URGENCIES[:3]
    ]
    return tuple(sorted(found, key=lambda pair: (_urgency_place(pair[1].urgency), pair[0].begun_at)))


def compare(first: Assessment, later: Assessment) -> tuple[Progress, ...]:
    """Return how each domain moved from ``first`` to ``later``."""
    before = {rating.domain: rating for rating in first.ratings}
    moved = []
    for rating in later.ratings:
        old = before.get(rating.domain)
        if old is not None:
            moved.append(
                Progress(
                    rating.domain,
                    _minus(_mean(rating.resource_self, rating.resource_pro),
                           _mean(old.resource_self, old.resource_pro)),
                    _minus(_mean(old.need_self, old.need_pro), _mean(rating.need_self, rating.need_pro)),
                )
            )  # fmt: skip
    return tuple(moved)


def activation(goals: Sequence[Goal]) -> float | None:
    """Return the share of open goals that are tied to a resource; None without goals."""
    living = [goal for goal in goals if goal.status != "replaced"]
    return sum(bool(goal.resource_ids) for goal in living) / len(living) if living else None


def coverage(needs: Sequence[Need], goals: Sequence[Goal], measures: Sequence[Measure]) -> float | None:
    """Return the share of needs of 3 or more that a goal with an active measure answers; None without any."""
    heavy = [need for need in needs if need.ended_at is None and (need.level or 0) >= FROM_COORDINATED]
    if not heavy:
        return None
    active = {measure.goal_id for measure in measures if measure.status in _ACTIVE_MEASURES}
    covered = {need_id for goal in goals if goal.id in active for need_id in goal.need_ids}
    return sum(need.id in covered for need in heavy) / len(heavy)


def complexity(assessment: Assessment | None, actors: Sequence[Actor]) -> int:
    """Return the complexity of a case; from ``SUGGESTS_MANAGEMENT`` on case management is suggested."""
    heavy = (
        sum(highest_need(rating) >= FROM_COORDINATED for rating in assessment.ratings) if assessment else 0
    )
    active = [actor for actor in actors if actor.is_active]
    return heavy + len({sphere for actor in active for sphere in actor.spheres}) + len(active)


def suggests_case_management(value: int, criteria: dict[str, bool | None]) -> bool:
    """Return whether case management is suggested: complex enough, all five criteria. People decide."""
    return value >= SUGGESTS_MANAGEMENT and len(criteria) >= 5 and all(criteria.values())


def _of(rating: DomainRating) -> DomainProfile:
    resource = _mean(rating.resource_self, rating.resource_pro)
    need = _mean(rating.need_self, rating.need_pro)
    return DomainProfile(
        domain=rating.domain,
        resource_self=rating.resource_self,
        resource_pro=rating.resource_pro,
        need_self=rating.need_self,
        need_pro=rating.need_pro,
        urgency=rating.urgency,
        status=rating.status,
        balance=_minus(resource, need),
        divergence=max(
            _apart(rating.resource_self, rating.resource_pro), _apart(rating.need_self, rating.need_pro)
        ),
    )


def _mean(*values: int | None) -> float | None:
    given = [value for value in values if value is not None]
    return sum(given) / len(given) if given else None


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _apart(one: int | None, other: int | None) -> int:
    return 0 if one is None or other is None else abs(one - other)


def _highest_resource(rating: DomainRating) -> int:
    return max((v for v in (rating.resource_self, rating.resource_pro) if v is not None), default=0)


def _urgency_place(urgency: Urgency) -> int:
    return _URGENCIES.index(urgency) if urgency else len(_URGENCIES)
