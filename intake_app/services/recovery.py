"""The agency's recovery key: made, proved, written on its sheet, and used when passphrases are lost.

Only the public half stays in the workspace. The same recovery works without this program, with the
public ``age`` command alone; the sheet says how.
"""

import contextlib
import datetime
from pathlib import Path

import msgspec

from intake_app.errors import FileUnreadable
from intake_app.records.ids import new_id
from intake_app.records.user import NewUser, Site, User
from intake_app.services.session import Workspace, open_session
from intake_app.services.users import make_signing_key
from intake_app.vault import attempts, files, keyslots, lock_file, new_key, passphrases
from intake_app.vault import recovery as sealing
from intake_app.vault import site as site_sql
from intake_app.vault.errors import KeyslotsDamaged, RecoveryKeyWrong, WorkspaceMissing
from intake_app.vault.keys import KdfParameters
from intake_app.vault.vault import Vault


class RecoveryKey(msgspec.Struct, frozen=True):
    """The agency's offline key: ``identity`` is secret and never kept here, ``recipient`` is public."""

    identity: str
    recipient: str


def make_recovery_key() -> RecoveryKey:
    """Return a fresh recovery key."""
    identity, recipient = sealing.make_identity()
    return RecoveryKey(identity=identity, recipient=recipient)


def prove_recovery_key(recipient: str, identity_text: str) -> None:
    """Seal something and open it with the key as it was typed or scanned; raises RecoveryKeyWrong."""
    sealing.prove_identity(recipient, identity_text)


def save_recovery_sheet(path: Path, key: RecoveryKey, site: Site, now: datetime.datetime) -> None:
    """Write the recovery sheet to the place a person chose; raises DiskFull or FileUnwritable."""
    sheet = _RECOVERY_SHEET.format(
        site=site.name, day=now.date().isoformat(), identity=key.identity, recipient=key.recipient
    )
    files.write_durably(path, sheet.encode())


def recovery_slot(
    recipient: str, vault_id: str, data_key: bytes, compartment_key: bytes
) -> keyslots.RecoverySlot:
    """Seal both keys for the agency's offline key; raises RecoveryKeyWrong for what is no recipient."""
    sealed = sealing.seal_keys(
        recipient, vault_id=vault_id, data_key=data_key, compartment_key=compartment_key
    )
    return keyslots.RecoverySlot(recipient=recipient, sealed=sealed)


def recover_workspace(
    folder: Path,
    *,
    identity_text: str,
    supervisor: NewUser,
    now: datetime.datetime,
    kdf: KdfParameters | None = None,
) -> Workspace:
    """Open the workspace with the recovery key and give ``supervisor`` a new way in.

    A user of the same name keeps their id; their old passphrase no longer counts. The other users' slots
    stay when a keyslot copy is still whole. Raises RecoveryKeyWrong, VaultInUse, VaultDamaged …
    """
    passphrases.check_passphrase(supervisor.passphrase, "supervisor", known=(supervisor.name,))
    if not folder.is_dir():
        raise WorkspaceMissing
    lock = lock_file.take_lock(folder)
    try:
        new_key.finish_change(folder)
        sealed, found = _recovered_key(folder, identity_text)
        old = _trusted_keyslots(folder, found.data_key) or keyslots.Keyslots(
            vault_id=found.vault_id, generation=0, site_name="", slots=(), recovery=(sealed,)
        )
        user, signing_key = _recovered_supervisor(old, supervisor.name, now)
        slot = keyslots.make_slot(
            vault_id=old.vault_id, generation=old.generation + 1, user=user, data_key=found.data_key,
            passphrase=supervisor.passphrase, kdf=kdf or KdfParameters.standard(), signing_key=signing_key,
            compartment_key=found.compartment_key,
        )  # fmt: skip
        others = tuple(kept for kept in old.slots if kept.user_id != user.id)
        slots = msgspec.structs.replace(old, slots=(slot, *others))
        vault = Vault.open(
            folder,
            keyslots.Opened(
                slots,
                slot,
                found.data_key,
                signing_key,
                is_healed=False,
                compartment_key=found.compartment_key,
            ),
            lock,
            accepts_old_keyslots=True,
        )
    except BaseException:
        lock.close()
        raise
    try:
        with vault.recorded(by=user.id, action="workspace.recover", of="workspace", at=now) as database:
            site_sql.insert_user(database, user)
        vault.rewrite_keyslots(msgspec.structs.replace(slots, site_name=site_sql.site(vault.database).name))
        files.write_durably(folder / files.RECOVERY, sealed.sealed)
        attempts.forget_tries(folder, user.id)
        return open_session(vault, user, now, signing_key)
    except BaseException:
        vault.close()
        raise


def _recovered_key(folder: Path, identity_text: str) -> tuple[keyslots.RecoverySlot, sealing.Recovered]:
    """Try the recovery file, then the copies of it in the keyslot files."""
    slots: list[keyslots.RecoverySlot] = []
    with contextlib.suppress(KeyslotsDamaged):
        slots += [slot for copy in keyslots.read_copies(folder) for slot in copy.recovery]
    with contextlib.suppress(FileUnreadable):
        recipient = sealing.recipient_of(identity_text)
        slots.append(keyslots.RecoverySlot(recipient, files.read_whole(folder / files.RECOVERY)))
    if not slots and not (folder / files.DATABASE).exists():
        raise WorkspaceMissing
    found = []
    for slot in slots:
        with contextlib.suppress(RecoveryKeyWrong):
            found.append((slot, sealing.open_keys(slot.sealed, identity_text)))
    if not found:
        raise RecoveryKeyWrong
    # A copy that was written before there was a compartment gives less than a later one.
    return next((one for one in found if one[1].compartment_key), found[0])


def _trusted_keyslots(folder: Path, data_key: bytes) -> keyslots.Keyslots | None:
    try:
        copies = keyslots.read_copies(folder)
    except KeyslotsDamaged:
        return None
    return next((copy for copy in copies if keyslots.is_trusted(copy, data_key)), None)


def _recovered_supervisor(old: keyslots.Keyslots, name: str, now: datetime.datetime) -> tuple[User, bytes]:
    """Return the user of that name, or a new one, with a new signing key: the old one is lost."""
    known = next((slot.user for slot in old.slots if slot.name == name), None)
    signing_key, signer = make_signing_key(name)
    return User(
        id=known.id if known else new_id(now),
        name=name,
        role="supervisor",
        created_at=known.created_at if known else now,
        signer=signer,
    ), signing_key


_RECOVERY_SHEET = """\
ANKOMMEN: RECOVERY KEY / WIEDERHERSTELLUNGSSCHLÜSSEL
{site}, {day}

{identity}

(public half / öffentlicher Teil: {recipient})

DE  Wer diesen Schlüssel hat, kann den ganzen Arbeitsbereich lesen. Ausdrucken, im Tresor der
    Trägerorganisation aufbewahren, diese Datei danach löschen. Ohne Passphrasen UND ohne diesen
    Schlüssel sind die Daten für immer verloren.
EN  Whoever holds this key can read the whole workspace. Print it, keep it in the agency's safe, then
    delete this file. Without the passphrases AND without this key the data are lost for ever.

Recovery / Wiederherstellung
  1. With the program:     intake-app workspace recover FOLDER
     (it asks for this key and for a new passphrase)
  2. Without the program, with the public command "age" (https://age-encryption.org):
       age -d -i key.txt recovery.age
     key.txt holds the line that begins with AGE-SECRET-KEY-1. The command prints the data key and how
     to open vault.db with sqlcipher, and the second key, which opens the special needs in it.
"""
