"""Special needs as they are worked: safe first, four eyes, consent for a letter, sealed from others."""

import datetime
import json

import msgspec
import pytest

from intake_app.errors import NotAllowed
from intake_app.records.special_needs import InstrumentResult, SafeSetting, SpecialSupport
from intake_app.services import audit, case_work, consents, persons, special_needs
from intake_app.services import workspace as service
from intake_app.services.session import Workspace
from intake_app.services.special_needs import (
    CheckDone,
    LetterWithoutConsent,
    ResultDoesNotFit,
    SecondPersonNeeded,
    SecondPersonWaits,
    SettingNotSafe,
    SignsMissing,
)
from intake_app.vault.errors import VaultDamaged
from tests.intake_app.services import test_batches
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, Sample

centre = test_batches.house  # a fixture: a reception centre with its central system
TODAY = NOW.date()
SAFE = SafeSetting(
    answers={one.code: True for one in special_needs.entries("setting")},
    interpreter_wish="woman",
    outcome="safe",
)


def arrive(workspace: Workspace, given: str = "Anna", **facts: str) -> str:
    person_id = persons.record_person(workspace, draft=draft(given), now=NOW).person.id
    if facts:
        case_work.set_case_facts(workspace, person_id=person_id, now=NOW, **facts)  # type: ignore[arg-type]
    return person_id


def begin(workspace: Workspace, person_id: str, *, is_safe: bool = True) -> str:
    check = special_needs.begin_check(workspace, person_id=person_id, occasion="initial", now=NOW)
    if is_safe:
        special_needs.check_setting(workspace, check_id=check.id, setting=SAFE, now=NOW)
    return check.id


def note_all(workspace: Workspace, check_id: str, **signs: str) -> None:
    for one in special_needs.entries("signs"):
        sign = signs.get(one.code, "no")
        special_needs.note_sign(workspace, check_id=check_id, category=one.code, sign=sign, now=NOW)  # type: ignore[arg-type]


def second_of(workspace: Workspace, sample: Sample) -> str:
    return next(user.id for user in sample.users if user.id != workspace.user.id)


def agree(workspace: Workspace, person_id: str, state: str = "given", minute: int = 0) -> None:
    consents.record_consent(
        workspace, person_id=person_id, purpose="K-VULN", state=state, language="fa-AF",  # type: ignore[arg-type]
        text_version="K-VULN/1", now=NOW + datetime.timedelta(minutes=minute),
    )  # fmt: skip


# S0


def test_nothing_else_opens_before_the_setting_is_safe(counsellor: Workspace, sample: Sample) -> None:
    check_id = begin(counsellor, arrive(counsellor), is_safe=False)
    for deed in (
        lambda: special_needs.note_sign(
            counsellor, check_id=check_id, category="illness", sign="yes", now=NOW
        ),
        lambda: special_needs.raise_alarm(
            counsellor, check_id=check_id, triggers=("life",), second=second_of(counsellor, sample), now=NOW
        ),
        lambda: special_needs.keep_support(
            counsellor, check_id=check_id, support=SpecialSupport("reception", "quiet"), now=NOW
        ),
        lambda: special_needs.complete_check(counsellor, check_id=check_id, now=NOW),
    ):
        with pytest.raises(SettingNotSafe):
            deed()


def test_a_setting_is_not_called_safe_while_something_is_missing(counsellor: Workspace) -> None:
    check_id = begin(counsellor, arrive(counsellor), is_safe=False)
    half = msgspec.structs.replace(SAFE, answers={**SAFE.answers, "no-relatives": False})
    with pytest.raises(SettingNotSafe):
        special_needs.check_setting(counsellor, check_id=check_id, setting=half, now=NOW)


