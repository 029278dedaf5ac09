"""The workspace from a terminal: create, check, backup, restore, recover; secrets never as arguments."""

import os

import pytest

from intake_app.__main__ import main
from intake_app.services import workspace as service
from intake_app.vault import keys
from tests.intake_app.vault.sample import COUNSELLOR, SUPERVISOR, Sample


def run(*arguments: object, secrets: tuple[str, ...] = ()) -> int:
    reading, writing = os.pipe()
    os.write(writing, "\n".join(secrets).encode())
    os.close(writing)
    words = [str(argument) for argument in arguments]
    try:
        return main(
            ["workspace", *words, "--passphrase-fd", str(reading)] if secrets else ["workspace", *words]
        )
    finally:
        if not secrets:
            os.close(reading)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys.KdfParameters, "standard", keys.KdfParameters.floor)


def test_a_workspace_is_created_and_its_recovery_key_proved(tmp_path, capsys) -> None:
    sheet, folder = tmp_path / "sheet.txt", tmp_path / "workspace"
    arguments = ("create", folder, "--site", "Ankunft", "--supervisor", SUPERVISOR.name,
                 "--counsellor", COUNSELLOR.name, "--recovery-sheet", sheet)  # fmt: skip
    assert run(*arguments, secrets=(SUPERVISOR.passphrase, COUNSELLOR.passphrase)) == 0
    assert "AGE-SECRET-KEY-1" in sheet.read_text(encoding="utf-8")
    assert "AGE-SECRET-KEY-1" not in capsys.readouterr().out
    assert service.describe_workspace(folder).site_name == "Ankunft"
    assert run("check", folder, "--user", COUNSELLOR.name, secrets=(COUNSELLOR.passphrase,)) == 0
    assert "In order" in capsys.readouterr().out
    new = "wolke regen sonne mond stern"
    recover = ("recover", folder, "--supervisor", SUPERVISOR.name, "--identity", sheet)
    assert run(*recover, secrets=(new,)) == 0
    assert run("check", folder, "--user", SUPERVISOR.name, secrets=(new,)) == 0


def test_a_backup_is_made_and_restored(sample: Sample, tmp_path, capsys) -> None:
    stick = tmp_path / "stick"
    arguments = ("backup", sample.folder, "--user", COUNSELLOR.name, "--to", stick)
    assert run(*arguments, secrets=(COUNSELLOR.passphrase,)) == 0
    assert "proved to open" in capsys.readouterr().out
    (place,) = stick.iterdir()
    assert run("restore", place, tmp_path / "other") == 0
    assert run("check", tmp_path / "other", "--user", COUNSELLOR.name, secrets=(COUNSELLOR.passphrase,)) == 0
    assert run("restore", place, tmp_path / "other") == 1
    assert "already a workspace" in capsys.readouterr().err
    assert run("restore", place, tmp_path / "other", "--replace") == 0


def test_trouble_is_one_plain_sentence(sample: Sample, capsys) -> None:
    assert run("check", sample.folder, "--user", "Nobody", secrets=("x",)) == 1
    assert "There is no user Nobody" in capsys.readouterr().err
    assert run("check", sample.folder, "--user", COUNSELLOR.name, secrets=("falsch",)) == 1
    assert "does not open the workspace" in capsys.readouterr().err
    assert run("check", sample.folder / "nowhere", "--user", "Nobody", secrets=("x",)) == 1
    assert "There is no workspace" in capsys.readouterr().err
