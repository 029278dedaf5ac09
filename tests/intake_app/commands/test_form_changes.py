"""``form changes OLD NEW`` says what a newer version brings, for people and for scripts."""

import json
from pathlib import Path

import pytest

from intake_app.__main__ import main

_TABLE = "| survey |\n| | type | name | label::German (de) |\n| | {kind} | age | {label} |\n"


def write(folder: Path, name: str, kind: str, label: str) -> str:
    file = folder / name
    file.write_text(_TABLE.format(kind=kind, label=label), encoding="utf-8")
    return str(file)


def test_changes_are_told_with_their_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path, "old.md", "integer", "Alter")
    new = write(tmp_path, "new.md", "text", "Wie alt?")
    assert main(["form", "changes", old, new]) == 1
    said = capsys.readouterr().out
    assert "row 2: type of age: integer -> text" in said
    assert "row 2: label of age in German (de): Alter -> Wie alt?" in said
    assert "German (de): 1" in said


def test_nothing_changed_is_told_by_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path, "old.md", "integer", "Alter")
    assert main(["form", "changes", old, old, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


def test_a_file_that_is_no_form_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path, "old.md", "integer", "Alter")
    assert main(["form", "changes", old, str(tmp_path / "nowhere.xlsx")]) == 2
    assert "nowhere.xlsx" in capsys.readouterr().err
