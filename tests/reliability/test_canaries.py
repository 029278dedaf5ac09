"""Nothing a person said lies readable anywhere but in the file somebody chose: 25 canaries, every way out.

A second process works in the real window: searches, answers, reads back, saves papers and access file where
it is told to, records people, copies, locks, seals a batch, meets bugs, and is aborted. Then every file it
opened for writing (``strace`` names them) and every file of its home, its folder for temporary files and the
workspace is searched for each canary in UTF-8, UTF-16, base64 and decomposed; so are the names of files, the
titles of the window, standard error and what went to other programs.
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
_CALLS = "openat,open,creat,connect,sendto,sendmsg,/rename,/mkdir,/link,/xattr"
_OPENED = re.compile(r'open(?:at)?\((?:[^"]*, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)')
_NO_FILES = ("/proc/", "/sys/")


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
            count = len(held(file.read_bytes(), said))
            if count:
                found[str(file)] = count
    return found


def held(data: bytes, said: list[str]) -> list[str]:
    """Return the canaries that are in ``data``."""
    return [canary for canary in said if any(one in data for one in forms_of(canary))]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """Return a locked centre with the small form and one begun interview."""
    folder = tmp_path_factory.mktemp("canaries")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "shipped_forms", tuple)
        return Centre.make(folder / "workspace", write_small_form(folder))


def told(centre: Centre, said: list[str], tmp_path: Path) -> tuple[set[Path], set[Path]]:
    """Let the process tell everything and be aborted; return the files it may have written, the chosen."""
    home, temporary, out = (tmp_path / name for name in ("home", "tmp", "out"))
    for folder in (home, temporary, out):
        folder.mkdir()
    log = tmp_path / "strace.log"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ANKOMMEN"))
    } | {
        "HOME": str(home), "TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    traced = ["strace", "-f", "-qq", "-xx", "-s", "4096", "-e", f"trace={_CALLS}", "-e", "signal=none",
              "-o", str(log)]  # fmt: skip
    script = ["tests.reliability.telling", str(centre.folder), str(out), centre.interview_id]
    process = subprocess.Popen(
        ["sh", "-c", 'ulimit -c "$(ulimit -H -c)"; exec "$@"', "sh", *traced, sys.executable, "-m", *script],
        cwd=home, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(json.dumps(said).encode())
    process.stdin.close()
    titles, line = process.stdout.readline(), process.stdout.readline()
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        os.kill(int(child), signal.SIGABRT)  # would leave a core
    trouble = process.stderr.read()
    process.wait()
    for stream in (process.stdout, process.stderr):
        stream.close()
    assert line == b"done\n", trouble.decode()[-3000:]
    assert not held(titles + json.dumps(json.loads(titles), ensure_ascii=False).encode(), said), "a title"
    assert not held(trouble, said), "said on standard error"
    assert all(kind in trouble for kind in (b"ValueError", b"LookupError", b"ArithmeticError")), (
        "bugs were met"
    )
    calls = log.read_text(encoding="ascii")
    spelt = [f"\\x{byte:02x}" for byte in range(256)]
    for canary in said:  # names of files, what goes to other programs
        assert not any("".join(spelt[byte] for byte in one) in calls for one in forms_of(canary))
    opened = {Path(bytes.fromhex(one.replace("\\x", "")).decode()) for one in _OPENED.findall(calls)}
    files = {home / file for file in opened if not str(file).startswith(_NO_FILES)}
    gone = {file for file in files if not file.exists() and not file.is_relative_to(centre.folder)}
    assert {file.suffix for file in gone} <= {".part"}, "a file that came and went"
    files |= {file for folder in (home, temporary, centre.folder) for file in folder.rglob("*")}
    chosen = {out / name for name in ("interview.pdf", "copy.pdf", "access.json")}
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
