"""The audit chain: every altered, missing or put-back line is found."""

import hashlib

import pytest

from intake_app.services import audit as service
from intake_app.services.session import Workspace
from intake_app.vault.errors import AuditBroken
from tests.intake_app.vault.sample import NOW, Sample


def add_lines(workspace: Workspace, count: int) -> None:
    for n in range(count):
        with workspace.recorded("person.open", f"person:{n}", now=NOW, detail="for a test"):
            pass


def test_a_chain_that_nobody_touched_holds(counsellor: Workspace) -> None:
    before = service.verify_audit(counsellor)
    add_lines(counsellor, 10)
    assert service.verify_audit(counsellor) == before + 10


def test_lines_say_who_what_which_and_when(counsellor: Workspace) -> None:
    add_lines(counsellor, 2)
    newest = service.audit_trail(counsellor, limit=1)[0]
    assert (newest.actor, newest.action, newest.object) == (counsellor.user.id, "person.open", "person:1")
    assert newest.at == NOW
    assert [line.object for line in service.audit_trail(counsellor, about="person:0")] == ["person:0"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET actor = 'somebody' WHERE seq = 5",
        "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 5",
        "UPDATE audit SET mac = (SELECT mac FROM audit WHERE seq = 4) WHERE seq = 5",
        "DELETE FROM audit WHERE seq = 5",
        "UPDATE audit SET digest = 'ab' WHERE seq = 5",
    ],
)
def test_an_altered_line_is_found_where_it_stands(counsellor: Workspace, change: str) -> None:
    add_lines(counsellor, 10)
    with counsellor.database.transaction():
        counsellor.database.execute(change)
    with pytest.raises(AuditBroken) as caught:
        service.verify_audit(counsellor)
    assert caught.value.facts["seq"] == 5


def test_lines_cut_off_at_the_end_are_noticed_on_opening(sample: Sample) -> None:
    workspace = sample.unlock()
    add_lines(workspace, 3)
    with workspace.database.transaction():
        workspace.database.execute("DELETE FROM audit WHERE seq > 3")
    workspace.database.close()  # as if the process had been killed
    workspace.vault._lock.close()
    from intake_app.vault.errors import VaultRolledBack

    with pytest.raises(VaultRolledBack):
        sample.unlock()


def test_what_fails_leaves_no_line(counsellor: Workspace) -> None:
    before = service.verify_audit(counsellor)
    with pytest.raises(RuntimeError), counsellor.recorded("person.open", "person:1", now=NOW):
        raise RuntimeError
    assert service.verify_audit(counsellor) == before


def test_digests_cover_what_else_was_written(counsellor: Workspace) -> None:
    digest = hashlib.sha256(b"state").hexdigest()
    with counsellor.recorded("interview.keep", "interview:1", now=NOW, digest=digest):
        pass
    assert service.verify_audit(counsellor) > 0
