"""Locking, closing and coming back: what was answered a moment before is kept."""

from collections.abc import Callable

import pytest

from tests.stories.answering import held
from tests.stories.window import Centre, Desk


@pytest.mark.parametrize("way", ["lock", "close"])
def test_answers_given_right_before_the_door_shuts_are_kept(
    way: str, centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    first = desk(centre)
    first.enter()
    screen = first.continue_draft()
    store, transfer = screen.page_refs()
    screen.box(store).set_answer("yes")
    screen.box(transfer).set_answer("no")
    given = held(screen.interview)
    if way == "lock":
        first.window.lock()  # nothing was saved yet: both answers are still on their way
    else:
        first.close()
    second = first if way == "lock" else desk(centre)
    second.enter()
    again = second.continue_draft()
    assert held(again.interview) == given
    assert given[store][0] == "yes"
    assert given[transfer][0] == "no"


def test_a_text_that_was_typed_but_not_left_is_kept_by_locking(
    centre: Centre, desk: Callable[[Centre], Desk]
) -> None:
    window = desk(centre)
    window.enter()
    screen = window.continue_draft()
    screen.next_page()
    ref = next(ref for ref in screen.page_refs() if ref.endswith("/called"))
    screen.box(ref).field.enter("Umm Yusuf")
    assert not screen.interview.value(ref)
    window.window.lock()
    window.enter()
    assert window.continue_draft().interview.value(ref) == "Umm Yusuf"
