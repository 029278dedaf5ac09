"""Comparing answers: blanks, several nodes, days, instants, times of day, nearly equal numbers."""

import pytest

from .conftest import Ask


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/data/blank = 0", False),
        ("/data/blank >= 0", False),
        ("/data/blank < 1", False),
        ("/data/person/age = 9", True),
        ("/data/person/age != 9", True),
        ("/data/person/age > 40", False),
        ("/data/person/age < /data/person/age", True),
        ("/data/nobody/age = /data/nobody/age", False),
        ("0.1 + 0.2 = 0.3", True),
        ("0.1 + 0.2 != 0.3", False),
        ("1 = 1.000001", False),
        ("1 div 0 = 1 div 0", True),
        ("true() = 'false'", True),
        ("'2026-03-28' < '2026-04-01'", True),
        ("/data/arrived = '2026-3-28'", True),
        ("/data/arrived = date('2026-03-28')", True),
        ("/data/arrived < today()", True),
        ("today() = '2026-07-01'", True),
        ("today() < now()", True),
        ("/data/seen = '2026-03-29T10:00:00.000Z'", True),
        ("/data/seen != '2026-03-29T10:00:00.000Z'", False),
        ("/data/seen > '2026-03-29T09:59:59.000Z'", True),
        ("'08:30' < '17:00:00.000+02:00'", True),
        ("'24:30' < '17:00'", False),
        ("'apple' < 'pear'", False),
        ("'2026-02-30' = '2026-03-02'", False),
    ],
)
def test_answers_compare_as_people_mean_them(ask: Ask, expression: str, expected: bool) -> None:
    assert ask(expression) is expected
