"""Sites: several in one workspace, one in use; what is local to each, and what it rests on.

The site in use decides which keys stand on exports, which languages come first, whose logo is on papers,
where offers have to be, and what may be handed over. A case keeps the site it was opened at.
"""

import datetime
import re
from collections.abc import Collection

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.records.ids import new_id
from intake_app.records.offer import Offer, Provider
from intake_app.records.site_profile import BuildingBlock, Logo, SiteFinding, SiteProfile
from intake_app.services.session import Workspace
from intake_app.services.site_keys import check_keys, rows_of
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import sites as site_sql
from intake_app.vault.errors import RecordMissing

FIRST_YEAR = 2015  # nobody reports on an earlier one
MOST_LOGO_BYTES = 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_UNSAFE_SVG = re.compile(
    rb"<!doctype|<!entity|<script|<foreignobject|<image|\bon[a-z]+\s*=|href\s*=\s*[\"'](?!#)", re.IGNORECASE
)


class SiteUnnamed(IntakeError):
    """A site was to be kept without a name."""

    says = N_("A name is missing.")
    remedy = N_("Write down how the site is called.")


class SiteKeysWrong(IntakeError):
    """A key of the site cannot be one; ``field`` names it, ``value`` is what was written."""

    says = N_("This is no {field}: {value}.")
    remedy = N_("Look it up in the municipality directory of the statistical office, or leave it empty.")


class SiteInUse(IntakeError):
    """A site was to be taken out while it is in use or has cases."""

    says = N_("This site is in use or has cases.")
    remedy = N_("Use another site first. A site with cases stays, so that they keep their place.")


class LogoUnusable(IntakeError):
    """A logo that is neither PNG nor a plain SVG, or too large."""

    says = N_("{file} cannot be used as a logo.")
    remedy = N_("Choose a PNG, or an SVG without scripts and outside parts, of at most one megabyte.")


class NeedsStatutoryBasis(IntakeError):
    """A public social benefit body was to hand over what consent alone does not carry there."""

    says = N_("Here a consent alone is not enough for: {categories} ({source}).")
    remedy = N_("Leave it out, or name the statutory power for this case (such as {basis}).")


def sites(workspace: Workspace) -> tuple[SiteProfile, ...]:
    """Return all sites; before the first profile the one from the set-up, with an empty id."""
    return site_sql.sites(workspace.database) or (_from_set_up(workspace),)


def current_profile(workspace: Workspace) -> SiteProfile:
    """Return the profile of the site in use."""
    return site_sql.current_site(workspace.database) or _from_set_up(workspace)


def site_name(workspace: Workspace, site_id: str) -> str:
    """Return a site's name; empty when there is none of that id."""
    found = site_sql.site_profile(workspace.database, site_id) if site_id else None
    return found.name if found else ""


def keep_site(workspace: Workspace, *, profile: SiteProfile, now: datetime.datetime) -> SiteProfile:
    """Keep a site (an empty id makes a new one, the first one is in use at once).

    Raises NotAllowed, SiteUnnamed, SiteKeysWrong.
    """
    workspace.require_role("supervisor")
    checked_site(profile)
    database = workspace.database
    current = site_sql.current_site(database)
    is_current = current is None or current.id == profile.id
    kept = msgspec.structs.replace(
        profile, id=profile.id or new_id(now), rev=profile.rev + 1, is_current=is_current
    )
    with workspace.recorded("site.keep", f"site:{kept.id}", now=now, detail=kept.ags) as writable:
        site_sql.keep_site(writable, kept)
    if is_current:
        workspace.site = site_sql.in_use(kept)
    return kept


def switch_site(workspace: Workspace, *, site_id: str, now: datetime.datetime) -> SiteProfile:
    """Use another site from now on; raises RecordMissing."""
    wanted = site_sql.site_profile(workspace.database, site_id)
    if wanted is None:
        raise RecordMissing
    chosen = msgspec.structs.replace(wanted, is_current=True)
    with workspace.recorded("site.switch", f"site:{site_id}", now=now, detail=wanted.ags) as database:
        for one in site_sql.sites(database):
            if one.is_current and one.id != site_id:
                site_sql.keep_site(database, msgspec.structs.replace(one, is_current=False))
        site_sql.keep_site(database, chosen)
    workspace.site = site_sql.in_use(chosen)
    return chosen


