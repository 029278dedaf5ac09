"""A site: where it is in official keys, who is responsible, what it rests on, what is local there.

Several sites can share one workspace; one of them is in use. What is personal never stands here.
"""

from typing import Literal

import msgspec

Controller = Literal["", "public-sgb", "public-other", "free-provider", "joint"]
BuildingBlock = Literal["", "1", "2", "3", "none"]  # KIM in North Rhine-Westphalia

SMALLEST_CELL = 5  # fewer persons than this are not shown in figures


class Programme(msgspec.Struct, frozen=True):
    """What the work rests on and who pays for it ("Grundlage"). Days are YYYY-MM-DD or coarser."""

    legal_basis: str = ""
    decision: str = ""  # of the council, in words
    decided_on: str = ""
    since_year: int | None = None  # first year that can be reported on
    funded_from: str = ""
    funded_to: str = ""
    funder: str = ""
    source_url: str = ""


class LocalGroup(msgspec.Struct, frozen=True):
    """A target group that only this site knows; ages are whole years, None is no limit."""

    name: str
    age_from: int | None = None
    age_to: int | None = None
    remark: str = ""


class LocalRule(msgspec.Struct, frozen=True):
    """Something to do after arrival that holds here only; it joins the checklist that people take home."""

    text: str  # in German
    basis: str = ""


class Logo(msgspec.Struct, frozen=True):
    """``content`` as it was chosen, ``png`` what papers draw; the same where a PNG was chosen."""

    name: str
    media_type: Literal["image/png", "image/svg+xml"]
    content: bytes
    png: bytes


class SiteProfile(msgspec.Struct, frozen=True):
    """``ags`` has 8 digits, ``ars`` 12, ``nuts`` up to 5 signs; each may be empty. Languages are BCP 47."""

    id: str
    name: str
    ags: str = ""
    ars: str = ""
    nuts: str = ""
    unit: str = ""
    block: BuildingBlock = ""
    user_blocks: dict[str, BuildingBlock] = {}  # user id -> where they work; never exported
    controller: Controller = ""
    languages: tuple[str, ...] = ()  # shown first here
    target_groups: tuple[str, ...] = ()  # codes of resources/codes/target-groups.csv
    local_groups: tuple[LocalGroup, ...] = ()
    local_rules: tuple[LocalRule, ...] = ()
    programme: Programme = Programme()
    logo: Logo | None = None
    smallest_cell: int = SMALLEST_CELL
    is_current: bool = False
    rev: int = 0

    @property
    def land(self) -> str:
        """Return the two-digit key of the Land, empty when not known."""
        return self.ags[:2] or self.ars[:2]


class SiteFinding(msgspec.Struct, frozen=True):
    """What is wrong with a site or its package. ``what`` and ``mend`` are message ids filled by ``facts``.

    ``error``: it cannot be kept so; ``warning``: it can, but two things do not fit together.
    """

    severity: Literal["error", "warning"]
    field: str
    what: str
    mend: str
    facts: dict[str, str | int] = {}
