"""The people who work here: added and removed by a supervisor, each with their own passphrase."""

import datetime

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from intake_app.records.ids import new_id
from intake_app.records.user import NewUser, User
from intake_app.services.errors import LastSupervisor, LastWithAccess, NameTaken
from intake_app.services.session import Workspace
from intake_app.vault import keyslots, passphrases
from intake_app.vault import site as site_sql
from intake_app.vault.errors import RecordMissing, WrongPassphrase
from intake_app.vault.keys import KdfParameters


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
