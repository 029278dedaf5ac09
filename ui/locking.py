"""Why the program locks, and how one process tells the next: by its exit status, which holds no secret."""

from typing import Literal, get_args

LockReason = Literal["asked", "idle", "session", "slept", "clock", "long", "ended"]

_REASONS: tuple[LockReason, ...] = get_args(LockReason)
_FIRST = 80  # far from what systems and Python end with
_MAXIMISED = 16


def status_for(reason: LockReason, *, is_maximised: bool = False) -> int:
    """Return the exit status of a room that locked: the launcher opens the door again."""
    return _FIRST + _REASONS.index(reason) + (_MAXIMISED if is_maximised else 0)


def reason_in(status: int) -> LockReason | None:
    """Return why a room with this exit status locked; None when it did not lock but ended."""
    place = (status - _FIRST) % _MAXIMISED
    is_ours = _FIRST <= status < _FIRST + 2 * _MAXIMISED and place < len(_REASONS)
    return _REASONS[place] if is_ours else None


def was_maximised(status: int) -> bool:
    """Tell whether the window that locked filled the screen."""
    return reason_in(status) is not None and status >= _FIRST + _MAXIMISED
