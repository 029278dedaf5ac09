"""Users come and go by a supervisor's hand; everybody changes their own passphrase."""

import subprocess

import pytest

from intake_app.errors import NotAllowed
from intake_app.records.user import NewUser
from intake_app.services import users
from intake_app.services import workspace as service
from intake_app.services.errors import LastSupervisor, NameTaken
from intake_app.services.session import Workspace
from intake_app.vault.errors import KeyslotsDamaged, PassphraseTooWeak, WrongPassphrase
from tests.intake_app.vault.sample import COUNSELLOR, NOW, Sample

NEW = NewUser("Olena Probe", "counsellor", "wolke regen sonne mond")


def test_a_new_colleague_can_unlock(sample: Sample) -> None:
    workspace = sample.unlock("supervisor")
    added = users.add_user(workspace, user=NEW, now=NOW)
    assert [user.name for user in users.users(workspace)][-1] == NEW.name
    service.lock_workspace(workspace, now=NOW)
    opened = service.unlock_workspace(sample.folder, user_id=added.id, passphrase=NEW.passphrase, now=NOW)
    assert opened.user == added
    service.check_workspace(opened)
    service.lock_workspace(opened, now=NOW)


def test_a_removed_colleague_cannot(sample: Sample) -> None:
    workspace = sample.unlock("supervisor")
    users.remove_user(workspace, user_id=sample.users[1].id, now=NOW)
    service.lock_workspace(workspace, now=NOW)
    with pytest.raises(KeyslotsDamaged):
        sample.unlock("counsellor")
    assert len(service.describe_workspace(sample.folder).users) == 1


def test_only_supervisors_change_who_may_unlock(counsellor: Workspace) -> None:
    with pytest.raises(NotAllowed):
        users.add_user(counsellor, user=NEW, now=NOW)
    with pytest.raises(NotAllowed):
        users.remove_user(counsellor, user_id=counsellor.user.id, now=NOW)


def test_the_last_supervisor_stays(supervisor: Workspace) -> None:
    with pytest.raises(LastSupervisor):
        users.remove_user(supervisor, user_id=supervisor.user.id, now=NOW)


def test_two_people_need_two_names(supervisor: Workspace) -> None:
    with pytest.raises(NameTaken):
        users.add_user(supervisor, user=NewUser("karim muster", "counsellor", NEW.passphrase), now=NOW)


@pytest.mark.parametrize("role", ["supervisor", "counsellor"])
def test_a_changed_passphrase_replaces_the_old(sample: Sample, role: str) -> None:
    workspace = sample.unlock(role)
    old = "apfel birne kirsche traube melone" if role == "supervisor" else COUNSELLOR.passphrase
    new = "wolke regen sonne mond stern"
    signing_key = workspace.private_signing_key
    with pytest.raises(WrongPassphrase):
        users.change_passphrase(workspace, old="falsch", new=new, now=NOW)
    with pytest.raises(PassphraseTooWeak):
        users.change_passphrase(workspace, old=old, new="kurz", now=NOW)
    users.change_passphrase(workspace, old=old, new=new, now=NOW)
    service.lock_workspace(workspace, now=NOW)
    with pytest.raises(WrongPassphrase):
        sample.unlock(role)
    opened = sample.unlock(role, passphrase=new)
    assert opened.private_signing_key == signing_key
    service.lock_workspace(opened, now=NOW)


def test_a_signing_key_is_what_ssh_keygen_reads(tmp_path) -> None:
    private, public = users.make_signing_key("Sabine Beispiel")
    file = tmp_path / "key"
    file.write_bytes(private)
    file.chmod(0o600)
    try:
        told = subprocess.run(
            ["ssh-keygen", "-y", "-f", str(file)], capture_output=True, text=True, check=True
        )
    except FileNotFoundError:
        pytest.skip("ssh-keygen is not installed")
    assert told.stdout.split()[:2] == public.split()[:2]
    assert public.endswith(" Sabine-Beispiel")
