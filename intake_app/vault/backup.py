"""Backups: a folder with an encrypted copy of the database, the keyslots and the recovery file, proved.

A backup counts only after it was opened, checked page by page and compared row by row with the
database it was made from. It opens on any device with the same passphrases, or with plain ``age``
and the recovery key. Made beside its place and renamed: there are no half backups.
"""

import contextlib
import datetime
import hashlib
import itertools
import os
import shutil
from pathlib import Path

import msgspec

from intake_app.errors import IntakeError
from intake_app.vault import audit, file_seal, files, keyslots
from intake_app.vault.database import Database
from intake_app.vault.errors import BackupUnusable, WorkspaceExists
from intake_app.vault.vault import Vault

FORMAT = "intake-backup/1"
MANIFEST = "manifest.json"
FAILED = "last-failed.json"

_KEEP_NEWEST, _KEEP_DAYS, _KEEP_WEEKS = 5, 14, 12
KEPT_AT_MOST = datetime.timedelta(weeks=_KEEP_WEEKS)  # what was made before an erasure


class BackupManifest(msgspec.Struct, frozen=True):
    """What a backup is; no names, no counts of persons. ``proved_at`` is when it was opened and compared."""

    vault_id: str
    made_at: datetime.datetime
    proved_at: datetime.datetime
    head_seq: int
    size_bytes: int
    sha256: str
    format: str = FORMAT


