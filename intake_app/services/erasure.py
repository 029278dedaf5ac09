"""Deleting a case for good: one person asks, another agrees, and nothing of it stays in the file.

Four eyes: whoever asked does not decide, and one of the two is a supervisor. The second person agrees in
their own session or beside the first with their own passphrase. What remains is a receipt without content,
and its sum in the audit chain. What the central system holds is named in the next batch as an erasure notice.
"""

import datetime
import hashlib
from collections.abc import Callable
from time import monotonic as device_monotonic

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.records.ids import new_id
from intake_app.records.retention import Deletion
from intake_app.services.backups import BackupOutline, back_up
from intake_app.services.cases import open_case
from intake_app.services.restrictions import demand_unrestricted
from intake_app.services.session import Workspace
from intake_app.vault import attempts, backup, erasure, keyslots, unfinished
from intake_app.vault import batches as batch_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import retention as retention_sql
from intake_app.vault.errors import RecordMissing, WrongPassphrase


class SecondPersonNeeded(IntakeError):
    """Who asked for a deletion cannot agree to it, and one of the two must be a supervisor."""

    says = N_("A second person has to agree to this deletion.")
    remedy = N_("Whoever asked cannot agree; one of the two must be a supervisor.")


class AlreadyAsked(IntakeError):
    """The deletion of this case waits for the second person already."""

    says = N_("The deletion of this case was already asked for.")
    remedy = N_("It waits for a second person to agree.")


class ErasureReport(msgspec.Struct, frozen=True):
    """What a deletion did: the receipt, and where older copies may still hold the data.

    ``backups_until``: the day the last own backup from before is thinned out at the latest; None when there
    are none. ``set_aside``: folders of older workspaces beside this one.
    """

    receipt: Deletion
    rows: int
    backup: BackupOutline | None
    backups_until: datetime.date | None
    set_aside: int


def ask_deletion(
    workspace: Workspace, *, case_id: str, reason: str, remark: str = "", now: datetime.datetime
) -> Deletion:
    """Ask for a case to be deleted for good; raises RecordMissing, AlreadyAsked, ProcessingRestricted."""
    open_case(workspace, case_id)
    demand_unrestricted(workspace, *erasure.persons_going(workspace.database, case_id))
    waiting = retention_sql.deletions(workspace.database, "asked")
    if any(one.case_id == case_id for one in waiting):
        raise AlreadyAsked
    asked = Deletion(
        id=new_id(now), case_id=case_id, reason=reason, remark=remark.strip(), asked_by=workspace.user.id,
        asked_at=now,
    )  # fmt: skip
    with workspace.recorded("deletion.ask", f"case:{case_id}", now=now, detail=reason) as database:
        retention_sql.keep_deletion(database, asked)
    return asked


def refuse_deletion(workspace: Workspace, *, deletion_id: str, now: datetime.datetime) -> Deletion:
    """Keep the case after all: by the second person, or whoever asked takes it back. Raises RecordMissing."""
    asked = _asked(workspace, deletion_id)
    kept = msgspec.structs.replace(asked, state="refused", decided_by=workspace.user.id, decided_at=now)
    with workspace.recorded("deletion.refuse", f"case:{asked.case_id}", now=now) as database:
        retention_sql.keep_deletion(database, kept)
    return kept


def confirm_deletion(workspace: Workspace, *, deletion_id: str, now: datetime.datetime) -> ErasureReport:
    """Agree, as another user than the one who asked, and delete.

    Raises SecondPersonNeeded, RecordMissing, ProcessingRestricted.
    """
    return _erase(workspace, _asked(workspace, deletion_id), second=workspace.user.id, now=now)


