"""What becomes of a batch at the receiver: the same rules in memory and in PostgreSQL."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psycopg
import pytest

from intake_app.central.errors import BatchIdReused
from intake_app.central.ledger import Ledger
from intake_app.central.memory import MemoryLedger
from intake_app.central.postgres import PostgresLedger
from intake_app.central.receiver import Receiver, receive_batch
from intake_app.records.batch import BatchRecord, Receipt
from intake_app.sync.errors import BatchRefused
from intake_app.sync.keys import SigningKey
from intake_app.sync.receipts import (
    CHAIN_BROKEN,
    ERASED,
    NOT_IN_SCHEMA,
    NOT_LISTED,
    OLDER,
    OTHER_CONTENT,
    OTHER_DEVICE,
    SEQUENCE_REUSED,
    SEQUENCE_WENT_BACK,
    decode_receipt,
)
from intake_app.sync.schema import ErasureBody, Target, record_of
from tests.intake_app.sync.sender import NOW, Sender, family_of_records, person

LATER = NOW + datetime.timedelta(days=1)
KEY = SigningKey.make("central")


@pytest.fixture
def sender(tmp_path: Path) -> Sender:
    return Sender(tmp_path / "sender")


@pytest.fixture(params=["memory", "postgres"])
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    if request.param == "memory":
        yield MemoryLedger()
        return
    url = request.getfixturevalue("database_url")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS intake CASCADE")
    made = PostgresLedger(url)
    yield made
    made.close()


@pytest.fixture
def receiver(ledger: Ledger, sender: Sender, tmp_path: Path) -> Iterator[Receiver]:
    staging = tmp_path / "staging"
    staging.mkdir()
    yield Receiver(
        name="central",
        identities=(sender.central[0],),
        signing_key=KEY,
        signers=sender.signers,
        ledger=ledger,
        staging=staging,
    )
    assert list(staging.iterdir()) == [], "plaintext was left behind"


def take(receiver: Receiver, sender: Sender, *records: BatchRecord, sequence: int | None = None) -> Receipt:
    sealed = sender.seal(records, sequence=sequence)
    return receive_batch(receiver, sealed.path, now=LATER).receipt


def statuses(receipt: Receipt) -> list[str]:
    return [line.status for line in receipt.lines]


def test_every_record_is_accepted_with_a_central_id(receiver: Receiver, sender: Sender) -> None:
    records = family_of_records(2)
    receipt = take(receiver, sender, *records)
    assert statuses(receipt) == ["accepted"] * 6
    assert [(line.type, line.id, line.rev) for line in receipt.lines] == [
        (r.type, r.id, r.rev) for r in records
    ]
    assert len({line.central_id for line in receipt.lines}) == 6
    assert (receipt.missing_sequences, receipt.alarms) == ((), ())


def test_the_same_batch_twice_gives_the_same_receipt_and_changes_nothing(
    receiver: Receiver, sender: Sender
) -> None:
    sealed = sender.seal(family_of_records(2))
    first = receive_batch(receiver, sealed.path, now=NOW)
    again = receive_batch(receiver, sealed.path, now=LATER)
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert again.receipt_file == first.receipt_file
    assert decode_receipt(again.receipt_file, KEY.public) == first.receipt


def test_records_sent_again_are_duplicates_with_one_central_id(receiver: Receiver, sender: Sender) -> None:
    record = person()
    first, again = take(receiver, sender, record), take(receiver, sender, record)
    assert statuses(again) == ["duplicate"]
    assert again.lines[0].central_id == first.lines[0].central_id


def test_a_newer_revision_replaces_an_older_one_only(receiver: Receiver, sender: Sender) -> None:
    old = person(family="Before")
    new = person(rev=2, record_id=old.id, family="After")
    first = take(receiver, sender, old)
    second = take(receiver, sender, new, old)
    assert statuses(second) == ["accepted", "conflict"]
    assert second.lines[0].central_id == first.lines[0].central_id
    assert second.lines[1].reason == OLDER


def test_the_same_revision_with_other_content_is_a_conflict(receiver: Receiver, sender: Sender) -> None:
    record = person(family="One")
    take(receiver, sender, record)
    receipt = take(receiver, sender, person(record_id=record.id, family="Two"))
    assert (statuses(receipt), receipt.lines[0].reason) == (["conflict"], OTHER_CONTENT)


def test_one_bad_record_is_rejected_and_the_rest_is_taken_over(receiver: Receiver, sender: Sender) -> None:
    bad = person()
    bad.body["birth"]["iso"] = "before the war"
    good = family_of_records(1)
    receipt = take(receiver, sender, good[0], bad, *good[1:])
    assert statuses(receipt) == ["accepted", "rejected", "accepted", "accepted"]
    assert receipt.lines[1].reason == f"{NOT_IN_SCHEMA}: $.birth.iso"
    assert receiver.ledger.record("person", bad.id) is None


def test_an_unreadable_line_is_rejected_and_the_rest_taken(receiver: Receiver, sender: Sender) -> None:
    good = person()
    lines = b"no json at all\n" + msgspec.json.encode(good) + b"\n"
    listed = (("person", "019cade2-11c0-7000-8000-000000000005", 1), ("person", good.id, 1))
    path = sender.forge(sender.inner({"records/person-0001.ndjson": lines}, records=listed))
    receipt = receive_batch(receiver, path, now=LATER).receipt
    assert statuses(receipt) == ["rejected", "accepted"]
    assert receipt.lines[0].reason == NOT_LISTED


def test_a_gap_names_the_missing_batches_until_they_come(receiver: Receiver, sender: Sender) -> None:
    first = sender.seal([person()])
    second, third = sender.seal([person()]), sender.seal([person()])
    fourth = sender.seal([person()])
    assert receive_batch(receiver, first.path, now=NOW).receipt.missing_sequences == ()
    assert receive_batch(receiver, fourth.path, now=NOW).receipt.missing_sequences == (2, 3)
    late = receive_batch(receiver, third.path, now=NOW).receipt
    assert late.missing_sequences == (2,)
    assert receive_batch(receiver, second.path, now=NOW).receipt.missing_sequences == ()


def test_a_sequence_that_goes_back_raises_an_alarm(receiver: Receiver, sender: Sender) -> None:
    take(receiver, sender, person())
    take(receiver, sender, person())
    copied = take(receiver, sender, person(), sequence=1)
    assert any(alarm.startswith(SEQUENCE_REUSED) for alarm in copied.alarms)
    assert any(alarm.startswith(SEQUENCE_WENT_BACK) for alarm in copied.alarms)
    assert statuses(copied) == ["accepted"]


def test_a_batch_that_follows_another_one_raises_an_alarm(receiver: Receiver, sender: Sender) -> None:
    take(receiver, sender, person())
    sender.previous = "f" * 64
    receipt = take(receiver, sender, person())
    assert [alarm.split(":")[0] for alarm in receipt.alarms] == [CHAIN_BROKEN]


def test_an_absurd_sequence_does_not_make_an_absurd_receipt(receiver: Receiver, sender: Sender) -> None:
    receipt = take(receiver, sender, person(), sequence=10**9)
    assert len(receipt.missing_sequences) == 1000


def test_an_erasure_notice_erases_and_what_was_erased_does_not_come_back(
    receiver: Receiver, sender: Sender
) -> None:
    record, case, consent = family_of_records(1)
    take(receiver, sender, record, case, consent)
    targets = tuple(Target(type=r.type, id=r.id) for r in (record, case))  # type: ignore[arg-type]
    notice = record_of(
        "erasure", consent.id, 1, ErasureBody(reason="consent-withdrawn", at=LATER, targets=targets)
    )
    assert statuses(take(receiver, sender, notice)) == ["accepted"]
    kept = receiver.ledger.record("person", record.id)
    assert kept is not None
    assert kept.erased_sequence == 2
    assert receiver.ledger.record("consent", consent.id) is not None
    late = take(receiver, sender, record, person(rev=9, record_id=record.id), notice, sequence=1)
    assert statuses(late) == ["conflict", "conflict", "duplicate"]
    assert late.lines[0].reason == ERASED
    given_again = take(receiver, sender, record, sequence=3)
    assert statuses(given_again) == ["accepted"]
    assert given_again.lines[0].central_id == kept.central_id


def test_a_device_cannot_change_or_erase_another_devices_records(
    receiver: Receiver, sender: Sender, tmp_path: Path
) -> None:
    record = person()
    take(receiver, sender, record)
    other = Sender(tmp_path / "other", device_id="device-8", central=sender.central, recovery=sender.recovery)
    both = msgspec.structs.replace(receiver, signers=(*sender.signers, *other.signers))
    notice = record_of(
        "erasure",
        person().id,
        1,
        ErasureBody(reason="erased-at-source", at=LATER, targets=(Target(type="person", id=record.id),)),
    )
    receipt = take(both, other, person(rev=2, record_id=record.id), notice)
    assert statuses(receipt) == ["conflict", "conflict"]
    assert {line.reason for line in receipt.lines} == {OTHER_DEVICE}
    kept = receiver.ledger.record("person", record.id)
    assert kept is not None
    assert (kept.rev, kept.erased_sequence) == (1, 0)


def test_a_refused_batch_leaves_no_trace(receiver: Receiver, sender: Sender) -> None:
    sealed = sender.seal([person()])
    data = sealed.path.read_bytes()
    for changed in (data[:-1], data[:4000] + b"\0" + data[4001:], b""):
        sealed.path.write_bytes(changed)
        with pytest.raises(BatchRefused):
            receive_batch(receiver, sealed.path, now=NOW)
    assert receiver.ledger.sequences(sender.device_id) == {}


def test_another_batch_under_a_known_id_is_refused_whole(receiver: Receiver, sender: Sender) -> None:
    receive_batch(receiver, sender.forge(sender.inner({})), now=NOW)
    second = sender.forge(sender.inner({}))
    with pytest.raises(BatchIdReused):
        receive_batch(receiver, second, now=NOW)


def test_trouble_in_the_middle_rolls_everything_back(
    receiver: Receiver, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = family_of_records(2)
    sealed = sender.seal(records)

    def fail(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(type(receiver.ledger), "file", fail)
        with pytest.raises(MemoryError):
            receive_batch(receiver, sealed.path, now=NOW)
    assert receiver.ledger.record("person", records[0].id) is None
    assert statuses(receive_batch(receiver, sealed.path, now=NOW).receipt) == ["accepted"] * 6
