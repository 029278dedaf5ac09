"""The compartment: a second key domain for what not everybody who opens the vault may read (P4).

Its key is 32 random bytes of its own, independent of the data key. It lies in the slots of those who may,
under their KEK only, and in the agency's recovery file. So the data key alone, a copy of the opened
database or a role without the compartment give none of it. Workspaces older than the compartment get a
key when somebody unlocks; the others are given it by whoever holds it, without knowing a passphrase.
"""

import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake_app.vault import keys, keyslots, recovery
from intake_app.vault.errors import RecoveryKeyWrong, VaultDamaged
from intake_app.vault.keyslots import COMPARTMENT_ROLES, Keyslots, Opened, Slot


class Compartment:
    """Seals and opens bodies of the compartment."""

    def __init__(self, vault_id: str, key: bytes) -> None:
        self._vault_id = vault_id
        self._cipher = AESGCM(key)

    def seal(self, table: str, record_id: str, body: bytes) -> bytes:
        """Return ``body`` under AES-256-GCM (12 bytes nonce first), bound to vault, table and row."""
        nonce = secrets.token_bytes(keys.NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, body, recovery.bound_to(self._vault_id, table, record_id))

    def open(self, table: str, record_id: str, sealed: bytes) -> bytes:
        """Return the body; raises VaultDamaged when it is not this row's or was changed."""
        nonce, rest = sealed[: keys.NONCE_BYTES], sealed[keys.NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, rest, recovery.bound_to(self._vault_id, table, record_id))
        except (InvalidTag, ValueError) as trouble:
            raise VaultDamaged from trouble


class Settled(msgspec.Struct, frozen=True):
    """What unlocking changed about who holds the key: made or taken by this user, given to others (ids)."""

    keyslots: Keyslots
    key: bytes | None
    made: bool = False
    taken: bool = False
    given: tuple[str, ...] = ()


def settle(opened: Opened, *, may_make: bool) -> Settled:
    """Take the key that was given, make one where there is none yet, ask for it, give it to who asks.

    ``may_make`` is False while something is sealed with a key that exists elsewhere. There is no key
    without a recovery recipient, so that it can never be lost with the passphrases.
    """
    slots, slot, key = opened.keyslots, opened.slot, opened.compartment_key
    if slot.role not in COMPARTMENT_ROLES or not opened.kek:
        return Settled(slots, key)
    made = taken = False
    if key is None:
        key = _taken(opened)
        taken = key is not None
    if key is None and may_make and not any(one.access.is_way_in for one in slots.slots):
        recipients = [one.recipient for one in slots.recovery if one.recipient]
        if recipients:
            key, made = keys.new_key(), True
            slots = msgspec.structs.replace(
                slots, recovery=tuple(_with_key(one, slots, opened, key) for one in slots.recovery)
            )
    if key is None:
        return Settled(_asking(slots, opened), None)
    if made or taken:
        slots = _with(slots, keyslots.with_compartment_key(slots.vault_id, slot, opened.kek, key))
    waiting = [one for one in slots.slots if _waits(one)]
    for one in waiting:
        slots = _with(slots, _given(one, key))
    return Settled(slots, key, made, taken, tuple(one.user_id for one in waiting))


def _taken(opened: Opened) -> bytes | None:
    """Open what somebody gave; None when nothing was given, or nothing that opens."""
    identity = keyslots.asking_identity(opened.keyslots.vault_id, opened.slot, opened.kek)
    if not identity or not opened.slot.access.given:
        return None
    try:
        given = recovery.unseal(opened.slot.access.given, identity)
    except RecoveryKeyWrong:
        return None
    head = _gift_head(opened.slot)
    is_whole = given.startswith(head) and len(given) == len(head) + keys.KEY_BYTES
    return given[len(head) :] if is_whole else None


def _given(slot: Slot, key: bytes) -> Slot:
    sealed = recovery.seal(_gift_head(slot) + key, slot.access.asks)
    return msgspec.structs.replace(slot, compartment=msgspec.structs.replace(slot.access, given=sealed))


def _gift_head(slot: Slot) -> bytes:
    return f"ankommen-compartment/1 for {slot.user_id}\n".encode()


def _asking(slots: Keyslots, opened: Opened) -> Keyslots:
    if opened.slot.access.asks and not opened.slot.access.given:
        return slots
    identity, recipient = recovery.make_identity()
    return _with(slots, keyslots.with_asking(slots.vault_id, opened.slot, opened.kek, identity, recipient))


def _waits(slot: Slot) -> bool:
    return slot.role in COMPARTMENT_ROLES and bool(slot.access.asks) and not slot.access.given


def _with(slots: Keyslots, changed: Slot) -> Keyslots:
    kept = tuple(changed if one.user_id == changed.user_id else one for one in slots.slots)
    return msgspec.structs.replace(slots, slots=kept)


def _with_key(
    slot: keyslots.RecoverySlot, slots: Keyslots, opened: Opened, key: bytes
) -> keyslots.RecoverySlot:
    if not slot.recipient:
        return slot
    sealed = recovery.seal_keys(
        slot.recipient, vault_id=slots.vault_id, data_key=opened.data_key, compartment_key=key
    )
    return msgspec.structs.replace(slot, sealed=sealed)
