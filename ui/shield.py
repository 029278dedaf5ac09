"""Shield: what a process that holds secrets asks of the system: no core dumps, no reading of its memory.

On Linux another program of the same user is then refused (``/proc/PID/mem``, ptrace); only root may.
"""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def raise_shield() -> None:
    """Switch core dumps and reading by others off, where the system knows how."""
    if sys.platform == "win32":  # pragma: no cover - the branch of the other system
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
