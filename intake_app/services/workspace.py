"""A workspace's life: set up, describe, unlock, lock, check. Backups and recovery are reached from here."""

import contextlib
import datetime
import secrets
from collections.abc import Callable
from pathlib import Path
from time import monotonic as device_monotonic

import msgspec

from intake_app.errors import IntakeError
from intake_app.records.ids import new_id
from intake_app.records.user import NewUser, Role, Site, User
from intake_app.services.backups import (
    BackupOutline,
    back_up,
    back_up_before_lock,
    back_up_if_due,
    is_last_backup_ok,
    last_backup,
    newest_backup,
    restore_workspace,
)
from intake_app.services.recovery import (
    RecoveryKey,
    make_recovery_key,
    prove_recovery_key,
    recover_workspace,
    recovery_slot,
    save_recovery_sheet,
)
from intake_app.services.session import Workspace, open_session
from intake_app.services.users import make_signing_key
from intake_app.vault import attempts, backup, files, keys, keyslots, lock_file, new_key, passphrases
from intake_app.vault import site as site_sql
from intake_app.vault.errors import (
    VaultDamaged,
    WorkspaceExists,
    WorkspaceMissing,
    WrongPassphrase,
    WrongPassphraseNowPaused,
)
from intake_app.vault.keys import KdfParameters
from intake_app.vault.vault import Vault

__all__ = [
    "BackupOutline", "RecoveryKey", "UserOutline", "Workspace", "WorkspaceCheck", "WorkspaceOutline",
    "back_up", "back_up_if_due", "check_passphrase", "check_workspace", "create_workspace",
    "describe_workspace", "install_shipped_forms", "last_backup", "lock_workspace", "make_recovery_key",
    "open_way", "prove_recovery_key", "recover_workspace", "restore_workspace", "save_recovery_sheet",
    "seconds_to_wait", "settle_workspace", "suggest_passphrase", "unlock_workspace",
]  # fmt: skip


class UserOutline(msgspec.Struct, frozen=True):
    """Who can unlock: shown before unlocking."""

    id: str
    name: str
    role: Role


class WorkspaceOutline(msgspec.Struct, frozen=True):
    """What can be said of a workspace without a key."""

    exists: bool
    site_name: str = ""
    users: tuple[UserOutline, ...] = ()
    last_backup_at: datetime.datetime | None = None
    last_backup_ok: bool = False
    is_sample: bool = False


class WorkspaceCheck(msgspec.Struct, frozen=True):
    """What a full check found to be in order: audit lines walked, tables and rows read."""

    audit_lines: int
    tables: int
    rows: int


def suggest_passphrase(words: int) -> str:
    """Return a passphrase of words drawn from the shipped list."""
    return passphrases.suggest_passphrase(words)


def check_passphrase(passphrase: str, role: Role, *, known: tuple[str, ...] = ()) -> None:
    """Raise PassphraseTooWeak or TooFewWords unless the passphrase will do for the role."""
    passphrases.check_passphrase(passphrase, role, known=known)


def describe_workspace(folder: Path) -> WorkspaceOutline:
    """Say what is in ``folder`` without a key; raises KeyslotsDamaged or KeyslotsNewer."""
    if not _has_workspace(folder):
        return WorkspaceOutline(exists=False)
    copy = keyslots.read_copies(folder)[0]
    last = newest_backup(folder)
    return WorkspaceOutline(
        exists=True,
        site_name=copy.site_name,
        users=tuple(UserOutline(id=slot.user_id, name=slot.name, role=slot.role) for slot in copy.slots),
        last_backup_at=last.made_at if last else None,
        last_backup_ok=is_last_backup_ok(folder),
        is_sample=copy.is_sample,
    )


