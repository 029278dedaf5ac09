"""Wake: what the clocks tell: the device slept, somebody turned the wall clock, the day has been long.

Each system counts sleep in another of its clocks, so a gap between two looks counts as sleep, too.
"""

import time
from typing import NamedTuple

from ui.locking import LockReason

LONGEST_HOURS = 8
_SLEPT_SECONDS = 5  # by which the clock that counts sleep runs ahead of the one that does not
_GAP_SECONDS = 120  # between two looks that should be two seconds apart
_TURNED_SECONDS = 60  # by which the wall clock jumped; setting it slowly (NTP) stays far below


class Clocks(NamedTuple):
    """Seconds: awake only, sleep included, and since 1970 as the wall clock has it."""

    awake: float
    elapsed: float
    wall: float


def read_clocks() -> Clocks:
    """Read all three."""
    awake = time.monotonic()
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return Clocks(awake, time.clock_gettime(boottime) if boottime is not None else awake, time.time())


class Wake:
    """Compares the clocks with how they stood at the last look and at the beginning."""

    def __init__(self, begun: Clocks) -> None:
        self._begun = self._last = begun

    def reason_to_lock(self, now: Clocks) -> LockReason | None:
        """Return why the program must lock at ``now``, None when it need not."""
        last, self._last = self._last, now
        awake, elapsed, wall = (after - before for after, before in zip(now, last, strict=True))
        if elapsed - awake > _SLEPT_SECONDS or awake > _GAP_SECONDS:
            return "slept"
        if abs(wall - elapsed) > _TURNED_SECONDS:
            return "clock"
        return "long" if now.elapsed - self._begun.elapsed >= LONGEST_HOURS * 3600 else None
