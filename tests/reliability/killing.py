"""Processes that are killed: a warm one that has everything loaded forks one after another and kills them.

Forking a test process with its threads would be unsafe, so this is a program of its own:
``python -m tests.reliability.killing FOLDER COUNT MANNER`` with the way on standard input; it prints JSON.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from intake_app.errors import IntakeError
from intake_app.services import backups
from intake_app.services.session import Workspace
from intake_app.services.workspace import unlock_workspace
from intake_app.vault import erasure, files, migration, new_key
from intake_app.vault.database import Database
from tests.intake_app.vault.sample import COUNSELLOR, NOW
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


def changing_key(folder: Path, way: Way, say: Say) -> None:
    """Put the workspace under a new data key, as after somebody has gone."""
    workspace = reopen(folder, way)
    say("ready")
    while True:
        new_key.change_key(workspace.vault, without=frozenset(), by=workspace.user.id, now=NOW)


def migrating(folder: Path, way: Way, say: Say) -> None:
    """Open a workspace of an earlier release, which is brought up to date then."""
    say("ready")
    reopen(folder, way).vault.close()


def writing_over(folder: Path, _way: Way, say: Say) -> None:
    """Write the database where it lies, piece by piece, the newest backup too: the control of the above."""
    database = folder / files.DATABASE
    data = database.read_bytes()
    say("ready")
    while True:
        for place in (database, folder / files.BACKUPS / "backup-20260101T000000Z" / files.DATABASE):
            if place.parent.is_dir():
                with place.open("wb") as stream:
                    for at in range(0, len(data), 1 << 14):
                        stream.write(data[at : at + (1 << 14)])
                        stream.flush()


MANNERS: dict[str, Callable[[Path, Way, Say], None]] = {
    "answering": answering, "hasty": hasty, "backing-up": backing_up, "renewing": renewing,
    "writing-keyslots": writing_keyslots, "changing-key": changing_key, "migrating": migrating,
    "writing-over": writing_over,
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


def run_changes(folder: Path, way: Way, count: int, seed: int) -> dict[str, object]:
    """Kill key changes; after each the passphrase opens the old or the new key, with everything in it."""
    chance, lost, keys_seen = random.Random(seed), 0, {way.data_key}
    begun = time.perf_counter()
    vault = reopen(folder, way).vault
    new_key.change_key(vault, without=frozenset(), by=way.user_id, now=NOW)
    way = msgspec.structs.replace(way, data_key=vault.data_key, compartment_key=vault.compartment_key)
    vault.close()
    usual = time.perf_counter() - begun
    for n in range(count):
        kill_once(folder, way, "changing-key", chance.uniform(0.0, usual * 1.5))
        workspace = unlock_workspace(folder, user_id=way.user_id, passphrase=COUNSELLOR.passphrase, now=NOW)
        people = workspace.database.value("SELECT count(*) FROM persons")
        lost += people != 1 or not _is_in_order(workspace, is_whole=n % 5 == 0)
        vault = workspace.vault
        way = msgspec.structs.replace(way, data_key=vault.data_key, compartment_key=vault.compartment_key)
        keys_seen.add(vault.data_key)
        vault.close()
    return {"lost": lost, "slowest": 0.0, "said": len(keys_seen), "marks": 0}


def run_migrations(released: Path, way: Way, count: int, seed: int) -> dict[str, object]:
    """Kill migrations of copies of a released workspace; after each it opens whole and brought up to date."""
    chance, lost, cut = random.Random(seed), 0, 0
    for n in range(count):
        folder = released.with_name(f"migrating-{n}")
        shutil.copytree(released, folder)
        kill_once(folder, way, "migrating", chance.uniform(0.0, 0.06))
        cut += _steps_done(folder, way) < len(migration.shipped_steps())
        workspace = reopen(folder, way)
        found = [
            workspace.database.value(f"SELECT count(*) FROM {table}") for table in ("persons", "consents")
        ]
        lost += found != [3, 3] or not _is_in_order(workspace, is_whole=True)
        lost += workspace.database.value("PRAGMA user_version") != len(migration.shipped_steps())
        workspace.vault.close()
        shutil.rmtree(folder)
    return {"lost": lost, "slowest": 0.0, "said": cut, "marks": 0}


def run_control(folder: Path, way: Way, count: int, seed: int) -> dict[str, object]:
    """Kill a program that writes over what is there; return how often neither old nor new state opens."""
    chance, lost = random.Random(seed), 0
    whole = folder.with_name("whole")
    shutil.copytree(folder, whole)
    for _ in range(count):
        kill_once(folder, way, "writing-over", chance.uniform(0.0, 0.01))
        try:
            workspace = reopen(folder, way)
            is_bad = not _is_in_order(workspace, is_whole=True)
            workspace.vault.close()
            _demand_whole_backups(folder)
        except IntakeError:
            is_bad = True
        lost += is_bad
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
    return {"lost": lost, "slowest": 0.0, "said": 0, "marks": 0}


def _is_in_order(workspace: Workspace, *, is_whole: bool) -> bool:
    if is_whole:
        workspace.database.checkpoint()
        workspace.vault.verify_audit()
    return not is_whole or workspace.database.is_sound()


def _steps_done(folder: Path, way: Way) -> int:
    """Return the step a killed migration left, read from a copy: opening the original would finish it."""
    look = folder.with_name("look")
    shutil.copytree(folder, look)
    try:
        database = Database.open(look / files.DATABASE, way.data_key.hex(), is_copy=True)
        try:
            return int(database.value("PRAGMA user_version"))
        finally:
            database.close()
    finally:
        shutil.rmtree(look)


def _demand_whole_backups(folder: Path) -> None:
    from intake_app.vault import backup

    for one in backups.backups(folder):
        backup.check_files(one.path)


def main() -> None:
    """Read the way, kill, say how it went."""
    folder, count, manner, seed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    way = msgspec.json.decode(sys.stdin.buffer.read(), type=Way)
    special = {"changing-key": run_changes, "migrating": run_migrations, "writing-over": run_control}
    if manner in special:
        found = special[manner](folder, way, count, seed)
    else:
        found = run(folder, way, manner, count, seed)
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