def confirm_deletion_beside(
    workspace: Workspace,
    *,
    deletion_id: str,
    user_id: str,
    passphrase: str,
    now: datetime.datetime,
    monotonic: Callable[[], float] = device_monotonic,
) -> ErasureReport:
    """Agree beside whoever is at the desk, with one's own passphrase, and delete.

    Raises WrongPassphrase, TooManyTries, SecondPersonNeeded, RecordMissing, ProcessingRestricted.
    """
    asked = _asked(workspace, deletion_id)
    _demand_two(workspace, asked, user_id)
    failed = attempts.begin_try(workspace.folder, user_id, monotonic=monotonic)
    if keyslots.open_slot(workspace.folder, user_id, passphrase) is None:
        raise WrongPassphrase(tries_left=max(0, attempts.FREE_TRIES - failed))
    attempts.forget_tries(workspace.folder, user_id)
    return _erase(workspace, asked, second=user_id, now=now)


def preview_deletion(workspace: Workspace, *, case_id: str) -> dict[str, int]:
    """Return what a deletion would take, by table (rows); nothing is kept. Raises RecordMissing."""
    open_case(workspace, case_id)
    persons = erasure.persons_going(workspace.database, case_id)
    return erasure.count_rows(workspace.database, case_id, persons)


def waiting_deletions(workspace: Workspace) -> tuple[Deletion, ...]:
    """Return the deletions that wait for a second person, oldest first."""
    return retention_sql.deletions(workspace.database, "asked")


def _erase(workspace: Workspace, asked: Deletion, *, second: str, now: datetime.datetime) -> ErasureReport:
    """Rows first, in one commit with their receipt; then the file, the backup, and what is left elsewhere."""
    _demand_two(workspace, asked, second)
    database, case_id = workspace.database, asked.case_id
    open_case(workspace, case_id)
    persons = erasure.persons_going(database, case_id)
    demand_unrestricted(workspace, *persons)
    sent = _sent(workspace, case_id, persons)
    rows = erasure.count_rows(database, case_id, persons)
    receipt = msgspec.structs.replace(
        asked, state="done", remark="", decided_by=second, decided_at=now, rows=rows, sent=sent
    )
    erasure.announce_renewal(workspace.vault)
    with workspace.vault.recorded(
        by=second, action="case.erase", of=f"case:{case_id}", at=now,
        detail=f"deletion:{asked.id} rows={sum(rows.values())}",
        digest=hashlib.sha256(msgspec.json.encode(receipt)).hexdigest(),
    ):  # fmt: skip
        erasure.erase_rows(database, case_id, persons)
        retention_sql.keep_deletion(database, receipt)
    unfinished.forget_all(workspace.vault)
    erasure.finish_renewal(workspace.vault)
    left = erasure.forget_copies(workspace.folder)
    made = back_up(workspace, now=now)
    older = [one for _place, one in backup.list_backups(made.path.parent) if one.made_at < now]
    until = (max(one.made_at for one in older) + backup.KEPT_AT_MOST).date() if older else None
    return ErasureReport(receipt, sum(rows.values()), made, until, left)


def _sent(workspace: Workspace, case_id: str, persons: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return (type, id) of what the central system was sent and has to erase."""
    database = workspace.database
    found = [("person", person_id) for person_id in persons] + [("case", case_id)]
    found += [("interview", one) for one in erasure.interview_ids(database, case_id)]
    found += [("consent", one.id) for person in persons for one in consent_sql.all_consents(database, person)]
    return tuple(one for one in found if batch_sql.items_of_record(database, *one))


def _asked(workspace: Workspace, deletion_id: str) -> Deletion:
    found = retention_sql.deletion(workspace.database, deletion_id)
    if found is None or found.state != "asked":
        raise RecordMissing
    return found


def _demand_two(workspace: Workspace, asked: Deletion, second: str) -> None:
    roles = {slot.user_id: slot.role for slot in workspace.vault.keyslots.slots}
    pair = {roles.get(asked.asked_by), roles.get(second)}
    if second == asked.asked_by or second not in roles or "supervisor" not in pair:
        raise SecondPersonNeeded
