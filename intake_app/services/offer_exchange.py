"""Offers and providers from files and into files: look through, take over in one commit, renew, hand on."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from intake_app.records.ids import new_id
from intake_app.records.offer import Offer, Provider
from intake_app.records.offer_reading import OfferReading, TakeOverPreview
from intake_app.services.offers import Landscape
from intake_app.services.session import Workspace
from intake_app.sync.adapters import (
    ExchangeFormat,
    TermMap,
    TermRow,
    read_offers_file,
    read_terms,
    write_offers_file,
    write_terms,
)
from intake_app.vault import offers as offer_sql

__all__ = [
    "TERMS_FILE",
    "ExchangeFormat",
    "TakenOver",
    "TermRow",
    "export_offers",
    "export_template",
    "own_terms",
    "preview_take_over",
    "read_offers",
    "sort_terms",
    "take_back",
    "take_over",
]  # fmt: skip

TERMS_FILE = "offer-terms.csv"  # the agency's own words, beside its data; nothing about people
One = TypeVar("One", Provider, Offer)


class TakenOver(msgspec.Struct, frozen=True):
    """All offers before and after a taking over: what undoing it needs."""

    before: Landscape
    after: Landscape


def read_offers(
    path: Path,
    *,
    terms_file: Path | None = None,
    progress: Callable[[int, int], object] = lambda _part, _whole: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> OfferReading:
    """Read a directory of offers without keeping anything (work lane).

    Raises FileUnreadable, OffersUnreadable, OffersSuspicious, Cancelled.
    """
    terms = TermMap(read_terms(terms_file) if terms_file is not None else ())
    return read_offers_file(path, terms=terms, progress=progress, is_cancelled=is_cancelled)


def own_terms(folder: Path) -> tuple[TermRow, ...]:
    """Return the agency's own words of the workspace in ``folder``."""
    return read_terms(folder / TERMS_FILE)


def sort_terms(folder: Path, *, rows: Iterable[TermRow]) -> None:
    """Add words to the agency's own table; a word that is there already means what is said now."""
    added = {(row.taxonomy, row.term): row for row in rows}
    kept = [row for row in own_terms(folder) if (row.taxonomy, row.term) not in added]
    write_terms(folder / TERMS_FILE, (*kept, *added.values()))


def preview_take_over(workspace: Workspace, *, reading: OfferReading) -> TakeOverPreview:
    """Return what taking ``reading`` over would do.

    Where most of it came before under another name of the data set (files are renamed), that name is kept.
    """
    known = offer_sql.offers(workspace.database)
    incoming = {one.source_id for one in reading.offers}
    before: dict[str, int] = {}
    for one in known:
        if one.source and one.source_id in incoming:
            before[one.source] = before.get(one.source, 0) + 1
    source = max(before, key=lambda name: before[name], default=reading.source)
    providers = _Known(offer_sql.providers(workspace.database), source)
    offers = _Known(known, source)
    renewed = [(offers.twin(one), one) for one in reading.offers]
    ids = {one.id: twin.id for one in reading.providers if (twin := providers.twin(one))}
    same = sum(
        old is not None and _same(old, offers.renewed(one, old, provider_id=ids.get(one.provider_id, "")))
        for old, one in renewed
    )
    old_providers = sum(providers.twin(one) is not None for one in reading.providers)
    old_offers = sum(old is not None for old, _one in renewed)
    gone = [one.name for one in known if one.source == source and one.source_id not in incoming]
    return TakeOverPreview(
        source=source,
        new_providers=len(reading.providers) - old_providers,
        renewed_providers=old_providers,
        new_offers=len(reading.offers) - old_offers,
        renewed_offers=old_offers - same,
        unchanged_offers=same,
        gone=tuple(sorted(gone)) if source else (),
    )


