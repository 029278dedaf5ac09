"""Every screen at every size: nothing cut, nothing squeezed, every control with a name, in every language."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from tests.ui.house import House
from tests.ui.look_at import faults, nameless
from ui.parts.bilingual import BilingualLine
from ui.parts.sheet import Sheet
from ui.screens.first_run import FirstRunScreen
from ui.screens.home import HomeScreen
from ui.screens.reading import ReadingScreen

LAPTOP, SMALL = QSize(1366, 768), QSize(1024, 700)
Stop = Callable[[], object]


def tour(house: House, stops: dict[str, Stop]) -> list[str]:
    """Go from stop to stop at every size, and in Arabic; return what is wrong anywhere."""
    found = []
    for language, scale in (("de", 1.0), ("de", 2.0), ("ar", 1.0)):
        house.window.settings = replace(house.window.settings, text_scale=scale, ui_language=language)
        house.window.wear_settings()
        for name, go in stops.items():
            go()
            house.settle()
            for size in LAPTOP, SMALL:
                faulty = faults(house.window, size)
                found += [f"{name}, {language}, {scale:.0%}, {size.width()}: {fault}" for fault in faulty]
            found += [f"{name}: no name for {control}" for control in nameless(house.window)]
    return found


def open_sheets(house: House) -> list[str]:
    return [sheet.windowTitle() for sheet in house.window.findChildren(Sheet) if sheet.isVisible()]


def test_a_counsellors_screens(house: House) -> None:
    interview_id = house.hold_interview("Amini")
    house.hold_interview("Al-Hassan", seed=2, is_completed=False)
    person, go = house.person("Amini"), house.window.go

    def search() -> None:
        home = house.open("home", HomeScreen)
        home.search.setText("fatma")
        home._look()

    stops: dict[str, Stop] = {
        "home": lambda: go("home"),
        "people found": search,
        "new person": lambda: go("person_new", typed="Fatima Amini"),
        "person": lambda: go("person", person_id=person),
        "reading": lambda: go("reading", interview_id=interview_id),
        "forms": lambda: go("forms"),
        "settings": lambda: go("settings"),
    }
    assert tour(house, stops) == []


def test_a_supervisors_screens(house: House) -> None:
    house.hold_interview("Amini")
    house.change_to("supervisor")
    go = house.window.go
    stops: dict[str, Stop] = {
        "home": lambda: go("home"),
        "review": lambda: go("review"),
        "hand-over": lambda: go("handover"),
    }
    assert tour(house, stops) == []


@pytest.fixture
def blank(app: QApplication, quick_keys: None, tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "workspace")
    made.window.start()
    made.settle()
    yield made
    made.close()


def test_setting_up(blank: House) -> None:
    page = blank.page(FirstRunScreen)
    assert tour(blank, {f"step {step}": partial(page.show_step, step) for step in range(4)}) == []


def test_the_door(house: House) -> None:
    house.window.lock()
    house.settle()
    assert tour(house, {"door": lambda: house.window.go("unlock")}) == []


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
    assert house.window.areas() == ["home", "person_new", "forms"]
    house.change_to("supervisor")
    assert house.window.areas() == ["home", "person_new", "review", "handover", "forms"]


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
