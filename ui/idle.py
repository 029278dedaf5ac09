"""Idle: after minutes without a key or a pointer the page goes blank, later the program locks.

It locks, too, when the clocks tell that the device slept or that the wall clock was turned (``wake``).
"""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ui.wake import Wake, read_clocks

_SIGNS_OF_LIFE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
                            QEvent.Type.Wheel, QEvent.Type.TouchBegin})  # fmt: skip


class Idle(QObject):
    """Watches the whole program, open sheets included; wall clock changes do not matter (monotonic)."""

    blank = Signal()
    lock = Signal(str)  # a LockReason

    def __init__(self, parent: QObject, *, blank_after_minutes: int, lock_after_minutes: int) -> None:
        super().__init__(parent)
        self.blank_after_minutes, self.lock_after_minutes = blank_after_minutes, lock_after_minutes
        self.last_sign = time.monotonic()
        self._is_blank = False
        self._wake = Wake(read_clocks())
        self._timer = QTimer(self)
        self._timer.setInterval(2000)
        self._timer.timeout.connect(self._look_at_clocks)
        # The windows, not the whole program: a filter in Python on every event of every widget is felt.
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]

    def start(self) -> None:
        """Begin to count, from now."""
        self.stir()
        self._wake = Wake(read_clocks())
        self._timer.start()

    def stop(self) -> None:
        """Count no longer (nothing is open)."""
        self._timer.stop()

    def stir(self) -> None:
        """Take note that somebody is there."""
        self.last_sign = time.monotonic()
        self._is_blank = False

    def look(self, now: float) -> None:
        """Blank or lock if nobody was there for long enough; ``now`` is monotonic seconds."""
        minutes = (now - self.last_sign) / 60
        if minutes >= self.lock_after_minutes:
            self.stop()
            self.lock.emit("idle")
        elif minutes >= self.blank_after_minutes and not self._is_blank:
            self._is_blank = True
            self.blank.emit()

    def _look_at_clocks(self) -> None:
        clocks = read_clocks()
        reason = self._wake.reason_to_lock(clocks)
        if reason is None:
            self.look(clocks.awake)
        else:
            self.stop()
            self.lock.emit(reason)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self.stir()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice keys and pointers without keeping them."""
        if event.type() in _SIGNS_OF_LIFE:
            self.last_sign = time.monotonic()
            self._is_blank = False
        return super().eventFilter(watched, event)
