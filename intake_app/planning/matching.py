"""Ranking offers for a need, with the reason for every place in words; no offer is ever hidden.

Each rule looks at one fact and says whether it is met, not met or unknown, and what stands behind it. The
order follows from these lines alone: an offer whose hard condition is not met comes after all others, then
the more weight is met the better, then the less is unknown, then the sooner, then the name.
"""

import datetime
import math
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from intake_app.errors import N_
from intake_app.languages import fallback_chain, normal_tag
from intake_app.records.offer import Offer, OfferMatch, OfferReason, Provider

STALE_AFTER_DAYS = 90  # an offer not verified for longer is to be asked again
LONG_WAIT_WEEKS = 6
_EARTH_KM = 6371.0

Verdict = Literal["met", "unknown", "not-met"]


class Wish(msgspec.Struct, frozen=True):
    """What is looked for: a need of one person, and what matters about the person for access.

    ``languages`` are BCP 47 tags, the best first; ``german`` is a CEFR level or empty (unknown); facts that
    are not known are empty or None and make a line unknown, never a refusal.
    """

    domain: str
    need_code: str = ""
    status_group: str = ""
    languages: tuple[str, ...] = ()
    german: str = ""
    is_literate: bool | None = None
    age: int | None = None
    ags: str = ""
    latitude: float | None = None
    longitude: float | None = None
    needs_childcare: bool | None = None
    needs_access: bool | None = None
    target_groups: tuple[str, ...] = ()
    today: datetime.date = datetime.date.min


class Ranking(msgspec.Struct, frozen=True):
    """All offers of the domain in order. ``fitting`` counts those no hard condition excludes; 0 is a gap."""

    matches: tuple[OfferMatch, ...]
    fitting: int


def rank_offers(wish: Wish, offers: Iterable[Offer], providers: dict[str, Provider]) -> Ranking:
    """Return every offer for the need's domain with its reasons, best first; none is left out.

    Offers of other domains are not offers for this need and do not appear; one that nobody has sorted into
    a domain yet does, and says so.
    """
    found = []
    for offer in offers:
        is_sorted = bool(offer.domains or offer.need_codes)
        serves = wish.domain in offer.domains or (bool(wish.need_code) and wish.need_code in offer.need_codes)
        if is_sorted and not serves:
            continue
        provider = providers[offer.provider_id]
        found.append((_Judged(wish, offer, provider), offer, provider))
    found.sort(key=lambda each: (each[0].place, each[1].name.casefold(), each[1].id))
    return Ranking(
        matches=tuple(judged.match(offer, provider) for judged, offer, provider in found),
        fitting=sum(judged.fits and judged.is_sorted for judged, _offer, _provider in found),
    )


def distance_km(
    latitude: float | None,
    longitude: float | None,
    other_latitude: float | None,
    other_longitude: float | None,
) -> float | None:
    """Return the distance as the crow flies in km (haversine); None when a place is not known."""
    if latitude is None or longitude is None or other_latitude is None or other_longitude is None:
        return None
    a, b = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


_CEFR = ("A0", "A1", "A2", "B1", "B2", "C1", "C2")


