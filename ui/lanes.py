"""Two background lanes: ``vault`` (one thread, the one connection, in order), ``work`` (a small pool).

Results come back as a queued signal on the GUI thread. Whoever asked may be gone by then: then the
result is dropped. Expected trouble goes to ``failed``; anything else is a bug and is raised on the GUI
thread, where the crash window waits for it.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from intake_app.errors import IntakeError

Lane = Literal["vault", "work"]
T = TypeVar("T")


class Job(QObject):
    """One call on its way. ``drop`` forgets its result; the call itself still runs to its end."""

    finished = Signal()  # after ``then`` or ``failed`` has run, or the result was dropped
    _arrived = Signal(object)

    def __init__(
        self,
        owner: QObject | None,
        then: Callable[[Any], object],
        failed: Callable[[IntakeError], object],
    ) -> None:
        super().__init__()
        self._owner, self._then, self._failed = owner, then, failed
        self.is_dropped = False
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def drop(self) -> None:
        """Forget the result."""
        self.is_dropped = True

    @Slot(object)
    def _take(self, future: "Future[Any]") -> None:
        gone = self._owner is not None and not shiboken6.isValid(self._owner)
        try:
            if self.is_dropped or gone:
                return
            trouble = future.exception()
            if trouble is None:
                self._then(future.result())
            elif isinstance(trouble, IntakeError):
                self._failed(trouble)
            else:
                raise trouble
        finally:
            self.finished.emit()


class Lanes(QObject):
    """The program's background threads."""

    def __init__(self) -> None:
        super().__init__()
        self._pools: dict[str, ThreadPoolExecutor] = {
            "vault": ThreadPoolExecutor(1, thread_name_prefix="vault"),
            "work": ThreadPoolExecutor(2, thread_name_prefix="work"),
        }
        self._jobs: set[Job] = set()
        self._running: set[Future[Any]] = set()
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Tell whether a result is still to come."""
        return bool(self._jobs)

    def ask(
        self,
        call: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[IntakeError], object],
        *,
        owner: QObject | None = None,
        lane: Lane = "vault",
    ) -> Job:
        """Run ``call`` on ``lane``; then call ``then(result)`` or ``failed(trouble)`` on the GUI thread."""
        job = Job(owner, then, failed)
        if self._is_closed:
            job.drop()
            return job
        self._jobs.add(job)
        job.finished.connect(lambda: self._jobs.discard(job))
        running = self._pools[lane].submit(call)
        self._running = {one for one in self._running if not one.done()} | {running}
        running.add_done_callback(job._arrived.emit)
        return job

    def wait(self, seconds: float) -> None:
        """Let what runs come to its end, at most for ``seconds``. Blocks: only right before the end."""
        wait_for(self._running, timeout=seconds)

    def close(self) -> None:
        """Let everything on the lanes run to its end, then stop them. Blocks: only when the program ends."""
        self._is_closed = True
        for pool in self._pools.values():
            pool.shutdown(wait=True)
        app = QCoreApplication.instance()
        if app is not None:
            for job in tuple(self._jobs):
                app.removePostedEvents(job)
        self._jobs.clear()
