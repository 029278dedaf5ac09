"""HSDS folders for tests: the specification's example, and small ones made here."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[4] / ".." / "shared" / "offers" / "hsds-example"


def example() -> Path:
    """Return the specification's example; skips the test where it is not there."""
    if not EXAMPLE.is_dir():
        pytest.skip("the HSDS example is not beside the checkout")
    return EXAMPLE


def write_table(folder: Path, name: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Write one table."""
    wanted = list(rows)
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(key for row in wanted for key in row)))
        writer.writeheader()
        writer.writerows(wanted)


def small(folder: Path, services: Iterable[Mapping[str, str]] = ()) -> Path:
    """Write a directory of one organisation ``o1``; ``services`` are added to a whole one, ``s1``."""
    folder.mkdir(exist_ok=True)
    write_table(folder, "organizations.csv", [{"id": "o1", "name": "Verein Muster"}])
    whole = {"id": "s1", "organization_id": "o1", "name": "Sprachcafé", "status": "active"}
    write_table(folder, "services.csv", [whole, *services])
    return folder
