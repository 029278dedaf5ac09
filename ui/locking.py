"""Why the program locks, and how one process tells the next: by its exit status, which holds no secret."""

from typing import Literal, get_args

LockReason = Literal["asked", "idle", "session", "slept", "clock", "long", "ended", "damaged"]

_REASONS: tuple[LockReason, ...] = get_args(LockReason)
_FIRST = 80  # far from what systems and Python end with, and below what a shell says of signals
_MAXIMISED, _SAMPLE, _STEP = 1, 2, 4


def status_for(reason: LockReason, *, is_maximised: bool = False, is_sample: bool = False) -> int:
    """Return the exit status of a room that locked: the launcher opens the door again."""
    flags = (_MAXIMISED if is_maximised else 0) | (_SAMPLE if is_sample else 0)
    return _FIRST + _STEP * _REASONS.index(reason) + flags


def reason_in(status: int) -> LockReason | None:
    """Return why a room with this exit status locked; None when it did not lock but ended."""
    place = (status - _FIRST) // _STEP
    return _REASONS[place] if 0 <= place < len(_REASONS) else None


def was_maximised(status: int) -> bool:
    """Tell whether the window that locked filled the screen."""
    return reason_in(status) is not None and bool((status - _FIRST) & _MAXIMISED)


def was_sample(status: int) -> bool:
    """Tell whether it was the workspace with sample data that locked."""
    return reason_in(status) is not None and bool((status - _FIRST) & _SAMPLE)
