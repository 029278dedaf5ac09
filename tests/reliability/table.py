"""The two columns of figures, and the table that is printed at the end."""

import os

COLUMN = os.environ.get("RELIABILITY", "")  # "push", "long", or nothing: with every test run
IS_LONG = COLUMN == "long"
ROWS: list[tuple[str, int, str, str]] = []


def times(push: int, long: int, *, few: int | None = None) -> int:
    """Return how often a trial runs: ``push`` with every change, ``long`` in the long column.

    A slow trial says ``few`` for ``make test``; then ``push`` counts only where RELIABILITY says so.
    """
    if not COLUMN and few is not None:
        return few
    if not IS_LONG:
        return push
    return max(push, round(long * float(os.environ.get("RELIABILITY_SHARE", "1"))))


def written() -> list[str]:
    """Return the table, aligned; what only differs in its count is one line."""
    counts: dict[tuple[str, str, str], int] = {}
    for trial, count, result, control in ROWS:
        counts[trial, result, control] = counts.get((trial, result, control), 0) + count
    rows = [(trial, f"{count:,}", result, control) for (trial, result, control), count in counts.items()]
    lines = [("trial", "n", "result", "control"), *rows]
    wide = [max(len(line[place]) for line in lines) for place in range(4)]
    return ["  ".join(cell.ljust(wide[place]) for place, cell in enumerate(line)).rstrip() for line in lines]
