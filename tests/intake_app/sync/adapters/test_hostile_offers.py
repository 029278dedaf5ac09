"""Files that are made to do harm are refused before anything of them is read."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest

from intake_app.errors import FileUnreadable, IntakeError
from intake_app.sync.adapters import OffersSuspicious, OffersUnreadable, TermMap, read_offers_file
from intake_app.sync.adapters.csv_tables import clean, guard
from tests.intake_app.sync.adapters.directory import small


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in parts.items():
            pack.writestr(name, data)
    return path


def read(path: Path) -> None:
    read_offers_file(path, terms=TermMap())


@pytest.mark.parametrize("ending", ["zip", "xlsx"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, ending: str) -> None:
    bomb = zipped(tmp_path / f"bomb.{ending}", {"services.csv": b"0" * 20_000_000})
    with pytest.raises(OffersSuspicious, match="unreasonable size"):
        read(bomb)


@pytest.mark.parametrize(
    "name", ["../services.csv", "/etc/services.csv", "a/../../services.csv", "..\\x.csv"]
)
def test_parts_that_point_elsewhere_refuse_the_whole_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(OffersSuspicious, match="points outside"):
        read(zipped(tmp_path / "x.zip", {name: b"id,name\n"}))


def test_a_link_in_an_archive_or_folder_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("services.csv")
    link.external_attr = 0o120777 << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as pack:
        pack.writestr(link, "/etc/passwd")
    (tmp_path / "x.zip").write_bytes(data.getvalue())
    with pytest.raises(OffersSuspicious):
        read(tmp_path / "x.zip")
    folder = small(tmp_path / "d")
    (folder / "services.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "services.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(OffersUnreadable, match=r"services\.csv"):
        read(folder)


def test_what_is_no_archive_is_refused_in_plain_words(tmp_path: Path) -> None:
    for name in ("x.zip", "x.xlsx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 nothing of the kind")
        with pytest.raises(OffersUnreadable):
            read(tmp_path / name)
    with pytest.raises(FileUnreadable):
        read(tmp_path / "missing.zip")


@pytest.mark.parametrize(
    "described",
    [b"[]", b"{", b'{"resources": 5}', b'{"resources": [{"name": "service", "path": "/etc/passwd"}]}'],
)
def test_a_damaged_description_changes_nothing(tmp_path: Path, described: bytes) -> None:
    folder = small(tmp_path / "d")
    (folder / "datapackage.json").write_bytes(described)
    assert len(read_offers_file(folder, terms=TermMap()).offers) == 1


def test_random_bytes_never_end_the_program(tmp_path: Path) -> None:
    folder = small(tmp_path / "d")
    whole = (folder / "services.csv").read_bytes()
    for at in range(0, len(whole), 7):
        (folder / "services.csv").write_bytes(whole[:at] + b'\x00\xff"\r' + whole[at:])
        with contextlib.suppress(IntakeError):
            read(folder)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+A1", "-cmd|' /C calc'!A0", "'=x", "\t=1"])
def test_no_cell_is_taken_for_a_formula_and_none_is_changed(text: str) -> None:
    assert guard(text)[0] == "'"
    assert clean(guard(text), "f", 1, "c", lambda _finding: None) == text.strip()


@pytest.mark.parametrize("text", ["+49 221 12345-0", "-5", "plain", "'tis", ""])
def test_telephone_numbers_and_words_are_left_alone(text: str) -> None:
    assert guard(text) == text
