"""Salvage of a damaged workspace: what can still be read is put in its place, and what is lost is said.

It comes after restoring a backup: a backup is whole, this is not. The damaged files are set aside, never
deleted, so that restoring or another try stays possible. The log says what of it is missing from now on.
"""

import contextlib
import datetime
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic as device_monotonic

import msgspec

from intake_app.errors import N_, IntakeError, NotAllowed
from intake_app.records.user import ROLE_NAMES, Site
from intake_app.services.session import Workspace, open_session
from intake_app.services.workspace import install_shipped_forms, open_way
from intake_app.vault import audit, backup, files, keys, keyslots, lock_file, new_key, salvage
from intake_app.vault import site as site_sql
from intake_app.vault.database import Database
from intake_app.vault.errors import VaultDamaged, VaultIncomplete, WorkspaceMissing
from intake_app.vault.vault import Vault

# What a person asks for, and the tables it lies in; whatever is in none of them is "other entries".
KINDS: dict[str, tuple[str, ...]] = {
    N_("People"): ("persons",),
    N_("Cases"): ("cases",),
    N_("Interviews"): ("interviews",),
    N_("Answers and changes to them"): ("interview_events",),
    N_("Consents"): ("consents",),
    N_("Special needs"): ("special_needs",),
    N_("Goals and steps"): ("goals", "measures"),
    N_("Lines of the log"): ("audit",),
}
OTHER = N_("Other entries")
_PART = "salvage.part"


class NothingToSalvage(IntakeError):
    """Not even the list of tables can be read."""

    says = N_("Nothing can be read of the damaged file any more.")
    remedy = N_("Do not delete it. Restore a backup, also an older one or one from a stick.")


class SalvageReport(msgspec.Struct, frozen=True):
    """What was saved and what is lost, by kind (a msgid); kinds with more lost than can be counted.

    ``aside`` is the folder the damaged files are in.
    """

    saved: dict[str, int]
    lost: dict[str, int]
    uncounted: tuple[str, ...]
    aside: Path


def salvage_workspace(
    folder: Path,
    *,
    user_id: str,
    passphrase: str,
    now: datetime.datetime,
    monotonic: Callable[[], float] = device_monotonic,
) -> tuple[Workspace, SalvageReport]:
    """Put what can be read of a damaged workspace in its place and open it; say what is lost.

    Raises WorkspaceMissing, VaultInUse, WrongPassphrase (or its pauses), NotAllowed (for roles that keep no
    cases), KeyslotsDamaged, VaultIncomplete, NothingToSalvage, DiskFull, FileUnwritable; until the damaged
    files are set aside nothing is changed.
    """
    if not folder.is_dir():
        raise WorkspaceMissing
    lock = lock_file.take_lock(folder)
    part = folder / _PART
    try:
        new_key.finish_change(folder)
        opened = open_way(folder, user_id, passphrase, monotonic=monotonic)
        if opened.slot.role not in keyslots.COMPARTMENT_ROLES:
            raise NotAllowed(role=ROLE_NAMES["supervisor"])
        if not (folder / files.DATABASE).exists():
            raise VaultIncomplete
        found = _save(folder, part, opened)
        aside = backup.set_aside(folder, now)
        assert aside is not None
        _put_in_place(part, folder, opened)
        vault = Vault.open(folder, opened, lock, accepts_older=True)
    except BaseException:
        lock.close()
        raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
    try:
        workspace = open_session(vault, opened.slot.user, now, opened.signing_key)
        lost = _settle(workspace, found, now)
    except BaseException:
        vault.close()
        raise
    counts = {name: count for name, (count, _sum) in vault.database.fingerprint().items()}
    return workspace, SalvageReport(
        _by_kind(counts), _by_kind(lost), tuple(_by_kind(dict.fromkeys(found.uncounted, 1))), aside
    )


def _save(folder: Path, part: Path, opened: keyslots.Opened) -> salvage.Salvaged:
    """Read a copy of the damaged file (opening it would play its log into it) into ``part``."""
    shutil.rmtree(part, ignore_errors=True)
    try:
        files.make_private_folder(part)
        for ending in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(folder / f"{files.DATABASE}{ending}", part / f"damaged.db{ending}")
    except OSError as trouble:
        raise files.as_trouble(trouble, part) from trouble
    try:
        found = salvage.salvage_database(part / "damaged.db", part / files.DATABASE, opened.data_key)
    except VaultDamaged as trouble:
        raise NothingToSalvage from trouble
    made = Database.open(part / files.DATABASE, opened.data_key.hex())
    try:
        with made.transaction():
            _demand_ground(made, opened.keyslots)
        made.checkpoint()
    finally:
        made.close()
    return found


def _demand_ground(database: Database, slots: keyslots.Keyslots) -> None:
    """Give the file its site and its users again: the keyslots know them, and every record needs them."""
    if not database.value("SELECT count(*) FROM site"):
        site_sql.insert_site(
            database, Site(name=slots.site_name), vault_id=slots.vault_id, is_sample=slots.is_sample,
            device_id=f"device-{secrets.token_hex(4)}",
        )  # fmt: skip
    for slot in slots.slots:
        site_sql.insert_user(database, slot.user)


def _put_in_place(part: Path, folder: Path, opened: keyslots.Opened) -> None:
    """The keyslots come last: before them there is no workspace, and what was there is set aside."""
    try:
        (part / files.DATABASE).replace(folder / files.DATABASE)
        files.sync_folder(folder)
    except OSError as trouble:
        raise files.as_trouble(trouble, folder) from trouble
    keyslots.write_copies(folder, opened.keyslots, opened.data_key)


def _settle(workspace: Workspace, found: salvage.Salvaged, now: datetime.datetime) -> dict[str, int]:
    """Write the line of the log, drop what hangs in the air, let this state count; return what is lost."""
    vault = workspace.vault
    lost = dict(found.lost)
    with vault.database.unfenced() as database:
        gaps = audit.unproved_lines(database, keys.subkey(vault.data_key, "audit"))
        detail = " ".join(f"{begin}-{end}" for begin, end in gaps)
        with vault.recorded(
            by=workspace.user.id, action=audit.SALVAGE, of="workspace", at=now, detail=detail
        ):
            known = vault.keyslots.head.seq
            there = int(database.value("SELECT count(*) FROM audit"))
            if known > there:
                lost["audit"] = max(lost.get("audit", 0), known - there)
        vault.forget_known_heads()
        install_shipped_forms(workspace, now)  # an interview needs its form
        with database.transaction():
            for table, count in salvage.drop_unattached(database).items():
                lost[table] = lost.get(table, 0) + count
        vault.rewrite_keyslots(vault.keyslots)
        vault.heal_recovery_file()
        database.checkpoint()
        if not database.is_sound():
            raise VaultDamaged
    return lost


def _by_kind(counts: dict[str, int]) -> dict[str, int]:
    """Sum rows by what a person calls them; kinds without any are left out."""
    kind_of = {table: kind for kind, tables in KINDS.items() for table in tables}
    found = dict.fromkeys((*KINDS, OTHER), 0)
    for table, count in counts.items():
        found[kind_of.get(table, OTHER)] += count
    return {kind: count for kind, count in found.items() if count}
