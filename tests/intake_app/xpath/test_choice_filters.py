"""Which choice filters an index can answer."""

import pytest

from intake_app.xpath import equality_keys, parse


def test_a_conjunction_of_columns_and_answers_is_recognised() -> None:
    keys = equality_keys("state = /data/state and current()/../kind = ./kind and 'x' = group")
    assert [column for column, _ in keys] == ["state", "kind", "group"]
    assert keys[0][1] == parse("/data/state")


@pytest.mark.parametrize(
    "predicate",
    [
        "state = /data/state or kind = 'x'",
        "state = other_column",
        "state != /data/state",
        "selected(/data/states, name)",
        "size = 5",
        "position() = 1",
        "state = concat(../x, 'y')",
        "region/state = /data/state",
        "state = string()",
        "state = /data/state and size > 3",
    ],
)
def test_other_filters_are_left_to_the_walk(predicate: str) -> None:
    assert equality_keys(predicate) == []


def test_a_computed_answer_is_fine_when_it_does_not_read_the_item() -> None:
    assert [column for column, _ in equality_keys("state = concat(/data/a, current()/../b)")] == ["state"]
