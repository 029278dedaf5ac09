"""The main job from a blank device to the settled receipt, in the window, on a small form in two languages.

What comes out is judged by public tools only: ``pdftotext``, ``tar``, ``ssh-keygen``, ``sha256sum``, ``age``.
"""

import functools
import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from intake_app.commands import run_command
from intake_app.records.user import NewUser
from intake_app.services.batches import batches
from intake_app.services.persons import open_person, recent_persons
from intake_app.services.workspace import lock_workspace, recover_workspace
from tests.intake_app.sync.sender import need_tools
from tests.stories.small_form import ARABIC, GERMAN, write_small_form
from tests.stories.window import NOW, PASSPHRASE
from ui.demo import job, run_demo

LANGUAGES = ("de", "ar")
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # said without a screen


@dataclass
class Done:
    """What the job left: the folder ``out`` and the device's own folder."""

    out: Path
    home: Path
    code: int

    @property
    def batch(self) -> Path:
        (file,) = (self.out / "batch").glob("*.intake")
        return file

    @property
    def device(self) -> str:
        return str(json.loads(self.inside("header.json"))["device_id"])

    def inside(self, name: str) -> bytes:
        """Return one part of the batch, unpacked by ``tar``."""
        return run("tar", "xOf", self.batch, name)


def run(*command: object, stdin: bytes = b"") -> bytes:
    done = subprocess.run([str(word) for word in command], input=stdin, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("main-job")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "Respondent", functools.partial(job.Respondent, refusals=0.3))
        code = run_demo(
            out=folder / "out", forms=(write_small_form(folder),), seed=11, languages=LANGUAGES, home=folder
        )
    return Done(folder / "out", folder, code)


def test_every_step_comes_through(done: Done) -> None:
    assert done.code == 0
    assert not list((done.home / "logs").glob("report-*")), "the program made a mistake on the way"
    summary = (done.out / "summary.md").read_text(encoding="utf-8")
    assert "returned with a remark: 1; approved: 1" in summary
    assert "accepted" in summary


def test_every_screen_is_pictured_in_every_language_asked_for(done: Done) -> None:
    names = [file.stem for file in (done.out / "pictures").glob("*.png")]
    by_language = {
        tag: {name.removesuffix(f"-{tag}") for name in names if name.endswith(f"-{tag}")} for tag in LANGUAGES
    }
    assert by_language["de"] == by_language["ar"]
    assert len(by_language["de"]) > 20


def test_the_document_reads_in_logical_order_in_both_languages(done: Done) -> None:
    need_tools("pdftotext")
    (document,) = (done.out / "documents").glob("*.pdf")
    text = run("pdftotext", document, "-").decode()
    assert "Zur Person" in text
    assert "معلومات" in text
    assert "نعم" in text


def test_an_interview_keeps_its_answers_its_silences_and_its_languages(done: Done) -> None:
    (file,) = (done.out / "interviews").glob("*.json")
    reading = json.loads(file.read_text(encoding="utf-8"))
    trail = [language for _at, language in reading["trail"]]
    assert trail[0] == ARABIC
    assert GERMAN in trail
    lines = [line for line in reading["lines"] if line["kind"] == "question"]
    assert any(line["raw"] for line in lines)
    assert any(line["non_answer"] for line in lines)
    children = {m[1] for line in lines if (m := re.search(r"/child\[(\d+)\]/", line["ref"]))}
    assert children, "the repeat was not asked"


def test_public_tools_alone_confirm_the_batch(done: Done) -> None:
    need_tools("tar", "ssh-keygen", "sha256sum", "age")
    header, payload = done.inside("header.json"), done.inside("payload.age")
    work = done.home / "unpacked"
    work.mkdir()
    (work / "header.json.sig").write_bytes(done.inside("header.json.sig"))
    (work / "payload.age").write_bytes(payload)
    keys = done.out / "keys"
    run("ssh-keygen", "-Y", "verify", "-f", keys / "allowed_signers", "-I", done.device, "-n", "intake-batch",
        "-s", work / "header.json.sig", stdin=header)  # fmt: skip
    said = json.loads(header)
    assert run("sha256sum", work / "payload.age").split()[0].decode() == said["payload_sha256"]
    (work / "inner.tar").write_bytes(run("age", "-d", "-i", keys / "central.key", work / "payload.age"))
    names = run("tar", "tf", work / "inner.tar").decode().split()
    assert {name.split("/")[1].split("-")[0] for name in names if name.startswith("records/")} == {
        "person", "case", "consent", "interview",
    }  # fmt: skip
    assert "Muster" not in header.decode()


def test_a_batch_with_one_damaged_byte_is_refused(
    done: Done, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify = ["batch", "verify", "--signers", str(done.out / "keys" / "allowed_signers")]
    assert run_command([*verify, str(done.batch)]) == 0
    assert "whole and genuine" in capsys.readouterr().out
    whole = done.batch.read_bytes()
    for place in (20, 700, len(whole) // 2):
        data = bytearray(whole)
        data[place] ^= 1
        damaged = tmp_path / done.batch.name
        damaged.write_bytes(data)
        assert run_command([*verify, str(damaged)]) == 1
        assert "whole and genuine" not in capsys.readouterr().out


def test_opening_a_batch_twice_gives_the_same(done: Done, tmp_path: Path) -> None:
    keys = done.out / "keys"
    opened = []
    for name in ("once", "twice"):
        code = run_command(
            ["batch", "open", str(done.batch), "--identity", str(keys / "central.key"), "--signers",
             str(keys / "allowed_signers"), "--out", str(tmp_path / name)]
        )  # fmt: skip
        assert code == 0
        folder = tmp_path / name
        opened.append(
            {
                str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).digest()
                for file in folder.rglob("*")
                if file.is_file()
            }
        )
    assert opened[0] == opened[1]
    assert opened[0]


def test_the_receipt_settles_the_records_and_the_recovery_sheet_opens_the_workspace(done: Done) -> None:
    sheet = (done.out / "keys" / "recovery-sheet.txt").read_text(encoding="utf-8")
    boss = NewUser("Sabine Beispiel", "supervisor", PASSPHRASE)
    opened = recover_workspace(done.home / "workspace", identity_text=sheet, supervisor=boss, now=NOW)
    try:
        (person,) = recent_persons(opened, limit=8)
        (interview,) = open_person(opened, person_id=person.person_id, now=NOW).interviews
        assert interview.status == "settled"
        (sent,) = batches(opened)
        assert sent.sequence == 1
    finally:
        lock_workspace(opened, now=NOW)
