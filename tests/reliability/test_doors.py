"""Two instances, a wrong passphrase, a clock that was moved, a stick pulled out: said, nothing is lost."""

import contextlib
import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intake_app.errors import IntakeError
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import backups, interviews, persons
from intake_app.services import workspace as service
from intake_app.sync import seal_batch, verify_batch
from intake_app.sync.encryption import make_identity
from intake_app.vault import keyslots
from intake_app.vault.errors import VaultInUse, WrongPassphrase
from tests.intake_app.services.people import draft
from tests.intake_app.sync.sender import Sender, family_of_records
from tests.intake_app.vault.sample import COUNSELLOR, NOW, Sample
from tests.reliability.flow import prepare, reopen
from tests.reliability.table import times

Note = Callable[[str, int, str, str], None]
COUNT = times(20, 20)


def test_a_second_instance_is_refused_and_the_first_goes_on(sample: Sample, noted: Note) -> None:
    way, refused = prepare(sample), 0
    first = reopen(sample.folder, way)
    for n in range(COUNT):
        with pytest.raises(VaultInUse):
            reopen(sample.folder, way)
        refused += 1
        persons.record_person(first, draft=draft(f"P{n}"), now=NOW)
    first.vault.close()
    again = reopen(sample.folder, way)  # the control: alone it opens
    assert len(persons.recent_persons(again, limit=100)) == COUNT + 1
    again.vault.close()
    noted("two instances", COUNT, f"{refused} refused, 0 lost", "alone it opens")


def test_a_wrong_passphrase_opens_nothing_and_deletes_nothing(sample: Sample, noted: Note) -> None:
    user, before = sample.users[1], sample.database.read_bytes()
    clock = iter(range(0, 10**9, 1000))  # each pause is over
    for n in range(COUNT):
        wrong = [COUNSELLOR.passphrase[:-1], COUNSELLOR.passphrase.upper(), f"{COUNSELLOR.passphrase} x", ""][
            n % 4
        ]
        with pytest.raises(WrongPassphrase):
            service.unlock_workspace(
                sample.folder, user_id=user.id, passphrase=wrong, now=NOW, monotonic=lambda: next(clock)
            )
    assert sample.database.read_bytes() == before
    assert keyslots.open_slot(sample.folder, user.id, COUNSELLOR.passphrase) is not None
    noted("wrong passphrase", COUNT, "0 opened, 0 changed", "the right one opens")


def test_a_clock_that_was_moved_loses_nothing(sample: Sample, noted: Note) -> None:
    way = prepare(sample)
    moved = [datetime.timedelta(days=days) for days in (0, 400, -800, 3, -3, 10_000, -10_000, 1)]
    workspace = reopen(sample.folder, way)
    for n in range(COUNT):
        now = NOW + moved[n % len(moved)]
        found = interviews.resume_interview(workspace, interview_id=way.interview_id, now=now)
        found.interview.answer("/data/name", f"mark-{n}")
        event = InterviewEvent("answer", "/data/name", f"mark-{n}")
        interviews.keep_event(
            workspace, interview_id=way.interview_id, event=event,
            state=found.interview.state(), answered=1, asked=1, language="", client_language="", now=now,
        )  # fmt: skip
        backups.back_up(workspace, now=now)
        workspace.vault.verify_audit()
    kept = interviews.resume_interview(workspace, interview_id=way.interview_id, now=NOW)
    assert kept.interview.value("/data/name") == f"mark-{COUNT - 1}"
    assert backups.backups(sample.folder), "thinning by a moved clock leaves some"
    workspace.vault.close()
    noted("clock moved", COUNT, "0 lost, the chain holds", "the newest answer counts")


def test_a_stick_pulled_out_is_never_a_success(tmp_path: Path, noted: Note) -> None:
    (tmp_path / "keys").mkdir()
    sender, false = Sender(tmp_path / "keys"), 0
    recipients = (sender.central[1], make_identity()[1])
    for n in range(COUNT):
        stick = tmp_path / f"stick-{n}"
        stick.mkdir()

        def pull(done: int, _total: int, stick: Path = stick, at: int = n % 5) -> None:
            if done >= at:
                shutil.rmtree(stick, ignore_errors=True)

        contents = sender.contents(family_of_records(3), sequence=n + 1)
        with contextlib.suppress(IntakeError):  # anything else is a bug and fails here
            made = seal_batch(contents, folder=stick, recipients=recipients, key=sender.key, progress=pull)
            false += not made.path.exists()
    whole = tmp_path / "stays"
    whole.mkdir()
    contents = sender.contents(family_of_records(3), sequence=99)
    made = seal_batch(contents, folder=whole, recipients=recipients, key=sender.key)
    assert verify_batch(made.path, sender.signers).sha256 == made.sha256
    noted("stick pulled out", COUNT, f"{false} false successes", "left in, it verifies")
    assert false == 0
