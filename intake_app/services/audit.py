"""The audit trail as a person reads it: filtered, proved, saved as a table."""

import csv
import datetime
import io
from pathlib import Path

from intake_app.errors import N_
from intake_app.languages import Words
from intake_app.records.audit import AuditEntry, LogLine, LogPage
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace
from intake_app.vault import audit as audit_sql
from intake_app.vault import site as site_sql

# Translators: headings of the log saved as a table
_HEADINGS = (N_("Line"), N_("When"), N_("Who"), N_("What was done"), N_("Record"), N_("Further"))
_FORMULA = ("=", "+", "-", "@")


def audit_trail(workspace: Workspace, *, limit: int = 200, about: str = "") -> tuple[AuditEntry, ...]:
    """Return the newest lines, newest first; only those about one record (``person:…``) when it is named."""
    return audit_sql.entries(workspace.database, limit, of=about)


def log_page(
    workspace: Workspace, *, limit: int = 200, actor: str = "", action: str = "", about: str = ""
) -> LogPage:
    """Return the newest lines of one user, one action, and records whose id holds ``about``; empty is all."""
    database = workspace.database
    names = {user.id: user.name for user in site_sql.users(database)}
    chosen = audit_sql.Chosen(actor=actor, action=action, about=about)
    return LogPage(
        lines=tuple(_line(entry, names) for entry in audit_sql.chosen_entries(database, chosen, limit)),
        total=audit_sql.count_chosen(database, chosen),
        actors=tuple((one, names.get(one, one)) for one in audit_sql.actors(database)),
        actions=audit_sql.actions(database),
    )


def verify_audit(workspace: Workspace) -> int:
    """Walk the whole chain and return its length; raises AuditBroken or VaultRolledBack."""
    return workspace.vault.verify_audit()


def prove_log(workspace: Workspace, *, now: datetime.datetime) -> int:
    """Walk the chain as somebody asked for it, and note that; raises AuditBroken or VaultRolledBack."""
    length = workspace.vault.verify_audit()
    with workspace.recorded("log.verify", "workspace", now=now):
        pass
    return length


def export_log(
    workspace: Workspace, *, path: Path, words: Words, now: datetime.datetime, actor: str = "",
    action: str = "", about: str = "",
) -> int:  # fmt: skip
    """Write the chosen lines to ``path`` as CSV, the oldest first; return how many.

    UTF-8 with a byte order mark; a cell that a spreadsheet would take for a formula begins with an
    apostrophe. Raises DiskFull, FileUnwritable; then nothing has changed at ``path``.
    """

    page = log_page(workspace, limit=-1, actor=actor, action=action, about=about)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([words(heading) for heading in _HEADINGS])
    for one in reversed(page.lines):
        cells = (str(one.seq), one.at.isoformat(), one.who, one.action, one.object, one.detail)
        writer.writerow([f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell for cell in cells])
    with workspace.recorded("log.export", "workspace", now=now, detail=str(len(page.lines))):
        save_bytes(path, out.getvalue().encode("utf-8-sig"))
    return len(page.lines)


def _line(entry: AuditEntry, names: dict[str, str]) -> LogLine:
    return LogLine(
        seq=entry.seq,
        at=entry.at,
        who=names.get(entry.actor, entry.actor),
        action=entry.action,
        object=entry.object,
        detail=entry.detail,
    )
