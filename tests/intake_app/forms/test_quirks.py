"""Published forms are written by people: what is unambiguous is mended, and said."""

import openpyxl
import pytest

from intake_app.forms import read_form
from intake_app.forms.tree import nodes, questions


def node(form, name: str):
    return next(node for node in nodes(form) if node.name == name)


@pytest.mark.parametrize(
    ("said", "control"),
    [
        ("select one yn", "select1"),
        ("select_multiple  yn", "select"),
        ("select_one yn or other", "select1"),
        ("gps", "input"),
    ],
)
def test_a_type_may_be_spelt_the_older_way(install, said: str, control: str) -> None:
    form = install(
        f"| survey |\n| | type | name | label |\n| | {said} | a | A |\n"
        "| choices |\n| | list name | name | label |\n| | yn | yes | Yes |\n"
    )
    assert node(form, "a").control == control


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Text", "text"), ("INTEGER", "integer"), ("Select_One yn", "select_one yn"), ("geo-point", "geopoint")],
)
def test_a_misspelt_type_is_refused_as_everywhere_and_the_right_one_is_named(
    read, said: str, meant: str
) -> None:
    reading = read(
        f"| survey |\n| | type | name | label |\n| | {said} | a | A |\n"
        "| choices |\n| | list name | name | label |\n| | yn | yes | Yes |\n"
    )
    assert reading.definition is None
    (finding,) = (each for each in reading.findings if each.severity == "error")
    assert finding.facts["meant"] == meant
    assert "{meant}" in finding.mend


@pytest.mark.parametrize(
    ("said", "required"),
    [("yes", True), ("TRUE", True), ("true()", True), ("T", True), ("Oui", True), ("no", False),
     ("F", False), ("", False)],
)  # fmt: skip
def test_required_is_understood_in_many_spellings(install, said: str, required: bool) -> None:
    form = install(f"| survey |\n| | type | name | label | required |\n| | text | a | A | {said} |\n")
    assert node(form, "a").required == ("true()" if required else "")


def test_columns_in_other_case_with_one_colon_and_with_spaces(install) -> None:
    form = install(
        "| survey |\n| | Type | NAME | Label:English | label:French | Read Only |"
        " Constraint Message:English |\n"
        "| | text | a | A | Ah | yes | No! |\n"
    )
    asked = node(form, "a")
    assert asked.label.texts == {"English": ("A",), "French": ("Ah",)}
    assert asked.readonly == "true()"


def test_one_language_spelt_in_two_ways_is_one_language(read) -> None:
    reading = read(
        "| survey |\n| | type | name | label::English | hint::english | label::Dari | hint::Dari |\n"
        "| | text | a | A | h | ا | ه |\n"
    )
    assert [language.name for language in reading.definition.languages] == ["English", "Dari"]
    assert node(reading.definition, "a").hint.texts["English"] == ("h",)
    assert [finding.facts["language"] for finding in reading.findings] == ["English"]


def test_the_default_language_may_be_named_without_its_code(install) -> None:
    form = install(
        "| survey |\n| | type | name | label::English (en) | label::French (fr) |\n| | text | a | A | Ah |\n"
        "| settings |\n| | default_language |\n| | french |\n"
    )
    assert form.default_language == "French (fr)"
    assert [language.tag for language in form.languages] in (["en", "fr"], ["fr", "en"])


def test_numbers_and_truth_values_of_a_spreadsheet_are_read_as_meant(tmp_path) -> None:
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (["type", "name", "label", "required", "default"], ["select_one n", "a", "A", True, 1.0]):
        survey.append(row)
    choices = book.create_sheet("choices ")
    for row in (["list_name", "name", "label"], ["n", 1.0, "One"], ["n", 2, 2.5]):
        choices.append(row)
    book.save(tmp_path / "numbers.xlsx")
    form = read_form(tmp_path / "numbers.xlsx").definition
    assert form is not None
    assert (node(form, "a").required, node(form, "a").default) == ("true()", "1")
    (table,) = form.instances
    assert [row[table.columns.index("name")] for row in table.rows] == ["1", "2"]
    assert [row[table.columns.index("label")] for row in table.rows] == ["One", "2.5"]


