"""Making what stays: a form and its interview are tens of thousands of objects, none of them waste.

Looking for waste among them while they are being made takes a third of the time a form needs to open.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Put the garbage collector off while much is made that stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def count_as_old() -> None:
    """Let the collector take all there is for old (frozen, let go again): no walk through it as new.

    Only for what is kept for long; waste among it is found late.
    """
    gc.freeze()
    gc.unfreeze()
