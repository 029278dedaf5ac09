"""Figures of a network drawing: how many, how supportive, how professional, in which language, how far."""

from collections.abc import Sequence

import msgspec

from intake_app.records.network import NetworkTie, Sector

SECTORS: tuple[Sector, ...] = ("family", "friends", "work", "professional", "faith")


class NetworkFigures(msgspec.Struct, frozen=True):
    """Counts of ties that have not ended. Shares are 0 to 1; None where nobody is, or nobody said."""

    size: int
    supportive: int
    near: int  # in the innermost ring
    by_sector: dict[str, int]
    supportive_share: float | None
    professional_share: float | None
    german_share: float | None  # of those where it is known
    abroad_share: float | None


def figures(ties: Sequence[NetworkTie]) -> NetworkFigures:
    """Return the figures of ``ties``; a broken tie is drawn and counts in no share but its own absence."""
    living = [tie for tie in ties if tie.ended_at is None and tie.quality != "broken"]
    known = [tie for tie in living if tie.speaks_german is not None]
    return NetworkFigures(
        size=len(living),
        supportive=sum(tie.quality == "supportive" for tie in living),
        near=sum(tie.ring == 1 for tie in living),
        by_sector={sector: sum(tie.sector == sector for tie in living) for sector in SECTORS},
        supportive_share=_share(sum(tie.quality == "supportive" for tie in living), len(living)),
        professional_share=_share(sum(tie.sector == "professional" for tie in living), len(living)),
        german_share=_share(sum(bool(tie.speaks_german) for tie in known), len(known)),
        abroad_share=_share(sum(tie.is_abroad for tie in living), len(living)),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
