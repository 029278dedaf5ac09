"""``intake-app batch`` at a terminal: exit codes, plain sentences, nothing written from a bad batch."""

from pathlib import Path

import pytest

from intake_app.__main__ import main
from intake_app.sync.schema import published
from tests.intake_app.sync.sender import Sender, family_of_records, person


@pytest.fixture
def sender(tmp_path: Path) -> Sender:
    return Sender(tmp_path / "sender")


def verify(sender: Sender, *files: Path) -> int:
    return main(["batch", "verify", *(str(file) for file in files), "--signers", str(sender.allowed_file)])


def test_verify_says_who_signed_what_and_needs_no_key(
    sender: Sender, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = sender.seal(family_of_records(1))
    assert verify(sender, sealed.path) == 0
    told = capsys.readouterr().out
    for fact in ("device-7", "sequence 1", sender.key.public.fingerprint, sealed.sha256):
        assert fact in told
    assert "Amina" not in told


def test_verify_tells_what_is_wrong_with_a_row(sender: Sender, capsys: pytest.CaptureFixture[str]) -> None:
    row = [sender.seal([person()]).path for _ in range(3)]
    assert verify(sender, *row) == 0
    assert verify(sender, row[0], row[2]) == 1
    assert "missing sequence 2" in capsys.readouterr().out
    twice = sender.seal([person()], sequence=3).path
    assert verify(sender, row[2], twice) == 1
    assert "there twice" in capsys.readouterr().out
    sender.previous, sender.sequence = "f" * 64, 3
    assert verify(sender, row[2], sender.seal([person()]).path) == 1
    assert "does not follow" in capsys.readouterr().out


def test_a_damaged_batch_is_one_plain_sentence(sender: Sender, capsys: pytest.CaptureFixture[str]) -> None:
    sealed = sender.seal([person()])
    sealed.path.write_bytes(sealed.path.read_bytes()[:-700])
    assert verify(sender, sealed.path) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("This file is not a whole and genuine batch")
    assert "Traceback" not in told.err


def open_batch(sender: Sender, file: Path, out: Path) -> int:
    options = ["--identity", str(sender.identity_file), "--signers", str(sender.allowed_file)]
    return main(["batch", "open", str(file), *options, "--out", str(out)])


def test_open_writes_the_contents_once_everything_holds(sender: Sender, tmp_path: Path) -> None:
    sealed = sender.seal(family_of_records(2))
    assert open_batch(sender, sealed.path, tmp_path / "out") == 0
    assert (tmp_path / "out/records/person-0001.ndjson").read_bytes().count(b"\n") == 2
    assert (tmp_path / "out/manifest.json.sig").exists()
    assert open_batch(sender, sealed.path, tmp_path / "out") == 1, (
        "an old folder is never mixed with a new batch"
    )


def test_open_writes_nothing_from_a_forged_batch(sender: Sender, tmp_path: Path) -> None:
    forged = sender.forge(sender.inner({"../../outside": b"x"}))
    assert open_batch(sender, forged, tmp_path / "deep/out") == 1
    stranger = Sender(tmp_path / "stranger", central=sender.central, recovery=sender.recovery)
    assert open_batch(sender, stranger.seal([person()]).path, tmp_path / "deep/out") == 1
    assert not (tmp_path / "deep").exists()
    assert not (tmp_path / "outside").exists()


def test_files_that_are_not_there(sender: Sender, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(sender, tmp_path / "none") == 1
    assert "could not be read" in capsys.readouterr().err
    sealed = sender.seal([person()])
    sender.identity_file.write_text("nonsense")
    assert open_batch(sender, sealed.path, tmp_path / "out") == 1
    assert "not an age identity" in capsys.readouterr().err


def test_schemas_are_written(tmp_path: Path) -> None:
    assert main(["batch", "schemas", "--out", str(tmp_path / "schemas")]) == 0
    assert {file.name for file in (tmp_path / "schemas").iterdir()} == set(published())
    (tmp_path / "file").write_text("x")
    assert main(["batch", "schemas", "--out", str(tmp_path / "file" / "schemas")]) == 1


def test_wrong_use_is_2() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["batch", "verify"])
    assert caught.value.code == 2
