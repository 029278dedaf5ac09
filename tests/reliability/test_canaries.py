"""Nothing a person said lies readable anywhere but in the file somebody chose: 25 canaries, every way out.

A second process works in the real window: searches, answers, reads back, saves PDF and access file where it
is told to, records people, meets a bug, and is killed. Then every file it opened for writing (``strace``
names them) and every file of its home, its folder for temporary files and the workspace is searched for
each canary in UTF-8, UTF-16, base64 and decomposed.
"""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from intake_app import forms
from tests.intake_app.sync.sender import need_tools
from tests.reliability.table import times
from tests.stories.small_form import write_small_form
from tests.stories.window import Centre

Note = Callable[[str, int, str, str], None]
ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("abcdefghijklmnopqrstuvwxyz", "éäöüßñçåøğışž", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "አበገደሀወዘየከለመነሰ",
           "абвгдежзиклмнопрст", "ابپتثجچحخد", "کگچپژیەۆڕ", "აბგდევზთიკლ")  # fmt: skip
_OPENED = re.compile(r'open(?:at)?\((?:[^"]*, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)')
_NO_FILES = ("/dev/", "/proc/", "/sys/")


def canaries(seed: int) -> list[str]:
    """Return 25 words nobody uses, in many scripts."""
    chance = Random(seed)
    return ["".join(chance.choice(SCRIPTS[n % len(SCRIPTS)]) for _ in range(14)) for n in range(25)]


def forms_of(canary: str) -> tuple[bytes, ...]:
    """Return the canary as it may lie in a file."""
    plain = canary.encode()
    return (
        plain, canary.encode("utf-16-le"), canary.encode("utf-16-be"),
        unicodedata.normalize("NFD", canary).encode(), json.dumps(canary).strip('"').encode(),
        *(base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)),
    )  # fmt: skip


def hits(files: set[Path], said: list[str]) -> dict[str, int]:
    """Return file -> how many canaries it holds."""
    found = {}
    for file in files:
        if file.is_file():
            data = file.read_bytes()
            count = sum(any(one in data for one in forms_of(canary)) for canary in said)
            if count:
                found[str(file)] = count
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """Return a locked centre with the small form and one begun interview."""
    folder = tmp_path_factory.mktemp("canaries")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "shipped_forms", tuple)
        return Centre.make(folder / "workspace", write_small_form(folder))


def told(centre: Centre, said: list[str], tmp_path: Path) -> tuple[set[Path], set[Path]]:
    """Let the process tell everything and be killed; return the files it may have written, and the chosen."""
    home, temporary, out = (tmp_path / name for name in ("home", "tmp", "out"))
    for folder in (home, temporary, out):
        folder.mkdir()
    log = tmp_path / "strace.log"
    environment = {
        **os.environ, "ANKOMMEN_HOME": str(home), "HOME": str(home), "TMPDIR": str(temporary),
        "XDG_CACHE_HOME": str(home / "cache"), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    script = ["tests.reliability.telling", str(centre.folder), str(out), centre.interview_id]
    process = subprocess.Popen(
        ["strace", "-f", "-qq", "-e", "trace=openat,open,creat", "-e", "signal=none", "-o", str(log),
         sys.executable, "-m", *script],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(json.dumps(said).encode())
    process.stdin.close()
    line = process.stdout.readline()
    os.killpg(process.pid, signal.SIGKILL)
    trouble = process.stderr.read().decode()
    process.wait()
    for stream in (process.stdout, process.stderr):
        stream.close()
    assert line == b"done\n", trouble[-3000:]
    text = trouble.encode()
    assert not any(one in text for canary in said for one in forms_of(canary)), "said on standard error"
    assert "ValueError" in trouble, "the bug was met"
    opened = {Path(one) for one in _OPENED.findall(log.read_text(encoding="utf-8", errors="replace"))}
    files = {file for file in opened if not str(file).startswith(_NO_FILES)}
    files |= {file for folder in (home, temporary, centre.folder) for file in folder.rglob("*")}
    chosen = {out / "interview.pdf", out / "access.json"}
    assert all(one.is_file() for one in chosen)
    return files - chosen, chosen


def test_nothing_said_lies_outside_the_file_that_was_chosen(
    made: Centre, tmp_path: Path, noted: Note
) -> None:
    need_tools("strace")
    count, found, searched, control = times(1, 20), {}, 0, 0
    for n in range(count):
        place = tmp_path / f"round-{n}"
        place.mkdir()
        said = canaries(100 + n)
        files, chosen = told(made.copy(place / "workspace"), said, place)
        found |= hits(files, said)
        searched += len(files)
        control += sum(hits(chosen, said).values())
    noted("plaintext scan, 25 canaries", count, f"{len(found)} files of {searched} hold one",
          f"{control} found in the chosen files")  # fmt: skip
    assert found == {}
    assert control >= 25 * count
    assert searched > 10
