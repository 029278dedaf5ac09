"""Status and deadlines as a practitioner checks them: arrival, recognition, gaps, who is asked what, the law.

Points 4, 5 and 10 of the acceptance list, and what was promised of the arrival phase, of transitions without
gaps and of groups that differ, played in the window with keys. All people are sample data.
"""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from intake_app.interview import Interview
from intake_app.records.partial_date import PartialDate
from intake_app.records.status import Episode, Lane
from intake_app.services import case_work, status
from tests.stories.fingers import Fingers
from tests.stories.test_acceptance import GERMAN, asked, own_form, ref
from tests.stories.test_case_management import opened, press_ctrl, record_family, sheet, type_in
from tests.stories.window import Centre, Desk
from ui.screens.home import HomeScreen
from ui.screens.rules import RulesScreen, SwitchSheet
from ui.screens.rules_import import PackSheet
from ui.screens.status import StatusScreen
from ui.screens.status_event import EventSheet
from ui.screens.status_period import PeriodSheet
from ui.screens.status_tasks import RuleSheet, SettleSheet

__all__ = ["own_form"]

pytestmark = pytest.mark.qt_log_ignore("does not support")  # said without a screen

KEY = Qt.Key
IN_MAY = datetime.datetime(2026, 5, 20, 9, 0, tzinfo=datetime.UTC)
HELD: tuple[tuple[Lane, str, str], ...] = (
    ("title", "G02", "2025-11-10"), ("livelihood", "ASYLBLG_3", "2025-11-03"),
    ("health", "TREATMENT", "2025-11-03"),
)  # fmt: skip


def in_may(here: Desk) -> Desk:
    """Let the window stand on one day: the law of a day counts."""
    here.window.now = lambda: IN_MAY
    return here


def applicant(centre: Centre) -> str:
    """Record somebody whose asylum application runs, with benefits and treatment voucher."""
    with opened(centre) as office:
        person, _father, _children = record_family(office)
        case_work.set_case_facts(office, person_id=person, status_group="G02", now=IN_MAY)
        for lane, code, begins in HELD:
            episode = Episode("", "", "", lane, code, PartialDate(begins), IN_MAY, "")
            status.keep_episode(office, person_id=person, episode=episode, now=IN_MAY)
    return person


def status_page(here: Desk, person: str) -> StatusScreen:
    here.window.go("status", person_id=person)
    page = here.driver.page(StatusScreen)
    here.driver.wait(lambda: page.data is not None, "the page of status")
    here.driver.rest()
    return page


def write_event(here: Desk, page: StatusScreen, trigger: str, day: str, *, down: int = 0) -> EventSheet:
    """Open the sheet with Ctrl+Enter, choose the event, go down in the groups, type the day."""
    press_ctrl(here, KEY.Key_Return)
    event = sheet(here, EventSheet)
    assert isinstance(event, EventSheet)
    for _step in range(event.kind.count()):
        if event.kind.value() == trigger:
            break
        QTest.keyClick(event.kind, KEY.Key_Down)
    assert event.kind.value() == trigger
    for _step in range(down):
        QTest.keyClick(event.group, KEY.Key_Down)
    type_in(event.day.line, day)
    return event


def save(here: Desk, open_sheet: QWidget) -> None:
    QTest.keyClick(open_sheet.confirm, KEY.Key_Return)  # type: ignore[attr-defined]
    here.driver.settle()


