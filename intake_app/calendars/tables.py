"""The shipped tables of ``resources/calendars``: commented CSV, read once."""

import csv
from functools import lru_cache

from intake_app import places


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table by column name; lines that begin with # are comments."""
    path = places.resources() / "calendars" / name
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))
