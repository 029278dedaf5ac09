"""A newer form version is installed while a draft waits: it stays where it is, moves, and comes back."""

import tempfile
from pathlib import Path

import pytest

from intake_app.forms import FormDefinition
from intake_app.interview.errors import StateOfAnotherForm
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import audit, form_versions, forms, interviews
from intake_app.services.errors import InterviewClosed, NoOtherVersion
from intake_app.services.session import Workspace
from tests.intake_app.services.small_form import _SURVEY, SMALL_FORM
from tests.intake_app.services.test_interviews import answer, begin, keep
from tests.intake_app.vault.sample import NOW, Sample


def newer_form() -> FormDefinition:
    """The small form, version 2: the question about the school is gone, the age is called otherwise."""
    table = "\n".join(line for line in _SURVEY.splitlines() if "| school |" not in line)
    table = table.replace("| integer | age |", "| integer | years |").replace("{version}", "2")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "small.md"
        file.write_text(table, encoding="utf-8")
        definition = forms.read_form_file(file).definition
    assert definition is not None
    return definition


@pytest.fixture
def workspace(sample: Sample):
    workspace = sample.unlock()
    yield workspace
    workspace.vault.close()


@pytest.fixture
def interview_id(workspace: Workspace) -> str:
    opened = begin(workspace)
    answer(workspace, opened, "/data/age", "12")
    answer(workspace, opened, "/data/school", "Nordschule")
    forms.keep_form(workspace, definition=newer_form(), now=NOW)
    return opened.record.id


def resumed(workspace: Workspace, interview_id: str):
    return interviews.resume_interview(workspace, interview_id=interview_id, now=NOW)


def test_a_draft_stays_on_its_version_until_somebody_moves_it(workspace, interview_id) -> None:
    assert resumed(workspace, interview_id).interview.form.version == "1"
    offered = form_versions.draft_versions(workspace, interview_id=interview_id)
    assert (offered.now, offered.newest, offered.former) == ("1", "2", "")


def test_the_list_of_drafts_says_that_a_newer_version_is_installed(workspace, interview_id) -> None:
    assert [draft.newer_version for draft in interviews.drafts(workspace)] == ["2"]
    form_versions.move_draft(workspace, interview_id=interview_id, now=NOW)
    assert [draft.newer_version for draft in interviews.drafts(workspace)] == [""]


def test_the_preview_changes_nothing(workspace, interview_id) -> None:
    before = resumed(workspace, interview_id).interview.state()
    lines = len(audit.audit_trail(workspace))
    seen = form_versions.preview_move(workspace, interview_id=interview_id, now=NOW)
    assert [(line.question, line.outcome) for line in seen.lines] == [
        ("/data/age", "lost"), ("/data/school", "lost"),
    ]  # fmt: skip
    assert [(one.old, one.new) for one in seen.suggestions] == [("/data/age", "/data/years")]
    assert len(audit.audit_trail(workspace)) == lines
    assert resumed(workspace, interview_id).interview.state() == before


def test_moving_is_one_commit_and_the_orphan_is_read_back(workspace, interview_id) -> None:
    record = form_versions.move_draft(
        workspace, interview_id=interview_id, now=NOW, chosen={"/data/age": "/data/years"}
    )
    assert record.form_version == "2"
    assert audit.audit_trail(workspace)[0].action == "interview.move"
    opened = resumed(workspace, interview_id)
    assert opened.interview.value("/data/years") == "12"
    reading = interviews.read_interview(workspace, interview_id=interview_id, now=NOW)
    head, orphan = reading.lines[-2:]
    assert head.labels["English (en)"] == "Answers from an earlier version of the form"
    assert (orphan.labels["English (en)"], orphan.raw) == ("Which school?", "Nordschule")
    assert form_versions.draft_versions(workspace, interview_id=interview_id).former == "1"


def test_an_answer_given_on_the_version_before_is_not_kept_over_the_new_one(workspace, interview_id) -> None:
    stale = resumed(workspace, interview_id)
    form_versions.move_draft(workspace, interview_id=interview_id, now=NOW)
    with pytest.raises(StateOfAnotherForm):
        answer(workspace, stale, "/data/age", "13")
    assert resumed(workspace, interview_id).interview.form.version == "2"


def test_moving_back_is_exact(workspace, interview_id) -> None:
    before = resumed(workspace, interview_id).interview.state()
    form_versions.move_draft(workspace, interview_id=interview_id, now=NOW)
    opened = resumed(workspace, interview_id)
    answer(workspace, opened, "/data/years", "13")
    record = form_versions.move_back(workspace, interview_id=interview_id, now=NOW)
    assert (record.form_version, record.answered) == ("1", 2)
    assert resumed(workspace, interview_id).interview.state() == before
    with pytest.raises(NoOtherVersion):
        form_versions.move_back(workspace, interview_id=interview_id, now=NOW)


def test_a_completed_interview_keeps_its_orphans_and_its_version_for_good(workspace, interview_id) -> None:
    form_versions.move_draft(workspace, interview_id=interview_id, now=NOW)
    opened = resumed(workspace, interview_id)
    keep(workspace, opened, InterviewEvent("page"))
    interviews.complete_interview(
        workspace, interview_id=interview_id, state=opened.interview.state(), now=NOW, accepts_open=True
    )
    with pytest.raises(InterviewClosed):
        form_versions.move_back(workspace, interview_id=interview_id, now=NOW)
    reading = interviews.read_interview(workspace, interview_id=interview_id, now=NOW)
    assert "Nordschule" in {line.raw for line in reading.lines}


def test_a_form_without_a_newer_version_offers_nothing(workspace) -> None:
    opened = begin(workspace)
    assert form_versions.draft_versions(workspace, interview_id=opened.record.id).newest == ""
    with pytest.raises(NoOtherVersion):
        form_versions.preview_move(workspace, interview_id=opened.record.id, now=NOW)
    assert opened.record.form_id == SMALL_FORM
