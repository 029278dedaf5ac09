"""A published form of a real organisation, changed as forms are changed: no answer of a household is lost."""

import re
from pathlib import Path

import pytest

from intake_app.forms.definition import FormDefinition
from intake_app.forms.reading import read_tables
from intake_app.forms.spreadsheets import read_xlsx
from intake_app.forms.tables import Row, Sheet, Workbook
from intake_app.interview import Interview
from intake_app.interview.migration import move_interview
from intake_app.interview.respondent import Respondent
from tests.intake_app.interview.scenario import NOW

RENAMES = {"Intro01": "Enumerator", "S1": "Member"}


@pytest.fixture(scope="module")
def file(shared: Path) -> Path:
    found = shared / "forms" / "real" / "unhcr-rms-capi-v2.xlsx"
    if not found.exists():
        pytest.skip(f"{found.name} is not among the outside test input")
    return found


@pytest.fixture(scope="module")
def household(file: Path) -> Interview:
    """A household of two on the published form."""
    form = read(read_xlsx(file.read_bytes(), file.stem))
    interview = Interview.begin(form, now=NOW, seed=5)
    Respondent(5, refusals=0).fill(interview, NOW)
    for ref, value in (
        ("group_intro2/Intro03", "1"), ("group_intro2/Intro04", "1"), ("group_intro2/Intro01", "E-7"),
        ("group_intro2/Intro02", "H-12"), ("group_Part1/HH01", "2"),
        ("group_Part1/S1[1]/S1_Household/HH02", "Sara"), ("group_Part1/S1[2]/S1_Household/HH02", "Abel"),
        ("group_Part1/S1[1]/S1_Household/HH04", "1"), ("group_Part1/S1[2]/S1_Household/HH04", "2"),
    ):  # fmt: skip
        interview.answer(f"/data/{ref}", value)
    interview.note("/data/group_intro2/Intro01", "a note")
    return interview


def read(book: Workbook) -> FormDefinition:
    reading = read_tables(book)
    assert reading.definition is not None, [f.what for f in reading.findings if f.severity == "error"]
    return reading.definition


def changed(file: Path, without_choice: tuple[str, str]) -> FormDefinition:
    """The form with a question and a repeat renamed, two retyped, a choice taken out, one question more."""
    book = read_xlsx(file.read_bytes(), file.stem)
    survey = book.sheets["survey"]
    for row in survey.rows:
        for column, cell in row.cells.items():
            row.cells[column] = re.sub(r"\$\{(\w+)\}", lambda m: "${" + RENAMES.get(m[1], m[1]) + "}", cell)
        name = row.cells.get("name", "")
        row.cells |= {"name": RENAMES.get(name, name)} if name in RENAMES else {}
        if name == "Intro02":
            row.cells["type"] = "integer"  # H-12 is none
        if name == "HH07":
            row.cells["type"] = "decimal"
    last = survey.rows[-1].number
    label = next(column for column in survey.columns if column.startswith("label"))
    survey.rows.append(
        Row(last + 1, {"type": "text", "name": "fresh", label: "A new question", "required": "yes"})
    )
    choices = book.sheets["choices"]
    choices.rows[:] = [
        row for row in choices.rows if (row.cells.get("list_name"), row.cells.get("name")) != without_choice
    ]
    book.sheets["settings"].rows[0].cells["version"] = "48"
    book.sheets["renames"] = Sheet(
        "renames", ["old", "new"], 1,
        [Row(n, {"old": old, "new": new}) for n, (old, new) in enumerate(RENAMES.items(), 2)],
    )  # fmt: skip
    return read(book)


def test_a_household_moves_to_the_changed_form(file: Path, household: Interview) -> None:
    before = household.state()
    relation = household.value("/data/group_Part1/S1[1]/S1_Household/HH03")
    assert relation
    done = move_interview(household, changed(file, ("relation", relation)), now=NOW)
    talk = done.interview

    assert talk.value("/data/group_intro2/Enumerator") == "E-7"
    assert talk.node("/data/group_intro2/Enumerator").note == "a note"
    for place in (1, 2):
        for name in ("HH02", "HH04"):
            old, new = (
                f"/data/group_Part1/S1[{place}]/S1_Household/{name}",
                f"/data/group_Part1/Member[{place}]/S1_Household/{name}",
            )
            assert household.value(old)
            assert talk.value(new) == household.value(old)
    orphans = {(one.line.ref.partition(":")[2].rpartition(":")[2], one.why) for one in talk.orphans}
    names = {ref.rpartition("/")[2]: why for ref, why in orphans}
    assert names["Intro02"] == "type"
    assert names["HH03"] == "choice"
    assert set(names) == {"Intro02", "HH03"}
    assert [one for one in done.added if "A new question" in one.values()]
    assert "/data/fresh" in {point.ref for point in talk.findings()}

    said = {line.line.ref for line in done.lines}
    was_answered = {
        line.ref for line in household.reading_lines()
        if line.kind == "question" and household.slot(line.ref).compiled.is_asked
    }  # fmt: skip
    assert said == was_answered
    assert talk.former == before
    assert household.state() == before
