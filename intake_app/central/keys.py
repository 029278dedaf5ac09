"""The central system's keys: one opens batches, one signs receipts, and a card makes them known.

Files in the folder: ``central.key`` (age identity, as ``age-keygen`` writes it), ``receipt_key`` and
``receipt_key.pub`` (OpenSSH), ``central-card.txt`` (for the reception centres), ``allowed_signers`` (whom
the central system believes, and its own line for whoever checks receipts). The two private keys are
readable by their owner only.
"""

import datetime
import os
from pathlib import Path

import msgspec

from intake_app.central.errors import KeysExist
from intake_app.errors import N_, FileUnreadable, FileUnwritable
from intake_app.records.batch import CentralKey
from intake_app.sync import container
from intake_app.sync.encryption import make_identity, read_identities
from intake_app.sync.errors import KeyUnusable
from intake_app.sync.key_card import write_key_card
from intake_app.sync.keys import PublicKey, SigningKey
from intake_app.sync.receipts import PRINCIPAL
from intake_app.sync.signers import signer_line
from intake_app.sync.signing import BATCH_NAMESPACE, RECEIPT_NAMESPACE

IDENTITY = "central.key"
RECEIPT_KEY = "receipt_key"
CARD = "central-card.txt"
ALLOWED_SIGNERS = "allowed_signers"


class CentralKeys(msgspec.Struct, frozen=True):
    """The private keys, opened, and where the public files lie."""

    identities: tuple[str, ...]
    signing_key: SigningKey
    card: Path
    allowed_signers: Path


def make_central_keys(
    folder: Path,
    *,
    name: str,
    now: datetime.datetime,
    valid_until: datetime.date | None = None,
    is_sample: bool = False,
) -> CentralKeys:
    """Make fresh keys in ``folder``; raises KeysExist, FileUnwritable."""
    identity, recipient = make_identity()
    key = SigningKey.make(PRINCIPAL)
    card = CentralKey(
        name=" ".join(name.split()),
        recipient=recipient,
        signer=key.public.line,
        valid_until=valid_until,
        is_sample=is_sample,
    )
    own_line = signer_line(PRINCIPAL, key.public, namespace=RECEIPT_NAMESPACE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any((folder / file).exists() for file in (IDENTITY, RECEIPT_KEY, CARD)):
            raise KeysExist(folder=folder.name)
        _write_private(
            folder / IDENTITY, f"# created: {now.isoformat()}\n# public key: {recipient}\n{identity}\n"
        )
        _write_private(folder / RECEIPT_KEY, key.to_openssh().decode())
        (folder / f"{RECEIPT_KEY}.pub").write_text(f"{key.public.line}\n", encoding="utf-8")
        (folder / CARD).write_text(write_key_card(card), encoding="utf-8")
        with (folder / ALLOWED_SIGNERS).open("a", encoding="utf-8") as stream:
            stream.write(f"{own_line}\n")
    except OSError as trouble:
        raise FileUnwritable(file=folder.name) from trouble
    return CentralKeys(
        identities=(identity,),
        signing_key=key,
        card=folder / CARD,
        allowed_signers=folder / ALLOWED_SIGNERS,
    )


def open_central_keys(folder: Path) -> CentralKeys:
    """Return the keys in ``folder``; raises FileUnreadable, KeyUnusable."""
    try:
        private = (folder / RECEIPT_KEY).read_bytes()
    except OSError as trouble:
        raise FileUnreadable(file=RECEIPT_KEY) from trouble
    return CentralKeys(
        identities=read_identities(folder / IDENTITY),
        signing_key=SigningKey.from_openssh(private, comment=PRINCIPAL, file=RECEIPT_KEY),
        card=folder / CARD,
        allowed_signers=folder / ALLOWED_SIGNERS,
    )


def allow_signer(file: Path, *, device_id: str, key_line: str) -> None:
    """Add a device's signing key to an allowed_signers file; raises KeyUnusable, FileUnwritable."""
    if not container.DEVICE.fullmatch(device_id):
        raise KeyUnusable(file="device", reason=N_("the device id cannot be part of a file name"))
    line = signer_line(device_id, PublicKey.from_line(key_line), namespace=BATCH_NAMESPACE)
    try:
        known = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        if line not in known:
            with file.open("a", encoding="utf-8") as stream:
                stream.write(f"{line}\n")
    except OSError as trouble:
        raise FileUnwritable(file=file.name) from trouble


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
