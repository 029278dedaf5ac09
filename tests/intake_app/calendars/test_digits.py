"""Numbers are understood in the digits people write."""

import pytest

from intake_app.calendars.digits import western


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1374", "1374"),
        ("۱۳۷۴", "1374"),
        ("١٣٧٤", "1374"),
        ("१९९०", "1990"),
        ("፲፱፻፹፭", "1985"),
        ("፳፻", "2000"),
        ("፳፻፩", "2001"),
        ("፻", "100"),
        ("፲፪", "12"),
        ("፼", "10000"),
        ("፺፱፼፺፱፻፺፱", "999999"),
        ("፰", "8"),
    ],
)
def test_every_digit_set(written: str, read: str) -> None:
    assert western(written).strip() == read


def test_letters_around_numbers_stay() -> None:
    assert western("متولد ۱۳۷۴ است") == "متولد 1374 است"
