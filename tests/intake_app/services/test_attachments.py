"""Files given as answers: inside the vault and nowhere else, replaced and removed without a trace."""

import datetime
from pathlib import Path

import pytest

from intake_app.errors import FileUnreadable, FileUnwritable
from intake_app.services import attachments, audit, forms, interviews, persons
from intake_app.services import workspace as service
from intake_app.services.errors import AttachmentMissing, AttachmentTooLarge, InterviewClosed
from intake_app.services.session import Workspace
from intake_app.vault.errors import RecordMissing
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import NOW, Sample

PNG = b"\x89PNG\r\n\x1a\n" + b"a sample picture" * 40
REF = "/data/school"


@pytest.fixture
def interview_id(counsellor: Workspace) -> str:
    forms.keep_form(counsellor, definition=read_small_form(), now=NOW)
    person = persons.record_person(counsellor, draft=draft("Anna"), now=NOW)
    return interviews.begin_interview(
        counsellor, case_id=person.case.id, form_id=SMALL_FORM, language="English (en)",
        client_language="English (en)", now=NOW,
    ).record.id  # fmt: skip


def attach(workspace: Workspace, interview_id: str, path: Path, **facts: str):
    return attachments.attach_file(workspace, interview_id=interview_id, ref=REF, path=path, now=NOW, **facts)


def names(workspace: Workspace, interview_id: str) -> list[str]:
    return [one.name for one in attachments.attachments_of(workspace, interview_id=interview_id)]


def actions(workspace: Workspace) -> list[str]:
    return [entry.action for entry in audit.audit_trail(workspace, limit=50)]


