"""The strict tar: what tar writes is read, what hides something is refused."""

import io
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from intake_app.sync.errors import BatchDamaged, BatchTooLarge
from intake_app.sync.tar import END, SIZE_LIMIT, TarReader, member, member_header
from tests.intake_app.sync.sender import need_tools


def read(data: bytes) -> dict[str, bytes]:
    reader = TarReader(io.BytesIO(data))
    return {name: reader.whole(1 << 20) for name, _size in reader}


def test_tar_reads_what_we_write(tmp_path: Path) -> None:
    need_tools("tar")
    (tmp_path / "a.tar").write_bytes(member("header.json", b"{}") + member("x", b"y" * 600) + END)
    subprocess.run(["tar", "xf", "a.tar"], cwd=tmp_path, check=True)
    assert (tmp_path / "header.json").read_bytes() == b"{}"
    assert (tmp_path / "x").read_bytes() == b"y" * 600


@pytest.mark.parametrize("kind", ["gnu", "ustar", "v7"])
def test_we_read_what_tar_writes(tmp_path: Path, kind: str) -> None:
    need_tools("tar")
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(bytes(1024))
    subprocess.run(["tar", f"--format={kind}", "-cf", "x.tar", "a", "b"], cwd=tmp_path, check=True)
    if kind == "v7":  # no magic, no way to tell a label from noise
        with pytest.raises(BatchDamaged):
            read((tmp_path / "x.tar").read_bytes())
    else:
        assert read((tmp_path / "x.tar").read_bytes()) == {"a": b"one", "b": bytes(1024)}


def info(**facts: object) -> bytes:
    made = tarfile.TarInfo("a")
    for name, value in facts.items():
        setattr(made, name, value)
    return made.tobuf(tarfile.GNU_FORMAT, "utf-8")


GOOD = member("a", b"one")


@pytest.mark.parametrize(
    "data",
    [
        info(type=tarfile.SYMTYPE, linkname="/etc/passwd") + END,
        info(type=tarfile.LNKTYPE, linkname="b") + END,
        info(type=tarfile.DIRTYPE) + END,
        info(type=tarfile.FIFOTYPE) + END,
        info(type=tarfile.CHRTYPE) + END,
        info(name="n" * 200) + END,
        info(name="ä") + END,
        info(size=8**12) + END,
        GOOD + b"x" * 512 + END,
        GOOD,
        GOOD + END[:512],
        GOOD[:700],
        GOOD + END + b"more",
        GOOD[:515] + b"x" + GOOD[516:] + END,
        b"",
        b"\x1f\x8b" + bytes(510),
    ],
)
def test_everything_else_is_refused(data: bytes) -> None:
    with pytest.raises(BatchDamaged):
        read(data)


def test_a_size_beyond_the_file_is_refused_at_its_end() -> None:
    with pytest.raises(BatchDamaged):
        read(member_header("a", 1 << 19) + b"short")


def test_a_part_larger_than_it_can_be_is_not_even_read() -> None:
    reader = TarReader(io.BytesIO(member_header("a", SIZE_LIMIT)))
    next(iter(reader))
    with pytest.raises(BatchDamaged):
        reader.whole(100)
    with pytest.raises(BatchTooLarge):
        member_header("a", SIZE_LIMIT + 1)


def test_a_source_that_gives_little_at_a_time_is_read_whole() -> None:
    class Drops(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(7, size or 7))

    data = member("a", b"one" * 300) + END
    reader: Callable[[], TarReader] = lambda: TarReader(Drops(data))  # noqa: E731
    made = reader()
    assert [(name, made.whole(1000)) for name, _ in made] == [("a", b"one" * 300)]
