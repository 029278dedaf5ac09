"""Room: the program proper, one process from the door to the lock. The launcher starts it.

When it locks, it ends: at once, without unwinding what could linger. The exit status says why.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QSocketNotifier

from intake_app import places
from ui.app import make_app
from ui.crash import quiet_other_ways
from ui.locking import LockReason
from ui.sample import SAMPLE_FOLDER
from ui.shield import raise_shield
from ui.window import Window

_LAST_MOMENT_SECONDS = 0.3  # for what the work lane still writes, beyond the vault


def open_room(
    folder: Path | None,
    *,
    after_lock: LockReason | None = None,
    is_maximised: bool = False,
    is_sample: bool = False,
) -> int:
    """Show the window and return the exit status when it was closed; locking ends the process instead.

    ``is_sample``: it was the workspace with sample data that locked, so its door is shown again.
    """
    raise_shield()
    quiet_other_ways()
    if is_sample:
        folder = (folder or places.workspace()).parent / SAMPLE_FOLDER
    app, settings = make_app()
    window = Window(folder=folder, settings=settings, after_lock=after_lock)
    window.leave = lambda status: _leave(window, status)
    window.resize(1366, 768)
    window.start()
    if is_maximised:
        window.showMaximized()
    else:
        window.show()
    _close_when_told_to_end(window)
    return app.exec()


def _leave(window: Window, status: int) -> None:
    """End now. Nothing in memory is needed any more, and everything in it should be gone."""
    window.lanes.wait(_LAST_MOMENT_SECONDS)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(status)


def _close_when_told_to_end(window: Window) -> None:
    """Let the end of the session lock first (SIGTERM, SIGHUP, Ctrl+C); Qt does not wake up for a signal."""
    if not hasattr(signal, "SIGHUP"):  # Windows asks the window itself
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    bell = QSocketNotifier(reading, QSocketNotifier.Type.Read, window)
    bell.activated.connect(lambda: os.read(reading, 64))

    def close(_number: int, _frame: FrameType | None) -> None:
        window.close()

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, close)
