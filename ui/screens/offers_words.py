"""How offers are said in words: life domains, languages, free places, when somebody asked last."""

import datetime
from collections.abc import Sequence

from intake_app.records.offer import Offer
from intake_app.records.offer_reading import OfferFinding
from intake_app.services.assessment_views import short_name
from ui.words import _, plural, words

STALE_AFTER_DAYS = 90  # as the ranking has it: then somebody should ask again


def domain_words(codes: Sequence[str]) -> str:
    """Return life domains by their short names."""
    return ", ".join(short_name(code, words().tag) for code in codes)


def language_words(tags: Sequence[str]) -> str:
    """Return languages by name."""
    return ", ".join(words().language_name(tag) for tag in tags)


def places_words(offer: Offer) -> str:
    """Return how many places are free; unknown is said, not left empty."""
    if offer.capacity is None:
        return _("unknown")
    return plural("{n} place", "{n} places", offer.capacity) if offer.capacity else _("none")


def verified_words(day: str) -> str:
    """Return when somebody asked last (YYYY-MM-DD or empty)."""
    return words().date(datetime.date.fromisoformat(day)) if day else _("never")


def is_stale(offer: Offer, today: datetime.date) -> bool:
    """Tell whether nobody has asked for so long that somebody should."""
    if not offer.verified_on:
        return True
    return (today - datetime.date.fromisoformat(offer.verified_on)).days > STALE_AFTER_DAYS


def finding_words(finding: OfferFinding) -> tuple[str, str, str]:
    """Return where, what is wrong, and how to mend it."""
    place = finding.file
    if finding.row is not None:
        place = _("{file}, row {row}", file=finding.file, row=finding.row)
    if finding.column:
        place = f"{place}, {finding.column}"
    # The facts are a file's own words and stay as they are, even where one of ours reads the same.
    what = words()(finding.what, **finding.facts)
    return place, what, words()(finding.mend, **finding.facts) if finding.mend else ""
