"""The keyslot file: who may open the vault, in two copies, each wholly old or wholly new.

A slot wraps the data key under its user's passphrase and is bound to vault, user, role, KDF cost and
the generation it was written in. The whole file carries an HMAC of the data key, so an added slot,
an exchanged one or a weaker KDF is noticed. The first usable copy of the highest generation counts;
the other is healed from it. Losing both loses everything, hence two copies and one in every backup.

A slot may hold the key of the compartment, too (``compartment.py``). Fields that came later are left out
while they are unset, so that a file written before them keeps its HMAC.
"""

import datetime
from pathlib import Path

import msgspec
from msgspec import UNSET, UnsetType

from intake_app.records.user import Role, User
from intake_app.vault import files, keys, recovery
from intake_app.vault.errors import KeyslotsDamaged, KeyslotsNewer, RecoveryKeyWrong
from intake_app.vault.keys import KdfParameters, Wrapped

FORMAT = "intake-keyslots/1"
COMPARTMENT_ROLES: frozenset[Role] = frozenset({"supervisor", "counsellor"})


class CompartmentAccess(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's way to the compartment's key: ``key`` under the user's KEK, never under the data key.

    Who has none yet ``asks``: an age recipient whose identity lies under the user's KEK (``asks_key``).
    Somebody who holds the key seals it for them (``given``); with their next unlocking they take it.
    """

    key: Wrapped | None = None
    asks: str = ""
    asks_key: Wrapped | None = None
    given: bytes = b""

    @property
    def is_way_in(self) -> bool:
        """Tell whether the user can get at the key without anybody else."""
        return self.key is not None or bool(self.given)


class Letterbox(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a new data key can be put for a user whose passphrase nobody else knows (``new_key.py``).

    ``recipient`` is an age recipient whose ``identity`` lies under the user's KEK; ``letters`` are read in
    order, each proved by the key before it.
    """

    recipient: str
    identity: Wrapped
    letters: tuple[bytes, ...] = ()


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One user's way in. ``signer_key`` is the signing key under the user's KEK only (supervisors)."""

    user_id: str
    name: str
    role: Role
    created_at: datetime.datetime
    generation: int
    kdf: KdfParameters
    salt: bytes
    data_key: Wrapped
    signer: str = ""  # public, OpenSSH line
    signer_key: Wrapped | None = None
    compartment: CompartmentAccess | UnsetType = UNSET
    letterbox: Letterbox | UnsetType = UNSET  # slots older than letterboxes get one with the next unlocking

    @property
    def access(self) -> CompartmentAccess:
        """Return the user's way to the compartment's key; an empty one when there is none."""
        return CompartmentAccess() if self.compartment is UNSET else self.compartment

    @property
    def user(self) -> User:
        """Return the user this slot belongs to."""
        return User(
            id=self.user_id, name=self.name, role=self.role, created_at=self.created_at, signer=self.signer
        )


class Letter(msgspec.Struct, frozen=True):
    """A new data key for a user, and the compartment's where the user holds that, too."""

    data_key: bytes
    compartment_key: bytes | None = None


class RecoverySlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data key, and the compartment's, sealed with age for the agency's offline recovery key."""

    recipient: str
    sealed: bytes


class AuditHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest line of the audit chain that is known outside the database."""

    seq: int = 0
    mac: str = ""


class Keyslots(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. ``mac`` is over everything else, under a subkey of the data key."""

    vault_id: str
    generation: int
    site_name: str
    slots: tuple[Slot, ...]
    recovery: tuple[RecoverySlot, ...]
    head: AuditHead = AuditHead()
    is_sample: bool = False
    format: str = FORMAT
    mac: str = ""

    def slot(self, user_id: str) -> Slot | None:
        """Return the slot of ``user_id``."""
        return next((slot for slot in self.slots if slot.user_id == user_id), None)


class Opened(msgspec.Struct, frozen=True):
    """What a right passphrase gives: data key, signing key, the compartment's key, the trusted file."""

    keyslots: Keyslots
    slot: Slot
    data_key: bytes
    signing_key: bytes | None
    is_healed: bool  # a damaged or older copy must be written again
    compartment_key: bytes | None = None
    kek: bytes = b""  # only while unlocking: to wrap keys for the user; empty after a recovery


def make_slot(
    *, vault_id: str, generation: int, user: User, passphrase: str, data_key: bytes, kdf: KdfParameters,
    signing_key: bytes | None = None, compartment_key: bytes | None = None,
) -> Slot:  # fmt: skip
    """Return a slot for ``user`` with fresh salt and nonces; the compartment's key only for its roles."""
    salt = keys.new_salt()
    kek = keys.derive_kek(passphrase, salt, kdf)
    bare = Slot(
        user_id=user.id,
        name=user.name,
        role=user.role,
        created_at=user.created_at,
        generation=generation,
        kdf=kdf,
        salt=salt,
        data_key=Wrapped(b"", b""),
        signer=user.signer,
    )
    bound = _bound_to(vault_id, bare)
    if compartment_key is not None and user.role in COMPARTMENT_ROLES:
        bare = with_compartment_key(vault_id, bare, kek, compartment_key)
    return msgspec.structs.replace(
        with_data_key(vault_id, bare, kek, data_key),
        signer_key=keys.wrap(kek, signing_key, b"signing-key " + bound) if signing_key else None,
    )


def read_copies(folder: Path) -> tuple[Keyslots, ...]:
    """Return the readable copies, newest generation first; identical ones once.

    Raises KeyslotsNewer or KeyslotsDamaged when none can be read. They are not trusted yet.
    """
    copies: list[Keyslots] = []
    is_newer = False
    for name in files.KEYSLOTS:
        try:
            data = (folder / name).read_bytes()
            if len(data) > 1 << 20:
                continue
            copy = msgspec.json.decode(data, type=Keyslots)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            is_newer = is_newer or _is_newer(folder / name)
            continue
        if copy.format == FORMAT and copy not in copies:
            copies.append(copy)
    if not copies:
        raise KeyslotsNewer() if is_newer else KeyslotsDamaged()
    return tuple(sorted(copies, key=lambda copy: -copy.generation))


def open_slot(folder: Path, user_id: str, passphrase: str) -> Opened | None:
    """Try the passphrase of ``user_id`` on each copy; None when it opens none.

    Raises KeyslotsDamaged when no copy has an acceptable slot for the user, or when the passphrase is
    right and the file around the slot was changed in both copies.
    """
    copies = read_copies(folder)
    is_usable = is_changed = False
    derived: dict[bytes, bytes] = {}  # the copies mostly differ in anything but the salt
    for copy in copies:
        slot = copy.slot(user_id)
        if slot is None or not slot.kdf.is_acceptable:
            continue
        is_usable = True
        cost = msgspec.json.encode([slot.salt, slot.kdf])
        if cost not in derived:
            derived[cost] = keys.derive_kek(passphrase, slot.salt, slot.kdf)
        kek = derived[cost]
        bound = _bound_to(copy.vault_id, slot)
        data_key = keys.unwrap(kek, slot.data_key, b"data-key " + bound)
        if data_key is None:
            continue
        letter = _newest_letter(copy.vault_id, slot, kek, data_key)
        if letter is not None:
            data_key = letter.data_key
        if not is_trusted(copy, data_key):
            is_changed = True
            continue
        signing_key = keys.unwrap(kek, slot.signer_key, b"signing-key " + bound) if slot.signer_key else None
        held = slot.access.key
        own = keys.unwrap(kek, held, b"compartment-key " + bound) if held else None
        return Opened(
            copy, slot, data_key, signing_key, is_healed=not _both_are(folder, copy), kek=kek,
            compartment_key=letter.compartment_key or own if letter else own,
        )  # fmt: skip
    if is_changed or not is_usable:
        raise KeyslotsDamaged
    return None


def with_data_key(vault_id: str, slot: Slot, kek: bytes, data_key: bytes) -> Slot:
    """Return ``slot`` holding the data key under its user's KEK, with an empty letterbox."""
    bound = _bound_to(vault_id, slot)
    identity, recipient = recovery.make_identity()
    box = Letterbox(recipient, keys.wrap(kek, identity.encode(), b"letterbox " + bound))
    return msgspec.structs.replace(
        slot, data_key=keys.wrap(kek, data_key, b"data-key " + bound), letterbox=box
    )


def with_letter(slot: Slot, letter: Letter, *, proved_by: bytes) -> Slot:
    """Return ``slot`` with one more letter; ``proved_by`` is the data key that the letter replaces."""
    if slot.letterbox is UNSET:
        raise ValueError("this slot has no letterbox yet")
    content = _letter_content(slot, letter)
    proof = bytes.fromhex(keys.keyed_mac(keys.subkey(proved_by, "letter"), content))
    sealed = recovery.seal(content + proof, slot.letterbox.recipient)
    box = msgspec.structs.replace(slot.letterbox, letters=(*slot.letterbox.letters, sealed))
    return msgspec.structs.replace(slot, letterbox=box)


def with_compartment_key(vault_id: str, slot: Slot, kek: bytes, key: bytes) -> Slot:
    """Return ``slot`` holding the compartment's key under its user's KEK."""
    wrapped = keys.wrap(kek, key, b"compartment-key " + _bound_to(vault_id, slot))
    return msgspec.structs.replace(slot, compartment=CompartmentAccess(key=wrapped))


def with_asking(vault_id: str, slot: Slot, kek: bytes, identity: str, recipient: str) -> Slot:
    """Return ``slot`` asking for the compartment's key, to be sealed for ``recipient``."""
    wrapped = keys.wrap(kek, identity.encode(), b"compartment-ask " + _bound_to(vault_id, slot))
    return msgspec.structs.replace(slot, compartment=CompartmentAccess(asks=recipient, asks_key=wrapped))


def asking_identity(vault_id: str, slot: Slot, kek: bytes) -> str:
    """Return the identity with which what was given to ``slot`` opens; empty when there is none."""
    wrapped = slot.access.asks_key
    found = keys.unwrap(kek, wrapped, b"compartment-ask " + _bound_to(vault_id, slot)) if wrapped else None
    return found.decode() if found else ""


def is_trusted(keyslots: Keyslots, data_key: bytes) -> bool:
    """Tell whether the file's HMAC holds under the data key."""
    return keys.is_same_mac(keyslots.mac, _mac(keyslots, data_key))


def write_copies(folder: Path, keyslots: Keyslots, data_key: bytes) -> Keyslots:
    """Seal the file with its HMAC and write both copies, one after the other; return what was written."""
    sealed = msgspec.structs.replace(keyslots, mac=_mac(keyslots, data_key))
    data = msgspec.json.format(msgspec.json.encode(sealed), indent=1)
    for name in files.KEYSLOTS:
        files.write_durably(folder / name, data)
    return sealed


def _newest_letter(vault_id: str, slot: Slot, kek: bytes, data_key: bytes) -> Letter | None:
    """Read the letters of a slot; None when there are none. Raises KeyslotsDamaged for one that is not ours.

    The age file alone would be accepted from anybody who reads the recipient; the proof needs the old key.
    """
    newest: Letter | None = None
    if slot.letterbox is UNSET or not slot.letterbox.letters:
        return None
    identity = keys.unwrap(kek, slot.letterbox.identity, b"letterbox " + _bound_to(vault_id, slot))
    for sealed in slot.letterbox.letters:
        try:
            opened = recovery.unseal(sealed, (identity or b"").decode())
        except RecoveryKeyWrong as trouble:
            raise KeyslotsDamaged from trouble
        content, proof = opened[: -keys.KEY_BYTES], opened[-keys.KEY_BYTES :]
        rest = content.removeprefix(_letter_head(slot))
        is_whole = len(rest) in {keys.KEY_BYTES, 2 * keys.KEY_BYTES} and content != rest
        expected = keys.keyed_mac(keys.subkey(data_key, "letter"), content)
        if not is_whole or not keys.is_same_mac(expected, proof.hex()):
            raise KeyslotsDamaged
        newest = Letter(rest[: keys.KEY_BYTES], rest[keys.KEY_BYTES :] or None)
        data_key = newest.data_key
    return newest


def _letter_content(slot: Slot, letter: Letter) -> bytes:
    return _letter_head(slot) + letter.data_key + (letter.compartment_key or b"")


def _letter_head(slot: Slot) -> bytes:
    return f"ankommen-key/1 for {slot.user_id}\n".encode()


def _bound_to(vault_id: str, slot: Slot) -> bytes:
    place = [FORMAT, vault_id, slot.user_id, slot.role, slot.generation, slot.kdf, slot.salt]
    return msgspec.json.encode(place)


def _mac(keyslots: Keyslots, data_key: bytes) -> str:
    bare = msgspec.json.encode(msgspec.structs.replace(keyslots, mac=""))
    return keys.keyed_mac(keys.subkey(data_key, "keyslots"), bare)


def _both_are(folder: Path, copy: Keyslots) -> bool:
    for name in files.KEYSLOTS:
        try:
            if msgspec.json.decode((folder / name).read_bytes(), type=Keyslots) != copy:
                return False
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return False
    return True


def _is_newer(file: Path) -> bool:
    try:
        found = msgspec.json.decode(file.read_bytes(), type=dict[str, msgspec.Raw])
        return str(msgspec.json.decode(found["format"])).startswith("intake-keyslots/")
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, KeyError):
        return False
