"""A full disk: said plainly, nothing acknowledged is lost, no half files, usable after space is freed."""

import json
import subprocess
import sys

import pytest

from intake_app.services import persons
from tests.intake_app.vault.sample import COUNSELLOR, Sample

resource = pytest.importorskip("resource", reason="file size limits are a POSIX thing")

SCRIPT = """
import json, resource, sys
from pathlib import Path
from intake_app.errors import DiskFull
from intake_app.services import backups, persons, workspace
from intake_app.vault import files
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW

folder, user, passphrase = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
opened = workspace.unlock_workspace(folder, user_id=user, passphrase=passphrase, now=NOW)
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
told = {"acknowledged": [], "full": 0, "after": [], "left": []}

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, unlimited[1]))

for size in (150_000, 100_000, 60_000):
    limit(size)
    for n in range(200):
        name = f"Person{size}x{n}"
        try:
            persons.record_person(opened, draft=draft(name), now=NOW)
        except DiskFull:
            told["full"] += 1
            break
        told["acknowledged"].append(name)
    try:
        backups.back_up(opened, now=NOW)
    except DiskFull:
        told["full"] += 1
    limit(unlimited[0])
    persons.record_person(opened, draft=draft(f"After{size}"), now=NOW)
    told["after"].append(f"After{size}")
limit(50_000)
workspace.lock_workspace(opened, now=NOW)
limit(unlimited[0])
told["left"] = [str(file) for kind in ("*.part", "*.probe") for file in folder.rglob(kind)]
print(json.dumps(told))
"""


def test_a_full_disk_loses_nothing_that_was_acknowledged(sample: Sample) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(sample.folder), sample.users[1].id, COUNSELLOR.passphrase],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["full"] >= 5
    assert told["left"] == []
    workspace = sample.unlock()
    there = {hit.display for hit in persons.recent_persons(workspace, limit=10_000)}
    assert there == {*told["acknowledged"], *told["after"]}
    workspace.vault.close()


def test_a_full_disk_stops_the_set_up_without_leaving_half_a_workspace(tmp_path) -> None:
    script = """
import resource, sys
from pathlib import Path
from intake_app import forms
from intake_app.errors import DiskFull
from tests.intake_app.vault.sample import Sample
forms.shipped_forms = tuple
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
try:
    Sample.make(Path(sys.argv[1]))
except DiskFull:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    Sample.make(Path(sys.argv[1]))
    print("full, then made")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "workspace")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "full, then made\n", done.stderr
