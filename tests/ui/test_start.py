"""The start is light: nothing heavy is loaded before the door stands."""

import os
import subprocess
import sys

from ui.__main__ import has_screen

HEAVY = ("pyxform", "openpyxl", "reportlab", "sqlcipher3", "psycopg", "fontTools", "qtawesome", "pyrage")


def test_nothing_heavy_is_loaded_before_the_door_stands() -> None:
    program = (
        "import sys\n"
        "import ui.app, ui.window, ui.screens.unlock, ui.screens.first_run\n"
        "app, settings = ui.app.make_app()\n"
        "ui.window.Window(settings=settings).show()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"


def test_without_a_screen_nobody_is_shown_a_window() -> None:
    assert not has_screen()  # tests run offscreen
