"""Case work and steering as pages: reached by keys, named, whole at every size, in every language."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from intake_app.records.case_work import Actor, Agreement, CaseConference, Household, HouseholdMember
from intake_app.services import barriers, case_work
from intake_app.services.barriers import BarrierDraft
from tests.ui.house import House
from tests.ui.leaks import disguised
from tests.ui.look_at import faults
from tests.ui.stops import Stops, close_sheets, go_round
from tests.ui.test_every_screen_by_keys import walk
from ui.look.dress import dress
from ui.screens.case_work import CaseWorkScreen
from ui.screens.case_work_households import HouseholdSheet
from ui.screens.steering import SteeringScreen

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def family(house: House) -> str:
    """Write a case down from end to end; return its person."""
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None
    person, other = house.person("Amini"), house.person("Al-Hassan")
    members = (
        HouseholdMember("", person),
        HouseholdMember("parent", name="grandfather", whereabouts="unknown", needs_tracing=True),
    )
    talk = CaseConference(
        "", "", "2030-12-01", "Who pays for the flat", now, "", participants=("Jobcenter",),
        spheres=("SGB2",), agreements=(Agreement("check the costs", "Jobcenter"),),
    )  # fmt: skip

    def write() -> None:
        case_work.join_case(
            workspace, person_id=person, member_id=other, role="other", relation="cousin", now=now
        )
        for kind, inside in (("family", members), ("economic", members[:1])):
            household = Household("", "", kind, inside, now, "")  # type: ignore[arg-type]
            case_work.keep_household(workspace, person_id=person, household=household, now=now)
        for name, spheres in (("Jobcenter Kalk", ("SGB2", "SGB3")), ("Jugendamt", ("SGB8",))):
            actor = Actor("", "", name, spheres, now, "", contact="0221 000")
            case_work.keep_actor(workspace, person_id=person, actor=actor, now=now)
        case_work.keep_conference(workspace, person_id=person, conference=talk, now=now)
        seen = BarrierDraft("interpreting", "organisational", "no interpreter at the desk", severity=2)
        passed = barriers.note_barrier(workspace, person_id=person, draft=seen, now=now)
        barriers.pass_on_barrier(workspace, barrier_id=passed.id, now=now)
        barriers.note_barrier(workspace, person_id=person, draft=seen, now=now)
        case_work.set_case_facts(workspace, person_id=person, status_group="G02", arrived_on="2026", now=now)
        case_work.enter_phase(workspace, person_id=person, phase="CM2_ASSESS", override="urgent", now=now)

    house.call(write)
    return person


def stops_of(house: House, person: str) -> Stops:
    """Return the page and each of its sheets."""

    def page() -> CaseWorkScreen:
        return house.open("case_work", CaseWorkScreen, person_id=person)

    def first(of: str) -> None:
        here = page()
        assert here.data is not None
        if of == "office":
            here.actors.open_sheet(here.data.actors[0])
        elif of == "conference":
            here.conferences.open_sheet(here.data.conferences[0])
        else:
            here.barriers.open_passing(here.data.barriers[0])

    def on_page(act: Callable[[CaseWorkScreen], object]) -> Callable[[], object]:
        return lambda: act(page())

    return {
        "case work": page,
        "go on with a reason": on_page(lambda here: here.phases.go_on()),
        "close": on_page(lambda here: here.phases.open_closing()),
        "facts": on_page(lambda here: here.facts.open_sheet()),
        "join": on_page(lambda here: here.people.open_sheet()),
        "household": on_page(lambda here: here.households.open_sheet("family")),
        "office": partial(first, "office"),
        "conference": partial(first, "conference"),
        "barrier": on_page(lambda here: here.note_barrier()),
        "pass on": partial(first, "barrier"),
    }


def test_everything_has_a_name_and_keys_reach_it(house: House, family: str) -> None:
    found, count = walk(house, stops_of(house, family), {"case_work"})
    assert found == []
    assert count > 50


def stretched_words_left(house: House, stops: Stops) -> list[str]:
    """Go from the stretched language to German everywhere; return what stayed in the stretched one."""
    found = []
    for name in go_round(house, stops):
        for language in ("en-XA", "de"):
            house.window.change(ui_language=language)
            house.settle()
        tops = [house.window, *(one for one in [QApplication.activeModalWidget()] if one is not None)]
        found += [f"{name}: {one}" for top in tops for one in disguised(top)]
    house.window.change(ui_language="en")
    house.settle()
    return found


def test_every_text_follows_the_language(house: House, family: str) -> None:
    assert stretched_words_left(house, stops_of(house, family)) == []


@pytest.mark.parametrize("scale", [pytest.param(1.0, marks=pytest.mark.long), 2.0])
def test_nothing_is_cut(house: House, family: str, looks: None, scale: float) -> None:
    found = []
    for language in ("en-XA", "ar"):
        house.window.change(text_scale=scale, ui_language=language)
        for name in go_round(house, stops_of(house, family)):
            for size in (QSize(1366, 768), QSize(1024, 700)):
                found += [f"{name}, {language}, {size.width()}: {one}" for one in faults(house.window, size)]
    house.window.change(text_scale=1.0, ui_language="en")
    assert found == []


@pytest.fixture
def looks(app: QApplication) -> Iterator[None]:
    yield
    dress(app, theme="light", scale=1.0)


def test_hidden_names_stand_nowhere_on_the_page(house: House, family: str) -> None:
    page = house.open("case_work", CaseWorkScreen, person_id=family)
    assert "Amini, Fatima" in seen_in(page)
    house.window.hide_names()
    house.settle()
    said = seen_in(page)
    assert not any(secret in said for secret in ("Fatima", "Al-Hassan", "grandfather", "0221 000"))
    house.window.hide_names()


def test_the_focus_stays_on_the_row_that_was_acted_on(house: House, family: str) -> None:
    page = house.open("case_work", CaseWorkScreen, person_id=family)
    house.come_forward()
    close_sheets(house)
    page.level.lead()
    choice = QApplication.focusWidget()
    assert choice is not None
    QTest.keyClick(choice, Qt.Key.Key_Left)
    house.settle()
    assert page.data is not None
    assert list(page.data.file.criteria.values()).count(False) == 1
    assert page.isAncestorOf(house.window.focusWidget())


def test_a_reason_is_needed_while_something_is_missing_and_going_back_needs_none(
    house: House, family: str
) -> None:
    page = house.open("case_work", CaseWorkScreen, person_id=family)
    house.come_forward()
    assert page.data is not None
    assert page.data.file.phase == "CM2_ASSESS"
    page.phases.back_button.click()
    house.settle()
    assert page.data.file.phase == "CM1_CLEARING"
    QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert page.sheet is not None
    page.sheet.confirm.click()
    house.settle()
    assert page.data.file.phase == "CM1_CLEARING"
    close_sheets(house)


def test_what_is_known_of_a_member_of_the_family_can_be_changed(house: House, family: str) -> None:
    page = house.open("case_work", CaseWorkScreen, person_id=family)
    page.households.open_sheet("family")
    sheet = page.sheet
    assert isinstance(sheet, HouseholdSheet)
    at = next(n for n, one in enumerate(sheet.members) if one.name == "grandfather")
    sheet.change_member(at)
    assert sheet.tracing.isChecked()
    sheet.place.set_value("abroad")
    sheet.tracing.setChecked(False)
    sheet.write()
    house.settle()
    assert page.data is not None
    found = next(one for one in page.data.households if one.kind == "family").members[-1]
    assert (found.name, found.whereabouts, found.needs_tracing) == ("grandfather", "abroad", False)


def test_supervisors_see_barriers_and_counsellors_do_not_have_the_area(house: House, family: str) -> None:
    assert "steering" not in house.window.areas()
    house.change_to("supervisor")
    assert "steering" in house.window.areas()
    stops: Stops = {"steering": lambda: house.window.go("steering")}
    found, _count = walk(house, stops, {"steering"})
    assert found == []
    assert stretched_words_left(house, stops) == []
    page = house.open("steering", SteeringScreen)
    said = seen_in(page)
    assert "no interpreter at the desk" in said
    assert not any(secret in said for secret in ("Amini", "K-"))
    page.status.set_value("resolved")
    house.settle()
    assert page.rows == []
    assert "None of this kind." in seen_in(page)


def seen_in(page: CaseWorkScreen | SteeringScreen) -> str:
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
