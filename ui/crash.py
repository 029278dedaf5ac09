"""What happens at a bug: a local report without personal data, and a page that says what is safe.

The report names files, lines and kinds of errors, never messages or values: those could hold an answer.
"""

import datetime
import platform
import sys
import threading
import traceback
import warnings
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from intake_app import places
from ui.words import _


def catch_crashes(app: QApplication) -> None:
    """Send every unexpected error of the program to the crash page."""

    def caught(kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app.quit()
            return
        file = write_report(error, trail, datetime.datetime.now(datetime.UTC))
        _tell_briefly(error, trail)
        _show(app, file)

    sys.excepthook = caught


def quiet_other_ways() -> None:
    """Say no message of an error where Python itself would: in threads, where nobody waits, in warnings.

    Standard error goes into the system's journal on many desktops, and a message may hold an answer.
    """

    def in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            _tell_briefly(told.exc_value, told.exc_traceback)

    def nobody_waits(told: "sys.UnraisableHookArgs") -> None:
        if told.exc_value is not None:
            _tell_briefly(told.exc_value, told.exc_traceback)

    threading.excepthook = in_thread
    sys.unraisablehook = nobody_waits
    warnings.simplefilter("ignore")


def report_text(error: BaseException, trail: TracebackType | None) -> str:
    """Return where it happened: kinds, files, lines, functions; no messages, no values."""
    lines = [f"{type(error).__module__}.{type(error).__qualname__}"]
    trail_frames = traceback.extract_tb(trail)
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in trail_frames]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += ["caused by", report_text(cause, cause.__traceback__).rstrip()]
    return "\n".join(lines) + "\n"


def _tell_briefly(error: BaseException, trail: TracebackType | None) -> None:
    if sys.stderr is not None:  # a window program of Windows has none
        sys.stderr.write(report_text(error, trail))


def write_report(error: BaseException, trail: TracebackType | None, now: datetime.datetime) -> Path | None:
    """Write a report into the log folder; return its path, None when even that fails."""
    folder = places.logs()
    file = folder / f"report-{now:%Y%m%d-%H%M%S}.txt"
    system = f"Python {platform.python_version()}, {platform.system()}"
    head = f"Ankommen report {now.isoformat(timespec='seconds')}\n{system}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(head + report_text(error, trail), encoding="utf-8")
    except OSError:
        return None
    return file


def _show(app: QApplication, file: Path | None) -> None:
    from ui.window import Window

    for top in app.topLevelWidgets():
        if isinstance(top, Window):
            told = _("A report without personal data is in {file}.", file=file.name) if file else ""
            title = _("The program made a mistake.")
            safe = _("Everything saved so far is safe. Go back to the start and continue.")
            top.tell_plain(title, f"{safe} {told}".strip())
            return
