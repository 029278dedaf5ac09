"""SQL of the reception centre itself and the people who work there."""

import datetime

from intake_app.records.user import Site, User
from intake_app.vault.database import Database
from intake_app.vault.sites import current_site, in_use


def insert_site(database: Database, site: Site, *, vault_id: str, device_id: str, is_sample: bool) -> None:
    """Write the one row of the site."""
    database.execute(
        "INSERT INTO site (id, vault_id, device_id, name, ags, is_sample) VALUES (1, ?, ?, ?, ?, ?)",
        (vault_id, device_id, site.name, site.ags, is_sample),
    )


def site(database: Database) -> Site:
    """Return the site in use; the one from the set-up while there is no profile."""
    profile = current_site(database)
    if profile is not None:
        return in_use(profile)
    row = database.row("SELECT name, ags FROM site")
    assert row is not None
    return Site(name=row[0], ags=row[1])


def device_id(database: Database) -> str:
    """Return the device's id, part of every batch's name."""
    return str(database.value("SELECT device_id FROM site"))


def is_sample(database: Database) -> bool:
    """Tell whether everything in this workspace is fictional."""
    return bool(database.value("SELECT is_sample FROM site"))


def insert_user(database: Database, user: User) -> None:
    """Add a user; an id that is known gets the new name, role and signing key."""
    database.execute(
        "INSERT INTO users (id, name, role, created_at, signer) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,"
        " signer = excluded.signer, removed_at = NULL",
        (user.id, user.name, user.role, user.created_at.isoformat(), user.signer),
    )


def mark_user_removed(database: Database, user_id: str, at: datetime.datetime) -> None:
    """Keep the user's name for old records, without a way in."""
    database.execute("UPDATE users SET removed_at = ? WHERE id = ?", (at.isoformat(), user_id))


def users(database: Database) -> tuple[User, ...]:
    """Return all users ever, the removed ones too, by the time they were added."""
    rows = database.execute("SELECT id, name, role, created_at, signer FROM users ORDER BY created_at, id")
    return tuple(
        User(id=r[0], name=r[1], role=r[2], created_at=datetime.datetime.fromisoformat(r[3]), signer=r[4])
        for r in rows
    )


def removed_users(database: Database) -> frozenset[str]:
    """Return the ids of those whose way in was taken."""
    return frozenset(r[0] for r in database.execute("SELECT id FROM users WHERE removed_at IS NOT NULL"))


def user_name(database: Database, user_id: str) -> str:
    """Return a user's name; the id when nobody by it is known."""
    return str(database.value("SELECT name FROM users WHERE id = ?", (user_id,)) or user_id)
