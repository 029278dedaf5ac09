"""Offers from a terminal: look through, take over, hand out."""

import os
from pathlib import Path

import pytest

from intake_app.__main__ import main
from intake_app.services.offer_exchange import read_offers
from intake_app.vault import keys
from tests.intake_app.sync.adapters.directory import small
from tests.intake_app.vault.sample import COUNSELLOR, Sample


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys.KdfParameters, "standard", keys.KdfParameters.floor)


def run(*words: object) -> int:
    return main(["offers", *(str(word) for word in words)])


def run_open(action: str, folder: Path, *words: object) -> int:
    reading, writing = os.pipe()
    os.write(writing, COUNSELLOR.passphrase.encode())
    os.close(writing)
    return run(action, folder, *words, "--user", COUNSELLOR.name, "--passphrase-fd", reading)


def test_a_tidy_directory_is_fine_and_a_bad_row_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", small(tmp_path / "tidy")) == 0
    assert "1 offers of 1 providers" in capsys.readouterr().out
    row = {"id": "s2", "organization_id": "nobody", "name": "X", "status": "active"}
    assert run("check", small(tmp_path / "untidy", [row])) == 1
    assert "error: services.csv:3:organization_id" in capsys.readouterr().out
    assert run("check", tmp_path / "nothing.zip") == 1
    assert run("template", tmp_path / "t.xlsx") == 0
    assert run("check", tmp_path / "t.xlsx") == 0


def test_a_directory_is_taken_over_twice_and_handed_out(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(tmp_path / "city")
    assert run_open("import", sample.folder, folder) == 0
    assert "“city”: 1 new, 0 renewed, 0 unchanged" in capsys.readouterr().out
    assert run_open("import", sample.folder, folder) == 0
    assert "0 new, 0 renewed, 1 unchanged" in capsys.readouterr().out
    assert run_open("export", sample.folder, tmp_path / "all.xlsx") == 0
    assert run("check", tmp_path / "all.xlsx") == 0
    assert [one.name for one in read_offers(tmp_path / "all.xlsx").offers] == ["Sprachcafé"]
