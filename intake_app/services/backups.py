"""Backups as a person meets them: made by themselves, proved, thinned, restored in one step."""

import datetime
from pathlib import Path

import msgspec

from intake_app.errors import IntakeError
from intake_app.services.session import Workspace
from intake_app.vault import backup, erasure, files, lock_file
from intake_app.vault import retention as retention_sql

DUE_AFTER_HOURS = 20
_AT_LOCK_UP_TO_BYTES = 8 << 20  # a lock takes at most a second; larger vaults are copied after unlocking
_WITHOUT_CHANGE = ("workspace.unlock", "workspace.lock", "workspace.back-up")


class BackupOutline(msgspec.Struct, frozen=True):
    """One backup: where it is, how large, and when it was proved to open."""

    path: Path
    made_at: datetime.datetime
    proved_at: datetime.datetime
    size_bytes: int


def back_up(workspace: Workspace, *, now: datetime.datetime, folder: Path | None = None) -> BackupOutline:
    """Make and prove a backup, in the workspace's own folder or in ``folder`` (a stick); thin the old ones.

    Raises BackupUnusable, DiskFull or FileUnwritable. The workspace stays open and unchanged.
    """
    own = backups_folder(workspace.folder)
    detail = "" if folder is None else "elsewhere"
    with workspace.recorded("workspace.back-up", "workspace", now=now, detail=detail):
        pass
    try:
        place, manifest = backup.make_backup(workspace.vault, folder or own, now=now)
    except IntakeError:
        if folder is None:
            backup.note_failure(own, now)
        raise
    if folder is None:
        with workspace.database.unfenced() as database:  # whoever works here: only the newest day leaves
            erased = [one.decided_at for one in retention_sql.deletions(database, "done")]
        backup.thin_backups(own, now, erased_at=max(filter(None, erased), default=None))
    return _outline(place, manifest)


def back_up_if_due(workspace: Workspace, *, now: datetime.datetime) -> BackupOutline | None:
    """Make a backup when something changed and the last one is a day old; call it once after unlocking.

    An erasure that was cut short before the file was renewed is finished first.
    """
    erasure.finish_renewal(workspace.vault)
    last = last_backup(workspace)
    if last is not None and now - last.made_at < datetime.timedelta(hours=DUE_AFTER_HOURS):
        return None
    return back_up(workspace, now=now) if _has_changed(workspace) else None


def back_up_before_lock(workspace: Workspace, *, now: datetime.datetime) -> BackupOutline | None:
    """Make a backup when something changed and it will be quick; a failure is noted and stops no lock."""
    file = workspace.folder / files.DATABASE
    if not _has_changed(workspace) or file.stat().st_size > _AT_LOCK_UP_TO_BYTES:
        return None
    try:
        return back_up(workspace, now=now)
    except IntakeError:
        return None


def last_backup(workspace: Workspace) -> BackupOutline | None:
    """Return the newest backup that was proved."""
    return newest_backup(workspace.folder)


def newest_backup(folder: Path) -> BackupOutline | None:
    """Return the newest backup of the workspace in ``folder``; needs no key."""
    found = backup.list_backups(backups_folder(folder))
    return _outline(*found[0]) if found else None


def backups(folder: Path) -> tuple[BackupOutline, ...]:
    """Return all backups of the workspace in ``folder``, newest first."""
    return tuple(_outline(place, manifest) for place, manifest in backup.list_backups(backups_folder(folder)))


def find_backup(path: Path) -> BackupOutline:
    """Return the backup at ``path``, or the newest in it (a stick, a folder of backups), whole by its sums.

    Raises BackupUnusable. Needs no key.
    """
    inside = [found for folder in (path, path / files.BACKUPS) for found in backup.list_backups(folder)]
    is_backup = (path / backup.MANIFEST).is_file()
    place = path if is_backup or not inside else max(inside, key=lambda one: one[1].made_at)[0]
    return _outline(place, backup.check_files(place))


def is_last_backup_ok(folder: Path) -> bool:
    """Tell whether the last try to back up the workspace in ``folder`` succeeded."""
    return newest_backup(folder) is not None and not backup.has_failed(backups_folder(folder))


def restore_workspace(
    place: Path, folder: Path, *, now: datetime.datetime, is_replacing: bool = False
) -> Path | None:
    """Put the backup at ``place`` into ``folder``; open it with the same passphrases.

    With ``is_replacing`` what is there is set aside, never deleted; returns where. Raises
    WorkspaceExists (without it), BackupUnusable, VaultInUse, DiskFull or FileUnwritable.
    """
    backup.check_files(place)
    files.make_private_folder(folder)
    with lock_file.take_lock(folder):
        aside = backup.set_aside(folder, now) if is_replacing else None
        backup.restore_backup(place, folder)
    return aside


def backups_folder(folder: Path) -> Path:
    """Return where the workspace in ``folder`` keeps its own backups."""
    return folder / files.BACKUPS


def _has_changed(workspace: Workspace) -> bool:
    found = backup.list_backups(backups_folder(workspace.folder))
    since = found[0][1].head_seq if found else 0
    return workspace.vault.has_lines_since(since, _WITHOUT_CHANGE)


def _outline(place: Path, manifest: backup.BackupManifest) -> BackupOutline:
    return BackupOutline(
        path=place, made_at=manifest.made_at, proved_at=manifest.proved_at, size_bytes=manifest.size_bytes
    )
