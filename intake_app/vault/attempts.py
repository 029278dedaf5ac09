"""The throttle: wrong tries are counted on disk before each try; five are free, then pauses that double.

Time is monotonic (since the device started), so turning the clock changes nothing. After a restart
of the device the time since its start is a lower bound of what has passed, and that is what counts.
"""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from intake_app.vault import files
from intake_app.vault.errors import TooManyTries

FREE_TRIES = 5
FIRST_PAUSE_SECONDS = 5
LONGEST_PAUSE_SECONDS = 300


class _Attempts(msgspec.Struct):
    """Per user: how many tries failed in a row, and when the last was made."""

    failed: dict[str, int] = {}
    at: dict[str, float] = {}


def pause_seconds(failed: int) -> int:
    """Return the pause after ``failed`` wrong tries in a row: 0 up to four, then 5, 10, 20 … 300 seconds."""
    if failed < FREE_TRIES:
        return 0
    doublings = min(failed - FREE_TRIES, 10)  # more would only be capped again
    return min(FIRST_PAUSE_SECONDS << doublings, LONGEST_PAUSE_SECONDS)


def seconds_to_wait(folder: Path, user_id: str, *, monotonic: Callable[[], float] = time.monotonic) -> int:
    """Return how long ``user_id`` must still wait before the next try."""
    attempts = _read(folder)
    failed, at, now = attempts.failed.get(user_id, 0), attempts.at.get(user_id, 0.0), monotonic()
    passed = now - at if at <= now else now
    return max(0, round(pause_seconds(failed) - passed + 0.499))


def begin_try(folder: Path, user_id: str, *, monotonic: Callable[[], float] = time.monotonic) -> int:
    """Count a try, on disk, before it is made; return how many have failed if this one does, too.

    Raises TooManyTries during a pause: then nothing is counted and no key is derived.
    """
    wait = seconds_to_wait(folder, user_id, monotonic=monotonic)
    if wait:
        raise TooManyTries(tries_left=0, wait_seconds=wait)
    attempts = _read(folder)
    failed = attempts.failed.get(user_id, 0) + 1
    attempts.failed[user_id] = failed
    attempts.at[user_id] = monotonic()
    files.write_durably(folder / files.ATTEMPTS, msgspec.json.encode(attempts))
    return failed


def forget_tries(folder: Path, user_id: str) -> None:
    """Start counting again after a right passphrase."""
    attempts = _read(folder)
    if attempts.failed.pop(user_id, 0):
        attempts.at.pop(user_id, None)
        files.write_durably(folder / files.ATTEMPTS, msgspec.json.encode(attempts))


def _read(folder: Path) -> _Attempts:
    """Return the counters; a missing or damaged file counts as none: it only slows a guest down."""
    try:
        return msgspec.json.decode((folder / files.ATTEMPTS).read_bytes(), type=_Attempts)
    except (OSError, msgspec.MsgspecError):
        return _Attempts()
