"""Opening: everything holds, or nothing is written. Damaged, forged, foreign and malicious batches."""

import gzip
import io
import random
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from intake_app.errors import FileUnreadable, FileUnwritable
from intake_app.records.batch import Manifest
from intake_app.sync import VerifiedBatch, open_batch, verify_batch
from intake_app.sync.encryption import make_identity
from intake_app.sync.errors import BatchDamaged, BatchRefused, BatchTooNew, NotForThisKey, SignatureWrong
from intake_app.sync.keys import SigningKey
from intake_app.sync.tar import END, member
from tests.intake_app.sync.sender import Sender, family_of_records, need_tools, person, public_verdict


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Sender:
    return Sender(tmp_path_factory.mktemp("sender"))


@pytest.fixture(scope="module")
def sealed(sender: Sender) -> VerifiedBatch:
    return sender.seal(family_of_records(3))


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Path]:
    """A staging folder that must be empty when a test ends."""
    folder = tmp_path / "staging"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == [], "plaintext was left behind"


def is_accepted(path: Path, sender: Sender, staging: Path) -> bool:
    try:
        with open_batch(path, [sender.central[0]], sender.signers, staging=staging):
            return True
    except BatchRefused:
        assert list(staging.iterdir()) == [], "a refused batch left plaintext behind"
        return False


def damages(data: bytes, other: bytes, rng: random.Random) -> Iterator[bytes]:
    """Yield damaged copies without end: flipped bits, cuts, insertions, swaps, pieces of another batch."""
    while True:
        place, length = rng.randrange(len(data)), rng.choice((1, 7, 512, 3000))
        kind = rng.randrange(7)
        front = min(place, 2560)
        damaged = {
            0: lambda p=place: data[:p] + bytes([data[p] ^ (1 << rng.randrange(8))]) + data[p + 1 :],
            1: lambda p=place: data[:p],
            2: lambda p=place, n=length: data[:p] + rng.randbytes(n) + data[p:],
            3: lambda p=place, n=length: data[:p] + data[p + n :],
            4: lambda p=place, n=length: data[:p] + other[p : p + n] + data[p + n :],
            5: lambda p=front: data[:p] + bytes([rng.randrange(256)]) + data[p + 1 :],
            6: lambda p=place, n=length: data[:p] + data[p : p + n] + data[p:],
        }[kind]()
        if damaged != data:
            yield damaged


def test_no_damaged_batch_is_accepted_and_nothing_is_written(
    sender: Sender, sealed: VerifiedBatch, staging: Path, tmp_path: Path
) -> None:
    data = sealed.path.read_bytes()
    other = sender.seal(family_of_records(3)).path.read_bytes()
    file = tmp_path / "damaged.intake"
    copies = damages(data, other, random.Random(7))
    accepted = 0
    for _ in range(2000):
        file.write_bytes(next(copies))
        accepted += is_accepted(file, sender, staging)
    assert accepted == 0
    file.write_bytes(data)
    assert is_accepted(file, sender, staging), "the undamaged copy must be accepted, or this proves nothing"


def test_the_same_verdict_as_age_and_ssh_keygen(
    sender: Sender, sealed: VerifiedBatch, staging: Path, tmp_path: Path
) -> None:
    """Where they accept a changed file, only tar's own framing was changed: we are stricter there."""
    need_tools("tar", "ssh-keygen", "age", "sha256sum")
    data = sealed.path.read_bytes()
    parts = read_parts(data)
    file = tmp_path / "damaged.intake"
    copies = damages(data, sender.seal(family_of_records(2)).path.read_bytes(), random.Random(11))
    refused = 0
    for _ in range(25):
        changed = next(copies)
        file.write_bytes(changed)
        assert not is_accepted(file, sender, staging)
        if public_verdict(file, sender, tmp_path):
            assert read_parts(changed) == parts
        else:
            refused += 1
    assert refused > 12
    file.write_bytes(data)
    assert public_verdict(file, sender, tmp_path)


def read_parts(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar if info.isfile()}  # type: ignore[union-attr]


def test_a_batch_packed_again_by_tar_is_the_same_batch(
    sender: Sender, sealed: VerifiedBatch, staging: Path, tmp_path: Path
) -> None:
    with tarfile.open(tmp_path / "again.intake", "w", format=tarfile.GNU_FORMAT) as tar:
        for name, data in read_parts(sealed.path.read_bytes()).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    assert is_accepted(tmp_path / "again.intake", sender, staging)


