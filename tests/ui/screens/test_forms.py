"""The list of forms: languages with their gaps and reviews, findings by row, what a newer version changes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.services import audit
from tests.ui.house import House
from tests.ui.screens.interview_room import seen_texts
from ui.parts.button import Button
from ui.screens.forms import FormsScreen
from ui.screens.forms_card import FormCard
from ui.screens.interview import InterviewScreen
from ui.screens.interview_top import PreviewBar

DARI = "دری (fa-AF)"
_FORM = """
| survey |
| | type | name | label::German (de) | label::Farsi (fa) | label::Dari (fa-AF) | relevant | {legal} |
| | note | rights | Freiwillig. | داوطلبانه | | | yes |
| | {kind} | age | {label} | سن | | | |
| | text | never | Nie | هرگز | هیچ وقت | false() | |
| settings |
| | form_title | form_id | version | default_language |
| | Sample form | sample | {version} | German (de) |
"""


def write(folder: Path, version: str, *, kind: str = "integer", label: str = "Alter") -> Path:
    file = folder / f"sample-{version}.md"
    file.write_text(
        _FORM.format(legal="bind::intake:legal", version=version, kind=kind, label=label), encoding="utf-8"
    )
    return file


def card_of(page: FormsScreen, form_id: str) -> FormCard:
    return next(card for card in page.cards if card.form.form_id == form_id)


def press(house: House, button: Button) -> None:
    """Press a button as the keyboard does."""
    house.come_forward()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.isVisible()
    QTest.keyClick(button, Qt.Key.Key_Return)
    house.settle()


def unfolded(house: House, form_id: str) -> FormCard:
    page = house.page(FormsScreen)
    card = card_of(page, form_id)
    press(house, card.more_button)
    assert card.sheet is not None
    return card


def test_a_supervisor_records_and_withdraws_a_review_by_keys(house: House) -> None:
    house.change_to("supervisor")
    page = house.open("forms", FormsScreen)
    card = unfolded(house, "arrival-intake")
    assert "consent texts are not shown" in seen_texts(card.panel(DARI))
    press(house, card.panel(DARI).review_button)
    sheet = page.review_sheet
    assert sheet is not None
    QTest.keyClick(sheet.reviewer.line, Qt.Key.Key_Return)
    assert "Write down who read the texts." in sheet.reviewer.error.text()
    QTest.keyClicks(sheet.reviewer.line, "Sample Reader")
    sheet.day.line.clear()
    QTest.keyClicks(sheet.day.line, "31.2.")
    QTest.keyClick(sheet.day.line, Qt.Key.Key_Return)
    house.settle()
    assert "day of the review" in sheet.trouble.accessibleName()
    sheet.day.line.clear()
    QTest.keyClicks(sheet.day.line, "2026-01-15")
    QTest.keyClick(sheet.day.line, Qt.Key.Key_Return)
    house.settle()
    assert page.review_sheet is None
    panel = card.panel(DARI)
    told = seen_texts(panel)
    assert "consent texts are not shown" not in told
    assert any("Read by" in text and "Sample Reader" in text for text in told)
    assert "Sample Reader" in page.message.accessibleName()
    assert house.window.focusWidget() is panel.review_button
    press(house, panel.withdraw_buttons[0])
    assert "consent texts are not shown" in seen_texts(card.panel(DARI))


def test_a_counsellor_sees_reviews_but_records_none(house: House) -> None:
    house.open("forms", FormsScreen)
    card = unfolded(house, "arrival-intake")
    assert all(panel.review_button.isHidden() for panel in card.panels)
    press(house, card.more_button)
    assert card.panels == []


def test_gaps_fallback_and_dead_ends_are_listed_with_their_rows(house: House, tmp_path: Path) -> None:
    page = house.open("forms", FormsScreen)
    page.install(write(tmp_path, "1"))
    house.settle()
    assert "“never” can never be asked: false() is never true." in seen_texts(page.findings)
    card = unfolded(house, "sample")
    panel = card.panel("Dari (fa-AF)")
    chain = next(text for text in seen_texts(panel) if "Where a text is missing" in text)
    names = [chain.index(name) for name in ("Dari", "Persian", "German")]
    assert names == sorted(names)
    press(house, panel.gaps_button)
    assert any("row 3" in text and "Alter" in text for text in panel.gap_texts())
    assert "“never” can never be asked: false() is never true." in seen_texts(card)


def test_a_newer_version_waits_until_its_changes_were_seen(house: House, tmp_path: Path) -> None:
    page = house.open("forms", FormsScreen)
    page.install(write(tmp_path, "1"))
    house.settle()
    page.install(write(tmp_path, "2", kind="text", label="Wie alt?"))
    house.settle()
    assert page.changes.isVisible()
    told = " ".join(seen_texts(page.changes))
    assert "Another type" in told
    assert "Wie alt?" in told
    assert card_of(page, "sample").form.version == "1"
    press(house, page.changes.refuse_button)
    assert not page.changes.isVisible()
    page.install(write(tmp_path, "2", kind="text", label="Wie alt?"))
    house.settle()
    press(house, page.changes.install_button)
    assert card_of(page, "sample").form.version == "2"
    assert not page.changes.isVisible()


def test_a_real_form_tells_what_its_languages_are_taken_for(house: House, shared: Path) -> None:
    file = shared / "forms" / "real" / "household-english-dari.xlsx"
    if not file.is_file():
        pytest.skip(f"{file.name} is not among the outside test input")
    page = house.open("forms", FormsScreen)
    page.install(file)
    house.settle()
    told = seen_texts(page.findings)
    assert "The language “Dari” names no code; it is taken for fa-AF." in told
    assert "Write “Dari (fa-AF)” in the headings of its columns, if that is right." in told
    card = unfolded(house, "kobo_analyser_test")
    press(house, card.panel("Dari").gaps_button)
    assert any("row 6" in text and "IDP" in text for text in card.panel("Dari").gap_texts())


def test_a_preview_runs_the_form_and_keeps_nothing(house: House, tmp_path: Path) -> None:
    page = house.open("forms", FormsScreen)
    page.install(write(tmp_path, "1"))
    house.settle()
    workspace = house.window.workspace
    assert workspace is not None
    lines = house.call(lambda: audit.verify_audit(workspace))
    press(house, card_of(page, "sample").try_button)
    room = house.page(InterviewScreen)
    assert room.is_ready
    assert "Preview – nothing is kept" in seen_texts(room)
    [age] = [ref for ref in room.page_refs() if ref.endswith("age")]
    room.go_to(age)
    QTest.keyClicks(room.box(age).field, "7")
    room.box(age).flush()
    house.settle()
    assert room.interview.value(age) == "7"
    assert not any("Saved" in text for text in seen_texts(room))
    press(house, room.findChild(PreviewBar).findChild(Button))
    house.page(FormsScreen)
    assert house.call(lambda: audit.verify_audit(workspace)) == lines


def test_a_version_that_is_not_installed_can_be_tried(house: House, tmp_path: Path) -> None:
    page = house.open("forms", FormsScreen)
    page.install(write(tmp_path, "1"))
    house.settle()
    page.install(write(tmp_path, "2", kind="text", label="Wie alt?"))
    house.settle()
    press(house, page.changes.try_button)
    room = house.page(InterviewScreen)
    assert room.interview.form.version == "2"
    room.leave()
    house.settle()
    assert card_of(house.page(FormsScreen), "sample").form.version == "1"
