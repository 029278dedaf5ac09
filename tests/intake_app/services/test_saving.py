"""What is saved is saved whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from intake_app.errors import DiskFull, FileUnwritable
from intake_app.services.saving import save_bytes


def test_saving_replaces_an_older_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(b"older")
    assert save_bytes(path, b"newer") == path
    assert path.read_bytes() == b"newer"
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.pdf"]


def test_a_missing_folder_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable, match=r"record\.pdf"):
        save_bytes(tmp_path / "stick" / "record.pdf", b"x")


def test_a_full_device_keeps_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(b"older")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        save_bytes(path, b"newer")
    assert path.read_bytes() == b"older"
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.pdf"]