def remove_site(workspace: Workspace, *, site_id: str, now: datetime.datetime) -> None:
    """Take a site out; raises NotAllowed, RecordMissing, SiteInUse."""
    workspace.require_role("supervisor")
    found = site_sql.site_profile(workspace.database, site_id)
    if found is None:
        raise RecordMissing
    if found.is_current or case_work_sql.has_cases_of_site(workspace.database, site_id):
        raise SiteInUse
    with workspace.recorded("site.remove", f"site:{site_id}", now=now, detail=found.ags) as database:
        site_sql.remove_site(database, site_id)


def make_logo(*, name: str, content: bytes, png: bytes = b"") -> Logo:
    """Return a logo from a chosen file; ``png`` is what papers draw where it is an SVG.

    Raises LogoUnusable.
    """
    if len(content) > MOST_LOGO_BYTES or len(png) > MOST_LOGO_BYTES:
        raise LogoUnusable(file=name)
    if content.startswith(_PNG):
        return Logo(name=name, media_type="image/png", content=content, png=content)
    if b"<svg" in content[:2048].lower() and not _UNSAFE_SVG.search(content) and png.startswith(_PNG):
        return Logo(name=name, media_type="image/svg+xml", content=content, png=png)
    raise LogoUnusable(file=name)


def reporting_years(profile: SiteProfile, today: datetime.date) -> tuple[int, ...]:
    """Return the years that can be reported on, newest first: back to the programme's first one."""
    first = profile.programme.since_year or today.year
    return tuple(range(today.year, min(max(first, FIRST_YEAR), today.year) - 1, -1))


def checked_site(profile: SiteProfile) -> tuple[SiteFinding, ...]:
    """Return what does not fit together; raises SiteUnnamed, SiteKeysWrong where it cannot be kept."""
    if not profile.name.strip():
        raise SiteUnnamed
    found = check_keys(ags=profile.ags, ars=profile.ars, nuts=profile.nuts)
    wrong = next((one for one in found if one.severity == "error"), None)
    if wrong is not None:
        raise SiteKeysWrong(field=wrong.field.upper(), value=wrong.facts["value"])
    return found


def serves_site(offer: Offer, provider: Provider, ags: str) -> bool:
    """Return whether an offer is for people at the place with this key; not restricted means yes.

    Where the offer names no catchment, its provider's own level and place do.
    """
    if offer.catchment:
        return not ags or any(ags.startswith(area) or area.startswith(ags) for area in offer.catchment)
    is_local = provider.level in {"municipal", "district"} and bool(provider.ags)
    return not is_local or not ags or provider.ags[:5] == ags[:5]


def demand_transfer_allowed(workspace: Workspace, *, categories: Collection[str], basis: str = "") -> None:
    """Raise NeedsStatutoryBasis where who is responsible here may not hand a category over on consent alone.

    ``basis`` is the statutory power that somebody named for the single case. The table stands in
    ``resources/sites/transfers.csv`` (section 67b (1) sentence 3 SGB X).
    """
    held = (
        [] if basis.strip() else [one for one in _on_no_consent(workspace) if one["category"] in categories]
    )
    if held:
        raise NeedsStatutoryBasis(
            categories=", ".join(one["category"] for one in held), source=held[0]["source"],
            basis=held[0]["basis_wanted"],
        )  # fmt: skip


def categories_held(workspace: Workspace, *, basis: str = "") -> tuple[str, ...]:
    """Return the categories that may not leave this site on consent alone; none where a power is named."""
    return () if basis.strip() else tuple(one["category"] for one in _on_no_consent(workspace))


def basis_wanted(workspace: Workspace) -> str:
    """Return where the statutory power may be found that this site needs; empty where it needs none."""
    return next((one["basis_wanted"] for one in _on_no_consent(workspace)), "")


def block_of(profile: SiteProfile, user_id: str) -> BuildingBlock:
    """Return the building block somebody works in: their own, else the unit's."""
    return profile.user_blocks.get(user_id, "") or profile.block


def _on_no_consent(workspace: Workspace) -> list[dict[str, str]]:
    return [one for one in rows_of("transfers.csv") if one["controller"] == workspace.site.controller]


def _from_set_up(workspace: Workspace) -> SiteProfile:
    return SiteProfile(id="", name=workspace.site.name, ags=workspace.site.ags, is_current=True)
