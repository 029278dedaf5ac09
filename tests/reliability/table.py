"""The two columns of figures, and the table that is printed at the end."""

import os

IS_LONG = os.environ.get("RELIABILITY") == "long"
ROWS: list[tuple[str, int, str, str]] = []


def times(push: int, long: int) -> int:
    """Return how often a trial runs: ``push`` with every change, ``long`` in the long column."""
    if not IS_LONG:
        return push
    return max(push, round(long * float(os.environ.get("RELIABILITY_SHARE", "1"))))


def written() -> list[str]:
    """Return the table, aligned."""
    lines = [("trial", "n", "result", "control"), *((a, f"{n:,}", r, c) for a, n, r, c in ROWS)]
    wide = [max(len(line[place]) for line in lines) for place in range(4)]
    return ["  ".join(cell.ljust(wide[place]) for place, cell in enumerate(line)).rstrip() for line in lines]
