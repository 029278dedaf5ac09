"""The compartment's key: independent of the data key, recoverable, and given to who had none."""

import re
import shutil
import subprocess

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake_app.errors import NotAllowed
from intake_app.records.user import NewUser
from intake_app.services import users
from intake_app.services import workspace as service
from intake_app.services.errors import LastWithAccess
from intake_app.services.session import Workspace
from intake_app.vault import files, keys, keyslots, recovery
from intake_app.vault.compartment import Compartment
from intake_app.vault.errors import CompartmentClosed, VaultDamaged
from intake_app.vault.keys import KdfParameters
from tests.intake_app.vault.sample import COUNSELLOR, NOW, SUPERVISOR, Sample

OTHER = NewUser("Olena Probe", "counsellor", "wolke regen sonne mond")
BACK = NewUser(SUPERVISOR.name, "supervisor", "wolke regen sonne mond stern")


def make_old(sample: Sample) -> None:
    """Make the workspace what it was before there was a compartment."""
    opened = keyslots.open_slot(sample.folder, sample.users[1].id, COUNSELLOR.passphrase)
    assert opened is not None
    old = opened.keyslots
    sealed = recovery.seal_keys(old.recovery[0].recipient, vault_id=old.vault_id, data_key=opened.data_key)
    old = msgspec.structs.replace(
        old,
        slots=tuple(msgspec.structs.replace(one, compartment=msgspec.UNSET) for one in old.slots),
        recovery=(msgspec.structs.replace(old.recovery[0], sealed=sealed),),
    )
    keyslots.write_copies(sample.folder, old, opened.data_key)
    (sample.folder / files.RECOVERY).write_bytes(sealed)


def key_of(workspace: Workspace) -> bytes | None:
    return workspace.vault.compartment_key


def test_supervisor_and_counsellor_hold_the_same_key_and_it_is_not_the_data_key(sample: Sample) -> None:
    found = []
    for role in ("supervisor", "counsellor"):
        workspace = sample.unlock(role)
        found.append(key_of(workspace))
        assert key_of(workspace) != workspace.vault.data_key
        workspace.vault.close()
    assert found[0] == found[1] is not None


def test_the_data_key_opens_nothing_of_the_compartment(counsellor: Workspace) -> None:
    sealed = counsellor.vault.compartment.seal("special_needs", "one", b"canary")
    vault_id = counsellor.vault.keyslots.vault_id
    with pytest.raises(VaultDamaged):
        Compartment(vault_id, counsellor.vault.data_key).open("special_needs", "one", sealed)
    for place in (("special_needs", "two"), ("surveys", "one")):
        with pytest.raises(VaultDamaged):
            counsellor.vault.compartment.open(*place, sealed)
    with pytest.raises(VaultDamaged):
        counsellor.vault.compartment.open("special_needs", "one", sealed[:8])
    # and no slot holds the key under the data key
    slot = counsellor.vault.keyslots.slot(counsellor.user.id)
    assert slot is not None
    assert slot.access.key is not None
    bound = b"compartment-key " + keyslots._bound_to(vault_id, slot)
    assert keys.unwrap(counsellor.vault.data_key, slot.access.key, bound) is None


