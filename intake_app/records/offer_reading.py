"""What was read from a directory of offers: good rows, a finding for each bad one, what is not sorted yet."""

from typing import Literal

import msgspec

from intake_app.records.offer import Offer, Provider


class OfferFinding(msgspec.Struct, frozen=True):
    """``what`` and ``mend`` are message ids filled by ``facts``.

    ``error``: the row is left out; ``warning``: it is taken over without the part that is wrong; ``info``.
    """

    severity: Literal["error", "warning", "info"]
    what: str
    mend: str
    file: str = ""
    row: int | None = None  # 1-based, as a spreadsheet program shows it
    column: str = ""
    facts: dict[str, str | int] = {}


class UnknownTerm(msgspec.Struct, frozen=True):
    """A word of a foreign taxonomy that no row of the mapping table knows; ``used`` by so many offers."""

    taxonomy: str
    term: str
    name: str
    used: int


class OfferReading(msgspec.Struct, frozen=True):
    """The good rows. Ids are those of the file; ``source`` names the data set, renewals are known by it."""

    source: str
    providers: tuple[Provider, ...]
    offers: tuple[Offer, ...]
    findings: tuple[OfferFinding, ...] = ()
    unknown_terms: tuple[UnknownTerm, ...] = ()


class TakeOverPreview(msgspec.Struct, frozen=True):
    """What taking a reading over would do. ``gone``: names of offers that the data set no longer holds."""

    source: str
    new_providers: int
    renewed_providers: int
    new_offers: int
    renewed_offers: int
    unchanged_offers: int
    gone: tuple[str, ...] = ()
