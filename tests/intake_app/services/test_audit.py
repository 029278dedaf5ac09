"""The log as the data protection officer reads it: filtered, proved, saved without a live formula."""

import csv
import typing
from pathlib import Path

import msgspec
import pytest

from intake_app.languages import Words
from intake_app.records.user import NewUser, Role
from intake_app.services import audit, users
from intake_app.services import workspace as service
from intake_app.services.persons import record_person
from intake_app.services.session import Workspace
from intake_app.vault.errors import AuditBroken, KeyslotsNewer
from intake_app.vault.keyslots import Keyslots
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, Sample

AUDITOR = NewUser("=cmd|' /C calc'!A0", "auditor", "wolke regen sonne mond")


@pytest.fixture
def auditor(sample: Sample) -> typing.Iterator[Workspace]:
    boss = sample.unlock("supervisor")
    record_person(boss, draft=draft("Amal", "Muster"), now=NOW)
    added = users.add_user(boss, user=AUDITOR, now=NOW)
    service.lock_workspace(boss, now=NOW)
    opened = service.unlock_workspace(sample.folder, user_id=added.id, passphrase=AUDITOR.passphrase, now=NOW)
    yield opened
    service.lock_workspace(opened, now=NOW)


def test_the_officer_sees_every_line_and_no_person(auditor: Workspace) -> None:
    page = audit.log_page(auditor)
    assert page.total == len(page.lines)
    assert {"person.record", "user.add", "workspace.unlock"} <= set(page.actions)
    assert "Amal" not in repr(page)
    assert page.lines[0].who == AUDITOR.name


def test_lines_are_chosen_by_person_who_acted_action_and_record(auditor: Workspace) -> None:
    person = audit.log_page(auditor, action="person.record").lines[0]
    assert audit.log_page(auditor, about=person.object.split(":")[1]).total >= 1
    own = audit.log_page(auditor, actor=auditor.user.id)
    assert {line.who for line in own.lines} == {AUDITOR.name}
    assert audit.log_page(auditor, limit=1).total > 1
    assert not audit.log_page(auditor, actor="nobody").lines


def test_a_table_holds_no_formula_and_every_line(auditor: Workspace, tmp_path: Path) -> None:
    count = audit.export_log(auditor, path=tmp_path / "log.csv", words=Words.load("en"), now=NOW)
    rows = list(csv.reader((tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == count + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "'" + AUDITOR.name in {row[2] for row in rows}


def test_proving_walks_the_chain_and_leaves_a_line(auditor: Workspace) -> None:
    before = audit.log_page(auditor).total
    assert audit.prove_log(auditor, now=NOW) == before
    assert audit.log_page(auditor).lines[0].action == "log.verify"
    with auditor.database.unfenced() as database:
        database.execute("UPDATE audit SET actor = 'somebody else' WHERE seq = 3")
    with pytest.raises(AuditBroken) as caught:
        audit.prove_log(auditor, now=NOW)
    assert caught.value.facts["seq"] == 3


def test_an_interpreter_has_no_keyslot(sample: Sample) -> None:
    assert "interpreter" not in typing.get_args(Role)
    for name in ("keyslots-a.json", "keyslots-b.json"):
        file = sample.folder / name
        file.write_bytes(file.read_bytes().replace(b'"counsellor"', b'"interpreter"'))
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(file.read_bytes(), type=Keyslots)
    with pytest.raises(KeyslotsNewer):
        sample.unlock("counsellor")
