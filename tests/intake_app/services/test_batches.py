"""From approved interviews to the sealed batch, to the receipt, to the withdrawn consent: on a real vault."""

import dataclasses
import datetime
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from intake_app.central.keys import CentralKeys, allow_signer, make_central_keys
from intake_app.central.memory import MemoryLedger
from intake_app.central.receiver import ReceivedBatch, Receiver, receive_batch
from intake_app.errors import Cancelled, NotAllowed
from intake_app.forms import shipped_forms
from intake_app.records.batch import BatchRecord
from intake_app.records.interview_record import InterviewEvent
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName
from intake_app.records.site_profile import SiteProfile
from intake_app.records.user import NewUser, Site
from intake_app.services import batches as batch_services
from intake_app.services.batch_records import answer_of, questions_about
from intake_app.services.batch_selection import NotReady
from intake_app.services.batches import (
    BatchNotOpen,
    BatchOutOfTurn,
    CentralKeyMissing,
    NothingToSend,
    SealedBatch,
    batches,
    central_key,
    device_signers,
    fingerprint,
    give_up_batch,
    keep_central_key,
    prepare_batch,
    preview_batch,
    read_central_key,
    record_sealed,
    take_receipt,
    write_batch,
)
from intake_app.services.consents import record_consent
from intake_app.services.forms import keep_form, read_form_file
from intake_app.services.interpreters import InterpreterChoice, InterviewNow, assign, change_interpreter
from intake_app.services.interviews import begin_interview, complete_interview, keep_event
from intake_app.services.persons import PersonOverview, record_person
from intake_app.services.restrictions import lift_restriction, restrict_processing
from intake_app.services.reviews import approve_interview
from intake_app.services.sites import keep_site
from intake_app.services.users import users
from intake_app.services.workspace import Workspace, create_workspace, lock_workspace, make_recovery_key
from intake_app.sync import open_batch
from intake_app.sync.errors import KeyExpired, ReceiptRefused, StickMissing, TooFewRecipients
from intake_app.sync.keys import SigningKey
from intake_app.sync.receipts import sign_receipt
from intake_app.sync.signers import read_signers
from intake_app.vault import interviews as interview_sql
from intake_app.vault.errors import AuditBroken
from intake_app.vault.keys import KdfParameters
from tests.intake_app.sync.sender import need_tools

NOW = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)

FORM = """
| survey |                  |        |                 |          |                         |
|        | type             | name   | label           | relevant | bind::intake:sensitivity |
|        | select_one yn    | school | Been to school? |          | P1                      |
|        | integer          | years  | For how long?   |          | P1                      |
|        | date             | since  | Since when?     |          |                         |
|        | select_multiple yn | langs | Which ones?    |          |                         |
|        | text             | wishes | What do you wish? |        |                         |
|        | select_one yn    | harm   | Did anyone harm you? |     | P4                      |
|        | geopoint         | place  | Where?          |          |                         |
|        | begin_repeat     | child  | Child           |          |                         |
|        | integer          | age    | Age             |          |                         |
|        | end_repeat       |        |                 |          |                         |
| choices |           |      |       |
|         | list_name | name | label |
|         | yn        | yes  | Yes   |
|         | yn        | no   | No    |
| settings |            |         |            |
|          | form_title | form_id | version    |
|          | Sample     | sample  | 1          |
"""


