"""The front door for people: ``python -m ui`` opens the window.

``--run`` is what ``make run`` calls: with a screen the same window; without one the main job is done
offscreen, through the same window, into ``out/demo/``.
"""

import argparse
import os
import platform
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Open the program; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="ankommen", description="Intake assistant, works without a network."
    )
    parser.add_argument("--run", action="store_true", help="without a screen, do the main job into out/demo/")
    parser.add_argument("--workspace", type=Path, default=None, help="folder of the workspace")
    options = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    if options.run and not has_screen():
        from ui import demo

        return int(demo.run_demo(out=Path("out/demo")))
    from ui.app import make_app
    from ui.window import Window

    app, settings = make_app()
    window = Window(folder=options.workspace, settings=settings)
    window.resize(1366, 768)
    window.start()
    window.show()
    return app.exec()


def has_screen() -> bool:
    """Tell whether a window could be seen here."""
    if os.environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    is_linux = platform.system() == "Linux"
    return not is_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
