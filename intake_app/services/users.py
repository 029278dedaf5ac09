"""The people who work here: added and removed by a supervisor, each with their own passphrase."""

import datetime
import shutil

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from intake_app.records.ids import new_id
from intake_app.records.user import KeyChange, NewUser, Staff, User
from intake_app.services.backups import back_up, backups_folder
from intake_app.services.errors import LastSupervisor, LastWithAccess, NameTaken
from intake_app.services.session import Workspace
from intake_app.vault import audit as audit_sql
from intake_app.vault import backup, keyslots, new_key, passphrases
from intake_app.vault import site as site_sql
from intake_app.vault.errors import RecordMissing, WrongPassphrase
from intake_app.vault.keys import KdfParameters

KEY_DAYS = 90  # after which a new key is suggested


def make_signing_key(name: str) -> tuple[bytes, str]:
    """Return a fresh Ed25519 private key (OpenSSH format) and its public line with ``name`` as comment."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    return private, f"{public.decode()} {'-'.join(name.split())}"


def users(workspace: Workspace) -> tuple[User, ...]:
    """Return who can unlock the workspace."""
    return tuple(slot.user for slot in workspace.vault.keyslots.slots)


def staff(workspace: Workspace, *, now: datetime.datetime) -> Staff:
    """Return who works here, and how old the key is; raises NotAllowed for all but supervisors."""
    workspace.require_role("supervisor")
    database, inside = workspace.database, users(workspace)
    known = {user.id for user in inside} | site_sql.removed_users(database)
    return Staff(
        users=inside,
        shut_out=tuple(user for user in site_sql.users(database) if user.id not in known),
        key_since=key_changed_at(workspace),
        is_key_due=key_is_due(workspace, now=now),
    )


def add_user(
    workspace: Workspace, *, user: NewUser, now: datetime.datetime, kdf: KdfParameters | None = None
) -> User:
    """Give a new person a way in; raises NotAllowed, NameTaken, PassphraseTooWeak."""
    workspace.require_role("supervisor")
    slots = workspace.vault.keyslots
    if any(slot.name.casefold() == user.name.casefold() for slot in slots.slots):
        raise NameTaken
    passphrases.check_passphrase(user.passphrase, user.role, known=(user.name, workspace.site.name))
    signing_key, signer = make_signing_key(user.name) if user.role == "supervisor" else (None, "")
    added = User(id=new_id(now), name=user.name, role=user.role, created_at=now, signer=signer)
    slot = _slot(workspace, added, user.passphrase, kdf or slots.slots[0].kdf, signing_key)
    with workspace.recorded("user.add", f"user:{added.id}", now=now, detail=added.role) as database:
        site_sql.insert_user(database, added)
    workspace.vault.rewrite_keyslots(msgspec.structs.replace(slots, slots=(*slots.slots, slot)))
    return added


def remove_user(workspace: Workspace, *, user_id: str, now: datetime.datetime) -> None:
    """Take a person's way in; their name stays in the records. Raises NotAllowed, LastSupervisor,
    LastWithAccess.

    Somebody who may have copied the files is only shut out by a new data key.
    """
    workspace.require_role("supervisor")
    slots = workspace.vault.keyslots
    kept = tuple(slot for slot in slots.slots if slot.user_id != user_id)
    if len(kept) == len(slots.slots):
        raise RecordMissing
    if not any(slot.role == "supervisor" for slot in kept):
        raise LastSupervisor
    if any(slot.access.is_way_in for slot in slots.slots) and not any(s.access.is_way_in for s in kept):
        raise LastWithAccess
    workspace.vault.rewrite_keyslots(msgspec.structs.replace(slots, slots=kept))
    with workspace.recorded("user.remove", f"user:{user_id}", now=now) as database:
        site_sql.mark_user_removed(database, user_id, now)


def revoke_user(workspace: Workspace, *, user_id: str, now: datetime.datetime) -> KeyChange:
    """Shut out somebody who may have copied the files: their way in goes, and everything gets a new key.

    Raises what ``remove_user`` and ``renew_key`` raise. What was copied before stays readable to them.
    """
    remove_user(workspace, user_id=user_id, now=now)
    return renew_key(workspace, now=now)


def renew_key(workspace: Workspace, *, now: datetime.datetime) -> KeyChange:
    """Put the workspace under a new key, back it up, and drop the backups that the old key opens.

    Passphrases stay. Who is shut out (an old slot, not opened since the update) needs ``give_passphrase``.
    Raises NotAllowed, CompartmentClosed, AuditBroken, VaultDamaged, DiskFull, FileUnwritable.
    """
    workspace.require_role("supervisor")
    changed = new_key.change_key(workspace.vault, without=frozenset(), by=workspace.user.id, now=now)
    made = back_up(workspace, now=now)
    for place, _ in backup.list_backups(backups_folder(workspace.folder)):
        if place != made.path:
            shutil.rmtree(place, ignore_errors=True)
    return changed


def key_is_due(workspace: Workspace, *, now: datetime.datetime) -> bool:
    """Tell whether the data key is older than 90 days."""
    return now - key_changed_at(workspace) >= datetime.timedelta(days=KEY_DAYS)


def key_changed_at(workspace: Workspace) -> datetime.datetime:
    """Return when the data key was made or last changed."""
    return audit_sql.key_changed_at(workspace.database)


def give_passphrase(
    workspace: Workspace, *, user_id: str, passphrase: str, now: datetime.datetime,
    kdf: KdfParameters | None = None,
) -> User:  # fmt: skip
    """Give a colleague who has no way in any more a new passphrase; a supervisor gets a new signing key.

    Raises NotAllowed, RecordMissing, PassphraseTooWeak. They are asked to change it themselves.
    """
    workspace.require_role("supervisor")
    known = next((one for one in site_sql.users(workspace.database) if one.id == user_id), None)
    if known is None:
        raise RecordMissing
    passphrases.check_passphrase(passphrase, known.role, known=(known.name, workspace.site.name))
    signing_key, signer = make_signing_key(known.name) if known.role == "supervisor" else (None, "")
    user = msgspec.structs.replace(known, signer=signer)
    slots = workspace.vault.keyslots
    slot = _slot(workspace, user, passphrase, kdf or slots.slots[0].kdf, signing_key)
    with workspace.recorded("user.give-passphrase", f"user:{user_id}", now=now) as database:
        site_sql.insert_user(database, user)
    others = tuple(kept for kept in slots.slots if kept.user_id != user_id)
    workspace.vault.rewrite_keyslots(msgspec.structs.replace(slots, slots=(*others, slot)))
    return user


def change_passphrase(
    workspace: Workspace, *, old: str, new: str, now: datetime.datetime, kdf: KdfParameters | None = None
) -> None:
    """Replace the user's own passphrase; raises WrongPassphrase when ``old`` is not it, PassphraseTooWeak."""
    opened = keyslots.open_slot(workspace.folder, workspace.user.id, old)
    if opened is None:
        raise WrongPassphrase(tries_left=1)
    user = workspace.user
    passphrases.check_passphrase(new, user.role, known=(user.name, workspace.site.name))
    slot = _slot(workspace, user, new, kdf or opened.slot.kdf, opened.signing_key)
    slots = workspace.vault.keyslots
    changed = tuple(slot if kept.user_id == user.id else kept for kept in slots.slots)
    with workspace.recorded("user.change-passphrase", f"user:{user.id}", now=now):
        pass
    workspace.vault.rewrite_keyslots(msgspec.structs.replace(slots, slots=changed))


def _slot(
    workspace: Workspace, user: User, passphrase: str, kdf: KdfParameters, signing_key: bytes | None
) -> keyslots.Slot:
    slots = workspace.vault.keyslots
    return keyslots.make_slot(
        vault_id=slots.vault_id,
        generation=slots.generation + 1,
        user=user,
        passphrase=passphrase,
        data_key=workspace.vault.data_key,
        kdf=kdf,
        signing_key=signing_key,
        compartment_key=workspace.vault.compartment_key,
    )
