"""A supervisor reviews, returns, approves, seals onto a stick and reads in the receipt."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.central.keys import open_central_keys
from intake_app.records.site_profile import SiteProfile
from intake_app.services import sample_central
from intake_app.services.batches import read_central_key
from intake_app.services.sites import keep_site
from intake_app.sync import open_batch
from tests.ui.house import House
from tests.ui.papers import on_paper
from tests.ui.screens.interview_room import seen_texts
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.reading import ReadingScreen
from ui.screens.review import ReviewScreen

CENTRAL = "Zentrale (Beispiel)"


def test_an_interview_is_read_back_and_saved_as_pdf(house: House, tmp_path: Path) -> None:
    page = house.open("reading", ReadingScreen, interview_id=house.hold_interview("Amini"))
    assert (page.left.value(), page.right.value()) == ("Deutsch (de)", "دری (fa-AF)")
    page.save_pdf(tmp_path / "record.pdf")
    house.settle()
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF-")
    assert "record.pdf" in page.message.accessibleName()


def test_a_draft_is_submitted_from_its_reading(house: House) -> None:
    interview_id = house.hold_interview("Amini", is_completed=False)
    page = house.open("reading", ReadingScreen, interview_id=interview_id)
    assert not page.submit_button.isHidden()
    page.submit()
    house.settle()
    assert page.reading is not None
    assert page.reading.record.status == "completed"
    assert page.submit_button.isHidden()


def test_the_whole_way_of_a_supervisor(house: House, tmp_path: Path) -> None:
    first, second = house.hold_interview("Amini"), house.hold_interview("Al-Hassan", seed=2)
    house.change_to("supervisor")
    review = house.open("review", ReviewScreen)
    assert [outline.record.id for outline in review.queue] == [first, second]
    house.come_forward()
    review.give_back()
    assert "what should be changed" in review.remark_all.error.text()
    QTest.keyClick(review, Qt.Key.Key_J)
    QTest.keyClick(review.focusWidget(), Qt.Key.Key_A)
    QTest.keyClicks(review.focusWidget(), "Please ask again.")
    assert review.return_button.words() == "Return with 1 remark"
    QTest.keyClick(review.focusWidget(), Qt.Key.Key_Escape)  # out of the line, where it would delete a word
    QTest.keyClick(review.focusWidget(), Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert [outline.record.id for outline in review.queue] == [second]
    house.come_forward()
    QTest.keyClick(review, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert review.queue == ()

    handover = house.open("handover", HandoverScreen)
    assert not handover.seal_button.isEnabled()  # no key of the central system yet
    card = sample_central.make_sample_central(tmp_path / "central", name=CENTRAL, now=house.window.now())
    handover.read_key(card)
    house.settle()
    assert handover.sheet is not None
    handover.sheet.confirm.click()
    house.settle()
    assert handover.chosen() == (second,)
    assert handover.seal_button.isEnabled()
    stick = tmp_path / "stick"
    stick.mkdir()
    handover.seal(stick)
    house.settle()
    assert handover.sealed is not None
    assert handover.sealed.path.is_file()
    assert "was read back and checked" in handover.message.accessibleName()

    batch_id = next(iter(handover.note_buttons))
    QTest.keyClick(handover.note_buttons[batch_id], Qt.Key.Key_Return)
    said = on_paper(house, handover.sheet, tmp_path / "note.pdf", "ar")
    assert batch_id in said
    assert "Köln" not in said, "no word about a person or a case"

    assert house.window.workspace is not None
    sample_central.allow_device(tmp_path / "central", house.window.workspace)
    _receipt, path = sample_central.answer_batch(
        tmp_path / "central", handover.sealed.path, name=CENTRAL, now=house.window.now()
    )
    handover.take_receipt(path)
    house.settle()
    assert "was accepted" in handover.message.accessibleName()
    handover.take_receipt(path)
    house.settle()
    assert "already read in" in handover.message.accessibleName()

    house.change_to("counsellor")
    home = house.page(HomeScreen)
    assert [outline.record.id for outline, _remark in home.data.returned] == [first] if home.data else False
    assert home.data is not None
    assert home.data.returned[0][1] == "Please ask again."


def test_answers_about_health_leave_a_social_benefit_body_with_the_statutory_power_that_is_named(
    house: House, tmp_path: Path
) -> None:
    house.hold_interview("Amini")
    house.change_to("supervisor")
    profile = SiteProfile("", "Köln", "05315000", controller="public-sgb")
    workspace = house.window.workspace
    assert workspace is not None
    house.call(lambda: keep_site(workspace, profile=profile, now=house.window.now()))
    house.open("review", ReviewScreen).approve()
    house.settle()
    handover = house.open("handover", HandoverScreen)
    central = tmp_path / "central"
    card = sample_central.make_sample_central(central, name=CENTRAL, now=house.window.now())
    handover.keep_key(read_central_key(card))
    house.settle()
    assert handover.power.isVisible()
    assert "§§ 68-77 SGB X" in handover.power.hint.text()
    house.come_forward()
    handover.power.line.setFocus()
    QTest.keyClicks(handover.power.line, "§ 69 SGB X")
    handover.seal(tmp_path)
    house.settle()
    assert handover.sealed is not None
    keys = open_central_keys(central)
    sample_central.allow_device(central, workspace)
    with open_batch(handover.sealed.path, keys.identities, keys.allowed_signers) as batch:
        talks = [one.record for one in batch.records() if one.record and one.record.type == "interview"]
    told = {answer["ref"].rpartition("/")[2] for talk in talks for answer in talk.body["answers"]}
    assert any(name.startswith("health_") for name in told)


def test_a_missing_stick_is_told_and_nothing_is_lost(house: House, tmp_path: Path) -> None:
    house.hold_interview("Amini")
    house.change_to("supervisor")
    house.open("review", ReviewScreen).approve()
    house.settle()
    handover = house.open("handover", HandoverScreen)
    card = sample_central.make_sample_central(tmp_path / "central", name=CENTRAL, now=house.window.now())
    handover.keep_key(read_central_key(card))
    house.settle()
    handover.seal(tmp_path / "pulled out")
    house.settle()
    assert house.window.trouble_text
    assert handover.sealed is None
    assert handover.chosen()


def test_a_lost_hand_over_is_given_up_and_its_interviews_may_go_again(house: House, tmp_path: Path) -> None:
    talk = house.hold_interview("Amini")
    house.change_to("supervisor")
    house.open("review", ReviewScreen).approve()
    house.settle()
    handover = house.open("handover", HandoverScreen)
    card = sample_central.make_sample_central(tmp_path / "central", name=CENTRAL, now=house.window.now())
    handover.keep_key(read_central_key(card))
    house.settle()
    handover.seal(tmp_path)
    house.settle()
    assert handover.chosen() == ()
    next(iter(handover.lost_buttons.values())).click()
    assert handover.sheet is not None
    handover.sheet.confirm.click()
    house.settle()
    assert handover.chosen() == (talk,)
    assert not handover.lost_buttons


def test_a_remark_on_the_whole_interview_is_seen_at_home_and_in_the_interview(house: House) -> None:
    talk = house.hold_interview("Amini")
    house.change_to("supervisor")
    review = house.open("review", ReviewScreen)
    review.remark_all.line.setText("Two answers are missing.")
    review.give_back()
    house.settle()
    assert review.return_button.words() == "Return with remarks"
    house.change_to("counsellor")
    home = house.page(HomeScreen)
    assert home.data is not None
    assert home.data.returned[0][1] == "Two answers are missing."
    room = house.open("interview", InterviewScreen, interview_id=talk)
    assert "Two answers are missing." in seen_texts(room)


def test_an_empty_queue_is_said_in_a_narrow_window_too(house: House) -> None:
    house.change_to("supervisor")
    review = house.open("review", ReviewScreen)
    for width in ("wide", "narrow"):
        review.arrange(width)
        assert "No interview waits for review." in seen_texts(review)
