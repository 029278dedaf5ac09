"""A reception centre as the tests need it: keys, records, and batches sealed for a central system."""

import datetime
import hashlib
import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from intake_app.records.batch import BatchHeader, BatchRecord, Manifest, ManifestFile
from intake_app.records.ids import new_id
from intake_app.sync import BatchContents, VerifiedBatch, seal_batch
from intake_app.sync.container import Attachment
from intake_app.sync.encryption import encrypt_stream, make_identity, recipient_key_id
from intake_app.sync.keys import SigningKey
from intake_app.sync.schema import (
    CaseBody,
    Coded,
    ConsentBody,
    DateBody,
    NameBody,
    PersonBody,
    record_of,
)
from intake_app.sync.signers import Signers, read_signers, signer_line
from intake_app.sync.signing import sign
from intake_app.sync.tar import END, member

NOW = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
DEVICE = "device-7"
FORGED_ID = "019cade2-11c0-7000-8000-000000000001"


@dataclass
class Sender:
    """One device with its supervisor's key; ``central`` and ``recovery`` are (identity, recipient)."""

    folder: Path
    device_id: str = DEVICE
    key: SigningKey = field(default_factory=lambda: SigningKey.make("sample supervisor"))
    central: tuple[str, str] = field(default_factory=make_identity)
    recovery: tuple[str, str] = field(default_factory=make_identity)
    sequence: int = 0
    previous: str = ""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.allowed_file.write_text(
            signer_line(self.device_id, self.key.public, namespace="intake-batch") + "\n", encoding="utf-8"
        )
        self.identity_file.write_text(f"# sample\n{self.central[0]}\n", encoding="utf-8")

    @property
    def allowed_file(self) -> Path:
        return self.folder / "allowed_signers"

    @property
    def identity_file(self) -> Path:
        return self.folder / "central.key"

    @property
    def signers(self) -> Signers:
        return read_signers(self.allowed_file)

    def contents(
        self,
        records: Sequence[BatchRecord],
        *,
        sequence: int | None = None,
        attachments: tuple[Attachment, ...] = (),
    ) -> BatchContents:
        return BatchContents(
            batch_id=new_id(NOW),
            device_id=self.device_id,
            sequence=self.sequence + 1 if sequence is None else sequence,
            previous_sha256=self.previous,
            site="Sample reception centre",
            purpose="K-TRANS",
            created_at=NOW,
            audit_head="0" * 64,
            records=records,
            attachments=attachments,
        )

    def seal(self, records: Sequence[BatchRecord], *, sequence: int | None = None) -> VerifiedBatch:
        """Seal the next batch (or one with the given sequence number)."""
        contents = self.contents(records, sequence=sequence)
        sealed = seal_batch(
            contents, folder=self.folder, recipients=(self.central[1], self.recovery[1]), key=self.key
        )
        self.sequence, self.previous = contents.sequence, sealed.sha256
        return sealed

    def forge(
        self, inner: bytes, *, key: SigningKey | None = None, clear: dict[str, object] | None = None
    ) -> Path:
        """Write a batch around ``inner`` (a payload's tar) whose outside holds in every respect."""
        payload = io.BytesIO()
        encrypt_stream(io.BytesIO(inner), payload, (self.central[1], self.recovery[1]))
        signer = key or self.key
        header = msgspec.to_builtins(self.header(payload.getvalue())) | (clear or {})
        wire = msgspec.json.encode(header)
        parts = {
            "header.json": wire,
            "header.json.sig": sign(signer, wire, namespace="intake-batch"),
            "payload.age": payload.getvalue(),
        }
        path = self.folder / "forged.intake"
        path.write_bytes(b"".join(member(name, data) for name, data in parts.items()) + END)
        return path

    def header(self, payload: bytes) -> BatchHeader:
        """Return the header of forged batches: always the same id."""
        return BatchHeader(
            batch_id=FORGED_ID,
            device_id=self.device_id,
            sequence=1,
            previous_sha256="",
            signer=self.key.public.fingerprint,
            recipients=tuple(recipient_key_id(pair[1]) for pair in (self.central, self.recovery)),
            payload_size=len(payload),
            payload_sha256=hashlib.sha256(payload).hexdigest(),
            created_at=NOW,
        )

    def manifest(self, inside: dict[str, bytes], /, **changes: object) -> bytes:
        """Return the manifest that fits ``inside`` and the header of forged batches."""
        header = self.header(b"")
        manifest = Manifest(
            batch_id=header.batch_id,
            device_id=header.device_id,
            sequence=header.sequence,
            recipients=header.recipients,
            signer=header.signer,
            site="Sample reception centre",
            created_at=NOW,
            purpose="K-TRANS",
            files=tuple(
                ManifestFile(path=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
                for name, data in inside.items()
            ),
            records=(),
            audit_head="",
        )
        return msgspec.json.encode(msgspec.structs.replace(manifest, **changes))

    def inner(
        self, inside: dict[str, bytes], /, *, key: SigningKey | None = None, **changes: object
    ) -> bytes:
        """Return a payload's tar with ``inside`` and their signed manifest."""
        wire = self.manifest(inside, **changes)
        signature = sign(key or self.key, wire, namespace="intake-batch")
        parts = {**inside, "manifest.json": wire, "manifest.json.sig": signature}
        return b"".join(member(name, data) for name, data in parts.items()) + END


def person(*, rev: int = 1, record_id: str = "", family: str = "Sample") -> BatchRecord:
    body = PersonBody(
        names=(NameBody(given="Amina", family=family, full_original="أمينة"),),
        birth=DateBody(iso="1991-05", precision="month", certainty="stated"),
        created_at=NOW,
        nationality=Coded(system="ISO 3166-1 alpha-3", code="SYR"),
        is_sample=True,
    )
    return record_of("person", record_id or new_id(NOW), rev, body)


def family_of_records(count: int) -> list[BatchRecord]:
    """Return ``count`` persons, then their cases, then their consents."""
    persons = [person() for _ in range(count)]
    cases = [
        record_of("case", new_id(NOW), 1, CaseBody(number=f"K-{n}", person_id=p.id, opened_at=NOW))
        for n, p in enumerate(persons)
    ]
    consents = [
        record_of(
            "consent",
            new_id(NOW),
            1,
            ConsentBody(
                person_id=p.id, purpose="K-TRANS", state="given", at=NOW, language="ar", text_version="1"
            ),
        )
        for p in persons
    ]
    return [*persons, *cases, *consents]


def need_tools(*names: str) -> None:
    """Skip where a public tool is not installed."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")


def public_verdict(batch: Path, sender: Sender, folder: Path) -> bool:
    """Return what tar, ssh-keygen, sha256sum and age say of a batch file."""
    work = folder / "public"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    script = (
        f"tar xf '{batch}' && ssh-keygen -Y verify -f '{sender.allowed_file}' -I {sender.device_id}"
        " -n intake-batch -s header.json.sig < header.json"
        ' && test "$(sha256sum < payload.age | cut -d" " -f1)" ='
        ' "$(grep -o \'"payload_sha256":"[0-9a-f]*"\' header.json | cut -d\'"\' -f4)"'
        f" && age -d -i '{sender.identity_file}' payload.age | tar t > /dev/null"
    )
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script], cwd=work, capture_output=True, check=False
    )
    return done.returncode == 0
