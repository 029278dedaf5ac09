"""Barriers on their way out of a case: whose words still lead back, and what a spreadsheet gets to see."""

import csv
import io
from pathlib import Path

import msgspec
import pytest

from intake_app.errors import FileUnwritable
from intake_app.languages import Words
from intake_app.records.case_work import Household, HouseholdMember
from intake_app.services import audit, barriers, case_work
from intake_app.services.barriers import BarrierDraft, BarrierNamesSomebody, BarrierUnworded
from intake_app.services.cases import outline_case
from intake_app.services.persons import record_person
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW


@pytest.fixture
def person(counsellor: Workspace) -> str:
    return record_person(counsellor, draft=draft("Fatima", "Muster"), now=NOW).person.id


def note(workspace: Workspace, person_id: str, text: str, **facts: str) -> str:
    seen = BarrierDraft("interpreting", "organisational", text, **facts)  # type: ignore[arg-type]
    return barriers.note_barrier(workspace, person_id=person_id, draft=seen, now=NOW).id


@pytest.mark.parametrize(
    "text",
    [
        "Frau Muster was sent away",
        "FATIMA could not be understood",
        "call 0151 234 567",
        "Zahra waits",
    ],
)
def test_a_barrier_that_names_somebody_does_not_leave_the_case(
    counsellor: Workspace, person: str, text: str
) -> None:
    aunt = Household("", "", "family", (HouseholdMember("other", name="Zahra"),), NOW, "")
    case_work.keep_household(counsellor, person_id=person, household=aunt, now=NOW)
    noted = note(counsellor, person, text)
    with pytest.raises(BarrierNamesSomebody):
        barriers.pass_on_barrier(counsellor, barrier_id=noted, now=NOW)
    assert barriers.steering_list(counsellor) == ()
    with pytest.raises(BarrierUnworded):
        barriers.pass_on_barrier(counsellor, barrier_id=noted, text=" ", now=NOW)
    passed = barriers.pass_on_barrier(
        counsellor, barrier_id=noted, text="no interpreter at the desk on 3 of 5 days", now=NOW
    )
    assert passed.text == "no interpreter at the desk on 3 of 5 days"


def test_the_case_number_leads_back_and_common_words_do_not(counsellor: Workspace, person: str) -> None:
    number = outline_case(counsellor, person_id=person).case_number
    assert barriers.traces_in(counsellor, person_id=person, text=f"see {number}")
    assert barriers.traces_in(counsellor, person_id=person, text="no interpreter, 4 weeks wait") == ()


def test_a_spreadsheet_gets_the_list_without_persons_and_without_formulas(
    counsellor: Workspace, person: str, tmp_path: Path
) -> None:
    noted = note(counsellor, person, '=HYPERLINK("http://x")', proposal="+1 interpreter", offer_name="@desk")
    barriers.pass_on_barrier(counsellor, barrier_id=noted, now=NOW)
    file = tmp_path / "barriers.csv"
    assert barriers.export_barriers(counsellor, path=file, words=Words.load("en"), now=NOW) == 1
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, line = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert len(head) == len(line)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line)
    assert "'+1 interpreter" in line
    outline = outline_case(counsellor, person_id=person)
    traces = (person, outline.case_id, outline.case_number, counsellor.user.id, counsellor.user.name, noted)
    assert not any(trace in raw.decode() for trace in (*traces, "Muster", NOW.date().isoformat()))
    assert audit.audit_trail(counsellor)[0].action == "barrier.export"


def test_a_place_that_cannot_be_written_leaves_no_half_file(
    counsellor: Workspace, person: str, tmp_path: Path
) -> None:
    with pytest.raises(FileUnwritable):
        barriers.export_barriers(
            counsellor, path=tmp_path / "gone" / "list.csv", words=Words.load("en"), now=NOW
        )
    assert audit.audit_trail(counsellor)[0].action != "barrier.export"


def test_the_steps_to_the_steering_group_are_kept_in_order(counsellor: Workspace, person: str) -> None:
    noted = note(counsellor, person, "no interpreter")
    passed = barriers.pass_on_barrier(counsellor, barrier_id=noted, now=NOW)
    for status in ("analysed", "project-group"):
        barriers.steer_barrier(counsellor, barrier_id=passed.id, status=status, remark="seen", now=NOW)  # type: ignore[arg-type]
    (one,) = barriers.steering_list(counsellor)
    assert [step.status for step in one.steps] == ["analysed", "project-group"]
    assert barriers.count_statuses((one,)) == {"project-group": 1}
    assert msgspec.json.decode(msgspec.json.encode(one), type=type(one)) == one
