"""``intake-app central`` at a terminal: keys, allowed devices, batches into a real PostgreSQL, receipts."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from intake_app.__main__ import main
from intake_app.sync.encryption import recipient_of
from intake_app.sync.key_card import read_key_card
from tests.intake_app.central.cluster import private_cluster
from tests.intake_app.sync.sender import Sender, family_of_records, need_tools, person


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    with private_cluster() as url:
        yield url


@pytest.fixture
def keys(tmp_path: Path, database_url: str) -> Path:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS intake CASCADE")
    folder = tmp_path / "keys"
    assert (
        main(["central", "keys", "--out", str(folder), "--name", "Sample", "--valid-until", "2030-01-31"])
        == 0
    )
    return folder


@pytest.fixture
def sender(tmp_path: Path, keys: Path) -> Sender:
    identity = (keys / "central.key").read_text(encoding="utf-8").split()[-1]
    made = Sender(tmp_path / "sender", central=(identity, recipient_of(identity)))
    assert main(["central", "allow", made.device_id, made.key.public.line, "--keys", str(keys)]) == 0
    return made


def receive(url: str, keys: Path, *files: Path) -> int:
    return main(["central", "receive", *map(str, files), "--database", url, "--keys", str(keys)])


def test_batches_are_received_and_answered(
    database_url: str, keys: Path, sender: Sender, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = sender.seal(family_of_records(2)), sender.seal([person()])
    assert receive(database_url, keys, first.path, second.path) == 0
    assert "6 accepted" in capsys.readouterr().out
    kept = first.path.with_suffix(".receipt").read_bytes()
    assert receive(database_url, keys, first.path) == 0
    assert "the same receipt again" in capsys.readouterr().out
    assert first.path.with_suffix(".receipt").read_bytes() == kept
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM intake.person").fetchone() == (3,)


def test_public_tools_confirm_the_receipt(
    database_url: str, keys: Path, sender: Sender, tmp_path: Path
) -> None:
    need_tools("tar", "ssh-keygen")
    sealed = sender.seal([person()])
    assert receive(database_url, keys, sealed.path) == 0
    script = (
        f"tar xf {sealed.path.with_suffix('.receipt')} && ssh-keygen -Y verify -f {keys}/allowed_signers"
        " -I central -n intake-receipt -s receipt.json.sig < receipt.json"
    )
    subprocess.run(["sh", "-c", script], cwd=tmp_path, check=True, capture_output=True)


def test_what_wants_attention_is_said_and_is_exit_code_1(
    database_url: str, keys: Path, sender: Sender, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = person()
    bad.body["names"] = "nobody"
    sender.seal([person()])
    sealed = sender.seal([bad, person()])
    assert receive(database_url, keys, sealed.path) == 1
    told = capsys.readouterr().err
    assert "rejected person" in told
    assert "$.names" in told
    assert "missing: batch 1 of device device-7" in told
    again = sender.seal([person()], sequence=1)
    late = sender.seal([person()], sequence=1)
    assert receive(database_url, keys, again.path, late.path) == 1
    assert "ALARM" in capsys.readouterr().err


def test_a_bad_batch_does_not_keep_the_next_from_being_received(
    database_url: str, keys: Path, sender: Sender, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = sender.seal([person()]), sender.seal([person()])
    bad.path.write_bytes(bad.path.read_bytes()[:-1])
    assert receive(database_url, keys, bad.path, good.path) == 1
    told = capsys.readouterr()
    assert "not a whole and genuine batch" in told.err
    assert "1 accepted" in told.out
    assert not bad.path.with_suffix(".receipt").exists()


def test_a_database_that_is_not_there(keys: Path, sender: Sender, capsys: pytest.CaptureFixture[str]) -> None:
    sealed = sender.seal([person()])
    assert receive("postgresql://intake:secret@/none?host=/nowhere", keys, sealed.path) == 1
    told = capsys.readouterr().err
    assert "cannot be reached" in told
    assert "secret" not in told


def test_the_card_is_for_the_reception_centres(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = read_key_card(keys / "central-card.txt")
    assert (card.name, str(card.valid_until)) == ("Sample", "2030-01-31")
    assert main(["central", "keys", "--out", str(keys)]) == 1
    assert "never overwritten" in capsys.readouterr().err
