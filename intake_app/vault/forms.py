"""SQL of the installed forms: packages stay for ever, an interview is always read with its own form."""

import datetime

from intake_app.vault.database import Database


def insert_form(
    database: Database, *, form_id: str, version: str, title: str, outline: bytes, package: bytes,
    at: datetime.datetime,
) -> None:  # fmt: skip
    """Add a form version."""
    database.execute(
        "INSERT INTO forms (form_id, version, title, outline, package, installed_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (form_id, version, title, outline, package, at.isoformat()),
    )


def form_package(database: Database, form_id: str, version: str) -> bytes | None:
    """Return the package of one version."""
    found: bytes | None = database.value(
        "SELECT package FROM forms WHERE form_id = ? AND version = ?", (form_id, version)
    )
    return found


def newest_version(database: Database, form_id: str) -> str | None:
    """Return the version of a form that was installed last."""
    found: str | None = database.value(
        "SELECT version FROM forms WHERE form_id = ? ORDER BY installed_at DESC, rowid DESC LIMIT 1",
        (form_id,),
    )
    return found


def form_outlines(database: Database) -> tuple[bytes, ...]:
    """Return the outlines of all versions, newest first."""
    rows = database.execute("SELECT outline FROM forms ORDER BY installed_at DESC, rowid DESC")
    return tuple(row[0] for row in rows)
