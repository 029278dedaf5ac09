"""A person gets everything kept about them, as a sheet and as a file; nothing about others."""

import subprocess
from pathlib import Path

import msgspec
import pytest

from intake_app.records.case_work import Household, HouseholdMember
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import (
    assessments,
    case_work,
    consents,
    disputes,
    forms,
    interviews,
    papers,
    persons,
    subject_access,
)
from intake_app.services.assessments import ResourceDraft
from intake_app.services.documents import make_paper
from intake_app.services.session import Workspace
from intake_app.vault.errors import RecordMissing
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.sync.sender import need_tools
from tests.intake_app.vault.sample import NOW


@pytest.fixture
def person(counsellor: Workspace) -> str:
    """A person with an interview, a strength, a household with a brother, a consent and a dispute."""
    forms.keep_form(counsellor, definition=read_small_form(), now=NOW)
    persons.record_person(counsellor, draft=draft("Fremde", "Person"), now=NOW)
    found = persons.record_person(counsellor, draft=draft("Fatima", "Muster", "فاطمة"), now=NOW)
    person_id = found.person.id
    begun = interviews.begin_interview(
        counsellor, case_id=found.case.id, form_id=SMALL_FORM, language="", client_language="", now=NOW
    )
    begun.interview.answer("/data/name", "Umm Yusuf")
    interviews.keep_event(
        counsellor, interview_id=begun.record.id, event=InterviewEvent("answer", "/data/name", "Umm Yusuf"),
        state=begun.interview.state(), answered=1, asked=4, language="", client_language="", now=NOW,
    )  # fmt: skip
    strength = ResourceDraft("D06", "Schneiderin seit 8 Jahren", sensitivity="P4")
    assessments.add_resource(counsellor, person_id=person_id, draft=strength, now=NOW)
    members = (HouseholdMember("self", person_id=person_id), HouseholdMember("brother", name="Omar Geheim"))
    household = Household("", "", "family", members, NOW, "")
    case_work.keep_household(counsellor, person_id=person_id, household=household, now=NOW)
    consents.record_consent(
        counsellor, person_id=person_id, purpose="K-DS", state="given", language="ar", text_version="1",
        now=NOW,
    )  # fmt: skip
    disputes.raise_dispute(counsellor, person_id=person_id, says="Das Alter ist falsch", now=NOW)
    return person_id


def test_the_file_holds_everything_about_the_person_and_nobody_else(
    counsellor: Workspace, person: str, tmp_path: Path
) -> None:
    path = tmp_path / "fatima.json"
    size = subject_access.export_subject(counsellor, person_id=person, path=path, now=NOW)
    text = path.read_text(encoding="utf-8")
    assert path.stat().st_size == size
    for word in (
        "فاطمة",
        "Umm Yusuf",
        "Schneiderin seit 8 Jahren",
        "K-DS",
        "Das Alter ist falsch",
        "brother",
    ):
        assert word in text, word
    assert "Omar Geheim" not in text, "another person's name (Art. 15 (4) GDPR)"
    assert "Fremde" not in text
    made = msgspec.json.decode(path.read_bytes())
    assert made["format"] == subject_access.FORMAT
    (answers,) = made["answers"].values()
    assert [one["answer"]["en"] for one in answers if one["ref"] == "/data/name"] == ["Umm Yusuf"]
    assert {"persons", "cases", "interviews", "resources", "consents", "disputes"} <= made["records"].keys()
    assert made["seen"], "who saw it belongs to it"


def test_the_sheet_says_it_in_the_persons_language_and_in_german(
    counsellor: Workspace, person: str, tmp_path: Path
) -> None:
    need_tools("pdftotext")
    page = papers.open_papers(counsellor, person_id=person, now=NOW)
    assert "access" in [one.kind for one in page.choices]
    paper = papers.gather_paper(counsellor, person_id=person, kind="access", language="en", now=NOW)
    made = make_paper(paper)
    (tmp_path / "access.pdf").write_bytes(made.pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "access.pdf"), "-"], capture_output=True, check=True
    )
    text = done.stdout.decode()
    for word in ("What we keep about you", "Was wir über Sie speichern", "Schneiderin seit 8 Jahren",
                 "Umm Yusuf", "Stärken", "Strengths", "Das Alter ist falsch"):  # fmt: skip
        assert word in text, word
    assert "Omar Geheim" not in text
    assert person not in text


def test_each_look_is_noted_once(counsellor: Workspace, person: str) -> None:
    before = counsellor.database.value("SELECT count(*) FROM audit")
    subject_access.subject_file(counsellor, person_id=person, now=NOW)
    after = counsellor.database.execute("SELECT action FROM audit WHERE seq > ?", (before,))
    assert after == [("access.read",)]


def test_nobody_there_is_said(counsellor: Workspace, tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        subject_access.export_subject(counsellor, person_id="x", path=tmp_path / "x.json", now=NOW)
    assert list(tmp_path.glob("x*")) == []


def test_every_table_has_words_for_the_person(counsellor: Workspace) -> None:
    rows = counsellor.database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    known = subject_access._words("tables")
    for (table,) in rows:
        columns = {row[1] for row in counsellor.database.execute(f'PRAGMA table_info("{table}")')}
        if columns & {"person_id", "case_id"} and table != "search_keys":
            assert table in known, table
