"""Clipboard: what the program put there is taken away when it locks; what came from elsewhere stays."""

import hashlib
import secrets

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication


class OwnClipboard(QObject):
    """Remembers a keyed sum of the last text the program put into the clipboard, never the text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._key = secrets.token_bytes(32)
        self._sums: dict[QClipboard.Mode, bytes] = {}
        QGuiApplication.clipboard().changed.connect(self._note)

    def clear(self) -> None:
        """Empty the clipboard (and the selection buffer of X11) where it holds what came from here."""
        clipboard = QGuiApplication.clipboard()
        for mode, kept in tuple(self._sums.items()):
            if self._sum(clipboard.text(mode)) == kept:
                clipboard.clear(mode)
        self._sums.clear()

    def _note(self, mode: QClipboard.Mode) -> None:
        """Who has the focus copies: not every platform tells who owns what is in the clipboard."""
        if QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive:
            self._sums[mode] = self._sum(QGuiApplication.clipboard().text(mode))
        else:
            self._sums.pop(mode, None)

    def _sum(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(errors="replace"), key=self._key).digest()
