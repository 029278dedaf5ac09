"""One reception centre for all stories, copied for each: making keys takes its time on purpose."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from intake_app import forms
from intake_app.settings import Settings
from tests.stories.small_form import write_small_form
from tests.stories.window import Centre, Desk
from ui.app import make_app
from ui.look.dress import dress
from ui.words import set_language


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    caught = sys.excepthook
    make_app(Settings(ui_language="en"))
    sys.excepthook = caught
    yield
    set_language("en")
    dress(qapp, theme="light", scale=1.0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def _made_centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    folder = tmp_path_factory.mktemp("stories")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "shipped_forms", tuple)  # reading them takes longer than all the rest
        return Centre.make(folder / "workspace", write_small_form(folder))


@pytest.fixture
def centre(_made_centre: Centre, tmp_path: Path) -> Centre:
    """Return a centre of this story's own: locked, with the small form and one begun interview."""
    return _made_centre.copy(tmp_path / "workspace")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[Centre], Desk]]:
    """Return a way to open a window on a centre; all of them are closed at the end."""
    opened: list[Desk] = []

    def open_one(centre: Centre) -> Desk:
        opened.append(Desk(centre.folder, tmp_path / "pictures"))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
        one.window.deleteLater()
