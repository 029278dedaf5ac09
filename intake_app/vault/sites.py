"""SQL of site profiles and cooperation agreements."""

from intake_app.records.cooperation import CooperationAgreement
from intake_app.records.site_profile import SiteProfile
from intake_app.records.user import Site
from intake_app.vault.bodies import bodies, body, keep_body
from intake_app.vault.database import Database


def keep_site(database: Database, profile: SiteProfile) -> None:
    """Add a site or keep it as it is now."""
    keep_body(database, "site_profiles", profile, {
        "id": profile.id, "ags": profile.ags, "is_current": int(profile.is_current),
    })  # fmt: skip


def sites(database: Database) -> tuple[SiteProfile, ...]:
    """Return all sites in the order they were made."""
    return bodies(database, SiteProfile, "site_profiles")


def site_profile(database: Database, site_id: str) -> SiteProfile | None:
    """Return one site."""
    return body(database, SiteProfile, "site_profiles", "id = ?", (site_id,))


def current_site(database: Database) -> SiteProfile | None:
    """Return the site in use; None while there is no profile."""
    return body(database, SiteProfile, "site_profiles", "is_current = 1", ())


def remove_site(database: Database, site_id: str) -> None:
    """Take a site out."""
    database.execute("DELETE FROM site_profiles WHERE id = ?", (site_id,))


def in_use(profile: SiteProfile) -> Site:
    """Return what every service knows of the site in use."""
    return Site(
        name=profile.name, ags=profile.ags, id=profile.id, languages=profile.languages,
        controller=profile.controller,
    )  # fmt: skip


def keep_agreement(database: Database, agreement: CooperationAgreement) -> None:
    """Add an agreement or keep it as it is now."""
    keep_body(database, "agreements", agreement, {"id": agreement.id, "ended_on": agreement.ends_on})


def agreement(database: Database, agreement_id: str) -> CooperationAgreement | None:
    """Return one agreement."""
    return body(database, CooperationAgreement, "agreements", "id = ?", (agreement_id,))


def agreements(database: Database) -> tuple[CooperationAgreement, ...]:
    """Return all agreements in the order they were made."""
    return bodies(database, CooperationAgreement, "agreements")


def remove_agreement(database: Database, agreement_id: str) -> None:
    """Take an agreement out."""
    database.execute("DELETE FROM agreements WHERE id = ?", (agreement_id,))
