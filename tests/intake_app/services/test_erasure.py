"""Deleting a case: two people, everything about it, no residue, a receipt without content, a notice."""

import datetime

import msgspec
import pytest

from intake_app.records.assessment import DomainRating
from intake_app.records.ids import new_id
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import (
    assessments,
    backups,
    batch_selection,
    consents,
    disputes,
    erasure,
    forms,
    interviews,
    persons,
    unfinished,
)
from intake_app.services import workspace as service
from intake_app.services.assessments import ResourceDraft
from intake_app.services.session import Workspace
from intake_app.vault import batches as batch_sql
from intake_app.vault import files
from intake_app.vault import retention as retention_sql
from intake_app.vault.errors import RecordMissing, WrongPassphrase
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import COUNSELLOR, NOW, SUPERVISOR, Sample
from tests.reliability.decrypted import hits

LATER = NOW + datetime.timedelta(days=1)
CANARIES = {
    "name": b"Zimtsternchen",
    "original": "قرفةنجمة".encode(),
    "answer": b"Quittenbaum-7261",
    "resource": b"Weberknechtzucht",
    "dispute": b"Lindwurmfehler",
    "file": b"PNG-Kornblumenblau",
}


def a_case(workspace: Workspace, name: str = "Zimtsternchen") -> tuple[str, str]:
    """Record a person with an interview, a file, a strength and a dispute; return person and case."""
    person = persons.record_person(workspace, draft=draft(name, original="قرفةنجمة"), now=NOW)
    begun = interviews.begin_interview(
        workspace, case_id=person.case.id, form_id=SMALL_FORM, language="", client_language="", now=NOW
    )
    begun.interview.answer("/data/store", "yes")
    for n in range(40):  # some pages are freed and used again
        begun.interview.answer("/data/name", f"Quittenbaum-7261 {n}" * 20)
        interviews.keep_event(
            workspace, interview_id=begun.record.id,
            event=InterviewEvent("answer", "/data/name", f"Quittenbaum-7261 {n}" * 20),
            state=begun.interview.state(), answered=1, asked=2, language="", client_language="", now=NOW,
        )  # fmt: skip
    assessments.add_resource(
        workspace, person_id=person.person.id, draft=ResourceDraft("D06", "Weberknechtzucht"), now=NOW
    )
    assessment = assessments.begin_assessment(workspace, person_id=person.person.id, kind="initial", now=NOW)
    assessments.rate_domain(
        workspace, assessment_id=assessment.id,
        rating=DomainRating("D06", "rated", 3, 3, 1, 1, has_opened_prompts=True), now=NOW,
    )  # fmt: skip
    disputes.raise_dispute(workspace, person_id=person.person.id, says="Lindwurmfehler", now=NOW)
    consents.record_consent(
        workspace, person_id=person.person.id, purpose="K-DS", state="given", language="ar",
        text_version="1", now=NOW,
    )  # fmt: skip
    workspace.database.execute(
        "INSERT INTO attachments (id, interview_id, ref, head, content) VALUES (?, ?, '/data/name', ?, ?)",
        (f"a-{name}", begun.record.id, b"{}", b"PNG-Kornblumenblau" * 3000),
    )
    return person.person.id, person.case.id


@pytest.fixture
def filled(sample: Sample) -> Sample:
    """A workspace with one full case and another person."""
    workspace = sample.unlock()
    forms.keep_form(workspace, definition=read_small_form(), now=NOW)
    persons.record_person(workspace, draft=draft("Bleibt", "Hier"), now=NOW)
    workspace.vault.close()
    return sample


def test_nothing_of_a_deleted_case_stays_in_any_file_of_the_workspace(filled: Sample) -> None:
    workspace = filled.unlock()
    _person, case = a_case(workspace)
    key = workspace.vault.data_key
    assert hits(filled.folder, key, CANARIES).keys() == CANARIES.keys(), "the scan finds what is there"
    asked = erasure.ask_deletion(workspace, case_id=case, reason="person-asked", remark="bat", now=NOW)
    workspace.vault.close()

    workspace = filled.unlock("supervisor")
    expected = erasure.preview_deletion(workspace, case_id=case)
    report = erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    assert report.receipt.rows == expected
    assert report.rows == sum(expected.values()) > 50
    assert hits(filled.folder, key, CANARIES) == {}
    assert [one.display for one in persons.recent_persons(workspace)] == ["Hier, Bleibt"]
    service.check_workspace(workspace)
    service.lock_workspace(workspace, now=LATER)
    assert hits(filled.folder, key, CANARIES) == {}
    again = filled.unlock()
    service.check_workspace(again)
    again.vault.close()


