"""Reads that cannot know which instance, or walk where forms cannot: refused in tables, told in XForms."""

from collections.abc import Callable

import pytest

from intake_app.forms import FormReading, read_xform

Read = Callable[[str], FormReading]

_TABLE = """
| survey |
| | type | name | label | {column} |
| | integer | household_size | People | |
| | begin repeat | person | Person | |
| | integer | age | Age | |
| | end repeat | | | |
| | {type} | result | Result | {expression} |
| choices |
| | list_name | name | label |
| | town | ulm | Ulm |
| | town | bonn | Bonn |
"""


def judged(read: Read, expression: str, column: str = "calculation", type: str = "integer") -> FormReading:  # noqa: A002
    return read(_TABLE.format(expression=expression, column=column, type=type).strip())


@pytest.mark.parametrize(
    ("expression", "column"),
    [
        ("${age} + 1", "calculation"),
        ("if(${age} > 17, 'grown', 'child')", "calculation"),
        ("${household_size} > 2 or ${age} > 17", "relevant"),
        ("${age} > 17", "required"),
        ("not(${age})", "read_only"),
        ("string(${person})", "calculation"),
        ("instance('town')/root/item[name = ${age}]/label", "calculation"),
        ("instance('town')/root/item/label", "calculation"),
        ("following-sibling::*", "calculation"),
        ("instance(town)/root/item[name = 'ulm']/label", "calculation"),
        ("jr:choice-name(${household_size}, ${household_size})", "calculation"),
        ("indexed-repeat(${household_size}, ${person}, 1)", "calculation"),
        ("date('soon')", "calculation"),
    ],
)
def test_a_table_that_reads_one_of_many_is_refused(read: Read, expression: str, column: str) -> None:
    reading = judged(read, expression, column)
    assert reading.definition is None
    (finding,) = [each for each in reading.findings if each.severity == "error"]
    assert (finding.sheet, finding.row, finding.column) == ("survey", 6, column)
    assert finding.mend


@pytest.mark.parametrize(
    "expression",
    [
        "sum(${age})",
        "count(${person})",
        "join(' ', ${age})",
        "indexed-repeat(${age}, ${person}, 1)",
        "${person}[position() = 1]/age",
        "count(${person}[age > 17])",
        "instance('town')/root/item[name = 'ulm']/label",
        "count(instance('town')/root/item)",
        "//household_size",
        "date('2026-01-02')",
    ],
)
def test_a_table_that_says_which_is_accepted(read: Read, expression: str) -> None:
    assert judged(read, expression).definition is not None


def test_what_an_answer_may_spare_is_a_warning(read: Read) -> None:
    reading = judged(read, "${household_size} = 1 and ${age} > 17", "relevant")
    assert reading.definition is not None
    assert [each.facts["name"] for each in reading.findings if each.severity == "warning"] == ["age"]


def test_choices_are_offered_from_a_repeat_only(read: Read) -> None:
    assert judged(read, "", type="select_one ${household_size}").definition is None
    assert judged(read, "", type="select_one ${age}").definition is not None


def test_a_group_has_no_calculation(read: Read) -> None:
    reading = read(
        "| survey |\n| | type | name | label | calculation |\n| | begin group | g | G | 1 |\n"
        "| | text | a | A | |\n| | end group | | | |\n"
    )
    assert [(each.row, each.column) for each in reading.findings if each.severity == "error"] == [
        (2, "calculation")
    ]


def test_a_published_form_keeps_working_and_says_so() -> None:
    reading = read_xform(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>'
        '<instance><data id="f"><p><age/></p><first/></data></instance>'
        '<bind nodeset="/data/first" type="int" calculate="/data/p/age"/></model></h:head><h:body>'
        '<group ref="/data/p"><repeat nodeset="/data/p"><input ref="/data/p/age"/></repeat></group>'
        "</h:body></h:html>"
    )
    assert reading.definition is not None
    assert "one of many" in next(each.what for each in reading.findings if each.column == "calculation")
