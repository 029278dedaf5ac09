"""An assessment by keys: strengths first, two views side by side, nothing lost, nothing added up."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.records.assessment import Assessment, DomainRating
from intake_app.services import assessments
from tests.ui.house import House
from ui.client.window import ClientWindow
from ui.screens.assessment import AssessmentScreen
from ui.screens.assessment_sheets import EntrySheet
from ui.words import set_language

KEY = Qt.Key


@pytest.fixture
def page(house: House) -> Iterator[AssessmentScreen]:
    """Return the page of a person whose first assessment has begun."""
    page = house.open("assessment", AssessmentScreen, person_id=house.person("Amini"))
    QTest.keyClick(page.begin_notice.begin_button, KEY.Key_Return)
    house.settle()
    yield page
    set_language("en")


def press(house: House, *keys: Qt.Key) -> None:
    """Press keys where the focus is, as a person does."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or house.window, key)
        QApplication.processEvents()
    house.settle()


def kept(house: House, page: AssessmentScreen, domain: str = "D01") -> DomainRating:
    """Return a domain's rating as it lies in the vault."""
    history = house.call(lambda: assessments.assessment_history(page.workspace, person_id=page.person_id))
    return next(one for one in history[-1].ratings if one.domain == domain)


def add_resource(house: House, page: AssessmentScreen, text: str) -> None:
    QTest.keyClick(page.middle.resources.add_button, KEY.Key_Return)
    write(house, page, text)


def write(house: House, page: AssessmentScreen, text: str) -> None:
    assert isinstance(page.sheet, EntrySheet)
    QTest.keyClicks(page.sheet.text.line, text)
    QTest.keyClick(page.sheet.text.line, KEY.Key_Return)
    house.settle()
    house.come_forward()


def test_nothing_begun_is_one_sentence_and_one_action(house: House) -> None:
    page = house.open("assessment", AssessmentScreen, person_id=house.person("Amini"))
    assert page.begin_notice.begin_button.isVisible()
    assert page.begin_notice.begin_button.words() == "Begin the assessment"
    assert not page.middle.isVisible()
    assert page.side.radar.drawing.shapes == ()


def test_values_are_given_by_keys_and_kept_at_once(house: House, page: AssessmentScreen) -> None:
    page.setFocus()
    press(house, KEY.Key_R, KEY.Key_3, KEY.Key_R, KEY.Key_2)
    press(house, KEY.Key_B, KEY.Key_1, KEY.Key_B, KEY.Key_4, KEY.Key_U, KEY.Key_Space)
    rating = kept(house, page)
    assert (rating.resource_self, rating.resource_pro, rating.need_self, rating.need_pro) == (3, 2, 1, 4)
    assert rating.urgency == "U3"
    assert page.foot.saved.text().startswith("Saved")
    assert "professional, 4 of 4" in page.middle.needs.professional.scale.accessibleName()


def test_arrows_go_where_they_point_also_from_right_to_left(house: House, page: AssessmentScreen) -> None:
    page.setFocus()
    press(house, KEY.Key_R, KEY.Key_Right, KEY.Key_Right)
    assert kept(house, page).resource_self == 1
    house.window.change(ui_language="ar")
    house.settle()
    press(house, KEY.Key_Left)
    assert kept(house, page).resource_self == 2
    press(house, KEY.Key_Delete)
    assert kept(house, page).resource_self is None
    assert kept(house, page).status == "open"


def test_the_zero_of_a_scale_lies_at_the_reading_edge(house: House, page: AssessmentScreen) -> None:
    scale = page.middle.resources.own.scale
    left, right = scale.rect().center(), scale.rect().center()
    left.setX(5)
    right.setX(scale.width() - 5)
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=left)
    assert scale.value() == 0
    house.window.change(ui_language="ar")
    house.settle()
    right.setX(scale.width() - 5)
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=left)
    assert scale.value() == 4


def test_next_asks_for_one_strength_and_keeps_the_need(house: House, page: AssessmentScreen) -> None:
    page.setFocus()
    press(house, KEY.Key_B, KEY.Key_3, KEY.Key_PageDown)
    assert page.domain == "D01"
    assert page.middle.resources.gate.isVisible()
    assert QApplication.focusWidget() is page.middle.resources.reason
    assert kept(house, page).need_self == 3
    QTest.keyClicks(page.middle.resources.reason, "too tired today")
    press(house, KEY.Key_Return, KEY.Key_PageDown)
    assert page.domain == "D02"
    assert kept(house, page).none_visible == "too tired today"


