"""The receiver's answer: one file ``<batch>.receipt``, a POSIX tar of receipt.json and its signature.

Check without this program (one extraction more than nothing)::

    tar xf b.receipt
    ssh-keygen -Y verify -f allowed -I central -n intake-receipt -s receipt.json.sig < receipt.json
"""

import io
from pathlib import Path

import msgspec

from intake_app.errors import N_, FileUnreadable
from intake_app.records.batch import RECEIPT_FORMAT, Receipt
from intake_app.sync.errors import BatchRefused, ReceiptRefused
from intake_app.sync.keys import PublicKey, SigningKey
from intake_app.sync.signing import RECEIPT_NAMESPACE, sign, verify
from intake_app.sync.stick import written_safely
from intake_app.sync.tar import END, TarReader, member

RECEIPT = "receipt.json"
RECEIPT_SIGNATURE = "receipt.json.sig"
PRINCIPAL = "central"  # -I in the public check
_LIMIT = 1 << 26

# What a receipt says of a record that was not taken over; "schema" is followed by ": " and the place.
NOT_LISTED = N_("The line cannot be read or is not the record that was listed")
NOT_IN_SCHEMA = N_("The record does not follow its schema")
OTHER_CONTENT = N_("The central system holds this revision with other content")
OLDER = N_("The central system holds a newer revision")
OTHER_DEVICE = N_("The record belongs to another device")
ERASED = N_("The record was erased")
# What raises an alarm; followed by ": " and the sequence numbers.
SEQUENCE_WENT_BACK = N_("The sequence number went back; the device may have been copied or restored")
SEQUENCE_REUSED = N_("The sequence number was used before by another batch")
CHAIN_BROKEN = N_("The batch does not follow the previous batch of this device")


def sign_receipt(receipt: Receipt, key: SigningKey) -> bytes:
    """Return the receipt file's bytes; the same receipt and key give the same bytes."""
    wire = msgspec.json.format(msgspec.json.encode(receipt), indent=1) + b"\n"
    signature = sign(key, wire, namespace=RECEIPT_NAMESPACE)
    mtime = int(receipt.received_at.timestamp())
    parts = [
        member(name, data, mtime=mtime) for name, data in ((RECEIPT, wire), (RECEIPT_SIGNATURE, signature))
    ]
    return b"".join((*parts, END))


def write_receipt(path: Path, data: bytes) -> None:
    """Put receipt bytes in place safely; raises StickMissing, StickFull."""
    with written_safely(path) as stream:
        stream.write(data)


def read_receipt(path: Path, signer: PublicKey) -> Receipt:
    """Return the receipt in ``path`` when ``signer`` signed it; raises FileUnreadable, ReceiptRefused."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    return decode_receipt(data, signer)


def decode_receipt(data: bytes, signer: PublicKey) -> Receipt:
    """Return the receipt in the bytes of a receipt file when ``signer`` signed it; raises ReceiptRefused."""
    try:
        wire, signature = _take_apart(data)
        key = verify(signature, wire, namespace=RECEIPT_NAMESPACE)
    except BatchRefused as trouble:
        raise ReceiptRefused(reason=N_("it is damaged or its signature does not hold")) from trouble
    if key.raw != signer.raw:
        raise ReceiptRefused(reason=N_("it is not signed by the central system"))
    return _decode(wire)


def reread_receipt(data: bytes) -> Receipt:
    """Return the receipt in a file that the central system kept itself, whatever key it signed with then."""
    return _decode(_take_apart(data)[0])


def _decode(wire: bytes) -> Receipt:
    try:
        receipt = msgspec.json.decode(wire, type=Receipt)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as trouble:
        raise ReceiptRefused(reason=N_("it cannot be read")) from trouble
    if receipt.format != RECEIPT_FORMAT:
        raise ReceiptRefused(reason=N_("it was made for a newer version of the program"))
    return receipt


def _take_apart(data: bytes) -> tuple[bytes, bytes]:
    reader = TarReader(io.BytesIO(data))
    parts = {}
    for name, _size in reader:
        if name in parts or name not in {RECEIPT, RECEIPT_SIGNATURE}:
            raise ReceiptRefused(reason=N_("it holds something that is not part of a receipt"))
        parts[name] = reader.whole(_LIMIT)
    if len(parts) != 2:
        raise ReceiptRefused(reason=N_("a part of it is missing"))
    return parts[RECEIPT], parts[RECEIPT_SIGNATURE]
