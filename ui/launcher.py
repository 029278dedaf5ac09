"""Launcher: keeps the program proper in a process of its own and opens the door again after each lock.

Python and Qt texts cannot be wiped, so locking ends the process that held them. The launcher never sees
a key, a passphrase or a case: it starts a room, waits, and reads one number when the room has ended.
"""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from types import FrameType

from ui.locking import reason_in, was_maximised, was_sample

ROOM = "--room"


def keep_open(arguments: Sequence[str], *, program: Sequence[str] | None = None) -> int:
    """Run rooms, one after the other, until one ends without locking; return its exit status.

    ``program`` is the command of a room without its arguments.
    """
    command = list(program or room_program())
    after: list[str] = []
    while True:
        # The room is the same program on this device; nothing of it comes from outside.
        with _passing_on(subprocess.Popen([*command, ROOM, *after, *arguments])) as room:  # noqa: S603
            status = room.wait()
        reason = reason_in(status)
        if reason is None:
            return status if status >= 0 else 128 - status  # as a shell says what a signal ended
        after = [
            f"--after-lock={reason}",
            *(["--maximised"] if was_maximised(status) else []),
            *(["--sample"] if was_sample(status) else []),
        ]


def room_program() -> list[str]:
    """Return how this program starts itself: frozen, it is one file; else a package of this Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ui"]


@contextlib.contextmanager
def _passing_on(room: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Hand what asks the launcher to end on to the room, which locks first; Ctrl+C reaches both anyway."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        room.send_signal(number)

    wanted = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.signal(number, pass_on) for number in wanted}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield room
    finally:
        for number, deed in before.items():
            signal.signal(number, deed)
