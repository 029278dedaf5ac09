"""``intake-app self-check``: what is there is said line by line, what is not is found and named."""

import shutil
import tempfile
from pathlib import Path

import pytest

from intake_app import forms, places
from intake_app.commands import run_command
from intake_app.commands.self_check import CHECKS


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return resources that may be damaged, used instead of the shipped ones."""
    copied = tmp_path / "resources"
    shutil.copytree(places.resources(), copied)
    monkeypatch.setattr(places, "resources", lambda: copied)
    return copied


def lines(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return what was printed: name of the check -> ``ok`` or ``FAILED``."""
    printed = capsys.readouterr().out.splitlines()
    return {line.split(": ")[0].split(maxsplit=1)[1]: line.split()[0] for line in printed if ": " in line}


def test_a_whole_installation_holds_and_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert run_command(["self-check"]) == 0
    assert lines(capsys) == dict.fromkeys(CHECKS, "ok")
    assert list(tmp_path.iterdir()) == []
    assert list(own_home.iterdir()) == []


@pytest.mark.parametrize(
    ("lost", "check"),
    [
        ("schemas/person-1.json", "schemas"),
        ("languages", "resources"),
        ("forms/arrival-intake", "shipped forms"),
    ],
)
def test_what_is_missing_fails_its_own_check_and_the_others_still_run(
    lost: str,
    check: str,
    resources: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = resources / lost
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    if check != "shipped forms":
        monkeypatch.setattr(
            forms, "shipped_forms", tuple
        )  # reading them again takes longer than all the rest
    assert run_command(["self-check"]) == 1
    found = lines(capsys)
    assert found[check] == "FAILED"
    assert found["text fonts"] == "ok"
    assert list(found) == list(CHECKS)


def test_a_damaged_schema_is_not_taken_for_a_whole_one(
    resources: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "shipped_forms", tuple)
    schema = resources / "schemas" / "receipt-1.json"
    schema.write_bytes(schema.read_bytes().replace(b"receipt", b"reciept", 1))
    assert run_command(["self-check"]) == 1
    assert lines(capsys)["schemas"] == "FAILED"
