"""Bringing a database to this program's schema: numbered steps, all in one transaction, after a copy.

``PRAGMA user_version`` holds the number of the last step. A number above ours means a newer program
wrote the file: it is refused, untouched. Killed in the middle, the old state opens.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from intake_app.vault.database import Database
from intake_app.vault.errors import VaultNewer

FOLDER = Path(__file__).with_name("migrations")


def shipped_steps(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the SQL of all steps in order; step n is ``NNNN_what.sql``."""
    found = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    if [int(file.name[:4]) for file in found] != list(range(1, len(found) + 1)):
        raise ValueError("migration steps must be numbered 1, 2, 3 …")
    return tuple(file.read_text(encoding="utf-8") for file in found)


def bring_up_to_date(database: Database, copy_to: Path, steps: Sequence[str] | None = None) -> bool:
    """Run the missing steps; return whether there were any. Raises VaultNewer before changing anything.

    A database that already holds something is first copied to ``copy_to``.
    """
    steps = shipped_steps() if steps is None else steps
    version = int(database.value("PRAGMA user_version"))
    if version > len(steps):
        raise VaultNewer
    if version == len(steps):
        return False
    if version:
        copy_to.unlink(missing_ok=True)
        database.copy_into(copy_to)
    with database.transaction():
        for step in steps[version:]:
            for statement in _statements(step):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(steps)}")
    return True


def _statements(script: str) -> list[str]:
    """Split a script at its statements' ends (a trigger's inner semicolons are not ends)."""
    statements, held = [], ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            statements.append(held.strip())
            held = ""
    if any(line.strip() and not line.strip().startswith("--") for line in held.splitlines()):
        raise ValueError("a migration step ends in the middle of a statement")
    return statements
