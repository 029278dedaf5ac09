"""A form file of any kind becomes one frozen definition."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from intake_app.errors import FileUnreadable
from intake_app.forms import FormRefused, completeness, install, read_form, shipped_forms
from intake_app.forms.definition import NodeDefinition, Output
from intake_app.forms.tree import nodes, questions

TABLE = """
| survey |
| | type | name | label::English (en) | label::Dari | required | relevant | constraint |
| | begin group | person | Person | شخص |
| | text | given | Given name | نام | yes |
| | integer | age | Age of ${given} | سن | | | . < 120 |
| | end group |
| | select_one yn | school | School? | مکتب؟ | | ${age} < 18 |
| choices |
| | list_name | name | label::English (en) | label::Dari |
| | yn | yes | Yes | بله |
| | yn | no | No | نه |
| settings |
| | form_title | form_id | version | default_language |
| | Tiny | tiny | 7 | English (en) |
"""


def by_name(definition: object, name: str) -> NodeDefinition:
    return next(node for node in nodes(definition) if node.name == name)  # type: ignore[arg-type]


def test_a_form_has_its_id_version_title_and_languages(install) -> None:
    form = install(TABLE)
    assert (form.form_id, form.version, form.title) == ("tiny", "7", "Tiny")
    assert [(language.name, language.tag) for language in form.languages] == [
        ("English (en)", "en"),
        ("Dari", "fa-AF"),
    ]
    assert form.default_language == "English (en)"


def test_a_question_carries_what_the_sheet_says(install) -> None:
    form = install(TABLE)
    age = by_name(form, "age")
    assert age.ref == "/data/person/age"
    assert (age.control, age.data_type, age.constraint) == ("input", "int", ". < 120")
    assert age.label.texts["English (en)"] == ("Age of ", Output("/data/person/given"))
    assert by_name(form, "given").required == "true()"
    assert by_name(form, "school").relevant == "/data/person/age  < 18"


def test_each_question_knows_its_row_of_the_sheet(install) -> None:
    form = install(TABLE)
    rows = {node.name: node.source_row for node in nodes(form) if node.source_row}
    assert rows == {"person": 2, "given": 3, "age": 4, "school": 6}


def test_choices_are_a_table_with_texts_in_every_language(install) -> None:
    form = install(TABLE)
    school = by_name(form, "school")
    assert school.itemset is not None
    assert school.itemset.label_is_itext
    (table,) = form.instances
    values = [row[table.columns.index("name")] for row in table.rows]
    ids = [row[table.columns.index("itextId")] for row in table.rows]
    assert values == ["yes", "no"]
    assert [form.itext[id_].texts["Dari"] for id_ in ids] == [("بله",), ("نه",)]


def test_the_same_table_as_spreadsheet_csv_and_folder_gives_the_same_form(install, tmp_path: Path) -> None:
    expected = install(TABLE)
    sheets: dict[str, list[list[str]]] = {}
    for line in TABLE.strip().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0]:
            current = sheets.setdefault(cells[0], [])
        else:
            current.append(cells[1:])

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "form.xlsx")

    folder = tmp_path / "folder"
    folder.mkdir()
    one_file = []
    for name, rows in sheets.items():
        lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8-sig")
        one_file += [name, *(f",{line}" for line in lines)]
    (tmp_path / "form.csv").write_text("\n".join(one_file), encoding="utf-8")

    for path in (tmp_path / "form.xlsx", folder, tmp_path / "form.csv"):
        got = read_form(path).definition
        assert got is not None
        assert got.languages == expected.languages
        assert got.itext == expected.itext
        assert [node.ref for node in nodes(got)] == [node.ref for node in nodes(expected)]


def test_blank_rows_keep_the_row_numbers_of_the_spreadsheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Survey"
    for row in (["type", "name", "label"], [], ["text", "a", "A"], [], [], ["integer", "b", "B"]):
        sheet.append(row)
    book.save(tmp_path / "gaps.xlsx")
    form = read_form(tmp_path / "gaps.xlsx").definition
    assert form is not None
    assert [(node.name, node.source_row) for node in questions(form)] == [("a", 3), ("b", 6)]
    assert form.form_id == "gaps"


def test_a_missing_file_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_form(tmp_path / "nothing.xlsx")


def test_install_raises_with_the_findings(tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    path.write_text("| survey |\n| | type | name | label |\n| | txet | a | A |\n", encoding="utf-8")
    with pytest.raises(FormRefused) as refused:
        install(path)
    assert refused.value.findings[0].severity == "error"
    assert "1 errors" in refused.value.in_english()


def test_importing_the_room_loads_no_converter_and_no_xml() -> None:
    code = (
        "import sys, intake_app.forms as f; "
        "print([m for m in ('pyxform', 'openpyxl', 'xlrd', 'defusedxml') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_every_shipped_form_installs_without_a_warning() -> None:
    assert shipped_forms()
    for path in shipped_forms():
        reading = read_form(path)
        assert reading.definition is not None, reading.findings
        assert [finding for finding in reading.findings if finding.severity != "info"] == []
        assert all(language.tag for language in reading.definition.languages)
        assert {count.percent for count in completeness(reading.definition).values()} == {100}


@pytest.mark.parametrize(
    ("name", "asked", "languages"),
    [
        ("household-english-dari.xlsx", 32, ("en", "fa-AF")),
        ("reach-msna-2024-v11.xlsx", 224, ("en", "fr")),
        ("unhcr-rms-capi-v2.xlsx", 217, ("en", "es", "fr", "ar")),
    ],
)
def test_published_forms_of_real_organisations_install(
    shared: Path, name: str, asked: int, languages: tuple[str, ...]
) -> None:
    form = read_form(shared / "forms" / "real" / name).definition
    assert form is not None
    assert len(list(questions(form))) == asked
    assert tuple(language.tag for language in form.languages) == languages
    assert all(node.source_row for node in questions(form) if "reserved_name" not in node.name)


def test_the_real_form_with_doubled_choices_is_refused_with_its_row(shared: Path) -> None:
    reading = read_form(shared / "forms" / "real" / "refused-duplicate-choices.xls")
    assert reading.definition is None
    (finding,) = [finding for finding in reading.findings if finding.severity == "error"]
    assert (finding.sheet, finding.row, finding.column) == ("choices", 160, "name")
    assert "twice" in finding.what
    assert "own name" in finding.mend


def test_a_missing_choice_file_of_a_real_form_is_a_warning_and_the_form_installs(shared: Path) -> None:
    reading = read_form(shared / "forms" / "real" / "unhcr-rms-capi-v2.xlsx")
    assert reading.definition is not None
    missing = [finding for finding in reading.findings if finding.facts.get("file") == "admin_level.csv"]
    assert [(finding.severity, finding.sheet, finding.row) for finding in missing] == [
        ("warning", "survey", 175)
    ]
    table = next(table for table in reading.definition.instances if table.id == "admin_level")
    assert table.is_missing
