"""The network page as every page is looked at: names, keys, focus, sizes, directions, live language."""

import pytest

from tests.ui.house import House
from tests.ui.screens.networked import network_stops
from tests.ui.test_every_screen_by_keys import walk
from tests.ui.test_every_screen_in_words import switch_round
from tests.ui.test_every_screen_laid_out import look_round


def test_each_control_has_a_name_and_keys_reach_it(house: House) -> None:
    found, count = walk(house, network_stops(house), {"network"})
    assert found == []
    assert count > 50


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_at_any_size(house: House, scale: float) -> None:
    assert look_round(house, network_stops(house), scale) == []


def test_no_text_stays_in_the_language_before(house: House) -> None:
    found, _count = switch_round(house, network_stops(house))
    assert found == []
