"""A form file is hostile until proved otherwise: refused with a finding, never a crash, never a hang."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from intake_app.forms import read_form, read_xform
from intake_app.forms.definition import FormReading

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'


def refused(reading: FormReading, *words: str) -> None:
    assert reading.definition is None
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    assert errors
    said = errors[0].what.format(**errors[0].facts)
    assert any(word in said for word in words), said
    assert errors[0].mend


def survey(*rows: str) -> str:
    return "| survey |\n| | type | name | label |\n" + "".join(f"| | {row} |\n" for row in rows)


@pytest.mark.parametrize("xml", [BOMB, EXTERNAL])
def test_entities_are_refused(xml: str) -> None:
    refused(read_xform(xml), "entity declarations", "external")


@pytest.mark.parametrize("xml", ["", "<a", "<a></b>", "no xml at all", "<a/>", "<html><model/></html>"])
def test_what_is_no_form_is_refused(xml: str) -> None:
    refused(read_xform(xml), "not well-formed", "no form")


def test_elements_nested_without_end_are_refused() -> None:
    refused(read_xform("<a>" * 100_000 + "</a>" * 100_000), "nested too deeply")


def test_a_text_of_ten_megabytes_is_refused() -> None:
    refused(read_xform(f"<a>{'x' * 10_000_000}</a>"), "text is too long")
    refused(read_xform(f'<a b="{"x" * 10_000_000}"/>'), "text is too long")


def test_a_label_of_ten_megabytes_in_a_table_is_refused(read) -> None:
    reading = read(survey(f"text | a | {'x' * 10_000_000}"))
    refused(reading, "text is too long")
    assert (reading.findings[0].sheet, reading.findings[0].row) == ("survey", 2)


def test_groups_five_hundred_deep_are_refused(read) -> None:
    rows = [f"begin group | g{n} | G" for n in range(500)] + ["end group | | "] * 500
    refused(read(survey(*rows)), "Groups stand within groups")


def test_deep_brackets_in_an_expression_are_refused(read) -> None:
    deep = "(" * 3000 + "1" + ")" * 3000
    table = f"| survey |\n| | type | name | label | calculation |\n| | calculate | a | | {deep} |\n"
    refused(read(table), "nested too deeply", "cannot be read")


def test_too_many_choices_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "survey.csv").write_text("type,name,label\nselect_one c,a,A\n", encoding="utf-8")
    with (folder / "choices.csv").open("w", encoding="utf-8") as file:
        file.write("list_name,name,label\n")
        file.writelines(f"c,c{n},C\n" for n in range(1_000_000))
    refused(read_form(folder), "too many rows")


def test_a_spreadsheet_that_unpacks_a_thousandfold_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/worksheets/sheet1.xml", bytes(40_000_000))
    assert path.stat().st_size < 200_000
    refused(read_form(path), "unreasonable size")


def test_a_spreadsheet_with_too_many_rows_is_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack, \
            pack.open("xl/worksheets/sheet2.xml", "w") as sheet:  # fmt: skip
        for start in range(0, 150_000, 10_000):
            rows = "".join(
                f'<row r="{n}"><c t="s"><v>{n * n}</v></c></row>' for n in range(start, start + 10_000)
            )
            sheet.write(rows.encode())
    refused(read_form(path), "too many rows")


def test_a_sheet_may_claim_to_be_wide_and_is_read_as_wide_as_it_is(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "a", "A"])
    sheet["XFD2"] = "far away"
    path = tmp_path / "wide.xlsx"
    book.save(path)
    definition = read_form(path).definition
    assert definition is not None
    assert [node.name for node in definition.root.children[:1]] == ["a"]
    for column in range(4, 2_002):
        sheet.cell(1, column, "more")
    book.save(path)
    refused(read_form(path), "too many columns")


def test_thousands_of_languages_are_refused() -> None:
    spoken = "".join(f'<translation lang="l{n}"/>' for n in range(4_000))
    refused(read_xform(xform("<a/>", model=f"<itext>{spoken}</itext>")), "too many languages")


def test_a_spreadsheet_with_an_entity_bomb_inside_is_refused(tmp_path: Path) -> None:
    import openpyxl

    good = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.active.append(["type", "name", "label"])
    book.save(good)
    path = tmp_path / "entities.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = BOMB.encode().replace(b"<a>&c;</a>", b"<worksheet>&c;</worksheet>")
            new.writestr(part, data)
    refused(read_form(path), "not a readable spreadsheet", "entity declarations")


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a.md", "a.xml", "a.bin", "a"])
def test_random_bytes_are_refused_whatever_they_call_themselves(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml version='1.0'?>"):
        path.write_bytes(start + random.Random(7).randbytes(5_000))
        assert read_form(path).definition is None


def test_a_truncated_spreadsheet_is_refused(shared: Path, tmp_path: Path) -> None:
    for name in ("household-english-dari.xlsx", "refused-duplicate-choices.xls"):
        data = (shared / "forms" / "real" / name).read_bytes()
        path = tmp_path / name
        for size in (len(data) // 3, len(data) - 700):
            path.write_bytes(data[:size])
            assert read_form(path).definition is None


def test_files_outside_the_forms_folder_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("name,label\na,A\n", encoding="utf-8")
    folder = tmp_path / "form"
    folder.mkdir()
    xml = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>'
        '<instance><data id="x"><a/></data></instance><instance id="s" src="jr://file-csv/../secret.csv"/>'
        '<instance id="t" src="jr://file-csv/..%5csecret.csv"/>'
        '</model></h:head><h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
    )
    reading = read_xform(xml, folder)
    assert reading.definition is not None
    assert all(table.is_missing for table in reading.definition.instances)


def xform(instance: str, binds: str = "", model: str = "") -> str:
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>'
        f'<instance><data id="x">{instance}</data></instance>{model}{binds}</model></h:head>'
        '<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
    )


def test_a_million_choices_or_questions_in_an_xform_are_refused_unparsed() -> None:
    items = "<item><name>c</name></item>" * 1_000_000
    refused(read_xform(xform("<a/>", model=f'<instance id="l"><root>{items}</root></instance>')), "too many")
    refused(read_xform(xform("<a/>", binds='<bind nodeset="/data/a"/>' * 200_000)), "too many questions")
    refused(read_xform(xform("<a/>" * 1_600_000)), "too many elements")


def test_a_million_rows_of_markdown_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "many.md"
    path.write_text(survey("select_one c | a | A") + "| choices |\n" + "| | c | x | X |\n" * 1_000_000)
    refused(read_form(path), "too many rows")
    (tmp_path / "many.csv").write_text("survey\n,type,name\nchoices\n" + ",c,x\n" * 1_000_000)
    refused(read_form(tmp_path / "many.csv"), "too many rows")


@pytest.mark.parametrize(
    "expression",
    [
        "+".join(["/data/a"] * 100_000), "-" * 50_000 + "1", "/data/a" + "[1]" * 20_000,
        "/data/a[. = " * 500 + "]" * 500,
    ],
    ids=["terms", "signs", "filters in a row", "filters in filters"],
)  # fmt: skip
def test_expressions_without_end_are_refused(expression: str) -> None:
    reading = read_xform(xform("<a/><b/>", f'<bind nodeset="/data/b" calculate="{expression}"/>'))
    refused(reading, "nested too deeply", "cannot be read")


def test_everything_reading_everything_is_one_kind_of_circle() -> None:
    names = [f"q{number}" for number in range(800)]
    binds = "".join(f'<bind nodeset="/data/{name}" calculate="sum(/data/*)"/>' for name in names)
    reading = read_xform(xform("<a/>" + "".join(f"<{name}/>" for name in names), binds))
    refused(reading, "circle")
    assert len(reading.findings) <= 50


@pytest.mark.parametrize(
    "pattern", ["(", "[a-", "(" * 2_000 + "a" + ")" * 2_000, "a{2,1}"], ids=["open", "class", "deep", "count"]
)
def test_a_pattern_that_can_never_work_is_refused(pattern: str) -> None:
    binds = f'<bind nodeset="/data/a" constraint="regex(., \'{pattern}\')"/>'
    refused(read_xform(xform("<a/>", binds)), "cannot be read")