class _Judged:
    """One offer looked at line by line."""

    def __init__(self, wish: Wish, offer: Offer, provider: Provider) -> None:
        self.reasons: list[OfferReason] = []
        self.fits = True
        self.is_sorted = True
        self._wish, self._offer, self._provider = wish, offer, provider
        for judge in (
            self._need, self._status, self._target, self._age, self._language, self._literacy,
            self._catchment, self._distance, self._access, self._childcare, self._capacity, self._limits,
            self._valid, self._cost, self._freshness,
        ):  # fmt: skip
            judge()
        order = {"met": 0, "unknown": 1, "not-met": 2}
        self.reasons.sort(key=lambda reason: (order[reason.verdict], -reason.weight))
        met = sum(reason.weight for reason in self.reasons if reason.verdict == "met")
        against = sum(reason.weight for reason in self.reasons if reason.verdict == "not-met")
        unknown = sum(reason.verdict == "unknown" for reason in self.reasons)
        self.place = (not self.fits, not self.is_sorted, against - met, unknown, offer.waiting_weeks or 0)

    def match(self, offer: Offer, provider: Provider) -> OfferMatch:
        """Return the record of it."""
        verdicts = [reason.verdict for reason in self.reasons]
        return OfferMatch(
            offer=offer,
            provider=provider,
            reasons=tuple(self.reasons),
            met=verdicts.count("met"),
            not_met=verdicts.count("not-met"),
            unknown=verdicts.count("unknown"),
        )

    def _say(
        self, verdict: Verdict, says: str, because: str = "", *, weight: int = 1, is_hard: bool = False,
        **facts: str,
    ) -> None:  # fmt: skip
        self.reasons.append(OfferReason(verdict, says, facts, because, weight))
        if verdict == "not-met" and is_hard:
            self.fits = False

    def _need(self) -> None:
        wish, offer = self._wish, self._offer
        if wish.need_code and wish.need_code in offer.need_codes:
            self._say("met", N_("For exactly this need: {need}"), weight=4, need=wish.need_code)
        elif wish.domain in offer.domains:
            self._say("met", N_("For this life domain: {domain}"), weight=2, domain=wish.domain)
        else:
            self._say("unknown", N_("Not sorted into a life domain yet"))
            self.is_sorted = False

    def _status(self) -> None:
        wish, offer = self._wish, self._offer
        if not offer.status_groups:
            self._say("unknown", N_("No status is asked for, as far as known"))
        elif not wish.status_group:
            self._say("unknown", N_("The person's status is not recorded yet"),
                      N_("open to: {groups}"), groups=" ".join(offer.status_groups))  # fmt: skip
        elif wish.status_group in offer.status_groups:
            self._say("met", N_("Open to this status: {group}"), weight=3, group=wish.status_group)
        else:
            self._say("not-met", N_("Not open to this status: {group}"), N_("open to: {groups}"),
                      weight=3, is_hard=True, group=wish.status_group,
                      groups=" ".join(offer.status_groups))  # fmt: skip

    def _target(self) -> None:
        wish, offer = self._wish, self._offer
        if not offer.target_groups or not wish.target_groups:
            return
        common = [group for group in offer.target_groups if group in wish.target_groups]
        if common:
            self._say("met", N_("Made for: {groups}"), weight=2, groups=", ".join(common))
        else:
            self._say("not-met", N_("Made for others: {groups}"), weight=2, is_hard=True,
                      groups=", ".join(offer.target_groups))  # fmt: skip

    def _age(self) -> None:
        wish, offer = self._wish, self._offer
        if offer.age_from is None and offer.age_to is None:
            return
        youngest, oldest = str(offer.age_from or 0), str(offer.age_to or "…")
        if wish.age is None:
            self._say("unknown", N_("Age {from_age} to {to_age}; the person's age is not known"),
                      from_age=youngest, to_age=oldest)  # fmt: skip
        elif (offer.age_from or 0) <= wish.age <= (offer.age_to if offer.age_to is not None else 200):
            self._say("met", N_("Age {from_age} to {to_age}"), from_age=youngest, to_age=oldest)
        else:
            self._say("not-met", N_("Only for age {from_age} to {to_age}"), weight=3, is_hard=True,
                      from_age=youngest, to_age=oldest)  # fmt: skip

    def _language(self) -> None:
        wish, offer = self._wish, self._offer
        spoken = [tag for tag in wish.languages if _speaks(offer.languages or self._provider.languages, tag)]
        if spoken:
            self._say("met", N_("Speaks {language}"), weight=3, language=spoken[0])
        elif offer.interpreting:
            self._say("met", N_("With interpreting"), weight=2)
        elif not offer.languages and not self._provider.languages:
            self._say("unknown", N_("Languages are not known"))
        else:
            known = " ".join(offer.languages or self._provider.languages)
            self._say("not-met", N_("Not in a language of the person"), N_("in: {languages}"), weight=2,
                      languages=known)  # fmt: skip
        if offer.german_from:
            self._german(offer.german_from)

    def _german(self, asked: str) -> None:
        known = self._wish.german
        if known not in _CEFR or asked not in _CEFR:
            self._say("unknown", N_("Asks for German {level}"), level=asked)
        elif _CEFR.index(known) >= _CEFR.index(asked):
            self._say("met", N_("German {level} is enough"), level=asked)
        else:
            self._say("not-met", N_("Asks for German {level}, the person has {known}"),
                      weight=3, is_hard=True, level=asked, known=known)  # fmt: skip

    def _literacy(self) -> None:
        if self._offer.needs_literacy and self._wish.is_literate is not True:
            is_known = self._wish.is_literate is False
            self._say("not-met" if is_known else "unknown", N_("Reading and writing is needed"), weight=2,
                      is_hard=is_known)  # fmt: skip

    def _catchment(self) -> None:
        wish, offer = self._wish, self._offer
        if not offer.catchment:
            return
        if not wish.ags:
            self._say("unknown", N_("Only for certain places; where the person lives is not recorded"))
        elif any(wish.ags.startswith(area) or area.startswith(wish.ags) for area in offer.catchment):
            self._say("met", N_("Responsible for where the person lives"), weight=2)
        else:
            self._say("not-met", N_("Not responsible for where the person lives"), weight=3, is_hard=True)

    def _distance(self) -> None:
        provider, wish = self._provider, self._wish
        km = distance_km(wish.latitude, wish.longitude, provider.latitude, provider.longitude)
        if km is None:
            return
        said = f"{km:.1f}" if km < 10 else f"{km:.0f}"
        if km <= 5:
            self._say("met", N_("{km} km away"), weight=2, km=said)
        elif km <= 20:
            self._say("met", N_("{km} km away"), km=said)
        else:
            self._say("not-met", N_("Far: {km} km away"), km=said)

    def _access(self) -> None:
        if not self._wish.needs_access:
            return
        self._say_known(
            self._offer.is_accessible, N_("Accessible with an impairment"),
            N_("Accessibility is not known"), N_("Not accessible with an impairment"),
        )  # fmt: skip

    def _childcare(self) -> None:
        if self._wish.needs_childcare:
            self._say_known(self._offer.childcare, N_("With childcare"), N_("Childcare is not known"),
                            N_("No childcare"))  # fmt: skip
        elif self._offer.childcare is False and self._wish.needs_childcare is False:
            self._say("met", N_("No childcare"), N_("not needed here"), weight=0)

    def _say_known(self, value: bool | None, yes: str, unknown: str, no: str) -> None:
        if value is None:
            self._say("unknown", unknown)
        else:
            self._say("met" if value else "not-met", yes if value else no, weight=2)

    def _capacity(self) -> None:
        offer = self._offer
        if offer.capacity is None:
            self._say("unknown", N_("Free places unknown"), _asked(offer), verified_on=offer.verified_on)
        elif offer.capacity > 0:
            self._say("met", N_("{n} free places"), weight=2, n=str(offer.capacity))
        else:
            self._say("not-met", N_("No free place"), _asked(offer), weight=4, verified_on=offer.verified_on)
        if offer.waiting_weeks is not None and offer.waiting_weeks > 0:
            is_long = offer.waiting_weeks >= LONG_WAIT_WEEKS
            self._say("not-met" if is_long else "met", N_("Waiting list {n} weeks"),
                      weight=2 if is_long else 0, n=str(offer.waiting_weeks))  # fmt: skip

    def _limits(self) -> None:
        """Say what the provider can and cannot do; whether it matters here, a person decides."""
        if self._offer.constraints.strip():
            self._say("unknown", N_("To be considered: {constraints}"), constraints=self._offer.constraints)

    def _valid(self) -> None:
        if self._offer.valid_until and self._offer.valid_until < self._wish.today.isoformat():
            self._say("not-met", N_("Ended on {date}"), weight=4, is_hard=True, date=self._offer.valid_until)

    def _cost(self) -> None:
        if self._offer.is_free:
            self._say("met", N_("Free of charge"))
        elif self._offer.cost:
            self._say("not-met", N_("Costs: {cost}"), cost=self._offer.cost)

    def _freshness(self) -> None:
        verified = self._offer.verified_on
        if not verified:
            self._say("unknown", N_("Never verified: please ask"))
            return
        day = datetime.date.fromisoformat(verified)
        if (self._wish.today - day).days > STALE_AFTER_DAYS:
            self._say("not-met", N_("Not verified since {date}: please ask"), date=verified)
        else:
            self._say("met", N_("Verified on {date}"), date=verified)


def _asked(offer: Offer) -> str:
    return N_("last asked on {verified_on}") if offer.verified_on else ""


def _speaks(languages: Sequence[str], tag: str) -> bool:
    """Return whether a language, or the one it falls back on (ar-SY: ar), is among those spoken."""
    wanted = fallback_chain(normal_tag(tag))
    return any(normal_tag(one) in wanted for one in languages)
