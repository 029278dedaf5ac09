"""The recovery drill: with nothing but the public ``age`` command, all data come back, special needs too."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.services import special_needs
from intake_app.vault import files
from tests.intake_app.sync.sender import need_tools
from tests.intake_app.vault.sample import NOW, Sample
from tests.reliability.flow import marks_in, prepare, reopen
from tests.reliability.table import times
from tests.reliability.test_damaged import fill

Note = Callable[[str, int, str, str], None]


def drilled(sample: Sample, folder: Path, identity: str) -> tuple[set[str], list[dict[str, object]]]:
    """Do what the sheet says, without this program: return the marks found and the special needs."""
    key = folder / "key.txt"
    key.write_text(identity + "\n", encoding="utf-8")
    done = subprocess.run(
        ["age", "-d", "-i", str(key), str(sample.folder / files.RECOVERY)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return set(), []
    pragma = re.search(r"PRAGMA key = \"x'[0-9a-f]{64}'\";", done.stdout)
    second = re.search(r"special-needs-key: ([0-9a-f]{64})", done.stdout)
    bound = re.search(r"^ +(ankommen-compartment/1 .* )ID$", done.stdout, re.MULTILINE)
    assert pragma is not None
    assert second is not None
    assert bound is not None
    connection = sqlcipher.connect(str(sample.database))
    connection.execute(pragma[0])
    blobs = connection.execute(
        "SELECT body FROM interview_events UNION ALL SELECT body FROM persons"
    ).fetchall()
    marks = {one.decode() for (body,) in blobs for one in re.findall(rb"mark-\d{6}", body)}
    sealed = connection.execute("SELECT id, sealed FROM special_needs").fetchall()
    connection.close()
    needs = []
    for record_id, data in sealed:
        associated = f"{bound[1]}{record_id}".encode()
        needs.append(json.loads(AESGCM(bytes.fromhex(second[1])).decrypt(data[:12], data[12:], associated)))
    return marks, needs


def test_the_public_age_command_brings_everything_back(sample: Sample, tmp_path: Path, noted: Note) -> None:
    need_tools("age", "age-keygen")
    way = prepare(sample)
    count, whole = times(3, 50), 0
    for _ in range(count):
        fill(sample.folder, way, 3)
        workspace = reopen(sample.folder, way)
        check = special_needs.begin_check(workspace, person_id=way.person_id, occasion="initial", now=NOW)
        expected = set(marks_in(workspace))
        workspace.vault.close()
        marks, needs = drilled(sample, tmp_path, sample.identity)
        whole += marks == {one for one in expected if one in marks} and check.id in {
            one["id"] for one in needs
        }
    stranger = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True).stdout
    other = re.search(r"AGE-SECRET-KEY-1\w+", stranger)
    assert other is not None
    control = drilled(sample, tmp_path, other[0])
    noted("recovery drill with plain age", count, f"{whole} whole", "another key opens nothing")
    assert whole == count
    assert control == (set(), [])