@dataclasses.dataclass
class House:
    """A reception centre and its central system."""

    supervisor: Workspace
    counsellor: Workspace
    stick: Path
    keys: CentralKeys
    ledger: MemoryLedger

    def person(self, family: str = "Sample") -> PersonOverview:
        draft = PersonDraft(
            names=(PersonName(given="Amina", family=family, full_original="أمينة"),),
            birth=PartialDate(iso="1991", certainty="stated"),
            nationality="SYR",
            is_sample=True,
        )
        return record_person(self.counsellor, draft=draft, now=NOW)

    def decide(self, person: PersonOverview, state: str, now: datetime.datetime = NOW) -> None:
        record_consent(
            self.counsellor,
            person_id=person.person.id,
            purpose="K-TRANS",
            state=state,  # type: ignore[arg-type]
            language="ar",
            text_version="1",
            now=now,
        )

    def interview(self, person: PersonOverview, *, approve: bool = True, now: datetime.datetime = NOW) -> str:
        opened = begin_interview(
            self.counsellor,
            case_id=person.case.id,
            form_id="sample",
            language="",
            client_language="",
            now=now,
        )
        talk, record = opened.interview, opened.record
        root = talk.form.root.ref
        for name, value in {
            "school": "yes",
            "years": "7",
            "since": "2026-01-31",
            "langs": "yes no",
            "wishes": "SECRET-WISH",
            "harm": "yes",
            "place": "50.9 6.9 0 0",
        }.items():
            talk.answer(f"{root}/{name}", value, now=now)
        keep_event(
            self.counsellor,
            interview_id=record.id,
            event=InterviewEvent(kind="answer", ref=f"{root}/school", value="yes"),
            state=talk.state(),
            answered=7,
            asked=8,
            language=talk.language,
            client_language=talk.language,
            now=now,
        )
        complete_interview(self.counsellor, interview_id=record.id, state=talk.state(), now=now)
        if approve:
            approve_interview(self.supervisor, interview_id=record.id, now=now)
        return record.id

    def seal(self, now: datetime.datetime = NOW) -> SealedBatch:
        """Seal everything that is ready, and record it."""
        ready = [item.interview_id for item in preview_batch(self.supervisor, now=now).ready]
        prepared = prepare_batch(self.supervisor, interview_ids=ready, now=now)
        sealed = write_batch(prepared, folder=self.stick)
        record_sealed(self.supervisor, sealed=sealed, now=now)
        return sealed

    def receive(self, sealed: SealedBatch) -> ReceivedBatch:
        receiver = Receiver(
            name="central",
            identities=self.keys.identities,
            signing_key=self.keys.signing_key,
            signers=read_signers(self.keys.allowed_signers),
            ledger=self.ledger,
        )
        return receive_batch(receiver, sealed.path, now=NOW)

    def answer(self, sealed: SealedBatch) -> Path:
        """Let the central system receive a batch and bring its receipt back."""
        path = sealed.path.with_suffix(".receipt")
        path.write_bytes(self.receive(sealed).receipt_file)
        return path

    def records(self, sealed: SealedBatch) -> list[BatchRecord]:
        with open_batch(sealed.path, self.keys.identities, self.keys.allowed_signers) as batch:
            return [line.record for line in batch.records() if line.record is not None]

    def status(self, interview_id: str) -> str:
        record = interview_sql.interview(self.supervisor.database, interview_id)
        assert record is not None
        return record.status


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr("intake_app.forms.shipped_forms", lambda: ())  # these tests bring their own form
    form = tmp_path / "sample.md"
    form.write_text(getattr(request, "param", FORM), encoding="utf-8")
    reading = read_form_file(form)
    assert reading.definition is not None, reading.findings
    supervisor = create_workspace(
        tmp_path / "workspace",
        site=Site(name="Sample reception centre"),
        supervisor=NewUser("Sample Supervisor", "supervisor", "anchor brisk cedar delta ember"),
        counsellor=NewUser("Sample Counsellor", "counsellor", "forest gravel harbor island"),
        recovery=make_recovery_key(),
        now=NOW,
        kdf=KdfParameters.floor(),
        is_sample=True,
    )
    keep_form(supervisor, definition=reading.definition, now=NOW)
    colleague = next(user for user in users(supervisor) if user.role == "counsellor")
    counsellor = dataclasses.replace(supervisor, user=colleague, private_signing_key=None)
    keys = make_central_keys(tmp_path / "keys", name="Sample central", now=NOW, is_sample=True)
    with keys.allowed_signers.open("a", encoding="utf-8") as stream:
        stream.write(device_signers(supervisor))
    stick = tmp_path / "stick"
    stick.mkdir()
    keep_central_key(supervisor, key=read_central_key(keys.card), now=NOW)
    yield House(supervisor, counsellor, stick, keys, MemoryLedger())
    lock_workspace(supervisor, now=NOW)


def test_only_approved_interviews_with_consent_are_ready(house: House) -> None:
    names = ("given", "refused", "withdrawn", "none", "waiting")
    people = {name: house.person(name) for name in names}
    for state in ("given", "refused", "withdrawn"):
        house.decide(people[state], state)
    house.decide(people["waiting"], "given")
    for name, person in people.items():
        house.interview(person, approve=name != "waiting")
    preview = preview_batch(house.supervisor, now=NOW)
    assert [item.case_number for item in preview.ready] == [people["given"].case.number]
    assert preview.ready[0].consent.state == "given"
    assert {held.case_number: held.reason for held in preview.held_back} == {
        people["refused"].case.number: "Consent to the transfer was refused.",
        people["withdrawn"].case.number: "Consent to the transfer was withdrawn.",
        people["none"].case.number: "There is no consent to the transfer yet.",
    }
    assert preview.counts == (("person", 1), ("case", 1), ("consent", 1), ("interview", 1))
    assert preview.sequence == 1


