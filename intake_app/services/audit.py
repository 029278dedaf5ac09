"""The audit trail as a person reads it."""

from intake_app.records.audit import AuditEntry
from intake_app.services.session import Workspace
from intake_app.vault import audit as audit_sql


def audit_trail(workspace: Workspace, *, limit: int = 200, about: str = "") -> tuple[AuditEntry, ...]:
    """Return the newest lines, newest first; only those about one record (``person:…``) when it is named."""
    return audit_sql.entries(workspace.database, limit, of=about)


def verify_audit(workspace: Workspace) -> int:
    """Walk the whole chain and return its length; raises AuditBroken or VaultRolledBack."""
    return workspace.vault.verify_audit()
