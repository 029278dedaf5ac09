"""A batch on the stick: whole, confirmed by public tools, or not there at all."""

import errno
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from intake_app.errors import Cancelled
from intake_app.sync import open_batch, seal_batch, stick, verify_batch
from intake_app.sync.container import Attachment
from intake_app.sync.errors import (
    KeyUnusable,
    StickFull,
    StickMissing,
    StickUnreliable,
    TooFewRecipients,
)
from intake_app.sync.schema import schema_id
from tests.intake_app.sync.sender import Sender, family_of_records, need_tools, person, public_verdict


@pytest.fixture
def sender(tmp_path: Path) -> Sender:
    return Sender(tmp_path / "device")


@pytest.fixture
def empty_stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_public_tools_alone_confirm_a_batch(sender: Sender, tmp_path: Path) -> None:
    need_tools("tar", "ssh-keygen", "age", "sha256sum")
    sealed = sender.seal(family_of_records(3))
    assert sealed.path.name == f"device-7-0001-{sealed.header.batch_id}.intake"
    assert public_verdict(sealed.path, sender, tmp_path)
    listed = subprocess.run(
        f"tar xOf {sealed.path} payload.age | age -d -i {sender.identity_file} | tar t",
        shell=True,
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert listed.split() == [
        "records/person-0001.ndjson",
        "records/case-0002.ndjson",
        "records/consent-0003.ndjson",
        "schema/person-1.json",
        "schema/case-1.json",
        "schema/consent-1.json",
        "manifest.json",
        "manifest.json.sig",
    ]


def test_the_clear_part_names_nobody_and_counts_nothing(sender: Sender) -> None:
    small, large = sender.seal(family_of_records(1)), sender.seal(family_of_records(9))
    clear = small.path.read_bytes()[: small.payload_at]
    for word in (b"Amina", "أمينة".encode(), b"Sample reception", b"1991", b"person"):
        assert word not in clear
    assert set(msgspec.json.decode(small.wire_header)) == set(msgspec.json.decode(large.wire_header))
    assert b"Amina" not in small.path.read_bytes()


def test_batches_of_a_device_form_a_chain(sender: Sender) -> None:
    first, second = sender.seal([person()]), sender.seal([person()])
    assert second.header.previous_sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()
    assert (first.header.sequence, second.header.sequence) == (1, 2)


def test_records_come_out_in_the_order_they_went_in(sender: Sender) -> None:
    records = family_of_records(40)
    sealed = sender.seal(records)
    with open_batch(sealed.path, sender.identity_file, sender.allowed_file) as batch:
        assert [line.record for line in batch.records()] == records
        assert batch.manifest.audit_head == "0" * 64


def test_a_large_batch_is_split_and_an_attachment_streams(sender: Sender, empty_stick: Path) -> None:
    chunk = b"\x89PNG" * 4096

    def chunks() -> Iterator[bytes]:
        for _ in range(200):
            yield chunk

    records = [person(family="F" * 290) for _ in range(3000)]
    attachment = Attachment(name="scan.png", size=200 * len(chunk), chunks=chunks)
    contents = sender.contents(records, attachments=(attachment,))
    steps: list[tuple[int, int]] = []
    sealed = seal_batch(
        contents,
        folder=empty_stick,
        recipients=(sender.central[1], sender.recovery[1]),
        key=sender.key,
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps[-1] == (6000, 6000)
    assert steps == sorted(steps)
    with open_batch(sealed.path, [sender.recovery[0]], sender.signers) as batch:
        names = [file.path for file in batch.manifest.files]
        assert "records/person-0002.ndjson" in names
        assert sum(1 for line in batch.records() if line.record) == 3000
        batch.write_to(empty_stick / "out")
    assert (empty_stick / "out/attachments/scan.png").read_bytes() == chunk * 200


def test_memory_stays_flat_for_a_large_attachment(sender: Sender, empty_stick: Path) -> None:
    """Seal 96 MiB in a fresh process that may not grow by half of that."""
    script = f"""
import pathlib, resource
from tests.intake_app.sync.sender import Sender, person
from intake_app.sync import seal_batch, verify_batch
from intake_app.sync.container import Attachment
sender = Sender(pathlib.Path({str(sender.folder)!r}))
def seal(mib):
    chunks = lambda: (bytes(1 << 16) for _ in range(mib * 16))
    scan = Attachment(name="scan.bin", size=mib << 20, chunks=chunks)
    contents = sender.contents([person()], attachments=(scan,))
    stick = pathlib.Path({str(empty_stick)!r})
    keys = (sender.central[1], sender.recovery[1])
    seal_batch(contents, folder=stick, recipients=keys, key=sender.key).path.unlink()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = seal(1)
print((seal(96) - before) // 1024)
"""
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True)
    assert int(done.stdout) < 48, "memory grows with the batch"


def test_one_key_is_not_enough(sender: Sender, empty_stick: Path) -> None:
    one = sender.central[1]
    for recipients in ((), (one,), (one, one), (one, f" {one} ")):
        with pytest.raises(TooFewRecipients):
            seal_batch(sender.contents([person()]), folder=empty_stick, recipients=recipients, key=sender.key)
    with pytest.raises(KeyUnusable):
        seal_batch(sender.contents([person()]), folder=empty_stick, recipients=(one, "age1x"), key=sender.key)
    assert list(empty_stick.iterdir()) == []


@pytest.mark.parametrize("after", [0, 1, 5, 9, 12, 40])
def test_stopping_leaves_nothing_on_the_stick(sender: Sender, empty_stick: Path, after: int) -> None:
    asked = iter(range(10_000))
    try:
        seal_batch(
            sender.contents(family_of_records(4)),
            folder=empty_stick,
            recipients=(sender.central[1], sender.recovery[1]),
            key=sender.key,
            is_cancelled=lambda: next(asked) >= after,
        )
    except Cancelled:
        assert list(empty_stick.iterdir()) == []
    else:
        assert next(asked) <= after
        assert len(list(empty_stick.iterdir())) == 1


def test_what_a_killed_run_left_on_the_stick_is_cleared_away(sender: Sender, empty_stick: Path) -> None:
    (empty_stick / "device-7-0001-x.intake.part").write_bytes(b"half")
    (empty_stick / "device-8-0001-x.intake.part").write_bytes(b"somebody else's")
    sealed = seal_batch(
        sender.contents([person()]),
        folder=empty_stick,
        recipients=(sender.central[1], sender.recovery[1]),
        key=sender.key,
    )
    assert {file.name for file in empty_stick.iterdir()} == {sealed.path.name, "device-8-0001-x.intake.part"}


def test_a_stick_that_is_gone_is_said_so(sender: Sender, tmp_path: Path) -> None:
    with pytest.raises(StickMissing) as caught:
        seal_batch(
            sender.contents([person()]),
            folder=tmp_path / "pulled",
            recipients=(sender.central[1], sender.recovery[1]),
            key=sender.key,
        )
    assert "nothing was exported" in caught.value.in_english()


@pytest.mark.parametrize("room", [0, 512, 2_600, 9_000, 20_000])
def test_a_full_stick_leaves_no_half_file(sender: Sender, empty_stick: Path, room: int) -> None:
    """A real limit on the size of files, in a process of its own."""
    script = f"""
import pathlib, resource, signal
from tests.intake_app.sync.sender import Sender, family_of_records
from intake_app.sync import seal_batch
from intake_app.sync.errors import StickFull
sender = Sender(pathlib.Path({str(sender.folder)!r}))
contents = sender.contents(family_of_records(20))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
try:
    seal_batch(contents, folder=pathlib.Path({str(empty_stick)!r}),
               recipients=(sender.central[1], sender.recovery[1]), key=sender.key)
except StickFull:
    print("full")
"""
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True)
    assert done.stdout == b"full\n", done.stderr
    assert list(empty_stick.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("where", ["fsync", "sync_folder"])
def test_trouble_at_the_very_end_is_no_success(
    sender: Sender, empty_stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, where: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "trouble")

    monkeypatch.setattr(stick.os if where == "fsync" else stick, where, fail)
    with pytest.raises((StickFull, StickMissing, StickUnreliable)):
        seal_batch(
            sender.contents([person()]),
            folder=empty_stick,
            recipients=(sender.central[1], sender.recovery[1]),
            key=sender.key,
        )
    assert list(empty_stick.iterdir()) == []


def test_a_stick_that_gives_back_something_else_is_found_out(
    sender: Sender, empty_stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the rename and reading back the stick loses one byte."""
    real = stick.sync_folder

    def lie(folder: Path) -> None:
        real(folder)
        for file in folder.glob("*.intake"):
            data = bytearray(file.read_bytes())
            data[-3000] ^= 1
            file.write_bytes(data)

    monkeypatch.setattr(stick, "sync_folder", lie)
    with pytest.raises(StickUnreliable):
        seal_batch(
            sender.contents(family_of_records(5)),
            folder=empty_stick,
            recipients=(sender.central[1], sender.recovery[1]),
            key=sender.key,
        )
    assert list(empty_stick.iterdir()) == []


def test_the_file_is_flushed_renamed_and_only_then_read_back(
    sender: Sender, empty_stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real_fsync, real_replace, real_verify = stick.os.fsync, Path.replace, verify_batch

    def fsync(descriptor: int) -> None:
        seen.append("fsync")
        real_fsync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        seen.append("rename")
        return real_replace(self, target)

    def verify(*args: object, **facts: object) -> object:
        seen.append("read back")
        return real_verify(*args, **facts)  # type: ignore[arg-type]

    monkeypatch.setattr(stick.os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr("intake_app.sync.sealing.verify_batch", verify)
    seal_batch(
        sender.contents([person()]),
        folder=empty_stick,
        recipients=(sender.central[1], sender.recovery[1]),
        key=sender.key,
    )
    assert seen == ["fsync", "rename", "fsync", "read back"]


def test_an_attachment_that_changed_its_size_stops_the_export(sender: Sender, empty_stick: Path) -> None:
    short = Attachment(name="scan.png", size=10, chunks=lambda: iter([b"short"]))
    with pytest.raises(Exception, match="attachment"):
        seal_batch(
            sender.contents([person()], attachments=(short,)),
            folder=empty_stick,
            recipients=(sender.central[1], sender.recovery[1]),
            key=sender.key,
        )
    assert list(empty_stick.iterdir()) == []


def test_schemas_travel_with_the_records(sender: Sender) -> None:
    sealed = sender.seal([person()])
    with open_batch(sealed.path, sender.identity_file, sender.allowed_file) as batch:
        batch.write_to(sender.folder / "out")
    schema = msgspec.json.decode((sender.folder / "out/schema/person-1.json").read_bytes())
    assert schema["$id"] == schema_id("person")
