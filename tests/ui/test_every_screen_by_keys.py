"""Every place without a mouse and without eyes: each control has a name, Tab reaches it, its focus is seen.

The accessibility tree is walked as a screen reader walks it. What Tab does not reach has a documented way.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.house import House
from tests.ui.look_at import controls, focus_faults, heard, walk_by_panes, walk_by_tab, where
from tests.ui.stops import Stops, counsellors_stops, door_stops, go_round, supervisors_stops
from ui.questions.question_box import QuestionBox
from ui.screens.catalogue import screen_names
from ui.screens.interview import InterviewScreen
from ui.screens.interview_pause import PausePage
from ui.screens.interview_popover import Popover
from ui.window import Window

# Kind of control that is no Tab stop -> how keys reach it (DESIGN 6); one control says its `key` itself.
OTHERWISE = {
    "Choice": "its digit 1 to 9 on the card, or Enter into the card and the arrow keys",
    "StripButton": "F2 to F5, T, M and S on the card",
    "_Segment": "the arrow keys, from the one that is chosen",
    "_LanguageRow": "the arrow keys, from the line that narrows the list",
    "QListWidget": "the arrow keys, from the line that narrows the list",
}


COUNSELLORS = {
    "home", "person_new", "person", "assessment", "network", "plan", "case_work", "special_needs",
    "documents", "surveys", "status", "rules",
    "interview", "reading", "forms", "settings", "feedback",
}  # fmt: skip
SUPERVISORS = {
    "home", "review", "handover", "interpreters", "offers", "offers_import", "offers_report", "steering",
    "statistics", "site", "agreements", "retention", "users", "log",
}  # fmt: skip
DOOR = {"unlock", "first_run"}


def tops(house: House) -> QWidget:
    """Return what has the keys: the sheet in front, else the window."""
    return QApplication.activeModalWidget() or house.window


def walk(house: House, stops: Stops, screens: set[str]) -> tuple[list[str], int]:
    """Return what is wrong at any stop, and how many controls were looked at; ``screens`` are all seen."""
    found: list[str] = []
    count = 0
    for name in go_round(house, stops):
        assert house.window.page is not None
        screens = screens - {house.window.page.name}
        top = tops(house)
        top.activateWindow()
        controls_heard = heard(top)
        count += len(controls_heard)
        wrong = [f"no name: {which}" for which, said in controls_heard if not said]
        wrong += [f"the label beside it says something else: {one}" for one in _wrong_buddies(top)]
        wrong += [f"two with one name: {one}" for one in _twins(top)]
        wrong += list(_out_of_reach(top))
        found += [f"{name}: {one}" for one in wrong]
    assert screens == set()
    return list(dict.fromkeys(found)), count


def _out_of_reach(top: QWidget) -> Iterator[str]:
    reached = []
    for control in walk_by_tab(top):
        reached.append(control)
        yield from focus_faults(control)
    if isinstance(top, Window) and isinstance(top.page, InterviewScreen):
        reached += walk_by_panes(top)
    front: list[QWidget] = [*top.findChildren(Popover), *top.findChildren(PausePage)]  # covers what is behind
    lists = [one for one in front if one.isVisible()]
    for control in controls(top):
        if lists and not any(one.isAncestorOf(control) for one in lists):
            continue
        has_way = (
            type(control).__name__ in OTHERWISE or control.property("key") or _card_of(control) in reached
        )
        if control not in reached and not has_way:
            yield f"keys do not reach {where(control)}"


def _card_of(control: QWidget) -> QWidget | None:
    """Return the question card that ``control`` is in: Enter goes into it, then Tab and the arrow keys."""
    place: QWidget | None = control
    while place is not None and not isinstance(place, QuestionBox):
        place = place.parentWidget()
    return place


def _wrong_buddies(top: QWidget) -> list[str]:
    return [
        where(label)
        for label in top.findChildren(QLabel)
        if label.isVisible() and (buddy := label.buddy()) is not None
        and label.text() not in (buddy.focusProxy() or buddy).accessibleName()
    ]  # fmt: skip


def _twins(top: QWidget) -> list[str]:
    edits = [one for one in controls(top) if isinstance(one, QLineEdit | QPlainTextEdit | QComboBox)]
    return [name for name, n in Counter(edit.accessibleName() for edit in edits).items() if n > 1]


def report(what: str, found: list[str], count: int) -> None:
    silent = sum("no name" in one for one in found)
    print(f"{what}: {count} controls looked at, {silent} without a name")
    assert not found, "\n".join(map(str, found))
    assert count > 50


def test_a_counsellors_places(house: House) -> None:
    report("counsellor", *walk(house, counsellors_stops(house), COUNSELLORS))


def test_a_supervisors_places(house: House, tmp_path: Path) -> None:
    report("supervisor", *walk(house, supervisors_stops(house, tmp_path), SUPERVISORS))


def test_places_in_front_of_the_lock(house: House) -> None:
    report("door", *walk(house, door_stops(house), DOOR))


def test_no_screen_is_left_out() -> None:
    assert set(screen_names()) == COUNSELLORS | SUPERVISORS | DOOR
