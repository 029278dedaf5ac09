"""A new data key: for everybody who stays, after somebody has gone who may have copied the files.

The whole workspace is written anew into a folder beside it, compared row by row, and that folder is then
renamed: from this moment the new key counts. Killed before, the old files open; killed after, the next
unlocking finishes moving the new ones into place. Passphrases stay as they are: each remaining user finds
the new key in their letterbox, sealed so that only they can read it and proved with the old key.
"""

import contextlib
import datetime
import os
import shutil
from pathlib import Path

import msgspec
from msgspec import UNSET

from intake_app.records.user import KeyChange
from intake_app.vault import audit, files, keys, keyslots, recovery
from intake_app.vault.compartment import Compartment
from intake_app.vault.database import Database
from intake_app.vault.errors import CompartmentClosed, VaultDamaged
from intake_app.vault.keyslots import Keyslots, Letter, RecoverySlot, Slot
from intake_app.vault.vault import Vault

_MOVED = (files.DATABASE, files.RECOVERY, *files.KEYSLOTS)


def change_key(
    vault: Vault, *, without: frozenset[str], by: str, now: datetime.datetime, detail: str = ""
) -> KeyChange:
    """Put the vault under a new data key (and compartment key); the users ``without`` do not get it.

    Raises CompartmentClosed when others hold the compartment's key and this user does not, AuditBroken,
    VaultDamaged, DiskFull, FileUnwritable; then the vault goes on as it was.
    """
    if vault.compartment_key is None and any(slot.access.is_way_in for slot in vault.keyslots.slots):
        raise CompartmentClosed
    part = vault.folder / f"{files.NEW_KEY}.part"
    shutil.rmtree(part, ignore_errors=True)
    vault.verify_audit()
    letter = Letter(keys.new_key(), keys.new_key() if vault.compartment_key is not None else None)
    slots, shut_out = _slots(vault, letter, without)
    files.make_private_folder(part)
    try:
        head = _write_database(vault, part / files.DATABASE, letter, slots, by=by, now=now, detail=detail)
        slots = keyslots.write_copies(part, msgspec.structs.replace(slots, head=head), letter.data_key)
        if slots.recovery:
            files.write_durably(part / files.RECOVERY, slots.recovery[0].sealed)
        part.rename(vault.folder / files.NEW_KEY)  # from here on the new key counts
        files.sync_folder(vault.folder)
    except OSError as trouble:
        raise files.as_trouble(trouble, part) from trouble
    finally:
        shutil.rmtree(part, ignore_errors=True)
    vault.database.close()
    finish_change(vault.folder)
    vault.take_key(slots, letter.data_key, letter.compartment_key)
    return KeyChange(tuple(slot.user_id for slot in slots.slots), shut_out)


def finish_change(folder: Path) -> bool:
    """Move a workspace that was written anew into its place, if there is one. Take the lock first."""
    fresh = folder / files.NEW_KEY
    if not fresh.is_dir():
        return False
    try:
        for ending in ("-wal", "-shm"):
            (folder / f"{files.DATABASE}{ending}").unlink(missing_ok=True)
        for name in _MOVED:
            if (fresh / name).exists():
                _move(fresh / name, folder / name)
        (folder / files.AUDIT_HEAD).unlink(missing_ok=True)  # it was proved with the old key
        files.sync_folder(folder)
        shutil.rmtree(fresh)
        files.sync_folder(folder)
    except OSError as trouble:
        raise files.as_trouble(trouble, fresh) from trouble
    return True


def _move(file: Path, place: Path) -> None:
    file.replace(place)


def _slots(vault: Vault, letter: Letter, without: frozenset[str]) -> tuple[Keyslots, tuple[str, ...]]:
    """Return the next generation of the keyslots, and who cannot be written to (no letterbox yet)."""
    old = vault.keyslots
    staying = [slot for slot in old.slots if slot.user_id not in without]
    reachable = tuple(_written_to(vault, slot, letter) for slot in staying if slot.letterbox is not UNSET)
    shut_out = tuple(slot.user_id for slot in staying if slot.letterbox is UNSET)
    generation = max(old.generation, int(vault.database.value("SELECT keyslot_generation FROM site"))) + 1
    sealed = tuple(_sealed_again(vault, slot, letter) for slot in old.recovery)
    return msgspec.structs.replace(old, slots=reachable, recovery=sealed, generation=generation), shut_out


def _written_to(vault: Vault, slot: Slot, letter: Letter) -> Slot:
    for_user = letter if slot.access.is_way_in else msgspec.structs.replace(letter, compartment_key=None)
    return keyslots.with_letter(slot, for_user, proved_by=vault.data_key)


def _sealed_again(vault: Vault, slot: RecoverySlot, letter: Letter) -> RecoverySlot:
    """Seal the new keys for the agency."""
    if not slot.recipient:
        return slot
    sealed = recovery.seal_keys(
        slot.recipient,
        vault_id=vault.keyslots.vault_id,
        data_key=letter.data_key,
        compartment_key=letter.compartment_key,
    )
    return RecoverySlot(slot.recipient, sealed)


def _write_database(
    vault: Vault,
    target: Path,
    letter: Letter,
    slots: Keyslots,
    *,
    by: str,
    now: datetime.datetime,
    detail: str,
) -> keyslots.AuditHead:
    """Write and compare the new database, then add what is new in it; return the head of its log."""
    vault.database.checkpoint()
    vault.database.export_into(target, letter.data_key.hex())
    fresh = Database.open(target, letter.data_key.hex())
    try:
        if fresh.fingerprint() != vault.database.fingerprint() or not fresh.is_sound():
            raise VaultDamaged
        with fresh.transaction():
            if letter.compartment_key is not None:
                _seal_compartment_again(fresh, vault.compartment, slots.vault_id, letter.compartment_key)
            fresh.execute("UPDATE site SET keyslot_generation = ?", (slots.generation,))
            before, after = (keys.subkey(key, "audit") for key in (vault.data_key, letter.data_key))
            head = audit.append_key_change(fresh, after, before, at=now, actor=by, detail=detail)
        fresh.checkpoint()
        audit.verify_chain(fresh, after)
    finally:
        fresh.close()
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            target.with_name(target.name + ending).unlink(missing_ok=True)
    return head


def _seal_compartment_again(database: Database, old: Compartment, vault_id: str, key: bytes) -> None:
    new = Compartment(vault_id, key)
    for record_id, sealed in database.execute("SELECT id, sealed FROM special_needs"):
        body = old.open("special_needs", record_id, sealed)
        database.execute(
            "UPDATE special_needs SET sealed = ? WHERE id = ?",
            (new.seal("special_needs", record_id, body), record_id),
        )
