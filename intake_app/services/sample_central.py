"""A sample central system beside the demo: real keys, real checks, a real answer, and no memory."""

import datetime
from pathlib import Path

from intake_app.central.keys import make_central_keys, open_central_keys
from intake_app.central.memory import MemoryLedger
from intake_app.central.receiver import Receiver, receive_batch
from intake_app.records.batch import Receipt
from intake_app.services.batches import device_signers
from intake_app.services.session import Workspace
from intake_app.sync.container import RECEIPT_SUFFIX
from intake_app.sync.receipts import write_receipt
from intake_app.sync.signers import read_signers


def make_sample_central(folder: Path, *, name: str, now: datetime.datetime) -> Path:
    """Make keys marked as a sample in ``folder``; return the key card to be taken in."""
    return make_central_keys(folder, name=name, now=now, is_sample=True).card


def allow_device(folder: Path, workspace: Workspace) -> None:
    """Let the sample central system believe this device's supervisors (``allowed_signers``)."""
    with open_central_keys(folder).allowed_signers.open("a", encoding="utf-8") as stream:
        stream.write(device_signers(workspace))


def answer_batch(folder: Path, batch: Path, *, name: str, now: datetime.datetime) -> tuple[Receipt, Path]:
    """Receive ``batch`` as the central system would and write the receipt beside it.

    Raises BatchRefused with its kinds. The same batch twice gives two receipts here, because this sample
    keeps its ledger in memory; the receiver proper (PostgreSQL) gives the same one.
    """
    keys = open_central_keys(folder)
    receiver = Receiver(
        name=name,
        identities=keys.identities,
        signing_key=keys.signing_key,
        signers=read_signers(keys.allowed_signers),
        ledger=MemoryLedger(),
    )
    received = receive_batch(receiver, batch, now=now)
    place = batch.with_suffix(RECEIPT_SUFFIX)
    write_receipt(place, received.receipt_file)
    return received.receipt, place
