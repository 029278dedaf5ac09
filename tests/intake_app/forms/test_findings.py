"""Every finding says where, what and how to mend; an error refuses the form whole."""

import pytest

HEAD = "| survey |\n| | type | name | label | calculation | relevant | choice_filter | required |\n"
CHOICES = (
    "| choices |\n| | list_name | name | label | state |\n| | town | a | A | x |\n| | town | b | B | y |\n"
)


def table(*rows: str, choices: str = "") -> str:
    return HEAD + "".join(f"| | {row} |\n" for row in rows) + choices


def errors(reading) -> list[tuple[str, int | None, str, str]]:
    found = [finding for finding in reading.findings if finding.severity == "error"]
    assert (reading.definition is None) == bool(found)
    return [(f.sheet, f.row, f.column, f.what.format(**f.facts)) for f in found]


@pytest.mark.parametrize(
    ("rows", "place", "says"),
    [
        (["text | a | A", "txet | b | B"], ("survey", 3, "type"), "no question type “txet”"),
        (["text | a | A", "text | a | B"], ("survey", 3, "name"), "used twice"),
        (["text | 1a | A"], ("survey", 2, "name"), "cannot be used"),
        (["text |  | A"], ("survey", 2, "name"), "has no name"),
        (["select_one none | a | A"], ("survey", 2, "type"), "no choices sheet"),
        (["begin group | g | G", "text | a | A"], ("survey", 2, "type"), "never ends"),
        (["text | a | A", "end group | | "], ("survey", 3, "type"), "did not begin"),
        (["calculate | a | | ${nobody} + 1"], ("survey", 2, "calculation"), "no question named “nobody”"),
        (["calculate | a | | ${no body} + 1"], ("survey", 2, "calculation"), "written wrongly"),
        (["calculate | a | "], ("survey", 2, "calculation"), "no expression"),
        (["calculate | a | | fetch('x')"], ("survey", 2, "calculation"), "no function fetch()"),
        (["calculate | a | | (1 + 2"], ("survey", 2, "calculation"), "cannot be read"),
        (["text | a | A | | instance('x')/root/item/name = 'y'"], ("survey", 2, "relevant"), "list “x”"),
    ],
)
def test_an_error_names_sheet_row_and_column(read, rows, place, says) -> None:
    found = errors(read(table(*rows)))
    assert [error[:3] for error in found] == [place]
    assert says in found[0][3]


def test_a_doubled_choice_is_named_with_its_row(read) -> None:
    found = errors(read(table("select_one town | t | T", choices=CHOICES + "| | town | a | Again | z |\n")))
    assert found == [("choices", 4, "name", "This choice name stands there twice in the same list.")]


def test_calculations_in_a_circle_are_named_in_order(read) -> None:
    reading = read(
        table("calculate | a | | ${c} + 1", "calculate | b | | ${a} + 1", "calculate | c | | ${b}")
    )
    ((sheet, row, _, says),) = errors(reading)
    assert sheet == "survey"
    assert row in (2, 3, 4)
    assert sorted(says.removesuffix(".").split(": ")[1].split(" → ")[:-1]) == ["a", "b", "c"]


def test_relevance_that_depends_on_itself_is_a_circle(read) -> None:
    reading = read(table("text | a | A | | ${b} = 'x'", "text | b | B | | ${a} = 'x'"))
    assert len(errors(reading)) == 1
    assert len(errors(read(table("text | a | A | | ${a} = 'x'")))) == 1


def test_a_group_that_is_shown_by_its_own_question_is_a_circle(read) -> None:
    reading = read(table("begin group | g | G | | ${a} = 'x'", "text | a | A", "end group | | "))
    ((_, row, _, says),) = errors(reading)
    assert row == 2
    assert "g → a → g" in says or "a → g → a" in says


def test_what_only_looks_like_a_circle_is_none(read) -> None:
    reading = read(
        "| survey |\n| | type | name | label | calculation | constraint |\n"
        "| | integer | n | N | | . > 0 |\n"
        "| | calculate | first | | once(${n}) | |\n"
        "| | begin repeat | r | R | | |\n"
        "| | integer | x | X | | |\n"
        "| | calculate | total | | ${x} + coalesce(indexed-repeat(${total}, ${r}, position(..) - 1), 0) | |\n"
        "| | end repeat | | | | |\n"
    )
    assert errors(reading) == []


def test_a_value_that_keeps_itself_is_a_circle_in_a_table(read) -> None:
    """ODK Validate has it so; ``once()`` says the same without one."""
    (circle,) = errors(read(table("integer | n | N", "calculate | kept | | if(. = '', ${n}, .)")))
    assert circle[:3] == ("survey", 3, "calculation")
    assert errors(read(table("integer | n | N", "calculate | kept | | once(${n})"))) == []


def test_reading_a_path_that_is_not_there_is_a_warning(read) -> None:
    reading = read(table("text | a | A | | /data/nothing = 'x'"))
    assert reading.definition is not None
    (finding,) = [finding for finding in reading.findings if "path" in finding.facts]
    assert (finding.severity, finding.row, finding.column) == ("warning", 2, "relevant")


def test_a_filter_by_a_column_the_list_lacks_is_a_warning(read) -> None:
    reading = read(table("text | a | A", "select_one town | t | T | | | county = ${a}", choices=CHOICES))
    (finding,) = [finding for finding in reading.findings if finding.facts.get("name") == "county"]
    assert (finding.severity, finding.row, finding.column) == ("warning", 3, "choice_filter")
    fine = read(table("text | a | A", "select_one town | t | T | | | state = ${a}", choices=CHOICES))
    assert fine.findings == ()


def test_a_misspelt_appearance_and_column_are_told_with_what_is_meant(read) -> None:
    reading = read(
        "| survey |\n| | type | name | label | apearance | appearance | relevent |\n"
        "| | date | a | A | | no-calender | |\n"
    )
    assert reading.definition is not None
    said = {finding.column: finding.facts for finding in reading.findings}
    assert said["appearance"]["near"] == "no-calendar"
    assert said["relevent"]["meant"] == "relevant"
    assert "apearance" not in said  # the right column is there, this one is a note


def test_missing_translations_are_told_with_their_rows(read) -> None:
    reading = read(
        "| survey |\n| | type | name | label::English (en) | label::Arabic (ar) |\n"
        "| | text | a | A | أ |\n| | text | b | B | |\n| | text | c | C | |\n"
    )
    (finding,) = reading.findings
    assert (finding.severity, finding.sheet, finding.row) == ("warning", "survey", 3)
    assert finding.facts == {"language": "Arabic (ar)", "count": 2, "column": "label", "rows": "3, 4"}


def test_what_needs_a_device_is_left_out_and_said(read) -> None:
    reading = read(table("audit | audit | ", "start-geopoint | here | ", "text | a | A"))
    assert reading.definition is not None
    assert {(finding.severity, finding.row) for finding in reading.findings} == {("info", 2), ("info", 3)}
    names = [node.name for node in reading.definition.root.children]
    assert names == ["here", "a", "meta"]
    fields = reading.definition.root.children[-1].children
    assert [(node.name, node.has_control) for node in fields] == [("audit", False), ("instanceID", False)]


def test_every_finding_can_be_written_out(read) -> None:
    reading = read(table("txet | a | A", "text | | A"))
    for finding in reading.findings:
        assert finding.what.format(**finding.facts)
        assert finding.mend.format(**finding.facts)
