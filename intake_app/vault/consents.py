"""SQL of consents: only ever added; the newest of a purpose (towards one recipient) counts."""

import msgspec

from intake_app.records.consent import Consent
from intake_app.vault.database import Database


def insert_consent(database: Database, consent: Consent) -> None:
    """Add a consent, a refusal or a withdrawal."""
    database.execute(
        "INSERT INTO consents (id, person_id, purpose, at, body) VALUES (?, ?, ?, ?, ?)",
        (
            consent.id,
            consent.person_id,
            consent.purpose,
            consent.at.isoformat(),
            msgspec.json.encode(consent),
        ),
    )


def latest_consents(database: Database, person_id: str) -> tuple[Consent, ...]:
    """Return the newest consent of each purpose and recipient, by purpose."""
    latest = {(one.purpose, one.recipient): one for one in all_consents(database, person_id)}
    return tuple(latest[key] for key in sorted(latest))


def latest_consent(database: Database, person_id: str, purpose: str, recipient: str = "") -> Consent | None:
    """Return the consent that counts now for one purpose, towards ``recipient`` where there is one."""
    known = latest_consents(database, person_id)
    return next((one for one in known if (one.purpose, one.recipient) == (purpose, recipient)), None)


def all_consents(database: Database, person_id: str) -> tuple[Consent, ...]:
    """Return every consent record of a person, oldest first."""
    rows = database.execute("SELECT body FROM consents WHERE person_id = ? ORDER BY at, rowid", (person_id,))
    return tuple(msgspec.json.decode(row[0], type=Consent) for row in rows)