def create_workspace(
    folder: Path,
    *,
    site: Site,
    supervisor: NewUser,
    counsellor: NewUser,
    recovery: RecoveryKey,
    now: datetime.datetime,
    kdf: KdfParameters | None = None,
    is_sample: bool = False,
) -> Workspace:
    """Set up a workspace with its first two users and return it, opened as the supervisor.

    Raises WorkspaceExists, PassphraseTooWeak, RecoveryKeyWrong, DiskFull or FileUnwritable; then there
    is no workspace, not half of one. The shipped forms are installed.
    """
    if _has_workspace(folder):
        raise WorkspaceExists
    for user in (supervisor, counsellor):
        passphrases.check_passphrase(user.passphrase, user.role, known=(user.name, site.name))
    kdf = kdf or KdfParameters.standard()
    vault_id, data_key, compartment_key = new_id(now), keys.new_key(), keys.new_key()
    signing_key, signer = make_signing_key(supervisor.name)
    boss = User(id=new_id(now), name=supervisor.name, role="supervisor", created_at=now, signer=signer)
    colleague = User(id=new_id(now), name=counsellor.name, role=counsellor.role, created_at=now)
    slots = keyslots.Keyslots(
        vault_id=vault_id,
        generation=1,
        site_name=site.name,
        is_sample=is_sample,
        slots=(
            keyslots.make_slot(vault_id=vault_id, generation=1, user=boss, passphrase=supervisor.passphrase,
                               data_key=data_key, kdf=kdf, signing_key=signing_key,
                               compartment_key=compartment_key),
            keyslots.make_slot(vault_id=vault_id, generation=1, user=colleague,
                               passphrase=counsellor.passphrase, data_key=data_key, kdf=kdf,
                               compartment_key=compartment_key),
        ),
        recovery=(recovery_slot(recovery.recipient, vault_id, data_key, compartment_key),),
    )  # fmt: skip
    vault: Vault | None = None
    backup.set_aside(folder, now)  # what a set-up that was cut off may have left
    try:
        vault = Vault.create(folder, slots, data_key, compartment_key)
        device_id = f"device-{secrets.token_hex(4)}"
        with vault.recorded(by=boss.id, action="workspace.create", of="workspace", at=now) as database:
            site_sql.insert_site(database, site, vault_id=vault_id, device_id=device_id, is_sample=is_sample)
            site_sql.insert_user(database, boss)
            site_sql.insert_user(database, colleague)
        workspace = open_session(vault, boss, now, signing_key)
        install_shipped_forms(workspace, now)
        vault.write_first_keyslots()
    except BaseException:
        if vault is not None:
            with contextlib.suppress(IntakeError):
                vault.close()
        _remove_workspace_files(folder)
        raise
    return workspace


def unlock_workspace(
    folder: Path,
    *,
    user_id: str,
    passphrase: str,
    now: datetime.datetime,
    accepts_older: bool = False,
    monotonic: Callable[[], float] = device_monotonic,
) -> Workspace:
    """Open the workspace for a user.

    Raises WorkspaceMissing, VaultInUse, WrongPassphrase (or its pauses), KeyslotsDamaged, VaultDamaged,
    VaultRolledBack, VaultNewer, DiskFull. With ``accepts_older`` a supervisor opens a rolled-back
    workspace as it is; the log says so. ``monotonic`` gives seconds since the device started.
    """
    if not describe_workspace(folder).exists:
        raise WorkspaceMissing
    lock = lock_file.take_lock(folder)
    try:
        new_key.finish_change(folder)
        failed, opened = _try_passphrase(folder, user_id, passphrase, monotonic)
        accepts_older = accepts_older and opened.slot.role == "supervisor"
        vault = Vault.open(folder, opened, lock, accepts_older=accepts_older)
    except BaseException:
        lock.close()
        raise
    try:
        workspace = open_session(vault, opened.slot.user, now, opened.signing_key)
        if accepts_older and vault.is_older_than_known():
            with workspace.recorded("workspace.accept-older", "workspace", now=now):
                vault.forget_known_heads()
            vault.rewrite_keyslots(vault.keyslots)
        detail = f"{failed - 1} wrong tries before" if failed > 1 else ""
        with workspace.recorded("workspace.unlock", "workspace", now=now, detail=detail):
            pass
        _settle_compartment(workspace, opened, now)
        _settle_slot(workspace, opened)
        vault.heal_recovery_file()
    except BaseException:
        vault.close()
        raise
    return workspace


def open_way(
    folder: Path, user_id: str, passphrase: str, *, monotonic: Callable[[], float] = device_monotonic
) -> keyslots.Opened:
    """Return what a user's passphrase opens, before the database is looked at. Take the lock first.

    Raises WrongPassphrase (or its pauses), KeyslotsDamaged.
    """
    return _try_passphrase(folder, user_id, passphrase, monotonic)[1]


