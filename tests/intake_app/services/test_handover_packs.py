"""A handover as a sealed file: exactly what the consent covers; what is taken over is not asked again."""

import datetime
import json
from pathlib import Path

import msgspec
import pytest

from intake_app.errors import FileUnreadable
from intake_app.records.assessment import Evidence
from intake_app.services import assessments, case_work, consents, handover_packs, referrals, sites, spared
from intake_app.services.assessments import NeedDraft, ResourceDraft
from intake_app.services.handover_packs import HandoverPack, PackUnknown, PackUnopened
from intake_app.services.persons import record_person
from intake_app.services.referrals import ReferralDraft, ReferralWithoutConsent
from intake_app.services.session import Workspace
from intake_app.services.sites import NeedsStatutoryBasis
from intake_app.sync.encryption import encrypt_with_passphrase
from tests.intake_app.services.people import draft
from tests.intake_app.services.test_sites import COLOGNE
from tests.intake_app.vault.sample import NOW

RECIPIENT = "Beratung Gelsenkirchen"
PASSPHRASE = "torf lampe segel birke fenster"


def referred(workspace: Workspace, *categories: str) -> tuple[str, str]:
    """Record a person with a resource, two needs and a status; refer them; return person and referral."""
    person = record_person(workspace, draft=draft("Fatima", "Muster"), now=NOW).person.id
    resource = ResourceDraft("D04", "spricht drei Sprachen", words="ثلاث لغات", language="ar")
    assessments.add_resource(workspace, person_id=person, draft=resource, now=NOW)
    for domain, text, code in (("D02", "eigene Wohnung", "own-home"), ("D07", "Zahnschmerz", "")):
        assessments.add_need(workspace, person_id=person, draft=NeedDraft(domain, text, code), now=NOW)
    case_work.set_case_facts(workspace, person_id=person, status_group="G04", now=NOW)
    consents.record_consent(
        workspace, person_id=person, purpose="K-SPE", state="given", language="ar", text_version="K-SPE/1",
        recipient=RECIPIENT, categories=categories, now=NOW,
    )  # fmt: skip
    referral = referrals.refer(
        workspace, person_id=person, draft=ReferralDraft(RECIPIENT, kind="handover", categories=categories),
        now=NOW,
    )  # fmt: skip
    return person, referral.id


def test_a_pack_holds_what_the_consent_covers_and_nothing_else(counsellor: Workspace) -> None:
    _person, referral = referred(counsellor, "resources", "needs", "housing", "language")
    pack = handover_packs.make_handover_pack(counsellor, referral_id=referral, now=NOW)
    assert [(one.kind, one.text) for one in pack.items] == [
        ("resource", "spricht drei Sprachen"), ("need", "eigene Wohnung"),
    ]  # fmt: skip
    assert pack.person == ""
    assert b"Muster" not in msgspec.json.encode(pack.items)


def test_taken_over_items_are_there_once_and_spare_questions(counsellor: Workspace, tmp_path: Path) -> None:
    _person, referral = referred(counsellor, "contact", "resources", "needs", "status", "housing", "language")
    made = handover_packs.make_handover_pack(counsellor, referral_id=referral, now=NOW)
    file = handover_packs.write_handover_pack(made, path=tmp_path / "pack.age", passphrase=PASSPHRASE)
    assert b"Muster" not in file.read_bytes()
    pack = handover_packs.read_handover_pack(file, passphrase=PASSPHRASE)
    assert (pack, pack.person) == (made, "Muster, Fatima")
    other = record_person(counsellor, draft=draft("Fatima", "Muster"), now=NOW).person.id
    everything = [one.id for one in pack.items]
    assert len(everything) == 3

    def take(ids: list[str]) -> int:
        return handover_packs.take_in_handover(
            counsellor, person_id=other, pack=pack, item_ids=ids, now=NOW + datetime.timedelta(days=1)
        )

    assert take(everything[:2]) == 2
    assert take(everything) == 1  # the status; the others are there already
    assert take(everything) == 0
    page = assessments.assessment_page(counsellor, person_id=other, now=NOW)
    assert [(one.text, one.words) for one in page.resources] == [("spricht drei Sprachen", "ثلاث لغات")]
    assert [(one.text, one.code) for one in page.needs] == [("eigene Wohnung", "own-home")]
    assert page.needs[0].evidence[0].ref == f"handover:{pack.id}"
    assert case_work.case_work_page(counsellor, person_id=other).file.status_group == "G04"
    counted = spared.spared_in_case(counsellor, person_id=other)
    assert (counted.handover, counted.interview, counted.whole) == (3, 0, 3)
    assert spared.spared_in_all(counsellor) == (3, 1)


