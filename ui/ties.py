"""How the ties of a network are said: sector, ring, quality, help, and one tie in a sentence."""

from collections.abc import Sequence
from typing import TypeVar

from intake_app.records.assessment import Resource
from intake_app.records.network import HelpDirection, NetworkTie, Quality, Sector
from intake_app.services.networks import TieDraft
from ui.naming import shown_name
from ui.words import _, set_apart

SECTORS: tuple[Sector, ...] = ("family", "friends", "work", "professional", "faith")
QUALITIES: tuple[Quality, ...] = ("supportive", "ambivalent", "burdening", "broken")
HELPS: tuple[HelpDirection, ...] = ("none", "to-person", "from-person", "both")
RINGS = ("1", "2", "3")
PROTECTED = "P4"

T = TypeVar("T", NetworkTie, Resource)


def sector_words(sector: str) -> str:
    """Return the part of life a tie belongs to."""
    return {
        "family": _("Family"),
        "friends": _("Friends, neighbours"),
        "work": _("Work, school, course"),
        "professional": _("Professionals, offices"),
        "faith": _("Faith, clubs"),
    }.get(sector, sector)


def ring_words(ring: int | str) -> str:
    """Return how near a tie is; near means important."""
    return {"1": _("very near"), "2": _("near"), "3": _("further away")}[str(ring)]


def quality_words(quality: str) -> str:
    """Return what a tie is like."""
    return {
        "supportive": _("supportive"),
        "ambivalent": _("up and down"),
        "burdening": _("burdening"),
        "broken": _("broken off"),
    }[quality]


def help_words(help_to: str) -> str:
    """Return in which direction help goes."""
    return {
        "none": _("no help either way"),
        "to-person": _("helps"),
        "from-person": _("is helped"),
        "both": _("help goes both ways"),
    }[help_to]


def label_of(tie: NetworkTie, *, is_hidden: bool) -> str:
    """Return how a tie is called on the map: a name or a role, initials while names are hidden."""
    return shown_name(tie.label, is_hidden=is_hidden)


def heard(tie: NetworkTie, *, is_hidden: bool) -> str:
    """Return a tie in one sentence: ``Cousin, Family, near, supportive, helps``."""
    parts = [set_apart(label_of(tie, is_hidden=is_hidden)), sector_words(tie.sector), ring_words(tie.ring)]
    parts.append(quality_words(tie.quality))
    if tie.help != "none":
        parts.append(help_words(tie.help))
    return ", ".join([*parts, *where_words(tie)])


def where_words(tie: NetworkTie) -> list[str]:
    """Return where a tie is and whether German is spoken, as far as somebody said."""
    parts = [_("not in Germany")] if tie.is_abroad else []
    if tie.speaks_german is not None:
        parts.append(_("speaks German") if tie.speaks_german else _("speaks no German"))
    return parts


def to_be_shown(ones: Sequence[T], *, hides_names: bool) -> tuple[T, ...]:
    """Return what may be seen: the protected class stays away while names are hidden."""
    return tuple(one for one in ones if not (hides_names and one.sensitivity == PROTECTED))


def draft_of(tie: NetworkTie) -> TieDraft:
    """Return what is drawn of a tie, to be changed and kept."""
    return TieDraft(**{name: getattr(tie, name) for name in TieDraft.__struct_fields__})
