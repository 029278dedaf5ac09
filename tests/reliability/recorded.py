"""What is recorded for the trial of power losses: ``python -m tests.reliability.recorded SCENE FOLDER …``.

Each scene says on standard output what is done, right after it is: from then on it must be there.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from intake_app.records.user import NewUser
from intake_app.services import backups, users
from intake_app.services.subject_access import export_subject
from intake_app.sync import seal_batch
from intake_app.vault import database, erasure
from intake_app.vault.keys import KdfParameters
from tests.intake_app.vault.sample import NOW
from tests.reliability.flow import Way, next_number, reopen, work

ACTS = 60


class Enough(Exception):
    """The scene is long enough."""


def say(text: str) -> None:
    """Say a line at once, in one write."""
    os.write(1, f"{text}\n".encode())


def save(folder: Path, way: Way) -> None:
    """Answer and record, as in the flow."""
    left = iter(range(ACTS))

    def count(mark: str) -> None:
        say(mark)
        if next(left, None) is None:
            raise Enough

    workspace = reopen(folder, way)
    try:
        work(workspace, way, count, first=next_number(workspace))
    except Enough:
        workspace.vault.close()
        say("closed")


def backup(folder: Path, way: Way) -> None:
    """Make backups between acts."""
    workspace = reopen(folder, way)
    for _ in range(3):
        made = backups.back_up(workspace, now=NOW)
        say(f"backup {made.path.name}")
    workspace.vault.close()


def export(folder: Path, way: Way) -> None:
    """Seal batches and write an access file into the workspace's folder ``stick``."""
    from tests.intake_app.sync.sender import Sender, family_of_records

    workspace = reopen(folder, way)
    stick = folder / "stick"
    stick.mkdir()
    sender = Sender(Path(sys.argv[4]))
    for n in range(1, 4):
        contents = sender.contents(family_of_records(3), sequence=n)
        recipients = (sender.central[1], sender.recovery[1])
        made = seal_batch(contents, folder=stick, recipients=recipients, key=sender.key)
        say(f"batch {made.path.name} {made.sha256}")
    size = export_subject(workspace, person_id=way.person_id, path=stick / "access.json", now=NOW)
    say(f"access {size}")
    workspace.vault.close()


def slots(folder: Path, way: Way) -> None:
    """Add a user, change a passphrase, write the keyslots again."""
    workspace = reopen(folder, way)
    workspace.user = next(one for one in users.users(workspace) if one.role == "supervisor")
    for n in range(2):
        new = NewUser(f"Neu {n}", "counsellor", "lampe kerze fackel laterne")
        made = users.add_user(workspace, user=new, now=NOW, kdf=KdfParameters.floor())
        say(f"user {made.id}")
    for _ in range(10):
        workspace.vault.rewrite_keyslots(workspace.vault.keyslots)
        say(f"generation {workspace.vault.keyslots.generation}")
    workspace.vault.close()


def migrate(folder: Path, way: Way) -> None:
    """Bring a workspace of the first release up to date."""
    reopen(folder, way).vault.close()
    say("migrated")


def renew(folder: Path, way: Way) -> None:
    """Renew the file, as an erasure does."""
    workspace = reopen(folder, way)
    for n in range(3):
        erasure.announce_renewal(workspace.vault)
        erasure.finish_renewal(workspace.vault)
        say(f"renewed {n}")
    workspace.vault.close()


def reckless(folder: Path, way: Way) -> None:
    """Save without syncing: the control that must lose something."""
    kept = tuple(one for one in database._PRAGMAS if not one.startswith("synchronous"))
    database._PRAGMAS = (*kept, "synchronous = OFF")
    save(folder, way)


SCENES: dict[str, Callable[[Path, Way], None]] = {
    "save": save, "backup": backup, "export": export, "keyslots": slots, "migration": migrate,
    "renewal": renew, "reckless": reckless,
}  # fmt: skip

if __name__ == "__main__":
    with Path(sys.argv[3]).open("rb") as stream:
        SCENES[sys.argv[1]](Path(sys.argv[2]), msgspec.json.decode(stream.read(), type=Way))
