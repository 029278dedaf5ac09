"""What is local to one municipality, as one file: its profile, offers and agreements; nothing about people.

``{"format": "ankommen-site/1", "made_on": …, "sha256": …, "content": {…}}``. The hash is of the content as
JSON with sorted keys and no spaces, so that anybody can check it:
``jq -cSj .content package.json | sha256sum``. Whatever is wrong in a file is a finding with its place; a row
that is wrong is left out, a site that is wrong is not taken in at all.
"""

import datetime
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from intake_app.code_lists import code_list
from intake_app.errors import N_, FileUnreadable, IntakeError
from intake_app.records.cooperation import CooperationAgreement
from intake_app.records.ids import new_id
from intake_app.records.offer import Offer, Provider
from intake_app.records.site_profile import SiteFinding, SiteProfile
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace
from intake_app.services.site_keys import check_keys
from intake_app.services.sites import LogoUnusable, current_profile, make_logo, serves_site
from intake_app.vault import offers as offer_sql
from intake_app.vault import sites as site_sql
from intake_app.vault.errors import RecordMissing

FORMAT = "ankommen-site/1"
MOST_BYTES = 32 * 1024 * 1024
T = TypeVar("T")
One = TypeVar("One", Provider, Offer)


class PackageRefused(IntakeError):
    """A package with errors was to be taken in."""

    says = N_("This package cannot be taken in.")
    remedy = N_("See what is wrong with it, and ask whoever made it for another one.")


class SitePackage(msgspec.Struct, frozen=True):
    """What was read; ``profile`` is None where the file is no package or its site cannot be one."""

    profile: SiteProfile | None
    providers: tuple[Provider, ...] = ()
    offers: tuple[Offer, ...] = ()
    agreements: tuple[CooperationAgreement, ...] = ()
    findings: tuple[SiteFinding, ...] = ()
    made_on: str = ""
    sha256: str = ""

    @property
    def is_usable(self) -> bool:
        """Return whether it can be taken in."""
        return self.profile is not None


def make_site_package(workspace: Workspace, *, site_id: str, now: datetime.datetime) -> bytes:
    """Return a site as a package; raises RecordMissing."""
    profile = site_sql.site_profile(workspace.database, site_id) if site_id else current_profile(workspace)
    if profile is None:
        raise RecordMissing
    providers = {one.id: one for one in offer_sql.providers(workspace.database)}
    offers = [
        one for one in offer_sql.offers(workspace.database)
        if serves_site(one, providers[one.provider_id], profile.ags)
    ]  # fmt: skip
    named = {one.provider_id for one in offers}
    agreements = [one for one in site_sql.agreements(workspace.database) if one.site_id in {"", site_id}]
    content = {
        "site": msgspec.structs.replace(profile, id="", user_blocks={}, is_current=False, rev=0),
        "providers": [one for one in providers.values() if one.id in named],
        "offers": offers,
        "agreements": agreements,
    }
    with workspace.recorded("site.export", f"site:{profile.id}", now=now, detail=profile.ags):
        pass
    plain = msgspec.to_builtins(content)
    whole = {
        "format": FORMAT,
        "made_on": now.date().isoformat(),
        "sha256": _digest(plain),
        "content": plain,
    }
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=1)


def export_site(workspace: Workspace, *, site_id: str, path: Path, now: datetime.datetime) -> Path:
    """Write a site's package; raises RecordMissing, DiskFull, FileUnwritable."""

    return save_bytes(path, make_site_package(workspace, site_id=site_id, now=now))


