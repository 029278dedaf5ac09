"""The keyslot file: heals from its other copy, never opens with anything but the passphrase."""

import msgspec
import pytest

from intake_app.services import workspace as service
from intake_app.services.workspace import unlock_workspace
from intake_app.vault import files, keyslots
from intake_app.vault.errors import KeyslotsDamaged, KeyslotsNewer, VaultRolledBack, WrongPassphrase
from tests.intake_app.vault.sample import COUNSELLOR, NOW, SUPERVISOR, Sample


def copies(sample: Sample) -> list[bytes]:
    return [(sample.folder / name).read_bytes() for name in files.KEYSLOTS]


def change(sample: Sample, change_one, *, of: tuple[str, ...] = files.KEYSLOTS) -> None:
    for name in of:
        slots = msgspec.json.decode((sample.folder / name).read_bytes(), type=keyslots.Keyslots)
        (sample.folder / name).write_bytes(msgspec.json.encode(change_one(slots)))


def test_both_copies_are_the_same_and_hold_no_secret(sample: Sample) -> None:
    first, second = copies(sample)
    assert first == second
    for user in (SUPERVISOR, COUNSELLOR):
        assert user.passphrase.encode() not in first
    assert b"PRIVATE KEY" not in first


@pytest.mark.parametrize("name", files.KEYSLOTS)
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "noise"])
def test_one_damaged_copy_is_healed_from_the_other(sample: Sample, name: str, damage: str) -> None:
    file = sample.folder / name
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "noise": b"\xff" * 100}[damage])
    sample.unlock().vault.close()
    assert copies(sample)[0] == copies(sample)[1]


def test_any_flipped_bit_is_harmless_in_one_copy(sample: Sample) -> None:
    file = sample.folder / files.KEYSLOTS[0]
    whole = file.read_bytes()
    places = range(7, len(whole), len(whole) // 7)
    for place in places:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x04]) + whole[place + 1 :])
        opened = keyslots.open_slot(sample.folder, sample.users[1].id, COUNSELLOR.passphrase)
        assert opened is not None, place
        assert keyslots.is_trusted(opened.keyslots, opened.data_key)


def test_a_cut_between_the_two_copies_is_harmless(sample: Sample) -> None:
    old = copies(sample)[1]
    workspace = sample.unlock("supervisor")
    workspace.vault.rewrite_keyslots(workspace.vault.keyslots)
    workspace.vault.close()
    (sample.folder / files.KEYSLOTS[1]).write_bytes(old)
    (sample.folder / (files.KEYSLOTS[1] + ".part")).write_bytes(b"half")
    sample.unlock().vault.close()
    assert copies(sample)[0] == copies(sample)[1] != old


def test_both_copies_damaged_is_said_plainly(sample: Sample) -> None:
    for name in files.KEYSLOTS:
        (sample.folder / name).write_bytes(b"{}")
    with pytest.raises(KeyslotsDamaged):
        sample.unlock()
    with pytest.raises(KeyslotsDamaged):
        service.describe_workspace(sample.folder)


def test_a_weaker_key_derivation_is_refused(sample: Sample) -> None:
    def weaken(slots: keyslots.Keyslots) -> keyslots.Keyslots:
        cheap = msgspec.structs.replace(slots.slots[1].kdf, memory_kib=8)
        slot = msgspec.structs.replace(slots.slots[1], kdf=cheap)
        return msgspec.structs.replace(slots, slots=(slots.slots[0], slot))

    change(sample, weaken, of=files.KEYSLOTS[:1])
    sample.unlock().vault.close()  # healed from the other copy
    change(sample, weaken)
    with pytest.raises(KeyslotsDamaged):
        sample.unlock()


def test_a_slot_for_somebody_else_is_noticed(sample: Sample) -> None:
    def promote(slots: keyslots.Keyslots) -> keyslots.Keyslots:
        extra = msgspec.structs.replace(slots.slots[0], user_id="intruder", name="Intruder")
        return msgspec.structs.replace(slots, slots=(*slots.slots, extra))

    change(sample, promote)
    with pytest.raises(KeyslotsDamaged):
        sample.unlock()


def test_a_changed_role_does_not_open(sample: Sample) -> None:
    def promote(slots: keyslots.Keyslots) -> keyslots.Keyslots:
        boss = msgspec.structs.replace(slots.slots[1], role="supervisor")
        return msgspec.structs.replace(slots, slots=(slots.slots[0], boss))

    change(sample, promote)
    with pytest.raises(WrongPassphrase):
        unlock_workspace(sample.folder, user_id=sample.users[1].id, passphrase=COUNSELLOR.passphrase, now=NOW)


def test_a_file_of_a_newer_program_is_refused(sample: Sample) -> None:
    for name in files.KEYSLOTS:
        (sample.folder / name).write_bytes(b'{"format":"intake-keyslots/9","slots":"elsewhere"}')
    with pytest.raises(KeyslotsNewer):
        service.describe_workspace(sample.folder)


def test_only_the_supervisor_gets_a_signing_key(sample: Sample) -> None:
    for role, is_held in (("supervisor", True), ("counsellor", False)):
        user = next(user for user in sample.users if user.role == role)
        passphrase = (SUPERVISOR if is_held else COUNSELLOR).passphrase
        opened = keyslots.open_slot(sample.folder, user.id, passphrase)
        assert opened is not None
        assert (opened.signing_key is not None) == is_held
        if is_held:
            assert opened.signing_key is not None
            assert opened.signing_key.startswith(b"-----BEGIN OPENSSH PRIVATE KEY-----")


def test_old_keyslots_put_back_are_noticed(sample: Sample) -> None:
    old = copies(sample)
    workspace = sample.unlock("supervisor")
    workspace.vault.rewrite_keyslots(workspace.vault.keyslots)
    workspace.vault.close()
    for name, data in zip(files.KEYSLOTS, old, strict=True):
        (sample.folder / name).write_bytes(data)
    with pytest.raises(VaultRolledBack):
        sample.unlock()
