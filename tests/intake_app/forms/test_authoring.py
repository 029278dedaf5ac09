"""An author is told about dead ends, leftovers and circles: by sheet and row, with how to mend them."""

from collections.abc import Callable

import pytest

from intake_app.forms import FormDefinition, check_authoring, install, shipped_forms
from intake_app.forms.text_places import missing_texts
from intake_app.records.finding import FormFinding

Install = Callable[[str], FormDefinition]

CHOICES = """
| choices |
| | list_name | name | label | region |
| | yn | yes | Yes | |
| | yn | no | No | |
| | town | koeln | Köln | yes |
| | town | bonn | Bonn | no |
| | town | ghent | Ghent | elsewhere |
| | spare | a | A | |
| | spare | b | B | |
"""


def survey(*rows: str) -> str:
    lines = "\n".join(f"| | {row} |" for row in rows)
    header = "| | type | name | label | relevant | choice_filter | calculation | default | trigger |"
    return f"| survey |\n{header}\n{lines}\n"


def told(definition: FormDefinition) -> list[tuple[str, int | None, str]]:
    """Return (sheet, row, what) of the findings, without the one about languages."""
    return [(one.sheet, one.row, said(one)) for one in check_authoring(definition)]


def said(finding: FormFinding) -> str:
    assert finding.mend.format(**finding.facts)
    return finding.what.format(**finding.facts)


@pytest.mark.parametrize(
    "condition",
    [
        "false()",
        "not(true())",
        "1 = 2",
        "${child} = 'maybe'",
        "selected(${child}, 'maybe')",
        "${child} = 'yes' and ${child} = 'no'",
        "${child} = 'yes' and (false() or ${child} = 'perhaps')",
        "'maybe' = ${child}",
        "${never} = 'x'",
    ],
)
def test_a_question_nobody_can_be_asked_is_found(install_table: Install, condition: str) -> None:
    definition = install_table(
        survey(
            "select_one yn | child | Child? | | | | |",
            "text | never | Never | false() | | | |",
            f"text | school | School | {condition} | | | |",
        )
        + CHOICES.partition("| | town")[0]
    )
    rows = [row for sheet, row, what in told(definition) if "can never be asked" in what]
    assert rows == [3, 4]


@pytest.fixture
def install_table(install: Install) -> Install:
    """Return a function that installs a table; another name, because these tests also install files."""
    return install


@pytest.mark.parametrize(
    "condition",
    [
        "${child} = 'yes'",
        "${child} = ''",
        "${child} != 'yes'",
        "${child} = 'maybe' or ${free} = 'x'",
        "${free} = 'a' or ${free} = 'b'",
        "selected(${several}, 'yes') and selected(${several}, 'no')",
        "${several} = 'yes no'",
        "${worked} = 'anything'",
        "${hour} = 1",
        "string-length(${free}) > 0",
        "today() > '2020-01-01'",
    ],
)
def test_a_question_that_can_be_asked_is_left_alone(install: Install, condition: str) -> None:
    definition = install(
        survey(
            "select_one yn | child | Child? | | | | |",
            "select_multiple yn | several | Which? | | | | |",
            "select_one hours | hour | When? | | | | |",
            "text | free | Free | | | | |",
            "calculate | worked | | | | 'x' | |",
            f"text | school | School | {condition} | | | |",
        )
        + "| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n"
        "| | hours | 1 | One |\n| | hours | 2 | Two |\n"
    )
    assert [what for *_, what in told(definition) if "never be asked" in what] == []


def test_only_the_outermost_dead_group_is_named(install: Install) -> None:
    definition = install(
        survey(
            "begin group | g | Group | false() | | | |",
            "text | inside | Inside | | | | |",
            "end group | | | | | | |",
            "text | after | After | ${inside} = 'x' | | | |",
        )
    )
    assert [(row, what.partition(" can")[0]) for _, row, what in told(definition)] == [
        (2, "“g”"),
        (5, "“after”"),
    ]