def make_backup(vault: Vault, folder: Path, *, now: datetime.datetime) -> tuple[Path, BackupManifest]:
    """Write, prove and keep one backup in ``folder``; return where it is.

    Raises BackupUnusable when the copy does not compare, DiskFull or FileUnwritable; then nothing is left.
    """
    files.make_private_folder(folder)
    place = _free_place(folder, now)
    part = place.with_name(place.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    files.make_private_folder(part)
    try:
        manifest = _fill(vault, part, now)
        part.rename(place)
        files.sync_folder(folder)
    except OSError as trouble:
        raise files.as_trouble(trouble, place) from trouble
    finally:
        shutil.rmtree(part, ignore_errors=True)
    with contextlib.suppress(OSError):
        (folder / FAILED).unlink(missing_ok=True)
    return place, manifest


def list_backups(folder: Path) -> tuple[tuple[Path, BackupManifest], ...]:
    """Return the backups in ``folder``, newest first; what is no backup is passed over."""
    found = []
    for place in folder.glob("backup-*Z*") if folder.is_dir() else ():
        if place.suffix == ".part":
            continue
        with contextlib.suppress(BackupUnusable):
            found.append((place, read_manifest(place)))
    return tuple(sorted(found, key=lambda pair: (pair[1].made_at, pair[1].head_seq), reverse=True))


def read_manifest(place: Path) -> BackupManifest:
    """Return what the backup at ``place`` says of itself; raises BackupUnusable."""
    try:
        manifest = msgspec.json.decode((place / MANIFEST).read_bytes(), type=BackupManifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise BackupUnusable from trouble
    if manifest.format != FORMAT:
        raise BackupUnusable
    return manifest


def check_files(place: Path) -> BackupManifest:
    """Compare the copy's size and SHA-256 with the manifest; raises BackupUnusable. Needs no key."""
    manifest = read_manifest(place)
    try:
        is_same = _sha256(place / files.DATABASE) == manifest.sha256
    except OSError as trouble:
        raise BackupUnusable from trouble
    if not is_same or not any((place / name).is_file() for name in files.KEYSLOTS):
        raise BackupUnusable
    return manifest


def restore_backup(place: Path, folder: Path) -> BackupManifest:
    """Put the backup at ``place`` into ``folder``, which must not hold a workspace.

    The keyslots come last: before them there is no workspace, so a cut in the middle leaves none.
    Raises BackupUnusable, WorkspaceExists, DiskFull or FileUnwritable.
    """
    manifest = check_files(place)
    if any((folder / name).exists() for name in (files.DATABASE, *files.KEYSLOTS)):
        raise WorkspaceExists
    files.make_private_folder(folder)
    written = [folder / name for name in (files.DATABASE, files.RECOVERY, *files.KEYSLOTS)]
    try:
        _copy_durably(place / files.DATABASE, folder / files.DATABASE)
        if (place / files.RECOVERY).exists():
            _copy_durably(place / files.RECOVERY, folder / files.RECOVERY)
        slots = next(place / name for name in files.KEYSLOTS if (place / name).is_file())
        for name in files.KEYSLOTS:
            _copy_durably(slots, folder / name)
        (folder / files.AUDIT_HEAD).unlink(missing_ok=True)  # the older head is in the keyslots
        (folder / file_seal.NAME).unlink(missing_ok=True)
        files.sync_folder(folder)
    except OSError as trouble:
        for file in written:
            file.unlink(missing_ok=True)
        raise files.as_trouble(trouble, folder) from trouble
    return manifest


def set_aside(folder: Path, now: datetime.datetime) -> Path | None:
    """Move the workspace files of ``folder`` into a folder beside them; None when there are none.

    Take the workspace's lock first. Backups stay where they are.
    """
    names = (*files.KEYSLOTS, files.DATABASE, files.DATABASE + "-wal", files.DATABASE + "-shm",
             files.RECOVERY, files.AUDIT_HEAD, files.ATTEMPTS, files.NEW_KEY, file_seal.NAME)  # fmt: skip
    there = [folder / name for name in names if (folder / name).exists()]
    if not there:
        return None
    aside = folder / f"set-aside-{now.astimezone(datetime.UTC):%Y%m%dT%H%M%S.%fZ}"
    files.make_private_folder(aside)
    try:
        for file in there:
            file.rename(aside / file.name)
        files.sync_folder(folder)
    except OSError as trouble:
        raise files.as_trouble(trouble, aside) from trouble
    return aside


def thin_backups(folder: Path, now: datetime.datetime, *, erased_at: datetime.datetime | None = None) -> int:
    """Remove what is not needed: keep the newest five, one a day for two weeks, one a week for twelve weeks.

    A backup from before an erasure goes after twelve weeks in any case, as soon as there is a newer one.
    Returns how many were removed.
    """
    kept: set[Path] = set()
    days: set[datetime.date] = set()
    weeks: set[tuple[int, int]] = set()
    backups = list_backups(folder)
    for n, (place, manifest) in enumerate(backups):
        day = manifest.made_at.date()
        age_days = (now - manifest.made_at).days
        week = day.isocalendar()[:2]
        is_first_of_day = day not in days and age_days <= _KEEP_DAYS
        is_first_of_week = week not in weeks and age_days <= _KEEP_WEEKS * 7
        is_outdated = (
            n > 0 and erased_at is not None
            and manifest.made_at < erased_at and now - manifest.made_at > KEPT_AT_MOST
        )  # fmt: skip
        if not is_outdated and (n < _KEEP_NEWEST or is_first_of_day or is_first_of_week):
            kept.add(place)
            days.add(day)
            weeks.add(week)
    gone = [place for place, _ in backups if place not in kept]
    for place in gone:
        shutil.rmtree(place, ignore_errors=True)
    for half in folder.glob("backup-*.part"):
        shutil.rmtree(half, ignore_errors=True)
    return len(gone)


def note_failure(folder: Path, now: datetime.datetime) -> None:
    """Leave a mark that the last backup failed, if even that can be written."""
    with contextlib.suppress(IntakeError):
        files.make_private_folder(folder)
        files.write_durably(folder / FAILED, msgspec.json.encode({"at": now}))


def has_failed(folder: Path) -> bool:
    """Tell whether the last try to make a backup failed."""
    return (folder / FAILED).exists()


def _free_place(folder: Path, now: datetime.datetime) -> Path:
    """Return a folder name that says when; a second backup in the same moment gets a number."""
    stem = f"backup-{now.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"
    names = itertools.chain([stem], (f"{stem}-{n}" for n in itertools.count(2)))
    return next(folder / name for name in names if not (folder / name).exists())


def _fill(vault: Vault, part: Path, now: datetime.datetime) -> BackupManifest:
    copy = part / files.DATABASE
    vault.database.copy_into(copy)
    _sync_file(copy)
    head = audit.head(vault.database)
    _prove(vault, copy)
    slots = msgspec.structs.replace(vault.keyslots, head=head)
    keyslots.write_copies(part, slots, vault.data_key)
    if (vault.folder / files.RECOVERY).exists():
        _copy_durably(vault.folder / files.RECOVERY, part / files.RECOVERY)
    manifest = BackupManifest(
        vault_id=vault.keyslots.vault_id,
        made_at=now,
        proved_at=now,
        head_seq=head.seq,
        size_bytes=copy.stat().st_size,
        sha256=_sha256(copy),
    )
    files.write_durably(part / MANIFEST, msgspec.json.encode(manifest))
    return manifest


def _prove(vault: Vault, copy: Path) -> None:
    """Open the copy, check every page, compare every table; raises BackupUnusable."""
    try:
        opened = Database.open(copy, vault.data_key.hex(), is_copy=True)
        try:
            is_same = opened.is_sound() and opened.fingerprint() == vault.database.fingerprint()
        finally:
            opened.close()
    except IntakeError as trouble:
        raise BackupUnusable from trouble
    if not is_same:
        raise BackupUnusable


def _copy_durably(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    _sync_file(target)


def _sync_file(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
