"""Figures as those who steer meet them: a cell of two, standard services, who comes, what people bring.

Every year of cases here is invented. What somebody could work out is tried from the printed page alone.
"""

import datetime
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.records.user import NewUser
from intake_app.services import assessments, referrals, users
from intake_app.services import workspace as workspaces
from intake_app.services.assessments import ResourceDraft
from intake_app.services.referrals import ReferralDraft
from tests.intake_app.figures.printed import printed_bounds
from tests.intake_app.services.caseload import add_cases, person_of
from tests.stories.test_case_management import opened
from tests.stories.window import PASSPHRASE, Centre, Desk
from ui.parts.label import Label
from ui.screens.statistics import StatisticsScreen
from ui.screens.statistics_parts import NumberTable

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen

THEN = datetime.datetime(2021, 6, 15, 9, 0, tzinfo=datetime.UTC)  # years can be chosen back to the first


def languages(**counts: int) -> list[str]:
    return list(chain.from_iterable(repeat(tag, n) for tag, n in counts.items()))


def figures(here: Desk, view: str = "The year") -> StatisticsScreen:
    here.window.go("statistics")
    page = here.driver.page(StatisticsScreen)
    here.driver.settle()
    page.year.set_value(str(THEN.year))
    here.driver.settle()
    if view != "The year":
        here.driver.click(view)
        here.driver.settle()
    return page


def lines(table: NumberTable) -> list[tuple[str, ...]]:
    return [table.rows.cells(row) for row in range(table.rows.rowCount())]


def table_with(page: StatisticsScreen, row: str, columns: int) -> NumberTable:
    return next(
        one for one in page.tables
        if row in [line[0] for line in lines(one)] and len(lines(one)[0]) >= columns
    )  # fmt: skip


def tile(page: StatisticsScreen, indicator: str) -> str:
    return next(one.accessibleName() for one in page.tiles if one.figure.indicator == indicator)


def test_a_cell_of_two_is_hidden_and_cannot_be_worked_out(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    with opened(centre) as office:
        add_cases(office, languages(ar=12, uk=9, ti=2), sex="w", now=THEN)
        add_cases(office, languages(ar=20, uk=7, ti=8), sex="m", now=THEN)
    here = desk(centre)
    here.enter("supervisor")
    page = figures(here, "Who comes")
    table = table_with(page, "Tigrinya", 4)
    shown = next(line for line in lines(table) if line[0] == "Tigrinya")
    assert shown[1:] == ("•", "•", "10")
    assert sum(line.count("•") for line in lines(table)) == 4
    # With nothing but the page: what can the two be? Anything from 1 to 9, so nobody knows.
    assert page.page is not None
    printed = page.page.table("language-gender")
    assert printed is not None
    place = (printed.rows.index("ti"), printed.columns.index("w"))
    low, high = printed_bounds(printed)[place]
    assert low <= 2 <= (high or 99)
    assert high is None or high - low >= 4


def test_the_share_of_standard_services_moves_with_a_referral(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    with opened(centre) as office:
        cases = add_cases(office, languages(ar=12), now=THEN)
        for number, case in enumerate(cases):
            structure = "standard" if number < 6 else "project"
            wish = ReferralDraft("Jobcenter" if number < 6 else "Projekt Brücke", structure=structure)
            made = referrals.refer(office, person_id=person_of(office, case), draft=wish, now=THEN)
            if number in {0, 1, 2, 3, 4, 7, 8, 9, 10, 11}:
                referrals.report_back(office, referral_id=made.id, result="started", now=THEN)
        waiting = made.id
    here = desk(centre)
    here.enter("supervisor")
    page = figures(here)
    assert tile(page, "I16") == "Into standard services: 50 %, 6 of 12"
    here.window.lock()
    here.driver.settle()

    with opened(centre) as office:
        for case in cases[:3]:
            wish = ReferralDraft("Jobcenter", structure="standard")
            made = referrals.refer(office, person_id=person_of(office, case), draft=wish, now=THEN)
            referrals.report_back(office, referral_id=made.id, result="started", now=THEN)
        referrals.report_back(office, referral_id=waiting, result="started", now=THEN)
    here.enter("supervisor")
    page = figures(here)
    assert tile(page, "I16") == "Into standard services: 60 %, 9 of 15"


def test_the_panel_shows_who_comes(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    with opened(centre) as office:
        add_cases(office, languages(ar=9), status="G02", sex="w", born=str(THEN.year - 20), now=THEN)
        add_cases(office, languages(ro=7), status="G16", sex="m", born=str(THEN.year - 40), now=THEN)
        add_cases(office, languages(uk=2), status="G07", sex="m", born=str(THEN.year - 40), now=THEN)
        add_cases(office, languages(uk=6), status="G04", sex="w", born=str(THEN.year - 70), now=THEN)
    here = desk(centre)
    here.enter("supervisor")
    page = figures(here, "Who comes")
    headings = [one.text() for one in page.findChildren(Label)]
    for heading in ("Status group", "Age", "Language", "Gender entry"):
        assert heading in headings
    status = dict(line[:2] for line in lines(page.tables[0]))
    assert status["Humanitarian procedure"] == "9"
    assert status["Temporary protection"] == "•"
    assert status["Together"] == "24"
    assert any("Haus Muster" in one.text() for one in page.findChildren(Label))


def test_skills_become_a_report_of_what_people_bring(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    with opened(centre) as office:
        for number, case in enumerate(add_cases(office, languages(ar=14, ti=6), now=THEN)):
            occupation = "7531" if number < 8 else "2341" if number < 10 else ""
            draft = ResourceDraft("D06", "a trade", occupation=occupation)
            assessments.add_resource(office, person_id=person_of(office, case), draft=draft, now=THEN)
    here = desk(centre)
    here.enter("supervisor")
    page = figures(here, "What people bring")
    groups = dict(line[:2] for line in lines(page.tables[0]))
    assert groups["Craft and related trades"] == "8"
    assert groups["Professionals"] == "•"  # two teachers
    spoken = dict(line[:2] for line in lines(table_with(page, "Arabic", 2)))
    assert spoken["Arabic"] == "14"
    path = tmp_path / "potential.xlsx"
    here.driver.answer_files(path)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    here.driver.click("Choose the place")
    here.driver.settle()
    assert path.stat().st_size > 1000


def test_a_coordinator_sees_figures_and_no_person(centre: Centre, desk: Callable[[Centre], Desk]) -> None:
    with opened(centre, "supervisor") as office:
        users.add_user(office, user=NewUser("Kim Koordination", "coordinator", PASSPHRASE), now=THEN)
        add_cases(office, languages(ar=9), now=THEN)
    who = next(
        one.id for one in workspaces.describe_workspace(centre.folder).users if one.role == "coordinator"
    )
    opened_by = workspaces.unlock_workspace(centre.folder, user_id=who, passphrase=PASSPHRASE, now=THEN)
    workspaces.lock_workspace(opened_by, now=THEN)
    here = desk(centre)
    door = here.door()
    door.choose(who)
    door.passphrase.setText(PASSPHRASE)
    door.unlock()
    here.driver.settle()
    assert "statistics" in here.window.areas()
    assert "home" not in here.window.areas()
    page = figures(here)
    assert tile(page, "I01").startswith("New cases: 9")
