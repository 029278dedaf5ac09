"""Every place at every size: nothing is cut, squeezed or sideways, in long words and in mirrored ones.

Two languages no person is offered are laid out, too: one 1.6 times as long, one running the other way.
The language changes while the place stands open, as it does under a person's hands.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from tests.ui.house import House
from tests.ui.look_at import faults
from tests.ui.stops import Stops, counsellors_stops, door_stops, go_round, supervisors_stops
from ui.look.dress import dress
from ui.look.theme import theme
from ui.window import SMALLEST

LAPTOP, SMALL = QSize(1366, 768), QSize(1024, 700)
# The stretched language and the mirrored one are the hardest, 200 % harder than 100 %: they stand for the
# rest at every push. English is shorter than any of them.
HARDEST, EVERY = ("en-XA", "ar-XB"), ("de", "en-XA", "ar", "ar-XB")
ROUNDS = (
    pytest.param(HARDEST, 2.0, id="hardest"),
    pytest.param(EVERY, 1.0, id="every-100", marks=pytest.mark.long),
    pytest.param(EVERY, 2.0, id="every-200", marks=pytest.mark.long),
)


def look_round(house: House, stops: Stops, languages: tuple[str, ...], scale: float) -> list[str]:
    """Look at every stop in every language and size; return what is wrong anywhere."""
    found = []
    _wear(house, "en", scale)
    for name in go_round(house, stops):
        for language in languages:
            _wear(house, language, scale)
            house.settle()
            # Half as long again, twice as large, in the smallest window: no language asks for all three.
            is_beyond = language == "en-XA" and scale > 1
            for size in (LAPTOP,) if is_beyond else (LAPTOP, SMALL):
                where = f"{name}, {language}, {scale:.0%}, {size.width()}"
                found += [f"{where}: {fault}" for fault in faults(house.window, size)]
        _wear(house, "en", scale)
    return list(dict.fromkeys(found))


def _wear(house: House, language: str, scale: float) -> None:
    house.window.settings = replace(house.window.settings, text_scale=scale, ui_language=language)
    house.window.wear_settings()


@pytest.mark.parametrize(("languages", "scale"), ROUNDS)
def test_a_counsellors_places(house: House, languages: tuple[str, ...], scale: float) -> None:
    found = look_round(house, counsellors_stops(house), languages, scale)
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(("languages", "scale"), ROUNDS)
def test_a_supervisors_places(house: House, tmp_path: Path, languages: tuple[str, ...], scale: float) -> None:
    found = look_round(house, supervisors_stops(house, tmp_path), languages, scale)
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(("languages", "scale"), ROUNDS)
def test_places_in_front_of_the_lock(house: House, languages: tuple[str, ...], scale: float) -> None:
    found = look_round(house, door_stops(house), languages, scale)
    assert not found, "\n".join(map(str, found))


def test_the_smallest_window_holds_every_place(house: House, tmp_path: Path) -> None:
    assert QSize(1024, 640) == SMALLEST
    stops = supervisors_stops(house, tmp_path)
    _wear(house, "de", 2.0)
    found = []
    for name in go_round(house, stops):
        found += [f"{name}: {fault}" for fault in faults(house.window, SMALLEST)]
    assert not found, "\n".join(map(str, found))


@pytest.fixture
def looks(app: QApplication) -> Iterator[QApplication]:
    yield app
    dress(app, theme="light", scale=1.0)


@pytest.mark.long
def test_every_place_wears_dark_and_high_contrast(house: House, looks: QApplication) -> None:
    for name in go_round(house, counsellors_stops(house)):
        for look in ("dark", "contrast"):
            house.window.settings = replace(house.window.settings, theme=look)
            house.window.wear_settings()
            assert faults(house.window, SMALL) == [], name
            picture = house.window.grab().toImage()
            corner = picture.pixelColor(house.window.width() - 3, house.window.height() - 3)
            assert corner.name().upper() in {theme().canvas, theme().surface}, name
