"""Makes a paper without the interpreter's search for circles of objects nobody needs.

A paper is tens of thousands of small objects that are all needed until it is written; looking through them
again and again takes a tenth of the time. They are swept up afterwards, as ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Search for no circles inside; as it was before afterwards, whatever happens."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
