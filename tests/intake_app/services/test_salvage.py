"""Salvage: a really damaged workspace opens again with what could be read, and says what it lost."""

from pathlib import Path

import pytest

from intake_app.errors import NotAllowed
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import backups, forms, interviews, persons, salvage
from intake_app.services import workspace as service
from intake_app.services.session import Workspace
from intake_app.vault import keyslots
from intake_app.vault.database import Database
from intake_app.vault.errors import VaultDamaged, WrongPassphrase
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import COUNSELLOR, NOW, Sample

PAGE = 4096


def fill(sample: Sample, count: int = 60) -> None:
    """Record persons with long names, each third with an interview that was answered."""
    workspace = sample.unlock()
    forms.keep_form(workspace, definition=read_small_form(), now=NOW)
    for n in range(count):
        made = persons.record_person(workspace, draft=draft(f"Person {n}", original="ا" * 200), now=NOW)
        if n % 3 == 0:
            begun = interviews.begin_interview(
                workspace, case_id=made.case.id, form_id=SMALL_FORM, language="", client_language="", now=NOW
            )
            begun.interview.answer("/data/name", f"Antwort {n}")
            interviews.keep_event(
                workspace, interview_id=begun.record.id,
                event=InterviewEvent("answer", "/data/name", f"A{n}"),
                state=begun.interview.state(), answered=1, asked=2, language="", client_language="", now=NOW,
            )  # fmt: skip
    workspace.vault.close()


def pages_of(sample: Sample, table: str) -> list[int]:
    """Return the numbers of a table's leaf pages, in the order of its rows (1 is the first page)."""
    opened = keyslots.open_slot(sample.folder, sample.users[1].id, COUNSELLOR.passphrase)
    assert opened is not None
    database = Database.open(sample.database, opened.data_key.hex(), is_copy=True)
    root = int(database.value("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)))
    database.close()
    return [root]


def damage(sample: Sample, *pages: int) -> None:
    """Turn bits in the middle of pages, as a dying disk does."""
    data = bytearray(sample.database.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE + 1000] ^= 0xFF
    sample.database.write_bytes(data)


def saved(sample: Sample) -> tuple[Workspace, salvage.SalvageReport]:
    return salvage.salvage_workspace(
        sample.folder, user_id=sample.users[1].id, passphrase=COUNSELLOR.passphrase, now=NOW
    )


def total_pages(sample: Sample) -> int:
    return sample.database.stat().st_size // PAGE


def test_what_can_be_read_is_put_in_place_and_stays_in_order(sample: Sample) -> None:
    fill(sample)
    count = total_pages(sample)
    damage(sample, count // 3, count // 2, count - 2, *pages_of(sample, "interviews"))
    opened = sample.unlock()  # not every page is read at once
    with pytest.raises(VaultDamaged):
        service.check_workspace(opened)
    opened.vault.close()
    before = sample.database.read_bytes()
    workspace, report = saved(sample)
    assert report.saved["People"] > 20
    assert report.lost or report.uncounted
    assert (report.aside / "vault.db").read_bytes() == before, "the damaged file is kept as it was"
    service.check_workspace(workspace)
    backups.back_up(workspace, now=NOW)
    persons.record_person(workspace, draft=draft("Danach"), now=NOW)
    service.lock_workspace(workspace, now=NOW)
    again = sample.unlock()
    assert "Danach" in {hit.display.split(", ")[-1] for hit in persons.recent_persons(again, limit=500)}
    service.check_workspace(again)
    again.vault.close()
    assert not list(sample.folder.glob("*.part"))


@pytest.mark.parametrize("table", ["audit", "persons", "users", "site", "forms", "interviews", "cases"])
def test_a_lost_table_never_leaves_a_workspace_that_cannot_be_kept(sample: Sample, table: str) -> None:
    fill(sample, 12)
    damage(sample, *pages_of(sample, table))
    workspace, report = saved(sample)
    assert report.saved["Lines of the log"] >= 1
    assert set(report.lost) | set(report.uncounted) or table in {"site", "users"}
    check = service.check_workspace(workspace)
    assert check.tables > 40
    backups.back_up(workspace, now=NOW)
    service.lock_workspace(workspace, now=NOW)
    sample.unlock().vault.close()


def test_a_log_that_was_changed_after_a_salvage_is_still_noticed(sample: Sample) -> None:
    fill(sample, 12)
    damage(sample, *pages_of(sample, "persons"))
    workspace, _report = saved(sample)
    service.check_workspace(workspace)
    workspace.database.execute("UPDATE audit SET actor = 'x' WHERE seq = 3")
    with pytest.raises(VaultDamaged):
        service.check_workspace(workspace)
    workspace.vault.close()


def test_with_nothing_to_read_nothing_is_changed(sample: Sample) -> None:
    damage(sample, 1)
    before = {file.name: file.read_bytes() for file in sample.folder.iterdir() if file.is_file()}
    with pytest.raises(salvage.NothingToSalvage):
        saved(sample)
    after = {file.name: file.read_bytes() for file in sample.folder.iterdir() if file.is_file()}
    assert before.items() <= after.items()
    assert not list(sample.folder.glob("s*-*"))


def test_a_wrong_passphrase_or_another_role_salvages_nothing(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sample, 3)
    before = sample.database.read_bytes()
    with pytest.raises(WrongPassphrase):
        salvage.salvage_workspace(
            sample.folder, user_id=sample.users[1].id, passphrase="nicht diese worte", now=NOW
        )
    monkeypatch.setattr(salvage.keyslots, "COMPARTMENT_ROLES", frozenset({"supervisor"}))
    with pytest.raises(NotAllowed):
        saved(sample)
    assert sample.database.read_bytes() == before
    assert not list(Path(sample.folder).glob("set-aside-*"))