def test_who_has_the_processing_restricted_stays_here_until_it_is_lifted(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    chosen = house.interview(person)
    restrict_processing(
        house.counsellor, person_id=person.person.id, ground="objection", says="wird abgewogen", now=NOW
    )
    preview = preview_batch(house.supervisor, now=NOW)
    assert [held.reason for held in preview.held_back] == [
        "The processing of this person's data is restricted."
    ]
    with pytest.raises(NotReady):
        prepare_batch(house.supervisor, interview_ids=[chosen], now=NOW)
    lift_restriction(house.counsellor, person_id=person.person.id, outcome="abgewogen", now=NOW)
    assert len(house.records(house.seal())) == 4


def test_a_record_the_centre_cannot_take_is_held_back_and_the_rest_goes(house: House) -> None:
    for family in ("Sample", "F" * 5000):
        person = house.person(family)
        house.decide(person, "given")
        house.interview(person)
    preview = preview_batch(house.supervisor, now=NOW)
    assert len(preview.ready) == 1
    assert ["central system cannot take" in held.reason for held in preview.held_back] == [True]
    assert len(house.records(house.seal())) == 4


@pytest.mark.parametrize(
    ("change", "leaves"),
    [
        ({}, True),
        ({"sensitivity": "P3"}, True),
        ({"sensitivity": "P4"}, False),
        ({"sensitivity": "secret"}, False),
        ({"is_free_text": True}, False),
        ({"control": ""}, False),
        ({"control": "input", "type": "string"}, False),
        ({"control": "input", "type": "geopoint"}, False),
        ({"control": "upload", "type": "binary"}, False),
        ({"control": "input", "type": "barcode"}, False),
        ({"control": "input", "type": "decimal"}, True),
        ({"control": "range", "type": "int"}, True),
        ({"control": "trigger", "type": "string"}, True),
        ({"value": None, "non_answer": "declined"}, True),
    ],
)
def test_what_is_not_known_to_be_coded_stays(change: dict[str, object], leaves: bool) -> None:
    answer: dict[str, object] = {
        "ref": "/data/child[2]/a", "name": "a", "type": "string", "control": "select1", "value": "1",
        "values": [], "display": "One", "non_answer": "", "sensitivity": "", "saveto": "",
        "is_free_text": False,
    }  # fmt: skip
    found = answer_of("sample", answer | change)
    assert (found is not None) == leaves
    if found is not None and found.values:
        assert found.values[0].system == "sample:/data/child/a"


def test_what_is_held_back_cannot_be_chosen(house: House) -> None:
    person = house.person()
    house.decide(person, "refused")
    refused = house.interview(person)
    waiting = house.interview(person, approve=False)
    for interview_id in (refused, waiting):
        with pytest.raises(NotReady):
            prepare_batch(house.supervisor, interview_ids=[interview_id], now=NOW)


def test_free_text_places_and_protected_answers_stay_here(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    house.interview(person)
    records = house.records(house.seal())
    assert [record.type for record in records] == ["person", "case", "consent", "interview"]
    body = records[-1].body
    answers = {answer["ref"].rsplit("/", 1)[-1]: answer for answer in body["answers"]}
    assert set(answers) == {"school", "years", "since", "langs"}
    assert [code["code"] for code in answers["langs"]["values"]] == ["yes", "no"]
    assert answers["school"]["values"][0]["display"] == "Yes"
    assert (answers["years"]["value"], answers["since"]["value"]) == ("7", "2026-01-31")
    assert body["form_id"] == "sample"
    assert len(body["language_trail"]) == 1
    assert b"SECRET-WISH" not in msgspec.json.encode([record.body for record in records])
    assert records[0].body["names"][0]["full_original"] == "أمينة"
    assert records[0].body["birth"]["precision"] == "year"


HEALTH = """
| survey | | | | | | |
| | type | name | label | bind::intake:sensitivity | bind::intake:domain | bind::intake:category |
| | select_one yn | school | Been to school? | P1 | D05 | |
| | select_one yn | ill | Are you ill? | P3 | D07 | |
| | select_one yn | insured | Are you insured? | | | health |
| | begin_group | calm | At rest | | D08 | |
| | begin_repeat | night | Night | | | |
| | integer | hours | Hours of sleep | | | |
| | end_repeat | | | | | |
| | end_group | | | | | |
| choices | | | |
| | list_name | name | label |
| | yn | yes | Yes |
| settings | | | |
| | form_title | form_id | version |
| | Sample | sample | 1 |
"""


def about_health(house: House) -> str:
    """Hold and approve an interview in which the person told about their health; return its id."""
    person = house.person()
    house.decide(person, "given")
    opened = begin_interview(
        house.counsellor, case_id=person.case.id, form_id="sample", language="", client_language="", now=NOW
    )
    talk, interview_id = opened.interview, opened.record.id
    root = talk.form.root.ref
    for name in ("school", "ill", "insured"):
        talk.answer(f"{root}/{name}", "yes", now=NOW)
    talk.answer(f"{root}/calm/night[1]/hours", "3", now=NOW)
    keep_event(
        house.counsellor, interview_id=interview_id, event=InterviewEvent(kind="answer"), state=talk.state(),
        answered=4, asked=4, language=talk.language, client_language=talk.language, now=NOW,
    )  # fmt: skip
    complete_interview(house.counsellor, interview_id=interview_id, state=talk.state(), now=NOW)
    approve_interview(house.supervisor, interview_id=interview_id, now=NOW)
    return interview_id


def told_in(house: House, sealed: SealedBatch) -> tuple[str, set[str]]:
    """Open a batch as the central system does: the key in its manifest, the questions it has answers to."""
    with open_batch(sealed.path, house.keys.identities, house.keys.allowed_signers) as batch:
        talk = next(
            line.record for line in batch.records() if line.record and line.record.type == "interview"
        )
        return batch.manifest.ags, {answer["ref"].rpartition("/")[2] for answer in talk.body["answers"]}


@pytest.mark.parametrize(
    ("controller", "power", "leave"),
    [
        ("public-sgb", "", {"school"}),
        ("public-sgb", "  ", {"school"}),
        ("public-sgb", "§ 69 SGB X", {"school", "ill", "insured", "hours"}),
        ("free-provider", "", {"school", "ill", "insured", "hours"}),
    ],
)
@pytest.mark.parametrize("house", [HEALTH], indirect=True)
def test_a_social_benefit_body_sends_no_health_answers_without_a_statutory_power(
    house: House, controller: str, power: str, leave: set[str]
) -> None:
    profile = SiteProfile("", "Köln", "05315000", controller=controller)  # type: ignore[arg-type]
    keep_site(house.supervisor, profile=profile, now=NOW)
    interview_id = about_health(house)
    preview = preview_batch(house.supervisor, now=NOW)
    is_held = controller == "public-sgb"
    assert (preview.held_categories, preview.basis_wanted) == (
        (("health",), "§§ 68-77 SGB X") if is_held else ((), "")
    )
    prepared = prepare_batch(house.supervisor, interview_ids=[interview_id], legal_basis=power, now=NOW)
    assert told_in(house, write_batch(prepared, folder=house.stick)) == ("05315000", leave)


def test_every_question_about_health_of_the_shipped_form_is_known_as_such() -> None:
    form = read_form_file(next(path for path in shipped_forms() if path.name == "arrival-intake")).definition
    assert form is not None
    names = {ref.rpartition("/")[2] for ref in questions_about(form, {"health"})}
    assert names >= {
        "health_cover", "health_doctor", "d07_need", "d07_level", "d07_strength", "d08_level",
        "d08_need", "housing_access", "eu_health",
    }  # fmt: skip
    assert not names & {"name_given", "d02_need", "d02_level", "german_level"}
    assert questions_about(form, ()) == frozenset()


def test_how_an_answer_reached_the_person_leaves_and_who_interpreted_does_not(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    opened = begin_interview(
        house.counsellor, case_id=person.case.id, form_id="sample", language="", client_language="", now=NOW
    )
    talk, interview_id = opened.interview, opened.record.id
    root = talk.form.root.ref
    talk.answer(f"{root}/school", "yes", now=NOW)
    chosen = InterpreterChoice(name="SECRET-NAME", language="fa-AF", mode="relative-emergency",
                               reason="SECRET-REASON", acceptance="accepted")  # fmt: skip
    bound = InterpreterChoice(name="SECRET-NAME", language="fa-AF", mode="phone", secrecy_on="2026-01-02",
                              acceptance="refused")  # fmt: skip
    for choice in (bound, chosen):
        begins = assign(choice, interview_id=interview_id, by=house.counsellor.user.id, now=NOW)
        talk.interpreter = begins.id if begins.ended_at is None else ""
        change_interpreter(
            house.counsellor, interview_id=interview_id, begins=begins,
            event=InterviewEvent("interpreter", value=begins.id),
            kept=InterviewNow(talk.state(), *talk.progress(), talk.language, talk.language), now=NOW,
        )  # fmt: skip
    told = PartialDate(iso="1994", earliest="1994-03-21", latest="1995-03-20", calendar="persian",
                       original="SECRET-WORDS", told_on="2026-03-02", told_in="fa-AF")  # fmt: skip
    talk.answer(f"{root}/since", "1994-09-01", now=NOW, told=told)
    talk.mark_oral(f"{root}/since", True)
    complete_interview(house.counsellor, interview_id=interview_id, state=talk.state(), now=NOW)
    approve_interview(house.supervisor, interview_id=interview_id, now=NOW)
    body = house.records(house.seal())[-1].body
    school, since = body["answers"]
    assert "interpreted" not in school
    assert school["language"] == talk.language
    assert (since["interpreted"], since["oral"]) == ("relative-emergency", True)
    assert since["told"]["earliest"] == "1994-03-21"
    assert since["told"]["told_in"] == "fa-AF"
    refused, helped = body["interpreters"]
    assert (refused["acceptance"], refused["has_secrecy_undertaking"]) == ("refused", True)
    assert (helped["mode"], helped["language"], helped["acceptance"]) == (
        "relative-emergency", "fa-AF", "accepted",
    )  # fmt: skip
    assert "has_secrecy_undertaking" not in helped, "what is left out is no"
    assert helped["ended_at"]
    assert b"SECRET" not in msgspec.json.encode(body)


def test_an_old_state_put_back_does_not_leave(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    with house.supervisor.database.transaction():
        interview_sql.write_state(house.supervisor.database, interview_id, b"old", "old")
    with pytest.raises(AuditBroken):
        prepare_batch(house.supervisor, interview_ids=[interview_id], now=NOW)


def test_public_tools_and_the_recovery_key_open_the_batch(house: House, tmp_path: Path) -> None:
    need_tools("tar", "ssh-keygen", "age")
    person = house.person()
    house.decide(person, "given")
    house.interview(person)
    sealed = house.seal()
    device, keys = house.supervisor.device_id, tmp_path / "keys"
    script = (
        f"tar xf {sealed.path} && ssh-keygen -Y verify -f {keys}/allowed_signers -I {device} -n intake-batch"
        f" -s header.json.sig < header.json && age -d -i {keys}/central.key payload.age | tar t"
    )
    (tmp_path / "work").mkdir()
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path / "work", capture_output=True, check=True)
    assert "manifest.json.sig" in done.stdout.decode()
    assert len(sealed.header.recipients) == 2
    assert sealed.verified


def test_the_receipt_settles_what_was_sent_and_does_so_once(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    sealed = house.seal()
    assert house.status(interview_id) == "sealed"
    assert batches(house.supervisor)[0].is_open
    receipt = house.answer(sealed)
    outcome = take_receipt(house.supervisor, path=receipt, now=NOW)
    assert (outcome.settled, outcome.rejected, outcome.is_repeat) == (4, (), False)
    assert house.status(interview_id) == "settled"
    outline = batches(house.supervisor)[0]
    assert (outline.state, outline.is_open, outline.records) == ("confirmed by the central system", False, 4)
    again = take_receipt(house.supervisor, path=house.answer(sealed), now=NOW + DAY)
    assert (again.settled, again.is_repeat) == (0, True)


def test_the_next_batch_holds_only_what_is_new(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    house.interview(person)
    first = house.seal()
    house.interview(person, now=NOW + DAY)
    second = house.seal(NOW + DAY)
    assert [record.type for record in house.records(second)] == ["interview"]
    assert second.header.previous_sha256 == first.sha256
    assert [kept.sequence for kept in batches(house.supervisor)] == [2, 1]
    for sealed in (first, second):
        outcome = take_receipt(house.supervisor, path=house.answer(sealed), now=NOW + DAY)
        assert outcome.rejected == ()
        assert (outcome.receipt.alarms, outcome.receipt.missing_sequences) == ((), ())


def test_a_withdrawn_consent_erases_what_was_sent(house: House) -> None:
    person, other = house.person("One"), house.person("Two")
    for one in (person, other):
        house.decide(one, "given")
        house.interview(one)
    take_receipt(house.supervisor, path=house.answer(house.seal()), now=NOW)
    house.decide(person, "withdrawn", NOW + DAY)
    held = house.interview(person, now=NOW + DAY)
    preview = preview_batch(house.supervisor, now=NOW + DAY)
    assert preview.ready == ()
    assert [line.interview_id for line in preview.held_back] == [held]
    assert preview.counts == (("consent", 1), ("erasure", 1))
    sealed = house.seal(NOW + DAY)
    assert [record.type for record in house.records(sealed)] == ["consent", "erasure"]
    outcome = take_receipt(house.supervisor, path=house.answer(sealed), now=NOW + DAY)
    assert outcome.rejected == ()
    kept = {key: body for key, (_record, body) in house.ledger.records.items()}
    assert kept["person", person.person.id] is None
    assert kept["case", person.case.id] is None
    assert kept["person", other.person.id] is not None
    assert sum(body is None for body in kept.values()) == 3
    with pytest.raises(NothingToSend):
        prepare_batch(house.supervisor, interview_ids=[], now=NOW + DAY)


def test_consent_given_again_sends_the_person_again(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    house.interview(person)
    house.answer(house.seal())
    house.decide(person, "withdrawn", NOW + DAY)
    house.answer(house.seal(NOW + DAY))
    house.decide(person, "given", NOW + 2 * DAY)
    house.interview(person, now=NOW + 2 * DAY)
    sealed = house.seal(NOW + 2 * DAY)
    assert [record.type for record in house.records(sealed)] == ["person", "case", "consent", "interview"]
    receipt = house.receive(sealed).receipt
    assert {line.status for line in receipt.lines} == {"accepted"}


def test_a_rejected_record_is_told_and_goes_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    sealed = house.seal()
    receipt = house.receive(sealed).receipt
    bad = {"person", "interview"}
    lines = tuple(
        msgspec.structs.replace(line, status="rejected", reason="no") if line.type in bad else line
        for line in receipt.lines
    )
    path = house.stick / "r.receipt"
    path.write_bytes(sign_receipt(msgspec.structs.replace(receipt, lines=lines), house.keys.signing_key))
    outcome = take_receipt(house.supervisor, path=path, now=NOW)
    assert outcome.settled == 2
    assert [(line.type, line.reason) for line in outcome.rejected] == [("person", "no"), ("interview", "no")]
    assert house.status(interview_id) == "rejected"
    assert batches(house.supervisor)[0].state == "confirmed, with rejected records"
    house.interview(person, now=NOW + DAY)
    assert [record.type for record in house.records(house.seal(NOW + DAY))] == ["person", "interview"]


def test_a_lost_stick_is_made_good_by_the_next_batch(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    lost = house.seal()
    with pytest.raises(NothingToSend):
        prepare_batch(house.supervisor, interview_ids=[], now=NOW)
    give_up_batch(house.supervisor, batch_id=lost.batch_id, now=NOW)
    assert house.status(interview_id) == "approved"
    again = house.seal(NOW + DAY)
    assert len(house.records(again)) == 4
    outcome = take_receipt(house.supervisor, path=house.answer(again), now=NOW + DAY)
    assert outcome.receipt.missing_sequences == (1,)
    assert house.status(interview_id) == "settled"
    found_again = take_receipt(house.supervisor, path=house.answer(lost), now=NOW + DAY)
    assert {line.status for line in found_again.receipt.lines} == {"duplicate"}
    with pytest.raises(BatchNotOpen):
        give_up_batch(house.supervisor, batch_id=lost.batch_id, now=NOW)


@pytest.mark.parametrize("kind", ["changed", "stranger", "another batch", "another file"])
def test_a_receipt_that_is_not_ours_changes_nothing(house: House, kind: str) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    sealed = house.seal()
    receipt = house.receive(sealed).receipt
    key = SigningKey.make() if kind == "stranger" else house.keys.signing_key
    if kind == "another batch":
        receipt = msgspec.structs.replace(receipt, batch_id="019cade2-11c0-7000-8000-000000000001")
    if kind == "another file":
        receipt = msgspec.structs.replace(receipt, batch_sha256="0" * 64)
    data = sign_receipt(receipt, key)
    path = house.stick / "r.receipt"
    path.write_bytes(data.replace(b"accepted", b"rejected", 1) if kind == "changed" else data)
    with pytest.raises(ReceiptRefused):
        take_receipt(house.supervisor, path=path, now=NOW)
    assert house.status(interview_id) == "sealed"


def test_stopping_and_a_pulled_stick_leave_everything_as_it_was(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    prepared = prepare_batch(house.supervisor, interview_ids=[interview_id], now=NOW)
    with pytest.raises(Cancelled):
        write_batch(prepared, folder=house.stick, is_cancelled=lambda: True)
    with pytest.raises(StickMissing):
        write_batch(prepared, folder=house.stick / "pulled")
    assert list(house.stick.iterdir()) == []
    assert house.status(interview_id) == "approved"
    assert batches(house.supervisor) == ()
    assert house.seal().sequence == 1


def test_a_batch_that_was_overtaken_is_taken_off_the_stick(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    prepared = prepare_batch(house.supervisor, interview_ids=[interview_id], now=NOW)
    slow = write_batch(prepared, folder=house.stick)
    fast = house.seal()
    record_sealed(house.supervisor, sealed=fast, now=NOW)  # once more: nothing happens
    with pytest.raises(BatchOutOfTurn):
        record_sealed(house.supervisor, sealed=slow, now=NOW)
    assert [file.name for file in house.stick.iterdir()] == [fast.path.name]


def test_only_a_supervisor_seals_and_settles(house: House) -> None:
    key = central_key(house.counsellor)
    assert key is not None
    with pytest.raises(NotAllowed):
        preview_batch(house.counsellor, now=NOW)
    with pytest.raises(NotAllowed):
        prepare_batch(house.counsellor, interview_ids=[], now=NOW)
    with pytest.raises(NotAllowed):
        take_receipt(house.counsellor, path=house.stick / "r", now=NOW)
    with pytest.raises(NotAllowed):
        keep_central_key(house.counsellor, key=key, now=NOW)
    with pytest.raises(NotAllowed):
        give_up_batch(house.counsellor, batch_id="", now=NOW)


def test_without_a_valid_central_key_nothing_is_prepared(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = central_key(house.supervisor)
    assert key is not None
    short = msgspec.structs.replace(key, valid_until=NOW.date())
    keep_central_key(house.supervisor, key=short, now=NOW)
    with pytest.raises(KeyExpired):
        prepare_batch(house.supervisor, interview_ids=[], now=NOW + DAY)
    with pytest.raises(KeyExpired):
        keep_central_key(house.supervisor, key=short, now=NOW + DAY)
    monkeypatch.setattr(batch_services.batch_sql, "central_key", lambda _: None)
    with pytest.raises(CentralKeyMissing):
        prepare_batch(house.supervisor, interview_ids=[], now=NOW)
    with pytest.raises(CentralKeyMissing):
        take_receipt(house.supervisor, path=tmp_path / "r", now=NOW)


def test_without_the_recovery_key_nothing_is_sealed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    monkeypatch.setattr(batch_services, "_recovery_recipients", lambda _: ())
    prepared = prepare_batch(house.supervisor, interview_ids=[interview_id], now=NOW)
    with pytest.raises(TooFewRecipients):
        write_batch(prepared, folder=house.stick)


def test_nothing_secret_shows_when_a_prepared_batch_is_printed(house: House) -> None:
    person = house.person()
    house.decide(person, "given")
    interview_id = house.interview(person)
    text = repr(prepare_batch(house.supervisor, interview_ids=[interview_id], now=NOW))
    assert "Amina" not in text
    assert "PRIVATE" not in text


def test_fingerprints_are_read_aloud_in_fours(house: House) -> None:
    key = central_key(house.supervisor)
    assert key is not None
    assert [len(part) for part in fingerprint(key.recipient).split()] == [4] * 8
    assert key.is_sample


def test_the_central_system_believes_the_device_by_its_signer_lines(house: House, tmp_path: Path) -> None:
    lines = device_signers(house.supervisor).splitlines()
    assert len(lines) == 1
    file = tmp_path / "own"
    allow_signer(file, device_id=house.supervisor.device_id, key_line=house.supervisor.user.signer)
    assert file.read_text(encoding="utf-8").splitlines() == lines
