"""Offers and providers from elsewhere and for elsewhere: HSDS 3 packages and our own sheet."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from intake_app.records.offer import Offer, Provider
from intake_app.records.offer_reading import OfferReading
from intake_app.sync.adapters.errors import OffersSuspicious, OffersUnreadable
from intake_app.sync.adapters.terms import TermMap, TermRow, read_terms, shipped_terms, write_terms

__all__ = ["ExchangeFormat", "OffersSuspicious", "OffersUnreadable", "TermMap", "TermRow", "read_offers_file",
           "read_terms", "shipped_terms", "write_offers_file", "write_terms"]  # fmt: skip

ExchangeFormat = Literal["hsds", "xlsx"]


def read_offers_file(
    path: Path,
    *,
    terms: TermMap,
    progress: Callable[[int, int], object] = lambda _part, _whole: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> OfferReading:
    """Read a folder, ZIP file or sheet. Raises FileUnreadable, OffersUnreadable, OffersSuspicious, Cancelled.

    A datapackage.json that is chosen stands for its folder.
    """
    from intake_app.sync.adapters.hsds import read_hsds
    from intake_app.sync.adapters.offers_xlsx import read_offers_xlsx

    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return read_offers_xlsx(path, progress=progress, is_cancelled=is_cancelled)
    if path.name.casefold() == "datapackage.json" or path.suffix.casefold() == ".csv":
        path = path.parent
    return read_hsds(path, terms=terms, progress=progress, is_cancelled=is_cancelled)


def write_offers_file(
    path: Path,
    *,
    providers: Iterable[Provider],
    offers: Iterable[Offer],
    form: ExchangeFormat,
    title: str,
    language: str = "de",
) -> None:
    """Write everything as HSDS (ZIP file or folder) or as our sheet. Raises FileUnwritable and its kin."""
    from intake_app.sync.adapters.hsds_export import write_hsds
    from intake_app.sync.adapters.offers_xlsx import write_offers_xlsx

    if form == "xlsx":
        write_offers_xlsx(path, providers=providers, offers=offers, language=language)
    else:
        write_hsds(path, providers=providers, offers=offers, title=title)
