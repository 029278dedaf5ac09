"""What a practitioner checks first, with ten fingers from the first name to the batch that does not go.

Points 1, 3, 7 and 9 of the acceptance list in the window itself: Tab, arrows and letters, nothing else; the
other points have their windows in the stories named after them. The person is sample data.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.intake_app.sync.sender import need_tools
from tests.stories.fingers import CTRL, KEY, Fingers
from tests.stories.paper_text import text_of
from tests.stories.window import Centre, Desk
from ui.screens.assessment import AssessmentScreen
from ui.screens.documents import DocumentsScreen
from ui.screens.handover import HandoverScreen
from ui.screens.interview import InterviewScreen
from ui.screens.person import PersonScreen
from ui.screens.plan import PlanScreen
from ui.screens.reading import ReadingScreen
from ui.screens.review import ReviewScreen

pytestmark = pytest.mark.qt_log_ignore("does not support")  # said without a screen


def shown(desk: Desk) -> str:
    """Return all that can be read on the page."""
    return " ".join(one.text() for one in desk.window.page.findChildren(QLabel) if one.isVisible())


def talk_without_an_answer(here: Desk, keys: Fingers) -> None:
    """Hold an interview in which every question is declined (F2) and every page turned (PgDn)."""
    keys.push("Begin")
    room = here.driver.page(InterviewScreen)
    here.driver.wait(lambda: room.is_ready, "opening the interview")
    for _page in range(20):
        if not isinstance(here.window.page, InterviewScreen):
            break
        keys.press(KEY.Key_F2)
        keys.press(KEY.Key_PageDown)
    assert isinstance(here.window.page, ReadingScreen), "nothing holds the talk up"


@pytest.mark.long
def test_from_a_name_in_one_script_to_a_withdrawn_consent(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    need_tools("pdftotext")
    here = desk(centre)
    here.enter()
    keys = Fingers(here)

    # 1: a name in one script, no papers, no date of birth; every question may stay without an answer.
    keys.press(KEY.Key_N, CTRL)
    keys.fill("Name in its own script", "مریم")
    keys.choose("Preferred language", "Dari")
    keys.push("Save and open")
    here.driver.page(PersonScreen)
    keys.push("Keeping the data here: Given")
    keys.push("Handing over to the central system: Given")
    talk_without_an_answer(here, keys)
    keys.push("To the person")

    # 3: strengths first, or the assessment is not complete; they appear in the plan.
    here.driver.page(PersonScreen)
    keys.push("Assessment, tab")
    page = here.driver.page(AssessmentScreen)
    keys.push("Begin the assessment")
    keys.push("Housing")
    for key in (KEY.Key_B, KEY.Key_4, KEY.Key_B, KEY.Key_3):
        keys.press(key)
    keys.push("Complete")
    assert "One resource, or why none is seen yet" in shown(here)
    assert page.current is not None
    assert page.current.completed_at is None
    keys.push("Resource")
    keys.fill("What carries?", "Cousine kennt eine Vermieterin")
    keys.push("Save")
    for key in (KEY.Key_R, KEY.Key_2, KEY.Key_R, KEY.Key_2):
        keys.press(key)
    keys.push("Complete")
    assert "How soon: Housing." in shown(here)
    assert "Strengths first" not in shown(here), "they are there by now"
    keys.press(KEY.Key_Space)  # the urgency has the focus
    keys.push("Complete")
    here.driver.settle()
    assert page.current is None or page.current.completed_at is not None
    keys.push("Plan, tab")
    plan = here.driver.page(PlanScreen)
    keys.press(KEY.Key_G)
    keys.choose("Life domain", "Housing")
    keys.fill("As the person says it", "خانه برای ما")
    keys.fill("The goal in your words", "Eine Wohnung")
    keys.tick("Cousine kennt eine Vermieterin")
    keys.push("Keep the goal")
    assert plan.page is not None
    assert plan.page.activation == 1.0
    assert "Cousine kennt eine Vermieterin" in shown(here)
    assert "خانه برای ما" in shown(here)

    # 9: the sheet in both languages.
    keys.push("Documents, tab")
    papers = here.driver.page(DocumentsScreen)
    here.driver.wait(lambda: papers.made is not None, "the client copy is made")
    here.driver.answer_files(tmp_path / "copy.pdf")
    keys.press(KEY.Key_S, CTRL)
    said = text_of((tmp_path / "copy.pdf").read_bytes())
    for wanted in ("Eine Wohnung", "خانه", "Cousine kennt"):
        assert wanted in said

    # 7: withdrawn consent blocks the next batch.
    keys.push("Overview, tab")
    here.driver.page(PersonScreen)
    keys.push("Handing over to the central system: Withdraw")
    keys.push("Withdraw")
    here.window.lock()
    here.enter("supervisor")
    here.window.go("review")
    here.driver.page(ReviewScreen)
    keys.press(KEY.Key_Return, CTRL)
    here.window.go("handover")
    handover = here.driver.page(HandoverScreen)
    assert handover.chosen() == ()
    assert "Consent to the transfer was withdrawn." in shown(here)
