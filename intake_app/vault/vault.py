"""The open vault: key, database, lock, audit chain. The one object behind an unlocked workspace."""

import contextlib
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

import msgspec
from msgspec import UNSET

from intake_app.errors import IntakeError
from intake_app.vault import audit, file_seal, files, keys, keyslots, lock_file, migration
from intake_app.vault.audit_head import HeadMirror
from intake_app.vault.compartment import Compartment, Settled, settle
from intake_app.vault.database import Database
from intake_app.vault.errors import CompartmentClosed, VaultDamaged, VaultIncomplete, VaultRolledBack
from intake_app.vault.fence import Fence
from intake_app.vault.keyslots import Keyslots


class Vault:
    """An open vault. Every change and every look at a person goes through ``recorded``."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        slots: Keyslots,
        data_key: bytes,
        lock: BinaryIO,
        *,
        compartment_key: bytes | None,
    ) -> None:
        self.folder = folder
        self.database = database
        self.keyslots = slots
        self._data_key = data_key
        self._compartment_key = compartment_key
        self._audit_key = keys.subkey(data_key, "audit")
        self._mirror = HeadMirror(folder, keys.subkey(data_key, "audit-head"))
        self._lock = lock
        self._is_open = True

    @classmethod
    def create(cls, folder: Path, slots: Keyslots, data_key: bytes, compartment_key: bytes) -> Self:
        """Make the database. There is no workspace before ``write_first_keyslots``."""
        files.make_private_folder(folder)
        lock = lock_file.take_lock(folder)
        try:
            database = Database.open(folder / files.DATABASE, data_key.hex())
            migration.bring_up_to_date(database, _copy_before_migration(folder))
        except BaseException:
            lock.close()
            raise
        return cls(folder, database, slots, data_key, lock, compartment_key=compartment_key)

    @classmethod
    def open(
        cls,
        folder: Path,
        opened: keyslots.Opened,
        lock: BinaryIO,
        *,
        accepts_older: bool = False,
        accepts_old_keyslots: bool = False,
    ) -> Self:
        """Open with a proved data key and a lock already taken.

        A recovery accepts keyslots older than the database; a supervisor may accept an older database.

        Raises VaultDamaged, VaultIncomplete, VaultRolledBack, VaultNewer, DiskFull, VaultUnreachable.
        """
        if not (folder / files.DATABASE).exists():
            raise VaultIncomplete
        is_as_left = file_seal.is_as_left(folder, opened.data_key)
        if not (is_as_left or accepts_older or accepts_old_keyslots):
            raise _changed_since(folder, opened.data_key)
        file_seal.break_seal(folder)
        database = Database.open(folder / files.DATABASE, opened.data_key.hex())
        try:
            migration.bring_up_to_date(database, _copy_before_migration(folder))
            vault = cls(
                folder,
                database,
                opened.keyslots,
                opened.data_key,
                lock,
                compartment_key=opened.compartment_key,
            )
            if not accepts_older and vault.is_older_than_known(besides_keyslots=accepts_old_keyslots):
                raise VaultRolledBack
            if opened.is_healed:
                vault.keyslots = keyslots.write_copies(folder, opened.keyslots, opened.data_key)
        except BaseException:
            database.close()
            raise
        return vault

    def take_key(self, slots: Keyslots, data_key: bytes, compartment_key: bytes | None) -> None:
        """Go on with the database as it lies there now, under a new key; close the old one before."""
        self.database = Database.open(self.folder / files.DATABASE, data_key.hex())
        self.keyslots, self._data_key, self._compartment_key = slots, data_key, compartment_key
        self._audit_key = keys.subkey(data_key, "audit")
        self._mirror = HeadMirror(self.folder, keys.subkey(data_key, "audit-head"))

    def settle_slot(self, opened: keyslots.Opened) -> bool:
        """Put what came by letter under the user's own KEK; give an old slot its letterbox. True if so."""
        box = opened.slot.letterbox
        if not opened.kek or (box is not UNSET and not box.letters):
            return False
        slots = self.keyslots
        slot = keyslots.with_data_key(slots.vault_id, opened.slot, opened.kek, opened.data_key)
        if opened.compartment_key is not None:
            slot = keyslots.with_compartment_key(slots.vault_id, slot, opened.kek, opened.compartment_key)
        kept = tuple(slot if one.user_id == slot.user_id else one for one in slots.slots)
        self.rewrite_keyslots(msgspec.structs.replace(slots, slots=kept))
        return True

    @property
    def is_open(self) -> bool:
        """Tell whether it was not closed yet."""
        return self._is_open

    @property
    def data_key(self) -> bytes:
        """Return the data key; for keyslots, recovery and backups only."""
        return self._data_key

    @property
    def compartment_key(self) -> bytes | None:
        """Return the compartment's key, None for who has none; for keyslots only."""
        return self._compartment_key

    @property
    def compartment(self) -> Compartment:
        """Return what seals and opens P4 bodies; raises CompartmentClosed for who has no key."""
        if self._compartment_key is None:
            raise CompartmentClosed
        return Compartment(self.keyslots.vault_id, self._compartment_key)

    def fence_in(self, fence: Fence | None) -> None:
        """Refuse from now on what the fence does not allow."""
        self.database.fence_in(fence)

    def settle_compartment(self, opened: keyslots.Opened) -> Settled:
        """Bring in order, right after unlocking, who holds the compartment's key."""
        with self.database.unfenced() as database:
            is_empty = not database.value("SELECT EXISTS (SELECT 1 FROM special_needs)")
        settled = settle(msgspec.structs.replace(opened, keyslots=self.keyslots), may_make=is_empty)
        if settled.keyslots != self.keyslots:
            self.rewrite_keyslots(settled.keyslots)
        self._compartment_key = settled.key
        return settled

    @contextlib.contextmanager
    def recorded(
        self,
        *,
        by: str,
        action: str,
        of: str,
        at: datetime.datetime,
        detail: str = "",
        digest: str = "",
    ) -> Iterator[Database]:
        """One transaction, one audit line about the record ``of`` (``type:id``): both or neither."""
        with self.database.transaction():
            yield self.database
            head = audit.append_entry(
                self.database, self._audit_key,
                at=at, actor=by, action=action, of=of, detail=detail, digest=digest,
            )  # fmt: skip
        self._mirror.keep(head)

    def verify_audit(self) -> int:
        """Walk the audit chain; return its length. Raises AuditBroken or VaultRolledBack."""
        with self.database.unfenced() as database:
            length = audit.verify_chain(database, self._audit_key)
        if self.is_older_than_known():
            raise VaultRolledBack
        return length

    def is_older_than_known(self, *, besides_keyslots: bool = False) -> bool:
        """Tell whether the database lacks a line known outside it, or the keyslots are older than it."""
        known = (self.keyslots.head, self._mirror.newest())
        if not all(audit.holds(self.database, head) for head in known):
            return True
        generation = self.database.value("SELECT keyslot_generation FROM site")
        return not besides_keyslots and generation is not None and self.keyslots.generation < generation

    def forget_known_heads(self) -> None:
        """Drop the mirrored head: the database as it is counts from now on. Rewrite the keyslots next."""
        self._mirror.forget()

    def write_first_keyslots(self) -> None:
        """Make what was set up a workspace: from now on it can be opened."""
        slots = msgspec.structs.replace(self.keyslots, head=audit.head(self.database))
        self.keyslots = keyslots.write_copies(self.folder, slots, self._data_key)
        self.heal_recovery_file()

    def heal_recovery_file(self) -> None:
        """Write the recovery file from the keyslots when it is missing or another."""
        if not self.keyslots.recovery:
            return
        file, sealed = self.folder / files.RECOVERY, self.keyslots.recovery[0].sealed
        if not file.exists() or file.read_bytes() != sealed:
            files.write_durably(file, sealed)

    def rewrite_keyslots(self, slots: Keyslots) -> None:
        """Write a changed keyslot file as the next generation, in both copies."""
        kept = int(self.database.value("SELECT keyslot_generation FROM site"))
        generation = max(self.keyslots.generation, kept) + 1
        slots = msgspec.structs.replace(slots, generation=generation, head=audit.head(self.database))
        self.keyslots = keyslots.write_copies(self.folder, slots, self._data_key)
        with self.database.transaction():
            self.database.execute("UPDATE site SET keyslot_generation = ?", (generation,))

    def close(self) -> None:
        """Empty the log, write the head into the keyslot file, close, give the lock back.

        Always closes. On a full disk the log stays, and the next opening reads it.
        """
        if not self._is_open:
            return
        self._is_open = False
        try:
            with contextlib.suppress(IntakeError):
                self.database.checkpoint()
                head = audit.head(self.database)
                if head != self.keyslots.head:
                    slots = msgspec.structs.replace(self.keyslots, head=head)
                    self.keyslots = keyslots.write_copies(self.folder, slots, self._data_key)
        finally:
            self.database.close()
            file_seal.set_seal(self.folder, self._data_key)
            self._lock.close()

    def has_lines_since(self, seq: int, besides: tuple[str, ...]) -> bool:
        """Tell whether the audit trail has lines after ``seq`` of other actions than ``besides``."""
        return audit.has_lines_since(self.database, seq, besides)


def _copy_before_migration(folder: Path) -> Path:
    return folder / "vault.before-migration.db"


def _changed_since(folder: Path, data_key: bytes) -> VaultDamaged:
    """Return what to say of a file that is not as it was closed: damaged, or whole and of another time."""
    try:
        database = Database.open(folder / files.DATABASE, data_key.hex(), is_copy=True)
        try:
            return VaultRolledBack() if database.is_sound() else VaultDamaged()
        finally:
            database.close()
    except VaultDamaged as damage:
        return damage