def test_a_chosen_file_is_read_into_the_vault_and_stays_where_it_was(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "Zeugnis (Muster).png"
    file.write_bytes(PNG)
    kept = attach(counsellor, interview_id, file)
    assert (kept.name, kept.media_type, kept.size, kept.ref) == (file.name, "image/png", len(PNG), REF)
    assert attachments.read_attachment(counsellor, interview_id=interview_id, name=kept.name) == (kept, PNG)
    assert file.read_bytes() == PNG


def test_nothing_of_it_lies_readable_in_the_workspace(sample: Sample, tmp_path: Path) -> None:
    workspace = sample.unlock()
    forms.keep_form(workspace, definition=read_small_form(), now=NOW)
    person = persons.record_person(workspace, draft=draft("Anna"), now=NOW)
    begun = interviews.begin_interview(
        workspace, case_id=person.case.id, form_id=SMALL_FORM, language="English (en)",
        client_language="English (en)", now=NOW,
    )  # fmt: skip
    file = tmp_path / "letter.txt"
    file.write_bytes(b"These words are secret. " * 200)
    attach(workspace, begun.record.id, file)
    for readable in (b"These words are secret", b"letter.txt"):
        assert not [one for one in sample.folder.rglob("*") if one.is_file() and readable in one.read_bytes()]
    service.lock_workspace(workspace, now=NOW)
    for readable in (b"These words are secret", b"letter.txt"):
        assert not [one for one in sample.folder.rglob("*") if one.is_file() and readable in one.read_bytes()]


def test_a_new_file_takes_the_place_of_the_old_one(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff first")
    first = attach(counsellor, interview_id, file)
    file.write_bytes(b"\xff\xd8\xff second")
    second = attach(counsellor, interview_id, file, replaces=first.name)
    assert names(counsellor, interview_id) == ["photo.jpg"]
    found = attachments.read_attachment(counsellor, interview_id=interview_id, name=second.name)
    assert found[1].endswith(b"second")


def test_two_files_of_one_name_are_told_apart(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7 sample")
    for _times in range(3):
        attach(counsellor, interview_id, file)
    assert names(counsellor, interview_id) == ["scan.pdf", "scan (2).pdf", "scan (3).pdf"]


def test_a_removed_file_is_gone(counsellor: Workspace, interview_id: str, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(PNG)
    kept = attach(counsellor, interview_id, file)
    attachments.remove_attachment(counsellor, interview_id=interview_id, name=kept.name, now=NOW)
    assert names(counsellor, interview_id) == []
    with pytest.raises(AttachmentMissing):
        attachments.read_attachment(counsellor, interview_id=interview_id, name=kept.name)


def test_every_act_leaves_one_line_that_names_no_file(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    file, before = tmp_path / "Anna.png", len(actions(counsellor))
    file.write_bytes(PNG)
    kept = attach(counsellor, interview_id, file)
    attachments.read_attachment(counsellor, interview_id=interview_id, name=kept.name)
    attachments.save_attachment_copy(
        counsellor, interview_id=interview_id, name=kept.name, target=tmp_path / "copy.png", now=NOW
    )
    attachments.remove_attachment(counsellor, interview_id=interview_id, name=kept.name, now=NOW)
    assert actions(counsellor)[: len(actions(counsellor)) - before] == [
        "attachment.remove", "attachment.copy", "attachment.add",
    ]  # fmt: skip
    assert "Anna" not in repr(audit.audit_trail(counsellor, limit=4))
    assert (tmp_path / "copy.png").read_bytes() == PNG


def test_the_interview_goes_on_as_before(counsellor: Workspace, interview_id: str, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PNG)
    attach(counsellor, interview_id, file)
    later = NOW + datetime.timedelta(minutes=1)
    assert interviews.resume_interview(counsellor, interview_id=interview_id, now=later).record.asked == 4


def test_a_copy_that_cannot_be_written_leaves_no_line(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PNG)
    kept = attach(counsellor, interview_id, file)
    before = actions(counsellor)
    with pytest.raises(FileUnwritable):
        attachments.save_attachment_copy(
            counsellor, interview_id=interview_id, name=kept.name,
            target=tmp_path / "no such folder" / "copy.png", now=NOW,
        )  # fmt: skip
    assert actions(counsellor) == before


def test_files_that_no_answer_names_any_more_go_before_completing(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PNG)
    for _times in range(3):
        attach(counsellor, interview_id, file)

    def tidy() -> int:
        return attachments.remove_unused_attachments(
            counsellor, interview_id=interview_id, used={"photo (2).png"}, now=NOW
        )

    assert tidy() == 2
    assert names(counsellor, interview_id) == ["photo (2).png"]
    before = actions(counsellor)
    assert tidy() == 0
    assert actions(counsellor) == before


def test_too_large_or_unreadable_files_are_refused_in_plain_words(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(AttachmentTooLarge, match="20 megabytes"):
        attach(counsellor, interview_id, large)
    with pytest.raises(FileUnreadable):
        attach(counsellor, interview_id, tmp_path / "gone.png")
    assert names(counsellor, interview_id) == []


def test_a_completed_interview_takes_no_more_files(
    counsellor: Workspace, interview_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PNG)
    kept = attach(counsellor, interview_id, file)
    opened = interviews.resume_interview(counsellor, interview_id=interview_id, now=NOW)
    interviews.complete_interview(
        counsellor, interview_id=interview_id, state=opened.interview.state(), now=NOW, accepts_open=True
    )
    with pytest.raises(InterviewClosed):
        attach(counsellor, interview_id, file)
    with pytest.raises(InterviewClosed):
        attachments.remove_attachment(counsellor, interview_id=interview_id, name=kept.name, now=NOW)
    with pytest.raises(RecordMissing):
        attach(counsellor, "no-such-interview", file)
    assert attachments.read_attachment(counsellor, interview_id=interview_id, name=kept.name)[1] == PNG


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\scan.pdf", "scan.pdf"),
        ("a:b|c?.png", "a_b_c_.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("شهادة  الميلاد.pdf", "شهادة الميلاد.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".jpeg", "x" * 95 + ".jpeg"),
    ],
)
def test_names_are_fit_for_every_system(given: str, kept: str) -> None:
    assert attachments.plain_name(given) == kept