def seconds_to_wait(folder: Path, *, user_id: str, monotonic: Callable[[], float] = device_monotonic) -> int:
    """Return how long the user must wait before the next try to unlock, 0 when not at all."""
    return attempts.seconds_to_wait(folder, user_id, monotonic=monotonic)


def settle_workspace(workspace: Workspace) -> None:
    """Move the write-ahead log into the database file; call it when the program has been idle."""
    workspace.database.checkpoint()


def lock_workspace(workspace: Workspace, *, now: datetime.datetime) -> None:
    """Back up when something changed, and close. A full disk does not keep the workspace open."""
    try:
        with contextlib.suppress(IntakeError):
            with workspace.recorded("workspace.lock", "workspace", now=now):
                pass
            back_up_before_lock(workspace, now=now)
    finally:
        workspace.private_signing_key = None
        workspace.vault.close()


def check_workspace(workspace: Workspace) -> WorkspaceCheck:
    """Read every page, row and audit line; raises VaultDamaged, AuditBroken or VaultRolledBack."""
    workspace.database.checkpoint()
    if not workspace.database.is_sound():
        raise VaultDamaged
    tables = workspace.database.fingerprint()
    return WorkspaceCheck(
        audit_lines=workspace.vault.verify_audit(),
        tables=len(tables),
        rows=sum(count for count, _ in tables.values()),
    )


def _has_workspace(folder: Path) -> bool:
    """Tell whether a set-up was finished here: a database alone, which nothing opens, is none."""
    return any((folder / name).exists() for name in (*files.KEYSLOTS, files.RECOVERY))


def install_shipped_forms(workspace: Workspace, now: datetime.datetime) -> None:
    """Install what the program brings along; a form that does not read is a bug its own tests find."""
    # Half of what a first look at a workspace would load, and needed only when one is set up.
    from intake_app import forms as form_room
    from intake_app.services.forms import keep_form

    for path in form_room.shipped_forms():
        definition = form_room.read_form(path).definition
        if definition is not None:
            keep_form(workspace, definition=definition, now=now, is_shipped=True)


def _settle_compartment(workspace: Workspace, opened: keyslots.Opened, now: datetime.datetime) -> None:
    """Bring in order who holds the key of the special needs; each change is a line of the log."""
    settled = workspace.vault.settle_compartment(opened)
    if settled.made or settled.taken:
        action = "compartment.make" if settled.made else "compartment.take"
        with workspace.recorded(action, f"user:{workspace.user.id}", now=now):
            pass
    for user_id in settled.given:
        with workspace.recorded("compartment.give", f"user:{user_id}", now=now):
            pass


def _settle_slot(workspace: Workspace, opened: keyslots.Opened) -> None:
    slot = workspace.vault.keyslots.slot(workspace.user.id)
    if slot is not None:
        settled = msgspec.structs.replace(opened, slot=slot, compartment_key=workspace.vault.compartment_key)
        workspace.vault.settle_slot(settled)


def _try_passphrase(
    folder: Path, user_id: str, passphrase: str, monotonic: Callable[[], float]
) -> tuple[int, keyslots.Opened]:
    """Return how many tries it took, and what was opened."""
    failed = attempts.begin_try(folder, user_id, monotonic=monotonic)
    opened = keyslots.open_slot(folder, user_id, passphrase)
    if opened is None:
        raise _wrong_passphrase(failed)
    attempts.forget_tries(folder, user_id)
    return failed, opened


def _wrong_passphrase(failed: int) -> WrongPassphrase:
    pause = attempts.pause_seconds(failed)
    if pause:
        return WrongPassphraseNowPaused(tries_left=0, wait_seconds=pause)
    return WrongPassphrase(tries_left=attempts.FREE_TRIES - failed)


def _remove_workspace_files(folder: Path) -> None:
    names = (*files.KEYSLOTS, files.DATABASE, files.DATABASE + "-wal", files.DATABASE + "-shm",
             files.RECOVERY, files.AUDIT_HEAD, files.LOCK)  # fmt: skip
    for name in names:
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
