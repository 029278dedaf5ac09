"""Receipts: one file, checked by ssh-keygen after one extraction, refused when anything is off."""

import subprocess
from pathlib import Path

import pytest

from intake_app.errors import FileUnreadable
from intake_app.records.batch import Receipt, ReceiptLine
from intake_app.sync.errors import ReceiptRefused, StickMissing
from intake_app.sync.keys import SigningKey
from intake_app.sync.receipts import decode_receipt, read_receipt, sign_receipt, write_receipt
from intake_app.sync.signing import sign
from intake_app.sync.tar import END, member
from tests.intake_app.sync.sender import NOW, need_tools

KEY = SigningKey.make("central")
RECEIPT = Receipt(
    batch_id="019cade2-11c0-7000-8000-000000000001",
    batch_sha256="0" * 64,
    device_id="device-7",
    sequence=3,
    received_at=NOW,
    receiver="central",
    lines=(ReceiptLine(type="person", id="x", rev=1, status="accepted", central_id="y"),),
    missing_sequences=(2,),
)


def test_ssh_keygen_confirms_a_receipt_after_one_extraction(tmp_path: Path) -> None:
    need_tools("tar", "ssh-keygen")
    write_receipt(tmp_path / "b.receipt", sign_receipt(RECEIPT, KEY))
    (tmp_path / "allowed").write_text(f'central namespaces="intake-receipt" {KEY.public.line}\n')
    script = (
        "tar xf b.receipt && ssh-keygen -Y verify -f allowed -I central -n intake-receipt"
        " -s receipt.json.sig < receipt.json"
    )
    subprocess.run(["sh", "-c", script], cwd=tmp_path, check=True, capture_output=True)


def test_a_receipt_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "b.receipt"
    write_receipt(file, sign_receipt(RECEIPT, KEY))
    assert read_receipt(file, KEY.public) == RECEIPT
    assert sign_receipt(RECEIPT, KEY) == file.read_bytes()
    assert [found.name for found in tmp_path.iterdir()] == ["b.receipt"]


def test_a_changed_receipt_is_refused() -> None:
    data = sign_receipt(RECEIPT, KEY)
    for place in range(0, len(data), 3):
        changed = data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]
        with pytest.raises(ReceiptRefused):
            decode_receipt(changed, KEY.public)
    for end in range(0, len(data), 97):
        with pytest.raises(ReceiptRefused):
            decode_receipt(data[:end], KEY.public)


def test_a_receipt_by_anybody_else_is_refused() -> None:
    with pytest.raises(ReceiptRefused):
        decode_receipt(sign_receipt(RECEIPT, SigningKey.make()), KEY.public)


def wrapped(wire: bytes, namespace: str = "intake-receipt") -> bytes:
    parts = {"receipt.json": wire, "receipt.json.sig": sign(KEY, wire, namespace=namespace)}
    return b"".join(member(name, data) for name, data in parts.items()) + END


@pytest.mark.parametrize(
    "data",
    [
        wrapped(b"{}"),
        wrapped(b"[" * 100_000),
        wrapped(b"\xff"),
        wrapped(b"{}", "intake-batch"),
        member("receipt.json", b"{}") + END,
        member("receipt.json", b"{}") * 2 + END,
        wrapped(b"{}")[:-1024] + member("more", b"") + END,
    ],
)
def test_odd_receipts_are_refused(data: bytes) -> None:
    with pytest.raises(ReceiptRefused):
        decode_receipt(data, KEY.public)


def test_a_newer_receipt_says_so() -> None:
    import msgspec

    newer = msgspec.structs.replace(RECEIPT, format="intake-receipt/2")
    with pytest.raises(ReceiptRefused, match="newer version"):
        decode_receipt(sign_receipt(newer, KEY), KEY.public)


def test_places_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_receipt(tmp_path / "none", KEY.public)
    with pytest.raises(StickMissing):
        write_receipt(tmp_path / "none" / "b.receipt", b"x")