def test_a_comparison_with_a_choice_that_is_not_there_is_named(install: Install) -> None:
    definition = install(
        survey(
            "select_one yn | child | Child? | | | | |",
            "text | school | School | ${child} = 'yes' or ${child} = 'ja' | | | |",
        )
        + CHOICES.partition("| | town")[0]
    )
    assert told(definition) == [
        ("survey", 3, "“child” is compared with “ja”, which is not among its choices.")
    ]


def test_lists_and_choices_nobody_offers_are_found(install: Install) -> None:
    definition = install(
        survey(
            "select_one yn | here | Here? | | | | |",
            "select_one town | town | Town | | region=${here} | | |",
        )
        + CHOICES
    )
    assert told(definition) == [
        ("choices", 6, "Nobody is ever offered 1 choices of the list “town”: ghent."),
        ("choices", 7, "No question offers the list “spare” (2 choices)."),
    ]


def test_a_list_that_a_calculation_reads_is_used(install: Install) -> None:
    definition = install(
        survey(
            "select_one yn | here | Here? | | | | |",
            "select_one town | town | Town | | | | |",
            "calculate | count | | | | count(instance('spare')/root/item) | |",
        )
        + CHOICES
    )
    assert told(definition) == []


def test_defaults_and_triggers_in_a_ring_are_found(install: Install) -> None:
    definition = install(
        survey(
            "text | a | A | | | | concat(${b}, 'x') |",
            "text | b | B | | | | concat(${a}, 'x') |",
            "text | c | C | | | concat(${d}, 'x') | | ${d}",
            "text | d | D | | | concat(${c}, 'x') | | ${c}",
        )
    )
    found = told(definition)
    assert [what.partition(":")[0] for *_, what in found] == [
        "The defaults of these questions read each other, so the first finds nothing",
        "These questions set each other off without end",
    ]
    assert all(sheet == "survey" and row for sheet, row, _ in found)


def test_a_language_without_a_code_is_named_with_the_way_to_mend_it(install: Install) -> None:
    definition = install(
        "| survey |\n| | type | name | label::Dari | label::English (en) | label::fr |\n"
        "| | text | a | نام | Name | Nom |\n"
    )
    [finding] = list(check_authoring(definition))
    assert said(finding) == "The language “Dari” names no code; it is taken for fa-AF."
    assert "“Dari (fa-AF)”" in finding.mend.format(**finding.facts)


def test_missing_texts_are_listed_by_sheet_and_row(install: Install) -> None:
    definition = install(
        "| survey |\n| | type | name | label::English (en) | label::Dari (fa-AF) | hint::English (en) |\n"
        "| | select_one yn | a | Child? | طفل؟ | Any age |\n"
        "| | text | b | Name | | |\n"
        "| choices |\n| | list_name | name | label::English (en) | label::Dari (fa-AF) |\n"
        "| | yn | yes | Yes | بلی |\n| | yn | no | No | |\n"
    )
    missing = missing_texts(definition, "Dari (fa-AF)")
    assert [(one.sheet, one.row, one.column, one.name, one.said) for one in missing] == [
        ("survey", 2, "hint", "a", "Any age"),
        ("survey", 3, "label", "b", "Name"),
        ("choices", 3, "label", "yn: no", "No"),
    ]
    assert missing_texts(definition, "English (en)") == ()


def test_the_shipped_form_has_no_dead_ends() -> None:
    for path in shipped_forms():
        findings = list(check_authoring(install(path)))
        assert [one for one in findings if one.severity != "info"] == []


def test_a_condition_of_many_parts_is_weighed(install: Install) -> None:
    condition = " and ".join(["${child} = 'yes'"] * 200)
    definition = install(
        survey(
            "select_one yn | child | Child? | | | | |",
            f"text | school | School | {condition} | | | |",
        )
        + CHOICES.partition("| | town")[0]
    )
    assert told(definition) == []
