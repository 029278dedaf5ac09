"""A new data key: nothing is lost, passphrases stay, who left opens nothing; killed, old or new opens."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from intake_app.errors import DiskFull, NotAllowed
from intake_app.records.user import NewUser
from intake_app.services import users
from intake_app.services import workspace as service
from intake_app.services.audit import verify_audit
from intake_app.services.persons import record_person, search_persons
from intake_app.services.session import Workspace
from intake_app.services.special_needs import begin_check, special_needs_page
from intake_app.vault import audit, files, keyslots, new_key, recovery
from intake_app.vault.database import Database
from intake_app.vault.errors import CompartmentClosed, KeyslotsDamaged, VaultDamaged, VaultRolledBack
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import COUNSELLOR, NOW, SUPERVISOR, Sample

GONE = NewUser("Olena Probe", "counsellor", "wolke regen sonne mond")


@pytest.fixture
def filled(sample: Sample) -> Sample:
    """Return a workspace with a person, something in the compartment and a colleague who will go."""
    boss = sample.unlock("supervisor")
    gone = users.add_user(boss, user=GONE, now=NOW)
    person = record_person(boss, draft=draft("Amal", "Muster"), now=NOW)
    begin_check(boss, person_id=person.person.id, occasion="intake", now=NOW)
    service.lock_workspace(boss, now=NOW)
    return Sample(sample.folder, (*sample.users, gone), sample.identity)


def revoke(sample: Sample) -> tuple[bytes, bytes]:
    """Shut the colleague out; return the old and the new key."""
    boss = sample.unlock("supervisor")
    old = boss.vault.data_key
    users.revoke_user(boss, user_id=sample.users[2].id, now=NOW)
    new = boss.vault.data_key
    assert_whole(boss)
    service.lock_workspace(boss, now=NOW)
    return old, new


def assert_whole(workspace: Workspace) -> None:
    hits = search_persons(workspace, query="Amal")
    assert len(hits) == 1
    assert special_needs_page(workspace, person_id=hits[0].person_id).current
    service.check_workspace(workspace)


def test_nothing_is_lost_and_passphrases_stay(filled: Sample) -> None:
    old, new = revoke(filled)
    assert old != new
    for role in ("counsellor", "supervisor", "counsellor"):
        workspace = filled.unlock(role)
        assert workspace.vault.data_key == new
        assert_whole(workspace)
        slot = workspace.vault.keyslots.slot(workspace.user.id)
        assert slot is not None
        assert isinstance(slot.letterbox, keyslots.Letterbox)
        assert not slot.letterbox.letters  # read once, the key lies under the passphrase again
        service.lock_workspace(workspace, now=NOW)


def test_who_left_opens_nothing_with_what_was_copied(filled: Sample, tmp_path: Path) -> None:
    boss = filled.unlock("supervisor")
    service.back_up(boss, now=NOW)
    service.lock_workspace(boss, now=NOW)
    copied = filled.folder / files.KEYSLOTS[0]
    shutil.copy(copied, tmp_path / "copied.json")
    old, _new = revoke(filled)
    with pytest.raises(KeyslotsDamaged):  # no slot of theirs any more
        service.unlock_workspace(
            filled.folder, user_id=filled.users[2].id, passphrase=GONE.passphrase, now=NOW
        )
    with pytest.raises(VaultDamaged):
        Database.open(filled.database, old.hex())
    for name in files.KEYSLOTS:  # not with the old keyslots put back, either
        shutil.copy(tmp_path / "copied.json", filled.folder / name)
    with pytest.raises(VaultDamaged):
        service.unlock_workspace(
            filled.folder, user_id=filled.users[2].id, passphrase=GONE.passphrase, now=NOW
        )
    for place in (filled.folder / files.BACKUPS).glob("backup-*"):
        with pytest.raises(VaultDamaged):
            Database.open(place / files.DATABASE, old.hex(), is_copy=True)


def test_the_compartment_has_a_new_key_too_and_the_recovery_key_opens_both(filled: Sample) -> None:
    before = filled.unlock("supervisor")
    old = before.vault.compartment_key
    service.lock_workspace(before, now=NOW)
    _old, new = revoke(filled)
    found = recovery.open_keys((filled.folder / files.RECOVERY).read_bytes(), filled.identity)
    assert found.data_key == new
    assert found.compartment_key not in {None, old}


def test_a_second_and_a_third_key_reach_who_was_away(filled: Sample) -> None:
    boss = filled.unlock("supervisor")
    for _ in range(3):
        users.renew_key(boss, now=NOW)
    service.lock_workspace(boss, now=NOW)
    workspace = filled.unlock("counsellor")
    assert_whole(workspace)
    service.lock_workspace(workspace, now=NOW)


def test_the_log_goes_on_and_its_old_lines_still_hold(filled: Sample) -> None:
    boss = filled.unlock("supervisor")
    known = audit.head(boss.database)
    users.renew_key(boss, now=NOW)
    users.renew_key(boss, now=NOW)
    assert audit.holds(boss.database, known)
    assert verify_audit(boss) > known.seq
    boss.database.execute("UPDATE audit SET actor = 'nobody' WHERE seq = 2")
    with pytest.raises(VaultDamaged):
        verify_audit(boss)
    boss.vault.close()


def test_an_older_copy_under_the_new_key_is_noticed(filled: Sample) -> None:
    revoke(filled)
    kept = filled.database.read_bytes()
    workspace = filled.unlock()
    record_person(workspace, draft=draft("Omar", "Muster"), now=NOW)
    service.lock_workspace(workspace, now=NOW)
    filled.database.write_bytes(kept)
    with pytest.raises(VaultRolledBack):
        filled.unlock()


def test_a_letter_from_somebody_without_the_old_key_is_refused(filled: Sample) -> None:
    boss = filled.unlock("supervisor")
    slots, key = boss.vault.keyslots, boss.vault.data_key
    service.lock_workspace(boss, now=NOW)
    forged = keyslots.Letter(bytes(32))
    foisted = tuple(keyslots.with_letter(slot, forged, proved_by=bytes(32)) for slot in slots.slots)
    keyslots.write_copies(filled.folder, msgspec.structs.replace(slots, slots=foisted), bytes(32))
    with pytest.raises(KeyslotsDamaged):
        filled.unlock()
    keyslots.write_copies(filled.folder, slots, key)
    service.lock_workspace(filled.unlock(), now=NOW)


def test_a_colleague_from_before_gets_a_new_passphrase(filled: Sample) -> None:
    boss = filled.unlock("supervisor")
    old = tuple(
        msgspec.structs.replace(slot, letterbox=msgspec.UNSET) if slot.role == "counsellor" else slot
        for slot in boss.vault.keyslots.slots
    )
    boss.vault.rewrite_keyslots(msgspec.structs.replace(boss.vault.keyslots, slots=old))
    changed = users.renew_key(boss, now=NOW)
    assert set(changed.shut_out) == {filled.users[1].id, filled.users[2].id}
    users.give_passphrase(boss, user_id=filled.users[1].id, passphrase="stern wolke regen mond", now=NOW)
    service.lock_workspace(boss, now=NOW)
    workspace = filled.unlock(passphrase="stern wolke regen mond")
    assert_whole(workspace)
    service.lock_workspace(workspace, now=NOW)


def test_only_supervisors_who_hold_every_key_change_it(filled: Sample) -> None:
    workspace = filled.unlock("counsellor")
    for act in (
        lambda: users.renew_key(workspace, now=NOW),
        lambda: users.revoke_user(workspace, user_id=filled.users[2].id, now=NOW),
        lambda: users.give_passphrase(workspace, user_id=filled.users[2].id, passphrase="x", now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    service.lock_workspace(workspace, now=NOW)
    boss = filled.unlock("supervisor")
    boss.vault._compartment_key = None
    with pytest.raises(CompartmentClosed):
        users.renew_key(boss, now=NOW)
    boss.vault.close()


class Killed(BaseException):
    """As a kill would: nothing after it runs."""


STEPS = ("export", "compare", "keyslots", "rename", "moved 1", "moved 2", "moved 3", "moved 4")


@pytest.mark.parametrize("step", STEPS)
def test_killed_in_the_middle_the_old_or_the_new_opens(
    filled: Sample, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = filled.unlock("supervisor")
    with monkeypatch.context() as patch:
        die_at(step, patch)
        with pytest.raises(Killed):
            users.renew_key(boss, now=NOW)
    boss.vault.database.close()  # as the system does for a process that is gone
    boss.vault._lock.close()
    for role, passphrase in (("counsellor", COUNSELLOR.passphrase), ("supervisor", SUPERVISOR.passphrase)):
        workspace = filled.unlock(role, passphrase=passphrase)
        assert_whole(workspace)
        service.lock_workspace(workspace, now=NOW)
    assert not (filled.folder / files.NEW_KEY).exists()


def die_at(step: str, patch: pytest.MonkeyPatch) -> None:
    def dies(*_args: object, **_more: object) -> None:
        raise Killed

    def dies_after(count: int, act: Callable[..., object]) -> Callable[..., object]:
        done: list[object] = []

        def counted(*args: object, **more: object) -> object:
            if len(done) == count:
                raise Killed
            done.append(args)
            return act(*args, **more)

        return counted

    # What tidies up after trouble does not run in a process that is gone.
    patch.setattr(new_key.shutil, "rmtree", lambda *_args, **_more: None)
    if step == "export":
        patch.setattr(Database, "export_into", dies)
    elif step == "compare":
        patch.setattr(Database, "fingerprint", dies)
    elif step == "keyslots":
        patch.setattr(new_key.keyslots, "write_copies", dies)
    elif step == "rename":
        patch.setattr(Path, "rename", dies)
    else:
        patch.setattr(new_key, "_move", dies_after(int(step[-1]) - 1, new_key._move))


def test_a_full_disk_leaves_the_old_key_and_the_open_workspace(
    filled: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = filled.unlock("supervisor")
    key = boss.vault.data_key

    def full(*_args: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(Database, "export_into", full)
        with pytest.raises(DiskFull):
            users.renew_key(boss, now=NOW)
    assert boss.vault.data_key == key
    assert_whole(boss)
    assert not list(filled.folder.glob(f"{files.NEW_KEY}*"))
    service.lock_workspace(boss, now=NOW)