def test_not_now_is_an_answer_and_comes_back_on_its_day(counsellor: Workspace) -> None:
    person_id = arrive(counsellor, application_on="2026-11-20")
    check_id = begin(counsellor, person_id, is_safe=False)
    later = SafeSetting(outcome="not-now", again_on="2026-11-27")
    special_needs.check_setting(counsellor, check_id=check_id, setting=later, now=NOW)
    assert special_needs.next_confidential_date(counsellor, person_id=person_id) == datetime.date(
        2026, 11, 27
    )
    with pytest.raises(SettingNotSafe):
        special_needs.note_sign(counsellor, check_id=check_id, category="illness", sign="yes", now=NOW)


# S1


def test_signs_are_kept_changed_and_taken_back(counsellor: Workspace) -> None:
    person_id = arrive(counsellor)
    check_id = begin(counsellor, person_id)
    for sign in ("indication", "yes"):
        special_needs.note_sign(counsellor, check_id=check_id, category="illness", sign=sign, now=NOW)  # type: ignore[arg-type]
    page = special_needs.open_special_needs(counsellor, person_id=person_id, now=NOW)
    assert page.current is not None
    assert page.current.signs == {"illness": "yes"}
    special_needs.note_sign(counsellor, check_id=check_id, category="illness", sign="", now=NOW)
    assert special_needs.special_needs_page(counsellor, person_id=person_id).current.signs == {}  # type: ignore[union-attr]


def test_there_is_no_field_for_a_story() -> None:
    texts = {"text", "note", "story", "remark", "comment", "description"}
    from intake_app.records import special_needs as records

    for kind in (records.SafeSetting, records.ImmediateProtocol, records.InstrumentResult,
                 records.SpecialSupport, records.SpecialNeedsCheck):  # fmt: skip
        assert not texts & set(kind.__struct_fields__), kind


# S2


def test_something_urgent_wants_a_second_pair_of_eyes(sample: Sample) -> None:
    workspace = sample.unlock()
    person_id = arrive(workspace, application_on="2026-11-20")
    check_id = begin(workspace, person_id)
    second = second_of(workspace, sample)
    for wrong in (workspace.user.id, "", "nobody"):
        with pytest.raises(SecondPersonNeeded):
            special_needs.raise_alarm(
                workspace, check_id=check_id, triggers=("child",), second=wrong, now=NOW
            )
    special_needs.raise_alarm(
        workspace, check_id=check_id, triggers=("life", "child"), second=second, now=NOW
    )
    special_needs.do_step(workspace, check_id=check_id, step="child-office", is_done=True, now=NOW)
    assert special_needs.next_confidential_date(workspace, person_id=person_id) == TODAY  # the same day
    assert special_needs.waiting_for_me(workspace) == ()
    with pytest.raises(SecondPersonNeeded):
        special_needs.confirm_alarm(workspace, check_id=check_id, now=NOW)
    note_all(workspace, check_id)
    with pytest.raises(SecondPersonWaits):
        special_needs.complete_check(workspace, check_id=check_id, now=NOW)
    service.lock_workspace(workspace, now=NOW)

    boss = sample.unlock("supervisor")
    waiting = special_needs.waiting_for_me(boss)
    assert [(one.person_id, one.raised_by) for one in waiting] == [(person_id, "Karim Muster")]
    assert special_needs.open_special_needs(boss, person_id=person_id, now=NOW).is_second
    seen = special_needs.confirm_alarm(boss, check_id=check_id, now=NOW)
    assert seen.immediate is not None
    assert (seen.immediate.confirmed_by, seen.immediate.done) == (boss.user.id, ("child-office",))
    assert special_needs.waiting_for_me(boss) == ()
    assert special_needs.next_confidential_date(boss, person_id=person_id) == datetime.date(2026, 12, 20)
    service.lock_workspace(boss, now=NOW)


