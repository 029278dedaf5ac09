"""A full disk at any moment: said plainly, nothing acknowledged is lost, no half files, usable afterwards."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.intake_app.vault.sample import Sample
from tests.reliability.flow import is_whole, marks_in, prepare, reopen
from tests.reliability.table import times

pytest.importorskip("resource", reason="file size limits are a POSIX thing")
ROOT = Path(__file__).resolve().parents[2]
Note = Callable[[str, int, str, str], None]

SCRIPT = """
import json, resource, sys
from pathlib import Path
from random import Random
import msgspec
from intake_app.errors import DiskFull
from intake_app.services import backups
from intake_app.services.subject_access import export_subject
from intake_app.vault import erasure
from tests.intake_app.vault.sample import NOW
from tests.reliability.flow import Way, next_number, reopen, work

folder, rounds, is_reckless = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "reckless"
way = msgspec.json.decode(sys.stdin.buffer.read(), type=Way)
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
chance = Random(11)
told = {"acknowledged": 0, "full": 0, "left": []}

class Enough(Exception):
    pass

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, unlimited[1]))

def say(mark):
    told["acknowledged"] = int(mark[5:])
    if told["acknowledged"] >= stop:
        raise Enough

workspace = reopen(folder, way)
for n in range(rounds):
    size = (folder / "vault.db").stat().st_size
    limit(chance.randrange(4096, size + 200_000))
    stop = told["acknowledged"] + 12
    try:
        if is_reckless:
            work(workspace, way, say, first=next_number(workspace), is_hasty=True)
        elif n % 4 == 1:
            backups.back_up(workspace, now=NOW)
        elif n % 4 == 2:
            export_subject(workspace, person_id=way.person_id, path=folder / "access.json", now=NOW)
        elif n % 4 == 3:
            erasure.renew_file(workspace.vault)
        else:
            work(workspace, way, say, first=told["acknowledged"] + 1)
    except DiskFull:
        told["full"] += 1
    except Enough:
        pass
    limit(unlimited[0])
    if is_reckless and told["full"]:
        break
    stop = told["acknowledged"] + 1
    try:
        work(workspace, way, say, first=next_number(workspace))
    except Enough:
        pass
    told["left"] += [str(one) for kind in ("*.part", "*.probe") for one in folder.rglob(kind)]
workspace.vault.close()
print(json.dumps(told))
"""


def run(sample: Sample, rounds: int, manner: str) -> tuple[dict[str, int], list[str]]:
    way = prepare(sample)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(sample.folder), str(rounds), manner],
        cwd=ROOT, input=msgspec.json.encode(way), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    workspace = reopen(sample.folder, way)
    marks = marks_in(workspace)
    workspace.vault.close()
    return told, marks


def test_nothing_acknowledged_is_lost(sample: Sample, noted: Note) -> None:
    count = times(40, 400)
    hasty, kept = run(sample.copy(sample.folder.parent / "control"), 20, "reckless")
    lost_early = not is_whole(kept, hasty["acknowledged"])
    told, marks = run(sample, count, "patient")
    lost = not is_whole(marks, told["acknowledged"])
    noted("disk full", count, f"{int(lost)} lost, {told['full']} times said, {len(told['left'])} half files",
          f"early word: {int(lost_early)} lost")  # fmt: skip
    assert not lost
    assert lost_early, "the trial would notice a loss"
    assert told["full"] > count // 4
    assert told["left"] == []
