"""Drives the window as a person would, without a person: waits for it, looks at it, keeps the pictures."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from ui.files import GivenFiles
from ui.screen import Screen
from ui.window import Window
from ui.words import _

S = TypeVar("S", bound=Screen)


class StepFailed(RuntimeError):
    """A step of the demo did not come to its end; the text says which, and what the window said."""


class Driver:
    """One window and a folder for pictures. ``languages`` are the ui languages each screen is seen in."""

    def __init__(self, window: Window, pictures: Path, languages: tuple[str, ...]) -> None:
        self.window = window
        self.languages = languages
        self._pictures = pictures
        self._count = 0
        pictures.mkdir(parents=True, exist_ok=True)

    def wait(self, until: Callable[[], object], what: str, *, seconds: float = 60.0) -> None:
        """Let the window work until ``until()`` holds; raises StepFailed after ``seconds``."""
        loop, begun, is_so = QEventLoop(), time.monotonic(), False
        timer = QTimer(interval=4)

        def look() -> None:
            nonlocal is_so  # seen once is enough: the next work may begin before the loop has ended
            is_so = is_so or bool(until())
            if is_so or time.monotonic() - begun > seconds:
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()
        if not is_so:
            told = self.window.trouble_text or "; ".join(
                text.text() for text in self.window.findChildren(QLabel) if text.isVisible() and text.text()
            )
            raise StepFailed(f"{what}: the window says: {told[:800]}")

    def settle(self) -> None:
        """Let everything that is under way come to its end."""
        self.wait(lambda: not self.window.lanes.is_busy, "background work")
        self.rest()

    def rest(self, milliseconds: int = 30) -> None:
        """Let queued events run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def page(self, kind: type[S], *, seconds: float = 60.0) -> S:
        """Wait until a screen of ``kind`` is on and has what it asked for; return it."""
        self.wait(lambda: isinstance(self.window.page, kind), f"screen {kind.__name__}", seconds=seconds)
        self.settle()
        found = self.window.page
        assert isinstance(found, kind)
        return found

    def answer_files(self, *paths: Path) -> None:
        """Lay out what the person will choose when the window next asks for files."""
        self.window.files = GivenFiles(*paths)

    def click(self, message: str) -> None:
        """Press the button that says ``message`` (a message id), in a sheet that is open before elsewhere.

        Raises StepFailed when no button says so.
        """
        wanted = _(message)
        buttons = [one for one in QApplication.allWidgets() if isinstance(one, QAbstractButton)]
        saying = [one for one in buttons if one.isVisible() and wanted in one.text()]
        saying.sort(key=lambda one: (not isinstance(one.window(), QDialog), one.text().strip() != wanted))
        if saying:
            saying[0].click()  # the one that says just this, if there is one
            return
        raise StepFailed(f"no button says {message}")

    def press(self, key: Qt.Key, where: QWidget | None = None) -> None:
        """Press a key where the focus is, or in the widget ``where``; only a window in front gets keys."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.wait(lambda: QApplication.focusWidget() is not None, "coming to the front")
        QTest.keyClick(where or QApplication.focusWidget() or self.window, key)
        self.settle()

    def picture(self, name: str) -> None:
        """Keep what is on the screen in every ui language: ``NN-name-language.png``."""
        self._count += 1
        before = self.window.settings.ui_language
        for language in self.languages:
            self._speak(language)
            self._look().save(str(self._pictures / f"{self._count:02}-{name}-{language}.png"))
        self._speak(before)

    def _look(self) -> QPixmap:
        """Return the window with the sheets that stand in front of it."""
        seen = self.window.grab()
        painter = QPainter(seen)
        for sheet in QApplication.topLevelWidgets():
            if isinstance(sheet, QDialog) and sheet.isVisible():
                corner = (self.window.rect().center() - sheet.rect().center()).toPointF()
                painter.fillRect(self.window.rect(), QColor(0, 0, 0, 60))
                painter.drawPixmap(corner, sheet.grab())
        painter.end()
        return seen

    def _speak(self, language: str) -> None:
        if language != self.window.settings.ui_language:
            self.window.change(ui_language=language)
        self.settle()
