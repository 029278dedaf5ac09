"""A workspace's life: set up with its forms, described without a key, unlocked, locked."""

import pytest

from intake_app.errors import NotAllowed
from intake_app.records.user import NewUser, Site
from intake_app.services import audit, forms
from intake_app.services import workspace as service
from intake_app.vault import attempts
from intake_app.vault.errors import (
    PassphraseTooWeak,
    TooFewWords,
    TooManyTries,
    WorkspaceExists,
    WorkspaceMissing,
    WrongPassphrase,
    WrongPassphraseNowPaused,
)
from intake_app.vault.keys import KdfParameters
from tests.intake_app.vault.sample import COUNSELLOR, NOW, SUPERVISOR, Sample


def create(folder, **changed):
    facts = {
        "site": Site("Ankunft Musterstadt"), "supervisor": SUPERVISOR, "counsellor": COUNSELLOR,
        "recovery": service.make_recovery_key(), "now": NOW, "kdf": KdfParameters.floor(), **changed,
    }  # fmt: skip
    return service.create_workspace(folder, **facts)


def test_a_new_workspace_has_its_users_and_the_shipped_forms(tmp_path) -> None:
    workspace = create(tmp_path / "new")
    assert workspace.user.role == "supervisor"
    installed = forms.installed_forms(workspace)
    assert "arrival-intake" in {form.form_id for form in installed}
    assert all(form.is_shipped and form.questions > 10 for form in installed)
    assert service.check_workspace(workspace).audit_lines == 1 + len(installed)
    service.lock_workspace(workspace, now=NOW)
    outline = service.describe_workspace(tmp_path / "new")
    assert outline.exists
    assert outline.site_name == "Ankunft Musterstadt"
    assert [(user.name, user.role) for user in outline.users] == [
        (SUPERVISOR.name, "supervisor"),
        (COUNSELLOR.name, "counsellor"),
    ]
    assert outline.last_backup_at == NOW
    assert outline.last_backup_ok
    assert not outline.is_sample


def test_nothing_is_there_before_it_is_made(tmp_path) -> None:
    assert not service.describe_workspace(tmp_path / "nowhere").exists
    with pytest.raises(WorkspaceMissing):
        service.unlock_workspace(tmp_path / "nowhere", user_id="", passphrase="", now=NOW)


def test_a_workspace_is_never_overwritten(sample: Sample) -> None:
    before = sample.database.read_bytes()
    with pytest.raises(WorkspaceExists):
        create(sample.folder)
    assert sample.database.read_bytes() == before


def test_a_set_up_that_was_cut_off_is_simply_done_again(tmp_path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "vault.db").write_bytes(b"what a power cut left")
    assert not service.describe_workspace(folder).exists
    workspace = create(folder)
    service.lock_workspace(workspace, now=NOW)
    assert service.describe_workspace(folder).exists
    assert len(list(folder.glob("set-aside-*/vault.db"))) == 1, "nothing is ever deleted"


@pytest.mark.parametrize(
    ("user", "passphrase", "trouble"),
    [
        ("supervisor", "apfel birne kirsche traube", TooFewWords),
        ("counsellor", "kurz", PassphraseTooWeak),
        ("counsellor", "KarimMuster1234", PassphraseTooWeak),
    ],
)
def test_a_weak_passphrase_leaves_nothing_behind(tmp_path, user: str, passphrase: str, trouble) -> None:
    known = SUPERVISOR if user == "supervisor" else COUNSELLOR
    with pytest.raises(trouble):
        create(tmp_path / "new", **{user: NewUser(known.name, known.role, passphrase)})
    assert not service.describe_workspace(tmp_path / "new").exists


def test_a_wrong_passphrase_says_how_many_tries_are_left(sample: Sample) -> None:
    clock = iter(range(1000, 1100)).__next__
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongPassphrase) as caught:
            unlock_wrongly(sample, clock)
        assert caught.value.tries_left == left
    with pytest.raises(WrongPassphraseNowPaused) as paused:
        unlock_wrongly(sample, clock)
    assert paused.value.wait_seconds == 5
    with pytest.raises(TooManyTries):
        unlock_wrongly(sample, clock)
    assert attempts.seconds_to_wait(sample.folder, sample.users[1].id, monotonic=lambda: 2000.0) == 0


def unlock_wrongly(sample: Sample, clock) -> None:
    service.unlock_workspace(
        sample.folder, user_id=sample.users[1].id, passphrase="falsch falsch", now=NOW,
        monotonic=lambda: float(clock()),
    )  # fmt: skip


def test_wrong_tries_before_are_in_the_log(sample: Sample) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            sample.unlock(passphrase="falsch")
    workspace = sample.unlock()
    newest = audit.audit_trail(workspace, limit=1)[0]
    assert (newest.action, newest.detail) == ("workspace.unlock", "2 wrong tries before")
    workspace.vault.close()


def test_one_users_passphrase_does_not_open_anothers_slot(sample: Sample) -> None:
    with pytest.raises(WrongPassphrase):
        sample.unlock("supervisor", passphrase=COUNSELLOR.passphrase)


def test_only_a_supervisor_holds_the_signing_key(sample: Sample) -> None:
    workspace = sample.unlock("supervisor")
    assert b"OPENSSH PRIVATE KEY" in workspace.signing_key()
    assert "PRIVATE" not in repr(workspace)
    service.lock_workspace(workspace, now=NOW)
    with pytest.raises(NotAllowed):
        workspace.signing_key()
    workspace = sample.unlock("counsellor")
    with pytest.raises(NotAllowed):
        workspace.signing_key()
    service.lock_workspace(workspace, now=NOW)


def test_locking_twice_is_harmless(sample: Sample) -> None:
    workspace = sample.unlock()
    service.lock_workspace(workspace, now=NOW)
    workspace.vault.close()
    sample.unlock().vault.close()
