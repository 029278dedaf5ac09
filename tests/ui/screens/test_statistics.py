"""The page of figures: what it shows, what a dot is called, how it is saved, who gets to it."""

import csv
import io
import json
import zipfile
from functools import partial
from itertools import chain, repeat
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.records.ids import new_id
from intake_app.records.referral import Referral, ReferralStep
from intake_app.vault import plans as plan_sql
from tests.intake_app.services.caseload import add_cases, person_of
from tests.ui.house import House
from tests.ui.look_at import nameless
from tests.ui.stops import Stops
from tests.ui.test_every_screen_by_keys import walk
from ui.files import GivenFiles
from ui.parts.label import Label
from ui.screens.statistics import StatisticsScreen
from ui.screens.statistics_parts import NumberTable

VIEWS = ("year", "people", "potential", "all")


@pytest.fixture
def busy(house: House) -> House:
    """Return the house of a supervisor with a year of cases; two women speak Tigrinya."""
    house.change_to("supervisor")
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def seed() -> None:
        for sex, counts in (("w", {"ar": 12, "uk": 9, "ti": 2}), ("m", {"ar": 20, "uk": 7, "ti": 8})):
            tags = chain.from_iterable(repeat(tag, n) for tag, n in counts.items())
            cases = add_cases(workspace, tags, sex=sex, now=now)
            with workspace.recorded("test.refer", "case:all", now=now) as database:
                for number, case in enumerate(cases):
                    plan_sql.keep_referral(database, Referral(
                        new_id(now), case, person_of(workspace, case), "Jobcenter", "handover", now, "",
                        structure="standard" if number % 3 else "project",
                        steps=(ReferralStep("started", now, ""),),
                    ))  # fmt: skip

    house.call(seed)
    return house


def shown(house: House, view: str = "year", table: str = "month-level") -> StatisticsScreen:
    page = house.open("statistics", StatisticsScreen)
    page.table_id = table
    page.show_view(view)
    page._show()
    house.settle()
    return page


def lines(table: NumberTable) -> list[tuple[str, ...]]:
    return [table.rows.cells(row) for row in range(table.rows.rowCount())]


def test_the_year_as_tiles_and_as_a_table_with_bars(busy: House) -> None:
    page = shown(busy, table="referrals")
    said = [tile.accessibleName() for tile in page.tiles]
    assert any(name.startswith("New cases: ") for name in said)
    assert "Into standard services: 66 %, 38 of 58" in said
    assert lines(page.tables[0])[-1] == ("Together", "38", "20", "58")


def test_a_small_number_is_a_dot_with_a_name(busy: House) -> None:
    page = shown(busy, "people")
    table = next(one for one in page.tables if any(len(line) > 3 for line in lines(one)) and
                 "Tigrinya" in [line[0] for line in lines(one)])  # fmt: skip
    row = [line[0] for line in lines(table)].index("Tigrinya")
    assert lines(table)[row][1:3] == ("•", "•")
    cell = table.rows.index(row, 1)
    heard = table.rows.data(cell, Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Female: hidden, smaller than 5 or beside such a number"


def test_it_says_who_comes_and_what_they_bring(busy: House) -> None:
    page = shown(busy, "people")
    headings = [one.text() for one in page.findChildren(Label)]
    for heading in ("Status group", "Age", "Language", "Gender entry"):
        assert heading in headings
    page = shown(busy, "potential")
    assert [line[0] for line in lines(page.tables[0])] != []
    assert "Occupations by ISCO-08 major group" in [one.text() for one in page.findChildren(Label)]


def test_what_is_not_counted_is_said_to_be_so(busy: House) -> None:
    page = shown(busy, "all")
    told = {line[1]: line[2:] for line in lines(page.tables[0])}
    assert told["I02"] == ("", "not counted yet")
    assert told["I06"] == ("–", "nothing to count yet")
    assert len(told) == 45


def test_an_empty_year_has_a_sentence_and_no_axes(house: House) -> None:
    house.change_to("supervisor")
    page = shown(house, table="referrals")
    assert page.tables == []
    assert any("nothing to count in this year" in one.text() for one in page.findChildren(Label))


@pytest.mark.parametrize("form", ["xlsx", "package", "csv"])
def test_what_is_saved_holds_what_was_seen_and_no_more(busy: House, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"figures.{form}"
    page = shown(busy, "people")
    page.table_id = "month-level" if form != "csv" else "language-gender"
    busy.window.files = GivenFiles(path)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    sheet = next(one for one in busy.window.findChildren(page_sheet()) if one.isVisible())
    sheet.form.set_value(form)
    sheet.confirm.click()
    busy.settle()
    assert "figures" in busy.window.trouble_text
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        rows = [tuple(cell for cell in line) for line in book["language-gender"].iter_rows(values_only=True)]
    elif form == "csv":
        rows = [tuple(line) for line in csv.reader(io.StringIO(path.read_text("utf-8-sig")))]
    else:
        with zipfile.ZipFile(path) as package:
            about = json.loads(package.read("datapackage.json"))
            assert about["k"] == 5
            assert {one["name"] for one in about["resources"]} >= {"indicators", "language-gender"}
            text = package.read("language-gender.csv").decode()
        rows = [tuple(line) for line in csv.reader(io.StringIO(text))]
    assert rows[1][0].startswith("#group")
    hidden = [line for line in rows if line[0] == "ti" and line[2] in {"w", "m"}]
    assert [(line[4] or "", line[5]) for line in hidden] == [("", "hidden"), ("", "hidden")]


def test_the_report_is_saved_in_two_languages(busy: House, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    page = shown(busy)
    busy.window.files = GivenFiles(path)
    page.save()
    sheet = next(one for one in busy.window.findChildren(page_sheet()) if one.isVisible())
    assert not sheet.language.isVisible()
    sheet.form.set_value("pdf")
    assert sheet.language.isVisible()
    sheet.language.set_value("ti")
    sheet.confirm.click()
    busy.settle()
    assert path.read_bytes().startswith(b"%PDF-")
    assert "report.pdf" in busy.window.trouble_text


def page_sheet() -> type:
    from ui.screens.statistics_out import SaveSheet

    return SaveSheet


def test_every_view_is_whole_by_eye_and_by_keys(busy: House) -> None:
    def stop(view: str, table: str) -> None:
        shown(busy, view, table)

    stops: Stops = {view: partial(stop, view, "referrals") for view in VIEWS}
    found, _count = walk(busy, stops, {"statistics"})
    assert found == []
    assert nameless(busy.window) == []


def test_a_counsellor_has_no_such_page(house: House) -> None:
    assert "statistics" not in house.window.areas()
