"""The ledger in a real PostgreSQL: what a person at the centre finds there."""

import contextlib
from pathlib import Path

import psycopg
import pytest

from intake_app.central.errors import DatabaseTrouble
from intake_app.central.postgres import PostgresLedger
from intake_app.central.receiver import Receiver, receive_batch
from intake_app.sync.keys import SigningKey
from intake_app.sync.schema import (
    AnswerBody,
    Coded,
    ErasureBody,
    InterviewBody,
    Target,
    record_of,
)
from tests.intake_app.sync.sender import NOW, Sender, family_of_records


@pytest.fixture
def sender(tmp_path: Path) -> Sender:
    return Sender(tmp_path / "sender")


def receiver(url: str, sender: Sender) -> Receiver:
    return Receiver(
        name="central",
        identities=(sender.central[0],),
        signing_key=SigningKey.make("central"),
        signers=sender.signers,
        ledger=PostgresLedger(url),
    )


def test_records_are_found_by_plain_sql(database_url: str, sender: Sender) -> None:
    person, case, consent = family_of_records(1)
    body = InterviewBody(
        case_id=case.id,
        person_id=person.id,
        form_id="arrival",
        form_version="1",
        form_title="Arrival",
        begun_at=NOW,
        language="Deutsch (de)",
        client_language="العربية (ar)",
        answers=(
            AnswerBody(ref="/data/school", type="select_one", values=(Coded(system="arrival", code="yes"),)),
            AnswerBody(ref="/data/years", type="integer", value="7"),
        ),
    )
    interview = record_of("interview", "019cade2-11c0-7000-8000-0000000000aa", 1, body)
    central = receiver(database_url, sender)
    sealed = sender.seal([person, case, consent, interview])
    receipt = receive_batch(central, sealed.path, now=NOW).receipt
    with psycopg.connect(database_url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT p.family, p.full_original, c.number, k.state, i.form_id FROM intake.person p"
            " JOIN intake.case c ON c.person_id = p.id JOIN intake.consent k ON k.person_id = p.id"
            " JOIN intake.interview i ON i.case_id = c.id"
        ).fetchall()
        assert found == [("Sample", "أمينة", "K-0", "given", "arrival")]
        answers = connection.execute("SELECT ref, value, coded->0->>'code' FROM intake.answer ORDER BY ref")
        assert answers.fetchall() == [("/data/school", None, "yes"), ("/data/years", "7", None)]
        lines = connection.execute("SELECT status, central_id::text FROM intake.receipt_line ORDER BY line")
        assert lines.fetchall() == [(line.status, line.central_id) for line in receipt.lines]

        notice = ErasureBody(
            reason="consent-withdrawn", at=NOW, targets=(Target(type="interview", id=interview.id),)
        )
        erasing = sender.seal([record_of("erasure", consent.id, 1, notice)])
        receive_batch(central, erasing.path, now=NOW)
        assert connection.execute("SELECT count(*) FROM intake.interview").fetchone() == (0,)
        text = connection.execute("SELECT string_agg(r::text, ' ') FROM intake.record r").fetchone()
        assert text is not None
        assert "/data/school" not in text[0]
    assert isinstance(central.ledger, PostgresLedger)
    central.ledger.close()


def test_another_receiver_with_a_new_key_gives_the_receipt_of_then(database_url: str, sender: Sender) -> None:
    sealed = sender.seal(family_of_records(1))
    receipts = []
    for _ in range(2):
        central = receiver(database_url, sender)
        assert isinstance(central.ledger, PostgresLedger)
        with contextlib.closing(central.ledger):
            receipts.append(receive_batch(central, sealed.path, now=NOW).receipt_file)
    assert receipts[0] == receipts[1]


def test_a_database_that_is_not_there_is_said_without_its_password() -> None:
    with pytest.raises(DatabaseTrouble) as caught:
        PostgresLedger("postgresql://intake:secret@/none?host=/nowhere")
    assert "secret" not in caught.value.in_english()
    with pytest.raises(DatabaseTrouble):
        PostgresLedger("nonsense")
