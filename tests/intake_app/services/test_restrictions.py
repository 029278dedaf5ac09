"""While the processing is restricted, nothing leaves and nothing is deleted; the access file says it."""

import json
from pathlib import Path

import pytest

from intake_app.services import erasure, persons, restrictions, retention, subject_access
from intake_app.services.disputes import DisputeUnworded
from intake_app.services.restrictions import ProcessingRestricted, RestrictedAlready
from intake_app.services.session import Workspace
from intake_app.vault.errors import RecordMissing
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW


@pytest.fixture
def restricted(counsellor: Workspace) -> persons.PersonOverview:
    person = persons.record_person(counsellor, draft=draft("Anna"), now=NOW)
    restrictions.restrict_processing(
        counsellor, person_id=person.person.id, ground="accuracy", says="Alter wird gekl\u00e4rt", now=NOW
    )
    return person


def test_a_case_is_not_deleted_until_the_restriction_is_lifted(
    counsellor: Workspace, restricted: persons.PersonOverview
) -> None:
    case_id, person_id = restricted.case.id, restricted.person.id
    with pytest.raises(ProcessingRestricted):
        erasure.ask_deletion(counsellor, case_id=case_id, reason="person-asked", now=NOW)
    lifted = restrictions.lift_restriction(counsellor, person_id=person_id, outcome="Pass liegt vor", now=NOW)
    assert (lifted.settled_by, lifted.outcome) == (counsellor.user.id, "Pass liegt vor")
    assert restrictions.restriction_of(counsellor, person_id=person_id) is None
    asked = erasure.ask_deletion(counsellor, case_id=case_id, reason="person-asked", now=NOW)
    restrictions.restrict_processing(
        counsellor, person_id=person_id, ground="claims", says="Klage eingereicht", now=NOW
    )
    other = next(one for one in counsellor.vault.keyslots.slots if one.role == "supervisor")
    counsellor.user = other.user  # the second person, in their own session
    with pytest.raises(ProcessingRestricted):
        erasure.confirm_deletion(counsellor, deletion_id=asked.id, now=NOW)
    assert next(one for one in retention.countdown(counsellor, now=NOW.replace(year=2040))).is_restricted


def test_it_is_said_in_the_access_file_with_who_when_and_why(
    counsellor: Workspace, restricted: persons.PersonOverview, tmp_path: Path
) -> None:
    path = tmp_path / "access.json"
    subject_access.export_subject(counsellor, person_id=restricted.person.id, path=path, now=NOW)
    (kept,) = json.loads(path.read_bytes())["records"]["disputes"]
    text = json.dumps(kept, ensure_ascii=False)
    assert all(part in text for part in ("accuracy", "Alter wird gekl\u00e4rt", NOW.date().isoformat()))


def test_it_wants_a_reason_and_holds_once(counsellor: Workspace, restricted: persons.PersonOverview) -> None:
    person_id = restricted.person.id
    with pytest.raises(RestrictedAlready):
        restrictions.restrict_processing(
            counsellor, person_id=person_id, ground="claims", says="noch einmal", now=NOW
        )
    with pytest.raises(DisputeUnworded):
        restrictions.lift_restriction(counsellor, person_id=person_id, outcome=" ", now=NOW)
    other = persons.record_person(counsellor, draft=draft("Berta"), now=NOW).person.id
    with pytest.raises(DisputeUnworded):
        restrictions.restrict_processing(counsellor, person_id=other, ground="claims", says="", now=NOW)
    with pytest.raises(RecordMissing):
        restrictions.lift_restriction(counsellor, person_id=other, outcome="nichts", now=NOW)
    with pytest.raises(RecordMissing):
        restrictions.restrict_processing(counsellor, person_id="nobody", ground="claims", says="x", now=NOW)
