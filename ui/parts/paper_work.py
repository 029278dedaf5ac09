"""How far a paper is, and a way to stop it; shown after a moment only, most papers are there by then."""

import threading

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.label import label
from ui.parts.progress import ProgressBar
from ui.parts.space import row
from ui.words import _

_PATIENCE_MS = 400


class PaperWork(Card):
    """Shown while a paper is made on the work lane; ``progressed`` may be told there."""

    progressed = Signal(int, int)  # pages done, pages in all

    def __init__(self) -> None:
        bar, stop, text = ProgressBar(), Button("small"), label("small", "muted")
        bar.say(bar.setAccessibleName, lambda: _("Making the paper"))
        stop.say(stop.setText, lambda: _("Stop"))
        text.say(text.setText, lambda: _("The paper is being made."))
        super().__init__(bar, row((text, 1), stop, gap=12), gap=8)
        self._bar, self.stop_button = bar, stop
        self._stopped = threading.Event()
        self.stop_button.clicked.connect(self.stop)
        self.progressed.connect(self._show_progress)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        keys = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.stop)
        self.hide()

    def begin(self) -> threading.Event:
        """Wait for a paper; return what is set when nobody wants it any more."""
        self._stopped.set()  # an earlier one
        self._stopped = threading.Event()
        self._bar.set_part(0, 1)
        self._patience.start()
        return self._stopped

    def end(self) -> None:
        """The paper is there, or will not be."""
        self._patience.stop()
        self.hide()

    def stop(self) -> None:
        """Say that nobody wants the paper any more."""
        self._stopped.set()

    def _show_progress(self, done: int, of: int) -> None:
        self._bar.set_part(done if of else 0, of)  # while pages are counted, nothing is drawn yet