def test_another_trigger_wants_another_look(sample: Sample) -> None:
    boss = sample.unlock("supervisor")
    check_id = begin(boss, arrive(boss))
    second = second_of(boss, sample)
    special_needs.raise_alarm(boss, check_id=check_id, triggers=("life",), second=second, now=NOW)
    service.lock_workspace(boss, now=NOW)
    other = sample.unlock()
    special_needs.confirm_alarm(other, check_id=check_id, now=NOW)
    again = special_needs.raise_alarm(
        other, check_id=check_id, triggers=("life", "shelter"), second=boss.user.id, now=NOW
    )
    assert again.waits_for_second
    assert not special_needs.raise_alarm(
        other, check_id=check_id, triggers=(), second="", now=NOW
    ).waits_for_second
    service.lock_workspace(other, now=NOW)


# S3


def test_a_total_gives_its_band_and_nothing_else_is_kept(counsellor: Workspace) -> None:
    check_id = begin(counsellor, arrive(counsellor))
    result = InstrumentResult("PROTECT", "2021", "", 8, "2026-11-23", "", copy_given=True)
    kept = special_needs.note_result(counsellor, check_id=check_id, result=result, now=NOW).instruments
    assert [(one.band, one.score, one.by) for one in kept] == [("high", 8, counsellor.user.id)]
    again = msgspec.structs.replace(result, score=3)
    kept = special_needs.note_result(counsellor, check_id=check_id, result=again, now=NOW).instruments
    assert [one.band for one in kept] == ["low"]
    for wrong in (msgspec.structs.replace(result, score=11), msgspec.structs.replace(result, score=None)):
        with pytest.raises(ResultDoesNotFit):
            special_needs.note_result(counsellor, check_id=check_id, result=wrong, now=NOW)


# S4 and S6


def test_support_has_an_owner_and_a_day_and_goes_on_after_the_check(counsellor: Workspace) -> None:
    check_id = begin(counsellor, arrive(counsellor, application_on="2026-11-20"))
    support = SpecialSupport("reception", "quiet", owner="Haus 2", due_on="2026-12-01")
    special_needs.keep_support(counsellor, check_id=check_id, support=support, now=NOW)
    with pytest.raises(SignsMissing):
        special_needs.complete_check(counsellor, check_id=check_id, now=NOW)
    note_all(counsellor, check_id)
    special_needs.complete_check(counsellor, check_id=check_id, now=NOW)
    with pytest.raises(CheckDone):
        special_needs.note_sign(counsellor, check_id=check_id, category="illness", sign="yes", now=NOW)
    done = msgspec.structs.replace(support, done_on="2026-12-01")
    kept = special_needs.keep_support(counsellor, check_id=check_id, support=done, now=NOW)
    assert kept.supports == (done,)


def test_the_thirty_days_run_before_anybody_began_and_say_nothing_to_others(counsellor: Workspace) -> None:
    person_id = arrive(counsellor, status_group="G02", application_on="2026-11-20")
    arrive(counsellor, "Skilled", status_group="G12", arrived_on="2026-11-01")
    assert special_needs.next_confidential_date(counsellor, person_id=person_id) == datetime.date(
        2026, 12, 20
    )
    found = special_needs.confidential_deadlines(counsellor, until=datetime.date(2026, 12, 31))
    assert [(one.person_id, one.due_on) for one in found] == [(person_id, datetime.date(2026, 12, 20))]
    assert set(type(found[0]).__struct_fields__) == {"person_id", "case_id", "case_number", "due_on"}
    assert special_needs.confidential_deadlines(counsellor, until=datetime.date(2026, 12, 1)) == ()
    begin(counsellor, person_id)
    found = special_needs.confidential_deadlines(counsellor, until=datetime.date(2026, 12, 31))
    assert [one.due_on for one in found] == [datetime.date(2026, 12, 20)]


def test_coarse_days_count_from_their_first_and_what_is_long_past_is_not_told(counsellor: Workspace) -> None:
    for day in ("2026-11", "2026-10-31", "2026-12", "2019-05-02", "2026"):
        arrive(counsellor, day, status_group="G02", application_on=day)
    found = special_needs.confidential_deadlines(counsellor, until=datetime.date(2026, 12, 1))
    assert [one.due_on.isoformat() for one in found] == ["2026-01-31", "2026-11-30", "2026-12-01"]


