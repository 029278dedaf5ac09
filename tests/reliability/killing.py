"""Processes that are killed: a warm one that has everything loaded forks one after another and kills them.

Forking a test process with its threads would be unsafe, so this is a program of its own:
``python -m tests.reliability.killing FOLDER COUNT MANNER`` with the way on standard input; it prints JSON.
"""

import contextlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from intake_app.services import backups
from intake_app.vault import erasure
from tests.intake_app.vault.sample import NOW
from tests.reliability.flow import Way, is_whole, marks_in, next_number, reopen, work

Say = Callable[[str], None]


def answering(folder: Path, way: Way, say: Say) -> None:
    """Work until killed."""
    workspace = reopen(folder, way)
    work(workspace, way, say, first=next_number(workspace))


def hasty(folder: Path, way: Way, say: Say) -> None:
    """Say what is not kept yet: the control."""
    workspace = reopen(folder, way)
    work(workspace, way, say, first=next_number(workspace), is_hasty=True)


def backing_up(folder: Path, way: Way, say: Say) -> None:
    """Make one backup after another."""
    workspace = reopen(folder, way)
    say("ready")
    while True:
        backups.back_up(workspace, now=NOW)


def renewing(folder: Path, way: Way, say: Say) -> None:
    """Renew the database's file again and again, as an erasure does."""
    workspace = reopen(folder, way)
    say("ready")
    while True:
        erasure.announce_renewal(workspace.vault)
        erasure.finish_renewal(workspace.vault)


def writing_keyslots(folder: Path, way: Way, say: Say) -> None:
    """Write the keyslots again and again."""
    workspace = reopen(folder, way)
    say("ready")
    while True:
        workspace.vault.rewrite_keyslots(workspace.vault.keyslots)


def migrating(folder: Path, way: Way, say: Say) -> None:
    """Open a workspace of the first release, which is brought up to date then."""
    say("ready")
    reopen(folder, way).vault.close()


MANNERS: dict[str, Callable[[Path, Way, Say], None]] = {
    "answering": answering, "hasty": hasty, "backing-up": backing_up, "renewing": renewing,
    "writing-keyslots": writing_keyslots, "migrating": migrating,
}  # fmt: skip


def kill_once(folder: Path, way: Way, manner: str, seconds: float) -> list[str]:
    """Let a child work for a while, kill it, return what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            MANNERS[manner](folder, way, lambda text: os.write(writing, f"{text}\n".encode()) and None)
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as said:  # noqa: PTH123 - a pipe
        first = said.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        rest = said.read()
    os.waitpid(child, 0)
    return [line.decode() for line in (first + rest).split(b"\n")[:-1]]


def run(folder: Path, way: Way, manner: str, count: int, seed: int) -> dict[str, object]:
    """Kill ``count`` times; after each look whether everything acknowledged is there."""
    chance, lost, slowest, said_in_all = random.Random(seed), 0, 0.0, 0
    expected = -1
    for n in range(count):
        said = kill_once(folder, way, manner, chance.uniform(0.0, 0.05))
        begun = time.perf_counter()
        workspace = reopen(folder, way)
        slowest = max(slowest, time.perf_counter() - begun)
        marks = marks_in(workspace)
        if manner in {"answering", "hasty"}:
            acknowledged = int(said[-1][5:]) if said else expected
            said_in_all += len(said)
            is_lost = acknowledged >= 0 and not is_whole(marks, acknowledged)
            lost += is_lost
            expected = int(marks[-1][5:]) if marks else 0
        elif expected >= 0 and len(marks) != expected:
            lost += 1
        else:
            expected = len(marks)
        if manner == "backing-up":
            _demand_whole_backups(folder)
        if n % 10 == 0 or n == count - 1:  # reads every page and every line of the log
            workspace.database.checkpoint()
            lost += not workspace.database.is_sound()
            workspace.vault.verify_audit()
        workspace.vault.close()
    return {"lost": lost, "slowest": slowest, "said": said_in_all, "marks": expected}


def _demand_whole_backups(folder: Path) -> None:
    from intake_app.vault import backup

    for one in backups.backups(folder):
        backup.check_files(one.path)


def main() -> None:
    """Read the way, kill, say how it went."""
    folder, count, manner, seed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    way = msgspec.json.decode(sys.stdin.buffer.read(), type=Way)
    print(json.dumps(run(folder, way, manner, count, seed)), flush=True)


if __name__ == "__main__":
    main()