def test_either_recipient_opens_it_and_nobody_else(
    sender: Sender, sealed: VerifiedBatch, staging: Path
) -> None:
    for identity in (sender.central[0], sender.recovery[0]):
        with open_batch(sealed.path, [identity], sender.signers, staging=staging) as batch:
            assert len(list(batch.records())) == 9
    with pytest.raises(NotForThisKey):
        open_batch(sealed.path, [make_identity()[0]], sender.signers, staging=staging)


def test_a_forgery_by_whoever_knows_the_public_keys_is_refused(sender: Sender, staging: Path) -> None:
    inner = sender.inner({})
    assert is_accepted(sender.forge(inner), sender, staging), "the forger's tools work"
    stranger = SigningKey.make("stranger")
    assert not is_accepted(sender.forge(inner, key=stranger), sender, staging)
    named = {"signer": stranger.public.fingerprint}
    assert not is_accepted(sender.forge(inner, key=stranger, clear=named), sender, staging)
    assert not is_accepted(sender.forge(inner, clear=named), sender, staging)


def test_a_device_cannot_speak_for_another(sender: Sender, staging: Path) -> None:
    with pytest.raises(SignatureWrong):
        verify_batch(sender.forge(sender.inner({}), clear={"device_id": "device-8"}), sender.signers)


@pytest.mark.parametrize(
    "clear",
    [
        {"batch_id": "not a uuid"},
        {"device_id": "../../etc"},
        {"sequence": 0},
        {"sequence": 10**12},
        {"sequence": "1"},
        {"recipients": []},
        {"recipients": ["one"]},
        {"recipients": ["one", "two", "three"]},
        {"payload_size": 1},
        {"payload_sha256": "0" * 64},
        {"created_at": "2026-03-02T09:30:00"},
        {"format": None},
    ],
)
def test_a_signed_header_that_makes_no_sense_is_refused(
    sender: Sender, staging: Path, clear: dict[str, object]
) -> None:
    assert not is_accepted(sender.forge(sender.inner({}), clear=clear), sender, staging)


@pytest.mark.parametrize("clear", [{"format": "intake-batch/2"}, {"min_reader": 2}])
def test_a_newer_batch_says_so(sender: Sender, clear: dict[str, object]) -> None:
    with pytest.raises(BatchTooNew, match="Update this program"):
        verify_batch(sender.forge(sender.inner({}), clear=clear), sender.signers)


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info.tobuf(tarfile.USTAR_FORMAT)


GOOD = {"records/person-0001.ndjson": b""}
MALICIOUS: dict[str, Callable[[Sender], bytes]] = {
    "traversal": lambda s: s.inner({"../../outside": b"x"}),
    "traversal in records": lambda s: s.inner({"records/../../outside": b"x"}),
    "absolute": lambda s: s.inner({"/tmp/outside": b"x"}),
    "backslashes": lambda s: s.inner({"records\\..\\..\\outside": b"x"}),
    "device name": lambda s: s.inner({"attachments/..": b"x"}),
    "hidden": lambda s: s.inner({"attachments/.ssh": b"x"}),
    "unknown place": lambda s: s.inner({"bin/run.sh": b"x"}),
    "symbolic link": lambda s: link("records/person-0001.ndjson", "/etc/passwd") + s.inner({}),
    "hard link": lambda s: link("attachments/a", "manifest.json", tarfile.LNKTYPE) + s.inner({}),
    "folder": lambda s: link("records", "", tarfile.DIRTYPE) + s.inner({}),
    "sparse": lambda s: link("attachments/a", "", tarfile.GNUTYPE_SPARSE) + s.inner({}),
    "long name": lambda s: link("attachments/a", "", tarfile.GNUTYPE_LONGNAME) + s.inner({}),
    "nothing": lambda _: b"",
    "noise": lambda _: random.Random(1).randbytes(5000),
    "zeros": lambda _: bytes(100_000),
    "compressed": lambda s: gzip.compress(s.inner({})),
    "cut off": lambda s: s.inner(GOOD)[:-1024],
    "no manifest": lambda _: member("records/person-0001.ndjson", b"") + END,
    "no signature": lambda s: member("manifest.json", s.manifest({})) + END,
    "file behind the manifest": lambda s: s.inner({})[:-1024] + member("records/x-0001.ndjson", b"") + END,
    "file not listed": lambda s: member("records/x-0001.ndjson", b"") + s.inner({}),
    "file missing": lambda s: s.inner({}, files=msgspec.json.decode(s.manifest(GOOD), type=Manifest).files),
    "file twice": lambda s: member("records/person-0001.ndjson", b"") + s.inner(GOOD),
    "manifest of another batch": lambda s: s.inner({}, batch_id="019cade2-11c0-7000-8000-000000000009"),
    "manifest of another device": lambda s: s.inner({}, device_id="device-8"),
    "manifest of another sequence": lambda s: s.inner({}, sequence=2),
    "manifest for others": lambda s: s.inner({}, recipients=("x", "y")),
    "manifest by a stranger": lambda s: s.inner({}, key=SigningKey.make()),
    "manifest is no json": lambda s: _odd_manifest(s, b"[" * 100_000),
    "records not listed": lambda s: s.inner({"records/person-0001.ndjson": b"{}\n"}),
    "records cut off": lambda s: s.inner(
        {"records/person-0001.ndjson": b"{}"}, records=(("person", "x", 1),)
    ),
    "records listed only": lambda s: s.inner(GOOD, records=(("person", "x", 1),)),
    "record with an odd id": lambda s: s.inner(
        {"records/person-0001.ndjson": b"{}\n"}, records=(("person", "../x\0", 1),)
    ),
}