def test_without_an_application_the_arrival_counts(counsellor: Workspace) -> None:
    person_id = arrive(counsellor, status_group="G01", arrived_on="2026-11-01")
    page = special_needs.open_special_needs(counsellor, person_id=person_id, now=NOW)
    assert page.deadline is not None
    assert (page.deadline.basis, page.deadline.due_on) == ("arrival", datetime.date(2026, 12, 1))


# S5


def test_a_letter_needs_consent_and_a_withdrawal_stops_the_next(counsellor: Workspace) -> None:
    person_id = arrive(counsellor)
    check_id = begin(counsellor, person_id)
    note_all(counsellor, check_id, illness="yes")
    for support in (SpecialSupport("reception", "quiet"), SpecialSupport("procedural", "breaks")):
        special_needs.keep_support(counsellor, check_id=check_id, support=support, now=NOW)

    def letter(with_signs: bool = False):
        return special_needs.make_letter(
            counsellor, check_id=check_id, recipient="bamf", with_signs=with_signs, now=NOW
        )

    with pytest.raises(LetterWithoutConsent):
        letter()
    agree(counsellor, person_id, "refused")
    with pytest.raises(LetterWithoutConsent):
        letter()
    agree(counsellor, person_id, minute=1)
    made = letter()
    assert [one["de"] for one in (*made.reception, *made.procedural)] == [
        "Ruhiger Ort", "Mehr Pausen, kürzere Termine",
    ]  # fmt: skip
    assert made.signs == ()
    assert [one["de"] for one in letter(with_signs=True).signs] == ["Schwere Erkrankung"]
    page = special_needs.special_needs_page(counsellor, person_id=person_id)
    assert page.current is not None
    assert [one.has_signs for one in page.current.letters] == [False, True]
    agree(counsellor, person_id, "withdrawn", minute=2)
    with pytest.raises(LetterWithoutConsent):
        letter()


def test_the_consent_text_names_the_office_and_is_withheld_where_nobody_reviewed_it() -> None:
    text = special_needs.letter_text(recipient="bamf", language="de")
    assert "BAMF" in text.title
    assert not text.is_withheld
    dari = special_needs.letter_text(recipient="land", language="fa-AF")
    assert (dari.is_withheld, dari.language, dari.version) == (True, "de", "K-VULN/1")


# S7


def test_it_is_looked_at_again_after_three_and_six_months(counsellor: Workspace) -> None:
    person_id = arrive(counsellor, status_group="G02", application_on="2026-11-20")
    check_id = begin(counsellor, person_id)
    note_all(counsellor, check_id)
    special_needs.complete_check(counsellor, check_id=check_id, now=NOW)
    assert special_needs.next_confidential_date(counsellor, person_id=person_id) == datetime.date(2027, 2, 23)
    later = NOW.replace(year=2027, month=2, day=24)
    again = special_needs.begin_check(counsellor, person_id=person_id, occasion="3-months", now=later)
    assert again.id != check_id
    assert again.setting.outcome == ""  # the setting is made sure of each time
    special_needs.check_setting(counsellor, check_id=again.id, setting=SAFE, now=later)
    note_all(counsellor, again.id)
    special_needs.complete_check(counsellor, check_id=again.id, now=later)
    assert special_needs.next_confidential_date(counsellor, person_id=person_id) == datetime.date(2027, 5, 23)
    assert len(special_needs.special_needs_page(counsellor, person_id=person_id).earlier) == 1


# The compartment


def without_key(workspace: Workspace) -> Workspace:
    workspace.vault._compartment_key = None
    return workspace


