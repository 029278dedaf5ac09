"""The gate that asks for strengths first: what a domain or an assessment still wants before it is done.

Nothing here blocks keeping what was said; it says what is still wanted before going on.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

import msgspec

from intake_app.assessment.domains import rated_domains
from intake_app.records.assessment import Assessment, DomainRating, Resource

FROM_NEED = 2  # a need from here on wants a resource beside it
_DONE = frozenset({"not-discussed", "declined", "not-applicable"})

Want = Literal["prompts", "resource", "urgency", "rating", "any-rated"]


class Wanted(msgspec.Struct, frozen=True):
    """What a domain still wants: ``prompts`` were not opened, no ``resource`` and no reason, no ``urgency``
    for a need of 4, no ``rating`` although it counts as rated; ``any-rated``: nothing is rated at all.
    """

    domain: str
    want: Want


def highest_need(rating: DomainRating) -> int:
    """Return the higher of both raters' needs; 0 where nobody rated."""
    return max((value for value in (rating.need_self, rating.need_pro) if value is not None), default=0)


def missing_in(rating: DomainRating, resources: Collection[Resource]) -> tuple[Wanted, ...]:
    """Return what a domain still wants; ``resources`` are those of this person in any domain."""
    if rating.status in _DONE:
        return ()
    wanted: list[Want] = []
    if rating.status == "rated" and all(
        value is None
        for value in (rating.resource_self, rating.resource_pro, rating.need_self, rating.need_pro)
    ):
        wanted.append("rating")
    if highest_need(rating) >= FROM_NEED:
        if not rating.has_opened_prompts:
            wanted.append("prompts")
        has_one = any(one.domain == rating.domain and one.ended_at is None for one in resources)
        if not has_one and not rating.none_visible.strip():
            wanted.append("resource")
    if highest_need(rating) == 4 and not rating.urgency:
        wanted.append("urgency")
    return tuple(Wanted(rating.domain, want) for want in wanted)


def missing_before_done(assessment: Assessment, resources: Collection[Resource]) -> tuple[Wanted, ...]:
    """Return what an assessment still wants before it is complete; domains may stay open."""
    found = [want for rating in assessment.ratings for want in missing_in(rating, resources)]
    if not any(rating.status == "rated" for rating in assessment.ratings) and not assessment.story.strip():
        found.append(Wanted("", "any-rated"))
    return tuple(found)


def with_rating(assessment: Assessment, rating: DomainRating) -> Assessment:
    """Return the assessment with one domain's rating in its place, in the order of the domains."""
    by_domain: Mapping[str, DomainRating] = {
        **{one.domain: one for one in assessment.ratings},
        rating.domain: rating,
    }
    order = [domain.code for domain in rated_domains()]
    return msgspec.structs.replace(assessment, ratings=tuple(_ordered(by_domain, order)))


def _ordered(ratings: Mapping[str, DomainRating], order: list[str]) -> Iterable[DomainRating]:
    return (ratings[code] for code in (*order, *(ratings.keys() - set(order))) if code in ratings)
