"""The vault as a whole: second instance, rollback, old pages, damaged files, what is on the disk."""

import shutil
import subprocess
import sys

import pytest

from intake_app.services import audit, persons
from intake_app.services import workspace as service
from intake_app.services.session import Workspace
from intake_app.vault import files
from intake_app.vault.errors import VaultDamaged, VaultIncomplete, VaultInUse, VaultNewer, VaultRolledBack
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, Sample


def work(sample: Sample, *names: str) -> None:
    workspace = sample.unlock()
    for name in names:
        persons.record_person(workspace, draft=draft(name), now=NOW)
    workspace.vault.close()


def test_a_second_instance_is_told_plainly(sample: Sample) -> None:
    workspace = sample.unlock()
    with pytest.raises(VaultInUse):
        sample.unlock()
    workspace.vault.close()
    sample.unlock().vault.close()


def test_a_second_process_is_told_plainly(sample: Sample) -> None:
    script = (
        "import sys, pathlib; from intake_app.vault import lock_file\n"
        "from intake_app.vault.errors import VaultInUse\n"
        "try: lock_file.take_lock(pathlib.Path(sys.argv[1]))\n"
        "except VaultInUse as trouble: sys.exit(str(trouble.says))\n"
    )
    call = [sys.executable, "-c", script, str(sample.folder)]
    workspace = sample.unlock()
    refused = subprocess.run(call, capture_output=True, text=True, check=False)
    workspace.vault.close()
    assert refused.returncode == 1
    assert "already open" in refused.stderr
    assert subprocess.run(call, check=False).returncode == 0


def test_waiting_for_the_lock_costs_no_try(sample: Sample) -> None:
    workspace = sample.unlock()
    with pytest.raises(VaultInUse):
        sample.unlock(passphrase="wrong")
    workspace.vault.close()
    assert (
        not (sample.folder / files.ATTEMPTS).exists()
        or b'"failed":{}' in (sample.folder / files.ATTEMPTS).read_bytes()
    )


def test_the_whole_file_put_back_is_noticed(sample: Sample, tmp_path) -> None:
    work(sample, "Anna")
    shutil.copy(sample.database, tmp_path / "old.db")
    work(sample, "Ben")
    shutil.copy(tmp_path / "old.db", sample.database)
    with pytest.raises(VaultRolledBack):
        sample.unlock()


def test_a_supervisor_may_accept_an_older_file_and_the_log_says_so(sample: Sample, tmp_path) -> None:
    work(sample, "Anna")
    shutil.copy(sample.database, tmp_path / "old.db")
    work(sample, "Ben")
    shutil.copy(tmp_path / "old.db", sample.database)
    with pytest.raises(VaultRolledBack):
        sample.unlock("counsellor", accepts_older=True)
    workspace = sample.unlock("supervisor", accepts_older=True)
    actions = [line.action for line in audit.audit_trail(workspace, limit=2)]
    assert actions == ["workspace.unlock", "workspace.accept-older"]
    assert [hit.display for hit in persons.recent_persons(workspace)] == ["Anna"]
    workspace.vault.close()
    workspace = sample.unlock("counsellor")
    assert audit.verify_audit(workspace)
    workspace.vault.close()
    shutil.copy(tmp_path / "old.db", sample.database)
    with pytest.raises(VaultRolledBack):
        sample.unlock("counsellor")


def test_the_log_taken_away_after_a_kill_is_noticed(sample: Sample) -> None:
    workspace = sample.unlock()
    persons.record_person(workspace, draft=draft("Anna"), now=NOW)
    kept = {file.name: file.read_bytes() for file in sample.folder.iterdir() if file.is_file()}
    workspace.vault.close()
    for name, data in kept.items():
        (sample.folder / name).write_bytes(data)
    (sample.folder / (files.DATABASE + "-wal")).unlink()
    with pytest.raises(VaultRolledBack):
        sample.unlock()


def test_an_old_state_page_put_back_is_noticed(counsellor: Workspace) -> None:
    """SQLCipher accepts an old page of the same file; the digest in the audit line does not."""
    from intake_app.vault import interviews
    from intake_app.vault.errors import AuditBroken

    with counsellor.database.transaction():
        counsellor.database.execute("PRAGMA defer_foreign_keys = ON")
        counsellor.database.execute("INSERT INTO persons VALUES ('p', x'00', NULL, '', 1)")
    import hashlib

    for state in (b"old", b"new"):
        digest = hashlib.sha256(state).hexdigest()
        with counsellor.recorded("interview.keep", "interview:i", now=NOW, digest=digest) as database:
            database.execute("INSERT OR IGNORE INTO forms VALUES ('f', '1', 't', x'00', x'00', '2026')")
            database.execute(
                "INSERT OR IGNORE INTO cases VALUES ('c', 'K-1000-1', 'p', '', ?, '', 1)",
                (counsellor.user.id,),
            )
            database.execute(
                "INSERT OR IGNORE INTO interviews VALUES"
                " ('i', 'c', 'p', 'f', '1', 't', 'draft', '', ?, '', '', '', NULL, 0, 0, '', 1, 1)",
                (counsellor.user.id,),
            )
            interviews.write_state(database, "i", state, digest)
    assert audit.verify_audit(counsellor)
    with counsellor.database.transaction():
        counsellor.database.execute("UPDATE interview_states SET state = x'6f6c64'")
    with pytest.raises(AuditBroken):
        audit.verify_audit(counsellor)


def test_a_missing_database_is_not_made_anew(sample: Sample) -> None:
    sample.database.unlink()
    with pytest.raises(VaultIncomplete):
        sample.unlock()
    assert not sample.database.exists()


def test_a_damaged_database_is_said_and_left_alone(sample: Sample) -> None:
    work(sample, "Anna")
    whole = sample.database.read_bytes()
    damaged = whole[:100] + bytes([whole[100] ^ 1]) + whole[101:]
    sample.database.write_bytes(damaged)
    with pytest.raises(VaultDamaged):
        sample.unlock()
    assert sample.database.read_bytes() == damaged


def test_a_newer_database_is_refused_untouched(sample: Sample) -> None:
    workspace = sample.unlock()
    workspace.database.execute("PRAGMA user_version = 999")
    workspace.vault.close()
    before = sample.database.read_bytes()
    with pytest.raises(VaultNewer):
        sample.unlock()
    assert sample.database.read_bytes() == before


def test_a_missing_head_file_is_no_obstacle(sample: Sample) -> None:
    work(sample, "Anna")
    (sample.folder / files.AUDIT_HEAD).unlink()
    work(sample, "Ben")


def test_no_word_of_a_person_is_on_the_disk(sample: Sample) -> None:
    canary = "Kanarienvogelowitsch"
    workspace = sample.unlock()
    persons.record_person(workspace, draft=draft(canary), now=NOW)
    persons.search_persons(workspace, query=canary)
    for step in ("open", "locked"):
        for file in (file for file in sample.folder.rglob("*") if file.is_file()):
            data = file.read_bytes()
            for encoding in ("utf-8", "utf-16-le"):
                for text in (canary, canary.lower()):
                    assert text.encode(encoding) not in data, (step, file.name)
        if step == "open":
            service.lock_workspace(workspace, now=NOW)
    assert list((sample.folder / files.BACKUPS).rglob(files.DATABASE))