def test_only_needs_cannot_be_completed_then_strengths_make_a_radar(
    house: House, page: AssessmentScreen
) -> None:
    for domain in ("D01", "D02", "D03"):
        page.choose(domain)
        page.setFocus()
        press(house, KEY.Key_B, KEY.Key_3)
    page.complete()
    house.settle()
    assert page.current is not None
    assert page.current.completed_at is None
    assert "Strengths first" in page.notice.accessibleName()
    assert "Residence, Housing, Money" in page.notice.accessibleName()
    for domain in ("D01", "D02", "D03"):
        page.choose(domain)
        page.setFocus()
        press(house, KEY.Key_R, KEY.Key_2)
        add_resource(house, page, "a cousin nearby")
    QTest.keyClick(page.side.done_button, KEY.Key_Return)
    house.settle()
    assert not page.middle.resources.add_button.isVisible(), "a completed assessment is only looked at"
    sides = [shape.side for shape in page.side.radar.drawing.shapes if shape.fill]
    assert sides == ["resource", "need"]
    assert not page.middle.resources.own.scale.isEnabled()


def test_a_domain_without_a_value_breaks_the_radar(house: House, page: AssessmentScreen) -> None:
    page.setFocus()
    press(house, KEY.Key_R, KEY.Key_2)
    QTest.keyClick(page.middle.non_answers["declined"], KEY.Key_Space)
    house.settle()
    assert kept(house, page).status == "declined"
    assert kept(house, page).resource_self is None
    assert page.side.radar.drawing.axes[0].is_missing
    assert "Residence: prefers not to" in page.side._silent.text()
    QTest.keyClick(house.window, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert kept(house, page).resource_self == 2


def test_a_resource_is_added_changed_ended_and_each_is_undone(house: House, page: AssessmentScreen) -> None:
    add_resource(house, page, "plays the oud")
    (chip,) = page.middle.resources.chips
    assert chip.accessibleName() == "Resource: plays the oud"
    QTest.keyClick(chip, KEY.Key_Return)
    write(house, page, " well")
    (chip,) = page.middle.resources.chips
    assert chip.text() == "plays the oud well"
    QTest.keyClick(chip, KEY.Key_Delete)
    house.settle()
    assert page.middle.resources.chips == []
    QTest.keyClick(page.foot.undo_button, KEY.Key_Return)
    house.settle()
    assert [chip.text() for chip in page.middle.resources.chips] == ["plays the oud well"]
    QTest.keyClick(page.foot.undo_button, KEY.Key_Return)
    house.settle()
    assert [chip.text() for chip in page.middle.resources.chips] == ["plays the oud"]
    QTest.keyClick(page.foot.undo_button, KEY.Key_Return)
    house.settle()
    assert page.middle.resources.chips == []
    assert not page.acts.can_undo


def test_answers_are_offered_and_only_taken_over_by_hand(house: House) -> None:
    house.hold_interview("Amini")
    page = house.open("assessment", AssessmentScreen, person_id=house.person("Amini"))
    page.begin()
    house.settle()
    assert page.page is not None
    domain = next(one.domain for one in page.page.answers if one.evidence.answer and one.domain != "D12")
    page.choose(domain)
    assert not page.page.resources
    assert not page.page.needs
    button = page.middle.evidence.buttons[0]
    QTest.keyClick(button, KEY.Key_Return)
    assert page.sheet is not None
    QTest.keyClick(page.sheet.confirm, KEY.Key_Return)
    house.settle()
    taken = [one.evidence for one in page.page.resources] + [one.evidence for one in page.page.needs]
    assert [len(evidence) for evidence in taken] == [1]
    assert taken[0][0].question


def test_radar_and_table_say_the_same(house: House, page: AssessmentScreen) -> None:
    page.setFocus()
    press(house, KEY.Key_R, KEY.Key_4, KEY.Key_V)
    assert page.side.table.isVisible()
    assert not page.side.radar.isVisible()
    assert "resources: self 4, professional –" in page.side.table.rows["D01"].accessibleName()
    QTest.keyClick(page.side.table.rows["D05"], KEY.Key_Return)
    assert page.domain == "D05"
    press(house, KEY.Key_V)
    assert page.side.radar.isVisible()


def test_the_story_is_kept_while_it_is_told(house: House, page: AssessmentScreen) -> None:
    page.choose("D12")
    page.middle.story.text.setFocus()
    QTest.keyClicks(page.middle.story.text, "A small bakery")
    page.choose("D01")
    house.settle()
    history = house.call(lambda: assessments.assessment_history(page.workspace, person_id=page.person_id))
    assert history[-1].story == "A small bakery"
    assert history[-1].story_language == "fa-AF"
    assert "told" in page.list.rows["D12"].accessibleName()


def test_the_interpreter_sees_nothing_protected(house: House, page: AssessmentScreen) -> None:
    page.choose("D08")
    page.setFocus()
    press(house, KEY.Key_R, KEY.Key_1, KEY.Key_F12)
    assert page.domain != "D08"
    assert not page.list.rows["D08"].isVisible()
    assert "D08" not in [axis.domain for axis in page.side.radar.drawing.axes]
    assert "D08" not in page.side.table.rows
    assert not page.middle.evidence.isVisible()
    press(house, KEY.Key_F12)
    assert page.list.rows["D08"].isVisible()


def test_a_later_assessment_lies_over_the_first(house: House, page: AssessmentScreen) -> None:
    page.setFocus()
    press(house, KEY.Key_R, KEY.Key_1)
    page.complete()
    house.settle()
    assert page.begin_notice.begin_button.words() == "Begin a re-assessment"
    QTest.keyClick(page.begin_notice.begin_button, KEY.Key_Return)
    house.settle()
    assert page.current is not None
    assert page.current.kind == "re-assessment"
    page.setFocus()
    press(house, KEY.Key_R, KEY.Key_3)
    QTest.keyClick(page.side.compare_button, KEY.Key_Space)
    assert [shape.is_earlier for shape in page.side.radar.drawing.shapes] == [True, False]
    assert "Before: resources: self 1" in page.side.table.rows["D01"].accessibleName()


def test_prompts_stand_in_both_languages_and_say_if_unreviewed(house: House, page: AssessmentScreen) -> None:
    prompts = page.middle.resources.prompts
    assert "Which papers" in prompts._own.text()
    assert prompts._client.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert prompts._unreviewed.isVisible()
    assert not prompts._missing.isVisible()


def test_what_is_on_its_way_is_not_overtaken(house: House, page: AssessmentScreen) -> None:
    page.fetch_again()
    page.rate("need_self", 1)
    page.rate("need_pro", 1)
    house.settle()
    assert page.current is not None
    assert _of(page.current, "D01") == kept(house, page)
    assert kept(house, page).need_pro == 1


def test_first_comes_the_strength_in_the_order_of_tab(house: House, page: AssessmentScreen) -> None:
    order: list[QWidget] = []
    page.middle.resources.prompts.setFocus()
    page.middle.non_answers["not-applicable"].setFocus()
    for _stop in range(12):
        press(house, KEY.Key_Tab)
        order.append(QApplication.focusWidget() or page)
    resources, needs = page.middle.resources, page.middle.needs
    wanted = [
        resources.add_button, resources.own.scale, resources.professional.scale,
        needs.add_button, needs.own.scale, needs.professional.scale,
    ]  # fmt: skip
    assert [one for one in order if one in wanted] == wanted


def _of(assessment: Assessment, domain: str) -> DomainRating:
    return next(one for one in assessment.ratings if one.domain == domain)


def test_the_person_points_and_the_counsellor_takes_it_over(house: House, page: AssessmentScreen) -> None:
    page.setFocus()
    press(house, KEY.Key_F10)
    window = page.client.window
    assert window is not None
    assert [tile.offer.disc for tile in window.page.tiles] == [0, 1, 2, 3, 4, None]
    assert window.page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    window.page.tiles[3].click()
    assert kept(house, page).resource_self is None
    assert "Resources 3" in page.proposal.accessibleName()
    page.take_button.click()
    house.settle()
    assert kept(house, page).resource_self == 3
    assert window.page.question.ref == "need_self"
    window.page.tiles[-1].click()
    assert "prefers not to" in page.proposal.accessibleName()
    page.choose("D12")
    assert window.page.question.ref == ""
    assert not page.proposal.isVisible()
    house.window.go("home")
    house.settle()
    assert not [top for top in QApplication.topLevelWidgets() if isinstance(top, ClientWindow)]
