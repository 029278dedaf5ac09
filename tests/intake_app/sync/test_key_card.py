"""The key card: read aloud, compared, refused when it is something else."""

import datetime
from pathlib import Path

import pytest

from intake_app.errors import FileUnreadable
from intake_app.records.batch import CentralKey
from intake_app.sync.encryption import make_identity, recipient_key_id
from intake_app.sync.errors import KeyExpired, KeyUnusable
from intake_app.sync.key_card import demand_valid, read_key_card, spoken, write_key_card
from intake_app.sync.keys import SigningKey

RECIPIENT = make_identity()[1]
KEY = CentralKey(
    name="Sample city",
    recipient=RECIPIENT,
    signer=SigningKey.make("central").public.line,
    valid_until=datetime.date(2027, 12, 31),
    is_sample=True,
)


def test_a_card_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "card.txt"
    file.write_text(write_key_card(KEY), encoding="utf-8")
    assert read_key_card(file) == KEY
    assert spoken(recipient_key_id(RECIPIENT)) in file.read_text(encoding="utf-8")


def test_a_card_saved_by_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "card.txt"
    text = write_key_card(KEY).replace("name:", "Name :").replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_key_card(file) == KEY


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("recipient:", "recipent:"),
        ("name: Sample city", "name:"),
        ("age1", "age2"),
        ("ssh-ed25519", "ssh-rsa"),
        ("2027-12-31", "soon"),
    ],
)
def test_a_wrong_card_is_refused(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "card.txt"
    file.write_text(write_key_card(KEY).replace(old, new), encoding="utf-8")
    with pytest.raises(KeyUnusable):
        read_key_card(file)


def test_a_card_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_key_card(tmp_path / "none")


def test_the_last_day_still_counts() -> None:
    noon = datetime.datetime(2027, 12, 31, 12, tzinfo=datetime.UTC)
    demand_valid(KEY, noon)
    with pytest.raises(KeyExpired, match="2027-12-31"):
        demand_valid(KEY, noon + datetime.timedelta(days=1))


def test_key_ids_are_read_aloud_in_fours() -> None:
    assert spoken("0123456789abcdef") == "0123 4567 89ab cdef"
