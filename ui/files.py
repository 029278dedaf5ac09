"""Where a person says which file: open, save, folder. Replaced as a whole where no dialog can be shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], object]


class Files:
    """Asks with the system's own dialog; ``then`` is called with the path, or not at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def ask_open(self, title: str, pattern: str, then: Chosen) -> None:
        """Ask for an existing file; ``pattern`` as Qt writes it: ``Forms (*.xlsx *.xml)``."""
        self._take(QFileDialog.getOpenFileName(self._parent, title, "", pattern)[0], then)

    def ask_save(self, title: str, name: str, pattern: str, then: Chosen) -> None:
        """Ask where to save; ``name`` is offered."""
        self._take(QFileDialog.getSaveFileName(self._parent, title, name, pattern)[0], then)

    def ask_folder(self, title: str, then: Chosen) -> None:
        """Ask for a folder (a stick)."""
        self._take(QFileDialog.getExistingDirectory(self._parent, title), then)

    @staticmethod
    def _take(answer: str, then: Chosen) -> None:
        if answer:
            then(Path(answer))


class GivenFiles(Files):
    """Answers from ``paths`` in order, without a dialog: tests and the demo without a screen."""

    def __init__(self, *paths: Path) -> None:
        super().__init__()
        self.paths = list(paths)

    def ask_open(self, title: str, pattern: str, then: Chosen) -> None:  # noqa: ARG002 - as a dialog is asked
        """Answer with the next path."""
        self._answer(then)

    def ask_save(self, title: str, name: str, pattern: str, then: Chosen) -> None:  # noqa: ARG002 - see above
        """Answer with the next path."""
        self._answer(then)

    def ask_folder(self, title: str, then: Chosen) -> None:  # noqa: ARG002 - see above
        """Answer with the next path."""
        self._answer(then)

    def _answer(self, then: Chosen) -> None:
        if self.paths:
            then(self.paths.pop(0))