def test_who_has_no_key_fetches_nothing(counsellor: Workspace) -> None:
    person_id = arrive(counsellor)
    check_id = begin(counsellor, person_id)
    closed = without_key(counsellor)
    asked: list[str] = []
    real = closed.database.execute

    def listen(sql: str, values=()):
        asked.append(sql)
        return real(sql, values)

    closed.database.execute = listen  # type: ignore[method-assign]
    for deed in (
        lambda: special_needs.open_special_needs(closed, person_id=person_id, now=NOW),
        lambda: special_needs.special_needs_page(closed, person_id=person_id),
        lambda: special_needs.begin_check(closed, person_id=person_id, occasion="initial", now=NOW),
        lambda: special_needs.confirm_alarm(closed, check_id=check_id, now=NOW),
        lambda: special_needs.make_letter(
            closed, check_id=check_id, recipient="bamf", with_signs=True, now=NOW
        ),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not any("sealed" in sql for sql in asked)
    assert special_needs.waiting_for_me(closed) == ()
    assert not special_needs.is_open_to(closed)
    special_needs.next_confidential_date(closed, person_id=person_id)  # a date, and nothing else


def test_the_data_key_alone_does_not_show_what_was_noted(sample: Sample, tmp_path) -> None:
    workspace = sample.unlock()
    person_id = arrive(workspace)
    check_id = begin(workspace, person_id)
    note_all(workspace, check_id, trafficking="yes", lgbti="indication")
    support = SpecialSupport("reception", "protected-house", owner="Kanarienvogel-Haus")
    special_needs.keep_support(workspace, check_id=check_id, support=support, now=NOW)
    special_needs.raise_alarm(
        workspace, check_id=check_id, triggers=("trafficker",), second=second_of(workspace, sample), now=NOW
    )
    words = ("Kanarienvogel", "trafficking", "trafficker", "lgbti", "protected-house")
    dump = []  # all that the data key gives: every row of every table, written out
    tables = [
        row[0] for row in workspace.database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    for table in tables:
        dump += [repr(row) for row in workspace.database.execute(f"SELECT * FROM {table}")]
    told = "\n".join(dump)
    assert person_id in told
    assert not [word for word in words if word in told]
    trail = msgspec.json.encode(audit.audit_trail(workspace)).decode()
    assert "special-needs.keep" in trail
    assert not [word for word in words if word in trail]
    hits = persons.search_persons(workspace, query="Kanarienvogel")
    assert hits == ()
    workspace.vault.close()
    for file in sample.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not [word for word in words if word.encode() in data], file


def test_a_body_put_into_another_row_does_not_open(counsellor: Workspace) -> None:
    one, two = (begin(counsellor, arrive(counsellor, name)) for name in ("Anna", "Berta"))
    with counsellor.database.transaction():
        counsellor.database.execute(
            "UPDATE special_needs SET sealed = (SELECT sealed FROM special_needs WHERE id = ?) WHERE id = ?",
            (one, two),
        )
    with pytest.raises(VaultDamaged):
        special_needs.note_sign(counsellor, check_id=two, category="illness", sign="yes", now=NOW)


def test_the_log_says_that_and_at_which_step_never_what(counsellor: Workspace) -> None:
    person_id = arrive(counsellor)
    note_all(counsellor, begin(counsellor, person_id), violence="yes")
    rows = counsellor.database.execute("SELECT * FROM audit WHERE action LIKE 'special-needs%'")
    assert rows
    told = json.dumps([[str(cell) for cell in row] for row in rows])
    assert "S1" in told
    assert "violence" not in told


def test_nothing_of_it_leaves_in_a_batch(centre: test_batches.House) -> None:
    person = centre.person()
    centre.decide(person, "given")
    centre.interview(person)
    check_id = begin(centre.counsellor, person.person.id)
    note_all(centre.counsellor, check_id, trafficking="yes")
    agree(centre.counsellor, person.person.id)
    support = SpecialSupport("reception", "protected-house", owner="Kanarienvogel-Haus")
    special_needs.keep_support(centre.counsellor, check_id=check_id, support=support, now=NOW)
    records = centre.records(centre.seal())
    assert [record.type for record in records] == ["person", "case", "consent", "interview"]
    told = msgspec.json.encode(records)
    assert not [
        word for word in (b"Kanarien", b"trafficking", b"special", b"protected-house") if word in told
    ]