def test_invisible_characters_do_not_break_names_and_expressions(install) -> None:
    form = install(
        "| survey |\n| | type | name | label | relevant |\n| | text | a\u200b | A | |\n"
        "| | text | b | B | ${a}\u00a0=\u00a0\u2018x\u2019 |\n"
    )
    assert "".join(node(form, "b").relevant.split()) == "/data/a='x'"


def test_typographic_quotes_of_a_text_stay_as_the_author_set_them(install) -> None:
    form = install(
        "| survey |\n| | type | name | label::Deutsch (de) | label::Français (fr) |\n"
        "| | text | a | Das „Wort“ | L’école « ici » |\n"
    )
    label = node(form, "a").label
    assert label.texts["Deutsch (de)"] == ("Das „Wort“",)
    assert label.texts["Français (fr)"] == ("L’école « ici »",)


def test_notes_of_the_author_beside_the_form_do_no_harm(install) -> None:
    form = install(
        "| survey |\n| | module | type | name | label | children | $kuid | comment | comment |\n"
        "| | 1 | text | a | A | x | k | first | second |\n"
    )
    assert [question.name for question in questions(form)] == ["a"]


def test_a_known_column_that_stands_there_twice_is_an_error(read) -> None:
    reading = read("| survey |\n| | type | name | label | label |\n| | text | a | A | B |\n")
    assert reading.definition is None
    assert reading.findings[0].facts == {"header": "label", "times": 2}


def test_a_spreadsheet_error_in_a_cell_is_told_where_it_stands(read) -> None:
    reading = read("| survey |\n| | type | name | label |\n| | text | a | #REF! |\n")
    assert reading.definition is None
    assert (reading.findings[0].sheet, reading.findings[0].row, reading.findings[0].column) == (
        "survey",
        2,
        "label",
    )


def test_external_choices_become_an_ordinary_filtered_list(install) -> None:
    form = install(
        "| survey |\n| | type | name | label::English (en) | choice_filter |\n"
        "| | select_one states | state | State | |\n| | select_one_external towns | town | Town |"
        " state=${state} |\n"
        "| choices |\n| | list_name | name | label::English (en) |\n| | states | x | X |\n"
        "| external_choices |\n| | list name | name | label::English (en) | state |\n"
        "| | towns | a | A | x |\n| | towns | b | B | y |\n"
    )
    town = node(form, "town")
    assert town.control == "select1"
    assert town.itemset is not None
    assert town.itemset.nodeset.startswith("instance('towns')")
    table = next(table for table in form.instances if table.id == "towns")
    assert [row[table.columns.index("state")] for row in table.rows] == ["x", "y"]


def test_prefixes_of_extra_columns_need_no_declaration(install) -> None:
    form = install(
        "| survey |\n| | type | name | label | bind::intake:sensitivity | bind::oc:itemgroup |"
        " bind::entities:saveto | bind::intake:domain |\n| | text | a | A | p3 | x | person.given | D02 |\n"
    )
    asked = node(form, "a")
    assert (asked.sensitivity, asked.saveto, asked.marks) == ("P3", "person.given", {"domain": "D02"})


def test_a_form_without_settings_is_called_like_its_file(tmp_path) -> None:
    path = tmp_path / "household-2024.md"
    path.write_text("| survey |\n| | type | name | label |\n| | text | a | A |\n", encoding="utf-8")
    form = read_form(path).definition
    assert form is not None
    assert (form.form_id, form.title) == ("household-2024", "household-2024")


def test_a_note_may_show_a_calculation_and_a_group_may_be_written_either_way(install) -> None:
    form = install(
        "| survey |\n| | type | name | label | calculation |\n| | begin group | g | G | |\n| | integer |"
        " a | A | |\n"
        "| | note | sum | Sum | ${a} + 1 |\n| | end_group | | | |\n"
    )
    note = node(form, "sum")
    assert (note.readonly, note.control) == ("true()", "input")
    assert "/data/g/a" in note.calculate
