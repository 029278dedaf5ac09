"""When has a search come to rest? Then it is written down once, with how many persons it showed.

Hits change with every letter. A line in the audit trail for each would bury what the trail is read for;
one for what was looked at in the end (it stood there, another search began, or the page was left) does not.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

REST_MS = 2000


class SearchRest(QTimer):
    """Calls ``note(count)`` once for each search that came to rest; what was typed is never handed on."""

    def __init__(self, parent: QObject, note: Callable[[int], object]) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(REST_MS)
        self._note = note
        self._text, self._count, self._is_due = "", 0, False
        self.timeout.connect(self._write)

    def typed(self, text: str) -> None:
        """Take what stands in the line now: more or fewer letters are the same search, others a new one."""
        text = text.strip()
        is_same = text and (text.startswith(self._text) or self._text.startswith(text))
        if not is_same:
            self.end()
        elif text != self._text:
            self.stop()

    def found(self, text: str, count: int) -> None:
        """Take what is shown now; ``text`` is what was looked for."""
        text = text.strip()
        if text == self._text and not self._is_due:
            return  # shown again, already written
        self._text, self._count, self._is_due = text, count, True
        self.start()

    def end(self) -> None:
        """Write at once what was shown and not yet written: the search is over."""
        if self._is_due:
            self._write()
        self._text = ""

    def _write(self) -> None:
        self.stop()
        self._is_due = False
        self._note(self._count)