def _odd_manifest(sender: Sender, wire: bytes) -> bytes:
    from intake_app.sync.signing import sign

    signature = sign(sender.key, wire, namespace="intake-batch")
    return member("manifest.json", wire) + member("manifest.json.sig", signature) + END


@pytest.mark.parametrize("kind", MALICIOUS)
def test_a_signed_batch_with_a_wicked_inside_is_refused(sender: Sender, staging: Path, kind: str) -> None:
    assert not is_accepted(sender.forge(MALICIOUS[kind](sender)), sender, staging)


def test_lines_that_are_no_records_are_told_one_by_one(sender: Sender, staging: Path) -> None:
    good = person()
    ids = [f"019cade2-11c0-7000-8000-00000000000{n}" for n in range(6)]
    lines = [
        msgspec.json.encode(good),
        b"no json",
        b'{"type":"person"}',
        msgspec.json.encode(person(record_id=ids[4])),  # listed under another id
        b'{"a":' * 50_000,
        b"x" * (9 << 20),
        msgspec.json.encode(good),
    ]
    listed = [good.id, ids[1], ids[2], ids[3], ids[4], ids[5], good.id]
    files = {"records/person-0001.ndjson": b"\n".join(lines) + b"\n"}
    path = sender.forge(sender.inner(files, records=tuple(("person", i, 1) for i in listed)))
    with open_batch(path, [sender.central[0]], sender.signers, staging=staging) as batch:
        found = list(batch.records())
    assert [line.id for line in found] == listed
    assert [line.record is not None for line in found] == [True, False, False, False, False, False, True]


def test_contents_are_written_whole_or_not_at_all(
    sender: Sender, sealed: VerifiedBatch, staging: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with open_batch(sealed.path, [sender.central[0]], sender.signers, staging=staging) as batch:
        (tmp_path / "taken").mkdir()
        (tmp_path / "taken" / "file").write_text("mine")
        with pytest.raises(FileUnwritable):
            batch.write_to(tmp_path / "taken")
        assert [file.name for file in (tmp_path / "taken").iterdir()] == ["file"]
        assert not (tmp_path / "taken.part").exists()
        out.mkdir()
        batch.write_to(out)
    assert (out / "records/person-0001.ndjson").read_bytes().count(b"\n") == 3


def test_a_file_that_changes_while_it_is_read_is_noticed(
    sender: Sender, sealed: VerifiedBatch, staging: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another genuine payload is put in its place between the check and the decryption."""
    first = sender.forge(sender.inner({})).read_bytes()
    second = sender.forge(sender.inner({}))
    other = second.read_bytes()
    second.write_bytes(first)
    from intake_app.sync import opening

    real = opening.verify_stream

    def swap(stream: io.BufferedReader, path: Path, *args: object, **facts: object) -> VerifiedBatch:
        verified: VerifiedBatch = real(stream, path, *args, **facts)  # type: ignore[arg-type]
        path.write_bytes(other)
        return verified

    monkeypatch.setattr(opening, "verify_stream", swap)
    with pytest.raises(BatchDamaged):
        open_batch(second, [sender.central[0]], sender.signers, staging=staging)


def test_a_file_that_is_not_there_is_said_so(sender: Sender, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        verify_batch(tmp_path / "none.intake", sender.signers)
    with pytest.raises(FileUnreadable):
        verify_batch(tmp_path, sender.signers)
