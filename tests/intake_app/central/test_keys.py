"""The central system's keys: made once, private, usable by public tools."""

import datetime
import stat
import subprocess
from pathlib import Path

import pytest

from intake_app.central.errors import KeysExist
from intake_app.central.keys import allow_signer, make_central_keys, open_central_keys
from intake_app.errors import FileUnreadable, FileUnwritable
from intake_app.sync.errors import KeyUnusable
from intake_app.sync.key_card import read_key_card
from intake_app.sync.keys import SigningKey
from intake_app.sync.signers import read_signers
from tests.intake_app.sync.sender import NOW, need_tools


def test_keys_are_private_and_the_card_fits_them(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = make_central_keys(folder, name="Sample  city\n", now=NOW, valid_until=datetime.date(2027, 1, 1))
    for private in ("central.key", "receipt_key"):
        assert stat.S_IMODE((folder / private).stat().st_mode) == 0o600
    card = read_key_card(made.card)
    opened = open_central_keys(folder)
    assert opened.identities == made.identities
    assert opened.signing_key.public.line == card.signer
    assert (card.name, card.valid_until, card.is_sample) == ("Sample city", datetime.date(2027, 1, 1), False)


def test_public_tools_read_the_keys(tmp_path: Path) -> None:
    need_tools("age-keygen", "ssh-keygen")
    folder = tmp_path / "keys"
    made = make_central_keys(folder, name="Sample", now=NOW)
    card = read_key_card(made.card)
    told = subprocess.run(["age-keygen", "-y", folder / "central.key"], capture_output=True, check=True)
    assert told.stdout.decode().strip() == card.recipient
    told = subprocess.run(["ssh-keygen", "-y", "-f", folder / "receipt_key"], capture_output=True, check=True)
    assert told.stdout.decode().split()[1] == card.signer.split()[1]


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    make_central_keys(tmp_path, name="Sample", now=NOW)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(KeysExist):
        make_central_keys(tmp_path, name="Sample", now=NOW)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_device_is_believed_once_it_is_allowed(tmp_path: Path) -> None:
    made = make_central_keys(tmp_path, name="Sample", now=NOW)
    key = SigningKey.make("sample supervisor").public
    for _ in range(2):
        allow_signer(made.allowed_signers, device_id="device-7", key_line=key.line)
    signers = read_signers(made.allowed_signers)
    assert [(line.principals, line.namespaces) for line in signers] == [
        (("central",), ("intake-receipt",)),
        (("device-7",), ("intake-batch",)),
    ]
    assert signers[1].key == key
    with pytest.raises(KeyUnusable):
        allow_signer(made.allowed_signers, device_id="*", key_line=key.line)
    with pytest.raises(KeyUnusable):
        allow_signer(made.allowed_signers, device_id="device-9", key_line="nonsense")
    with pytest.raises(FileUnwritable):
        allow_signer(tmp_path / "none" / "file", device_id="device-9", key_line=key.line)


def test_places_without_keys(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        open_central_keys(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileUnwritable):
        make_central_keys(tmp_path / "file" / "keys", name="Sample", now=NOW)
