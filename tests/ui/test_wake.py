"""The clocks tell that the device slept, that its clock was turned, that the day has been long."""

import pytest

from ui.wake import Clocks, Wake

BEGUN = Clocks(100.0, 1000.0, 1_800_000_000.0)


def later(awake: float, asleep: float = 0.0, turned: float = 0.0) -> Clocks:
    past = awake + asleep
    return Clocks(BEGUN.awake + awake, BEGUN.elapsed + past, BEGUN.wall + past + turned)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (later(2), None),
        (later(2, turned=0.5), None),  # the clock is set slowly by the network or its drift
        (later(2, asleep=600), "slept"),
        (later(600), "slept"),  # where no clock counts sleep apart, the gap does
        (later(2, turned=-3600), "clock"),
        (later(2, turned=86400), "clock"),
    ],
)
def test_why_the_program_locks_at_the_next_look(now: Clocks, reason: str | None) -> None:
    assert Wake(BEGUN).reason_to_lock(now) == reason


def test_after_eight_hours_it_locks_though_somebody_was_there_all_the_time() -> None:
    wake, minutes = Wake(BEGUN), range(1, 8 * 60 + 1)
    reasons = [wake.reason_to_lock(later(60.0 * minute)) for minute in minutes]
    assert reasons.pop() == "long"
    assert not any(reasons)


def test_each_look_compares_with_the_last_one() -> None:
    wake = Wake(BEGUN)
    assert wake.reason_to_lock(later(2, turned=3600)) == "clock"
    assert wake.reason_to_lock(later(4, turned=3600)) is None
