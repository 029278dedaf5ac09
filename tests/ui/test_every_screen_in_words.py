"""The program's language is switched on every place, live, and no text stays in the language before.

Two ways to look: the stretched language, whose letters no data has, leaves no doubt; and the catalogues of
German, English and Arabic, which tell words from names and numbers.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.house import House
from tests.ui.leaks import disguised, left_behind, tongue, visible_texts
from tests.ui.stops import Stops, counsellors_stops, door_stops, go_round, supervisors_stops

SHORT, WHOLE = ("ar", "de"), ("de", "en", "ar", "de")  # each begins in the stretched language
WAYS = (pytest.param(SHORT, id="short"), pytest.param(WHOLE, id="whole", marks=pytest.mark.long))


def switch_round(house: House, stops: Stops, way: tuple[str, ...]) -> tuple[list[str], int]:
    """Switch at every stop; return what stayed behind and how many texts were looked at."""
    found: list[str] = []
    count = 0
    for name in go_round(house, stops):
        tops = [house.window, *(one for one in [QApplication.activeModalWidget()] if one is not None)]
        before = "en-XA"
        house.window.change(ui_language=before)
        house.settle()
        for language in way:
            house.window.change(ui_language=language)
            house.settle()
            for top in tops:
                count += sum(1 for _text in visible_texts(top))
                left = disguised(top) if before == "en-XA" else left_behind(top, before, language)
                found += [f"{name}, {before} to {language}: {one}" for one in left]
            before = language
        house.window.change(ui_language="en")
        house.settle()
    return list(dict.fromkeys(found)), count


def report(what: str, found: list[str], count: int) -> None:
    print(f"{what}: {count} texts looked at after a switch, {len(found)} left in the language before")
    assert not found, "\n".join(map(str, found))
    assert count > 200


@pytest.mark.parametrize("way", WAYS)
def test_a_counsellors_places(house: House, way: tuple[str, ...]) -> None:
    report("counsellor", *switch_round(house, counsellors_stops(house), way))


@pytest.mark.parametrize("way", WAYS)
def test_a_supervisors_places(house: House, tmp_path: Path, way: tuple[str, ...]) -> None:
    report("supervisor", *switch_round(house, supervisors_stops(house, tmp_path), way))


@pytest.mark.parametrize("way", WAYS)
def test_places_in_front_of_the_lock(house: House, way: tuple[str, ...]) -> None:
    report("door", *switch_round(house, door_stops(house), way))


def test_what_stays_behind_is_found() -> None:
    assert tongue("de").says("Sperren")
    assert tongue("en").says("Hand-over no. 0007")
    assert not tongue("en").says("Fatima Amini")
    assert not tongue("ar").says("Lock")
