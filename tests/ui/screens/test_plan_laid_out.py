"""The plan's page and its sheets without a mouse, without eyes, in long words and in mirrored large ones."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from intake_app.services.referrals import ReferralDraft
from tests.ui.house import House
from tests.ui.look_at import controls, faults, focus_faults, nameless, walk_by_tab, where
from tests.ui.screens.planned import open_plan, plan_goal, settle_in
from tests.ui.test_every_screen_by_keys import OTHERWISE
from ui.screens.plan import PlanScreen

SMALL = QSize(1024, 700)


@pytest.fixture
def page(house: House) -> PlanScreen:
    person = settle_in(house)
    plan_goal(house, person)
    plan_goal(house, person, "D04", is_tied=False)
    page = open_plan(house, person)
    assert page.goal is not None
    page.acts.rate(page.goal, -1)
    page.detail.more.unfold(True)
    page.acts.refer(ReferralDraft("Jobcenter Muster", "information", goal_id=page.goal.id))
    house.settle()
    return page


def places(house: House, page: PlanScreen) -> Iterator[str]:
    """Go to the page and each of its sheets."""
    assert page.page is not None
    draft = ReferralDraft("Jobcenter Muster", "handover", categories=("contact", "health"))
    sheets: dict[str, Callable[[], object]] = {
        "goal": page.edit_goal,
        "link": page.link,
        "step": page.new_step,
        "refer": page.referring.refer,
        "consent": lambda: page.referring.ask_consent(draft, is_new=True),
        "referral": lambda: page.referring.open_referral(page.page.referrals[0]),  # type: ignore[union-attr]
        "gap": page.report_gap,
    }
    yield "page"
    for name, show in sheets.items():
        show()
        house.settle()
        yield name
        assert page.sheet is not None
        page.sheet.close()
        house.settle()


def wear(house: House, language: str, scale: float) -> None:
    house.window.settings = replace(house.window.settings, text_scale=scale, ui_language=language)
    house.window.wear_settings()
    house.settle()


@pytest.mark.parametrize(
    ("language", "scale"), [pytest.param("en-XA", 1.0, marks=pytest.mark.long), ("ar-XB", 2.0)]
)
def test_nothing_is_cut_in_a_small_window(
    house: House, page: PlanScreen, language: str, scale: float
) -> None:
    found = []
    for name in places(house, page):
        wear(house, language, scale)
        found += [f"{name}: {fault}" for fault in faults(house.window, SMALL)]
        wear(house, "en", 1.0)
    assert found == []


def test_everything_has_a_name_and_is_reached_by_keys(house: House, page: PlanScreen) -> None:
    found = []
    for name in places(house, page):
        house.come_forward()
        top = QApplication.activeModalWidget() or house.window
        top.activateWindow()
        found += [f"{name}: no name: {one}" for one in nameless(top)]
        reached = []
        for control in walk_by_tab(top):
            reached.append(control)
            found += [f"{name}: {fault}" for fault in focus_faults(control)]
        found += [
            f"{name}: keys do not reach {where(one)}"
            for one in controls(top)
            if one not in reached and type(one).__name__ not in OTHERWISE
        ]
    assert found == []
