"""The plan as it is worked with by keys: goals, what helps, steps, offers, referrals and their consent."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from intake_app.records.site_profile import SiteProfile
from intake_app.services import audit, barriers, consents, plans, referrals, sites
from intake_app.services.handover_packs import read_handover_pack
from tests.ui.house import House
from tests.ui.papers import on_paper
from tests.ui.screens.planned import WORDS, open_plan, plan_goal, settle_in
from ui.barriers import BarrierSheet
from ui.files import GivenFiles
from ui.handover_pack import SealPackSheet
from ui.screens.plan import PlanScreen
from ui.screens.plan_consent_sheet import ConsentSheet
from ui.screens.plan_goal_sheet import GoalSheet, LinkSheet
from ui.screens.plan_refer_sheet import ReferSheet
from ui.screens.plan_referral_sheet import GapSheet, ReferralSheet, WithdrawSheet
from ui.screens.plan_step_sheet import StepSheet

S = TypeVar("S", bound=QWidget)
JOBCENTER = "Jobcenter Muster"


@pytest.fixture
def person(house: House) -> str:
    return settle_in(house)


def press(house: House, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    house.come_forward()
    QTest.keyClick(house.window.focusWidget() or house.window, key, modifier)
    house.settle()


def enter(house: House, control: QWidget) -> None:
    """Press Enter on a control, as one that Tab has reached."""
    assert control.isVisible()
    assert control.isEnabled()
    QTest.keyClick(control, Qt.Key.Key_Return)
    house.settle()


def sheet_of(page: PlanScreen, kind: type[S]) -> S:
    assert isinstance(page.sheet, kind), type(page.sheet).__name__
    return page.sheet


def services(house: House, deed: Callable[[Any], Any]) -> Any:
    workspace = house.window.workspace
    return house.call(lambda: deed(workspace))


def seen(top: QWidget) -> str:
    return "\n".join(label.text() for label in top.findChildren(QLabel) if label.isVisible())


def test_a_plan_begins_with_what_the_person_wants(house: House, person: str) -> None:
    page = open_plan(house, person)
    assert page.detail.first_button.isVisible()
    assert "Begin with what the person wants" in seen(page)
    assert "With a goal, the offers for it stand here." in seen(page)
    press(house, Qt.Key.Key_G)
    assert isinstance(page.sheet, GoalSheet)


def test_a_goal_in_both_languages_is_kept_with_what_helps(house: House, person: str) -> None:
    page = open_plan(house, person)
    press(house, Qt.Key.Key_G)
    sheet = sheet_of(page, GoalSheet)
    assert sheet.language.value() == "fa-AF", "the person's own language comes first"
    assert sheet.own_words.layoutDirection() == Qt.LayoutDirection.RightToLeft
    sheet.domain.set_value("D02")
    QTest.keyClicks(sheet.own_words, "gap")
    sheet.own_words.setPlainText(WORDS)
    QTest.keyClicks(sheet.text.line, "Ruhiger Schlafplatz")
    QTest.keyClicks(sheet.due.line, "15.12.2027")
    sheet.interpreted.tick.toggle()
    cousin = next(line for line in sheet.resources.lines.values() if "Cousin" in line.tick.accessibleName())
    QTest.keyClick(cousin.tick, Qt.Key.Key_Space)
    QTest.keyClick(sheet.text.line, Qt.Key.Key_Return)
    house.settle()
    assert page.goal is not None
    kept = page.goal
    assert (kept.text, kept.words, kept.language, kept.is_interpreted) == (
        "Ruhiger Schlafplatz", WORDS, "fa-AF", True
    )  # fmt: skip
    assert (kept.due_on, len(kept.resource_ids)) == ("2027-12-15", 1)
    shown = seen(page.detail)
    assert "Cousin in Köln-Kalk" in shown, "a goal shows its linked resource"
    assert WORDS in shown
    assert "in own words, Dari" in shown
    assert page.detail._own.layoutDirection() == Qt.LayoutDirection.RightToLeft
    name = page.goals.rows[kept.id].accessibleName()
    assert "Ruhiger Schlafplatz" in name
    assert WORDS in name


def test_a_goal_without_a_resource_is_asked_about_once_and_not_blocked(house: House, person: str) -> None:
    page = open_plan(house, person)
    press(house, Qt.Key.Key_G)
    sheet = sheet_of(page, GoalSheet)
    QTest.keyClick(sheet.text.line, Qt.Key.Key_Return)
    assert "no words yet" in sheet._own.error.text()
    QTest.keyClicks(sheet.text.line, "Deutschkurs beginnen")
    QTest.keyClick(sheet.text.line, Qt.Key.Key_Return)
    house.settle()
    assert sheet.isVisible()
    assert sheet.reason.isVisible()
    assert sheet.focusWidget() is sheet.reason.line
    QTest.keyClicks(sheet.reason.line, "kennt noch niemanden")
    QTest.keyClick(sheet.reason.line, Qt.Key.Key_Return)
    house.settle()
    assert page.goal is not None
    assert page.goal.without_resource == "kennt noch niemanden"
    assert "None visible yet: kennt noch niemanden" in seen(page.detail)


def test_what_helps_is_tied_by_key_and_a_new_resource_is_kept_with_the_person(
    house: House, person: str
) -> None:
    plan_goal(house, person, is_tied=False)
    page = open_plan(house, person)
    assert "What helps with it?" in seen(page.detail)
    press(house, Qt.Key.Key_L)
    sheet = sheet_of(page, LinkSheet)
    QTest.keyClicks(sheet.helps.line, "Nachbarin mit Auto")
    QTest.keyClick(sheet.helps.line, Qt.Key.Key_Return)
    house.settle()
    assert "Nachbarin mit Auto" in seen(page.detail)
    assert page.page is not None
    new = next(one for one in page.page.resources if one.text == "Nachbarin mit Auto")
    assert page.goal is not None
    assert page.goal.resource_ids == (new.id,)
    press(house, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.goal.resource_ids == ()


def test_who_does_what_until_when(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    press(house, Qt.Key.Key_A)
    sheet = sheet_of(page, StepSheet)
    sheet.write()
    assert sheet.text.error.text()
    QTest.keyClicks(sheet.text.line, "Cousin fragen")
    QTest.keyClicks(sheet.due.line, "kein Tag")
    QTest.keyClick(sheet.due.line, Qt.Key.Key_Return)
    assert sheet.due.error.text()
    sheet.due.line.clear()
    QTest.keyClicks(sheet.due.line, "30.11.2027")
    QTest.keyClick(sheet.due.line, Qt.Key.Key_Return)
    house.settle()
    assert page.page is not None
    step = next(one for one in page.page.measures if one.text == "Cousin fragen")
    assert (step.doer, step.due_on, step.status) == ("client", "2027-11-30", "open")
    line = page.detail.steps[step.id]
    house.come_forward()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_4)
    house.settle()
    done = next(one for one in page.page.measures if one.id == step.id)
    assert done.status == "done"
    assert "done" in page.detail.steps[step.id].accessibleName()
    assert page.detail.steps[step.id].hasFocus(), "the focus stays on the step"
    press(house, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert next(one for one in page.page.measures if one.id == step.id).status == "open"


def test_how_far_a_goal_is_keeps_its_history(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    grades = page.detail.grades.buttons
    grades[-1].setFocus()
    QTest.keyClick(grades[-1], Qt.Key.Key_Space)
    house.settle()
    QTest.keyClick(grades[-1], Qt.Key.Key_Right)
    assert grades[0].hasFocus()
    QTest.keyClick(grades[0], Qt.Key.Key_Return)
    house.settle()
    assert page.goal is not None
    assert [one.value for one in page.goal.attainments] == [-1, 0]
    assert "as hoped" in page.detail._far_now.text()
    assert "−1" in page.detail._far_before.text()
    assert "chosen" in grades[0].accessibleName()
    press(house, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.value for one in page.goal.attainments] == [-1]


def test_more_about_a_goal_is_kept_as_it_is_left(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    more = page.detail.more
    assert not more.review.line.isVisible()
    enter(house, more.fold)
    QTest.keyClicks(more.lines["measure"].line, "sleeps all night")
    QTest.keyClick(more.lines["measure"].line, Qt.Key.Key_Tab)
    house.settle()
    QTest.keyClicks(more.review.line, "1.2.2020")
    QTest.keyClick(more.review.line, Qt.Key.Key_Return)
    house.settle()
    more.level.set_value("guiding")
    house.settle()
    assert page.goal is not None
    assert (page.goal.measure, page.goal.review_on, page.goal.level) == (
        "sleeps all night", "2020-02-01", "guiding"
    )  # fmt: skip
    assert "To look at again since" in more.review_chip.text()
    assert "Guiding goal" in seen(page.detail)
    more.status.set_value("reached")
    house.settle()
    assert page.goal.status == "reached"
    assert "reached" in page.goals.rows[page.goal.id].accessibleName()


def test_an_offer_says_why_in_words_and_the_better_one_stands_first(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    first, second = page.offers.boxes
    assert first.match.offer.name == "Wohnhilfe"
    assert first.is_open
    assert not second.is_open
    told = seen(first)
    for words in ("A quiet, safe room", "Recognised refugee", "Speaks Dari", "Free places unknown"):
        assert words in told, told
    assert not any(code in told for code in ("quiet-safe-room", "G04", "fa-AF"))
    press(house, Qt.Key.Key_O)
    assert first.head.hasFocus()
    QTest.keyClick(second.head, Qt.Key.Key_Return)
    told = seen(second)
    assert "No free place" in told
    assert "Waiting list 7 weeks" in told
    assert "please ask" in told, "not verified for more than 90 days"
    heard = [label.accessibleName() for label in second.findChildren(QLabel)]
    assert any(name.startswith("against it: No free place") for name in heard)
    QTest.keyClick(first.step, Qt.Key.Key_Return)
    house.settle()
    assert page.page is not None
    assert "Wohnhilfe" in [one.text for one in page.page.measures]


def test_nothing_suitable_becomes_a_gap_that_names_nobody(house: House, person: str) -> None:
    plan_goal(house, person, "D05")
    page = open_plan(house, person)
    # The need it answers is one for housing: an offer for exactly this need still counts.
    assert page.goal is not None
    page.acts.keep_goal(page.goal, plans.GoalDraft("D05", "Schule", resource_ids=page.goal.resource_ids))
    house.settle()
    assert page.offers.nothing.isVisible()
    assert "Nothing suitable found" in page.offers.nothing.accessibleName()
    enter(house, page.offers.gap_button)
    sheet = sheet_of(page, GapSheet)
    assert "Education" in sheet.text.text()
    QTest.keyClick(sheet.text.line, Qt.Key.Key_Return)
    house.settle()
    (gap,) = services(house, lambda ws: barriers.barriers_of_case(ws, person_id=person))
    assert (gap.type, gap.domain) == ("gap", "D05")


def refer_to_jobcenter(house: House, page: PlanScreen, *categories: str) -> ConsentSheet:
    enter(house, page.detail.refer_button)
    sheet = sheet_of(page, ReferSheet)
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    assert sheet.recipient.error.text(), "it has to go to somebody"
    QTest.keyClicks(sheet.recipient.line, JOBCENTER)
    sheet.kind.set_value("handover")
    sheet.structure.set_value("standard")
    for category in categories:
        line = sheet.categories[category]
        if not line.is_on():
            QTest.keyClick(line.tick, Qt.Key.Key_Space)
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    return sheet_of(page, ConsentSheet)


def give_consent(house: House, page: PlanScreen, sheet: ConsentSheet) -> None:
    sheet.interpreter.line.setText("N. Rahimi")
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()


def open_referral(house: House, page: PlanScreen) -> ReferralSheet:
    assert page.page is not None
    line = page.detail.steps[page.page.referrals[-1].id]
    QTest.keyClick(line, Qt.Key.Key_Return)
    house.settle()
    return sheet_of(page, ReferralSheet)


def test_a_referral_to_the_jobcenter_from_consent_to_feedback(
    house: House, person: str, tmp_path: Path
) -> None:
    """K4: refer, hand over, keep the answer; the share of standard services follows."""
    plan_goal(house, person)
    page = open_plan(house, person)
    assert services(house, referrals.structure_share) is None
    consent = refer_to_jobcenter(house, page, "contact", "goal")
    told = seen(consent)
    assert f"May I talk to {JOBCENTER} about you?" in told
    assert "The goal and what was agreed" in told
    assert "Ruhiger Schlafplatz" in told, "the purpose is named"
    assert consent.withheld.isVisible(), "nobody reviewed the text in Dari"
    assert "Dari" in consent.withheld.accessibleName()
    QTest.keyClick(consent.paper, Qt.Key.Key_Return)
    said = on_paper(house, page.referring.paper, tmp_path / "consent.pdf", "fa-AF")
    assert JOBCENTER in said, "to be read and signed before anything is decided"
    QTest.keyClick(consent.confirm, Qt.Key.Key_Return)
    assert consent.interpreter.error.text(), "a yes to what could not be understood is asked about"
    give_consent(house, page, consent)
    (kept,) = services(house, lambda ws: consents.consent_history(ws, person_id=person))
    assert (kept.purpose, kept.state, kept.recipient, kept.categories) == (
        "K-SPE", "given", JOBCENTER, ("contact", "goal"),
    )  # fmt: skip
    assert (kept.language, kept.interpreter, kept.text_version) == ("fa-AF", "N. Rahimi", "K-SPE/1")
    assert f"Passing on to {JOBCENTER}: consent of" in seen(page.detail)

    sheet = open_referral(house, page)
    told = seen(sheet)
    assert f"This goes to {JOBCENTER}" in told
    assert "Amini, Fatima" in told
    assert "Ruhiger Schlafplatz" in told
    assert "ruhiges Zimmer" not in told, "needs were not consented to"
    assert "Cousin" not in told
    house.window.files = GivenFiles(tmp_path / "handover.pdf")
    enter(house, sheet.hand_button)
    assert (tmp_path / "handover.pdf").read_bytes().startswith(b"%PDF")
    assert page.page is not None
    assert page.page.referrals[-1].handed_over_at is not None
    assert services(house, referrals.structure_share) == 1.0

    sheet = open_referral(house, page)
    assert not sheet.hand_button.isVisible()
    house.window.files = GivenFiles(tmp_path / "handover.age")
    enter(house, sheet.file_button)
    seal = sheet_of(page, SealPackSheet)
    suggested = seal.passphrase.text()
    assert len(suggested.split()) == 5
    seal.passphrase.setText("short")
    QTest.keyClick(seal.confirm, Qt.Key.Key_Return)
    assert seal.field.error.text(), "a short passphrase does not seal"
    seal.passphrase.setText(suggested)
    QTest.keyClick(seal.confirm, Qt.Key.Key_Return)
    house.settle()
    pack = read_handover_pack(tmp_path / "handover.age", passphrase=suggested)
    assert (pack.recipient, pack.person, pack.items) == (JOBCENTER, "Amini, Fatima", ())

    sheet = open_referral(house, page)
    sheet.became.set_value("started")
    QTest.keyClicks(
        sheet.first_contact.line, ".".join(reversed(house.window.now().date().isoformat().split("-")))
    )
    QTest.keyClicks(sheet.remark.line, "angenommen")
    QTest.keyClick(sheet.remark.line, Qt.Key.Key_Return)
    house.settle()
    done = page.page.referrals[-1]
    assert (done.result, done.steps[-1].remark) == ("started", "angenommen")
    assert referrals.days_to_first_contact(done) == 0
    assert "Accepted, started" in page.detail.steps[done.id].accessibleName()
    assert "0 days to the first contact" in page.detail.steps[done.id].accessibleName()
    actions = [line.action for line in services(house, audit.audit_trail)]
    assert actions[:5] == [
        "referral.result", "referral.hand-over", "referral.hand-over", "referral.make", "consent.record",
    ]  # fmt: skip


def test_no_means_no_referral_and_is_kept(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    consent = refer_to_jobcenter(house, page, "contact")
    QTest.keyClick(consent.refuse, Qt.Key.Key_Return)
    house.settle()
    (kept,) = services(house, lambda ws: consents.consent_history(ws, person_id=person))
    assert kept.state == "refused"
    assert page.page is not None
    assert page.page.referrals == ()


def test_the_text_comes_in_the_language_where_it_was_reviewed(house: House, person: str) -> None:
    """Acceptance list, point 7: the sheet exists in the language."""
    plan_goal(house, person)
    page = open_plan(house, person)
    consent = refer_to_jobcenter(house, page, "contact", "health")
    consent.language.set_value("de")
    house.settle()
    told = seen(consent)
    assert f"Darf ich mit {JOBCENTER} über Sie sprechen?" in told
    assert "Besonders geschützt ist davon: Gesundheit" in told
    for part in ("Sie entscheiden frei", "Wenn Sie Nein sagen", "jederzeit zurücknehmen"):
        assert part in told
    assert not consent.withheld.isVisible()
    QTest.keyClick(consent.confirm, Qt.Key.Key_Return)
    house.settle()
    (kept,) = services(house, lambda ws: consents.consent_history(ws, person_id=person))
    assert (kept.language, kept.interpreter) == ("de", "")


def test_a_social_benefit_body_names_a_power_where_health_is_to_go(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    enter(house, page.detail.refer_button)
    sheet = sheet_of(page, ReferSheet)
    QTest.keyClick(sheet.categories["health"].tick, Qt.Key.Key_Space)
    assert not sheet.power.isVisible(), "other bodies are not asked"
    sheet.close()
    body = SiteProfile("", "Köln", "05315000", controller="public-sgb")
    now = house.window.now()
    house.change_to("supervisor")
    services(house, lambda ws: sites.keep_site(ws, profile=body, now=now))
    page = open_plan(house, person)
    enter(house, page.detail.refer_button)
    sheet = sheet_of(page, ReferSheet)
    QTest.keyClicks(sheet.recipient.line, JOBCENTER)
    assert not sheet.power.isVisible()
    QTest.keyClick(sheet.categories["health"].tick, Qt.Key.Key_Space)
    assert "§§ 68-77 SGB X" in sheet.power.hint.text()
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    assert sheet.power.error.text(), "consent alone does not carry it"
    QTest.keyClicks(sheet.power.line, "§ 69 SGB X")
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    give_consent(house, page, sheet_of(page, ConsentSheet))
    assert page.page is not None
    assert [one.legal_basis for one in page.page.referrals] == ["§ 69 SGB X"]
    assert "This goes to" in seen(open_referral(house, page))


def test_a_withdrawal_says_what_it_stops_and_blocks_the_handover(house: House, person: str) -> None:
    """Acceptance list, point 7: withdrawal works and blocks."""
    plan_goal(house, person)
    page = open_plan(house, person)
    give_consent(house, page, refer_to_jobcenter(house, page, "contact"))
    (button,) = page.detail.withdraw_buttons
    assert JOBCENTER in button.accessibleName()
    enter(house, button)
    sheet = sheet_of(page, WithdrawSheet)
    assert "It stops these handovers" in sheet.stops.text()
    QTest.keyClick(sheet.keep, Qt.Key.Key_Return)
    house.settle()
    assert page.detail.withdraw_buttons, "kept where nobody confirmed"
    enter(house, page.detail.withdraw_buttons[0])
    QTest.keyClick(sheet_of(page, WithdrawSheet).confirm, Qt.Key.Key_Return)
    house.settle()
    assert page.detail.withdraw_buttons == []
    assert "withdrawn on" in seen(page.detail)
    referral = open_referral(house, page)
    assert not referral.hand_button.isVisible()
    assert "no consent yet" in referral.stopped.accessibleName()
    assert referral.ask_button.isVisible()
    QTest.keyClick(referral.ask_button, Qt.Key.Key_Return)
    house.settle()
    give_consent(house, page, sheet_of(page, ConsentSheet))
    assert page.page is not None
    assert len(page.page.referrals) == 1, "asking again makes no second referral"
    assert open_referral(house, page).hand_button.isVisible()


def test_a_referral_that_failed_asks_for_the_barrier(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    give_consent(house, page, refer_to_jobcenter(house, page, "contact"))
    sheet = open_referral(house, page)
    assert not sheet.report_button.isEnabled()
    sheet.became.set_value("refused")
    assert sheet.barrier_hint.isVisible()
    QTest.keyClick(sheet.report_button, Qt.Key.Key_Return)
    house.settle()
    barrier = sheet_of(page, BarrierSheet)
    QTest.keyClicks(barrier.text, "kein Termin in sechs Wochen")
    barrier.kind.set_value("waiting")
    QTest.keyClick(barrier.confirm, Qt.Key.Key_Return)
    house.settle()
    (noted,) = services(house, lambda ws: barriers.barriers_of_case(ws, person_id=person))
    assert page.page is not None
    assert page.page.referrals[-1].result == "refused"
    assert (noted.type, noted.referral_id) == ("waiting", page.page.referrals[-1].id)
    press(house, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.page.referrals[-1].result == ""
    assert services(house, lambda ws: barriers.barriers_of_case(ws, person_id=person)) == ()


def test_an_offer_is_referred_to_with_a_consent_that_holds_without_asking_again(
    house: House, person: str
) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    services(house, lambda ws: consents.record_consent(
        ws, person_id=person, purpose="K-SPE", state="given", language="de", text_version="K-SPE/1",
        recipient="Wohnhilfe Muster", categories=("contact", "goal"), now=house.window.now(),
    ))  # fmt: skip
    page = open_plan(house, person)
    enter(house, page.offers.boxes[0].refer)
    sheet = sheet_of(page, ReferSheet)
    assert sheet.recipient.text() == "Wohnhilfe Muster"
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    assert page.page is not None
    (made,) = page.page.referrals
    assert (made.structure, made.categories, bool(made.consent_id)) == ("standard", ("contact",), True)
    assert made.offer_id == page.offers.boxes[0].match.offer.id
    press(house, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.page.referrals == ()


def test_hidden_names_hide_the_protected_and_who_does_it(house: House, person: str) -> None:
    plan_goal(house, person)
    page = open_plan(house, person)
    assert "N. Berger" in seen(page.detail)
    press(house, Qt.Key.Key_L)
    assert "geschützte Angabe" in seen(sheet_of(page, LinkSheet))
    sheet_of(page, LinkSheet).close()
    house.window.hide_names()
    house.settle()
    page = house.page(PlanScreen)
    assert "N. Berger" not in seen(page.detail)
    press(house, Qt.Key.Key_L)
    assert "geschützte Angabe" not in seen(sheet_of(page, LinkSheet))


def test_two_goals_are_walked_through_by_arrow_and_enter(house: House, person: str) -> None:
    first, second = plan_goal(house, person), plan_goal(house, person, "D04", is_tied=False)
    page = open_plan(house, person)
    assert "1 of 2 with a resource" in seen(page.goals)
    page.goals.enter()
    assert page.goals.rows[first].hasFocus()
    press(house, Qt.Key.Key_Down)
    press(house, Qt.Key.Key_Return)
    assert page.goal is not None
    assert page.goal.id == second
    assert page.goals.rows[second].hasFocus()
    press(house, Qt.Key.Key_Up)
    press(house, Qt.Key.Key_Return)
    assert page.goal.id == first
    page.acts.set_goal_status(page.goal, "reached")
    house.settle()
    assert list(page.goals.rows) == [second, first], "what is reached stands below"


def test_single_keys_can_be_turned_off(house: House, person: str) -> None:
    house.window.change(single_keys=False)
    page = open_plan(house, person)
    press(house, Qt.Key.Key_G)
    assert page.sheet is None
    house.window.change(single_keys=True)
    QApplication.processEvents()