def said(widget: QWidget) -> str:
    """Return what can be read on it."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return " ".join(labels).replace("\u2066", "").replace("\u2069", "")


def days(page: StatusScreen) -> dict[str, str]:
    assert page.data is not None
    return {one.rule_id: one.due_on for one in page.data.open_tasks}


def test_a_recognition_on_14_may_shows_the_gap_until_sgb_ii_is_filled_in(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    person = applicant(centre)
    here = in_may(desk(centre))
    here.enter()
    page = status_page(here, person)
    event = write_event(here, page, "T04", "14.5.2026")
    live = event.parts["livelihood"]
    assert live.ends.text() == "31.05.2026", "AsylbLG ends with the month"
    assert live.begins.text() == "", "SGB II is not granted by itself"
    assert "01.06.2026" in live.begins.hint.text()
    here.driver.rest()
    assert "Apply for SGB II" in said(event), "what follows is seen before it is kept"
    save(here, event)

    assert page.data is not None
    assert page.data.group == "G04"
    due = days(page)
    assert (due["T04-SGB2"], due["T04-ASYLBLG"]) == ("2026-05-31", "2026-05-31")
    assert (due["T04-REUNION"], due["T04-COURSE"], due["T04-RESIDENCE"]) == (
        "2026-08-14", "2027-05-14", "2029-05-14",
    )  # fmt: skip
    assert {one.lane for one in page.data.gaps} == {"livelihood", "health"}
    assert "Means to live: Nothing is known from 01.06.2026 on" in said(page)

    # By keys: the picture has the focus, the arrow goes to the gap, Enter opens what fills it.
    page.timeline.view.setFocus()
    for _step in range(12):
        if page.timeline.view.current.startswith("gap:livelihood"):
            break
        QTest.keyClick(page.timeline.view, KEY.Key_Right)
    assert "gap" in page.timeline.view.accessibleName()
    QTest.keyClick(page.timeline.view, KEY.Key_Return)
    fill = sheet(here, PeriodSheet)
    assert isinstance(fill, PeriodSheet)
    assert fill.begins.text() == "01.06.2026"
    Fingers(here).choose("What holds", "Basic income")
    save(here, fill)
    assert page.data.days_without("livelihood") == (0, 0)
    assert "Means to live: 0 days without cover" in said(page)
    assert {one.lane for one in page.data.gaps} == {"health"}

    # The event was written down by mistake: everything is as it was.
    page.timeline.turn()
    here.driver.click("Take back")
    here.driver.settle()
    assert page.data.group == "G02"
    assert page.data.open_tasks == ()

    # It was subsidiary protection: no notice within three months, but until when it is suspended.
    save(here, write_event(here, page, "T04", "14.5.2026", down=1))
    assert page.data.group == "G05"
    assert "T04-REUNION" not in days(page)
    assert days(page)["T04-REUNION-SUB"] == "2027-07-23"
    assert "Family reunification is suspended until the end of this day" in said(page)


def test_a_deadline_is_done_with_what_shows_it_and_stands_on_the_start_page_before(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    person = applicant(centre)
    here = in_may(desk(centre))
    here.enter()
    page = status_page(here, person)
    save(here, write_event(here, page, "T04", "14.5.2026"))
    here.window.go("home")
    home = here.driver.page(HomeScreen)
    here.driver.wait(lambda: home.data is not None, "the start page")
    assert "§ 37 Abs. 2 SGB II" in said(home)
    page = status_page(here, person)
    assert page.data is not None
    task = next(one for one in page.data.open_tasks if one.rule_id == "T04-SGB2")
    page.deadlines._settle(task)
    settle = sheet(here, SettleSheet)
    assert isinstance(settle, SettleSheet)
    type_in(settle.told.line, "stamped copy of 20.5.2026")
    QTest.keyClick(settle.told.line, KEY.Key_Return)
    here.driver.settle()
    assert "T04-SGB2" not in days(page)
    here.driver.click("Done (1)")
    here.driver.rest()
    assert "stamped copy of 20.5.2026" in said(page)
    here.driver.click("Open again")
    here.driver.settle()
    assert "T04-SGB2" in days(page)


def test_a_law_text_shows_as_of_when_it_is_and_its_source_and_supervisors_keep_the_rules(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    person = applicant(centre)
    here = in_may(desk(centre))
    here.enter()
    page = status_page(here, person)
    save(here, write_event(here, page, "T04", "14.5.2026"))
    assert "Law as of \u206629.04.2026\u2069" in page.deadlines.law.text()
    assert "Not legal advice" in said(page)
    assert page.data is not None
    page.deadlines._open_rule(next(one for one in page.data.open_tasks if one.rule_id == "T04-SGB2"))
    rule = sheet(here, RuleSheet)
    assert isinstance(rule, RuleSheet)
    shown = said(rule)
    assert "§ 37 Abs. 2 SGB II" in shown
    assert "https://www.gesetze-im-internet.de/sgb_2/__37.html" in shown
    assert "29.04.2026" in shown
    rule.close()
    here.window.lock()

    # A supervisor switches a rule off with a reason, and takes over a pack; its bad row is told.
    here.enter("supervisor")
    here.window.go("rules", person_id=person)
    rules = here.driver.page(RulesScreen)
    here.driver.wait(lambda: bool(rules.shown), "the rules")
    at = next(n for n, one in enumerate(rules.shown) if one.rule_id == "T04-BANK")
    rules.table.mark(at)
    QTest.keyClick(rules.switch_button, KEY.Key_Return)
    switch = sheet(here, SwitchSheet)
    assert isinstance(switch, SwitchSheet)
    save(here, switch)
    assert switch.isVisible(), "without a reason it stays on"
    type_in(switch.reason.line, "the centre opens accounts")
    save(here, switch)
    assert rules.data is not None
    assert rules.data.book.off["T04-BANK"].reason == "the centre opens accounts"

    file = tmp_path / "pack.csv"
    file.write_text(
        "# Version 3.2\nrule_id,trigger,due,legal_basis,confidence,verified_on,text_en\n"
        "T04-BANK,T04,+2m,OWN,K,2026-05-01,Open an account together\nX,T99,soon,,V,,\n",
        encoding="utf-8",
    )
    here.driver.answer_files(file)
    QTest.keyClick(rules.take, KEY.Key_Return)
    pack = sheet(here, PackSheet)
    assert isinstance(pack, PackSheet)
    assert "Row 4: Nobody knows the trigger T99." in said(pack)
    save(here, pack)
    assert rules.data.book.version == "2026.11 + 3.2"
    here.driver.click("Give back")
    here.driver.settle()
    assert rules.data.book.version == "2026.11"


def test_an_arrival_becomes_dated_duties_of_the_first_half_year(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    with opened(centre) as office:
        person, _father, _children = record_family(office)
        case_work.set_case_facts(
            office, person_id=person, status_group="G01", arrived_on="2026-05-18", now=IN_MAY
        )
    here = in_may(desk(centre))
    here.enter()
    page = status_page(here, person)
    due = {
        datetime.date.fromisoformat(day) - datetime.date(2026, 5, 18) for day in days(page).values() if day
    }
    assert {0, 3, 15, 30, 90, 180} <= {one.days for one in due}
    assert "Give the first orientation in the own language" in said(page)
    assert days(page)["ARR-30-SPECIAL"] == "2026-06-17"
    here.driver.click("Open")  # day 30 is kept on its own page, and nowhere twice
    here.driver.settle()
    assert here.window.page is not None
    assert here.window.page.name == "special_needs"

    # Then they apply: day 30 counts from there, and what was only for those before it is no longer open.
    page = status_page(here, person)
    save(here, write_event(here, page, "T02", "19.5.2026"))
    assert days(page)["T02-SPECIAL"] == "2026-06-18"
    assert page.data is not None
    assert page.data.file.application_on == "2026-05-19"
    assert here.window.focusWidget() is not None


def test_an_eu_job_seeker_and_an_asylum_applicant_differ_in_sections_tasks_events_and_questions(
    centre: Centre, desk: Callable[[Centre], Desk], own_form: object
) -> None:
    with opened(centre) as office:
        mother, father, _children = record_family(office)
        for person, group in ((mother, "G16"), (father, "G02")):
            case_work.set_case_facts(
                office, person_id=person, status_group=group, arrived_on="2026-05-18", now=IN_MAY
            )
    here = in_may(desk(centre))
    here.enter()
    shown, tasks, events = {}, {}, {}
    for person in (mother, father):
        page = status_page(here, person)
        assert page.data is not None
        group = page.data.group
        shown[group], tasks[group] = said(page.group), set(days(page))
        press_ctrl(here, KEY.Key_Return)
        event = sheet(here, EventSheet)
        assert isinstance(event, EventSheet)
        events[group] = {event.kind.itemData(n) for n in range(event.kind.count())}
        event.close()
        here.driver.settle()
    assert "N Free movement" in shown["G16"]
    assert "B Asylum procedure" not in shown["G16"]
    assert "no SGB II" in shown["G16"]
    assert "B Asylum procedure" in shown["G02"]
    assert "N Free movement" not in shown["G02"]
    assert "European health insurance card" in shown["G16"]
    assert {"ARR-30-EUWORK", "ARR-180-JOBSEEKER"} <= tasks["G16"] - tasks["G02"]
    assert {"ARR-15-RIGHTS", "ARR-30-SPECIAL", "ARR-36M-ANALOG"} <= tasks["G02"] - tasks["G16"]
    assert "T04" in events["G02"] - events["G16"]
    assert "T16" in events["G16"] - events["G02"]

    talk = Interview.begin(own_form, language=GERMAN, now=IN_MAY, user="Sample", device="sample")  # type: ignore[arg-type]
    talk.answer(ref(talk, "consent_store"), "yes")
    talk.answer(ref(talk, "status_group"), "g16")
    of_eu = asked(talk)
    talk.answer(ref(talk, "status_group"), "g02")
    of_asylum = asked(talk)
    assert {"asylum_applied", "asylum_hearing"} <= of_asylum - of_eu
    assert {one for one in of_eu - of_asylum if one.startswith("eu_")}
