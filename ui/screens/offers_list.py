"""The offers as rows of a table: made once a fetch, then narrowed down while typing."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

from intake_app.code_lists import code_word
from intake_app.records.offer import Offer, Provider
from intake_app.services.assessment_views import short_name
from intake_app.services.offers import Landscape
from intake_app.services.sites import serves_site
from ui.screens.offers_words import (
    domain_words,
    is_stale,
    language_words,
    places_words,
    verified_words,
)

ONLY = ("", "here", "places", "stale", "unsorted", "project")


class OfferRow(NamedTuple):
    """An offer with its cells; ``hay`` is what typing searches, folded."""

    offer: Offer
    provider: Provider
    cells: tuple[str, ...]
    hay: str
    is_stale: bool
    is_here: bool = True  # for people at the site in use


def offer_rows(landscape: Landscape, today: datetime.date, ags: str = "") -> list[OfferRow]:
    """Return a row for each offer, by name; ``ags`` is the municipality key of the site in use."""
    said, providers = _Said(), landscape.providers
    made = [
        offer_row(one, providers[one.provider_id], today, said)._replace(
            is_here=serves_site(one, providers[one.provider_id], ags)
        )
        for one in landscape.offers
    ]
    return sorted(made, key=lambda row: (row.offer.name.casefold(), row.offer.id))


def offer_row(
    offer: Offer, provider: Provider, today: datetime.date, said: "_Said | None" = None
) -> OfferRow:
    """Return an offer's row in the window's language; it is found in German, too."""
    said = said or _Said()
    tags = offer.languages or provider.languages
    cells = (
        offer.name, provider.name, said.once(domain_words, offer.domains), said.once(language_words, tags),
        places_words(offer), said.once(verified_words, offer.verified_on),
    )  # fmt: skip
    more = (said.once(_in_german, offer.domains), said.once(_needs_in_both, offer.need_codes))
    hay = " ".join((*cells[:4], *more, *tags, provider.address)).casefold()
    return OfferRow(offer, provider, cells, hay, is_stale(offer, today))


class _Said:
    """Words that many offers share are looked up once for all of them."""

    def __init__(self) -> None:
        self._words: dict[tuple[object, object], str] = {}

    def once(self, say: Callable[[Any], str], value: object) -> str:
        """Return ``say(value)``."""
        key = (say, value)
        if key not in self._words:
            self._words[key] = say(value)
        return self._words[key]


def _in_german(codes: tuple[str, ...]) -> str:
    return " ".join(short_name(code, "de") for code in codes)


def _needs_in_both(codes: tuple[str, ...]) -> str:
    return " ".join((*codes, *(code_word("needs", code, tag) for code in codes for tag in ("de", "en"))))


def narrowed(
    rows: list[OfferRow], *, typed: str, domain: str = "", language: str = "", only: str = ""
) -> list[OfferRow]:
    """Return the rows that hold every typed word and pass the filters."""
    found = rows
    for word in typed.casefold().split():
        found = [row for row in found if word in row.hay]
    if domain or language or only:
        found = [row for row in found if _passes(row, domain, language, only)]
    return found


def _passes(row: OfferRow, domain: str, language: str, only: str) -> bool:
    offer = row.offer
    if domain and domain not in offer.domains:
        return False
    if language and language not in (offer.languages or row.provider.languages):
        return False
    match only:
        case "here":
            return row.is_here
        case "places":
            return bool(offer.capacity)
        case "stale":
            return row.is_stale
        case "unsorted":
            return not offer.domains and not offer.need_codes
        case "project":
            return offer.structure == "project"
    return True
