"""``intake-app central``: the reference receiver. Keys, allowed devices, and batches into PostgreSQL."""

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake_app.errors import IntakeError

if TYPE_CHECKING:
    from intake_app.central.receiver import ReceivedBatch


def add(subparsers: Any) -> None:
    """Add the command with its actions."""
    parser = subparsers.add_parser(
        "central", help="the reference receiver: verify, load into PostgreSQL, write a receipt"
    )
    actions: Any = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    keys = actions.add_parser("keys", help="make the central system's keys and its key card")
    keys.add_argument("--out", type=Path, required=True, metavar="DIR")
    keys.add_argument("--name", default="Central system", help="name on the key card")
    keys.add_argument(
        "--valid-until", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD", help="last day on the card"
    )
    keys.set_defaults(run=_keys)

    allow = actions.add_parser("allow", help="believe a device's signing key")
    allow.add_argument("device", metavar="DEVICE", help="the device id as it stands in the batch's name")
    allow.add_argument("key", metavar="KEY", help="the supervisor's public key: 'ssh-ed25519 AAAA…'")
    allow.add_argument("--keys", type=Path, default=Path("keys"), metavar="DIR", help="default: ./keys")
    allow.set_defaults(run=_allow)

    receive = actions.add_parser("receive", help="take batches over; a receipt is written beside each")
    receive.add_argument("file", type=Path, nargs="+", metavar="FILE")
    receive.add_argument("--database", required=True, metavar="URL", help="postgresql://…")
    receive.add_argument("--keys", type=Path, default=Path("keys"), metavar="DIR", help="default: ./keys")
    receive.add_argument("--signers", type=Path, metavar="FILE", help="default: allowed_signers in DIR")
    receive.add_argument("--name", default="central", help="the receiver's name in the receipt")
    receive.set_defaults(run=_receive)


def _keys(options: argparse.Namespace) -> int:
    from intake_app.central.keys import make_central_keys

    now = datetime.datetime.now(datetime.UTC)
    made = make_central_keys(options.out, name=options.name, now=now, valid_until=options.valid_until)
    print(f"Keys are in {options.out}. Give {made.card} to the reception centres; keep the rest here.")
    return 0


def _allow(options: argparse.Namespace) -> int:
    from intake_app.central.keys import ALLOWED_SIGNERS, allow_signer

    allow_signer(options.keys / ALLOWED_SIGNERS, device_id=options.device, key_line=options.key)
    print(f"{options.device} may sign batches now.")
    return 0


def _receive(options: argparse.Namespace) -> int:
    """Receive each file; one that is refused does not keep the next from being received."""
    from intake_app.central.keys import open_central_keys
    from intake_app.central.postgres import PostgresLedger
    from intake_app.central.receiver import Receiver, receive_batch
    from intake_app.sync.container import RECEIPT_SUFFIX
    from intake_app.sync.receipts import write_receipt
    from intake_app.sync.signers import read_signers

    keys = open_central_keys(options.keys)
    signers = read_signers(options.signers or keys.allowed_signers)
    ledger = PostgresLedger(options.database)
    code = 0
    try:
        receiver = Receiver(
            name=options.name,
            identities=keys.identities,
            signing_key=keys.signing_key,
            signers=signers,
            ledger=ledger,
        )
        for file in options.file:
            try:
                received = receive_batch(receiver, file, now=datetime.datetime.now(datetime.UTC))
                write_receipt(file.with_suffix(RECEIPT_SUFFIX), received.receipt_file)
            except IntakeError as trouble:
                print(f"{file.name}: {trouble.in_english()}", file=sys.stderr)
                code = 1
                continue
            if _tell(file, received):
                code = 1
    finally:
        ledger.close()
    return code


def _tell(file: Path, received: "ReceivedBatch") -> bool:
    """Print what became of a batch; return whether something wants a person's attention."""
    receipt = received.receipt
    counts: dict[str, int] = {}
    for line in receipt.lines:
        counts[line.status] = counts.get(line.status, 0) + 1
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no records"
    repeat = " (received before; the same receipt again)" if received.is_repeat else ""
    print(f"{file.name}: {told}{repeat}")
    print(f"  receipt {file.with_suffix('.receipt')}")
    for line in receipt.lines:
        if line.status in {"rejected", "conflict"}:
            print(f"  {line.status} {line.type} {line.id} rev {line.rev}: {line.reason}", file=sys.stderr)
    for number in receipt.missing_sequences:
        print(f"  missing: batch {number} of device {receipt.device_id}", file=sys.stderr)
    for alarm in receipt.alarms:
        print(f"  ALARM: {alarm}", file=sys.stderr)
    return bool(receipt.missing_sequences or receipt.alarms or {"rejected", "conflict"} & set(counts))