def take_over(
    workspace: Workspace,
    *,
    providers: Iterable[Provider],
    offers: Iterable[Offer],
    source: str = "",
    now: datetime.datetime,
) -> tuple[int, int]:
    """Keep a whole data set in one commit; return how many providers and offers.

    What came before from the same data set (``source`` and its id there) is renewed under its own id, and
    so is what was written here, handed out as a file and comes back; nothing is doubled. Offers that do not
    change are not touched. An offer whose provider is not among ``providers`` is left out.
    """
    database = workspace.database
    old_providers = _Known(offer_sql.providers(database), source)
    old_offers = _Known(offer_sql.offers(database), source)
    ids: dict[str, str] = {}
    count = 0
    with workspace.recorded("offers.import", "offers:", now=now, detail=source[:80]) as open_database:
        for provider in providers:
            old = old_providers.twin(provider)
            kept = old_providers.renewed(provider, old, id=old.id if old else new_id(now))
            ids[provider.id] = kept.id
            if old is None or not _same(old, kept):
                offer_sql.keep_provider(open_database, kept)
        for offer in offers:
            if offer.provider_id not in ids:
                continue
            count += 1
            before = old_offers.twin(offer)
            renewed = old_offers.renewed(
                offer, before, id=before.id if before else new_id(now), provider_id=ids[offer.provider_id]
            )
            if before is None or not _same(before, renewed):
                offer_sql.keep_offer(open_database, renewed)
    return len(ids), count


def take_back(workspace: Workspace, *, taken: TakenOver, now: datetime.datetime) -> int:
    """Undo a taking over in one commit; return how many offers are as they were before.

    What somebody changed since stays as it is, and so does a provider that has other offers by now.
    """
    offers = {one.id: one for one in offer_sql.offers(workspace.database)}
    providers = {one.id: one for one in offer_sql.providers(workspace.database)}
    old_offers = {one.id: one for one in taken.before.offers}
    touched = [
        one for one in taken.after.offers
        if old_offers.get(one.id) != one and offers.get(one.id) == one
    ]  # fmt: skip
    with workspace.recorded("offers.take-back", "offers:", now=now) as database:
        for one in touched:
            if one.id in old_offers:
                offer_sql.keep_offer(database, old_offers[one.id])
            else:
                offer_sql.remove_offer(database, one.id)
                del offers[one.id]
        needed = {one.provider_id for one in offers.values()}
        for provider_id, provider in taken.after.providers.items():
            before = taken.before.providers.get(provider_id)
            if before == provider or providers.get(provider_id) != provider:
                continue
            if before is not None:
                offer_sql.keep_provider(database, before)
            elif provider_id not in needed:
                offer_sql.remove_provider(database, provider_id)
    return len(touched)


def export_offers(
    landscape: Landscape, *, path: Path, form: ExchangeFormat, title: str, language: str = "de"
) -> None:
    """Write everything as an HSDS 3 package or as our sheet (work lane). Raises FileUnwritable."""
    write_offers_file(
        path, providers=landscape.providers.values(), offers=landscape.offers, form=form, title=title,
        language=language,
    )  # fmt: skip


def export_template(*, path: Path, language: str = "de") -> None:
    """Write the empty sheet. Raises FileUnwritable and its kin."""
    write_offers_file(path, providers=(), offers=(), form="xlsx", title="", language=language)


class _Known(Generic[One]):
    """What is there already, by its own id and by where it came from."""

    def __init__(self, records: Iterable[One], source: str) -> None:
        self._source = source
        self._by_id: dict[str, One] = {one.id: one for one in records}
        self._by_source: dict[tuple[str, str], One] = {
            (one.source, one.source_id): one for one in self._by_id.values() if one.source_id
        }

    def twin(self, one: One) -> One | None:
        """Return what ``one`` renews: the same of its data set, else what was handed out from here."""
        found = self._by_source.get((one.source or self._source, one.source_id)) if one.source_id else None
        return found or self._by_id.get(one.id)

    def renewed(self, one: One, old: One | None, **ids: str) -> One:
        """Return ``one`` as it will be kept: its place of origin and revision are ours.

        What the file does not know stays as it is known here, and so does what was asked more lately.
        """
        if old is None:
            return msgspec.structs.replace(one, source=one.source or self._source, rev=1, **ids)
        blank = (None, "", ())
        here = {name: value for name, value in _facts(old).items() if _facts(one)[name] in blank}
        if isinstance(old, Offer) and isinstance(one, Offer) and old.verified_on > one.verified_on:
            here |= {name: getattr(old, name) for name in _ASKED if getattr(old, name) not in blank}
        own = {"id": old.id, "source": old.source, "source_id": old.source_id, "rev": old.rev + 1}
        return msgspec.structs.replace(one, **{**here, **own, **ids})


_ASKED = ("capacity", "waiting_weeks", "verified_on", "verified_by")


def _facts(one: Provider | Offer) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


def _same(old: One, new: One) -> bool:
    return msgspec.structs.replace(new, rev=old.rev) == old
