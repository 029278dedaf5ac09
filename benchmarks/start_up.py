"""Time from starting Python to a shown window: the unlock window beside a bare PySide6 window.

Each run is a process of its own, the two in turn, so that a machine that drifts drifts for both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_BARE = """
import time; begun = time.perf_counter()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1366, 768); window.show()
QTimer.singleShot(0, lambda: (print((time.perf_counter() - begun) * 1000), app.quit()))
app.exec()
"""
_OURS = """
import sys, time; begun = time.perf_counter()
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.app import make_app
from ui.window import Window
app, settings = make_app(); window = Window(folder=Path(sys.argv[1]), settings=settings)
window.resize(1366, 768); window.start(); window.show()
def look():
    if window.page is not None and window.page.name == 'unlock' and window.page.findChildren(object):
        print((time.perf_counter() - begun) * 1000); window.close(); app.quit()
    else:
        QTimer.singleShot(1, look)
QTimer.singleShot(0, look)
app.exec()
"""


def measure(runs: int = 7) -> list[tuple[str, str]]:
    """Return rows (what, figure) of medians in milliseconds and the ratio pair by pair."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "workspace"
        _make_workspace(folder, home)
        bare, ours = [], []
        for _ in range(runs):
            bare.append(_time(_BARE, home))
            ours.append(_time(_OURS, home, str(folder)))
    ratio = statistics.median(o / b for o, b in zip(ours, bare, strict=True))
    return [
        ("bare PySide6 window", f"{statistics.median(bare):.0f} ms"),
        ("unlock window", f"{statistics.median(ours):.0f} ms"),
        ("unlock window / bare window", f"{ratio:.2f}"),
    ]


def _time(code: str, home: str, *arguments: str) -> float:
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=os.environ | {"ANKOMMEN_HOME": home, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout.split()[-1])


def _make_workspace(folder: Path, home: str) -> None:
    code = (
        "import sys, datetime; from pathlib import Path; from ui.sample import make_sample;"
        "from intake_app.services.workspace import lock_workspace; now = datetime.datetime.now(datetime.UTC);"
        "lock_workspace(make_sample(Path(sys.argv[1]), now), now=now)"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        env=os.environ | {"ANKOMMEN_HOME": home},
        check=True,
    )