def test_an_answer_taken_over_from_an_interview_spares_one_question_however_often(
    counsellor: Workspace,
) -> None:
    person = record_person(counsellor, draft=draft("Fatima", "Muster"), now=NOW).person.id
    told = Evidence("interview-1", "/data/work", "What did you work as?", "baker", NOW)
    resource = ResourceDraft("D06", "Bäckerin", evidence=(told,))
    assessments.add_resource(counsellor, person_id=person, draft=resource, now=NOW)
    need = NeedDraft("D06", "Anerkennung", evidence=(told,))
    assessments.add_need(counsellor, person_id=person, draft=need, now=NOW)
    assessments.add_need(counsellor, person_id=person, draft=NeedDraft("D06", "Arbeit"), now=NOW)
    assert spared.spared_in_case(counsellor, person_id=person).interview == 1


def test_another_passphrase_or_another_file_does_not_open(counsellor: Workspace, tmp_path: Path) -> None:
    pack = HandoverPack("1", NOW, "Köln", RECIPIENT, "2026-01-01", ())
    file = handover_packs.write_handover_pack(pack, path=tmp_path / "pack.age", passphrase=PASSPHRASE)
    with pytest.raises(PackUnopened):
        handover_packs.read_handover_pack(file, passphrase="another one altogether")
    damaged = tmp_path / "damaged.age"
    damaged.write_bytes(file.read_bytes()[:-4])
    with pytest.raises(PackUnopened):
        handover_packs.read_handover_pack(damaged, passphrase=PASSPHRASE)
    with pytest.raises(FileUnreadable):
        handover_packs.read_handover_pack(tmp_path / "gone", passphrase=PASSPHRASE)
    strange = tmp_path / "strange.age"
    strange.write_bytes(encrypt_with_passphrase(json.dumps({"format": "x"}).encode(), PASSPHRASE))
    with pytest.raises(PackUnknown):
        handover_packs.read_handover_pack(strange, passphrase=PASSPHRASE)


def test_a_pack_needs_its_consent_until_the_last_moment(counsellor: Workspace) -> None:
    person, referral = referred(counsellor, "needs")
    consents.record_consent(
        counsellor, person_id=person, purpose="K-SPE", state="withdrawn", language="ar",
        text_version="K-SPE/1", recipient=RECIPIENT, now=NOW + datetime.timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(ReferralWithoutConsent):
        handover_packs.make_handover_pack(
            counsellor, referral_id=referral, now=NOW + datetime.timedelta(hours=2)
        )


def test_a_public_social_benefit_body_hands_health_over_with_a_statutory_power_only(
    supervisor: Workspace,
) -> None:
    _person, referral = referred(supervisor, "needs", "health")
    body = msgspec.structs.replace(COLOGNE, controller="public-sgb")
    sites.keep_site(supervisor, profile=body, now=NOW)
    with pytest.raises(NeedsStatutoryBasis):
        handover_packs.make_handover_pack(supervisor, referral_id=referral, now=NOW)
    with pytest.raises(NeedsStatutoryBasis):
        referred(supervisor, "needs", "health")


def test_a_pack_is_an_age_file_that_asks_for_a_passphrase() -> None:
    assert encrypt_with_passphrase(b"{}", PASSPHRASE).startswith(b"age-encryption.org/v1\n-> scrypt ")
