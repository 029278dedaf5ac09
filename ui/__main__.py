"""The front door for people: ``python -m ui`` opens the window, in a process that ends when it locks.

``--run`` is what ``make run`` calls: with a screen the same window; without one the main job is done
offscreen, through the same window, into ``out/demo/``.
"""

import argparse
import os
import platform
import sys
from pathlib import Path
from typing import get_args

from ui.launcher import keep_open
from ui.locking import LockReason


def main(arguments: list[str] | None = None) -> int:
    """Open the program; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="ankommen", description="Intake assistant, works without a network."
    )
    parser.add_argument("--run", action="store_true", help="without a screen, do the main job into out/demo/")
    parser.add_argument("--workspace", type=Path, default=None, help="folder of the workspace")
    # What the launcher tells the room it starts:
    parser.add_argument("--room", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--after-lock", choices=get_args(LockReason), help=argparse.SUPPRESS)
    parser.add_argument("--maximised", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--sample", action="store_true", help=argparse.SUPPRESS)
    given = sys.argv[1:] if arguments is None else arguments
    options = parser.parse_args(given)
    if options.run and not has_screen():
        from ui import demo

        return int(demo.run_demo(out=Path("out/demo")))
    if not options.room:
        return keep_open(given)
    from ui.room import open_room

    return open_room(
        options.workspace, after_lock=options.after_lock, is_maximised=options.maximised,
        is_sample=options.sample,
    )  # fmt: skip


def has_screen() -> bool:
    """Tell whether a window could be seen here."""
    if os.environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    is_linux = platform.system() == "Linux"
    return not is_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
