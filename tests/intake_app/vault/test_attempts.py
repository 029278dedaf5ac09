"""The throttle: five free tries, then pauses that double to five minutes, on a clock nobody can turn."""

from pathlib import Path

import pytest

from intake_app.vault import attempts, files
from intake_app.vault.errors import TooManyTries


class DeviceClock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_pauses_double_up_to_five_minutes() -> None:
    pauses = [attempts.pause_seconds(failed) for failed in range(14)]
    assert pauses == [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_the_sixth_try_waits_and_a_pause_is_not_counted(tmp_path: Path) -> None:
    clock = DeviceClock()
    for expected in range(1, 6):
        assert attempts.begin_try(tmp_path, "anna", monotonic=clock) == expected
    for _ in range(3):
        with pytest.raises(TooManyTries) as caught:
            attempts.begin_try(tmp_path, "anna", monotonic=clock)
        assert caught.value.wait_seconds == 5
    clock.seconds += 5
    assert attempts.begin_try(tmp_path, "anna", monotonic=clock) == 6


def test_a_restart_of_the_device_does_not_shorten_a_pause(tmp_path: Path) -> None:
    clock = DeviceClock()
    for _ in range(5):
        attempts.begin_try(tmp_path, "anna", monotonic=clock)
    clock.seconds = 2.0  # the device was started two seconds ago
    assert attempts.seconds_to_wait(tmp_path, "anna", monotonic=clock) == 3


def test_users_do_not_lock_each_other_out(tmp_path: Path) -> None:
    clock = DeviceClock()
    for _ in range(5):
        attempts.begin_try(tmp_path, "anna", monotonic=clock)
    assert attempts.begin_try(tmp_path, "ben", monotonic=clock) == 1


def test_a_right_passphrase_starts_again(tmp_path: Path) -> None:
    clock = DeviceClock()
    attempts.begin_try(tmp_path, "anna", monotonic=clock)
    attempts.forget_tries(tmp_path, "anna")
    assert attempts.begin_try(tmp_path, "anna", monotonic=clock) == 1


def test_a_damaged_counter_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / files.ATTEMPTS).write_bytes(b"\x00\x01")
    assert attempts.begin_try(tmp_path, "anna", monotonic=DeviceClock()) == 1
