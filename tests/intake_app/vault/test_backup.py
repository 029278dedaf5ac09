"""Backups open, compare, thin themselves out and come back on another device."""

import datetime
import shutil

import msgspec
import pytest

from intake_app.services import backups, persons
from intake_app.services import workspace as service
from intake_app.vault import backup, files
from intake_app.vault.errors import BackupUnusable, VaultInUse, WorkspaceExists
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, Sample


def test_a_backup_holds_everything_and_opens_elsewhere(sample: Sample, tmp_path) -> None:
    workspace = sample.unlock()
    persons.record_person(workspace, draft=draft("Anna", "Beispiel"), now=NOW)
    made = backups.back_up(workspace, now=NOW)
    expected = workspace.database.fingerprint()
    workspace.vault.close()

    assert backups.restore_workspace(made.path, tmp_path / "other laptop", now=NOW) is None
    other = Sample(tmp_path / "other laptop", sample.users, sample.identity).unlock()
    found = other.database.fingerprint()
    assert {name: found[name] for name in found if name != "audit"} == {
        name: expected[name] for name in expected if name != "audit"
    }
    assert service.check_workspace(other).rows > 0
    assert [hit.display for hit in persons.search_persons(other, query="anna")] == ["Beispiel, Anna"]
    other.vault.close()


def test_a_copy_that_differs_is_no_backup(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = sample.unlock()
    real = backup.Database.copy_into

    def lossy(self, target) -> None:
        real(self, target)
        whole = bytearray(target.read_bytes())
        whole[5000] ^= 1
        target.write_bytes(whole)

    monkeypatch.setattr(backup.Database, "copy_into", lossy)
    with pytest.raises(BackupUnusable):
        backups.back_up(workspace, now=NOW)
    assert backups.last_backup(workspace) is None
    assert not service.describe_workspace(sample.folder).last_backup_ok
    assert not list(backups.backups_folder(sample.folder).glob("backup-*"))
    monkeypatch.undo()
    backups.back_up(workspace, now=NOW)
    assert service.describe_workspace(sample.folder).last_backup_ok
    workspace.vault.close()


def test_locking_backs_up_what_changed_and_nothing_else(sample: Sample) -> None:
    workspace = sample.unlock()
    persons.record_person(workspace, draft=draft("Anna"), now=NOW)
    service.lock_workspace(workspace, now=NOW)
    assert len(backups.backups(sample.folder)) == 1
    workspace = sample.unlock()
    service.lock_workspace(workspace, now=NOW)
    assert len(backups.backups(sample.folder)) == 1


def test_once_a_day_a_backup_is_due(sample: Sample) -> None:
    workspace = sample.unlock()
    assert backups.back_up_if_due(workspace, now=NOW) is not None
    persons.record_person(workspace, draft=draft("Anna"), now=NOW)
    assert backups.back_up_if_due(workspace, now=NOW + datetime.timedelta(hours=2)) is None
    assert backups.back_up_if_due(workspace, now=NOW + datetime.timedelta(days=1)) is not None
    assert backups.back_up_if_due(workspace, now=NOW + datetime.timedelta(days=9)) is None, "nothing changed"
    workspace.vault.close()


def test_old_backups_are_thinned_out(sample: Sample) -> None:
    folder = backups.backups_folder(sample.folder)
    moments = [NOW - datetime.timedelta(hours=4 * n) for n in range(6 * 120)]  # 120 days, six a day
    for n, moment in enumerate(moments):
        place = folder / f"backup-{moment:%Y%m%dT%H%M%SZ}"
        place.mkdir(parents=True)
        manifest = backup.BackupManifest("v", moment, moment, len(moments) - n, 0, "")
        (place / backup.MANIFEST).write_bytes(msgspec.json.encode(manifest))
    removed = backup.thin_backups(folder, NOW)
    kept = [made.made_at for _, made in backup.list_backups(folder)]
    assert removed == len(moments) - len(kept)
    assert kept[:5] == moments[:5]
    assert len(kept) < 35
    days = {moment.date() for moment in kept}
    assert all((NOW - datetime.timedelta(days=n)).date() in days for n in range(14))
    assert min(kept) < NOW - datetime.timedelta(weeks=11)


def test_a_backup_on_a_stick_is_not_counted_as_the_own(sample: Sample, tmp_path) -> None:
    workspace = sample.unlock()
    made = backups.back_up(workspace, now=NOW, folder=tmp_path / "stick")
    assert made.path.parent == tmp_path / "stick"
    assert backups.last_backup(workspace) is None
    workspace.vault.close()


def test_two_backups_in_one_moment_are_two(sample: Sample) -> None:
    workspace = sample.unlock()
    places = {backups.back_up(workspace, now=NOW).path for _ in range(3)}
    assert len(places) == 3
    assert len(backups.backups(sample.folder)) == 3
    workspace.vault.close()


@pytest.mark.parametrize("damage", ["database", "manifest", "keyslots"])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(sample: Sample, tmp_path, damage: str) -> None:
    workspace = sample.unlock()
    made = backups.back_up(workspace, now=NOW)
    workspace.vault.close()
    if damage == "database":
        data = bytearray((made.path / files.DATABASE).read_bytes())
        data[len(data) // 2] ^= 1
        (made.path / files.DATABASE).write_bytes(data)
    elif damage == "manifest":
        (made.path / backup.MANIFEST).write_bytes(b"{")
    else:
        for name in files.KEYSLOTS:
            (made.path / name).unlink()
    with pytest.raises(BackupUnusable):
        backups.restore_workspace(made.path, tmp_path / "other", now=NOW)
    assert not (tmp_path / "other").exists()


def test_restoring_never_overwrites(sample: Sample) -> None:
    workspace = sample.unlock()
    made = backups.back_up(workspace, now=NOW)
    with pytest.raises(VaultInUse):
        backups.restore_workspace(made.path, sample.folder, now=NOW, is_replacing=True)
    persons.record_person(workspace, draft=draft("Anna"), now=NOW)
    workspace.vault.close()
    with pytest.raises(WorkspaceExists):
        backups.restore_workspace(made.path, sample.folder, now=NOW)
    before = sample.database.read_bytes()
    aside = backups.restore_workspace(made.path, sample.folder, now=NOW, is_replacing=True)
    assert aside is not None
    assert (aside / files.DATABASE).read_bytes() == before
    restored = sample.unlock()
    assert persons.recent_persons(restored) == ()
    restored.vault.close()
    shutil.rmtree(aside)


def test_the_newest_backup_on_a_stick_is_found_and_a_damaged_one_said(sample: Sample, tmp_path) -> None:
    workspace = sample.unlock()
    stick = tmp_path / "stick"
    backups.back_up(workspace, now=NOW, folder=stick)
    newest = backups.back_up(workspace, now=NOW + datetime.timedelta(days=1), folder=stick)
    workspace.vault.close()
    assert backups.find_backup(stick) == newest
    assert backups.find_backup(newest.path) == newest
    (newest.path / files.DATABASE).write_bytes(b"torn")
    with pytest.raises(BackupUnusable):
        backups.find_backup(stick)
    with pytest.raises(BackupUnusable):
        backups.find_backup(tmp_path)