def test_without_a_new_file_there_is_a_residue(filled: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above: the same deletion without the new file leaves something to find."""
    monkeypatch.setattr(erasure.erasure, "renew_file", lambda _vault: None)
    workspace = filled.unlock()
    workspace.database.execute("PRAGMA secure_delete = OFF")
    _person, case = a_case(workspace)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="person-asked", now=NOW)
    user = next(user for user in filled.users if user.role == "supervisor")
    erasure.confirm_deletion_beside(
        workspace, deletion_id=asked.id, user_id=user.id, passphrase=SUPERVISOR.passphrase, now=LATER
    )
    key = workspace.vault.data_key
    workspace.vault.close()
    assert hits(filled.folder, key, CANARIES)


def test_one_person_alone_cannot_delete(filled: Sample) -> None:
    workspace = filled.unlock("supervisor")
    person, case = a_case(workspace)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="by-mistake", now=NOW)
    with pytest.raises(erasure.SecondPersonNeeded):
        erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    with pytest.raises(erasure.AlreadyAsked):
        erasure.ask_deletion(workspace, case_id=case, reason="by-mistake", now=NOW)
    colleague = next(user for user in filled.users if user.role == "counsellor")
    with pytest.raises(WrongPassphrase):
        erasure.confirm_deletion_beside(
            workspace, deletion_id=asked.id, user_id=colleague.id, passphrase="wrong words here", now=LATER
        )
    assert persons.open_person(workspace, person_id=person, now=LATER).person.id == person
    erasure.confirm_deletion_beside(
        workspace, deletion_id=asked.id, user_id=colleague.id, passphrase=COUNSELLOR.passphrase, now=LATER
    )
    with pytest.raises(RecordMissing):
        persons.open_person(workspace, person_id=person, now=LATER)
    workspace.vault.close()


def test_a_family_goes_together_and_who_has_a_case_of_their_own_stays(filled: Sample) -> None:
    workspace = filled.unlock("supervisor")
    person, case = a_case(workspace)
    child = persons.record_person(workspace, draft=draft("Kind"), now=NOW).person.id
    sister, own = a_case(workspace, "Schwester")
    for member in (child, sister):
        workspace.database.execute(
            "INSERT INTO case_members (case_id, person_id, body) VALUES (?, ?, x'7b7d')", (case, member)
        )
    asked = erasure.ask_deletion(workspace, case_id=case, reason="retention-over", now=NOW)
    workspace.user = next(user for user in filled.users if user.role == "counsellor")
    erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    left = {one.person_id for one in persons.recent_persons(workspace)}
    assert not {person, child} & left
    assert sister in left
    kept = workspace.database.value("SELECT count(*) FROM resources WHERE case_id = ?", (own,))
    assert kept == 1
    service.check_workspace(workspace)
    workspace.vault.close()


def test_a_childs_status_goes_with_the_family_and_work_of_its_own_keeps_it(filled: Sample) -> None:
    workspace = filled.unlock("supervisor")
    _person, case = a_case(workspace)
    child, cousin = (
        persons.record_person(workspace, draft=draft(name), now=NOW) for name in ("Kind", "Vetter")
    )
    assessments.add_resource(
        workspace, person_id=cousin.person.id, draft=ResourceDraft("D06", "Backen"), now=NOW
    )
    tables = ("episodes", "transitions", "tasks", "spared_questions")
    for made in (child, cousin):
        workspace.database.execute(
            "INSERT INTO case_members (case_id, person_id, body) VALUES (?, ?, x'7b7d')",
            (case, made.person.id),
        )
        for held_in in (made.case.id, case):  # a member's rows may stand in either case
            keep_status(workspace, held_in, made.person.id)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="retention-over", now=NOW)
    expected = erasure.preview_deletion(workspace, case_id=case)
    workspace.user = next(user for user in filled.users if user.role == "counsellor")
    report = erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    assert report.receipt.rows == expected
    left = {one.person_id for one in persons.recent_persons(workspace)}
    assert child.person.id not in left
    assert cousin.person.id in left
    for table in tables:
        rows = workspace.database.execute(f"SELECT case_id, person_id FROM {table}")
        assert rows == [(cousin.case.id, cousin.person.id)], table
    service.check_workspace(workspace)
    workspace.vault.close()


def test_what_anybody_was_typing_when_it_locked_goes_too(filled: Sample) -> None:
    workspace = filled.unlock("supervisor")
    _person, case = a_case(workspace)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="person-asked", now=NOW)
    asker = workspace.user
    for user in filled.users:
        workspace.user = user
        unfinished.keep_unfinished(workspace, (("note", "Zimtsternchen"),))
    assert len(list(filled.folder.glob("unfinished-*"))) == len(filled.users)
    workspace.user = next(user for user in filled.users if user != asker)
    erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    assert not list(filled.folder.glob("unfinished-*"))
    workspace.vault.close()


def test_a_deletion_can_be_refused_and_asked_for_again(filled: Sample) -> None:
    workspace = filled.unlock()
    _person, case = a_case(workspace)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="retention-over", now=NOW)
    erasure.refuse_deletion(workspace, deletion_id=asked.id, now=NOW)
    assert erasure.waiting_deletions(workspace) == ()
    with pytest.raises(RecordMissing):
        erasure.confirm_deletion(workspace, deletion_id=asked.id, now=NOW)
    erasure.ask_deletion(workspace, case_id=case, reason="retention-over", now=NOW)
    workspace.vault.close()


def test_the_receipt_says_nothing_of_the_person_and_stands_in_the_chain(filled: Sample) -> None:
    workspace = filled.unlock("supervisor")
    person, case = a_case(workspace)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="person-asked", remark="Frau Z.", now=NOW)
    workspace.user = next(user for user in filled.users if user.role == "counsellor")
    report = erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    kept = retention_sql.deletion(workspace.database, asked.id)
    assert kept == report.receipt
    wire = msgspec.json.encode(kept).decode()
    assert "Frau Z." not in wire
    assert person not in wire
    line = workspace.database.row("SELECT action, actor, digest FROM audit WHERE action = 'case.erase'")
    assert line is not None
    assert line[1] == workspace.user.id
    assert len(line[2]) == 64
    workspace.vault.verify_audit()
    workspace.vault.close()


def test_the_central_system_is_told_to_erase_until_a_batch_carried_it(filled: Sample) -> None:
    workspace = filled.unlock("supervisor")
    person, case = a_case(workspace)
    workspace.database.execute(
        "INSERT INTO batches (sequence, batch_id, created_at, created_by, path, sha256, state, header)"
        " VALUES (1, 'b1', ?, 'x', '', '', 'settled', ?)",
        (NOW.isoformat(), _header()),
    )
    workspace.database.execute(
        "INSERT INTO batch_items (batch_id, type, record_id, rev) VALUES ('b1', 'person', ?, 1)", (person,)
    )
    asked = erasure.ask_deletion(workspace, case_id=case, reason="person-asked", now=NOW)
    workspace.user = next(user for user in filled.users if user.role == "counsellor")
    erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    (notice,) = batch_selection.records_around(workspace, [])
    assert (notice.type, notice.id, notice.op) == ("erasure", asked.id, "delete")
    assert notice.body["targets"] == [{"type": "person", "id": person}]
    assert notice.body["reason"] == "erased-at-source"
    workspace.database.execute(
        "INSERT INTO batch_items (batch_id, type, record_id, rev) VALUES ('b1', 'erasure', ?, 1)", (asked.id,)
    )
    assert batch_selection.records_around(workspace, []) == []
    batch_sql.set_batch_state(workspace.database, "b1", "lost")
    assert len(batch_selection.records_around(workspace, [])) == 1
    workspace.vault.close()


def test_older_backups_go_after_twelve_weeks_and_the_report_says_when(filled: Sample) -> None:
    workspace = filled.unlock("supervisor")
    _person, case = a_case(workspace)
    old = backups.back_up(workspace, now=NOW)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="person-asked", now=NOW)
    workspace.user = next(user for user in filled.users if user.role == "counsellor")
    report = erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    assert report.backups_until == (NOW + datetime.timedelta(weeks=12)).date()
    assert hits(filled.folder, workspace.vault.data_key, CANARIES)["answer"] == [
        f"{files.BACKUPS}/{old.path.name}/{files.DATABASE}"
    ]
    backups.back_up(workspace, now=NOW + datetime.timedelta(weeks=12, days=1))
    assert not old.path.exists()
    assert hits(filled.folder, workspace.vault.data_key, CANARIES) == {}
    workspace.vault.close()


def test_a_full_disk_while_the_file_is_renewed_keeps_the_old_one_in_use(
    filled: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    from intake_app.errors import DiskFull
    from intake_app.vault.database import Database

    workspace = filled.unlock("supervisor")
    _person, case = a_case(workspace)
    asked = erasure.ask_deletion(workspace, case_id=case, reason="person-asked", now=NOW)
    workspace.user = next(user for user in filled.users if user.role == "counsellor")

    def full(_self: Database, _target: object) -> None:
        raise DiskFull

    monkeypatch.setattr(Database, "copy_into", full)
    with pytest.raises(DiskFull):
        erasure.confirm_deletion(workspace, deletion_id=asked.id, now=LATER)
    monkeypatch.undo()
    assert [one.display for one in persons.recent_persons(workspace)] == ["Hier, Bleibt"]
    assert not list(filled.folder.glob("*.part"))
    backups.back_up_if_due(workspace, now=LATER)  # as after the next unlocking
    assert hits(filled.folder, workspace.vault.data_key, CANARIES) == {}
    assert not list(filled.folder.glob("renewal.*"))
    service.check_workspace(workspace)
    workspace.vault.close()


def _header() -> bytes:
    from intake_app.records.batch import BatchHeader

    return msgspec.json.encode(
        BatchHeader(
            batch_id="b1", device_id="d", sequence=1, previous_sha256="", signer="s", recipients=("a", "b"),
            payload_size=1, payload_sha256="0" * 64, created_at=NOW,
        )
    )  # fmt: skip


def keep_status(workspace: Workspace, case_id: str, person_id: str) -> None:
    """Put one row into each table of a person's status, and one question that was spared."""
    for table, more in (
        ("episodes", "lane, begins"), ("transitions", "happened_on"), ("tasks", "rule_id"),
        ("spared_questions", "spared_at"),
    ):  # fmt: skip
        marks = ", ".join("'x'" for _ in more.split(","))
        workspace.database.execute(
            f"INSERT INTO {table} (id, case_id, person_id, body, {more}) VALUES (?, ?, ?, x'7b7d', {marks})",
            (new_id(NOW), case_id, person_id),
        )
