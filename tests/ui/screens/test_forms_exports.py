"""A form is saved from its card: blank in one of its languages, or as a FHIR Questionnaire."""

import json
from pathlib import Path

from tests.ui.house import House
from tests.ui.screens.interview_room import wait_until
from tests.ui.screens.test_forms import card_of, press
from ui.files import GivenFiles
from ui.screens.forms import FormsScreen


def test_a_form_is_saved_for_paper_and_for_other_programs(house: House, tmp_path: Path) -> None:
    house.change_to("supervisor")
    page = house.open("forms", FormsScreen)
    pdf, fhir = tmp_path / "blank.pdf", tmp_path / "form.json"
    house.window.files = GivenFiles(pdf, fhir)
    card = card_of(page, "arrival-intake")

    press(house, card.export_button)
    sheet = page.export_sheet
    assert sheet is not None
    sheet.languages.set_value("العربية (ar)")
    sheet.print_button.click()
    wait_until(lambda: "blank.pdf" in page.message.accessibleName())
    assert pdf.read_bytes().startswith(b"%PDF")

    press(house, card.export_button)
    sheet = page.export_sheet
    assert sheet is not None
    sheet.fhir_button.click()
    wait_until(lambda: "form.json" in page.message.accessibleName())
    assert json.loads(fhir.read_text(encoding="utf-8"))["resourceType"] == "Questionnaire"
    assert "FHIR cannot say" in page.message.accessibleName()