def test_a_role_without_the_compartment_gets_no_key(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    from intake_app.vault import compartment

    for module in (keyslots, compartment):
        monkeypatch.setattr(module, "COMPARTMENT_ROLES", frozenset({"supervisor"}))
    boss = sample.unlock("supervisor")
    added = users.add_user(boss, user=OTHER, now=NOW)
    service.lock_workspace(boss, now=NOW)
    for _again in range(2):  # asking, too, is for the roles that may
        workspace = service.unlock_workspace(
            sample.folder, user_id=added.id, passphrase=OTHER.passphrase, now=NOW
        )
        with pytest.raises(NotAllowed):
            _ = workspace.vault.compartment
        assert workspace.vault.keyslots.slot(added.id).compartment is msgspec.UNSET  # type: ignore[union-attr]
        service.lock_workspace(workspace, now=NOW)


def test_a_new_colleague_and_a_new_passphrase_keep_the_key(sample: Sample) -> None:
    boss = sample.unlock("supervisor")
    key = key_of(boss)
    added = users.add_user(boss, user=OTHER, now=NOW)
    users.change_passphrase(boss, old=SUPERVISOR.passphrase, new=BACK.passphrase, now=NOW)
    service.lock_workspace(boss, now=NOW)
    new = service.unlock_workspace(sample.folder, user_id=added.id, passphrase=OTHER.passphrase, now=NOW)
    assert key_of(new) == key
    service.lock_workspace(new, now=NOW)
    boss = sample.unlock("supervisor", passphrase=BACK.passphrase)
    assert key_of(boss) == key
    service.lock_workspace(boss, now=NOW)


def test_a_file_from_before_the_compartment_keeps_its_seal(sample: Sample) -> None:
    make_old(sample)
    assert b"compartment" not in (sample.folder / files.KEYSLOTS[0]).read_bytes()
    opened = keyslots.open_slot(sample.folder, sample.users[1].id, COUNSELLOR.passphrase)
    assert opened is not None
    assert opened.compartment_key is None


def test_an_old_workspace_gets_its_key_when_somebody_unlocks_and_the_others_are_given_it(
    sample: Sample,
) -> None:
    make_old(sample)
    first = sample.unlock("counsellor")
    key = key_of(first)
    assert key is not None
    service.lock_workspace(first, now=NOW)
    boss = sample.unlock("supervisor")
    with pytest.raises(CompartmentClosed):
        _ = boss.vault.compartment  # she asks; nobody who holds it has been here since
    service.lock_workspace(boss, now=NOW)
    service.lock_workspace(sample.unlock("counsellor"), now=NOW)  # gives it
    boss = sample.unlock("supervisor")
    assert key_of(boss) == key
    boss.vault.verify_audit()
    service.lock_workspace(boss, now=NOW)
    boss = sample.unlock("supervisor")
    assert key_of(boss) == key
    service.lock_workspace(boss, now=NOW)


def test_the_only_one_who_holds_the_key_is_not_removed(sample: Sample) -> None:
    make_old(sample)
    service.lock_workspace(sample.unlock("counsellor"), now=NOW)
    boss = sample.unlock("supervisor")
    with pytest.raises(LastWithAccess):
        users.remove_user(boss, user_id=sample.users[1].id, now=NOW)
    service.lock_workspace(boss, now=NOW)
    service.lock_workspace(sample.unlock("counsellor"), now=NOW)
    boss = sample.unlock("supervisor")
    users.remove_user(boss, user_id=sample.users[1].id, now=NOW)
    service.lock_workspace(boss, now=NOW)


def test_a_gift_for_another_user_is_not_taken(sample: Sample) -> None:
    make_old(sample)
    service.lock_workspace(sample.unlock("counsellor"), now=NOW)
    boss = sample.unlock("supervisor")
    slots = boss.vault.keyslots
    slot = slots.slot(boss.user.id)
    assert slot is not None
    gift = recovery.seal(b"ankommen-compartment/1 for somebody else\n" + bytes(32), slot.access.asks)
    access = msgspec.structs.replace(slot.access, given=gift)
    forged = msgspec.structs.replace(slot, compartment=access)
    boss.vault.rewrite_keyslots(
        msgspec.structs.replace(slots, slots=tuple(forged if s is slot else s for s in slots.slots))
    )
    service.lock_workspace(boss, now=NOW)
    boss = sample.unlock("supervisor")
    assert key_of(boss) is None
    service.lock_workspace(boss, now=NOW)
    service.lock_workspace(sample.unlock("counsellor"), now=NOW)  # she asked anew and is given the real one
    boss = sample.unlock("supervisor")
    assert key_of(boss) is not None
    service.lock_workspace(boss, now=NOW)


def test_the_recovery_key_gives_the_compartment_back(sample: Sample) -> None:
    workspace = sample.unlock()
    key = key_of(workspace)
    workspace.vault.close()
    for name in files.KEYSLOTS:
        (sample.folder / name).unlink()
    back = service.recover_workspace(
        sample.folder, identity_text=sample.identity, supervisor=BACK, now=NOW, kdf=KdfParameters.floor()
    )
    assert key_of(back) == key
    assert back.vault.keyslots.recovery[0].recipient == recovery.recipient_of(sample.identity)
    service.lock_workspace(back, now=NOW)


def test_a_backup_opens_with_both_keys(sample: Sample, tmp_path) -> None:
    workspace = sample.unlock()
    key, made = key_of(workspace), service.back_up(workspace, now=NOW)
    service.lock_workspace(workspace, now=NOW)
    service.restore_workspace(made.path, tmp_path / "restored", now=NOW)
    there = Sample(tmp_path / "restored", sample.users, sample.identity)
    workspace = there.unlock()
    assert key_of(workspace) == key
    service.lock_workspace(workspace, now=NOW)
    found = recovery.open_keys((there.folder / files.RECOVERY).read_bytes(), sample.identity)
    assert found.compartment_key == key


@pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not installed")
@pytest.mark.parametrize("is_old", [False, True])
def test_the_public_age_command_gives_both_keys(sample: Sample, tmp_path, is_old: bool) -> None:
    if is_old:
        make_old(sample)
    workspace = sample.unlock()
    sealed = workspace.vault.compartment.seal("special_needs", "row-1", b'{"a":1}')
    vault_id = workspace.vault.keyslots.vault_id
    workspace.vault.close()
    file = tmp_path / "key.txt"
    file.write_text(sample.identity + "\n", encoding="utf-8")
    told = subprocess.run(
        ["age", "-d", "-i", str(file), str(sample.folder / files.RECOVERY)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    key = re.search(r"^special-needs-key: ([0-9a-f]{64})$", told, re.MULTILINE)
    associated = re.search(r"^ +(ankommen-compartment/1 .* ID)$", told, re.MULTILINE)
    assert key is not None
    assert associated is not None
    assert vault_id in associated[1]
    bound = associated[1].replace(" ID", " row-1").encode()
    assert AESGCM(bytes.fromhex(key[1])).decrypt(sealed[:12], sealed[12:], bound) == b'{"a":1}'
