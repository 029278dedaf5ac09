"""What every test shares: no screen, an own home, and where outside input lies when it is present."""

import gc
import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "1")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_finish() -> None:
    """Leave thousands of collected tests out of every later sweep of the garbage collector."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the settings and the workspace of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANKOMMEN_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of outside test input; skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("outside test input (shared/) is not beside this checkout")
    return SHARED
