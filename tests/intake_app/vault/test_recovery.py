"""Recovery: with the program, and with nothing but the public ``age`` command."""

import re
import shutil
import subprocess

import pytest

from intake_app.records.user import NewUser
from intake_app.services import persons
from intake_app.services import workspace as service
from intake_app.vault import files, recovery
from intake_app.vault.database import Database
from intake_app.vault.errors import PassphraseTooWeak, RecoveryKeyWrong, WorkspaceMissing, WrongPassphrase
from intake_app.vault.keys import KdfParameters
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, SUPERVISOR, Sample

BACK = NewUser(SUPERVISOR.name, "supervisor", "wolke regen sonne mond stern")


def recover(sample: Sample, identity: str | None = None, supervisor: NewUser = BACK):
    typed = sample.identity if identity is None else identity
    return service.recover_workspace(
        sample.folder, identity_text=typed, supervisor=supervisor, now=NOW, kdf=KdfParameters.floor()
    )


def with_a_person(sample: Sample) -> None:
    workspace = sample.unlock()
    persons.record_person(workspace, draft=draft("Anna"), now=NOW)
    workspace.vault.close()


@pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not installed")
def test_the_public_age_command_alone_gives_the_data_back(sample: Sample, tmp_path) -> None:
    with_a_person(sample)
    key = tmp_path / "key.txt"
    key.write_text(sample.identity + "\n", encoding="utf-8")
    told = subprocess.run(
        ["age", "-d", "-i", str(key), str(sample.folder / files.RECOVERY)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    data_key = re.search(r"PRAGMA key = \"x'([0-9a-f]{64})'\"", told)
    assert data_key is not None
    database = Database.open(sample.database, data_key[1])
    assert b"Anna" in database.value("SELECT body FROM persons")
    database.close()


def test_a_forgotten_passphrase_is_replaced(sample: Sample) -> None:
    with_a_person(sample)
    workspace = recover(sample)
    assert workspace.user.id == sample.users[0].id
    assert len(persons.recent_persons(workspace)) == 1
    assert workspace.signing_key().startswith(b"-----BEGIN OPENSSH")
    workspace.vault.close()
    with pytest.raises(WrongPassphrase):
        sample.unlock("supervisor")
    sample.unlock("supervisor", passphrase=BACK.passphrase).vault.close()
    sample.unlock("counsellor").vault.close()


def test_lost_keyslots_are_made_again(sample: Sample) -> None:
    with_a_person(sample)
    for name in files.KEYSLOTS:
        (sample.folder / name).unlink()
    recover(sample).vault.close()
    outline = service.describe_workspace(sample.folder)
    assert outline.site_name == "Ankunft Musterstadt"
    assert [user.name for user in outline.users] == [SUPERVISOR.name]
    again = recover(sample)
    assert len(persons.recent_persons(again)) == 1
    again.vault.close()


def test_a_lost_recovery_file_is_found_in_the_keyslots(sample: Sample) -> None:
    before = (sample.folder / files.RECOVERY).read_bytes()
    (sample.folder / files.RECOVERY).unlink()
    recover(sample).vault.close()
    assert (sample.folder / files.RECOVERY).read_bytes() == before
    (sample.folder / files.RECOVERY).unlink()
    sample.unlock().vault.close()
    assert (sample.folder / files.RECOVERY).read_bytes() == before


def test_another_key_is_refused(sample: Sample) -> None:
    other = service.make_recovery_key()
    for wrong in (other.identity, sample.identity[:-1], sample.identity[:-1] + "B", "", "nonsense"):
        with pytest.raises(RecoveryKeyWrong) as caught:
            recover(sample, wrong)
        assert sample.identity not in repr(caught.value.__context__)
    sample.unlock("supervisor").vault.close()


def test_the_new_passphrase_must_be_good_enough(sample: Sample) -> None:
    with pytest.raises(PassphraseTooWeak):
        recover(sample, supervisor=NewUser(SUPERVISOR.name, "supervisor", "kurz"))


def test_an_empty_folder_has_nothing_to_recover(tmp_path) -> None:
    with pytest.raises(WorkspaceMissing):
        service.recover_workspace(
            tmp_path, identity_text=service.make_recovery_key().identity, supervisor=BACK, now=NOW
        )


def test_the_key_as_typed_from_the_sheet_is_proved(tmp_path) -> None:
    from intake_app.records.user import Site

    key = service.make_recovery_key()
    service.prove_recovery_key(key.recipient, key.identity)
    grouped = " ".join(re.findall(".{1,8}", key.identity.lower()))
    service.prove_recovery_key(key.recipient, grouped)
    service.save_recovery_sheet(tmp_path / "sheet.txt", key, Site("Ankunft"), NOW)
    sheet = (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    service.prove_recovery_key(key.recipient, sheet)
    assert "age -d -i" in sheet
    with pytest.raises(RecoveryKeyWrong):
        service.prove_recovery_key(key.recipient, service.make_recovery_key().identity)


def test_something_else_in_the_file_is_refused() -> None:
    identity, recipient = recovery.make_identity()
    sealed = recovery.seal(b"hello", recipient)
    with pytest.raises(RecoveryKeyWrong):
        recovery.open_keys(sealed, identity)
    with pytest.raises(RecoveryKeyWrong):
        recovery.open_keys(b"not an age file", identity)
    with pytest.raises(RecoveryKeyWrong):
        recovery.seal_keys("age1nonsense", vault_id="v", data_key=bytes(32))