def read_site_package(path: Path) -> SitePackage:
    """Read a package without keeping anything (work lane); raises FileUnreadable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return _refused(N_("The file is too large for a package."), "")
        data = path.read_bytes()
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    return open_site_package(data)


def open_site_package(data: bytes) -> SitePackage:
    """Return what is in the bytes of a package, with a finding for each thing that is wrong."""
    try:
        whole = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return _refused(N_("The file is not JSON."), "")
    if not isinstance(whole, dict) or not isinstance(whole.get("content"), dict):
        return _refused(N_("The file is not a package of a site."), "")
    if whole.get("format") != FORMAT:
        found = str(whole.get("format"))[:40]
        return _refused(N_("The package has the format {value}, this program reads {known}."), "format",
                        value=found, known=FORMAT)  # fmt: skip
    content, digest = whole["content"], str(whole.get("sha256", ""))
    if _digest(content) != digest:
        return _refused(N_("The package was changed after it was made: its hash does not fit."), "sha256")
    return _open_content(content, made_on=str(whole.get("made_on", ""))[:10], digest=digest)


def take_in_site(workspace: Workspace, *, package: SitePackage, now: datetime.datetime) -> SiteProfile:
    """Keep a package's site, offers and agreements in one commit; the same site again is renewed.

    Who works in which building block here stays. Raises NotAllowed, PackageRefused.
    """
    workspace.require_role("supervisor")
    if package.profile is None:
        raise PackageRefused
    database = workspace.database
    twin = next((one for one in site_sql.sites(database) if _is_same(one, package.profile)), None)
    site_id = twin.id if twin else new_id(now)
    kept = msgspec.structs.replace(
        package.profile,
        id=site_id,
        user_blocks=twin.user_blocks if twin else {},
        is_current=twin.is_current if twin else site_sql.current_site(database) is None,
        rev=(twin.rev if twin else 0) + 1,
    )
    source = f"site:{kept.ags or kept.name}"
    providers = {
        one.id: _as_known(one, offer_sql.providers(database), source, now) for one in package.providers
    }
    offers = [
        msgspec.structs.replace(
            _as_known(one, offer_sql.offers(database), source, now), provider_id=providers[one.provider_id].id
        )
        for one in package.offers
    ]
    with workspace.recorded("site.take-in", f"site:{site_id}", now=now, detail=package.sha256) as writable:
        site_sql.keep_site(writable, kept)
        for provider in providers.values():
            offer_sql.keep_provider(writable, provider)
        for offer in offers:
            offer_sql.keep_offer(writable, offer)
        for agreement in package.agreements:
            own = agreement.id or new_id(now)
            site_sql.keep_agreement(writable, msgspec.structs.replace(agreement, id=own, site_id=site_id))
    if kept.is_current:
        workspace.site = site_sql.in_use(kept)
    return kept


def _open_content(content: dict[str, Any], *, made_on: str, digest: str) -> SitePackage:
    findings: list[SiteFinding] = []
    profile = _one(content.get("site"), SiteProfile, "site", findings)
    if profile is not None:
        profile = _checked_profile(profile, findings)
    providers = _rows(content, "providers", Provider, findings)
    known = {one.id for _number, one in providers}
    offers = []
    for number, offer in _rows(content, "offers", Offer, findings):
        if offer.provider_id in known:
            offers.append(offer)
        else:
            findings.append(_left_out(N_("Its provider is not in the package."), f"offers[{number}]"))
    agreements = _rows(content, "agreements", CooperationAgreement, findings)
    return SitePackage(
        profile=profile,
        providers=tuple(one for _number, one in providers),
        offers=tuple(offers),
        agreements=tuple(one for _number, one in agreements),
        findings=tuple(findings),
        made_on=made_on,
        sha256=digest,
    )


def _checked_profile(profile: SiteProfile, findings: list[SiteFinding]) -> SiteProfile | None:
    """Return the profile without what is wrong in it; None where its name or keys cannot be kept."""
    keys = check_keys(ags=profile.ags, ars=profile.ars, nuts=profile.nuts)
    findings += keys
    if not profile.name.strip():
        findings.append(SiteFinding("error", "site.name", N_("The site has no name."), _ASK))
        return None
    if any(one.severity == "error" for one in keys):
        return None
    groups = {one.code for one in code_list("target-groups")}
    for code in profile.target_groups:
        if code not in groups:
            findings.append(_left_out(N_("Nobody knows the target group {value}."), "site.target_groups",
                                      value=code[:40]))  # fmt: skip
    logo = profile.logo
    if logo is not None:
        try:
            make_logo(name=logo.name, content=logo.content, png=logo.png)
        except LogoUnusable:
            findings.append(_left_out(N_("The logo is neither a PNG nor a plain SVG."), "site.logo"))
            logo = None
    return msgspec.structs.replace(
        profile,
        id="",
        user_blocks={},
        is_current=False,
        logo=logo,
        target_groups=tuple(code for code in profile.target_groups if code in groups),
    )


_ASK = N_("Ask whoever made the package.")


def _rows(
    content: dict[str, Any], name: str, kind: type[T], findings: list[SiteFinding]
) -> list[tuple[int, T]]:
    """Return the good rows of a list with their places in it, counted from 0."""
    rows = content.get(name, [])
    if not isinstance(rows, list):
        findings.append(_left_out(N_("Here a list is missing."), name))
        return []
    read = [(number, _one(row, kind, f"{name}[{number}]", findings)) for number, row in enumerate(rows)]
    return [(number, one) for number, one in read if one is not None]


def _one(value: object, kind: type[T], place: str, findings: list[SiteFinding]) -> T | None:
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, ValueError) as trouble:
        severity = "error" if place == "site" else "warning"
        findings.append(
            SiteFinding(severity, place, N_("It cannot be read: {reason}"), _ASK,  # type: ignore[arg-type]
                        {"reason": str(trouble)[:200]})
        )  # fmt: skip
        return None


def _refused(what: str, field: str, **facts: str) -> SitePackage:
    return SitePackage(profile=None, findings=(SiteFinding("error", field, what, _ASK, dict(facts)),))


def _left_out(what: str, field: str, **facts: str) -> SiteFinding:
    return SiteFinding("warning", field, what, N_("It is left out; the rest can be taken in."), dict(facts))


def _digest(content: object) -> str:
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def _is_same(one: SiteProfile, other: SiteProfile) -> bool:
    return one.ags == other.ags if other.ags else one.name == other.name


def _as_known(one: One, known: Iterable[One], source: str, now: datetime.datetime) -> One:
    """Return the row under the id it has here: of its data set before, of the same row, or a new one."""
    twin = next((other for other in known if other.id == one.id or
                 (other.source == source and other.source_id == one.id)), None)  # fmt: skip
    if twin is not None:
        return msgspec.structs.replace(one, id=twin.id, source=twin.source, source_id=twin.source_id,
                                       rev=twin.rev + 1)  # fmt: skip
    return msgspec.structs.replace(one, id=new_id(now), source=source, source_id=one.id, rev=1)
