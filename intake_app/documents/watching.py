"""How far a paper is, and whether somebody still wants it; told from the pages up, whoever makes the paper.

The makers of papers do not pass this on: what watches belongs to the thread that makes the paper.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from intake_app.errors import Cancelled

Progress = Callable[[int, int], object]  # pages done, pages in all; 0 while nobody knows


class _Unwanted(Exception):
    """Takes the words that reportlab adds to whatever comes up while it lays out a page; ours do not."""


class _Watch:
    def __init__(self, progress: Progress | None, is_cancelled: Callable[[], bool] | None) -> None:
        self.progress, self.is_cancelled = progress, is_cancelled


_WATCH: ContextVar[_Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(progress: Progress | None, is_cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Tell ``progress`` about every page made inside, and stop there when ``is_cancelled``."""
    token = _WATCH.set(_Watch(progress, is_cancelled))
    try:
        yield
    except _Unwanted:
        raise Cancelled from None
    finally:
        _WATCH.reset(token)


def page_done(done: int, of: int) -> None:
    """Say that a page is laid out (``of`` 0) or drawn; leaves the watch where nobody wants it."""
    watch = _WATCH.get()
    if watch is None:
        return
    if watch.is_cancelled is not None and watch.is_cancelled():
        raise _Unwanted
    if watch.progress is not None:
        watch.progress(done, of)
