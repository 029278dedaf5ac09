"""A dressed application for every test of the window, put back to how it was afterwards."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from intake_app.services.workspace import lock_workspace
from intake_app.settings import Settings
from intake_app.vault.keys import KdfParameters
from tests.ui.house import House
from ui.app import make_app
from ui.look.dress import dress
from ui.sample import make_sample
from ui.words import set_language


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """Return the application in English, light, 100 %."""
    make_app(Settings(ui_language="en"))
    yield qapp
    set_language("en")
    dress(qapp, theme="light", scale=1.0)


@pytest.fixture(scope="session")
def quick_keys() -> Iterator[None]:
    """Derive keys with the least effort that is allowed: the same code, a quarter of the memory."""
    floor = KdfParameters.floor()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KdfParameters, "standard", classmethod(lambda _kind: floor))
        yield


@pytest.fixture(scope="session")
def sample_folder(quick_keys: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample workspace, closed; copy it, never open it."""
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    now = datetime.datetime.now(datetime.UTC)
    lock_workspace(make_sample(folder, now), now=now)
    return folder


@pytest.fixture
def house(app: QApplication, sample_folder: Path, tmp_path: Path) -> Iterator[House]:
    """Return a window on a fresh sample workspace, open as its counsellor."""
    shutil.copytree(sample_folder, tmp_path / "workspace")
    made = House(tmp_path / "workspace")
    made.move_in()
    yield made
    made.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say what every window makes it say: it has no window borders."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
