"""What holds on every screen: look and language change in place, help, blank and lock, who sees what."""

from tests.ui.house import House
from ui.parts.bilingual import BilingualLine
from ui.parts.sheet import Sheet
from ui.screens.home import HomeScreen
from ui.screens.reading import ReadingScreen


def open_sheets(house: House) -> list[str]:
    return [sheet.windowTitle() for sheet in house.window.findChildren(Sheet) if sheet.isVisible()]


def test_text_size_language_and_theme_change_while_a_page_is_open(house: House) -> None:
    home = house.open("home", HomeScreen)
    home.search.setText("amini")
    house.window.step_text_size(1)
    house.window.change(ui_language="ar", theme="dark")
    house.settle()
    assert house.window.page is home
    assert home.search.text() == "amini"  # nothing typed is lost
    assert house.window.settings.text_scale == 1.1


def test_the_help_names_the_keys_of_the_page(house: House) -> None:
    house.open("home", HomeScreen)
    house.window.help()
    assert open_sheets(house) == ["Keys"]
    house.window.lock()
    house.settle()
    assert open_sheets(house) == []


def test_nobody_there_blanks_then_locks(house: House) -> None:
    house.open("home", HomeScreen)
    idle = house.window.idle
    idle.stir()
    idle.look(idle.last_sign + 5 * 60)
    assert house.window.blank.isVisible()
    idle.look(idle.last_sign + 10 * 60)
    house.settle()
    assert house.window.workspace is None
    assert not house.window.blank.isVisible()
    assert house.window.page is not None
    assert house.window.page.name == "unlock"


def test_only_a_supervisor_sees_review_and_handover(house: House) -> None:
    assert house.window.areas() == ["home", "person_new", "forms", "interpreters", "offers"]
    house.change_to("supervisor")
    assert house.window.areas() == [
        "home", "person_new", "review", "handover", "forms", "interpreters", "offers", "steering",
        "statistics", "retention",
    ]  # fmt: skip


def test_what_is_made_from_data_follows_the_language(house: House) -> None:
    page = house.open("reading", ReadingScreen, interview_id=house.hold_interview("Amini"))
    page.left.set_value("Deutsch (de)")
    words = [line.accessibleName() for line in page.findChildren(BilingualLine)]
    assert any("translation not reviewed" in line for line in words)
    house.window.change(ui_language="ar")
    house.settle()
    words = [line.accessibleName() for line in page.findChildren(BilingualLine)]
    assert words
    assert not any("translation not reviewed" in line for line in words)
